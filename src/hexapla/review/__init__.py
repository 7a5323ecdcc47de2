"""Decisions, sign-off, release, signatures."""

from hexapla.review.decisions import (
    WHOLE,
    Binding,
    Cause,
    Decision,
    Passage,
    Standing,
    Verdict,
    Voided,
    Waiver,
)
from hexapla.review.signing_off import ChangedError, Decided, Review

__all__ = [
    "WHOLE",
    "Binding",
    "Cause",
    "ChangedError",
    "Decided",
    "Decision",
    "Passage",
    "Review",
    "Standing",
    "Verdict",
    "Voided",
    "Waiver",
]

"""Decisions, sign-off, release, signatures.

`Review` is the review of a workspace: where each translation stands (`standing`), and the acts upon
it (`approve`, `send_back`, `waive`, `undo`). `release` seals a pack; `verify_release` and
`read_container` recheck what was sealed and what was signed. `comment`, `settle` and `reopen` lead
the conversation about blocks, `threads` gives it.
"""

from hexapla.review.comments import (
    Comment,
    Thread,
    comment,
    mentioning,
    mentions,
    people,
    reopen,
    settle,
    threads,
)
from hexapla.review.containers import UNCHECKED, Container, container, read_container
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
from hexapla.review.releasing import (
    Blocker,
    NotReadyError,
    Release,
    blockers,
    release,
    releases,
    verify_release,
)
from hexapla.review.signatures import Signature
from hexapla.review.signing_off import ChangedError, Decided, Review

__all__ = [
    "UNCHECKED",
    "WHOLE",
    "Binding",
    "Blocker",
    "Cause",
    "ChangedError",
    "Comment",
    "Container",
    "Decided",
    "Decision",
    "NotReadyError",
    "Passage",
    "Release",
    "Review",
    "Signature",
    "Standing",
    "Thread",
    "Verdict",
    "Voided",
    "Waiver",
    "blockers",
    "comment",
    "container",
    "mentioning",
    "mentions",
    "people",
    "read_container",
    "release",
    "releases",
    "reopen",
    "settle",
    "threads",
    "verify_release",
]

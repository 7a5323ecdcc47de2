"""Who has approved which version as a whole: what a pack's sign-off sheet says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hexapla.model import PackSpec, SignOff

if TYPE_CHECKING:
    from hexapla.review.decisions import Standing
    from hexapla.review.signing_off import Review

VERSION = ""
"""The block of an approval that stands for a version's every block."""


def approvals(review: Review, spec: PackSpec) -> tuple[SignOff, ...]:
    """Give one sign-off for each role and person that approved every block of a translation.

    The translations are those of a pack that the ledger knows. A sign-off's block is `VERSION`,
    its time that of the last of the approvals.
    """
    languages = spec.languages or review.workspace.config.every_language
    made: list[SignOff] = []
    for name, document in sorted(review.documents().items()):
        family = document.config.family
        if (spec.documents and name not in spec.documents) or (
            not spec.documents and spec.families and family not in spec.families
        ):
            continue
        source = review.workspace.source_language(document)
        for tag in languages:
            if tag != source and review.ledger.head(name, tag) is not None:
                made += _whole(review.standing(name, tag))
    return tuple(made)


def _whole(here: Standing) -> Sequence[SignOff]:
    given: dict[tuple[str, str], list[SignOff]] = {}
    for passage in here.passages:
        for one in passage.decisions:
            if one.signoff.approved:
                given.setdefault((one.signoff.role, one.signoff.person), []).append(one.signoff)
    everything = len(here.passages)
    return [
        replace(max(signed, key=lambda one: one.at), block=VERSION)
        for _, signed in sorted(given.items())
        if len({one.block for one in signed}) >= everything > 0
    ]

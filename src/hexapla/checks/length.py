"""The rule `length`."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit

_LEAST = 30
"""Characters of the longer text; shorter ones vary freely."""
_LIMIT = 4.5
_LETTERS = {
    "en": 1.0, "lv": 0.95, "lt": 0.97, "et": 0.96, "fi": 1.02, "sv": 1.00, "de": 1.12, "ro": 1.09,
    "uk": 1.02, "ka": 1.06, "hy": 1.05, "az": 1.02, "pl": 1.08,
}  # fmt: skip
"""Characters of a text for one of its English original: medians of EU texts."""
_SPREAD = 0.16


@check("length", category="Accuracy", severity=Severity.MINOR, over=Unit)
def length(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a translation that is far too short or far too long.

    The two lengths are compared as logarithms with what is usual for the two languages; the spread
    is wider for short texts. What lies beyond 4.5 spreads is reported.

    Wrong:
        en: The officers of the five countries exchanged their experience of mass events.
        lt: Pareigūnai.

    Right:
        en: The officers of the five countries exchanged their experience of mass events.
        lt: Penkių šalių pareigūnai pasidalijo masinių renginių patirtimi.
    """
    ours, theirs = len(unit.source_text.strip()), len(unit.target_text.strip())
    if max(ours, theirs) < _LEAST or not theirs:
        return
    usual = _usual(unit.source_language, unit.target_language)
    spread = _SPREAD + 1.2 / math.sqrt(max(ours, theirs))
    away = math.log(theirs / (ours * usual)) / spread
    if abs(away) < _LIMIT:
        return
    yield length.finding(
        unit,
        "the translation is {ratio} times as long as the source"
        if away > 0
        else "the translation is only {ratio} times as long as the source",
        ratio=f"{theirs / ours:.2f}",
        source_length=ours,
        target_length=theirs,
    )


@functools.cache
def _usual(source: str, target: str) -> float:
    return _of(target) / _of(source)


def _of(language: str) -> float:
    return _LETTERS.get(language.split("-", maxsplit=1)[0], 1.0)

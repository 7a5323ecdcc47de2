"""The rule `programme-name`."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, Span

_ALIKE = 87.0
_LEAST = 12


@check("programme-name", category="Accuracy", severity=Severity.MINOR, over=Passage)
def programme_name(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find the funding programme's name in another form than its official one.

    The name in each language is that of the act that set the programme up; `[visibility]
    programme_names` of the workspace overrides it.

    Wrong:
        en: the programme “Prevention and Fight against Crime”

    Right:
        en: the programme “Prevention of and Fight against Crime”
    """
    official = context.programme_name(passage.language)
    if official is None:
        return
    text = passage.block.text
    folded = text.casefold()
    if official.stem.casefold() in folded:
        return
    for wrong in official.wrong:
        at = folded.find(wrong.casefold())
        if at >= 0 and len(folded) == len(text):
            yield _told(passage, Span(start=at, end=at + len(wrong)), official.name)
            return
    if len(official.name) >= _LEAST and len(text) >= len(official.name) * 0.8:
        near = fuzz.partial_ratio_alignment(official.name.casefold(), folded, score_cutoff=_ALIKE)
        if near is not None and len(folded) == len(text):
            yield _told(passage, Span(start=near.dest_start, end=near.dest_end), official.name)


def _told(passage: Passage, span: Span, right: str) -> Finding:
    return programme_name.finding(
        passage,
        "the programme is called “{expected}”, not “{found}”",
        span=span,
        suggestion=right,
        expected=right,
        found=passage.block.text[span.start : span.end],
    )

"""The rule `project-number`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, Span

_SHARE_WRONG = 0.2
_LEAST = 6


@check("project-number", category="Accuracy", severity=Severity.CRITICAL, over=Passage)
def project_number(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find a project number that is not copied exactly.

    The number stands in `hexapla.toml`, `[project] number`. A text that holds nearly that number
    (digits changed, a part lost, spaces inside), or lacks it where the source has it, is wrong.

    Wrong:
        lv: Projekta Nr. HOME/2013/ISEC/FP/C1/4000005073

    Right:
        lv: Projekta Nr. HOME/2013/ISEC/FP/C1/4000005037
    """
    right = context.config.project.number
    if len(right) < _LEAST:
        return
    text = passage.block.text
    wrong = False
    for span in _candidates(text, right):
        said = text[span.start : span.end]
        if said == right:
            continue
        wrong = True
        yield project_number.finding(
            passage,
            "the project's number is {expected}, not {found}",
            span=span,
            suggestion=right,
            expected=right,
            found=said,
        )
    unit = passage.unit
    if wrong or unit is None or right not in unit.source_text or right in unit.target_text:
        return
    if passage.block is unit.target[0]:
        at = unit.source_text.find(right)
        yield project_number.finding(
            passage,
            "the project's number {expected} of the source is missing in the translation",
            source_span=Span(start=at, end=at + len(right)),
            suggestion=right,
            expected=right,
        )


def _candidates(text: str, right: str) -> Iterator[Span]:
    """Give what may be meant as the number: most of its parts in order, or nearly its letters."""
    first = re.escape(re.split(r"[/\s.-]", right)[0])
    last = re.escape(right[-4:])
    reach = len(right) + 6
    seen: list[tuple[int, int]] = []
    for hit in re.finditer(rf"(?<![\w/]){first}\b[\w/.\s-]{{0,{reach}}}", text):
        start, end = hit.start(), hit.start() + len(hit[0].rstrip(" ./-\n"))
        end = _best_end(text, start, end, right)
        if _close(text[start:end], right):
            seen.append((start, end))
    for hit in re.finditer(rf"[\w/.-]*{last}(?!\d)", text):
        start, end = hit.start(), hit.end()
        if not any(start < stop and begin < end for begin, stop in seen) and _close(
            text[start:end], right
        ):
            seen.append((start, end))
    for start, end in sorted(seen):
        yield Span(start=start, end=end)


def _best_end(text: str, start: int, end: int, right: str) -> int:
    """Give the word end at which the text is most like the number."""
    ends = [hit.end() for hit in re.finditer(r"[\w/-]+", text[start:end])] or [end - start]
    best = min(
        ends,
        key=lambda stop: (DamerauLevenshtein.distance(text[start : start + stop], right), stop),
    )
    return start + best


def _close(said: str, right: str) -> bool:
    allowed = max(2, int(len(right) * _SHARE_WRONG))
    return bool(DamerauLevenshtein.distance(said, right, score_cutoff=allowed) <= allowed)

"""The rule `agenda-numbering`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Block, BlockKind, Document, Finding, Severity

_LABEL = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)[.)]?(?=\s|$)")
_KINDS = {BlockKind.HEADING, BlockKind.LIST_ITEM}


@check("agenda-numbering", category="Accuracy", severity=Severity.MINOR, over=Document)
def agenda_numbering(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a number that is skipped or repeated in an agenda or a numbered text.

    Headings and list items are read by their labels (“3.”, “3.2”): each goes one further than the
    one before on its level, or begins anew at 1. A family asks for the rule in its `checks`.

    Wrong:
        et: 1. Avamine 2. Ettekanded 4. Otsused

    Right:
        et: 1. Avamine 2. Ettekanded 3. Otsused
    """
    last: dict[tuple[BlockKind, int], tuple[int, ...]] = {}
    for block in document.blocks:
        number = _number(block)
        if number is None:
            continue
        series = (block.kind, len(number))
        before = last.get(series)
        if before is not None and not _follows(before, number):
            expected = ".".join(map(str, (*before[:-1], before[-1] + 1)))
            yield agenda_numbering.finding(
                document,
                "number {found} follows {before}; {expected} was expected",
                block=block,
                found=".".join(map(str, number)),
                before=".".join(map(str, before)),
                expected=expected,
            )
        last[series] = number
        for kind, depth in list(last):
            if kind is block.kind and depth > len(number):
                del last[kind, depth]


def _number(block: Block) -> tuple[int, ...] | None:
    if block.kind not in _KINDS:
        return None
    hit = _LABEL.match(block.label or (block.text if block.kind is BlockKind.HEADING else ""))
    return tuple(int(part) for part in hit[1].split(".")) if hit else None


def _follows(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    if before[:-1] == number[:-1]:
        return number[-1] in {before[-1] + 1, 1} and number != before
    return number[-1] == 1

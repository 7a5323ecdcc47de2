"""The rule `plan-measures`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import Pair, check
from hexapla.model import Block, Document, Finding, Severity, Span

_ID = re.compile(r"(?:[^\W\d_]{1,3}[.\s-]?)?\d+(?:[.\-/]\d+)*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@check("plan-measures", category="Accuracy", severity=Severity.MINOR, over=Pair)
def plan_measures(pair: Pair, context: Context) -> Iterator[Finding]:
    """Find a measure of a plan that is missing, added, moved or numbered twice in a translation.

    A measure is a row of a table whose first cell begins with a number (“1.2”, “M 3”). Option
    `years = [2015, 2017]` also finds a year in such a table that lies outside the plan's period.
    The years that a row names must be the source's. A family asks for the rule in its `checks`.

    Wrong:
        en: (rows) 1.1, 1.2, 1.3
        lv: (rows) 1.1, 1.3, 1.3

    Right:
        en: (rows) 1.1, 1.2, 1.3
        lv: (rows) 1.1, 1.2, 1.3
    """
    ours, theirs = _measures(pair.source), _measures(pair.target)
    asked, said = Counter(name for name, _ in ours), Counter(name for name, _ in theirs)
    for name, block in theirs:
        if said[name] > max(asked[name], 1):
            yield plan_measures.finding(
                pair, "measure {measure} stands twice", block=block, measure=name
            )
        elif name not in asked and ours:
            yield plan_measures.finding(
                pair, "measure {measure} is not in the source", block=block, measure=name
            )
    for name in dict.fromkeys(name for name, _ in ours):
        if name not in said:
            yield plan_measures.finding(
                pair, "measure {measure} of the source is missing", measure=name
            )
    shared = (
        [name for name, _ in ours if name in said],
        [name for name, _ in theirs if name in asked],
    )
    if shared[0] != shared[1] and sorted(shared[0]) == sorted(shared[1]):
        first = next(two for one, two in zip(*shared, strict=True) if one != two)
        yield plan_measures.finding(
            pair,
            "the measures stand in another order, from {measure} on",
            block=next(block for name, block in theirs if name == first),
            measure=first,
        )
    yield from _years_of_measures(pair, ours, theirs)
    yield from _years(pair, context)


def _measures(document: Document) -> list[tuple[str, Block]]:
    """Give the numbers that begin the rows of the tables, without spaces, in order."""
    found = []
    for block in document.blocks:
        if block.cell is None or block.cell.column:
            continue
        said = block.label or block.text.strip()
        hit = _ID.match(said.strip())
        if hit is not None and (hit.end() == len(said.strip()) or not said[hit.end()].isalnum()):
            found.append((re.sub(r"\s", "", hit[0]), block))
    return found


def _years_of_measures(
    pair: Pair, ours: list[tuple[str, Block]], theirs: list[tuple[str, Block]]
) -> Iterator[Finding]:
    """Find a measure whose row names other years than the source's row."""
    asked, said = _years_by_row(pair.source), _years_by_row(pair.target)
    rows = {name: _row(block) for name, block in theirs}
    for name, block in ours:
        if name not in rows:
            continue
        expected = sorted({year for _, year in asked.get(_row(block), ())})
        found = said.get(rows[name], [])
        years = sorted({year for _, year in found})
        if expected and years and expected != years:
            wrong = next((one for one, year in found if year not in expected), found[0][0])
            yield plan_measures.finding(
                pair,
                "measure {measure} is set for {found}; in the source for {expected}",
                block=wrong,
                span=Span(start=0, end=len(wrong.text)),
                measure=name,
                expected=expected,
                found=years,
            )


def _years_by_row(document: Document) -> dict[tuple[int, int], list[tuple[Block, str]]]:
    found: dict[tuple[int, int], list[tuple[Block, str]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            years = ((block, year) for year in _YEAR.findall(block.text))
            found.setdefault(_row(block), []).extend(years)
    return found


def _row(block: Block) -> tuple[int, int]:
    return (block.cell.table, block.cell.row) if block.cell is not None else (-1, -1)


def _years(pair: Pair, context: Context) -> Iterator[Finding]:
    years = context.options("plan-measures").get("years")
    if not isinstance(years, list) or len(years) != 2:  # noqa: PLR2004  first and last
        return
    first, last = int(years[0]), int(years[1])
    for block in pair.target.blocks:
        if block.cell is None:
            continue
        for hit in _YEAR.finditer(block.text):
            if not first <= int(hit[0]) <= last:
                yield plan_measures.finding(
                    pair,
                    "the year {found} lies outside {first}–{last}",
                    block=block,
                    found=hit[0],
                    first=first,
                    last=last,
                )

"""The rule `structure`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import Pair, check
from hexapla.model import Block, BlockKind, Document, Finding, Severity, Unit

KINDS = {
    BlockKind.HEADING: "a heading",
    BlockKind.PARAGRAPH: "a paragraph",
    BlockKind.LIST_ITEM: "a list item",
    BlockKind.TABLE_CELL: "a table cell",
    BlockKind.NOTE: "a note",
    BlockKind.CAPTION: "a caption",
}
"""What a reader calls the kinds of blocks, said in the reader's language."""


@check("structure", category="Design", severity=Severity.MINOR, over=Pair)
def structure(pair: Pair, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a heading that became a paragraph, a list that lost its level, a table that lost a row.

    Wrong:
        en: (heading 2) Legal basis
        et: (paragraph) Õiguslik alus

    Right:
        en: (heading 2) Legal basis
        et: (heading 2) Õiguslik alus
    """
    for unit in pair.units:
        if len(unit.source) == len(unit.target) == 1:
            yield from _kinds(pair, unit)
    yield from _tables(pair)


def _kinds(pair: Pair, unit: Unit) -> Iterator[Finding]:
    ours, theirs = unit.source[0], unit.target[0]
    if ours.kind is not theirs.kind:
        if ours.kind in KINDS and theirs.kind in KINDS:
            yield structure.finding(
                pair,
                "this is {found}; in the source it is {expected}",
                block=theirs,
                expected=KINDS[ours.kind],
                found=KINDS[theirs.kind],
                worded=["expected", "found"],
            )
    elif ours.level != theirs.level and ours.level and theirs.level:
        yield structure.finding(
            pair,
            "the level is {found}; in the source it is {expected}",
            block=theirs,
            expected=ours.level,
            found=theirs.level,
        )


def _tables(pair: Pair) -> Iterator[Finding]:
    ours, theirs = _shapes(pair.source), _shapes(pair.target)
    if len(ours) != len(theirs):
        if ours or theirs:
            yield structure.finding(
                pair,
                "the document has {found} tables, the source {expected}",
                block=next(iter(theirs.values()))[2] if theirs else None,
                expected=len(ours),
                found=len(theirs),
            )
        return
    for (rows, columns, _), (rows_here, columns_here, first) in zip(
        ours.values(), theirs.values(), strict=True
    ):
        if rows != rows_here:
            yield structure.finding(
                pair,
                "the table has {found} rows, in the source {expected}",
                block=first,
                expected=rows,
                found=rows_here,
            )
        if columns != columns_here:
            yield structure.finding(
                pair,
                "the table has {found} columns, in the source {expected}",
                block=first,
                expected=columns,
                found=columns_here,
            )


def _shapes(document: Document) -> dict[int, tuple[int, int, Block]]:
    """Give rows, columns and the first cell of each table."""
    shapes: dict[int, tuple[int, int, Block]] = {}
    for block in document.blocks:
        cell = block.cell
        if cell is None:
            continue
        rows, columns, first = shapes.get(cell.table, (0, 0, block))
        shapes[cell.table] = (
            max(rows, cell.row + cell.row_span),
            max(columns, cell.column + cell.column_span),
            first,
        )
    return dict(sorted(shapes.items()))

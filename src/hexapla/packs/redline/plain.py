"""A simple Word file made from blocks, so that two revisions in any format can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from hexapla.model import Block, BlockKind, Cell
from hexapla.packs.package import Package
from hexapla.packs.template import default_template
from hexapla.packs.xml import Element, child, e, parse, serial

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 4
_INDENT = 360
"""Twentieths of a point that each level of a list is set in by."""


def plain_docx(blocks: Sequence[Block]) -> bytes:
    """Write blocks as a Word file: headings, paragraphs, lists with their labels, tables.

    Notes, headers and text boxes stand after the text, each as a paragraph of its own.
    """
    package: Package = default_template()
    root = parse(package.parts[package.main])
    body = child(root, "body")
    if body is None:
        body = e("body")
        root.append(body)
    for table, group in groupby(blocks, key=lambda block: block.cell.table if block.cell else None):
        if table is None:
            body.extend(_paragraph(block) for block in group)
        else:
            body.append(_table([(block.cell, block) for block in group if block.cell is not None]))
            body.append(e("p"))
    section = e("sectPr", e("pgSz", w=11906, h=16838))
    section.append(
        e("pgMar", top=1134, right=1134, bottom=1134, left=1134, header=0, footer=0, gutter=0)
    )
    body.append(section)
    package.parts[package.main] = serial(root)
    return package.write()


def _paragraph(block: Block, *, style: str = "HxText") -> Element:
    properties = e("pPr")
    if block.kind is BlockKind.HEADING:
        style = f"HxHeading{min(max(block.level, 1), _DEEPEST)}"
    properties.append(e("pStyle", val=style))
    if block.kind is BlockKind.LIST_ITEM:
        properties.append(e("ind", left=_INDENT * block.level, hanging=_INDENT))
    return e("p", properties, *_runs(block))


def _runs(block: Block) -> Iterable[Element]:
    """Give a block's text in runs of one look; its label stands before it."""
    if block.label:
        yield e("r", _text(block.label), e("tab"))
    cuts = {0, len(block.text)}
    marks = [mark for mark in block.marks if mark.kind in {"bold", "italic"}]
    for mark in marks:
        cuts |= {mark.start, mark.end}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        kinds = {mark.kind for mark in marks if mark.start <= start and end <= mark.end}
        run = e("r")
        if kinds:
            run.append(e("rPr", *(e(kind[0]) for kind in sorted(kinds))))
        for index, line in enumerate(block.text[start:end].split("\n")):
            if index:
                run.append(e("br"))
            if line:
                run.append(_text(line))
        yield run


def _text(text: str) -> Element:
    return e("t", _ILLEGAL.sub("", text))


def _table(cells: Sequence[tuple[Cell, Block]]) -> Element:
    columns = 1 + max(cell.column + cell.column_span - 1 for cell, _ in cells)
    width = 9638 // columns
    made = e(
        "tbl",
        e("tblPr", e("tblStyle", val="HxTable"), e("tblW", w=9638, type="dxa")),
        e("tblGrid", *(e("gridCol", w=width) for _ in range(columns))),
    )
    for _, row in groupby(cells, key=lambda one: one[0].row):
        placed: dict[int, list[Block]] = {}
        spans: dict[int, int] = {}
        for cell, block in row:
            placed.setdefault(cell.column, []).append(block)
            spans[cell.column] = max(cell.column_span, 1)
        line = e("tr")
        at = 0
        while at < columns:
            span = min(spans.get(at, 1), columns - at)
            properties = e("tcPr", e("tcW", w=width * span, type="dxa"))
            if span > 1:
                properties.append(e("gridSpan", val=span))
            texts = [_paragraph(block, style="HxCell") for block in placed.get(at, ())]
            line.append(e("tc", properties, *(texts or [e("p")])))
            at += span
        made.append(line)
    return made

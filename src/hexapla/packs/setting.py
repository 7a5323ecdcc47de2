"""Documents that are no Word files (HTML, Markdown, text), set from their blocks.

They take the pack's look.

So is a Word file that cannot be composed: its words are all there, its layout is not, and the pack
says so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hexapla.model import Block, BlockKind, Document
from hexapla.packs.content import document_title
from hexapla.packs.draft import Draft
from hexapla.packs.pictures import Picture, Pictures
from hexapla.packs.writing import Look, Pen, twips
from hexapla.packs.xml import Element, e

_LEVELS = 4
_INDENT = 357
"""A list level's indent: 0.63 cm."""
_TALLEST = 220
"""Millimetres; a picture that is taller is made smaller, to fit on a page."""
_NOTE = re.compile(r"(\d+)(?:/|$)")
_ASIDE = {
    BlockKind.HEADER,
    BlockKind.FOOTER,
    BlockKind.ALT_TEXT,
    BlockKind.COMMENT,
    BlockKind.TEXT_BOX,
}


def set_document(
    draft: Draft, document: Document, width: int, *, content: bytes = b""
) -> list[Element]:
    """Give a document's blocks as paragraphs and tables of the pack's own, `width` wide.

    Pictures come from the file's bytes, `content`; one that cannot be shown leaves its text.
    """
    pen = draft.pen.of(document.language)
    notes = _notes(document.blocks)
    made: list[Element] = []
    story = [block for block in document.blocks if block.kind != BlockKind.NOTE]
    pictures = Pictures(content, document.media)
    unshown = 0
    for table, group in itertools.groupby(story, key=_table):
        blocks = list(group)
        if table is not None:
            made.append(_set_table(pen, blocks, width, notes))
            made.append(pen.paragraph(style="HxText"))
            continue
        for block in blocks:
            shown = pictures.take(block.text) if block.kind == BlockKind.ALT_TEXT else None
            if shown is not None:
                made.append(_set_picture(pen, shown, width))
            elif block.text.strip():
                made.append(_set_block(pen, block, notes))
            unshown += shown is None and block.kind == BlockKind.ALT_TEXT
    for leftover in notes.values():
        made.extend(_paragraph(pen, block, "HxFootnote", {}) for block in leftover)
    if unshown and content:
        draft.notices.append(
            draft.say(
                "{document}: images that cannot be shown: {n}",
                document=document_title(document) or document.name,
                n=unshown,
            )
        )
    return made or [pen.paragraph()]


def _set_picture(pen: Pen, shown: Picture, width: int) -> Element:
    """Set a picture as large as it was, but no wider than the text."""
    most = width / twips(1)
    scale = min(1.0, most / shown.width, _TALLEST / shown.height)
    run = pen.picture(
        shown.content,
        width=shown.width * scale,
        height=shown.height * scale,
        text=shown.text,
        kind=shown.media,
    )
    return pen.paragraph(run, style="HxText", properties=(e("keepNext"), e("spacing", before=160)))


def _table(block: Block) -> int | None:
    return block.cell.table if block.cell is not None else None


def _notes(blocks: Iterable[Block]) -> dict[str, list[Block]]:
    """Give the notes' blocks by the note's number in the text."""
    notes: dict[str, list[Block]] = {}
    for block in blocks:
        if block.kind == BlockKind.NOTE:
            found = _NOTE.search(block.path)
            notes.setdefault(block.label or (found[1] if found else ""), []).append(block)
    return notes


def _set_block(pen: Pen, block: Block, notes: dict[str, list[Block]]) -> Element:
    if block.kind == BlockKind.HEADING:
        level = min(max(block.level, 1), _LEVELS)
        label = f"{block.label} " if block.label else ""
        return pen.paragraph(label, *_inline(pen, block, notes), style=f"HxHeading{level}")
    if block.kind == BlockKind.LIST_ITEM:
        return _set_item(pen, block, notes)
    if block.kind == BlockKind.CAPTION or block.kind in _ASIDE:
        return _paragraph(pen, block, "HxQuiet", notes)
    return _paragraph(pen, block, "HxText", notes)


def _set_item(pen: Pen, block: Block, notes: dict[str, list[Block]]) -> Element:
    level = max(block.level, 1)
    indent = e("ind", left=_INDENT * level, hanging=_INDENT)
    label = block.label or "•"
    return pen.paragraph(
        f"{label}\t",
        *_inline(pen, block, notes),
        style="HxListItem",
        properties=(
            indent,
            e("tabs", e("tab", val="left", pos=_INDENT * level)),
        ),
    )


def _paragraph(pen: Pen, block: Block, style: str, notes: dict[str, list[Block]]) -> Element:
    return pen.paragraph(*_inline(pen, block, notes), style=style)


def _inline(
    pen: Pen, block: Block, notes: dict[str, list[Block]], look: Look | None = None
) -> list[Element]:
    """Give a block's runs, with real footnotes where its notes are referred to."""
    own = pen.of(block.language) if block.language else pen
    look = look or Look()
    references = sorted(
        (mark for mark in block.marks if mark.kind == "note" and mark.value in notes),
        key=lambda mark: mark.start,
    )
    made: list[Element] = []
    done = 0
    for mark in references:
        if mark.start < done or mark.value not in notes:
            continue
        made.extend(_stretch(own, block, done, mark.start, look))
        bodies = notes.pop(mark.value)
        made.append(own.footnote(*(_inline(own, body, {}) for body in bodies), number=mark.value))
        done = mark.end
    made.extend(_stretch(own, block, done, len(block.text), look))
    return made


def _stretch(pen: Pen, block: Block, start: int, end: int, look: Look) -> list[Element]:
    marks = [
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in block.marks
        if mark.start < end and mark.end > start
    ]
    return pen.marked(block.text[start:end], marks, look) if end > start else []


def _set_table(
    pen: Pen, blocks: Sequence[Block], width: int, notes: dict[str, list[Block]]
) -> Element:
    """Set a table's cells in their places; a cell that no block fills stays empty."""
    places: dict[tuple[int, int], list[Block]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for block in blocks:
        cell = block.cell
        if cell is not None:
            places.setdefault((cell.row, cell.column), []).append(block)
            spans[cell.row, cell.column] = (cell.row_span, cell.column_span)
    columns = max(column + spans[row, column][1] for row, column in places)
    columns = min(columns, 63)
    each = width // columns
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), (down, across) in spans.items():
        for below in range(1, min(down, 1000)):
            covered[row + below, column] = (down, across)
    rows = []
    for row in sorted({row for row, _ in places} | {row for row, _ in covered}):
        cells, column = [], 0
        while column < columns:
            down, across = spans.get((row, column)) or covered.get((row, column)) or (1, 1)
            across = min(max(across, 1), columns - column)
            look = Look(bold=row == 0)
            filled = [
                pen.paragraph(*_inline(pen, block, notes, look), style="HxCell")
                for block in places.get((row, column), ())
            ]
            merge = "restart" if down > 1 else ""
            if (row, column) in covered:
                merge = "continue"
            cells.append(pen.cell(*filled, width=each * across, span=across, merge=merge))
            column += across
        rows.append(cells)
    return pen.table([each] * columns, rows)

"""Makes a document of a translation that came back in a bilingual file."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hexapla.model import Block, BlockKind, Document, Unit, normal

_NO_NAME = re.compile(r"[^\w.\-·]", re.ASCII)
_HIGHEST = 6
_ASIDE = {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A translation as HTML; how many blocks it fills, which it lacks, which no longer fit."""

    content: bytes
    filled: int
    missing: tuple[str, ...]
    outdated: tuple[str, ...]


def translated(source: Document, units: Sequence[Unit]) -> Imported:
    """Put the targets of units in the place of the source document's blocks.

    A unit belongs to the block that has its id, else to the first one with its source text. Where
    the source has changed since the unit was exported, the unit is outdated and left out. Headings,
    lists and tables become HTML; what stays empty is left out.
    """
    by_id = {unit.source[0].id: unit for unit in units if unit.source and unit.source[0].id}
    by_text: dict[str, list[Unit]] = {}
    for unit in units:
        by_text.setdefault(normal(unit.source_text), []).append(unit)
    texts: dict[int, str] = {}
    missing, outdated = [], []
    index = 0
    blocks = source.blocks
    while index < len(blocks):
        found = by_id.get(_NO_NAME.sub("_", blocks[index].id))
        waiting = by_text.get(normal(blocks[index].text))
        size = 1
        if found is not None:
            size = _size(found, blocks[index:])
            if not size:
                outdated.append(blocks[index].id)
                found, size = None, 1
        if found is None and waiting:
            found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if found is not None and found.target_text.strip():
            texts[index] = found.target_text
        elif blocks[index].id not in outdated:
            missing.append(blocks[index].id)
        index += size
    language = units[0].target_language if units else source.language
    return Imported(
        content=_page(blocks, texts, language),
        filled=len(texts),
        missing=tuple(missing),
        outdated=tuple(outdated),
    )


def _size(unit: Unit, blocks: Sequence[Block]) -> int:
    """Give how many blocks the unit's source is made of; 0: it says something else by now."""
    wanted = normal(unit.source_text)
    for size in (1, 2):
        if normal("\n".join(block.text for block in blocks[:size])) == wanted:
            return size
    return 0


def _page(blocks: Sequence[Block], texts: dict[int, str], language: str) -> bytes:
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(language)}">',
        '<head><meta charset="utf-8"></head>',
        "<body>",
    ]
    kept = [(block, texts[index]) for index, block in enumerate(blocks) if index in texts]
    for kind, group in itertools.groupby(kept, key=lambda pair: _group(pair[0])):
        members = list(group)
        if kind == "list":
            parts += ["<ul>", *(f"<li>{_inner(text)}</li>" for _, text in members), "</ul>"]
        elif kind.startswith("table"):
            parts += _table(members)
        else:
            parts += [_alone(block, text) for block, text in members]
    return "\n".join([*parts, "</body>", "</html>", ""]).encode()


def _group(block: Block) -> str:
    if block.cell is not None:
        return f"table{block.cell.table}"
    return "list" if block.kind is BlockKind.LIST_ITEM else "flow"


def _alone(block: Block, text: str) -> str:
    if block.kind is BlockKind.HEADING:
        level = min(max(block.level, 1), _HIGHEST)
        return f"<h{level}>{_inner(text)}</h{level}>"
    if block.kind in _ASIDE:
        return f"<{block.kind}>{_inner(text)}</{block.kind}>".replace("comment", "aside")
    return f"<p>{_inner(text)}</p>"


def _table(members: Sequence[tuple[Block, str]]) -> list[str]:
    rows: dict[int, dict[int, list[str]]] = {}
    for block, text in members:
        if block.cell is not None:
            rows.setdefault(block.cell.row, {}).setdefault(block.cell.column, []).append(text)
    width = max((max(row) + 1 for row in rows.values()), default=0)
    made = ["<table>"]
    for _, row in sorted(rows.items()):
        cells = "".join(
            "<td>" + "".join(f"<p>{_inner(text)}</p>" for text in row.get(column, [])) + "</td>"
            for column in range(width)
        )
        made.append(f"<tr>{cells}</tr>")
    return [*made, "</table>"]


def _inner(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")

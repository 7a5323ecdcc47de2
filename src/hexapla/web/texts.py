"""A block's text for showing: its findings and terms marked, its place in a table or note kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hexapla.model import Block, BlockKind, Finding
from hexapla.web.terms import Hit

_DIFF = re.compile(r"\[-(?P<old>.*?)-\]|\{\+(?P<new>.*?)\+\}", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text: plain, or marked with a finding, or of a diff (“old”, “new”)."""

    text: str
    kind: str = ""
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Pieces that make up a term together, or that stand between terms (`hit` is None)."""

    pieces: tuple[Piece, ...]
    hit: Hit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A block's text for showing. `row` and `column` count from 1 in a table, else are 0."""

    kind: str
    level: int
    label: str
    runs: tuple[Run, ...]
    row: int = 0
    column: int = 0


def marked(block: Block, findings: Sequence[Finding], hits: Sequence[Hit]) -> Text:
    """Give a block's text with its findings and terms; of findings that overlap the first alone."""
    pieces = list(_pieces(block, findings))
    runs: list[Run] = []
    at = 0
    for hit in hits:
        before, rest = _cut(pieces, hit.start - at)
        own, pieces = _cut(rest, hit.end - hit.start)
        if before:
            runs.append(Run(pieces=tuple(before)))
        runs.append(Run(pieces=tuple(own), hit=hit))
        at = hit.end
    if pieces:
        runs.append(Run(pieces=tuple(pieces)))
    cell = block.cell if block.kind is BlockKind.TABLE_CELL else None
    return Text(
        kind=block.kind.value,
        level=block.level,
        label=block.label,
        runs=tuple(runs),
        row=cell.row + 1 if cell else 0,
        column=cell.column + 1 if cell else 0,
    )


def _pieces(block: Block, findings: Sequence[Finding]) -> Iterable[Piece]:
    at = 0
    here = [one for one in findings if one.location.block == block.id]
    for one in sorted(here, key=lambda two: (two.location.start, -two.location.end)):
        start, end = one.location.start, min(one.location.end, len(block.text))
        if start < at or end <= start:
            continue
        if start > at:
            yield Piece(text=block.text[at:start])
        yield Piece(text=block.text[start:end], kind=one.severity.label, finding=one)
        at = end
    if at < len(block.text):
        yield Piece(text=block.text[at:])


def _cut(pieces: Sequence[Piece], length: int) -> tuple[list[Piece], list[Piece]]:
    """Cut pieces in two after so many letters."""
    before: list[Piece] = []
    for index, piece in enumerate(pieces):
        if length <= 0:
            return before, list(pieces[index:])
        if len(piece.text) > length:
            kind, finding = piece.kind, piece.finding
            before.append(Piece(text=piece.text[:length], kind=kind, finding=finding))
            rest = Piece(text=piece.text[length:], kind=kind, finding=finding)
            return before, [rest, *pieces[index + 1 :]]
        before.append(piece)
        length -= len(piece.text)
    return before, []


def diff_pieces(diff: str) -> Iterable[Piece]:
    """Take a word diff (“[-old-]{+new+}”) apart."""
    at = 0
    for found in _DIFF.finditer(diff):
        if found.start() > at:
            yield Piece(text=diff[at : found.start()])
        kind = "old" if found["old"] is not None else "new"
        yield Piece(text=found[kind], kind=kind)
        at = found.end()
    if at < len(diff):
        yield Piece(text=diff[at:])

"""Tables of WordprocessingML (ECMA-376 Part 1 §17.4): rows, cells, spans."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from hexapla.documents.blocks import Draft
from hexapla.documents.docx.paragraph import Frame
from hexapla.documents.grid import Grid
from hexapla.model import BlockKind, Cell


class _Both(list[Draft]):
    """A list whose additions go to two lists: what all read, and what one cell holds."""

    def __init__(self, first: list[Draft], second: list[Draft]) -> None:
        super().__init__()
        self._lists = first, second

    def append(self, draft: Draft) -> None:
        for one in self._lists:
            one.append(draft)


@dataclass(slots=True)
class Table:
    """A table that is being read. A cell is placed when its properties have been read."""

    path: str
    number: int
    row: int = -1
    row_dropped: bool = False
    span: int = 1
    merge: str = ""
    _grid: Grid = field(default_factory=Grid)
    _merged: dict[int, tuple[list[Draft], int, int]] = field(default_factory=dict)

    def begin_row(self, *, dropped: bool) -> None:
        """Begin a row."""
        self.row += 1
        self.row_dropped = dropped
        self._grid.row(self.row)

    def skip(self, columns: int) -> None:
        """Leave grid columns free before the row's first cell (w:gridBefore)."""
        self._grid.skip(columns)

    def cell(self, outer: Frame) -> Frame:
        """Begin a cell: give the frame for its content."""
        self.span, self.merge = 1, ""
        frame = Frame(
            path="",
            kind=outer.kind or BlockKind.TABLE_CELL,
            out=outer.out,
            counters=outer.counters,
            table=self,
        )
        frame.dropped = self.row_dropped or outer.dropped
        return frame

    def place(self, frame: Frame) -> None:
        """Give the cell its column, now that its span and its merging are known."""
        frame.table = None
        column, _, span = self._grid.place(1, self.span)
        frame.path = f"{self.path}/r{self.row}/c{column}"
        frame.cell = Cell(table=self.number, row=self.row, column=column, column_span=span)
        if self.merge == "continue" and column in self._merged:
            drafts, first, _ = self._merged[column]
            self._merged[column] = (drafts, first, self.row - first + 1)
            return
        if column in self._merged:
            _span(*self._merged.pop(column))
        if self.merge == "restart":
            own: list[Draft] = []
            frame.out = _Both(frame.out, own)
            self._merged[column] = (own, self.row, 1)

    def end(self) -> None:
        """End the table: the cells that span several rows learn how many."""
        for merged in self._merged.values():
            _span(*merged)


def _span(drafts: list[Draft], _: int, rows: int) -> None:
    for draft in drafts:
        if draft.cell is not None and rows > 1:
            draft.cell = dataclasses.replace(draft.cell, row_span=rows)

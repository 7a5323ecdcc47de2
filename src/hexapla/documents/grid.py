"""The grid of a table: which columns a cell takes when cells above it span several rows.

HTML Living Standard §4.9.12.1 (forming a table); WordprocessingML says the same in other words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_COLUMNS = 1000
"""No cell spans more columns, and no row has more: HTML's own limit."""
MOST_ROWS = 65534
"""No cell spans more rows: HTML's own limit."""


@dataclass(slots=True)
class Grid:
    """Gives the cells their columns as they come, row by row."""

    _row: int = -1
    _column: int = 0
    _until: dict[int, int] = field(default_factory=dict)  # column → first row that is free again

    def row(self, number: int) -> None:
        """Begin row `number`; numbers only grow."""
        self._row, self._column = number, 0

    def skip(self, columns: int) -> None:
        """Leave columns free at the present place."""
        self._column += max(0, min(columns, MOST_COLUMNS))

    def place(self, row_span: int, column_span: int) -> tuple[int, int, int]:
        """Place the next cell; give its column and its spans, clipped to the limits."""
        row_span = max(1, min(row_span, MOST_ROWS))
        while self._until.get(self._column, 0) > self._row:
            self._column += 1
        column = self._column
        column_span = max(1, min(column_span, MOST_COLUMNS - min(column, MOST_COLUMNS - 1)))
        if row_span > 1:
            for taken in range(column, column + column_span):
                self._until[taken] = self._row + row_span
        self._column = column + column_span
        return column, row_span, column_span

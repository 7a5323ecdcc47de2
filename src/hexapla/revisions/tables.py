"""Finds a table's cells again: rows are aligned, then columns, then cell meets cell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from hexapla.model import Block

_Likeness = Callable[[int, int], float]
_LEAST_SHARED = 0.25
"""Two tables share so many of their cells, or they are not the same table."""
_LEAST_ALIKE = 0.2
_EQUAL = 0.999
_Grid = dict[tuple[int, int], list[int]]
"""A table: the blocks of each cell by row and column."""


Words = Sequence[tuple[str, ...]]
"""Of each block the words by which it is compared."""


def cell_pairs(
    old: Sequence[Block], new: Sequence[Block], old_words: Words, new_words: Words
) -> list[tuple[int, int]]:
    """Pair the table cells of two revisions, as indexes of blocks; the others are new or gone.

    A cell is found by its row and column, whatever its text has become.
    """
    return _Tables(old, new, old_words, new_words).pairs


class _Tables:
    def __init__(
        self, old: Sequence[Block], new: Sequence[Block], old_words: Words, new_words: Words
    ) -> None:
        self.old, self.new = old, new
        self.old_words, self.new_words = old_words, new_words
        self.pairs: list[tuple[int, int]] = []
        self._tables()

    def _tables(self) -> None:
        ours, theirs = _grids(self.old), _grids(self.new)
        if not ours or not theirs:
            return
        bags = [Counter(self.old_words[i] for i in _cells(grid)) for grid in ours]
        others = [Counter(self.new_words[j] for j in _cells(grid)) for grid in theirs]
        ranked = sorted(
            (-_shared(one, two), abs(a - b), a, b)
            for a, one in enumerate(bags)
            for b, two in enumerate(others)
        )
        used_old: set[int] = set()
        used_new: set[int] = set()
        for score, _, a, b in ranked:
            alone = len(ours) == len(theirs) and a == b
            if a in used_old or b in used_new or (-score < _LEAST_SHARED and not alone):
                continue
            used_old.add(a)
            used_new.add(b)
            self._grid(ours[a], theirs[b])

    def _grid(self, ours: _Grid, theirs: _Grid) -> None:
        rows = self._lines(ours, theirs, 0)
        columns = self._lines(ours, theirs, 1, dict(rows))
        for r, s in rows:
            for c, d in columns:
                mine, other = ours.get((r, c), []), theirs.get((s, d), [])
                if len(mine) == len(other):
                    for i, j in zip(mine, other, strict=True):
                        self.pairs.append((i, j))

    def _lines(
        self, ours: _Grid, theirs: _Grid, axis: int, across: Mapping[int, int] | None = None
    ) -> list[tuple[int, int]]:
        """Align the rows (axis 0) or columns (axis 1) of two tables, in order."""
        first = sorted({place[axis] for place in ours})
        second = sorted({place[axis] for place in theirs})
        old_lines = [self._line(ours, axis, at, self.old_words, across) for at in first]
        new_lines = [self._line(theirs, axis, at, self.new_words, None) for at in second]
        weights = word_weights([line.values() for line in (*old_lines, *new_lines)])
        pairs: list[tuple[int, int]] = []
        keys = [tuple(sorted(line.items())) for line in old_lines]
        others = [tuple(sorted(line.items())) for line in new_lines]
        for step in Levenshtein.opcodes(keys, others):
            if step.tag == "equal":
                same_old = range(step.src_start, step.src_end)
                same_new = range(step.dest_start, step.dest_end)
                pairs.extend(zip(same_old, same_new, strict=True))
        made: list[tuple[int, int]] = []
        a = b = -1
        for x, y in [*pairs, (len(first), len(second))]:

            def likeness(p: int, q: int, a: int = a, b: int = b) -> float:
                return _line_likeness(old_lines[a + 1 + p], new_lines[b + 1 + q], weights)

            within = _in_order(x - a - 1, y - b - 1, likeness, least=_LEAST_ALIKE)
            made.extend((a + 1 + p, b + 1 + q) for p, q in within)
            made.append((x, y))
            a, b = x, y
        return [(first[x], second[y]) for x, y in _filled(made[:-1], len(first), len(second))]

    @staticmethod
    def _line(
        grid: _Grid,
        axis: int,
        at: int,
        words: Words,
        across: Mapping[int, int] | None,
    ) -> dict[int, tuple[str, ...]]:
        made: dict[int, tuple[str, ...]] = {}
        for place, blocks in grid.items():
            if place[axis] == at:
                other = place[1 - axis]
                if across is not None:
                    if other not in across:
                        continue
                    other = across[other]
                made[other] = tuple(word for i in blocks for word in words[i])
        return made


def _grids(blocks: Sequence[Block]) -> list[_Grid]:
    tables: dict[int, _Grid] = {}
    for index, block in enumerate(blocks):
        if block.cell is not None:
            grid = tables.setdefault(block.cell.table, {})
            grid.setdefault((block.cell.row, block.cell.column), []).append(index)
    return [tables[number] for number in sorted(tables)]


def _cells(grid: _Grid) -> Iterator[int]:
    for blocks in grid.values():
        yield from blocks


def _shared(one: Counter[tuple[str, ...]], two: Counter[tuple[str, ...]]) -> float:
    whole = one.total() + two.total()
    return 2 * (one & two).total() / whole if whole else 0.0


def _line_likeness(
    one: Mapping[int, tuple[str, ...]],
    two: Mapping[int, tuple[str, ...]],
    weights: Mapping[str, float],
) -> float:
    """Tell how alike two rows are: equal cells in the same columns, else their words."""
    first = Counter(word for words in one.values() for word in words)
    second = Counter(word for words in two.values() for word in words)
    whole = weight(first, weights) + weight(second, weights)
    words = 2 * weight(first & second, weights) / whole if whole else 1.0
    places = set(one) | set(two)
    equal = sum(one.get(place) == two.get(place) for place in places) / len(places) if places else 0
    return 0.6 * words + 0.4 * equal


def _in_order(
    first: int, second: int, likeness: _Likeness, *, least: float
) -> list[tuple[int, int]]:
    """Pair two sequences in order so that the likeness of the pairs is the greatest together."""
    head = 0
    while head < min(first, second) and likeness(head, head) >= _EQUAL:
        head += 1
    tail = 0
    while (
        tail < min(first, second) - head and likeness(first - 1 - tail, second - 1 - tail) >= _EQUAL
    ):
        tail += 1
    rows, columns = first - head - tail, second - head - tail
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    score = [[likeness(head + a, head + b) for b in range(columns)] for a in range(rows)]
    for a in range(rows - 1, -1, -1):
        for b in range(columns - 1, -1, -1):
            pair = best[a + 1][b + 1] + score[a][b] if score[a][b] >= least else -1.0
            best[a][b] = max(pair, best[a + 1][b], best[a][b + 1])
    pairs = [(k, k) for k in range(head)]
    a = b = 0
    while a < rows and b < columns:
        if score[a][b] >= least and best[a][b] == best[a + 1][b + 1] + score[a][b]:
            pairs.append((head + a, head + b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    pairs.extend((first - tail + k, second - tail + k) for k in range(tail))
    return pairs


def _filled(pairs: list[tuple[int, int]], first: int, second: int) -> list[tuple[int, int]]:
    """Add the lines between two pairs where both sides have equally many."""
    made: list[tuple[int, int]] = []
    a = b = -1
    for x, y in [*pairs, (first, second)]:
        if x - a == y - b:
            made.extend((a + k, b + k) for k in range(1, x - a))
        made.append((x, y))
        a, b = x, y
    return made[:-1]


def word_weights(lines: Iterable[Iterable[tuple[str, ...]]]) -> Mapping[str, float]:
    """Weigh words by how rare they are among the lines (inverse document frequency)."""
    counted: Counter[str] = Counter()
    number = 0
    for line in lines:
        number += 1
        counted.update({word for words in line for word in words})
    return {word: math.log(1 + number / count) for word, count in counted.items()}


def weight(bag: Counter[str], weights: Mapping[str, float]) -> float:
    """Give the weight of all words of a bag together."""
    return sum(weights.get(word, 1.0) * count for word, count in bag.items())

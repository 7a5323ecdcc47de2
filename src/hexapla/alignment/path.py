"""The likeliest monotone path through two sequences of blocks, by dynamic programming."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from hexapla.alignment.scoring import Scorer, Shape

SHAPES: tuple[Shape, ...] = ((1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (2, 2))
"""Source and target blocks of a bead; the first three join nothing."""

Step = tuple[int, int, int, int]
"""First source block, first target block (−1: none), how many of each."""
Band = Sequence[tuple[int, int]]
"""For every number of source blocks passed the least and the most target blocks passed."""
Edge = tuple[int, int, int, int, float]
"""From so many blocks passed on both sides, a bead of such a shape, with its score."""
_NEVER = -math.inf
_BEHIND, _HOPELESS = 40.0, 12.0
"""How far a cell that is gone on from may lie behind the best of its row, or a known path."""
_NEAR = 2
"""Blocks to both sides of a known path among which a better one is looked for."""
_DRIFT = 40
_MOST_CELLS = 60_000
"""Cells of the lattice that a document may ask for; a long one keeps nearer to its anchors."""


class Known(NamedTuple):
    """A path that is known: its cells, and what it has gained by so many blocks of each side."""

    cells: Collection[tuple[int, int]]
    passed: Sequence[float]
    beside: Sequence[float]


class Walked(NamedTuple):
    """The best path inside a band, and every edge that was weighed, in their order."""

    steps: list[Step]
    edges: list[Edge]


class Lattice:
    """All ways through the blocks that take part; only neighbours are joined to one bead."""

    def __init__(
        self,
        scorer: Scorer,
        sources: Sequence[int],
        targets: Sequence[int],
        shapes: Sequence[Shape],
    ) -> None:
        self.scorer, self.sources, self.targets = scorer, sources, targets
        self._follows, self._goes_on = (
            [False, False, *(after == one + 1 for one, after in itertools.pairwise(some))]
            for some in (sources, targets)
        )
        self._ways = {
            (two, both): [(m, n) for m, n in shapes if (m < 2 or two) and (n < 2 or both)]  # noqa: PLR2004
            for two, both in itertools.product((False, True), repeat=2)
        }
        """The shapes that a bead may have, by whether the last two blocks are neighbours."""

    def best(self, band: Band, slack: float = 0.0, known: Known | None = None) -> Walked:
        """Find the path with the highest score inside the band.

        Edges that lead to a cell by more than `slack` worse than another one are not told; nor is
        a cell gone on from that lies far behind what a `known` path had gained by there.
        """
        rows: list[list[float]] = []
        came: list[list[Shape]] = []
        edges: list[Edge] = []
        entering = self._entering(band, rows, edges, slack)
        for c, (low, high) in enumerate(band):
            row: list[float] = []
            back: list[Shape] = []
            rows.append(row)
            came.append(back)
            peak = _NEVER
            for d in range(low, high + 1):
                best, shape = entering(c, d)
                if known is None:
                    peak = max(peak, best)
                    behind = best < peak - _BEHIND
                else:
                    behind = (c, d) not in known.cells and (
                        best < (known.passed[c] + known.beside[d]) / 2 - _HOPELESS
                    )
                row.append(_NEVER if behind else best)
                back.append(shape)
        steps = []
        i, j = len(self.sources), len(self.targets)
        while i or j:
            m, n = came[i][j - band[i][0]]
            i, j = i - m, j - n
            steps.append((self.sources[i] if m else -1, self.targets[j] if n else -1, m, n))
        return Walked(steps[::-1], edges)

    def _entering(
        self, band: Band, rows: list[list[float]], edges: list[Edge], slack: float
    ) -> Callable[[int, int], tuple[float, Shape]]:
        """Give what finds the best way into a cell, and notes the edges."""
        sources, targets = self.sources, self.targets
        score, alone = self.scorer.score, self.scorer.score(0, 0, 1, 0)

        def entering(c: int, d: int) -> tuple[float, Shape]:
            best, shape = (0.0, (0, 0)) if c == d == 0 else (_NEVER, (0, 0))
            for m, n in self._ways[self._follows[c], self._goes_on[d]]:
                a, b = c - m, d - n
                if a < 0 or b < 0:
                    continue
                start, end = band[a]
                before = rows[a][b - start] if start <= b <= end else _NEVER
                if before == _NEVER:
                    continue
                gain = alone
                if m and n:
                    gain = score(sources[a], targets[b], m, n, best - slack - before)
                    if gain == _NEVER:
                        continue
                edges.append((a, b, m, n, gain))
                if before + gain > best:
                    best, shape = before + gain, (m, n)
            return best, shape

        return entering

    def again(self, steps: Sequence[Step], slack: float = 0.0) -> Walked:
        """Find the best path near one that is known, by whatever blocks that leads."""
        known = self._known(steps)
        band = _band_around(known.cells, len(self.sources), len(self.targets))
        return self.best(band, slack, known)

    def _known(self, steps: Sequence[Step]) -> Known:
        """Give the cells of a path, as the blocks count that take part, and what it gains."""
        ours, theirs = set(self.sources), set(self.targets)
        score = self.scorer.score
        total, alone = 0.0, score(0, 0, 1, 0)
        a = b = 0
        cells = {(0, 0)}
        passed, beside = [0.0], [0.0]
        for i, j, m, n in steps:
            left = [k for k in range(i, i + m) if k in ours]
            right = [k for k in range(j, j + n) if k in theirs]
            both = left and right
            gain = score(left[0], right[0], len(left), len(right)) if both else _NEVER
            total += max(gain, alone * (len(left) + len(right)))
            # What the path steps over is kept, too: then there is always a way to the end.
            cells.update(
                itertools.product(range(a, a + len(left) + 1), range(b, b + len(right) + 1))
            )
            a, b = a + len(left), b + len(right)
            passed += [total] * (a + 1 - len(passed))
            beside += [total] * (b + 1 - len(beside))
        return Known(cells, passed, beside)


def band_along(points: Sequence[tuple[int, int]], sources: int, targets: int, width: int) -> Band:
    """Give the band of `width` blocks to both sides of a line through sorted points."""
    fixed = [(0, 0), *points, (sources, targets)]
    drift = max(0, min(_DRIFT, _MOST_CELLS // (2 * sources + 1) - width))
    band = [(targets, 0)] * (sources + 1)
    for (i, j), (k, m) in itertools.pairwise(fixed):
        # The farther two points are apart, the farther from the line between them the path may lie.
        wide = width + min(abs((k - i) - (m - j)), _DRIFT) + min((k - i) // 8, drift)
        for row in range(i, k + 1):
            middle = j + (m - j) * (row - i) / (k - i) if k > i else (j + m) / 2
            low, high = band[row]
            band[row] = (
                max(0, min(low, int(min(middle, j if k == i else middle) - wide))),
                min(targets, max(high, math.ceil(max(middle, m if k == i else middle) + wide))),
            )
    band[0] = (0, band[0][1])
    band[-1] = (band[-1][0], targets)
    return band


def _band_around(cells: Iterable[tuple[int, int]], sources: int, targets: int) -> Band:
    """Give the band to both sides of the cells of a path."""
    band = [(targets, 0)] * (sources + 1)
    for a, b in cells:
        for row in range(max(0, a - 1), min(sources, a + 1) + 1):
            low, high = band[row]
            band[row] = (min(low, max(0, b - _NEAR)), max(high, min(targets, b + _NEAR)))
    return band

"""The likeliest monotone path through two sequences of blocks, by dynamic programming."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

from hexapla.alignment.scoring import Scorer, Shape

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2))
"""Source and target blocks of a bead; the first three join nothing."""

Step = tuple[int, int, int, int]
"""First source block, first target block (−1: none), how many of each."""
Band = Sequence[tuple[int, int]]
"""For every number of source blocks passed the least and the most target blocks passed."""

_NEVER = -math.inf
_DRIFT = 40
_MOST_CELLS = 60_000
"""Cells of the lattice that a document may ask for; a long one keeps nearer to its anchors."""


def best_path(
    scorer: Scorer,
    band: Band,
    sources: Sequence[int],
    targets: Sequence[int],
    shapes: Sequence[Shape],
) -> list[Step]:
    """Give the steps of the path with the highest score inside the band.

    `sources` and `targets` are the blocks that take part; only neighbours are joined to one bead.
    """
    rows: list[list[float]] = []
    came: list[list[Shape]] = []
    entering = _entering(scorer, band, (sources, targets), shapes)
    skip_source, skip_target = scorer.score(0, 0, 1, 0), scorer.score(0, 0, 0, 1)
    for i, (low, high) in enumerate(band):
        row = [_NEVER] * (high - low + 1)
        back = [(0, 0)] * (high - low + 1)
        rows.append(row)
        came.append(back)
        above = rows[i - 1] if i else []
        shift = low - band[i - 1][0] if i else 0
        for place in range(high - low + 1):
            best, shape = (0.0, (0, 0)) if i == place + low == 0 else (_NEVER, (0, 0))
            if 0 <= place + shift < len(above) and above[place + shift] + skip_source > best:
                best, shape = above[place + shift] + skip_source, (1, 0)
            if place and row[place - 1] + skip_target > best:
                best, shape = row[place - 1] + skip_target, (0, 1)
            row[place], back[place] = entering(rows, i, place + low, best, shape)
    steps = []
    i, j = len(sources), band[-1][1]
    while i or j:
        m, n = came[i][j - band[i][0]]
        i, j = i - m, j - n
        steps.append((sources[i] if m else -1, targets[j] if n else -1, m, n))
    return steps[::-1]


def _entering(
    scorer: Scorer,
    band: Band,
    blocks: tuple[Sequence[int], Sequence[int]],
    shapes: Sequence[Shape],
) -> Callable[[list[list[float]], int, int, float, Shape], tuple[float, Shape]]:
    """Give what finds the best bead of blocks on both sides that ends in a cell."""
    sources, targets = blocks
    follows = [after == one + 1 for one, after in itertools.pairwise(sources)]
    goes_on = [after == one + 1 for one, after in itertools.pairwise(targets)]
    paired = [shape for shape in shapes if all(shape)]
    score = scorer.score

    def entering(
        rows: list[list[float]], i: int, j: int, best: float, shape: Shape
    ) -> tuple[float, Shape]:
        for m, n in paired:
            a, b = i - m, j - n
            if a < 0 or b < 0:
                continue
            start, end = band[a]
            if not start <= b <= end or (m > 1 and not follows[a]) or (n > 1 and not goes_on[b]):
                continue
            before = rows[a][b - start]
            if before > _NEVER:
                whole = before + score(sources[a], targets[b], m, n, best - before)
                if whole > best:
                    best, shape = whole, (m, n)
        return best, shape

    return entering


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

"""The likeliest monotone path through two sequences of blocks, by dynamic programming."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from hexapla.alignment.scoring import Scorer, Shape

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2))
"""Source and target blocks of a bead; the first three join nothing."""

Step = tuple[int, int, int, int]
"""First source block, first target block (−1: none), how many of each."""
Band = Sequence[tuple[int, int]]
"""For every number of source blocks passed the least and the most target blocks passed."""

_NEVER = -math.inf


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
    came: list[list[int]] = []
    joined_rows = [after == one + 1 for one, after in itertools.pairwise(sources)]
    joined_columns = [after == one + 1 for one, after in itertools.pairwise(targets)]
    alone = [(number, m, n) for number, (m, n) in enumerate(shapes) if not m or not n]
    paired = [(number, m, n) for number, (m, n) in enumerate(shapes) if m and n]
    skips = {shape: scorer.score(0, 0, *shape) for shape in ((1, 0), (0, 1))}
    for i in range(len(sources) + 1):
        low, high = band[i]
        row = [_NEVER] * (high - low + 1)
        back = [-1] * (high - low + 1)
        for j in range(low, high + 1):
            if i == 0 and j == 0:
                row[0] = 0.0
                continue
            best, choice = _NEVER, -1
            for number, m, n in alone:
                a, b = i - m, j - n
                if a < 0 or not band[a][0] <= b <= band[a][1]:
                    continue
                before = row[b - low] if a == i else rows[a][b - band[a][0]]
                if before + skips[m, n] > best:
                    best, choice = before + skips[m, n], number
            for number, m, n in paired:
                a, b = i - m, j - n
                if a < 0 or b < 0 or (m > 1 and not joined_rows[a]):
                    continue
                start, end = band[a]
                if not start <= b <= end or (n > 1 and not joined_columns[b]):
                    continue
                before = rows[a][b - start]
                if before == _NEVER:
                    continue
                gain = scorer.score(sources[a], targets[b], m, n, best - before)
                if before + gain > best:
                    best, choice = before + gain, number
            row[j - low] = best
            back[j - low] = choice
        rows.append(row)
        came.append(back)
    steps = []
    i, j = len(sources), band[-1][1]
    while i or j:
        m, n = shapes[came[i][j - band[i][0]]]
        i, j = i - m, j - n
        steps.append((sources[i] if m else -1, targets[j] if n else -1, m, n))
    return steps[::-1]


def band_along(points: Sequence[tuple[int, int]], sources: int, targets: int, width: int) -> Band:
    """Give the band of `width` blocks to both sides of a line through sorted points."""
    fixed = [(0, 0), *points, (sources, targets)]
    band = [(targets, 0)] * (sources + 1)
    for (i, j), (k, m) in itertools.pairwise(fixed):
        # Between two far points the path may lie anywhere near the diagonal of their rectangle.
        wide = width + min(abs((k - i) - (m - j)), 4 * width)
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

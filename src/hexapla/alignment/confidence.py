"""How sure a step of the best path is: by how much it beats the best path that does without it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from hexapla.alignment.path import Step
from hexapla.alignment.scoring import Scorer, Shape

_WIDTH = 2
"""Blocks to both sides of the path among which its rivals are looked for."""
_NEVER = -math.inf
_FARTHEST = 30.0

_HOPELESS = 15.0
"""A bead that gains so much less than the best path does over its blocks is no rival."""

_Cell = tuple[int, int]
_Edge = tuple[int, int, int, int, float]
"""From so many blocks passed on both sides, a bead of such a shape, with its score."""


def margins(
    scorer: Scorer,
    steps: Sequence[Step],
    sources: Sequence[int],
    targets: Sequence[int],
    shapes: Sequence[Shape],
) -> Mapping[Step, float]:
    """Give for every step the score that the best path loses when the step is forbidden.

    Every path takes each block somewhere, so the best rival of a step is the best path through
    another bead that takes one of its blocks. At most 30 is told.
    """
    chosen: dict[tuple[int, int, int, int], Step] = {}
    a = b = 0
    cells = [(0, 0)]
    for step in steps:
        chosen[a, b, step[2], step[3]] = step
        a, b = a + step[2], b + step[3]
        cells.append((a, b))
    near = _near(cells, len(sources), len(targets)), _usual(scorer, cells, steps)
    edges = list(_edges(scorer, near, sources, targets, shapes))
    forward = _best(edges, (0, 0))
    backward = _best([(a + m, b + n, -m, -n, gain) for a, b, m, n, gain in reversed(edges)], (a, b))
    best = forward.get((a, b), 0.0)
    rivals: dict[tuple[str, int], float] = {}
    for a, b, m, n, gain in edges:
        if (a, b, m, n) in chosen:
            continue
        whole = forward.get((a, b), _NEVER) + gain + backward.get((a + m, b + n), _NEVER)
        for block in _blocks(a, b, m, n):
            if whole > rivals.get(block, _NEVER):
                rivals[block] = whole
    return {
        step: max(
            0.0,
            min(
                _FARTHEST,
                *(best - rivals.get(block, _NEVER) for block in _blocks(*place)),
            ),
        )
        for place, step in chosen.items()
    }


def _blocks(a: int, b: int, m: int, n: int) -> Iterator[tuple[str, int]]:
    for step in range(m):
        yield "source", a + step
    for step in range(n):
        yield "target", b + step


def _near(cells: Sequence[_Cell], sources: int, targets: int) -> list[tuple[int, int]]:
    """Give for every number of source blocks passed the target blocks that are near the path."""
    band = [(targets, 0)] * (sources + 1)
    for a, b in cells:
        for row in range(max(0, a - 1), min(sources, a + 1) + 1):
            low, high = band[row]
            band[row] = (min(low, max(0, b - _WIDTH)), max(high, min(targets, b + _WIDTH)))
    return band


def _edges(
    scorer: Scorer,
    near: tuple[Sequence[_Cell], tuple[Sequence[float], Sequence[float]]],
    sources: Sequence[int],
    targets: Sequence[int],
    shapes: Sequence[Shape],
) -> Iterator[_Edge]:
    band, (passed, beside) = near
    for a, (low, high) in enumerate(band):
        for b in range(low, high + 1):
            for m, n in shapes:
                if a + m >= len(band) or not band[a + m][0] <= b + n <= band[a + m][1]:
                    continue
                if m > 1 and sources[a + 1] != sources[a] + 1:
                    continue
                if n > 1 and targets[b + 1] != targets[b] + 1:
                    continue
                least = (passed[a + m] - passed[a] + beside[b + n] - beside[b]) / 2 - _HOPELESS
                gain = scorer.score(sources[a] if m else 0, targets[b] if n else 0, m, n, least)
                if gain > _NEVER:
                    yield a, b, m, n, gain


def _usual(
    scorer: Scorer, cells: Sequence[_Cell], steps: Sequence[Step]
) -> tuple[list[float], list[float]]:
    """Give what the best path has gained by every number of source and of target blocks."""
    total = 0.0
    passed, beside = [0.0], [0.0]
    for (a, b), step in zip(cells[1:], steps, strict=True):
        total += scorer.score(*step)
        passed += [total] * (a + 1 - len(passed))
        beside += [total] * (b + 1 - len(beside))
    return passed, beside


def _best(edges: Sequence[_Edge], start: _Cell) -> dict[_Cell, float]:
    """Give the best score of a way from the start to every cell; edges come in their order."""
    reached = {start: 0.0}
    for a, b, m, n, gain in edges:
        before = reached.get((a, b))
        if before is not None:
            cell = (a + m, b + n)
            if before + gain > reached.get(cell, _NEVER):
                reached[cell] = before + gain
    return reached

"""How sure a step of the best path is: by how much it beats the best path that does without it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from hexapla.alignment.path import Edge, Step, Walked

_NEVER = -math.inf
_FARTHEST = 30.0

_Cell = tuple[int, int]


def margins(walked: Walked) -> Mapping[Step, float]:
    """Give for every step the score that the best path loses when the step is forbidden.

    Every path takes each block somewhere, so the best rival of a step is the best path through
    another bead that takes one of its blocks. At most 30 is told.
    """
    steps, edges = walked
    chosen: dict[tuple[int, int, int, int], Step] = {}
    a = b = 0
    for step in steps:
        chosen[a, b, step[2], step[3]] = step
        a, b = a + step[2], b + step[3]
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


def _best(edges: Sequence[Edge], start: _Cell) -> dict[_Cell, float]:
    """Give the best score of a way from the start to every cell; edges come in their order."""
    reached = {start: 0.0}
    for a, b, m, n, gain in edges:
        before = reached.get((a, b))
        if before is not None:
            cell = (a + m, b + n)
            if before + gain > reached.get(cell, _NEVER):
                reached[cell] = before + gain
    return reached

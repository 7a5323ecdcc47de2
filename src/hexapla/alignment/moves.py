"""Blocks that stand elsewhere in the translation: what the monotone path cannot pair."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from hexapla.alignment.path import Step
from hexapla.alignment.scoring import Scorer

_NEAR, _FAR = 2.0, 4.5
"""How much must speak for a pair of blocks that stand near each other, and far from each other."""
_FAR_AWAY = 12
_TORN = 3.0
"""How much better a moved pair must be than what it is torn from."""


def moves(steps: Sequence[Step], scorer: Scorer) -> list[tuple[int, int]]:
    """Give the pairs of a source block and a target block that the path left alone or misused.

    A block alone on one side may be paired with one alone on the other, or with one that a bead of
    several blocks can do without.
    """
    loss_i: dict[int, float] = {}
    loss_j: dict[int, float] = {}
    expected: dict[int, int] = {}
    last = -1
    for step in steps:
        i, j, m, n = step
        expected |= dict.fromkeys(range(i, i + m), j if n else last + 1)
        last = j + n - 1 if n else last
        if not n:
            loss_i[i] = 0.0
        elif not m:
            loss_j[j] = 0.0
        else:
            loss_i.update(_spare_sources(step, scorer))
            loss_j.update(_spare_targets(step, scorer))
    offers = []
    for i, torn_i in loss_i.items():
        for j, torn_j in loss_j.items():
            away = min(math.log1p(abs(expected[i] - j)) / math.log1p(_FAR_AWAY), 1.0)
            gain = scorer.pair(i, j) - torn_i - torn_j - _NEAR - (_FAR - _NEAR) * away
            if gain > 0:
                offers.append((-gain, i, j))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(offers):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return sorted(found.items())


def _spare_sources(step: Step, scorer: Scorer) -> Iterator[tuple[int, float]]:
    """Give what a bead loses with either of its two source blocks."""
    i, j, m, n = step
    if m > 1:
        whole = scorer.score(*step)
        yield i, _torn(whole - scorer.score(i + 1, j, 1, n))
        yield i + 1, _torn(whole - scorer.score(i, j, 1, n))


def _spare_targets(step: Step, scorer: Scorer) -> Iterator[tuple[int, float]]:
    i, j, m, n = step
    if n > 1:
        whole = scorer.score(*step)
        yield j, _torn(whole - scorer.score(i, j + 1, m, 1))
        yield j + 1, _torn(whole - scorer.score(i, j, m, 1))


def _torn(loss: float) -> float:
    return loss + _TORN if loss > 0 else 0.0

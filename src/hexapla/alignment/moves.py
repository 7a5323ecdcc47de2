"""Blocks that stand elsewhere in the translation: what the monotone path cannot pair."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hexapla.alignment.path import Step
from hexapla.alignment.scoring import Scorer

_LEAST, _FARTHER = 0.0, 1.3
"""What must speak for a pair in any case, and more the more places it could have moved to."""
_TORN = 3.0
"""What tearing a block out of a bead costs beside what the bead loses."""
_RARE = 3
_LEAST_ALIKE = 3.0
_NEAREST = 3
_AROUND = 6
_SAFE = 45.0
"""What two blocks must both lose by parting from their places to be asked about no others near."""
_MOST_PAIRS = 20_000

Lookalikes = Mapping[int, Sequence[int]]
"""For a source block the target blocks, wherever they stand, that share rare keys with it."""

Doubts = dict[tuple[str, int], float]
"""For a block of the source or the target what its best place elsewhere lacks to be taken."""


def lookalikes(scorer: Scorer) -> Lookalikes:
    """Give for every source block the three target blocks that share the most rare keys with it."""
    source, target = scorer.source, scorer.target
    most = max(_RARE, target.size // 50)
    where: dict[int, list[int]] = defaultdict(list)
    for j, keys in enumerate(target.keys[: target.size]):
        for key in keys:
            if target.shares[key] <= most:
                where[key].append(j)
    found: dict[int, Sequence[int]] = {}
    for i, watched in enumerate(source.watched[: source.size]):
        alike: dict[int, float] = defaultdict(float)
        for key, entries in watched.gains.items():
            if key in where:
                weight = max(weight for _, weight, _ in entries)
                for j in where[key]:
                    alike[j] += weight
        likely = [(weight, -j) for j, weight in alike.items() if weight >= _LEAST_ALIKE]
        found[i] = [-j for _, j in heapq.nlargest(_NEAREST, likely)]
    return found


def moves(
    steps: Sequence[Step],
    scorer: Scorer,
    alike: Lookalikes | None = None,
    doubts: Doubts | None = None,
) -> list[tuple[int, int]]:
    """Give the pairs of a source block and a target block that the path left alone or misused.

    A block alone on one side may be paired with one alone on the other; with `alike`, any block
    with one that looks like it, where that gains more than the beads lose that have them now.
    Into `doubts` goes by how little other pairs missed being taken.
    """
    loss_i: dict[int, float] = {}
    loss_j: dict[int, float] = {}
    expected: dict[int, int] = {}
    together: set[tuple[int, int]] = set()
    with_i: dict[int, int] = {}
    with_j: dict[int, int] = {}
    last = -1
    for step in steps:
        i, j, m, n = step
        expected.update(dict.fromkeys(range(i, i + m), j if n else last + 1))
        last = j + n - 1 if n else last
        loss_i.update(_source_losses(step, scorer))
        loss_j.update(_target_losses(step, scorer))
        if m == n == 1:
            with_i[i], with_j[j] = j, i
        together.update((a, b) for a in range(i, i + m) for b in range(j, j + n) if m and n)
    alone = [i for i, loss in loss_i.items() if not loss]
    extra = [j for j, loss in loss_j.items() if not loss]
    pairs: set[tuple[int, int]] = set()
    if len(alone) * len(extra) <= _MOST_PAIRS:
        pairs.update(itertools.product(alone, extra))
    if alike is not None:
        for i, loss in loss_i.items():
            pairs.update((i, j) for j in alike[i] if j in loss_j)
            # Where both have good places, only what looks alike could be worth as much.
            most = _SAFE - loss
            around = range(expected[i] - _AROUND, expected[i] + _AROUND + 1)
            pairs.update((i, j) for j in around if loss_j.get(j, _SAFE) < most)
    offers = []
    for i, j in pairs - together:
        needed = _LEAST + _FARTHER * math.log1p(abs(expected[i] - j))
        gain = scorer.pair(i, j) - loss_i[i] - loss_j[j] - needed
        if i in with_i and j in with_j:  # the two that lose their partners may find each other
            gain += max(scorer.pair(with_j[j], with_i[i]), 0.0)
        offers.append((-gain, i, j))
    if doubts is not None:
        _doubt(doubts, offers)
    return sorted(_best(offer for offer in offers if offer[0] < 0))


def _doubt(doubts: Doubts, offers: Iterable[tuple[float, int, int]]) -> None:
    """Note of every block by how little its best offer misses, 0 where it is taken."""
    for lack, i, j in offers:
        for block in (("source", i), ("target", j)):
            doubts[block] = min(max(lack, 0.0), doubts.get(block, math.inf))


def _best(offers: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Give the best offers, each block once."""
    ours: set[int] = set()
    theirs: set[int] = set()
    for _, i, j in sorted(offers):
        if i not in ours and j not in theirs:
            ours.add(i)
            theirs.add(j)
            yield i, j


def _source_losses(step: Step, scorer: Scorer) -> Iterator[tuple[int, float]]:
    """Give what a bead loses with each of its source blocks."""
    i, j, m, n = step
    if m == 1:
        yield i, _torn(scorer.score(*step)) if n else 0.0
    elif m > 1:
        whole = scorer.score(*step)
        yield i, _torn(whole - scorer.score(i + 1, j, 1, n))
        yield i + 1, _torn(whole - scorer.score(i, j, 1, n))


def _target_losses(step: Step, scorer: Scorer) -> Iterator[tuple[int, float]]:
    i, j, m, n = step
    if n == 1:
        yield j, _torn(scorer.score(*step)) if m else 0.0
    elif n > 1:
        whole = scorer.score(*step)
        yield j, _torn(whole - scorer.score(i, j + 1, m, 1))
        yield j + 1, _torn(whole - scorer.score(i, j, m, 1))


def _torn(loss: float) -> float:
    return loss + _TORN if loss > 0 else 0.0

"""Pairs of blocks that nothing else could be meant by: the first pass keeps near them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from hexapla.alignment.evidence import Features

_LEAST = 2
"""Rare keys that two blocks must share."""
_BACK = 200
"""Pairs that are looked back to for the next link of the chain."""


def anchors(ours: Sequence[Features], theirs: Sequence[Features]) -> list[tuple[int, int]]:
    """Give a growing chain of block pairs that share keys which nearly no other block has."""
    where: dict[str, list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    held = [_keys(each) for each in ours]
    for keys in held:
        counts.update(keys)
    for j, each in enumerate(theirs):
        for key in _keys(each):
            where[key].append(j)
    votes: Counter[tuple[int, int]] = Counter()
    for i, keys in enumerate(held):
        for key in keys:
            if counts[key] == 1 and len(where.get(key, ())) == 1:
                votes[i, where[key][0]] += 1
    return _chain([(pair, count) for pair, count in sorted(votes.items()) if count >= _LEAST])


def _keys(each: Features) -> set[str]:
    """Give the keys that may be alike in both languages, and are no mere punctuation."""
    return {key for choice in each.choices for key, _ in choice.options if key[0] not in "wp"}


def _chain(pairs: list[tuple[tuple[int, int], int]]) -> list[tuple[int, int]]:
    """Give the heaviest chain in which both numbers grow."""
    best: list[tuple[int, int]] = []  # (weight, index of the one before or -1)
    for index, ((i, j), weight) in enumerate(pairs):
        most, before = 0, -1
        for earlier in range(max(0, index - _BACK), index):
            (k, m), total = pairs[earlier][0], best[earlier][0]
            if k < i and m < j and total > most:
                most, before = total, earlier
        best.append((most + weight, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda index: best[index][0])
    chain = []
    while at >= 0:
        chain.append(pairs[at][0])
        at = best[at][1]
    return chain[::-1]

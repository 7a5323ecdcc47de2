"""The log likelihood ratio of a bead: blocks that translate others against any blocks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from hexapla.alignment.evidence import Side, Sign

Shape = tuple[int, int]
"""How many source and how many target blocks a bead has."""

PRIORS: Mapping[Shape, float] = {
    (1, 1): 0.84, (1, 0): 0.03, (0, 1): 0.03, (2, 1): 0.05, (1, 2): 0.05, (2, 2): 0.001,
}  # fmt: skip
"""How common beads of each shape are, before a document has shown its own habits."""

TEMPER = 1.0
"""Keys of one block come together (a name and its number), so their weights count in part."""
_KEPT = 0.15
_LOST = 1 - _KEPT
_SMALL = 6.0
"""Characters that a label or an article may add to a text of any length."""
_SPREAD, _SPREAD_SHORT = 0.006, 2.0
"""Variance of the logarithm of the length ratio: of long texts, and what short ones add."""
_WORST_LENGTH = -8.0
_TRAITS = (0.93, 0.93, 0.88, 0.97)
"""How often a translation keeps kind, beginning, end and capitals of a block."""
_MOST_STARTS = 12
_SAME_HINT = 5.0
_NO_TABLE = -1e9
"""A table pairs with tables alone."""
_MORE_TOGETHER = 5.0
_LEAST_SHARED = 2.0
"""Blocks that share nothing at all are not joined."""
_DOUBT = 40


def habits(steps: Iterable[tuple[int, int, int, int]]) -> Mapping[Shape, float]:
    """Give the priors that a document's own path suggests, with the usual ones as forty beads."""
    counts = Counter((m, n) for _, _, m, n in steps)
    size = sum(counts.values()) + _DOUBT
    return {shape: (counts[shape] + _DOUBT * share) / size for shape, share in PRIORS.items()}


class Scorer:
    """Scores beads of two documents; what it has weighed it remembers."""

    def __init__(self, source: Side, target: Side, priors: Mapping[Shape, float] = PRIORS) -> None:
        self.source, self.target = source, target
        self._priors = {shape: math.log(share) for shape, share in priors.items()}
        self._pairs: dict[tuple[int, int], float] = {}
        self._words: dict[tuple[int, int], float] = {}
        ratio = (sum(target.lengths) + 50) / (sum(source.lengths) + 50)
        self._ratio = math.log(min(max(ratio, 0.6), 1.7))
        logs = [math.log(length + _SMALL) for length in target.lengths + source.lengths] or [0.0]
        self._usual = sum(logs) / len(logs)
        self._usual_spread = sum((each - self._usual) ** 2 for each in logs) / len(logs) + 0.15
        self._has_tables = any(each.table for each in (*source.features, *target.features))
        self._source_excess = [source.excess(length) for length in source.lengths]
        self._target_excess = [target.excess(length) for length in target.lengths]
        self._starts = _start_weights(source, target)
        self._traits = _trait_weights(source, target)

    def score(self, i: int, j: int, m: int, n: int, least: float = -math.inf) -> float:
        """Score the bead of `m` source blocks from `i` and `n` target blocks from `j`.

        What cannot reach `least` may come back as any lower number.
        """
        prior = self._priors[m, n]
        if not m or not n:
            return prior
        if m == n == 1:
            return prior + self.pair(i, j)
        source, target = self.source, self.target
        if self._has_tables and any(
            each.table for each in (*source.features[i : i + m], *target.features[j : j + n])
        ):
            return -math.inf
        # What two blocks have in common with a third they hardly have more of together.
        together = 0.0
        for a in range(i, i + m):
            for b in range(j, j + n):
                shared = self._words.get((a, b))
                if shared is None:
                    shared = self.words(a, b)
                if shared > 0:
                    together += shared
        if together < _LEAST_SHARED:
            return -math.inf
        rough = (
            prior
            + self._length(sum(source.lengths[i : i + m]), sum(target.lengths[j : j + n]))
            + self._counted(sum(source.starts[i : i + m]), sum(target.starts[j : j + n]))
        )
        if rough + TEMPER * together + _MORE_TOGETHER < least:
            return -math.inf
        return rough + TEMPER * self._joint(i, j, m, n) + self._alike(i, j, m, n)

    def pair(self, i: int, j: int) -> float:
        """Score a block against a block, without saying how common that is."""
        known = self._pairs.get((i, j))
        if known is None:
            source, target = self.source, self.target
            hint = source.features[i].hint
            if source.features[i].table != target.features[j].table:
                return _NO_TABLE
            known = (
                TEMPER * self.words(i, j)
                + self._length(source.lengths[i], target.lengths[j])
                + self._counted(source.starts[i], target.starts[j])
                + self._alike(i, j, 1, 1)
                + (_SAME_HINT if hint and hint == target.features[j].hint else 0.0)
            )
            self._pairs[i, j] = known
        return known

    def words(self, i: int, j: int) -> float:
        """Weigh the keys of two blocks alone, looked for from both sides."""
        known = self._words.get((i, j))
        if known is None:
            source, target = self.source, self.target
            forth = found(source.signs[i], target.keys[j], self._target_excess[j])
            back = found(target.signs[j], source.keys[i], self._source_excess[i])
            known = self._words[i, j] = (forth + back) / 2
        return known

    def _joint(self, i: int, j: int, m: int, n: int) -> float:
        source, target = self.source, self.target
        signs, keys = target.whole(j, n)
        others, other_keys = source.whole(i, m)
        forth = found(others, keys, target.excess(sum(target.lengths[j : j + n])))
        back = found(signs, other_keys, source.excess(sum(source.lengths[i : i + m])))
        return (forth + back) / 2

    def _length(self, source: int, target: int) -> float:
        seen = math.log(target + _SMALL)
        away = seen - math.log(source + _SMALL) - self._ratio
        spread = _SPREAD + 2 * _SPREAD_SHORT / (source + target + _SMALL)
        usual = seen - self._usual
        weight = 0.5 * (
            usual * usual / self._usual_spread
            - away * away / spread
            + math.log(self._usual_spread / spread)
        )
        return max(weight, _WORST_LENGTH)

    def _counted(self, source: int, target: int) -> float:
        return self._starts[min(source, _MOST_STARTS)][min(target, _MOST_STARTS)]

    def _alike(self, i: int, j: int, m: int, n: int) -> float:
        """Compare kind, beginning, end and capitals of whole beads."""
        ours, theirs = self.source.features, self.target.features
        first, other = ours[i].traits, theirs[j].traits
        last = ours[i + m - 1].traits[2]
        ending = theirs[j + n - 1].traits[2]
        kinds, begins, ends, capitals = self._traits
        total = kinds[first[0] == other[0]].get(other[0], 0.0)
        total += begins[first[1] == other[1]].get(other[1], 0.0)
        total += ends[last == ending].get(ending, 0.0)
        if m == n:
            total += capitals[first[3] == other[3]].get(other[3], 0.0)
        return total


def found(signs: Iterable[Sign], keys: frozenset[str], excess: float) -> float:
    """Weigh what of the signs is found among the keys, and what is not.

    The longer a text, the more keys it holds by chance: `excess` is the logarithm of how much
    longer than usual it is, and is taken off each weight, though never all of it.
    """
    total = 0.0
    for absent, options in signs:
        for key, weight in options:
            if key in keys:
                if weight * _LOST > excess:
                    total += weight - excess
                else:
                    total += weight * _KEPT
                break
        else:
            total += absent
    return total


def _start_weights(source: Side, target: Side) -> tuple[tuple[float, ...], ...]:
    """For every number of sentences in source and target the log ratio.

    The difference falls off geometrically, faster in short texts than in long ones.
    """
    numbers = range(_MOST_STARTS + 1)
    counts = Counter(min(count, _MOST_STARTS) for count in source.starts + target.starts)
    size = sum(counts.values()) + len(numbers)
    made = []
    for ours in numbers:
        decay = 0.12 + 0.05 * ours
        falling = [decay ** abs(ours - theirs) for theirs in numbers]
        made.append(
            tuple(
                math.log((0.95 * each / sum(falling) + 0.05 / len(numbers)) * size)
                - math.log(counts[theirs] + 1)
                for theirs, each in enumerate(falling)
            )
        )
    return tuple(made)


def _trait_weights(
    source: Side, target: Side
) -> tuple[tuple[Mapping[str, float], Mapping[str, float]], ...]:
    """For each trait and value of the target: the log ratio when it differs, when it is alike."""
    made = []
    size = len(source.features) + len(target.features) + 1
    for index, kept in enumerate(_TRAITS):
        values = Counter(each.traits[index] for each in source.features + target.features)
        differs = {value: math.log(1 - kept) for value in values}
        alike = {
            value: math.log(kept * size / (count + 0.5) + 1 - kept)
            for value, count in values.items()
        }
        made.append((differs, alike))
    return tuple(made)

"""The log likelihood ratio of a bead: blocks that translate others against any blocks."""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Iterable, Mapping

from hexapla.alignment.sides import KEPT, MOST_STARTS, SMALL, Form, Side, Watched

Shape = tuple[int, int]
"""How many source and how many target blocks a bead has."""

PRIORS: Mapping[Shape, float] = {
    (1, 1): 0.84, (1, 0): 0.03, (0, 1): 0.03, (2, 1): 0.05, (1, 2): 0.05, (2, 2): 0.001,
}  # fmt: skip
"""How common beads of each shape are, before a document has shown its own habits."""

_CUT = 2.0
"""What choosing the best of several cuts brings by chance."""
_LOST = 1 - KEPT
_SPREAD, _SPREAD_SHORT = 0.006, 2.0
"""Variance of the logarithm of the length ratio: of long texts, and what short ones add."""
_WORST_LENGTH = -4.0
"""A translation may leave out or explain a lot, so no length alone rules a pair out."""
_TRAITS = (0.93, 0.93, 0.88, 0.97)
"""How often a translation keeps kind, beginning, end and capitals of a block."""
_SAME_HINT = 5.0
_NO_TABLE = -1e9
"""A table pairs with tables alone."""
_MORE_TOGETHER = 4.0
"""What a bead of three or four blocks may gain beyond the rough look at it."""
_LEAST_SHARED = 2.0
"""Blocks that share nothing at all are not joined."""
_LINKS = 3
"""Of the four pairs of two blocks and two, how many must share something to be one bead."""
_DOUBT = 40
_NOWHERE = 1 << 30
_TRIED = 2
"""Likely breaks that are tried to both sides of where the lengths would cut a text."""


def habits(steps: Iterable[tuple[int, int, int, int]]) -> Mapping[Shape, float]:
    """Give the priors that a document's own path suggests, with the usual ones as forty beads."""
    counts = Counter((m, n) for _, _, m, n in steps)
    size = sum(counts.values()) + _DOUBT
    return {shape: (counts[shape] + _DOUBT * share) / size for shape, share in PRIORS.items()}


class Scorer:
    """Scores beads of two documents; what it has weighed it remembers."""

    def __init__(
        self,
        source: Side,
        target: Side,
        priors: Mapping[Shape, float] = PRIORS,
        *,
        roughly: bool = False,
    ) -> None:
        self.source, self.target = source, target
        self._roughly = roughly
        self._priors = {shape: math.log(share) for shape, share in priors.items()}
        self._pairs: list[dict[int, float]] = [{} for _ in source.features]
        self._words: list[dict[int, float]] = [{} for _ in source.features]
        self._forms: dict[Form, dict[Form, float]] = {}
        self._cuts: dict[tuple[int, int, int], float] = {}
        ratio = (sum(target.lengths) + 50) / (sum(source.lengths) + 50)
        self._ratio = math.log(min(max(ratio, 0.6), 1.7))
        logs = target.logs + source.logs or [0.0]
        self._usual = sum(logs) / len(logs)
        self._usual_spread = sum((each - self._usual) ** 2 for each in logs) / len(logs) + 0.15
        self._starts = _start_weights(source, target)
        self._traits = _trait_weights(source, target)

    def score(  # noqa: PLR0911  asked some hundred times a block: each case leaves early
        self, i: int, j: int, m: int, n: int, least: float = -math.inf
    ) -> float:
        """Score the bead of `m` source blocks from `i` and `n` target blocks from `j`.

        What cannot reach `least` may come back as any lower number.
        """
        prior = self._priors[m, n]
        if m == n == 1:
            return prior + self.pair(i, j)
        if not m or not n:
            return prior
        source, target = self.source, self.target
        if (m > 1 and not source.joinable[i]) or (n > 1 and not target.joinable[j]):
            return -math.inf
        together = self._together(i, j, m, n)
        rough = prior + together
        if together < _LEAST_SHARED or (rough + _MORE_TOGETHER < least and not self._roughly):
            return -math.inf
        rough += self._length(
            (source.logs_of_two if m > 1 else source.logs)[i],
            (target.logs_of_two if n > 1 else target.logs)[j],
            (source.sizes_of_two if m > 1 else source.sizes)[i]
            + (target.sizes_of_two if n > 1 else target.sizes)[j],
        )
        if self._roughly:
            return rough
        if rough + _MORE_TOGETHER < least:
            return -math.inf
        known = self._cuts.get((i, j, m + m + n))
        if known is None:
            known = self._crossed(i, j) if m == n else self._best_cut(i, j, m)
            self._cuts[i, j, m + m + n] = known
        return prior + known

    def _together(self, i: int, j: int, m: int, n: int) -> float:
        """Bound what words say: what two blocks share with a third they share no more together.

        Two blocks that are divided elsewhere than the other two share something with both, or
        with all but one; where they do not, they are two pairs, or stand in another order.
        """
        words = self.words
        together = words(i, j)
        if m == 1 or n == 1:
            other = words(i + 1, j) if m > 1 else words(i, j + 1)
            return max(together, 0.0) + max(other, 0.0)
        shared = [
            each
            for each in (together, words(i, j + 1), words(i + 1, j), words(i + 1, j + 1))
            if each > 0
        ]
        return sum(shared) if len(shared) >= _LINKS else 0.0

    def _crossed(self, i: int, j: int) -> float:
        """Score two blocks against two, between which the text is divided elsewhere."""
        total = 0.0
        for side, first, other, second in (
            (self.source, i, self.target, j),
            (self.target, j, self.source, i),
        ):
            keys = other.heard[second] | other.heard[second + 1]
            excess = other.excess_of(other.lengths[second] + other.lengths[second + 1])
            # What both blocks look for is looked for twice; what speaks against it counts as much.
            total += found(side.watched[first], keys, excess)
            total += found(side.watched[first + 1], keys, excess)
        return total / 2 + self._length(
            self.source.logs_of_two[i],
            self.target.logs_of_two[j],
            self.source.sizes_of_two[i] + self.target.sizes_of_two[j],
        )

    def _best_cut(self, i: int, j: int, m: int) -> float:
        """Score two blocks against the two parts of one, cut where that fits best."""
        one, two = (self.source, self.target) if m > 1 else (self.target, self.source)
        first, cut = (i, j) if m > 1 else (j, i)
        second = first + 1
        size = two.lengths[cut]
        likely = size * (one.lengths[first] + 3) / (one.lengths[first] + one.lengths[second] + 6)
        inside = two.inside(cut)
        places: set[int] = set()
        for near, reach in ((inside.breaks, _TRIED), (inside.spaces, 1)):
            at = bisect.bisect(near, likely)
            places.update(near[max(0, at - reach) : at + reach])
        best = -math.inf
        if not places:
            return best
        keys, watched = two.heard[cut], two.watched[cut]
        forth = [
            _placed(one.watched[first], keys, inside.first, by_sign=False),
            _placed(one.watched[second], keys, inside.last, by_sign=False),
        ]
        back = [
            _placed(watched, one.heard[first], inside.sign_first, by_sign=True),
            _placed(watched, one.heard[second], inside.sign_last, by_sign=True),
        ]
        base = one.watched[first][0] + one.watched[second][0]
        kind, begins, ends, capitals = two.features[cut].traits
        before = _weighed(forth[0], two.excess_of(int(likely)))
        before += _weighed(back[0], one.excess[first])
        behind = _weighed(forth[1], two.excess_of(size - int(likely)))
        behind += _weighed(back[1], one.excess[second])
        for place in sorted(places):
            left, right = inside.at(place)
            words = (
                base
                + left.absent
                + right.absent
                + sum([weight for at, weight in before if at < place])
                + sum([weight for at, weight in behind if at >= place])
            ) / 2
            parts = (
                (first, place, left.starts, (kind, begins, left.edge, capitals)),
                (second, size - place, right.starts, (kind, right.edge, ends, capitals)),
            )
            for block, length, starts, traits in parts:
                log, form = math.log(length + SMALL), (min(starts, MOST_STARTS), traits)
                sizes = length + SMALL + one.sizes[block]
                if m > 1:
                    words += self._length(one.logs[block], log, sizes)
                    words += self._formed(one.forms[block], form)
                else:
                    words += self._length(log, one.logs[block], sizes)
                    words += self._formed(form, one.forms[block])
            best = max(best, words)
        return best - _CUT

    def _formed(self, ours: Form, theirs: Form) -> float:
        """Weigh how many sentences begin, and kind, beginning, end and capitals."""
        row = self._forms.setdefault(ours, {})
        known = row.get(theirs)
        if known is None:
            known = self._starts[ours[0]][theirs[0]]
            for weights, mine, other in zip(self._traits, ours[1], theirs[1], strict=True):
                known += weights[mine == other].get(other, 0.0)
            row[theirs] = known
        return known

    def pair(self, i: int, j: int) -> float:
        """Score a block against a block, without saying how common that is."""
        row = self._pairs[i]
        known = row.get(j)
        if known is None:
            source, target = self.source, self.target
            one, other = source.features[i], target.features[j]
            if one.table != other.table:
                known = _NO_TABLE
            else:
                known = (
                    self.words(i, j)
                    + self._length(
                        source.logs[i], target.logs[j], source.sizes[i] + target.sizes[j]
                    )
                    + self._formed(source.forms[i], target.forms[j])
                )
                if one.hint and one.hint == other.hint:
                    known += _SAME_HINT
            row[j] = known
        return known

    def words(self, i: int, j: int) -> float:
        """Weigh the keys of two blocks alone, looked for from both sides."""
        row = self._words[i]
        known = row.get(j)
        if known is None:
            source, target = self.source, self.target
            forth = found(source.watched[i], target.heard[j], target.excess[j])
            if self._roughly:
                row[j] = forth
                return forth
            back = found(target.watched[j], source.heard[i], source.excess[i])
            known = row[j] = (forth + back) / 2
        return known

    def _length(self, source: float, target: float, sizes: float) -> float:
        """Weigh two lengths, given by their logarithms and their sum."""
        away = target - source - self._ratio
        spread = _SPREAD + 2 * _SPREAD_SHORT / sizes
        usual = target - self._usual
        usual_spread = self._usual_spread
        weight = 0.5 * (
            usual * usual / usual_spread - away * away / spread + math.log(usual_spread / spread)
        )
        return max(_WORST_LENGTH, weight)


def found(watched: Watched, keys: frozenset[int], excess: float) -> float:
    """Weigh what of the signs is found among the keys, and what is not.

    The longer a text, the more keys it holds by chance: `excess` is the logarithm of how much
    longer than usual it is, and is taken off each weight, though never all of it.
    """
    total, gains, plain, few, rest = watched
    hit = few & keys
    total += sum(map(plain.__getitem__, hit)) - excess * len(hit)
    counted: dict[int, float] = {}
    for key in rest & keys:
        for number, weight, absent in gains[key]:
            value = (weight - excess if weight * _LOST > excess else weight * KEPT) - absent
            before = counted.get(number)
            if before is None:
                counted[number] = value
                total += value
            elif value > before:
                counted[number] = value
                total += value - before
    return total


Entry = tuple[int, float, float]
"""Where in a text a sign is found, what that weighs, and what not finding it weighed."""


def _placed(
    watched: Watched, keys: frozenset[int], where: Mapping[int, int], *, by_sign: bool
) -> list[Entry]:
    """Give the signs found among the keys with their places; the best key of each counts."""
    gains = watched.gains
    best: dict[int, Entry] = {}
    for key in gains.keys() & keys:
        for number, weight, absent in gains[key]:
            if number not in best or weight > best[number][1]:
                # A concept's place in the text is not known: it is taken to stand at its end.
                place = where.get(number if by_sign else key, _NOWHERE)
                best[number] = place, weight, absent
    return list(best.values())


def _weighed(entries: Iterable[Entry], excess: float) -> list[tuple[int, float]]:
    """Give the places of signs with what finding them there weighs."""
    return [
        (at, (weight - excess if weight * _LOST > excess else weight * KEPT) - absent)
        for at, weight, absent in entries
    ]


def _start_weights(source: Side, target: Side) -> tuple[tuple[float, ...], ...]:
    """For every number of sentences in source and target the log ratio.

    The difference falls off geometrically, faster in short texts than in long ones.
    """
    numbers = range(MOST_STARTS + 1)
    counts = Counter(min(each.starts, MOST_STARTS) for each in source.features + target.features)
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

"""The log likelihood ratio of a bead: do these blocks translate those, or are they any blocks?"""

from __future__ import annotations

import math
from collections.abc import Mapping

from hexapla.alignment.evidence import Side

PRIORS: Mapping[tuple[int, int], float] = {
    (1, 1): math.log(0.86),
    (1, 0): math.log(0.03),
    (0, 1): math.log(0.03),
    (2, 1): math.log(0.025),
    (1, 2): math.log(0.025),
    (2, 2): math.log(0.002),
}
"""How common a bead of so many source and target blocks is."""

_TEMPER = 0.6
"""Keys of one block come together (a name and its number), so their weights are not summed whole."""
_SMALL = 6.0
"""Characters that a label or an article may add to a text of any length."""
_SPREAD, _SPREAD_SHORT = 0.02, 2.0
"""Variance of the logarithm of the length ratio: of long texts, and what short ones add."""
_SAME_HINT = 5.0


class Scorer:
    """Scores beads of two documents; what it has weighed once it remembers."""

    def __init__(self, source: Side, target: Side) -> None:
        self.source, self.target = source, target
        self._pairs: dict[tuple[int, int], tuple[float, float]] = {}
        ratio = (sum(target.lengths) + 50) / (sum(source.lengths) + 50)
        self._ratio = math.log(min(max(ratio, 0.6), 1.7))
        logs = [math.log(length + _SMALL) for length in target.lengths + source.lengths] or [0.0]
        mean = sum(logs) / len(logs)
        self._usual = mean
        self._usual_spread = sum((each - mean) ** 2 for each in logs) / len(logs) + 0.15

    def score(self, i: int, j: int, m: int, n: int, least: float = -math.inf) -> float:
        """Score the bead of `m` source blocks from `i` and `n` target blocks from `j`.

        What cannot reach `least` may come back as any lower number.
        """
        prior = PRIORS[m, n]
        if not m or not n:
            return prior
        source, target = self.source, self.target
        length = self._length(sum(source.lengths[i : i + m]), sum(target.lengths[j : j + n]))
        if m == n == 1:
            forth, back = self.pair(i, j)
            return prior + length + _TEMPER * (forth + back) / 2 + self._hint(i, j)
        if prior + length < least - 12:  # noqa: PLR2004  no evidence makes that good
            return -math.inf
        return prior + length + _TEMPER * self._joint(i, j, m, n)

    def pair(self, i: int, j: int) -> tuple[float, float]:
        """Weigh the keys of two blocks: source signs in the target, target signs in the source."""
        known = self._pairs.get((i, j))
        if known is None:
            known = (
                _found(self.source.signs[i], self.target.keys[j]),
                _found(self.target.signs[j], self.source.keys[i]),
            )
            self._pairs[i, j] = known
        return known

    def _joint(self, i: int, j: int, m: int, n: int) -> float:
        source, target = self.source, self.target
        keys = target.keys[j] if n == 1 else target.keys[j] | target.keys[j + 1]
        forth = sum(_found(source.signs[i + step], keys) for step in range(m))
        keys = source.keys[i] if m == 1 else source.keys[i] | source.keys[i + 1]
        back = sum(_found(target.signs[j + step], keys) for step in range(n))
        return (forth + back) / 2

    def _length(self, source: int, target: int) -> float:
        seen = math.log(target + _SMALL)
        away = seen - math.log(source + _SMALL) - self._ratio
        spread = _SPREAD + _SPREAD_SHORT / (source + target + _SMALL) * 2
        usual = seen - self._usual
        return 0.5 * (
            usual * usual / self._usual_spread
            - away * away / spread
            + math.log(self._usual_spread / spread)
        )

    def _hint(self, i: int, j: int) -> float:
        hint = self.source.features[i].hint
        return _SAME_HINT if hint and hint == self.target.features[j].hint else 0.0


def _found(
    signs: tuple[tuple[float, tuple[tuple[str, float], ...]], ...], keys: frozenset[str]
) -> float:
    total = 0.0
    for absent, options in signs:
        for key, weight in options:
            if key in keys:
                total += weight
                break
        else:
            total += absent
    return total

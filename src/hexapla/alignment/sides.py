"""One document as the other one sees it: its blocks, weighed, and where they may be cut."""

from __future__ import annotations

import bisect
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hexapla.alignment.evidence import Choice, Features, Lexicon, Traits, begin, end

_GENERAL, _GENERAL_RATE = 20.0, 0.04
"""How often any block anywhere holds a key, as so many blocks beside the document's own."""
_SURE_ENOUGH = 0.8
"""What is this surely kept speaks against a pair where the other document never has it."""
SMALL = 6.0
"""Characters that a label or an article may add to a text of any length."""
_BREAK = re.compile(r"(?<=[.;:,!?])[\"”“’»)\]]*\s+|\s+(?=[(\[„“\"«–-]*[^\W_a-zà-öø-ÿ])")
"""Where a text may fall in two: after a mark, or before what may begin a block."""
KEPT = 0.15
"""What of a weight is kept at least, however long the text in which the key is found."""
LONGEST = 2.0
"""The logarithm of how much longer than usual a text counts at most."""
MUCH = LONGEST / (1 - KEPT)
"""What a key weighs more than is never cut to what is kept."""
_SPACE = re.compile(r"\s+")
_END = 1 << 30

MOST_STARTS = 12
"""Sentences that are counted in a block."""

Form = tuple[int, Traits]
"""How many sentences begin in a text, and its traits."""
Gain = tuple[int, float, float]
"""The number of a sign, what finding it weighs, and what not finding it weighed."""
Sign = tuple[int, float, tuple[tuple[int, tuple[Gain]], ...]]
"""Its number, what not finding any of its keys weighs, the keys with what finding each gains."""


class Watched(NamedTuple):
    """What a text looks for on the other side."""

    base: float
    """What it weighs where none of its signs is found."""
    gains: Mapping[int, tuple[Gain, ...]]
    """What the keys gain."""
    plain: Mapping[int, float]
    """What they gain beside `base` that alone stand for a sign, for one alone, and weigh much."""
    few: frozenset[int]
    """The keys that are plain."""
    rest: frozenset[int]
    """The others."""


class Numbers:
    """Numbers for keys: quick to compare, and in the same order in every process."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._choices: dict[Choice, tuple[int, ...]] = {}

    def of(self, key: str) -> int:
        """Give the number of a key."""
        return self._known.setdefault(key, len(self._known))

    def known(self, key: str) -> int:
        """Give the number of a key; −1: no block of either side holds it."""
        return self._known.get(key, -1)

    def all_of(self, choice: Choice) -> tuple[int, ...]:
        """Give the numbers of the keys of a choice."""
        known = self._choices.get(choice)
        if known is None:
            known = self._choices[choice] = tuple(self.of(key) for key, _ in choice.options)
        return known


class Side:
    """The blocks of one document as the other one sees them."""

    def __init__(self, features: Sequence[Features], numbers: Numbers) -> None:
        self.size = len(features)
        self.features = list(features)
        self.shares: Counter[int] = Counter()
        self.keys: list[frozenset[int]] = []
        self.heard: list[frozenset[int]] = []
        """Of the keys of each block those that some block of the other side looks for."""
        self.lengths: list[int] = []
        self.logs: list[float] = []
        self.excess: list[float] = []
        self.watched: list[Watched] = []
        self._numbers = numbers
        self._usual = (sum(len(each.text) for each in features) + 1) / (self.size + 1)
        self._inside: dict[int, Inside] = {}
        self._signs: dict[Choice, Sign | None] = {}
        self._choices = list(
            dict.fromkeys(itertools.chain.from_iterable(each.choices for each in features))
        )
        all_of = numbers.all_of
        for each in features:
            length = len(each.text)
            self.keys.append(frozenset(itertools.chain(*map(all_of, each.choices))))
            self.lengths.append(length)
            self.logs.append(math.log(length + SMALL))
            self.excess.append(self.excess_of(length))
            self.shares.update(self.keys[-1])
        self.forms: list[Form] = [
            (min(each.starts, MOST_STARTS), each.traits) for each in self.features
        ]
        self.sizes = [length + SMALL for length in self.lengths]
        self.sizes_of_two = [one + two + SMALL for one, two in itertools.pairwise(self.lengths)]
        self.logs_of_two = [
            math.log(one + two + SMALL) for one, two in itertools.pairwise(self.lengths)
        ]
        self.joinable = [
            not (one.table or two.table) for one, two in itertools.pairwise(self.features)
        ]

    def expect(self, other: Side, lexicon: Lexicon) -> None:
        """Weigh what to look for on the other side by how rare it is there.

        Asked again with a lexicon that knows more, only what the lexicon speaks of is weighed anew.
        """
        signs = self._signs
        for number, choice in enumerate(self._choices):
            if choice not in signs or self._spoken(choice, lexicon):
                signs[choice] = self._weighed(choice, number, other, lexicon)
        self.watched = [self._watch(each) for each in self.features]
        self._inside.clear()
        looked_for = frozenset().union(*(each.gains for each in self.watched))
        other.heard = [keys & looked_for for keys in other.keys]

    def _spoken(self, choice: Choice, lexicon: Lexicon) -> bool:
        """Tell whether the lexicon translates a word that makes a choice (its first option)."""
        key = choice.options[0][0]
        return key[0] == "w" and key[1:] in lexicon

    def _watch(self, each: Features) -> Watched:
        signs = self._signs
        base = 0.0
        gains: dict[int, tuple[Gain, ...]] = {}
        plain: dict[int, float] = {}
        for choice in each.choices:
            sign = signs[choice]
            if sign is None:
                continue
            base += sign[1]
            for key, gain in sign[2]:
                if key in gains:
                    gains[key] += gain
                    plain.pop(key, None)
                else:
                    gains[key] = gain
                    if len(sign[2]) == 1 and gain[0][1] > MUCH:
                        plain[key] = gain[0][1] - gain[0][2]
        return Watched(base, gains, plain, frozenset(plain), frozenset(gains.keys() - plain.keys()))

    def _weighed(self, choice: Choice, number: int, other: Side, lexicon: Lexicon) -> Sign | None:
        shares, numbers = other.shares, self._numbers
        blocks = other.size - 1 + _GENERAL
        found = []
        surest = 0.0
        for key, rho in self._looked_for(choice, lexicon):
            surest = max(surest, rho)
            known = numbers.known(key)
            share = shares.get(known, 0)
            if share and rho:
                # One of the blocks that hold it is the translation; the others do by chance.
                chance = (share - 1 + _GENERAL * _GENERAL_RATE) / blocks
                found.append((known, math.log(rho / chance + 1 - rho)))
        if not found and surest < _SURE_ENOUGH:
            return None  # a word that the other side never has says nothing
        absent = math.log(1 - min(surest, 0.95))
        return number, absent, tuple((key, ((number, weight, absent),)) for key, weight in found)

    def _looked_for(self, choice: Choice, lexicon: Lexicon) -> Iterable[tuple[str, float]]:
        """Give the keys of a choice; in the place of a word the words that translate it."""
        (key, _), *others = choice.options
        if key[0] != "w":
            return choice.options
        words = lexicon.get(key[1:])
        return [*((f"w{word}", rho) for word, rho in words.items()), *others] if words else others

    def inside(self, index: int) -> Inside:
        """Give what stands where in the text of a block."""
        known = self._inside.get(index)
        if known is None:
            known = self._inside[index] = Inside(self.features[index], self._signs, self._numbers)
        return known

    def excess_of(self, length: int) -> float:
        """Give the logarithm of how much longer than usual here a text is, within limits."""
        return max(-1.5, min(LONGEST, math.log((length + 1) / self._usual)))


class Part(NamedTuple):
    """A part of a text that is cut in two."""

    absent: float
    """What it weighs where nothing of it is found."""
    starts: int
    """How many sentences begin in it."""
    edge: str
    """How it ends, or begins, where it was cut."""


class Inside:
    """Where in a text its keys and signs stand, so that any cut of it is weighed at once."""

    def __init__(
        self, features: Features, signs: Mapping[Choice, Sign | None], numbers: Numbers
    ) -> None:
        self._features = features
        text = features.text
        self.breaks = [
            found.end() for found in _BREAK.finditer(text) if 0 < found.end() < len(text)
        ]
        self.spaces = [
            found.end() for found in _SPACE.finditer(text) if 0 < found.end() < len(text)
        ]
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        self.sign_first: dict[int, int] = {}
        self.sign_last: dict[int, int] = {}
        absent: dict[int, float] = {}
        self._starts = features.begun
        # Built from the end the first place of each stays, built from the beginning the last.
        firsts_of = dict(zip(reversed(features.offers), reversed(features.places), strict=True))
        lasts_of = dict(zip(features.offers, features.places, strict=True))
        for choice, last_at in lasts_of.items():
            first_at = firsts_of[choice]
            for known in numbers.all_of(choice):
                if first_at < self.first.get(known, _END):
                    self.first[known] = first_at
                if last_at > self.last.get(known, -1):
                    self.last[known] = last_at
            sign = signs[choice]
            if sign is not None:
                self.sign_first[sign[0]], self.sign_last[sign[0]] = first_at, last_at
                absent[sign[0]] = sign[1]
        # A concept may have been found anywhere in the text.
        for choice in features.terms:
            for known in numbers.all_of(choice):
                self.first[known], self.last[known] = -1, len(text)
        firsts = sorted((at, absent[sign]) for sign, at in self.sign_first.items())
        lasts = sorted((at, absent[sign]) for sign, at in self.sign_last.items())
        self._at_first = [at for at, _ in firsts]
        self._at_last = [at for at, _ in lasts]
        self._sum_first = [0.0, *itertools.accumulate(weight for _, weight in firsts)]
        self._sum_last = [0.0, *itertools.accumulate(weight for _, weight in lasts)]
        self._known: dict[int, tuple[Part, Part]] = {}

    def at(self, cut: int) -> tuple[Part, Part]:
        """Give the two parts of the text."""
        known = self._known.get(cut)
        if known is None:
            text = self._features.text
            starts = bisect.bisect_left(self._starts, cut)
            following = begin(text[cut : cut + 20])
            known = self._known[cut] = (
                Part(
                    self._sum_first[bisect.bisect_left(self._at_first, cut)],
                    starts + (begin(text) == "1"),
                    end(text[:cut]),
                ),
                Part(
                    self._sum_last[-1] - self._sum_last[bisect.bisect_left(self._at_last, cut)],
                    len(self._starts) - starts + (following == "1"),
                    following,
                ),
            )
        return known

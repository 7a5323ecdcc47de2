"""Walks over the words of one text and finds where they make up terms."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hexapla.terminology.compiled import END, Node
from hexapla.terminology.readings import (
    Analysis,
    Ending,
    Reading,
    Readings,
    endings_at,
    union,
)

_LONGEST_LIST = 6
_LONGEST_MEMBER = 2
_SHORTEST_PART = 3
_BETWEEN_WORDS = re.compile(r"\s+|-|\s*[\"“”„«»]\s*")


class Hit(NamedTuple):
    """A term of several words.

    `filled`: the places of its words, each with the slot that it fills; not of a first word that
    the text gives in part. `elliptic`: words that are not its own stand between.
    """

    ending: Ending
    first: int
    last: int
    filled: tuple[tuple[int, str], ...]
    elliptic: bool = False


class _Path(NamedTuple):
    """A term half found: its first word, the word that must come next, what is filled so far."""

    first: int
    next: int
    gaps: tuple[str, ...] = ()
    filled: tuple[tuple[int, str], ...] = ()
    elliptic: bool = False


class Scan:
    """A text as a row of words, each with what it may be."""

    def __init__(self, plain: str, word: re.Pattern[str], known: Readings) -> None:
        # The parts are, in turn, what stands between words and a word.
        parts = word.split(plain)
        reached = list(itertools.accumulate(map(len, parts)))
        self.plain = plain
        self.starts = reached[0:-1:2]
        self.ends = reached[1::2]
        self._known = known
        self._words = parts[1::2]
        self._gaps = parts[0::2]
        self._readings = list(map(known.__getitem__, self._words))
        self._known_words = [
            (at, reading) for at, reading in enumerate(self._readings) if reading is not None
        ]

    def __len__(self) -> int:
        return len(self._words)

    @property
    def has_hyphenated(self) -> bool:
        """Whether any of the words has a hyphen inside."""
        return any("-" in word for word in self._words)

    def singles(self) -> list[tuple[int, int, Analysis]]:
        """Give every term of one word: the word's place, the term, how it was found."""
        return [
            (at, term, analysis)
            for at, reading in self._known_words
            for term, analysis in reading.singles
        ]

    def hits(self) -> Iterator[Hit]:
        """Give every term of several words, wherever it begins."""
        found: list[Hit] = []
        last = len(self._readings) - 1
        for first, (_, begins, _, _) in self._known_words:
            if not begins or first == last:
                continue
            follows = self._readings[first + 1]
            listed = self._gaps[first + 1].startswith(",")
            if follows is None:
                if not listed:
                    continue
                slots: tuple[str, ...] = ()
            else:
                slots = follows.slots
                listed = listed or follows.conjunction
            for slot, node in begins:
                # Most begin with a word that begins many terms, and the next word ends it at once.
                if listed or not node.keys().isdisjoint(slots):
                    self._follow(node, _Path(first, first + 1, (), ((first, slot),)), found)
        return self._confirmed(found)

    def _confirmed(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Give the hits whose words the analyser lets be what they fill."""
        fills = self._known.fills
        for hit in hits:
            for at, slot in hit.filled:
                if not fills(self._words[at], slot):
                    break
            else:
                yield hit

    def suspended(self) -> tuple[list[tuple[int, int, Analysis]], list[Hit]]:
        """Give terms whose last or first part stands at another word.

        *Teabe- ja tõendivahetus* is a *teabevahetus*; *tõendivahetus ja -kogumine* speaks of
        *tõendikogumine*.
        """
        singles: list[tuple[int, int, Analysis]] = []
        several: list[Hit] = []
        for at in range(len(self)):
            if self._gaps[at + 1].startswith("-"):
                whole, last = self._completed(at)
            elif self._gaps[at].endswith("-"):
                whole, last = self._begun(at)
            else:
                continue
            if whole is None:
                continue
            # The other part must be a word's, not only an ending: “mee- ja …ste” is no *mees*.
            least = len(self._words[at]) + _SHORTEST_PART
            singles += [
                (at, term, Analysis.SUSPENDED)
                for term, _ in whole.singles
                if len(self._known.citation(term)) >= least
            ]
            begun: list[Hit] = []
            for _, node in whole.begins:
                self._follow(node, _Path(at, last + 1), begun)
            several += self._confirmed(begun)
        return singles, several

    def compound_heads(self) -> Iterator[tuple[int, int, Analysis]]:
        """Give terms of one word that are the last part of a longer compound.

        After several words a compound is parted by a hyphen: *SIS II -järjestelmä*.
        """
        for at, word in enumerate(self._words):
            reading = self._readings[at]
            if reading is not None and self._gaps[at].endswith("-"):
                for term, _ in reading.singles:
                    yield at, term, Analysis.COMPOUND_HEAD
            for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
                tail = word[cut:]
                for reading in (self._known.read(tail), self._known.read(tail.capitalize())):
                    for term, _ in reading.singles if reading is not None else ():
                        yield at, term, Analysis.COMPOUND_HEAD

    def _follow(self, node: Node, path: _Path, found: list[Hit]) -> None:
        """Find the terms that go on from `node`."""
        at = path.next
        if at >= len(self._readings):
            return
        gap = self._gaps[at]
        if self._readings[at] is not None:
            said = "" if gap == " " or _BETWEEN_WORDS.fullmatch(gap) else gap.strip()
            self._fill(node, path, at, said, found)
        if not path.elliptic and (gap.startswith(",") or self._joins(at)):
            for resumed in self._after_list(at):
                self._fill(node, path._replace(elliptic=True), resumed, "", found)

    def _fill(self, node: Node, path: _Path, at: int, said: str, found: list[Hit]) -> None:
        """Find the terms that go on from `node` and have the word at `at` next."""
        reading = self._readings[at]
        if reading is None:
            return
        first, _, before, filled, elliptic = path
        for slot in reading.slots:
            child = node.get(slot)
            if child is None:
                continue
            onward = _Path(first, at + 1, (*before, said), (*filled, (at, slot)), elliptic)
            for ending in endings_at(child) if END in child else ():
                gaps = onward.gaps
                if list(gaps) == ending.gaps if ending.gaps else not any(gaps):
                    found.append(Hit(ending, first, at, onward.filled, elliptic))
            if len(child) > (END in child):
                self._follow(child, onward, found)

    def _after_list(self, at: int) -> Iterator[int]:
        """Give where a term may go on after “, B un C” has come between its words.

        *Informācijas un pierādījumu apmaiņa* is also an *informācijas apmaiņa*; each member of the
        list has one word or two, none of them a function word (*mõju ja selle tulemus*).
        """
        last = at
        members = 0
        while not self._joins(last):
            comma = self._gaps[last].startswith(",")
            if last == at and not comma:
                return
            members = 1 if comma else members + 1
            last += 1
            if (
                members > _LONGEST_MEMBER
                or last - at > _LONGEST_LIST
                or last >= len(self._readings)
            ):
                return
        for resumed in (last + 2, last + 3):
            if (
                resumed >= len(self._readings)
                or self._gaps[resumed - 1].strip()
                or self._known.is_function_word(self._words[resumed - 1])
            ):
                return
            if not self._gaps[resumed].strip():
                yield resumed

    def _joins(self, at: int) -> bool:
        reading = self._readings[at]
        return reading is not None and reading.conjunction

    def _completed(self, at: int) -> tuple[Reading | None, int]:
        """Complete “teabe-” with each ending part of the word after the conjunction."""
        first = self._words[at]
        for last in range(at + 1, min(at + _LONGEST_LIST, len(self) - 1)):
            if self._joins(last):
                full = self._words[last + 1]
                made = [first + full[cut:] for cut in range(1, len(full) - _SHORTEST_PART + 1)]
                return self._any_of(made), last + 1
        return None, at

    def _begun(self, at: int) -> tuple[Reading | None, int]:
        """Begin “-kogumine” with each first part of the word before the conjunction."""
        if at <= 1 or not self._joins(at - 1):
            return None, at
        full = self._words[at - 2]
        made = [full[:cut] + self._words[at] for cut in range(_SHORTEST_PART, len(full))]
        return self._any_of(made), at

    def _any_of(self, made: list[str]) -> Reading | None:
        return union(*map(self._known.read, made))

"""What a text's word may be among the words of the compiled terms."""

from __future__ import annotations

import enum
import gc
from collections.abc import Sequence
from typing import Any, NamedTuple

from hexapla.languages import Analyser, Profile
from hexapla.terminology.compiled import (
    ACRONYM,
    ANY,
    AS_WRITTEN,
    CAPITAL,
    NOT_SHOUTED,
    STEM,
    Citation,
    Compiled,
)
from hexapla.terminology.text import MAYBE_HYPHEN, fold

END = -1
"""The key under which a node of the trie lists the terms that end there."""

_MOST_KNOWN_WORDS = 250_000

Node = dict[int, Any]
"""From a slot to the next node; from END to a list of Endings."""


class Analysis(enum.StrEnum):
    """How a match was found."""

    EXACT = "exact"
    INFLECTED = "inflected"
    ACRONYM = "acronym"
    LISTED = "listed"
    ELLIPSIS = "ellipsis"
    SUSPENDED = "suspended"
    COMPOUND_HEAD = "compound-head"


class Ending(NamedTuple):
    """A term that ends at a node. `listed`: by a form that the glossary names."""

    term: int
    listed: bool
    gaps: list[str]


class Reading(NamedTuple):
    """What a word of a text may be.

    `begins`: nodes where a term of several words may begin; `singles`: the terms that it is by
    itself; `slots`: those that it may fill in a term.
    """

    begins: tuple[Node, ...]
    singles: tuple[tuple[int, Analysis], ...]
    slots: tuple[int, ...]
    conjunction: bool


_NOTHING = Reading((), (), (), conjunction=False)
_CONJUNCTION = Reading((), (), (), conjunction=True)


class Readings(dict[str, Reading]):
    """The readings of the words met so far; a new word is looked up when it is asked for."""

    def __init__(self, made: Compiled, spoken: Profile, given: Sequence[Citation]) -> None:
        super().__init__()
        self._made = made
        self._profile = spoken
        self._given = given
        self._citations: dict[int, str] = {}
        self._excluded = {int(term): frozenset(said) for term, said in made.excluded.items()}
        self._endings: list[frozenset[str] | None] = [None] * len(made.endings)
        self._slots_of: list[list[tuple[int, int]]] = [[] for _ in made.words]
        for slot, (word, case) in enumerate(made.slots):
            self._slots_of[word].append((slot, case))
        self._cuts: dict[str, list[int]] = {}
        for stem in sorted(made.stems, key=len, reverse=True):
            cuts = self._cuts.setdefault(stem[:STEM], [])
            if not cuts or cuts[-1] != len(stem):
                cuts.append(len(stem))
        self._singles, self._nodes = _tries(made)
        self._shouted = {
            form.upper(): numbers
            for form, numbers in made.exact.items()
            if not form.isalnum() or form.isupper()
        }

    def __missing__(self, word: str) -> Reading:
        if len(self) >= _MOST_KNOWN_WORDS:
            self.clear()
        reading = self[word] = self.read(word)
        return reading

    def read(self, word: str) -> Reading:
        """Look a word up, without remembering it."""
        if MAYBE_HYPHEN in word:
            variants = (word.replace(MAYBE_HYPHEN, "-"), word.replace(MAYBE_HYPHEN, ""))
            return union(*map(self.read, variants))
        folded = word.casefold()
        numbers = self._words_with(folded)
        for base in self._profile.bases(folded):
            numbers += self._words_with(base)
        if self._profile.analyser is not None:
            numbers = self._confirmed(self._profile.analyser, word, folded, numbers)
        acronyms = self._made.exact.get(word)
        if acronyms is None and word.isupper():
            acronyms = self._shouted.get(word)
        if not numbers and not acronyms:
            return _CONJUNCTION if folded in self._profile.conjunctions else _NOTHING
        slots = [
            slot
            for number in (dict.fromkeys(numbers) if len(numbers) > 1 else numbers)
            for slot, case in self._slots_of[number]
            if case == ANY
            or (case == CAPITAL and word[0].isupper())
            or (case == NOT_SHOUTED and not (word.isupper() and len(word) > 1))
        ]
        for number in acronyms or ():
            slots += [slot for slot, case in self._slots_of[number] if case == AS_WRITTEN]
        singles: dict[int, Analysis] = {}
        for slot in slots:
            ends = self._singles.get(slot, ())
            acronym = bool(ends) and self._made.words[self._made.slots[slot][0]][1] == ACRONYM
            for ending in ends:
                analysis = self.judged(ending, word, single=True, acronym=acronym)
                if analysis is not None:
                    singles.setdefault(ending.term, analysis)
        return Reading(
            tuple(self._nodes[slot] for slot in slots if slot in self._nodes),
            tuple(singles.items()),
            tuple(slots),
            folded in self._profile.conjunctions,
        )

    def judged(
        self, ending: Ending, written: str, *, single: bool = False, acronym: bool = False
    ) -> Analysis | None:
        """Say how a form shows its term; None where a veto or the glossary forbids the form."""
        folded = written.casefold() if single else " ".join(written.split()).casefold()
        if folded == self.citation(ending.term):
            return Analysis.EXACT
        if ending.listed:
            return Analysis.LISTED
        if (single and self._vetoed(written, folded)) or folded in self._excluded.get(
            ending.term, ()
        ):
            return None
        return Analysis.ACRONYM if acronym else Analysis.INFLECTED

    def citation(self, term: int) -> str:
        """Give a term's citation form as a folded text would show it."""
        said = self._citations.get(term)
        if said is None:
            said = " ".join(fold(self._given[term].text).text.split()).casefold()
            self._citations[term] = said
        return said

    def is_function_word(self, word: str) -> bool:
        """Say whether a text's word is mainly adverb, pronoun or verb."""
        return self._vetoed(word, word.casefold())

    def _vetoed(self, written: str, folded: str) -> bool:
        analyser = self._profile.analyser
        return folded in self._profile.paradigms.veto or (
            analyser is not None and analyser.vetoes(written)
        )

    def _words_with(self, form: str) -> list[int]:
        """Give the numbers of the words that have the form."""
        found: list[int] = []
        for cut in self._cuts.get(form[:STEM], ()):
            pairs = self._made.stems.get(form[:cut])
            if pairs is not None:
                ending = form[cut:]
                endings = self._endings
                for at in range(0, len(pairs), 2):
                    if ending in (endings[pairs[at]] or self._ending(pairs[at])):
                        found.append(pairs[at + 1])  # noqa: PERF401  read in pairs
        return found

    def _ending(self, number: int) -> frozenset[str]:
        endings = self._endings[number] = frozenset(self._made.endings[number].split(" "))
        return endings

    def _confirmed(
        self, analyser: Analyser, word: str, folded: str, numbers: list[int]
    ) -> list[int]:
        """Give the words that the analyser does not contradict, and those that it alone knows."""
        words = self._made.words
        kept = [
            number
            for number in numbers
            if folded == words[number][0].casefold()
            or analyser.confirms(word, words[number][0]) is not False
        ]
        for key in sorted(analyser.keys(word)):
            kept += [
                number
                for number in self._made.keys.get(key, ())
                if number not in kept and analyser.confirms(word, words[number][0])
            ]
        return kept


def _tries(made: Compiled) -> tuple[dict[int, list[Ending]], dict[int, Node]]:
    """Give, by the slot of the first word, the terms of one word and the tries of the others."""
    singles: dict[int, list[Ending]] = {}
    tries: dict[int, Node] = {}
    collecting = gc.isenabled()
    # Nothing here becomes garbage; looking for it would take longer than the work itself.
    gc.disable()
    try:
        for records in made.patterns.values():
            for record in records:
                term, first, *slots = map(int, record.split(" "))
                ending = Ending(term, *made.odd.get(record, (False, [])))
                if slots:
                    node = tries.setdefault(first, {})
                    for slot in slots:
                        node = node.setdefault(slot, {})
                    node.setdefault(END, []).append(ending)
                else:
                    singles.setdefault(first, []).append(ending)
    finally:
        if collecting:
            gc.enable()
    return singles, tries


def union(*readings: Reading) -> Reading:
    """Give the reading of a word that may be any of several."""
    begins = {id(node): node for reading in readings for node in reading.begins}
    singles = dict(single for reading in readings for single in reading.singles)
    slots = dict.fromkeys(slot for reading in readings for slot in reading.slots)
    return Reading(tuple(begins.values()), tuple(singles.items()), tuple(slots), conjunction=False)

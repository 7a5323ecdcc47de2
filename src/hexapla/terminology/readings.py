"""What a text's word may be among the words of the compiled terms."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any, NamedTuple

from hexapla.languages import Profile
from hexapla.terminology.compiled import (
    ACRONYM,
    ANY,
    AS_WRITTEN,
    CAPITAL,
    EXACT,
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

    `singles`: the terms that it is by itself; `begins`: slots that begin terms of several words,
    with their nodes; `slots`: those that it may fill in a term.
    """

    singles: tuple[tuple[int, Analysis], ...] = ()
    begins: tuple[tuple[int, Node], ...] = ()
    slots: tuple[int, ...] = ()
    conjunction: bool = False


class _Slot(NamedTuple):
    """What may begin or end with a slot; `case` is what it asks of a word."""

    number: int
    case: int
    singles: Sequence[Ending]
    node: Node | None


_CONJUNCTION = Reading(conjunction=True)


class Readings(dict[str, Reading | None]):
    """The readings of the words met so far; a new word is looked up when it is asked for.

    Most words of a text are nothing to the glossary: their reading is None.
    """

    def __init__(self, made: Compiled, spoken: Profile, given: Sequence[Citation]) -> None:
        super().__init__()
        self._made = made
        self._given = given
        self._analyser = spoken.analyser
        self._veto = spoken.paradigms.veto
        self._nouns_show = spoken.capitalises_nouns
        self._bases = spoken.bases
        self._conjunctions = spoken.conjunctions
        self._citations: dict[int, str] = {}
        self._excluded = {int(term): frozenset(said) for term, said in made.excluded.items()}
        self._cited = [word.casefold() for word, _ in made.words]
        singles, nodes = _tries(made)
        self._slots_of: list[list[_Slot]] = [[] for _ in made.words]
        for slot, (word, case) in enumerate(made.slots):
            self._slots_of[word].append(_Slot(slot, case, singles.get(slot, ()), nodes.get(slot)))
        endings = [frozenset(said.split(" ")) for said in made.endings]
        self._stems = {
            stem: [(endings[at], word) for at, word in zip(pairs[::2], pairs[1::2], strict=True)]
            for stem, pairs in made.stems.items()
        }
        self._cuts = _where_stems_end(made)
        self._confirmed: dict[tuple[str, int], bool] = {}
        self._shouted = {
            form.upper(): numbers
            for form, numbers in made.exact.items()
            if not form.isalnum() or form.isupper()
        }

    def __missing__(self, word: str) -> Reading | None:
        if len(self) >= _MOST_KNOWN_WORDS:
            self.clear()
            self._confirmed.clear()
        reading = self[word] = self.read(word)
        return reading

    def read(self, word: str) -> Reading | None:
        """Look a word up, without remembering it."""
        folded = word.casefold()
        numbers = self._words_with(folded)
        for base in self._bases(folded):
            numbers += self._words_with(base)
        acronyms = self._acronyms(word) if word != folded else ()
        if not numbers and not acronyms:
            if MAYBE_HYPHEN in word:
                return self._read_broken(word)
            return _CONJUNCTION if folded in self._conjunctions else None
        return self._reading(word, folded, numbers, acronyms)

    def _acronyms(self, word: str) -> Sequence[int]:
        found = self._made.exact.get(word)
        if found is None and word.isupper():
            found = self._shouted.get(word)
        return found or ()

    def _reading(
        self, word: str, folded: str, numbers: list[int], acronyms: Sequence[int]
    ) -> Reading:
        capital = word[0].isupper()
        shouted = capital and len(word) > 1 and word.isupper()
        slots: list[int] = []
        begins: list[tuple[int, Node]] = []
        shown: dict[int, Analysis] = {}
        for number in (*numbers, *acronyms) if acronyms else numbers:
            for slot, case, singles, node in self._slots_of[number]:
                if (
                    case == ANY
                    or (case == CAPITAL and capital)
                    or (case == NOT_SHOUTED and not shouted)
                    or (case == AS_WRITTEN and number in acronyms)
                ):
                    slots.append(slot)
                    if node is not None:
                        begins.append((slot, node))
                    for ending in singles:
                        analysis = self._shows(ending, number, word, folded)
                        if analysis is not None:
                            shown.setdefault(ending.term, analysis)
        conjunction = folded in self._conjunctions
        return Reading(tuple(shown.items()), tuple(begins), tuple(slots), conjunction)

    def _read_broken(self, word: str) -> Reading | None:
        """Read a word that a line broke, with its hyphen and without."""
        return union(
            self.read(word.replace(MAYBE_HYPHEN, "-")), self.read(word.replace(MAYBE_HYPHEN, ""))
        )

    def _shows(self, ending: Ending, number: int, word: str, folded: str) -> Analysis | None:
        """Say how a word shows a term of one word; None where it does not after all."""
        if ending.listed:
            return Analysis.LISTED
        if folded == self._cited[number]:
            return Analysis.EXACT
        if (
            self._vetoed(word, folded)
            or folded in self._excluded.get(ending.term, ())
            or not self._is_form(word, number)
        ):
            return None
        return Analysis.ACRONYM if self._made.words[number][1] == ACRONYM else Analysis.INFLECTED

    def judged(self, ending: Ending, written: str) -> Analysis | None:
        """Say how several words show a term; None where the glossary forbids the form."""
        folded = " ".join(written.split()).casefold()
        if folded == self.citation(ending.term):
            return Analysis.EXACT
        if ending.listed:
            return Analysis.LISTED
        if folded in self._excluded.get(ending.term, ()):
            return None
        return Analysis.INFLECTED

    def citation(self, term: int) -> str:
        """Give a term's citation form as a folded text would show it."""
        said = self._citations.get(term)
        if said is None:
            said = " ".join(fold(self._given[term].text).text.split()).casefold()
            self._citations[term] = said
        return said

    def fills(self, word: str, slot: int) -> bool:
        """Say whether a word that may fill a slot is let do so by the analyser."""
        return self._analyser is None or self._is_form(word, self._made.slots[slot][0])

    def is_function_word(self, word: str) -> bool:
        """Say whether a text's word is mainly adverb, pronoun or verb."""
        return self._vetoed(word, word.casefold())

    def _vetoed(self, written: str, folded: str) -> bool:
        if self._nouns_show and written[0].isupper():
            return False  # *Waren* are goods
        return folded in self._veto or (
            self._analyser is not None and self._analyser.vetoes(written)
        )

    def _is_form(self, written: str, number: int) -> bool:
        """Ask the analyser whether a form may be a word's. It is slow: ask where all else fits."""
        if self._analyser is None:
            return True
        key = (written, number)
        known = self._confirmed.get(key)
        if known is None:
            word, made_of = self._made.words[number]
            known = self._confirmed[key] = (
                made_of in {ACRONYM, EXACT}
                or written.casefold() == self._cited[number]
                or self._analyser.confirms(written, word) is not False
            )
        return known

    def _words_with(self, form: str) -> list[int]:
        """Give the numbers of the words that have the form."""
        found: list[int] = []
        size = len(form)
        for cut, most in self._cuts.get(form[:STEM], ()):
            if cut <= size <= most:
                words = self._stems.get(form[:cut])
                if words is not None:
                    ending = form[cut:]
                    found += [word for endings, word in words if ending in endings]
        return found


def _where_stems_end(made: Compiled) -> dict[str, list[tuple[int, int]]]:
    """Give, by first letters, how long stems are, and at most the words with them; longest first.

    It is what tells in one look that most words of a text are none of the glossary's.
    """
    longest = [max(map(len, said.split(" "))) for said in made.endings]
    found: dict[str, dict[int, int]] = {}
    for stem, pairs in made.stems.items():
        cuts = found.setdefault(stem[:STEM], {})
        cut = len(stem)
        most = cut + max([longest[number] for number in pairs[::2]])
        if most > cuts.get(cut, -1):
            cuts[cut] = most
    return {start: sorted(cuts.items(), reverse=True) for start, cuts in found.items()}


def _tries(made: Compiled) -> tuple[dict[int, list[Ending]], dict[int, Node]]:
    """Give, by the slot of the first word, the terms of one word and the tries of the others."""
    singles: dict[int, list[Ending]] = {}
    tries: dict[int, Node] = {}
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
    return singles, tries


def union(*readings: Reading | None) -> Reading | None:
    """Give the reading of a word that may be any of several."""
    known = [reading for reading in readings if reading is not None]
    if not known:
        return None
    begins = dict(begin for reading in known for begin in reading.begins)
    singles = dict(single for reading in known for single in reading.singles)
    slots = dict.fromkeys(slot for reading in known for slot in reading.slots)
    return Reading(tuple(singles.items()), tuple(begins.items()), tuple(slots))

"""What a text's word may be among the words of the compiled terms."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import NamedTuple

from hexapla.languages import Profile
from hexapla.terminology.compiled import (
    ACRONYM,
    CAPITAL,
    END,
    EXACT,
    NOT_SHOUTED,
    REACH,
    Citation,
    Compiled,
    Node,
)
from hexapla.terminology.text import MAYBE_HYPHEN, fold

_MOST_KNOWN_WORDS = 250_000


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
    listed: bool = False
    gaps: Sequence[str] = ()


def endings_at(node: Node) -> list[Ending]:
    """Give the terms that end at a node of the tries."""
    return [Ending(said) if isinstance(said, int) else Ending(*said) for said in node.get(END, ())]


class Reading(NamedTuple):
    """What a word of a text may be.

    `singles`: the terms that it is by itself; `begins`: slots that begin terms of several words,
    with their nodes; `slots`: those that it may fill in a term.
    """

    singles: tuple[tuple[int, Analysis], ...] = ()
    begins: tuple[tuple[str, Node], ...] = ()
    slots: tuple[str, ...] = ()
    conjunction: bool = False


class _Opened(NamedTuple):
    """What a word of the glossary may begin, fill and, `alone`, be.

    A term that it is alone is given with whether the form is a listed one, and with the word.
    """

    begins: tuple[tuple[str, Node], ...]
    slots: tuple[str, ...]
    alone: tuple[tuple[int, bool, int], ...]


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
        self._endings = [frozenset(said.split(" ")) for said in made.endings]
        self._judged = dict.fromkeys(made.cleared.split(" "), True)
        self._judged |= dict.fromkeys(made.barred.split(" "), False)
        self._opened = [
            None if not {CAPITAL, NOT_SHOUTED}.isdisjoint(uses[1::2]) else self._open(number, "")
            for number, uses in enumerate(made.uses)
        ]
        self._confirmed: dict[tuple[str, int], bool] = {}
        self._function_words: dict[str, bool] = {}
        self._shouted = {
            form.upper(): numbers
            for form, numbers in made.exact.items()
            if not form.isalnum() or form.isupper()
        }

    def __missing__(self, word: str) -> Reading | None:
        if len(self) >= _MOST_KNOWN_WORDS:
            self.clear()
            self._confirmed.clear()
            self._function_words.clear()
        reading = self[word] = self.read(word)
        return reading

    def read(self, word: str) -> Reading | None:
        """Look a word up, without remembering it."""
        folded = word.casefold()
        # Most words begin like none of the glossary's.
        numbers = self._words_with(folded) if folded[:REACH] in self._made.cuts else []
        own = len(numbers)
        for base in self._bases(folded):
            numbers += self._words_with(base)
        if word != folded:
            numbers += self._acronyms(word)
        if numbers:
            return self._reading(word, folded, numbers, own)
        if MAYBE_HYPHEN in word:
            return self._read_broken(word)
        return _CONJUNCTION if folded in self._conjunctions else None

    def _acronyms(self, word: str) -> Sequence[int]:
        found = self._made.exact.get(word)
        if found is None and word.isupper():
            found = self._shouted.get(word)
        return found or ()

    def _reading(self, word: str, folded: str, numbers: list[int], own: int) -> Reading:
        if len(numbers) == 1:
            begins, slots, alone = self._opened[numbers[0]] or self._open(numbers[0], word)
        else:
            opened = [self._opened[number] or self._open(number, word) for number in numbers]
            begins = tuple([each for one in opened for each in one.begins])
            slots = tuple([each for one in opened for each in one.slots])
            alone = tuple([each for one in opened for each in one.alone])
        # What the analyser judged is the form itself, not what is left without a clitic.
        judged = self._judged.get(word) if own == len(numbers) else None
        shown: dict[int, Analysis] = {}
        for term, listed, number in alone:
            if term not in shown:
                analysis = self._shows(term, number, word, folded, listed=listed, judged=judged)
                if analysis is not None:
                    shown[term] = analysis
        return Reading(tuple(shown.items()), begins, slots, folded in self._conjunctions)

    def _open(self, number: int, word: str) -> _Opened:
        """Say what a word of the glossary opens to a text's word, which has the capitals it has."""
        capital = word[:1].isupper()
        shouted = capital and len(word) > 1 and word.isupper()
        slots: list[str] = []
        begins: list[tuple[str, Node]] = []
        alone: list[tuple[int, bool, int]] = []
        pairs = iter(self._made.uses[number])
        for slot, case in zip(pairs, pairs, strict=True):
            if (case == CAPITAL and not capital) or (case == NOT_SHOUTED and shouted):
                continue
            name = str(slot)
            slots.append(name)
            node = self._made.tries.get(name)
            if node is None:
                continue
            for said in node.get(END, ()):
                term, listed = (said, False) if isinstance(said, int) else said[:2]
                alone.append((term, listed, number))
            if len(node) > (END in node):
                begins.append((name, node))
        return _Opened(tuple(begins), tuple(slots), tuple(alone))

    def _read_broken(self, word: str) -> Reading | None:
        """Read a word that a line broke, with its hyphen and without."""
        return union(
            self.read(word.replace(MAYBE_HYPHEN, "-")), self.read(word.replace(MAYBE_HYPHEN, ""))
        )

    def _shows(
        self, term: int, number: int, word: str, folded: str, *, listed: bool, judged: bool | None
    ) -> Analysis | None:
        """Say how a word shows a term of one word; None where it does not after all."""
        if listed:
            return Analysis.LISTED
        cited, made_of = self._made.words[number]
        if folded == cited.casefold():
            return Analysis.EXACT
        if self._excluded and folded in self._excluded.get(term, ()):
            return None
        if judged is None:
            judged = not self._vetoed(word, folded) and self._is_form(word, number)
        if not judged:
            return None
        return Analysis.ACRONYM if made_of == ACRONYM else Analysis.INFLECTED

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

    def fills(self, word: str, slot: str) -> bool:
        """Say whether a word that may fill a slot is let do so by the analyser."""
        return self._analyser is None or self._is_form(word, self._made.slots[int(slot)])

    def is_function_word(self, word: str) -> bool:
        """Say whether a text's word is mainly adverb, pronoun or verb."""
        known = self._function_words.get(word)
        if known is None:
            known = self._function_words[word] = self._vetoed(word, word.casefold())
        return known

    def _vetoed(self, written: str, folded: str) -> bool:
        if self._nouns_show and written[0].isupper():
            return False  # *Waren* are goods
        return folded in self._veto or (
            self._analyser is not None
            and not self._judged.get(folded)
            and self._analyser.vetoes(written)
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
                or written.casefold() == word.casefold()
                or self._analyser.confirms(written, word) is not False
            )
        return known

    def _words_with(self, form: str) -> list[int]:
        """Give the numbers of the words that have the form."""
        found: list[int] = []
        length = len(form)
        stems, endings = self._made.stems, self._endings
        for cut in self._made.cuts.get(form[:REACH], ()):
            if cut <= length and (pairs := stems.get(form[:cut])):
                ending = form[cut:]
                for at in range(0, len(pairs), 2):
                    if ending in endings[pairs[at]]:
                        found.append(pairs[at + 1])  # noqa: PERF401  most stems are one word's
        return found


def union(*readings: Reading | None) -> Reading | None:
    """Give the reading of a word that may be any of several."""
    known = [reading for reading in readings if reading is not None]
    if not known:
        return None
    begins = dict(begin for reading in known for begin in reading.begins)
    singles = dict(single for reading in known for single in reading.singles)
    slots = dict.fromkeys(slot for reading in known for slot in reading.slots)
    return Reading(tuple(singles.items()), tuple(begins.items()), tuple(slots))

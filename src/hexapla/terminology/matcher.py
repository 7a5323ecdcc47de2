"""Finds a glossary's terms in a text, in any of their forms."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from hexapla.languages import Hyphens, Profile, profile
from hexapla.model import Concept, Term
from hexapla.terminology.compiled import (
    ACRONYM,
    ANY,
    AS_WRITTEN,
    CAPITAL,
    NOT_SHOUTED,
    Citation,
    Compiled,
    compiled,
)
from hexapla.terminology.text import MAYBE_HYPHEN, PIECE, WORD, Folded, fold

_END = -1
_MOST_KNOWN_WORDS = 250_000
_LONGEST_LIST = 6
_LONGEST_MEMBER = 2
_SHORTEST_COMPOUND_PART = 3
_SUSPENDED = re.compile(r"\w-(?=[\s,/])|(?:^|[\s/])-\w")
_SPACE = re.compile(r"[\s-]?|\s+|\s*[\"“”„«»]\s*")


class Analysis(enum.StrEnum):
    """How a match was found."""

    EXACT = "exact"
    INFLECTED = "inflected"
    ACRONYM = "acronym"
    LISTED = "listed"
    ELLIPSIS = "ellipsis"
    SUSPENDED = "suspended"
    COMPOUND_HEAD = "compound-head"


class Match(NamedTuple):
    """A term in a text. `start` and `end` are offsets into the text that was given.

    `form` is what stands there; `longest` is false where it lies within a longer match.
    """

    start: int
    end: int
    term_id: str
    form: str
    analysis: Analysis
    longest: bool = True


class _Reading(NamedTuple):
    """What a word of a text may be: nodes where a term may begin, and slots it may fill."""

    begins: tuple[dict[int, Any], ...]
    slots: tuple[int, ...]
    conjunction: bool


class _Hit(NamedTuple):
    pattern: int
    first: int
    last: int
    analysis: Analysis | None = None
    end: int = 0


class _Known(dict[str, _Reading]):
    """The readings of words met so far."""

    def __init__(self, matcher: TermMatcher) -> None:
        super().__init__()
        self._read = matcher._read  # noqa: SLF001  its own part

    def __missing__(self, word: str) -> _Reading:
        if len(self) >= _MOST_KNOWN_WORDS:
            self.clear()
        reading = self[word] = self._read(word)
        return reading


class TermMatcher:
    """Finds terms of one language. Made by `compile_terms`; survives the way into a worker.

    `terms` gives the concept and term of a match's `term_id` (empty for a mapping of citations).
    """

    def __init__(
        self, made: Compiled, spoken: Profile, terms: Mapping[str, tuple[Concept, Term]]
    ) -> None:
        self.terms = terms
        self.language = spoken.tag
        self._made = made
        self._profile = spoken
        self._veto = spoken.paradigms.veto
        self._joins = spoken.paradigms.joins_compounds
        self._endings: list[frozenset[str] | None] = [None] * len(made.endings)
        self._slots_of: list[list[tuple[int, int]]] = [[] for _ in made.words]
        for slot, (word, case) in enumerate(made.slots):
            self._slots_of[word].append((slot, case))
        self._folded = [word.casefold() for word, _ in made.words]
        self._shouted = {
            form.upper(): numbers
            for form, numbers in made.exact.items()
            if not form.isalnum() or form.isupper()
        }
        self._citations = [" ".join(fold(each).text.split()).casefold() for each in made.citations]
        self._excluded = {int(term): frozenset(said) for term, said in made.excluded.items()}
        self._trie: dict[int, Any] = {}
        for number, (_, slots, _, _) in enumerate(made.patterns):
            node = self._trie
            for slot in slots:
                node = node.setdefault(slot, {})
            node.setdefault(_END, []).append(number)
        self._known = _Known(self)

    def __len__(self) -> int:
        """Give the number of terms."""
        return len(self._made.ids)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self._made, self.language, self.terms))

    def find(self, text: str, *, compound_heads: bool = False) -> list[Match]:
        """Find every term in every form, overlapping and nested ones too, in order of their start.

        With `compound_heads`, a single-word term is also found as the last part of a longer
        compound, where the language writes compounds as one word.
        """
        folded = fold(text)
        plain = folded.text
        spans = [m.span() for m in WORD.finditer(plain)]
        known = self._known
        readings = [known[plain[start:end]] for start, end in spans]
        found: dict[tuple[int, int, int], Analysis] = {}
        for hit in self._hits(plain, spans, readings):
            self._take(hit, plain, spans, found)
        if "-" in plain:
            if _SUSPENDED.search(plain):
                self._drop_suspended(plain, found)
                self._find_suspended(plain, spans, readings, found)
            self._find_in_pieces(plain, spans, found)
        if compound_heads and self._joins:
            self._find_compound_heads(plain, spans, found)
        return self._matches(text, folded, found)

    # The words of a text

    def _read(self, word: str) -> _Reading:
        if MAYBE_HYPHEN in word:
            return _union(
                self._known[word.replace(MAYBE_HYPHEN, "-")],
                self._known[word.replace(MAYBE_HYPHEN, "")],
            )
        folded = word.casefold()
        numbers = self._words_with(folded)
        for base in self._profile.bases(folded):
            numbers += self._words_with(base)
        if self._profile.analyser is not None:
            numbers = self._confirmed(word, folded, numbers)
        slots = [
            slot
            for number in dict.fromkeys(numbers)
            for slot, case in self._slots_of[number]
            if case == ANY
            or (case == CAPITAL and word[0].isupper())
            or (case == NOT_SHOUTED and not (word.isupper() and len(word) > 1))
        ]
        acronyms = self._made.exact.get(word)
        if acronyms is None and word.isupper():
            acronyms = self._shouted.get(word)
        for number in acronyms or ():
            slots += [slot for slot, case in self._slots_of[number] if case == AS_WRITTEN]
        trie = self._trie
        return _Reading(
            tuple(trie[slot] for slot in slots if slot in trie),
            tuple(slots),
            folded in self._profile.conjunctions,
        )

    def _words_with(self, form: str) -> list[int]:
        """Give the numbers of the words that have the form."""
        stems = self._made.stems
        endings = self._endings
        found: list[int] = []
        for cut in range(len(form), 0, -1):
            pairs = stems.get(form[:cut])
            if pairs is not None:
                ending = form[cut:]
                for at in range(0, len(pairs), 2):
                    if ending in (endings[pairs[at]] or self._ending(pairs[at])):
                        found.append(pairs[at + 1])  # noqa: PERF401  read in pairs
        return found

    def _ending(self, number: int) -> frozenset[str]:
        endings = self._endings[number] = frozenset(self._made.endings[number].split(" "))
        return endings

    def _confirmed(self, word: str, folded: str, numbers: list[int]) -> list[int]:
        """Give the words that the analyser does not contradict, and those that it alone knows."""
        analyser = self._profile.analyser
        assert analyser is not None  # noqa: S101  the caller looked
        words = self._made.words
        kept = [
            number
            for number in numbers
            if folded == self._folded[number]
            or analyser.confirms(word, words[number][0]) is not False
        ]
        for key in sorted(analyser.keys(word)):
            kept += [
                number
                for number in self._made.keys.get(key, ())
                if number not in kept and analyser.confirms(word, words[number][0])
            ]
        return kept

    # The terms that the words make up

    def _hits(
        self, plain: str, spans: list[tuple[int, int]], readings: list[_Reading]
    ) -> Iterator[_Hit]:
        for first, reading in enumerate(readings):
            for node in reading.begins:
                yield from self._follow(plain, spans, readings, node, first, first + 1, ())

    def _follow(
        self,
        plain: str,
        spans: list[tuple[int, int]],
        readings: list[_Reading],
        node: dict[int, Any],
        first: int,
        at: int,
        between: tuple[str, ...],
        analysis: Analysis | None = None,
    ) -> Iterator[_Hit]:
        """Give the terms that go through `node`, whose next word would be the one at `at`."""
        ends = node.get(_END)
        if ends is not None:
            for pattern in ends:
                if self._gaps_fit(pattern, between):
                    yield _Hit(pattern, first, at - 1, analysis)
            if len(node) == 1:
                return
        if at >= len(readings):
            return
        for slot in readings[at].slots:
            child = node.get(slot)
            if child is not None:
                gap = plain[spans[at - 1][1] : spans[at][0]]
                said = "" if _SPACE.fullmatch(gap) else gap.strip()
                yield from self._follow(
                    plain, spans, readings, child, first, at + 1, (*between, said), analysis
                )
        if analysis is None:
            for resumed in self._after_list(plain, spans, readings, at):
                for slot in readings[resumed].slots:
                    child = node.get(slot)
                    if child is not None:
                        yield from self._follow(
                            plain, spans, readings, child, first, resumed + 1,
                            (*between, ""), Analysis.ELLIPSIS,
                        )  # fmt: skip

    def _gaps_fit(self, pattern: int, between: tuple[str, ...]) -> bool:
        wanted = self._made.patterns[pattern][2]
        return list(between) == wanted if wanted else not any(between)

    def _after_list(
        self, plain: str, spans: list[tuple[int, int]], readings: list[_Reading], at: int
    ) -> Iterator[int]:
        """Give where a term may go on after “, B un C” has come between its words.

        *Informācijas un pierādījumu apmaiņa* is also an *informācijas apmaiņa*; each member of the
        list has one word or two.
        """
        last = at
        members = 0
        while not readings[last].conjunction:
            gap = plain[spans[last - 1][1] : spans[last][0]]
            members = 0 if gap.startswith(",") else members + 1
            last += 1
            if (
                (last == at + 1 and members)
                or members >= _LONGEST_MEMBER
                or last - at > _LONGEST_LIST
                or last >= len(readings)
            ):
                return
        for resumed in (last + 2, last + 3):
            if resumed >= len(readings):
                return
            if plain[spans[resumed - 1][1] : spans[resumed][0]].strip():
                return
            yield resumed

    def _take(
        self,
        hit: _Hit,
        plain: str,
        spans: list[tuple[int, int]],
        found: dict[tuple[int, int, int], Analysis],
    ) -> None:
        """Keep a hit that no veto and no list of the glossary forbids."""
        term, slots, _, kind = self._made.patterns[hit.pattern]
        start, end = spans[hit.first][0], spans[hit.last][1]
        form = plain[start:end].casefold()
        if form != self._citations[term] and kind != "extra":
            if len(slots) == 1 and self._vetoed(plain[start:end], form):
                return
            excluded = self._excluded.get(term)
            if excluded and " ".join(form.split()) in excluded:
                return
        analysis = hit.analysis
        if analysis is None:
            if form == self._citations[term]:
                analysis = Analysis.EXACT
            elif kind == "extra":
                analysis = Analysis.LISTED
            elif len(slots) == 1 and self._made.words[self._made.slots[slots[0]][0]][1] == ACRONYM:
                analysis = Analysis.ACRONYM
            else:
                analysis = Analysis.INFLECTED
        found.setdefault((start, -end, term), analysis)

    def _vetoed(self, written: str, folded: str) -> bool:
        analyser = self._profile.analyser
        return folded in self._veto or (analyser is not None and analyser.vetoes(written))

    # Hyphens

    def _find_in_pieces(
        self, plain: str, spans: list[tuple[int, int]], found: dict[tuple[int, int, int], Analysis]
    ) -> None:
        """Find terms of several words that a text joins with hyphens: cross-border cooperation."""
        pieces = [m.span() for m in PIECE.finditer(plain)]
        if len(pieces) == len(spans):
            return
        hyphens = self._profile.hyphens
        begins = {start for start, _ in spans}
        ends = {end for _, end in spans}
        readings = [self._known[plain[start:end]] for start, end in pieces]
        for hit in self._hits(plain, pieces, readings):
            opens = pieces[hit.first][0] in begins
            closes = pieces[hit.last][1] in ends
            if (opens or hyphens is not Hyphens.WHOLE) and (closes or hyphens is Hyphens.EACH):
                self._take(hit, plain, pieces, found)

    def _drop_suspended(self, plain: str, found: dict[tuple[int, int, int], Analysis]) -> None:
        """Drop what is only the first part of a compound: *import* in “import- och export”."""
        if self._joins:
            for start, end, term in list(found):
                if plain[-end : -end + 1] == "-" or (start and plain[start - 1] == "-"):
                    del found[start, end, term]

    def _find_suspended(
        self,
        plain: str,
        spans: list[tuple[int, int]],
        readings: list[_Reading],
        found: dict[tuple[int, int, int], Analysis],
    ) -> None:
        """Find terms whose last or first part stands at another word: teabe- ja tõendivahetus."""
        words = [plain[start:end] for start, end in spans]
        for at, (start, end) in enumerate(spans):
            if plain[end : end + 1] == "-":
                whole = self._completed(words, readings, at)
            elif start and plain[start - 1] == "-":
                whole = self._continued(words, readings, at)
            else:
                continue
            if whole is None:
                continue
            reading, last = whole
            for node in reading.begins:
                for hit in self._follow(
                    plain, spans, readings, node, at, last + 1, (), Analysis.SUSPENDED
                ):
                    self._take(hit, plain, spans, found)

    def _completed(
        self, words: list[str], readings: list[_Reading], at: int
    ) -> tuple[_Reading, int] | None:
        """Complete “teabe-” with each ending part of the word after the conjunction."""
        for last in range(at + 1, min(at + _LONGEST_LIST, len(words) - 1)):
            if readings[last].conjunction:
                full = words[last + 1]
                cuts = range(1, len(full) - _SHORTEST_COMPOUND_PART + 1)
                return _union(*(self._read(words[at] + full[cut:]) for cut in cuts)), last + 1
        return None

    def _continued(
        self, words: list[str], readings: list[_Reading], at: int
    ) -> tuple[_Reading, int] | None:
        """Begin “-kogumine” with each first part of the word before the conjunction."""
        if at > 1 and readings[at - 1].conjunction:
            full = words[at - 2]
            cuts = range(_SHORTEST_COMPOUND_PART, len(full))
            return _union(*(self._read(full[:cut] + words[at]) for cut in cuts)), at
        return None

    def _find_compound_heads(
        self, plain: str, spans: list[tuple[int, int]], found: dict[tuple[int, int, int], Analysis]
    ) -> None:
        for at, (start, end) in enumerate(spans):
            word = plain[start:end].casefold()
            for cut in range(_SHORTEST_COMPOUND_PART, len(word) - _SHORTEST_COMPOUND_PART):
                for node in self._known[word[cut:]].begins:
                    for pattern in node.get(_END, ()):
                        hit = _Hit(pattern, at, at, Analysis.COMPOUND_HEAD)
                        self._take(hit, plain, spans, found)

    # What was found

    def _matches(
        self, text: str, folded: Folded, found: dict[tuple[int, int, int], Analysis]
    ) -> list[Match]:
        ids = self._made.ids
        matches: list[Match] = []
        reached = 0
        reached_before = 0
        begun = -1
        for start, negative_end, term in sorted(found):
            end = -negative_end
            if start != begun:
                begun, reached_before = start, reached
            longest = end > reached_before and end >= reached
            reached = max(reached, end)
            begin, finish = folded.span(start, end)
            analysis = found[start, negative_end, term]
            matches.append(Match(begin, finish, ids[term], text[begin:finish], analysis, longest))
        return matches


def _union(*readings: _Reading) -> _Reading:
    """Give the reading of a word that may be any of several."""
    begins = {id(node): node for reading in readings for node in reading.begins}
    slots = dict.fromkeys(slot for reading in readings for slot in reading.slots)
    return _Reading(tuple(begins.values()), tuple(slots), conjunction=False)


def _rebuilt(made: Compiled, tag: str, terms: Mapping[str, tuple[Concept, Term]]) -> TermMatcher:
    return TermMatcher(made, profile(tag), terms)


def compile_terms(
    language: str,
    citations: Mapping[str, str] | Iterable[Concept],
    *,
    cache: Path | None = None,
) -> TermMatcher:
    """Compile a language's terms: citation forms by their ids, or the terms of concepts.

    Of a concept, each term in the language gets the id ``<concept>/<number>``, numbered from 0 in
    the concept's order. `cache` is a folder for compiled terms, say ``.hexapla/cache``.

    Raises:
        UsageError: `language` is no language code.

    """
    spoken = profile(language)
    terms: dict[str, tuple[Concept, Term]] = {}
    wanted: list[Citation] = []
    if isinstance(citations, Mapping):
        wanted = [Citation(str(each), text) for each, text in citations.items()]
    else:
        base = spoken.tag.split("-")[0]
        for concept in citations:
            own = [term for term in concept.terms if term.language.split("-")[0] == base]
            for number, term in enumerate(own):
                name = f"{concept.id}/{number}"
                terms[name] = (concept, term)
                wanted.append(
                    Citation(
                        name, term.text, term.case_sensitive, term.extra_forms, term.excluded_forms
                    )
                )
    return TermMatcher(compiled(spoken, wanted, cache), spoken, terms)

"""Finds a glossary's terms in a text, in any of their forms."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from hexapla.languages import Hyphens, Profile, profile
from hexapla.model import Concept, Term
from hexapla.terminology.compiled import Citation, Compiled, compiled
from hexapla.terminology.readings import Readings
from hexapla.terminology.scan import Hit, Scan
from hexapla.terminology.text import PIECE, WORD, Folded, fold

_SUSPENDED = re.compile(r"\w-(?=[\s,/)])|(?:^|[\s/(])-\w")

_Found: TypeAlias = "dict[tuple[int, int, int], Analysis]"
"""From start, negative end and term to how it was found."""


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


class TermMatcher:
    """Finds terms of one language. Made by `compile_terms`; survives the way into a worker.

    `terms` gives the concept and term of a match's `term_id` (empty for a mapping of citations).
    """

    def __init__(
        self,
        made: Compiled,
        spoken: Profile,
        citations: Sequence[Citation],
        terms: Mapping[str, tuple[Concept, Term]],
    ) -> None:
        self.terms = terms
        self.language = spoken.tag
        self._made = made
        self._profile = spoken
        self._given = citations
        self._veto = spoken.paradigms.veto
        self._joins = spoken.paradigms.joins_compounds
        self._citations: dict[int, str] = {}
        self._excluded = {int(term): frozenset(said) for term, said in made.excluded.items()}
        self._known = Readings(made, spoken)

    def __len__(self) -> int:
        """Give the number of terms."""
        return len(self._given)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self._made, self.language, self._given, self.terms))

    def find(self, text: str, *, compound_heads: bool = False) -> list[Match]:
        """Find every term in every form, overlapping and nested ones too, in order of their start.

        With `compound_heads`, a single-word term is also found as the last part of a longer
        compound, where the language writes compounds as one word.
        """
        folded = fold(text)
        plain = folded.text
        found: _Found = {}
        scan = Scan(plain, WORD, self._known)
        for hit in scan.hits():
            self._take(hit, scan, found)
        if "-" in plain:
            if _SUSPENDED.search(plain):
                self._drop_suspended(plain, found)
                for hit in scan.suspended_hits():
                    self._take(hit, scan, found, Analysis.SUSPENDED)
            self._find_in_pieces(scan, found)
        if compound_heads and self._joins:
            for hit in scan.compound_hits():
                self._take(hit, scan, found, Analysis.COMPOUND_HEAD)
        return self._matches(text, folded, found)

    def _take(self, hit: Hit, scan: Scan, found: _Found, analysis: Analysis | None = None) -> None:
        """Keep a hit that no veto and no list of the glossary forbids."""
        term, listed, _, single, acronym = hit.ending
        start, end = scan.starts[hit.first], scan.ends[hit.last]
        written = scan.plain[start:end]
        form = written.casefold()
        citation = self._citations.get(term) or self._citation(term)
        if analysis is None:
            if form == citation:
                analysis = Analysis.EXACT
            elif listed:
                analysis = Analysis.LISTED
            elif hit.elliptic:
                analysis = Analysis.ELLIPSIS
            else:
                analysis = Analysis.ACRONYM if acronym else Analysis.INFLECTED
        if analysis not in {Analysis.EXACT, Analysis.LISTED}:
            if single and self._vetoed(written, form):
                return
            excluded = self._excluded.get(term)
            if excluded and " ".join(form.split()) in excluded:
                return
        found.setdefault((start, -end, term), analysis)

    def _citation(self, term: int) -> str:
        said = " ".join(fold(self._given[term].text).text.split()).casefold()
        self._citations[term] = said
        return said

    def _vetoed(self, written: str, folded: str) -> bool:
        analyser = self._profile.analyser
        return folded in self._veto or (analyser is not None and analyser.vetoes(written))

    def _find_in_pieces(self, whole: Scan, found: _Found) -> None:
        """Find terms in parts of hyphenated words.

        “Cross-border cooperation” is a *cross border cooperation*, and in German an “Öko-Institut”
        is an *Institut*.
        """
        scan = Scan(whole.plain, PIECE, self._known)
        if len(scan) == len(whole):
            return
        hyphens = self._profile.hyphens
        begins = frozenset(whole.starts)
        ends = frozenset(whole.ends)
        for hit in scan.hits():
            opens = scan.starts[hit.first] in begins
            closes = scan.ends[hit.last] in ends
            if (opens or hyphens is not Hyphens.WHOLE) and (closes or hyphens is Hyphens.EACH):
                self._take(hit, scan, found)

    def _drop_suspended(self, plain: str, found: _Found) -> None:
        """Drop what is only the first part of a compound: *import* in “import- och export”."""
        if self._joins:
            for start, end, term in list(found):
                if plain[-end : -end + 1] == "-" or (start and plain[start - 1] == "-"):
                    del found[start, end, term]

    def _matches(self, text: str, folded: Folded, found: _Found) -> list[Match]:
        matches: list[Match] = []
        reached = reached_before = 0
        begun = -1
        for start, negative_end, term in sorted(found):
            end = -negative_end
            if start != begun:
                begun, reached_before = start, reached
            longest = end > reached_before and end >= reached
            reached = max(reached, end)
            begin, finish = folded.span(start, end)
            analysis = found[start, negative_end, term]
            name = self._given[term].id
            matches.append(Match(begin, finish, name, text[begin:finish], analysis, longest))
        return matches


def _rebuilt(
    made: Compiled,
    tag: str,
    citations: Sequence[Citation],
    terms: Mapping[str, tuple[Concept, Term]],
) -> TermMatcher:
    return TermMatcher(made, profile(tag), citations, terms)


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
    return TermMatcher(compiled(spoken, wanted, cache), spoken, wanted, terms)

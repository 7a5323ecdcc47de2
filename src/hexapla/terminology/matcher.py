"""Finds a glossary's terms in a text, in any of their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from hexapla.languages import Hyphens, Profile, profile
from hexapla.model import Concept, Term
from hexapla.terminology.compiled import Citation, Compiled, compiled, lasting
from hexapla.terminology.readings import Analysis, Readings
from hexapla.terminology.scan import Hit, Scan
from hexapla.terminology.text import PIECE, WORD, Folded, fold

_SUSPENDED = re.compile(r"\w-(?=[\s,/)])|(?:^|[\s/(])-\w")

_Found: TypeAlias = "dict[tuple[int, int, int], Analysis]"
"""From start, negative end and term to how it was found."""


class Match(NamedTuple):
    """A term in a text. `start` and `end` are offsets into the text that was given.

    `form` is what stands there; of an elliptic term it holds the words in between too, of a
    suspended compound only its own part. `longest` is false where the match lies within a longer
    one that is not elliptic.
    """

    start: int
    end: int
    term_id: str
    form: str
    analysis: Analysis
    longest: bool = True


class TermMatcher:
    """Finds terms of one language. Made by `compile_terms`; survives the way into a worker.

    `terms` gives the concept and term of a match's `term_id` (empty for a mapping of citations);
    `sentence_case` says whether the glossary writes its terms with a capital, as sentences begin.
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
        self.sentence_case = made.sentence_case
        self._joins = spoken.paradigms.joins_compounds
        with lasting(len(citations)):
            self._known = Readings(made, spoken, citations)

    def __len__(self) -> int:
        """Give the number of terms."""
        return len(self._given)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self._made, self.language, self._given, self.terms))

    def concepts(self, text: str) -> list[Concept]:
        """Give the concepts that a text names, by its longest terms, as often as it names them."""
        return [self.terms[match.term_id][0] for match in self.find(text) if match.longest]

    def is_name(self, term_id: str) -> bool:
        """Say whether the capital that a term begins with is a name's, not that of an entry.

        The glossary says so itself, or a later word has one too, or the English term has (*European
        Commission*, where Finnish has *Euroopan komissio*). A word alone is a name unless English
        writes it small, or the glossary begins every term with a capital.
        """
        concept, term = self.terms[term_id]
        later = term.text.split()[1:]
        if term.case_sensitive is not None:
            return term.case_sensitive
        if not self._profile.capitalises_nouns and any(word[0].isupper() for word in later):
            return True
        english = [one.text for one in concept.terms if one.language.split("-")[0] == "en"]
        if any(text[:1].islower() for text in english):
            return False
        if any(word[0].isupper() for text in english for word in text.split()[1:]):
            return True
        return not later and not self.sentence_case

    def find(self, text: str, *, compound_heads: bool = False) -> list[Match]:
        """Find every term in every form, overlapping and nested ones too, in order of their start.

        With `compound_heads`, a single-word term is also found as the last part of a longer
        compound, where the language writes compounds as one word.
        """
        folded = fold(text)
        plain = folded.text
        found: _Found = {}
        scan = Scan(plain, WORD, self._known)
        _keep(scan.singles(), scan, found)
        for hit in scan.hits():
            self._take(hit, scan, found)
        if "-" in plain:
            if _SUSPENDED.search(plain):
                self._find_suspended(scan, found)
            if scan.has_hyphenated:
                self._find_in_pieces(scan, found)
        if compound_heads and self._joins:
            _keep(scan.compound_heads(), scan, found)
        return self._matches(text, folded, found)

    def _take(self, hit: Hit, scan: Scan, found: _Found) -> None:
        """Keep a term of several words that no list of the glossary forbids."""
        start, end = scan.starts[hit.first], scan.ends[hit.last]
        analysis = self._known.judged(hit.ending, scan.plain[start:end])
        if analysis is not None:
            if hit.elliptic:
                analysis = Analysis.ELLIPSIS
            found.setdefault((start, -end, hit.ending.term), analysis)

    def _find_suspended(self, scan: Scan, found: _Found) -> None:
        if self._joins:
            # *Import* in “import- och export” is only the first part of a compound.
            for start, end, term in list(found):
                if scan.plain[-end : -end + 1] == "-" or (start and scan.plain[start - 1] == "-"):
                    del found[start, end, term]
        singles, several = scan.suspended()
        _keep(singles, scan, found)
        for hit in several:
            start, end = scan.starts[hit.first], scan.ends[hit.last]
            found.setdefault((start, -end, hit.ending.term), Analysis.SUSPENDED)

    def _find_in_pieces(self, whole: Scan, found: _Found) -> None:
        """Find terms in parts of hyphenated words.

        “Cross-border cooperation” is a *cross border cooperation*, and in German an “Öko-Institut”
        is an *Institut*.
        """
        scan = Scan(whole.plain, PIECE, self._known)
        hyphens = self._profile.hyphens
        begins = frozenset(whole.starts)
        ends = frozenset(whole.ends)

        def counts(first: int, last: int) -> bool:
            opens = scan.starts[first] in begins
            closes = scan.ends[last] in ends
            return (opens or hyphens is not Hyphens.WHOLE) and (closes or hyphens is Hyphens.EACH)

        _keep((each for each in scan.singles() if counts(each[0], each[0])), scan, found)
        for hit in scan.hits():
            if counts(hit.first, hit.last):
                self._take(hit, scan, found)

    def _matches(self, text: str, folded: Folded, found: _Found) -> list[Match]:
        matches: list[Match] = []
        if not found:
            return matches
        given, begins = self._given, folded.begins
        reached = reached_before = 0
        begun = -1
        for (start, negative_end, term), analysis in sorted(found.items()):
            end = -negative_end
            if start != begun:
                begun, reached_before = start, reached
            longest = end > reached_before and end >= reached
            if end > reached and analysis is not Analysis.ELLIPSIS:
                # What an elliptic term spans is not all its own.
                reached = end
            begin, finish = folded.span(start, end) if begins else (start, end)
            form = text[begin:finish]
            matches.append(Match(begin, finish, given[term].id, form, analysis, longest))
        return matches


def _keep(singles: Iterable[tuple[int, int, Analysis]], scan: Scan, found: _Found) -> None:
    starts, ends = scan.starts, scan.ends
    for at, term, analysis in singles:
        found.setdefault((starts[at], -ends[at], term), analysis)


def _is_common(concept: Concept) -> bool:
    """Say whether a concept is no name, because English, which capitalises most, does not."""
    english = [term.text for term in concept.terms if term.language.split("-")[0] == "en"]
    return any(text[:1].islower() for text in english)


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
            common = _is_common(concept)
            for number, term in enumerate(own):
                name = f"{concept.id}/{number}"
                terms[name] = (concept, term)
                wanted.append(
                    Citation(
                        name,
                        term.text,
                        term.case_sensitive,
                        term.extra_forms,
                        term.excluded_forms,
                        common,
                    )
                )
    return TermMatcher(compiled(spoken, wanted, cache), spoken, wanted, terms)

"""What several rules ask of the same unit: how its quantities differ, which concepts it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from hexapla.checks.context import Context
from hexapla.checks.prose import masked
from hexapla.checks.quantities import (
    Difference,
    Differences,
    Quantity,
    Scan,
    compare,
    lexicon,
    scan,
)
from hexapla.checks.rule import Passage
from hexapla.languages import profile
from hexapla.model import Concept, Language, Span, Term, TermStatus, Unit, normal
from hexapla.terminology import Match, TermMatcher, compile_terms


def scanned(text: str, language: Language, context: Context) -> Scan:
    """Give a text's quantities, read once."""
    return context.remember(("scan", language, text), lambda: scan(masked(text), lexicon(language)))


class Beside:
    """Both texts of a unit beside each other, read and compared once for all rules over units."""

    __slots__ = ("_context", "_differences", "_plain", "_source", "_target", "_unit")

    def __init__(self, unit: Unit, context: Context) -> None:
        self._unit, self._context = unit, context
        self._source: Scan | None = None
        self._target: Scan | None = None
        self._differences: Differences | None = None
        self._plain: tuple[str, str] | None = None

    @property
    def source(self) -> Scan:
        """The source, read."""
        if self._source is None:
            unit = self._unit
            self._source = scanned(unit.source_text, unit.source_language, self._context)
        return self._source

    @property
    def target(self) -> Scan:
        """The translation, read."""
        if self._target is None:
            unit = self._unit
            self._target = scanned(unit.target_text, unit.target_language, self._context)
        return self._target

    @property
    def differences(self) -> Differences:
        """How the texts differ in their quantities."""
        if self._differences is None:
            self._differences = compare(self.source, self.target)
        return self._differences

    @property
    def plain(self) -> tuple[str, str]:
        """Both texts as `normal` has them."""
        if self._plain is None:
            self._plain = normal(self._unit.source_text), normal(self._unit.target_text)
        return self._plain


def beside(unit: Unit, context: Context) -> Beside:
    """Give both texts of a unit, read and compared."""
    return context.of_unit(unit, Beside)


def spot(quantity: Quantity | None) -> Span | None:
    """Give where a quantity stands."""
    return None if quantity is None else Span(start=quantity.start, end=quantity.end)


def told(one: Difference) -> dict[str, Any]:
    """Give what a finding about a difference holds: where it stands, what is said there."""
    return {
        "span": spot(one.target),
        "source_span": spot(one.source),
        "sure": one.sure,
        "expected": one.source.text if one.source is not None else None,
        "found": one.target.text if one.target is not None else None,
    }


def terms_of(language: Language, context: Context) -> TermMatcher:
    """Give the matcher of the whole glossary in a language, made once."""
    return context.once(
        ("terms", language), lambda: compile_terms(language, context.concepts, cache=context.cache)
    )


class Named(NamedTuple):
    """A term of the glossary where a text names it."""

    concept: Concept
    term: Term
    match: Match

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(start=self.match.start, end=self.match.end)


def named(
    text: str, language: Language, context: Context, *, heads: bool = False
) -> Mapping[str, tuple[Named, ...]]:
    """Give the concepts that a text names, by id, each with its places in order.

    `heads` also takes a term as the last part of a longer compound.
    """
    if not context.concepts:
        return _NOTHING

    heads = heads and profile(language).paradigms.joins_compounds
    key = ("named", language, text, heads, context.scope)
    return context.remember(key, lambda: _named(text, language, context, heads=heads))


def rendered(
    asked: Mapping[str, tuple[Named, ...]], text: str, language: Language, context: Context
) -> Mapping[str, tuple[Named, ...]]:
    """Give the concepts that a translation names; compounds are split only for those it lacks."""
    whole = named(text, language, context)
    if all(concept in whole for concept in asked):
        return whole
    if not profile(language).paradigms.joins_compounds:
        return whole
    concepts = [places[0].concept for places in asked.values()]
    if not any(_of_one_word(concept, language) for concept in concepts):
        return whole  # only a term of one word is the last part of a compound
    return named(text, language, context, heads=True)


def _of_one_word(concept: Concept, language: Language) -> bool:
    """Say whether a concept has a term of one word in a language."""
    base = language.split("-")[0]
    return any(
        term.language.split("-")[0] == base
        and sum(any(map(str.isalnum, piece)) for piece in term.text.split()) == 1
        for term in concept.terms
    )


def _named(
    text: str, language: Language, context: Context, *, heads: bool
) -> Mapping[str, tuple[Named, ...]]:
    matcher = terms_of(language, context)
    if not len(matcher):
        return _NOTHING
    found: dict[str, tuple[Named, ...]] = {}
    for match in matcher.find(text, compound_heads=heads):
        concept, term = matcher.terms[match.term_id]
        if holds(concept, context):
            one = Named(concept=concept, term=term, match=match)
            found[concept.id] = (*found.get(concept.id, ()), one)
    return found


_NOTHING: Mapping[str, tuple[Named, ...]] = MappingProxyType({})


def holds(concept: Concept, context: Context) -> bool:
    """Say whether the glossary means the concept for the document that is being looked at."""
    facts = context.facts
    return (
        (not concept.families or facts.family in concept.families)
        and (not concept.partners or facts.partner in concept.partners)
        and (not concept.documents or facts.document in concept.documents)
    )


def misused(
    passage: Passage, context: Context, *statuses: TermStatus
) -> Iterator[tuple[Named, tuple[str, ...]]]:
    """Give the places where a passage uses a term of such a status, and what it should say.

    A term that is wrong for one concept and right for another is wrong only where the source speaks
    of the first alone; one that lies within a longer, approved term is part of that.
    """
    text, language = passage.block.text, passage.language
    found = named(text, language, context)
    if not any(one.term.status in statuses for places in found.values() for one in places):
        return
    right = [
        (one.match.start, one.match.end)
        for places in found.values()
        for one in places
        if one.term.status.approved
    ]
    for _, places in sorted(found.items()):
        for one in places:
            start, end = one.match.start, one.match.end
            if one.term.status not in statuses or any(
                begin <= start and end <= stop for begin, stop in right
            ):
                continue
            yield one, preferred(one.concept, language)


def preferred(concept: Concept, language: Language) -> tuple[str, ...]:
    """Give the approved terms of a concept in a language, preferred ones first."""
    terms = [term for term in concept.of(language) if term.status.approved]
    terms.sort(key=lambda term: term.status is not TermStatus.PREFERRED)
    return tuple(term.text for term in terms)


def miscased(unit: Unit, concept: Concept, context: Context) -> Iterator[Named]:
    """Give the places where a concept's name stands in the translation without its capitals.

    The matcher takes a name by its capitals; so the text is read once more with a capital at the
    start of each word.
    """
    names = {
        term.text
        for term in concept.of(unit.target_language)
        if term.status.approved and any(word[:1].isupper() for word in term.text.split())
    }
    if not names:
        return
    text = unit.target_text
    raised = _INITIAL.sub(lambda hit: hit[0].upper() if len(hit[0].upper()) == 1 else hit[0], text)
    for one in named(raised, unit.target_language, context).get(concept.id, ()):
        form = text[one.match.start : one.match.end]
        if one.term.text in names and loses_capitals(form, one.term.text):
            yield one


def loses_capitals(form: str, term: str) -> bool:
    """Say whether a form of a term writes a word small that the term begins with a capital."""
    return any(
        right[:1].isupper() and said[:1].islower()
        for right, said in zip(term.split(), form.split(), strict=False)
    )


_INITIAL = re.compile(r"\b[^\W\d_]")

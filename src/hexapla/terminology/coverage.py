"""Which concepts occur where, and how full a glossary is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hexapla.model import Concept, Document, Language
from hexapla.terminology.matcher import TermMatcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A concept in a document: how often, with which forms, in which blocks (their ids)."""

    concept: str
    document: str
    language: Language
    count: int
    forms: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    blocks: dict[str, None] = field(default_factory=dict)


def coverage(document: Document, matcher: TermMatcher) -> tuple[Occurrence, ...]:
    """Give the concepts that occur in a document, by id; a term inside a longer one counts not."""
    found: dict[str, _Found] = {}
    for block in document.blocks:
        for match in matcher.find(block.text):
            if match.longest:
                concept, _ = matcher.terms[match.term_id]
                here = found.setdefault(concept.id, _Found())
                here.count += 1
                here.forms[match.form] += 1
                here.blocks[block.id] = None
    return tuple(
        Occurrence(
            concept=concept,
            document=document.name,
            language=document.language,
            count=here.count,
            forms=tuple(sorted(here.forms)),
            blocks=tuple(here.blocks),
        )
        for concept, here in sorted(found.items())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a glossary holds in one language: concepts with a term, and terms by status."""

    language: Language
    concepts: int
    terms: dict[str, int]


def figures(concepts: Iterable[Concept]) -> tuple[Figures, ...]:
    """Count a glossary's concepts and terms, language by language."""
    held: dict[Language, int] = {}
    statuses: dict[Language, Counter[str]] = {}
    for concept in concepts:
        for tag in {term.language for term in concept.terms}:
            held[tag] = held.get(tag, 0) + 1
        for term in concept.terms:
            statuses.setdefault(term.language, Counter())[term.status.value] += 1
    return tuple(
        Figures(language=tag, concepts=held[tag], terms=dict(sorted(statuses[tag].items())))
        for tag in sorted(held)
    )

"""Looks a glossary over: what would make its terms miss, clash or find what they should not."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hexapla.errors import GlossaryEntryError, HexaplaError
from hexapla.languages import Role, profile
from hexapla.model import Concept, Language, Term, TermStatus
from hexapla.terminology.compiled import is_acronym
from hexapla.terminology.glossary import Glossary
from hexapla.terminology.text import words

_SCRIPTS = {
    "uk": "CYRILLIC", "bg": "CYRILLIC", "ru": "CYRILLIC", "be": "CYRILLIC", "sr": "CYRILLIC",
    "mk": "CYRILLIC", "ka": "GEORGIAN", "hy": "ARMENIAN", "el": "GREEK",
}  # fmt: skip
_ANY_SCRIPT = {"ar", "he", "ja", "zh", "ko", "hi", "fa", "ur", "th", "yi", "mul", "und", "sr"}
_MOST_WORDS = 12
_DIGITS = re.compile(r"([0-9]+)")


class Weight(enum.StrEnum):
    """An error must be put right; a warning wants a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong with an entry; `place` is its file and line."""

    rule: str
    weight: Weight
    place: str
    message: str
    concept: str = ""
    language: str = ""
    term: str = ""


def lint(glossary: Glossary, languages: Sequence[Language] = ()) -> tuple[Fault, ...]:
    """Look a glossary over; `languages` are those that every concept should have a term in.

    Errors: unreadable, duplicate-id, entry (empty, too long, of an unknown language or status),
    duplicate-term, contradiction, mixed-script. Warnings: missing-language, not-approved,
    several-preferred, shared-term, collision, vetoed, function-word, odd-term, unknown-script.
    """
    concepts = glossary.concepts
    found = [
        *_troubles(glossary),
        *(fault for concept in concepts for fault in _of_concept(concept, languages)),
        *_shared(concepts),
        *_of_forms(concepts),
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.weight, one.rule, _in_order(one.place), one.language, one.message),
        )
    )


def _in_order(place: str) -> tuple[tuple[int, str], ...]:
    """Give a key that puts line 531 before line 4010."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in _DIGITS.split(place))


def _troubles(glossary: Glossary) -> Iterator[Fault]:
    for trouble in glossary.troubles:
        if isinstance(trouble, HexaplaError):
            rule = "entry" if isinstance(trouble, GlossaryEntryError) else "unreadable"
            if "stands twice" in trouble.problem:
                rule = "duplicate-id"
            message = f"{trouble.problem} ({trouble.cause})" if trouble.cause else trouble.problem
            yield Fault(rule=rule, weight=Weight.ERROR, place=trouble.place, message=message)


def _fault(
    rule: str, weight: Weight, concept: Concept, message: str, term: Term | None = None
) -> Fault:
    return Fault(
        rule=rule,
        weight=weight,
        place=(term.place if term else "") or concept.place,
        message=message,
        concept=concept.id,
        language=term.language if term else "",
        term=term.text if term else "",
    )


def _of_concept(concept: Concept, languages: Sequence[Language]) -> Iterator[Fault]:
    yield from _twice(concept)
    spoken = {term.language.split("-")[0] for term in concept.terms}
    missing = [tag for tag in languages if tag.split("-")[0] not in spoken]
    if missing and concept.translate:
        yield _fault(
            "missing-language",
            Weight.WARNING,
            concept,
            f"“{concept.id}” has no term in {', '.join(missing)}",
        )
    by_language: dict[str, list[Term]] = defaultdict(list)
    for term in concept.terms:
        by_language[term.language].append(term)
        yield from _odd(concept, term)
        yield from _script(concept, term)
    for tag, terms in by_language.items():
        if not any(term.status.approved for term in terms):
            yield _fault(
                "not-approved",
                Weight.WARNING,
                concept,
                f"“{concept.id}” has no term in {tag} that a text may use",
                terms[0],
            )
        preferred = [term.text for term in terms if term.status is TermStatus.PREFERRED]
        if len(preferred) > 1:
            yield _fault(
                "several-preferred",
                Weight.WARNING,
                concept,
                f"“{concept.id}” prefers several terms in {tag}: {', '.join(preferred)}",
                terms[0],
            )


def _twice(concept: Concept) -> Iterator[Fault]:
    seen: dict[tuple[str, str], Term] = {}
    for term in concept.terms:
        first = seen.setdefault((term.language, term.text), term)
        if first is term:
            continue
        if first.status.approved != term.status.approved:
            yield _fault(
                "contradiction",
                Weight.ERROR,
                concept,
                f"“{term.text}” is both {first.status} and {term.status} in “{concept.id}”",
                term,
            )
        else:
            yield _fault(
                "duplicate-term",
                Weight.ERROR,
                concept,
                f"“{term.text}” stands twice in “{concept.id}”",
                term,
            )


def _odd(concept: Concept, term: Term) -> Iterator[Fault]:
    reasons = []
    if len(words(term.text)) > _MOST_WORDS:
        reasons.append(f"it has more than {_MOST_WORDS} words")
    if term.text.endswith((".", ";", ":", ",")) and not is_acronym(term.text.rstrip(".")):
        reasons.append(f"it ends with “{term.text[-1]}”")
    if any(mark in term.text for mark in ";|") or " / " in term.text:
        reasons.append("it looks like several terms; give each a row of its own")
    if not any(char.isalpha() for char in term.text):
        reasons.append("it has no letter")
    if reasons:
        yield _fault(
            "odd-term", Weight.WARNING, concept, f"“{term.text}”: {'; '.join(reasons)}", term
        )


def _script(concept: Concept, term: Term) -> Iterator[Fault]:
    base, *rest = term.language.split("-")
    if base in _ANY_SCRIPT or "Cyrl" in rest:
        return
    expected = _SCRIPTS.get(base, "LATIN")
    for word in words(term.text):
        scripts = {unicodedata.name(char, "?").split()[0] for char in word if char.isalpha()} & {
            "LATIN",
            "CYRILLIC",
            "GREEK",
            "GEORGIAN",
            "ARMENIAN",
        }
        if len(scripts) > 1 and "-" not in word:
            yield _fault(
                "mixed-script",
                Weight.ERROR,
                concept,
                f"“{term.text}” mixes {' and '.join(sorted(scripts)).title()} letters in a word",
                term,
            )
            return
    letters = [unicodedata.name(char, "?").split()[0] for char in term.text if char.isalpha()]
    if letters and expected not in letters and not is_acronym(term.text):
        yield _fault(
            "unknown-script",
            Weight.WARNING,
            concept,
            f"“{term.text}” is not written in the script of {term.language}",
            term,
        )


def _shared(concepts: Iterable[Concept]) -> Iterator[Fault]:
    """Find terms that several concepts claim and nothing narrows."""
    claims: dict[tuple[str, str], list[tuple[Concept, Term]]] = defaultdict(list)
    for concept in concepts:
        for term in concept.terms:
            claims[term.language, term.text].append((concept, term))
    for (_, text), both in claims.items():
        first, _ = both[0]
        for concept, term in both[1:]:
            apart = concept.subject != first.subject or _narrowed(concept) or _narrowed(first)
            if concept.id != first.id and not apart:
                yield _fault(
                    "shared-term",
                    Weight.WARNING,
                    concept,
                    f"“{text}” is a term of “{first.id}” and of “{concept.id}”;"
                    " a subject, family or partner would tell them apart",
                    term,
                )


def _narrowed(concept: Concept) -> bool:
    return bool(concept.families or concept.partners or concept.documents)


def _of_forms(concepts: Iterable[Concept]) -> Iterator[Fault]:
    """Find single-word terms whose forms are other terms' forms, or the language's small words."""
    by_language: dict[str, list[tuple[Concept, Term]]] = defaultdict(list)
    for concept in concepts:
        for term in concept.terms:
            by_language[term.language].append((concept, term))
    for tag, terms in sorted(by_language.items()):
        yield from _of_forms_in(tag, terms)


def _of_forms_in(tag: str, terms: Sequence[tuple[Concept, Term]]) -> Iterator[Fault]:
    spoken = profile(tag)
    paradigms, common = spoken.paradigms, spoken.conventions.common_words
    owners: dict[str, tuple[Concept, Term]] = {}
    told: set[tuple[str, str]] = set()
    for concept, term in terms:
        found = words(term.text)
        if len(found) != 1 or is_acronym(found[0]):
            continue
        citation = found[0].casefold()
        forms = paradigms.forms(citation, Role.HEAD) - set(term.excluded_forms)
        if citation in paradigms.veto or citation in common:
            yield _fault(
                "vetoed",
                Weight.WARNING,
                concept,
                f"“{term.text}” is mainly a function word or adverb: only this very form is found,"
                " wherever it stands",
                term,
            )
        listed = {form.casefold() for form in term.extra_forms}
        # A listed form is found whatever the veto says.
        small = (forms & common) - paradigms.veto | listed & (common | paradigms.veto)
        swallowed = sorted(small - {citation})
        if swallowed:
            yield _fault(
                "function-word",
                Weight.WARNING,
                concept,
                f"forms of “{term.text}” are common words: {', '.join(swallowed)}; list them as"
                f" excluded_forms{', not as extra_forms' if listed & small else ''}",
                term,
            )
        for form in sorted(forms):
            other, its = owners.setdefault(form, (concept, term))
            pair = (its.text, term.text)
            if other.id == concept.id or pair in told or its.text.casefold() == citation:
                continue
            told.add(pair)
            yield _fault(
                "collision",
                Weight.WARNING,
                concept,
                f"“{form}” is a form of “{term.text}” ({concept.id})"
                f" and of “{its.text}” ({other.id})",
                term,
            )

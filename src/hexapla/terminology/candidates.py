"""Finds phrases that occur often and are in no glossary: what a terminologist might want to add.

A candidate is one to four words that no punctuation parts, that neither begin nor end with a
function word; it is ranked by C-value (Frantzi, Ananiadou, Mima 2000): how often it occurs, less
how often only as part of longer candidates, more for more words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hexapla.languages import Role, profile
from hexapla.languages.lexemes import words
from hexapla.model import Document, Location
from hexapla.terminology.matcher import TermMatcher

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_JOINS = {"en": {"of"}, "sv": {"av", "för"}, "de": {"der", "des", "von"}}
"""Function words that a noun phrase may hold inside."""
_DETERMINERS = {"en": {"the", "a", "an", "this", "these", "each", "any", "of", "no", "its"}}
_NOT_NOUNS = {
    "en": re.compile(
        r".*(?:ly|ing|ed)|told|took|taken|given|gave|made|went|came|held|kept|sent|meets?|does|next|"
        r"other|same|such|new|common|short|long|open|full|main|several|many|most|both|also|each"
    )
}
"""What no noun phrase ends in: adverbs, participles, verbs, adjectives."""
_NOT_FIRST = {
    "en": words(
        """its his her their our your each any some all both every other others same such several
        many most few more next last no not only also who which what that how when where has have
        had is are was were be been will shall may can must does do did told took gave made went
        came held kept sent meets train name draw list pass"""
    )
}
"""What no term begins with: possessives, quantifiers, verbs; nor with a number."""
_MOST_WORDS = 4
_LEAST_LETTERS = 4
_CONTEXTS = 3
_AROUND = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a candidate stands: document, place, and the text around it."""

    document: str
    location: Location
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may be a term: its commonest form, how often and where it occurs."""

    text: str
    count: int
    documents: int
    score: float
    forms: tuple[str, ...]
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    document: str
    block: int
    start: int
    end: int


def candidates(
    documents: Sequence[Document], matcher: TermMatcher | None = None, *, least: int = 3
) -> tuple[Candidate, ...]:
    """Give the phrases that occur at least so often and that `matcher` does not find, best first.

    The documents are in one language.
    """
    if not documents:
        return ()
    tag = documents[0].language
    bases = _bases((block.text for each in documents for block in each.blocks), tag)
    places: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for document in documents:
        for number, block in enumerate(document.blocks):
            known = [
                (match.start, match.end) for match in (matcher.find(block.text) if matcher else ())
            ]
            for phrase, start, end in _phrases(block.text, tag, bases):
                if not any(one <= start and end <= other for one, other in known):
                    places[phrase].append(_Place(document.name, number, start, end))
    kept = {phrase: found for phrase, found in places.items() if len(found) >= least}
    scores = _c_values(kept)
    by_name = {document.name: document for document in documents}
    made = [
        _candidate(kept[phrase], score, by_name)
        for phrase, score in scores.items()
        if score >= least * 0.5
    ]
    return tuple(sorted(made, key=lambda one: (-one.score, one.text)))


def _bases(texts: Iterable[str], tag: str) -> dict[str, str]:
    """Give for every word of the texts the shortest one whose forms it is among."""
    seen = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
    paradigms = profile(tag).paradigms
    bases: dict[str, str] = {}
    for word in sorted(seen, key=lambda word: (len(word), word)):
        if word in bases or len(word) < _LEAST_LETTERS:
            continue
        for form in paradigms.forms(word, Role.HEAD):
            if form in seen:
                bases.setdefault(form, word)
    return bases


def _phrases(
    text: str, tag: str, bases: dict[str, str]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Give every phrase of a text that may be a term, by the bases of its words, with its place."""
    base = tag.split("-", maxsplit=1)[0]
    small = profile(tag).conventions.common_words
    joins, determiners = _JOINS.get(base, set()), _DETERMINERS.get(base)
    no_noun, not_first = _NOT_NOUNS.get(base), _NOT_FIRST.get(base, frozenset())
    numbers = profile(tag).conventions.number_words if not_first else {}
    found = list(_WORD.finditer(text))
    plain = [match[0].casefold() for match in found]
    for first, match in enumerate(found):
        if plain[first] in small or len(plain[first]) < 2:  # noqa: PLR2004  a letter is no word
            continue
        if plain[first] in not_first or plain[first] in numbers:
            continue
        for last in range(first, min(first + _MOST_WORDS, len(found))):
            between = text[found[last - 1].end() : found[last].start()] if last > first else " "
            if between.strip() or "\n" in between:
                break
            word = plain[last]
            if word in small:
                if word not in joins:
                    break
                continue
            if len(word) < _LEAST_LETTERS or (no_noun and no_noun.fullmatch(word)):
                continue
            if first == last and determiners and not _stands_alone(found, plain, first, text, tag):
                continue
            phrase = tuple(bases.get(each, each) for each in plain[first : last + 1])
            yield phrase, match.start(), found[last].end()


def _stands_alone(
    found: Sequence[re.Match[str]], plain: Sequence[str], at: int, text: str, tag: str
) -> bool:
    """Say whether a lone word is surely a noun: after a determiner, and with no word of its own.

    Without a determiner it is as likely a verb, and before another word an adjective.
    """
    if not at or plain[at - 1] not in _DETERMINERS[tag.split("-", maxsplit=1)[0]]:
        return False
    if at + 1 == len(found) or text[found[at].end() : found[at + 1].start()].strip():
        return True
    return plain[at + 1] in profile(tag).conventions.common_words


def _c_values(places: dict[tuple[str, ...], list[_Place]]) -> dict[tuple[str, ...], float]:
    counts = {phrase: len(found) for phrase, found in places.items()}
    longer: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for phrase, count in counts.items():
        for size in range(1, len(phrase)):
            for start in range(len(phrase) - size + 1):
                part = phrase[start : start + size]
                if part in counts:
                    longer[part].append(count)
    scores = {}
    for phrase, count in counts.items():
        within = longer[phrase]
        free = count - sum(within) / len(within) if within else float(count)
        scores[phrase] = math.log2(len(phrase) + 1) * free
    return scores


def _candidate(found: Sequence[_Place], score: float, by_name: dict[str, Document]) -> Candidate:
    forms: Counter[str] = Counter()
    for place in found:
        forms[by_name[place.document].blocks[place.block].text[place.start : place.end]] += 1
    folded: Counter[str] = Counter()
    for form, count in forms.items():
        folded[form.casefold()] += count
    commonest = min(folded, key=lambda form: (-folded[form], len(form), form))
    shown = min(
        (form for form in forms if form.casefold() == commonest),
        key=lambda form: (-forms[form], form),
    )
    return Candidate(
        text=shown,
        count=len(found),
        documents=len({place.document for place in found}),
        score=round(score, 2),
        forms=tuple(sorted(forms)),
        contexts=tuple(_context(place, by_name) for place in found[:_CONTEXTS]),
    )


def _context(place: _Place, by_name: dict[str, Document]) -> Context:
    block = by_name[place.document].blocks[place.block]
    begin, end = max(0, place.start - _AROUND), min(len(block.text), place.end + _AROUND)
    text = " ".join(block.text[begin:end].split())
    return Context(
        document=place.document,
        location=Location(block=block.id, path=block.path, start=place.start, end=place.end),
        text=("…" if begin else "") + text + ("…" if end < len(block.text) else ""),
    )

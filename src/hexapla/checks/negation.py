"""The rule `negation`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.compared import beside
from hexapla.checks.context import Context
from hexapla.checks.prose import Judged
from hexapla.checks.quantities import Scan
from hexapla.checks.rule import check
from hexapla.languages import Conventions
from hexapla.model import Finding, Language, Severity, Span, Unit

_WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")
_LEAST_WORDS, _MOST_WORDS = 3, 60
_SHORT_TARGET = 1
_PRIVATIVE = frozenset({"without", "ohne", "utan", "bez", "be", "ilman", "ilma"})
"""Prepositions whose sense another language puts into an ending: *ohne Frist* is *tähtajata*."""


@check("negation", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def negation(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a negation that was lost or added.

    Reported where one text negates plainly and the other does not: it has no negative word or
    prefix and no word that denies by its meaning (“unless”, “refuse”, “misslyckas”). Where it has
    one that may stand for a negation (“only”, “hidden”, “viimeistään”), the finding is minor. Set
    phrases (“no later than”, “not only”) and quoted words (‘no’) do not count.

    Wrong:
        en: The officer shall not carry a weapon.
        fi: Virkamies kantaa asetta.

    Right:
        en: The officer shall not carry a weapon.
        fi: Virkamies ei kanna asetta.
    """
    ours = context.conventions(unit.source_language)
    theirs = context.conventions(unit.target_language)
    both = beside(unit, context)
    source, target = both.source, both.target
    lose, add = _may_deny(source, ours), _may_deny(target, theirs)
    if lose == add or not (ours.negations and theirs.negations):
        return
    if not _of_a_sentence(source.text, target.text):
        return
    if lose and not _denies(target, theirs, _denying(unit.target_language, context)):
        lost = _plain(source.text, ours)
        hinted = _hinting(unit.target_language, context).any_of(target.said)
        if lost is None:
            return
        word = source.text[lost.start : lost.end]
        if not (hinted and word.casefold() in _PRIVATIVE):
            yield negation.finding(
                unit,
                "“{expected}” of the source is lost in the translation",
                source_span=lost,
                sure=not hinted,
                expected=word,
            )
    if add and not _denies(source, ours, _denying(unit.source_language, context)):
        added = _plain(target.text, theirs)
        if added is not None:
            yield negation.finding(
                unit,
                "“{found}” denies what the source does not deny",
                span=added,
                sure=not _hinting(unit.source_language, context).any_of(source.said),
                found=target.text[added.start : added.end],
            )


def _of_a_sentence(source: str, target: str) -> bool:
    """Say whether both texts have the length at which a negation can be looked for."""
    long = _LEAST_WORDS <= len(source.split()) <= _MOST_WORDS
    return long and len(target.split()) > _SHORT_TARGET


def _may_deny(of: Scan, conventions: Conventions) -> bool:
    """Say at one look whether a text holds a word that negates and nothing else."""
    if not conventions.plain_negations.isdisjoint(of.said):
        return True
    return "n't" in of.text or "n’t" in of.text


def _plain(text: str, conventions: Conventions) -> Span | None:
    """Find a word that negates and nothing else."""
    phrases = conventions.negation_phrases
    taken = [hit.span() for hit in phrases.finditer(text)] if phrases else []
    for hit in _WORD.finditer(text):
        word = hit[0].casefold()
        if word in conventions.plain_negations or word.endswith(("n't", "n’t")):
            if any(start <= hit.start() < end for start, end in taken):
                continue
            return Span(start=hit.start(), end=hit.end())
    return None


def _denying(language: Language, context: Context) -> Judged:
    """Give which words of a language negate outright: by themselves, their prefix, their sense."""

    def denies(word: str) -> bool:
        opposites = conventions.negation_opposites
        return (
            word in conventions.negations
            or _prefixed(word, conventions)
            or (opposites is not None and opposites.match(word) is not None)
        )

    conventions = context.conventions(language)
    return context.once(("denying", language), lambda: Judged(denies))


def _hinting(language: Language, context: Context) -> Judged:
    """Give which words of a language may carry a negation."""
    signs = context.conventions(language).negation_signs
    return context.once(
        ("hinting", language),
        lambda: Judged(lambda word: signs is not None and signs.match(word) is not None),
    )


def _denies(of: Scan, conventions: Conventions, denying: Judged) -> bool:
    """Say whether a text negates outright: by a negative word, its prefix or an opposite."""
    if denying.any_of(of.said) or "n't" in of.text or "n’t" in of.text:
        return True
    phrases = conventions.negation_phrases
    return phrases is not None and phrases.search(of.text) is not None


def _prefixed(word: str, conventions: Conventions) -> bool:
    """Say whether a word denies by its prefix, rather than only beginning with its letters."""
    alike = conventions.negation_lookalikes
    return word.startswith(conventions.negation_prefixes) and not (alike and alike.match(word))

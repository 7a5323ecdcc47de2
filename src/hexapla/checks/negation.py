"""The rule `negation`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.prose import masked
from hexapla.checks.rule import check
from hexapla.languages import Conventions
from hexapla.model import Finding, Severity, Span, Unit

_WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")
_LEAST_WORDS, _MOST_WORDS = 3, 60
_SHORT_TARGET = 1


@check("negation", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def negation(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a negation that was lost or added.

    Reported where one text negates plainly and the other has nothing that could carry it: no
    negative word, prefix or ending, no word that denies by its meaning (“unless”, “refuse”,
    “viimeistään”). Set phrases (“no later than”, “not only”) do not count.

    Wrong:
        en: The officer shall not carry a weapon.
        fi: Virkamies kantaa asetta.

    Right:
        en: The officer shall not carry a weapon.
        fi: Virkamies ei kanna asetta.
    """
    source, target = masked(unit.source_text), masked(unit.target_text)
    ours, theirs = (
        context.conventions(unit.source_language),
        context.conventions(unit.target_language),
    )
    if (
        not ours.negations
        or not theirs.negations
        or not (
            _LEAST_WORDS <= len(source.split()) <= _MOST_WORDS
            and len(target.split()) > _SHORT_TARGET
        )
    ):
        return
    lost = _plain(source, ours)
    if lost is not None and not _denies(target, theirs):
        yield negation.finding(
            unit,
            "“{expected}” of the source is lost in the translation",
            source_span=lost,
            sure=not _hinted(target, theirs),
            expected=source[lost.start : lost.end],
        )
    added = _plain(target, theirs)
    if added is not None and not _hinted(source, ours):
        yield negation.finding(
            unit,
            "“{found}” denies what the source does not deny",
            span=added,
            found=target[added.start : added.end],
        )


def _plain(text: str, conventions: Conventions) -> Span | None:
    """Find a word that negates and nothing else."""
    words = _WORD.findall(text.casefold())
    if conventions.plain_negations.isdisjoint(words) and not any("n't" in w for w in words):
        return None
    phrases = conventions.negation_phrases
    taken = [hit.span() for hit in phrases.finditer(text)] if phrases else []
    for hit in _WORD.finditer(text):
        word = hit[0].casefold()
        if word in conventions.plain_negations or word.endswith(("n't", "n’t")):
            if any(start <= hit.start() < end for start, end in taken):
                continue
            return Span(start=hit.start(), end=hit.end())
    return None


def _denies(text: str, conventions: Conventions) -> bool:
    """Say whether a text negates outright: by a negative word, its prefix or an opposite."""
    words = _WORD.findall(text.casefold())
    if not conventions.negations.isdisjoint(words):
        return True
    phrases, opposites = conventions.negation_phrases, conventions.negation_opposites
    if phrases is not None and phrases.search(text):
        return True
    return any(
        _prefixed(word, conventions)
        or word.endswith(("n't", "n’t"))
        or (opposites is not None and opposites.match(word))
        for word in words
    )


def _prefixed(word: str, conventions: Conventions) -> bool:
    """Say whether a word denies by its prefix, rather than only beginning with its letters."""
    alike = conventions.negation_lookalikes
    return word.startswith(conventions.negation_prefixes) and not (alike and alike.match(word))


def _hinted(text: str, conventions: Conventions) -> bool:
    """Say whether anything in a text may carry a negation."""
    signs = conventions.negation_signs
    return _denies(text, conventions) or (
        signs is not None and any(signs.match(word) for word in _WORD.findall(text.casefold()))
    )

"""The rule `name`."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from hexapla.checks.context import Context
from hexapla.checks.places import Place, city_names, country_names, places
from hexapla.checks.prose import CAPITALS
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, Unit

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(rf"[{CAPITALS}][^\W\d_]{{5,}}")
_LEAST = 6
_ENDING = 4
_STEM = 4
_SLIPS_IN, _SHORTEST_STEM = 2, 5
_VOWELS = frozenset("aeiou")
_FOLDED = str.maketrans({"w": "v", "q": "k", "c": "k", "z": "s", "x": "k", "y": "i", "j": "i"})


@check("name", category="Accuracy", severity=Severity.MINOR, over=Unit)
def name(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a country, a city or another name that became another one, or is misspelt.

    Countries and cities are known in every language of CLDR and in any of their forms: Vilnius,
    Viļņā, Vilniuje, Vilnassa. Other names are compared by their spelling: what differs only in its
    ending (Birštonas, Birštonā, Birštonase) or in transcription is the same name.

    Wrong:
        en: The conference was held in Birštonas, Lithuania.
        sv: Konferensen hölls i Bristonas i Lettland.

    Right:
        en: The conference was held in Birštonas, Lithuania.
        sv: Konferensen hölls i Birštonas i Litauen.
    """
    ours = places(unit.source_text, unit.source_language, context)
    if ours:
        theirs = places(unit.target_text, unit.target_language, context)
        yield from _places(unit, ours, theirs)
        yield from _misspelt_places(unit, ours, theirs)
    yield from _misspelt(unit, ours)


def _places(unit: Unit, ours: Sequence[Place], theirs: Sequence[Place]) -> Iterator[Finding]:
    """Find a place that the translation lacks while it names another one."""
    said, asked = {code for code, _, _ in theirs}, {code for code, _, _ in ours}
    lost = [one for one in ours if one[0] not in said]
    new = [one for one in theirs if one[0] not in asked]
    for one, other in zip(lost, new, strict=False):
        if ("/" in one[0]) != ("/" in other[0]) or _hinted(other[0], unit):
            continue
        yield name.finding(
            unit,
            "the source names {expected}, the translation {found}",
            span=Span(start=other[1], end=other[2]),
            source_span=Span(start=one[1], end=one[2]),
            expected=unit.source_text[one[1] : one[2]],
            found=unit.target_text[other[1] : other[2]],
        )


def _misspelt_places(
    unit: Unit, ours: Sequence[Place], theirs: Sequence[Place]
) -> Iterator[Finding]:
    """Find a country or a city whose name in the translation's language has a slip in its stem."""
    said = {code for code, _, _ in theirs}
    taken = [(start, end) for _, start, end in theirs]
    lost = {code: (start, end) for code, start, end in reversed(ours) if code not in said}
    if not lost:
        return
    names = {**country_names(unit.target_language), **city_names(unit.target_language)}
    for code, (start, end) in sorted(lost.items(), key=lambda one: one[1]):
        wanted = [
            word.casefold()
            for key, known in names.items()
            if key.rpartition("/")[0] == code
            for word in _WORD.findall(known)
            if len(word) >= _LEAST
        ]
        asked = [one for one in _WORD.findall(unit.source_text[start:end]) if len(one) >= _STEM]
        for hit in _WORD.finditer(unit.target_text):
            word = hit[0].casefold()
            if not hit[0][0].isupper() or any(a <= hit.start() < b for a, b in taken):
                continue
            if any(_same(_fold(one), _fold(word)) for one in asked):
                continue  # as the source spells it
            if any(_misspelling(one, word) or _slipped(one, word) for one in wanted):
                yield name.finding(
                    unit,
                    "the source names {expected}, the translation {found}",
                    span=Span(start=hit.start(), end=hit.end()),
                    source_span=Span(start=start, end=end),
                    expected=unit.source_text[start:end],
                    found=hit[0],
                )
                break


def _slipped(known: str, word: str) -> bool:
    """Say whether a word is a known name with letters changed over, or a consonant wrong.

    The last letters belong to an ending; a word that has the whole stem is the name itself, or a
    word made of it. Exonyms vary in their vowels, accents and doubled letters.
    """
    stem = _fold(known)[: max(len(_fold(known)) - _SLIPS_IN, _SHORTEST_STEM)]
    said = _fold(word)
    if said.startswith(stem) or abs(len(said) - len(stem) - _SLIPS_IN) > _ENDING:
        return False
    for more in (0, 1, -1):
        other = said[: len(stem) + more]
        if DamerauLevenshtein.distance(stem, other) == 1:
            changed = [*(Counter(stem) - Counter(other)), *(Counter(other) - Counter(stem))]
            return _VOWELS.isdisjoint(changed)
    return False


def _hinted(code: str, unit: Unit) -> bool:
    """Say whether the source speaks of a country by its people: *Russian* for *Venemaa*."""
    names = {**country_names(unit.source_language), **city_names(unit.source_language)}
    stems = {
        word[:4].casefold()
        for term, name_ in names.items()
        if term.rpartition("/")[0] == code
        for word in _WORD.findall(name_)
        if len(word) >= _STEM
    }
    return any(
        word[:4].casefold() in stems
        for word in _WORD.findall(unit.source_text)
        if word[0].isupper()
    )


def _misspelt(unit: Unit, known: Sequence[Place]) -> Iterator[Finding]:
    """Find a name of six letters and more that the translation has with a slip in its stem."""
    source, target = unit.source_text, unit.target_text
    small = target.casefold()
    # what the translation has as it is, is asked first: it is most of the names; a slip keeps the
    # first letter, and hardly any other name begins with it
    initials = {
        word[0] for word in _NAME.findall(source) if word.casefold()[:-_SLIPS_IN] not in small
    }
    if initials.isdisjoint([word[0] for word in _NAME.findall(target)] if initials else ()):
        return
    lost = [hit for hit in _NAME.finditer(source) if hit[0].casefold()[:-_SLIPS_IN] not in small]
    candidates = [
        (hit[0].casefold(), hit) for hit in _NAME.finditer(target) if not hit[0].isupper()
    ]
    plain: list[str] | None = None
    for hit in _within_sentences(lost, source):
        if any(start <= hit.start() < end for _, start, end in known):
            continue
        said = hit[0].casefold()
        slips = [
            found
            for other, found in candidates
            if other[0] == said[0] and _misspelling(said, other)
        ]
        if not slips:
            continue
        bare = _fold(said)
        if plain is None:
            plain = [_fold(other) for other, _ in candidates]
        if any(_same(bare, other) for other in plain):
            continue
        yield name.finding(
            unit,
            "the source names {expected}, the translation {found}",
            span=Span(start=slips[0].start(), end=slips[0].end()),
            source_span=Span(start=hit.start(), end=hit.end()),
            expected=hit[0],
            found=slips[0][0],
        )


def _within_sentences(hits: Iterable[re.Match[str]], text: str) -> Iterator[re.Match[str]]:
    """Give the capitalised words that begin no sentence and stand nowhere in small letters."""
    for hit in hits:
        word, start = hit[0], hit.start()
        if word.isupper() or text[max(0, start - 1) : start].isalpha():
            continue
        before = text[:start].rstrip(' \xa0“”„"‘’(')
        if not before or before[-1] in ".!?:\n":
            continue
        small = word.lower()
        if small not in text or small not in _WORD.findall(text):
            yield hit


@functools.lru_cache(maxsize=65_536)
def _fold(word: str) -> str:
    """Give a name without what transcription changes: accents, doubled letters, w, c, x."""
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFD", word.casefold())
        if not unicodedata.combining(sign)
    )
    made = plain.replace("ck", "k").replace("ph", "f").replace("th", "t").replace("sch", "s")
    made = made.replace("ch", "k").replace("sh", "s").translate(_FOLDED)
    return re.sub(r"(.)\1", r"\1", made)


def _same(one: str, other: str) -> bool:
    """Say whether two names differ in no more than an ending."""
    stem = one[: max(len(one) - _SLIPS_IN, 3)]
    return other.startswith(stem) or one.startswith(other[: max(len(other) - _SLIPS_IN, 3)])


def _misspelling(one: str, other: str) -> bool:
    """Say whether a name is another one with a slip in its stem."""
    if one[0] != other[0] or abs(len(one) - len(other)) > _ENDING:
        return False
    for length in range(len(one), max(len(one) - _SLIPS_IN, _LEAST - 1) - 1, -1):
        stem, said = one[:length], other[:length]
        # another letter is what transcription does, and the last ones belong to an ending; letters
        # changed over within the stem are a slip
        if (
            stem[-1] == said[-1:]
            and sorted(said) == sorted(stem)
            and DamerauLevenshtein.distance(stem, said) == 1
        ):
            return True
    return False

"""How Estonian nominals inflect: principal parts from the word's shape, and the forms on them.

Estonian builds every form of a nominal on five of them: the genitive and partitive of the singular,
the short illative, the genitive and partitive of the plural. A citation form does not always show
them (*kool : kooli*, *keel : keele*): where the grammar has a closed list the list decides, where
it has not every type that fits is generated. Vabamorf, where it is installed, knows the principal
parts and refuses forms of other words.

Not covered: compounds that inflect in both parts (*teineteise*), the e-plural of rare words
(*kätes*), dialectal forms, and foreign names read otherwise than they are written, beyond the
apostrophe (*Shakespeare'i*). *Eesti keele käsiraamat* is cited as EKK.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator

from hexapla.languages.et.tables import (
    ACRONYM_ENDINGS,
    CASES,
    CLOSED,
    GRADES,
    KEEPING_S,
    ORDINALS,
    SYNCOPATED,
    VETO,
    VOWEL_PLURAL_CASES,
    WHOLE_WORDS_ONLY,
    InflectionType,
    Parts,
    types,
)
from hexapla.languages.profile import Role

VOWELS = "aeiouõäöü"
_VOWELS = frozenset(VOWELS)
_BEFORE_STOPS = _VOWELS | frozenset("lmnr")
LONGEST_WORD = 60
_NUCLEUS = re.compile(f"[{VOWELS}y]+")
_LONG_VOWEL_END = re.compile(rf"([{VOWELS}])\1[^{VOWELS}]$|[{VOWELS}]{{2}}[^{VOWELS}]$")


def syllables(word: str) -> int:
    """Count the syllables of a word by its groups of vowels."""
    return len(_NUCLEUS.findall(word))


def _alternates(strong: str, stem: str) -> bool:
    """Whether a single stop alternates after this sound: k, p, t after a vowel, l, m, n or r.

    The weak g, b, d do so after a vowel alone (EKK M 6): tugi : toe, but istung : istungi.
    """
    return len(strong) > 1 or stem[-1:] in (_VOWELS if strong in "gbd" else _BEFORE_STOPS)


@functools.lru_cache(maxsize=50_000)
def weakened(base: str) -> tuple[str, ...]:
    """Give the weak grades of a base in the strong grade: riik → riig, kord → korr."""
    found = [base]
    for strong, weak in GRADES:
        if base.endswith(strong):
            stem = base[: -len(strong)]
            if stem and _alternates(strong, stem):
                found.append(stem + weak)
    if len(found) > 1 and base[-2:] in {"kk", "pp", "tt", "ld", "nd", "rd", "mb"}:
        return tuple(found[1:])
    return tuple(found)


@functools.lru_cache(maxsize=50_000)
def strengthened(base: str) -> tuple[str, ...]:
    """Give the strong grades that a base in the weak grade may come from, itself left out."""
    found = []
    for strong, weak in GRADES:
        if weak and base.endswith(weak):
            stem = base[: -len(weak)]
            if _alternates(strong, stem):
                found.append(stem + strong)
    if base[-1:] in _VOWELS:
        found += [base + "d", base + "b"]
    return tuple(found)


def _grown(base: str, endings: str, values: dict[str, str]) -> Iterator[str]:
    for template in endings.split(","):
        if template == ".":
            continue
        sign = template[0] if template[0] in "~-+" else ""
        ending = template.lstrip("~-+")
        for letter, value in values.items():
            ending = ending.replace(letter, value)
        bases: Iterable[str] = (base,)
        if sign == "~":
            bases = strengthened(base)
        elif sign == "-":
            bases = weakened(base)
        elif sign == "+":
            bases = (_doubled(base),)
        yield from (one + ending for one in bases)


def _doubled(base: str) -> str:
    """Lengthen the last sound for a short illative: elu : ellu, tuba : tuppa (EKK M 59)."""
    last = {"g": "k", "b": "p", "d": "t"}.get(base[-1:], base[-1:])
    return base[:-1] + last * 2


@functools.cache
def _nominative(kind: InflectionType) -> re.Pattern[str]:
    return re.compile("$" if kind.nominative == "." else f"(?:{kind.nominative})$")


def parts_of(word: str, kind: InflectionType) -> Iterator[Parts]:
    """Give the principal parts of a word by one type, once for each stem vowel it may have."""
    found = _nominative(kind).search(word)
    if found is None:
        return
    base, matched = word[: found.start()], found.group()
    values = {"Q": matched.rstrip("bcdfghjklmnpqrsštvwxzž"), "Z": matched.lstrip(VOWELS)[-1:]}
    for vowel in kind.vowels:
        values["V"] = vowel
        yield Parts(*(frozenset(_grown(base, column, values)) for column in kind[4:]))


def _ne_types(word: str) -> Iterator[InflectionType]:
    if word.endswith("nne"):
        yield from types("6 mõte", "16 pere")
        return
    yield from types("12 oluline")
    if word[-3] in _VOWELS and word[-4] in _VOWELS:
        yield from types("1 ohutu")
    if word[-3:-2] not in _VOWELS:
        yield from types("2 raudne")
    elif syllables(word) == 2:  # noqa: PLR2004
        yield from types("16 pere")


def _s_types(word: str) -> Iterator[InflectionType]:
    if _LONG_VOWEL_END.search(word) or word[-2] not in _VOWELS:
        yield from types("22 riik", "22 sepp", "19 seminar")
        if syllables(word) > 1 or word[-2:-1] != word[-3:-2]:
            yield from types("9 katus")
    elif word in ORDINALS:
        yield from types("2 kolmas")
    elif word in SYNCOPATED:
        yield from types("3 rõõmus")
    elif word in KEEPING_S:
        yield from types("2 mõnus")
    elif word.endswith("as"):
        yield from types("7 hammas", "2 edukas")
    else:
        yield from types("9 katus")
        if word.endswith(("is", "es")):
            yield from types("7 hammas")


def _vowel_types(word: str) -> Iterator[InflectionType]:
    if word[-2:-1] and word[-2] in _VOWELS:
        yield from types("26 idee", "26 maa") if word[-2:] not in {"io", "ia", "ua"} else ()
        if syllables(word) > 1 or word[-1] != word[-2]:
            yield from types("1 ohutu", "17 elu")
    elif word.endswith("ja") and syllables(word) > 2:  # noqa: PLR2004
        yield from types("1 ohutu")
    elif word.endswith("ke") and syllables(word) > 1:
        yield from types("10 väike", "6 mõte")
    elif word.endswith("e"):
        yield from types("1 ohutu", "4 ase", "5 liige", "6 mõte", "16 pere")
    else:
        yield from types("1 ohutu", "16 pere", "17 elu", "17 maja", "1 uimasti")


def _consonant_types(word: str) -> Iterator[InflectionType]:
    if re.search(f"[{VOWELS}][lrnmv]$", word) and not _LONG_VOWEL_END.search(word):
        yield from types("2 peegel")
        if word[-1] in "lrn":
            yield from types("8 tütar")
    if word[-1] in "lrn" and _LONG_VOWEL_END.search(word):
        yield from types("13 suur")
    if word.endswith(("ik", "lik", "nik")):
        yield from types("22 õnnelik")
    if word[-1] in "kpt" and word[-2:-1] in _VOWELS and not _LONG_VOWEL_END.search(word):
        yield from types("22 internet")
    if syllables(word) > 1:
        yield from types("2 õpik", "19 seminar")
    yield from types("22 riik", "22 sepp")


def inflection_types(word: str) -> tuple[InflectionType, ...]:
    """Give the types that a citation form may have, by its shape."""
    if word.endswith("ne") and len(word) > 4:  # noqa: PLR2004
        chosen: Callable[[str], Iterator[InflectionType]] = _ne_types
    elif word[-1] in _VOWELS or word[-1] == "y":
        chosen = _vowel_types
    elif word[-1] == "s":
        chosen = _s_types
    else:
        chosen = _consonant_types
    return tuple(dict.fromkeys(chosen(word)))


def closed_parts(word: str) -> Iterator[Parts]:
    """Give the principal parts of a word that is in the closed lists or ends in one of them."""
    for end, parts in CLOSED.items():
        if word == end:
            yield parts
        elif word.endswith(end) and end not in WHOLE_WORDS_ONLY:
            start = word[: len(word) - len(end)]
            yield Parts(*(frozenset(start + each for each in column) for column in parts))


def built(parts: Parts) -> Iterator[str]:
    """Give the forms that stand on principal parts, the citation form left out (EKK M 57-M 60)."""
    yield from plural_built(parts)
    yield from parts.partitive
    yield from parts.short_illative
    for genitive in parts.genitive:
        yield genitive
        yield from (genitive + case for case in CASES)


def plural_built(parts: Parts) -> Iterator[str]:
    """Give the plural forms alone."""
    yield from (genitive + "d" for genitive in parts.genitive)
    for genitive in parts.plural_genitive:
        yield genitive
        yield from (genitive + case for case in CASES)
    for partitive in parts.plural_partitive:
        yield partitive
        stem = partitive[:-1] if partitive.endswith("id") else partitive
        if stem.endswith("i"):
            yield from (stem + case for case in VOWEL_PLURAL_CASES)


def plural_parts(stem: str) -> Parts:
    """Give the principal parts behind a genitive stem, as a plural citation form shows it.

    *andme|d* → andmete, andmeid; *riigi|d* → riikide, riike; *olulise|d* → oluliste, olulisi.
    """
    genitive = {stem + "te", stem + "de"}
    partitive = {stem + "id", stem + "sid"}
    if stem.endswith("se"):
        genitive.add(stem[:-1] + "te")
        partitive.add(stem[:-1] + "i")
    base, vowel = stem[:-1], stem[-1]
    for strong in (base, *strengthened(base)):
        genitive.add(strong + vowel + "de")
        partitive.update(strong + each for each in ("e", "i", "u", vowel + "sid"))
    if stem.endswith("iku"):
        genitive.add(stem[:-1] + "e")
        partitive.add(stem[:-1] + "ke")
    return Parts(
        frozenset({stem}), frozenset(), frozenset(), frozenset(genitive), frozenset(partitive)
    )


def singular_genitives(word: str) -> Iterator[str]:
    """Give the genitives of the singular that may stand beside one of the plural."""
    stem = word[:-2]
    if word.endswith("ste"):
        yield stem + "e"
    if word.endswith(("te", "de")) and stem[-1:] in _VOWELS:
        yield from (weak + stem[-1] for weak in (stem[:-1], *weakened(stem[:-1])))


def agrees(modifier: str, head: str) -> bool:  # noqa: ARG001  the endings alone tell
    """Say whether a modifier may be an adjective in the nominative: none ends in -te, -de, -se."""
    return re.search(r"..(?:[td]e|se)$", modifier) is None


class EstonianParadigms:
    """Estonian nominals, by the types of the orthological dictionary."""

    veto = VETO
    joins_compounds = True

    def __init__(self, principal_parts: Callable[[str], Iterable[Parts]] | None = None) -> None:
        """Take what knows principal parts, if anything does: it stands beside the tables."""
        self._known = principal_parts

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give the forms of a nominal; of a genitive modifier the other number as well."""
        lower = word.casefold()
        if not 2 <= len(lower) <= LONGEST_WORD or not lower[-1].isalpha():  # noqa: PLR2004
            return frozenset({lower})
        found = {lower}
        if lower.endswith(("nud", "tud", "dud")):
            return frozenset(found)
        if lower[-1] == "d" and lower[-2] in "aeiu" and syllables(lower) > 1:
            found.update(plural_built(plural_parts(lower[:-1])))
            if lower[-3:-2] not in _VOWELS:
                return frozenset(found)
        if role is not Role.HEAD and lower[-1] in _VOWELS:
            parts = plural_parts(lower)
            found.update(parts.plural_genitive, singular_genitives(lower))
        if role is Role.FROZEN:
            return frozenset(found)
        for each in self._parts(word, lower):
            found.update(built(each))
        return frozenset(found)

    def _parts(self, word: str, lower: str) -> Iterator[Parts]:
        known = tuple(self._known(word)) if self._known is not None else ()
        if known:
            yield from known
            return
        closed = tuple(closed_parts(lower))
        yield from closed
        if not closed:
            for kind in inflection_types(lower):
                yield from parts_of(lower, kind)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give an acronym's inflected spellings: EL, EL-is, ELis."""
        return frozenset(
            {acronym, *(acronym + link + end for link in ("-", "") for end in ACRONYM_ENDINGS)}
        )


_CLITIC = re.compile(r"[gk]i$")
_SHORTEST_BASE = 4


def bases(word: str) -> tuple[str, ...]:
    """Take the particle -gi, -ki off, and a case ending after an apostrophe (EKK O 54)."""
    if not word.endswith(("gi", "ki")) and "'" not in word:
        return ()
    found = []
    if (clitic := _CLITIC.search(word)) and clitic.start() >= _SHORTEST_BASE:
        found.append(word[: clitic.start()])
    if "'" in word:
        stem, _, ending = word.rpartition("'")
        if ending in ACRONYM_ENDINGS:
            found.append(stem)
    return tuple(found)

"""How Finnish nominals inflect: types from the word's shape, gradation, harmony, endings.

A citation form does not always tell its type (*risti : ristin*, *ovi : oven*). Where the grammar
has a closed list (e-stems, *käsi*, *lapsi*) the list decides; where it has not, every type that
fits is generated: a form that does not exist meets no text, and Voikko, where it is installed,
refuses the forms that belong to another word.

Not covered: compounds that inflect in both parts (*nuorimies : nuorenmiehen*), dialectal and
colloquial endings (*talos* for *talossa*), adverb-like cases (*taloitse*), comparison.
The sections of *Iso suomen kielioppi* are cited as VISK.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from hexapla.languages.fi.tables import (
    ACRONYM_ENDINGS,
    AS_IF,
    CLOSED,
    E_STEMS,
    GRADES,
    IRREGULAR,
    NEUTRAL_LAST,
    PLURAL_STRONG,
    PLURAL_WEAK,
    SINGULAR_STRONG,
    SINGULAR_WEAK,
    TYPES,
    VETO,
    InflectionType,
    types,
)
from hexapla.languages.profile import Role, listed

VOWELS = "aeiouyäö"
_VOWELS = frozenset(VOWELS)
LONGEST_WORD = 60
COMPOUND = 3  # a word of more syllables may be a compound
LONG_SUFFIX = 2  # the neutral syllables of -minen, -linen, which follow the stem's harmony
_NUCLEUS = re.compile(r"aa|ää|oo|öö|uu|yy|ii|ee|[aeouyäö]i|[aeio]u|[äöei]y|ie|uo|yö|[aeiouyäöå]")


class Harmony(NamedTuple):
    """What A, O and U of the tables stand for (VISK § 15)."""

    a: str
    o: str
    u: str


BACK = Harmony("a", "o", "u")
FRONT = Harmony("ä", "ö", "y")


def harmonies(word: str) -> tuple[Harmony, ...]:
    """Give the harmony of a word's endings; both where the last part of a compound is unsure.

    The last a, o, u, ä, ö or y decides. Where only e and i stand in the last two syllables, they
    may be a part of their own (*kaupunkitie* takes ä), or not (*tekijä*, *lehtori*); some short
    ones are known to be (*virkamies* takes ä).
    """
    back = max(word.rfind(vowel) for vowel in "aou")
    front = max(word.rfind(vowel) for vowel in "äöy")
    if back < 0 and front < 0:
        return (FRONT,)
    if front > back:
        return (FRONT,)
    if word.endswith(NEUTRAL_LAST):
        return (BACK, FRONT)
    neutral = len(_NUCLEUS.findall(word, back + 1))
    known = LONG_SUFFIX if word.endswith(("nen", "in")) else 0
    return (BACK, FRONT) if neutral > known and syllables(word) > COMPOUND else (BACK,)


def syllables(word: str) -> int:
    """Count the syllables of a word by its vowels and diphthongs."""
    return len(_NUCLEUS.findall(word))


def weakened(base: str, vowel: str) -> tuple[str, ...]:
    """Give the weak grades of a base that ends in its gradating consonants (VISK § 41).

    Long k, p, t always alternate; of the single ones new words keep theirs (*auto : auton*), so
    both are given. `vowel` follows: between two alike an apostrophe stands (*vaaka : vaa'an*), and
    k becomes v between u and u, y and y (*puku : puvun*).
    """
    if len(base) > 1 and base[-1] == base[-2] and base[-1] in "kpt":
        return (base[:-1],)
    found = [base]
    if base.endswith(("sk", "st", "tk", "sp", "ts")):
        return (base,)
    for strong, weak in GRADES[3:]:
        if not base.endswith(strong):
            continue
        stem = base[: -len(strong)]
        if strong == "k" and (weak == "v") is not (vowel in "uy" and stem.endswith(vowel)):
            continue
        if len(strong) == 1 and stem[-1:] not in _VOWELS:
            continue
        if strong == "k" and weak == "" and stem[-2:-1] == stem[-1:] == vowel:
            found.append(stem + "'")
        found.append(stem + weak)
    return tuple(found)


def strengthened(base: str) -> tuple[str, ...]:
    """Give the strong grades that a base in the weak grade may come from, itself included."""
    found = [base]
    for strong, weak in GRADES:
        if weak and base.endswith(weak):
            stem = base[: -len(weak)]
            if len(weak) == 1 and len(strong) == 1 and stem[-1:] not in _VOWELS:
                continue
            found.append(stem + strong)
    if base[-1:] in _VOWELS:
        found.append(base + "k")
    return tuple(found)


class Endings(NamedTuple):
    """The endings of one type, ready to be put on a strong base, a weak one, the citation's."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    nominative: tuple[str, ...]


def _spelled(template: str, harmony: Harmony, matched: str) -> str:
    vowel = matched.rstrip("bcdfghjklmnpqrstvwxz")
    last = matched[-1:] if matched[-1:] not in _VOWELS else ""
    for sign, letters in zip(
        "@QZAOU", (matched, vowel, last, harmony.a, harmony.o, harmony.u), strict=True
    ):
        template = template.replace(sign, letters)
    return template


@functools.cache
def endings(kind: InflectionType, harmony: Harmony, matched: str, number: str = "both") -> Endings:
    """Give a type's endings in one harmony; `number` may ask for “plural” or “genitive” alone."""
    strong_stem, _, weak_stem = kind.stem.partition(":")
    strong_i, _, weak_i = kind.i_stem.partition(":")
    weak_stem, weak_i = weak_stem or strong_stem, weak_i or strong_i
    genitives = [*kind.plural_genitive.split(",")]
    plural = [*kind.plural_partitive.split(","), *kind.plural_illative.split(",")]
    singular = [*kind.partitive.split(","), kind.illative]
    strong: list[str] = [*genitives]
    weak = [weak_stem + "n"] if number != "plural" else [weak_stem + "t"]
    if number != "genitive":
        strong += plural
        strong += [strong_i + case for case in PLURAL_STRONG]
        weak += [weak_i + case for case in PLURAL_WEAK]
    if number == "both":
        strong += [piece for entry in singular for piece in entry.split(",")]
        strong += [strong_stem + case for case in SINGULAR_STRONG]
        weak += [weak_stem + case for case in SINGULAR_WEAK]
    sorted_out: dict[str, list[str]] = {"": [], "-": [], "=": []}
    for ending in strong:
        sign = ending[0] if ending[0] in "-=" else ""
        sorted_out[sign].append(ending.lstrip("-="))
    as_spelled = {
        sign: tuple(dict.fromkeys(_spelled(each, harmony, matched) for each in group))
        for sign, group in {**sorted_out, "-": [*sorted_out["-"], *weak]}.items()
    }
    return Endings(as_spelled[""], as_spelled["-"], as_spelled["="])


@functools.cache
def _nominative(kind: InflectionType) -> re.Pattern[str]:
    return re.compile(f"({kind.nominative.replace('@', '')})$")


def declined(word: str, kind: InflectionType) -> Iterator[str]:
    """Give the forms of a word by one type; nothing when the word does not end as the type asks."""
    found = _nominative(kind).search(word)
    if found is None:
        return
    base, matched = word[: found.start()], found.group()
    if kind.example == "internet":
        base = word[:-1]
    strong: Iterable[str] = (base,)
    weak: Iterable[str] = (base,)
    if kind.grade == "direct":
        weak = weakened(base, matched[0])
    elif kind.grade == "inverse":
        strong = weak = strengthened(base)
    for harmony in harmonies(word):
        table = endings(kind, harmony, matched)
        yield from (one + ending for one in strong for ending in table.strong)
        yield from (one + ending for one in weak for ending in table.weak)
        yield from (base + ending for ending in table.nominative)


def _i_types(word: str) -> Iterator[InflectionType]:
    e_stems = [end for end in E_STEMS if word.endswith(end)]
    yield from types(*(E_STEMS[end] for end in e_stems))
    if word in E_STEMS:
        return
    if word[-2:-1] in _VOWELS:
        yield from types("18 hai")
    if word.endswith("mpi"):
        yield from types("16 vanhempi")
    yield from types("5 risti", "6 paperi") if syllables(word) > 2 else types("5 risti")  # noqa: PLR2004


def _a_types(word: str) -> Iterator[InflectionType]:
    if word.endswith(("aa", "ää")):
        yield from types("17 vapaa", "18 maa")
    elif word[-2] in "eoö":
        yield from types("15 korkea")
    elif syllables(word) > 2:  # noqa: PLR2004
        yield from types("9 kala", "10 koira", "12 kulkija", "14 solakka")
    else:
        # Of two-syllable words those with a, e, i in the first take o (kaloja, hintoja, VISK § 48).
        first = _NUCLEUS.search(word)
        rounded = word[-1] == "a" and first is not None and first.group()[0] in "aei"
        yield from types("9 kala" if rounded else "10 koira")


def _o_types(word: str) -> Iterator[InflectionType]:
    if word.endswith(("aa", "oo", "uu", "yy", "öö")):
        yield from types("17 vapaa", "18 maa")
    elif word.endswith(("ou", "au", "öy", "äy", "iu")):
        yield from types("1 valo")
    elif word.endswith(("uo", "yö")):
        yield from types("19 suo" if word.endswith("uo") else "19 yö")
    elif word[-2:-1] in "ieaä" and word[-1] in "oö":
        yield from types("3 valtio")
    elif syllables(word) > 2:  # noqa: PLR2004
        yield from types("1 valo", "2 palvelu")
        if word.endswith(("kko", "kkö")):
            yield from types("4 laatikko")
    else:
        yield from types("1 valo")


def _e_types(word: str) -> Iterator[InflectionType]:
    if word.endswith("ie"):
        yield from types("19 tie")
    elif word.endswith("ee"):
        yield from types("20 filee")
    elif word.endswith(("kke", "ppe", "tte", "lme")):
        yield from types("8 nalle")
    else:
        yield from types("48 hame")


def _s_types(word: str) -> Iterator[InflectionType]:
    if word.endswith(("uus", "yys")) or re.search("..i[uy]s$", word):
        yield from types("40 kalleus")
    elif word.endswith(("aus", "äys", "ous", "öys", "eus", "eys")):
        yield from types("39 vastaus", "40 kalleus")
    elif word.endswith(("as", "äs", "es")):
        yield from types("41 vieras", "39 vastaus")
    else:
        yield from types("39 vastaus")


def _n_types(word: str) -> Iterator[InflectionType]:
    if word.endswith("nen"):
        yield from types("38 nainen")
    elif word.endswith(("ton", "tön")):
        yield from types("34 onneton")
    elif word.endswith("in"):
        yield from types("33 kytkin", "36 sisin", "5 internet")
    else:
        yield from types("32 sisar", "33 kytkin", "5 internet")


def _t_types(word: str) -> Iterator[InflectionType]:
    if word.endswith(("ut", "yt")):
        yield from types("47 kuollut")
    if word[-2:-1] not in _VOWELS:
        yield from types("5 internet")


_BY_LAST_LETTER: dict[str, Callable[[str], Iterator[InflectionType]]] = {
    **dict.fromkeys("aä", _a_types),
    **dict.fromkeys("oöuy", _o_types),
    "i": _i_types,
    "e": _e_types,
    "s": _s_types,
    "n": _n_types,
    "t": _t_types,
}


def inflection_types(word: str) -> tuple[InflectionType, ...]:
    """Give the types that a citation form may have, by its shape and the closed lists."""
    closed = [name for end, name in CLOSED.items() if word.endswith(end)]
    if closed:
        return types(*dict.fromkeys(closed))
    chosen = _BY_LAST_LETTER.get(word[-1])
    if chosen is not None:
        return tuple(dict.fromkeys(chosen(word)))
    if word[-1] in "lr":
        return types("32 sisar", "49 askel", "5 internet")
    return types("21 rosé") if word[-1] == "é" else types("5 internet")


# What a weak vowel stem ends in, and the types it may belong to: hankkee|t, asetukse|n.
_STEM_TYPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("kse", ("39 vastaus",)),
    ("se", ("38 nainen",)),
    ("de", ("40 kalleus", "27 käsi")),
    ("ttoma", ("34 onneton",)),
    ("ttömä", ("34 onneton",)),
    ("mme", ("25 toimi",)),
    ("ime", ("33 kytkin", "25 toimi")),
    ("me", ("33 kytkin", "25 toimi")),
    ("ee", ("48 hame", "47 kuollut", "20 filee")),
    ("aa", ("41 vieras", "17 vapaa", "18 maa")),
    ("ää", ("41 vieras", "17 vapaa", "18 maa")),
    ("ii", ("41 vieras",)),
    ("uu", ("18 maa",)),
    ("yy", ("18 maa",)),
    ("ie", ("19 tie",)),
    ("uo", ("19 suo",)),
    ("yö", ("19 yö",)),
    ("io", ("3 valtio",)),
    ("iö", ("3 valtio",)),
    ("e", ("7 ovi", "23 tiili", "32 sisar", "8 nalle")),
    ("i", ("5 risti", "6 paperi")),
    ("o", ("1 valo", "2 palvelu", "4 laatikko")),
    ("ö", ("1 valo", "2 palvelu", "4 laatikko")),
    ("u", ("1 valo", "2 palvelu")),
    ("y", ("1 valo", "2 palvelu")),
    ("ea", ("15 korkea",)),
    ("eä", ("15 korkea",)),
    ("a", ("9 kala", "10 koira", "12 kulkija", "14 solakka")),
    ("ä", ("9 kala", "10 koira", "12 kulkija", "14 solakka")),
)
_STEM_VOWEL = re.compile(f"[{VOWELS}]")


def of_stem(stem: str, number: str) -> Iterator[str]:
    """Give plural or genitive forms from a weak vowel stem, as a plural citation form shows it.

    *päästö|t* → päästöjen, päästöihin …; *hankkee|n* → hankkeiden, hankkeitten. `number` is
    “plural” or “genitive”.
    """
    kinds = next((names for end, names in _STEM_TYPES if stem.endswith(end)), ())
    for kind in types(*kinds):
        weak_stem = kind.stem.partition(":")[2] or kind.stem
        for harmony in harmonies(stem):
            for matched in _matches(kind, stem):
                ending = _spelled(weak_stem, harmony, matched)
                if not stem.endswith(ending):
                    continue
                base = stem[: len(stem) - len(ending)]
                table = endings(kind, harmony, matched, number)
                strong = strengthened(base) if kind.grade == "direct" else (base,)
                yield from (one + end for one in strong for end in table.strong)
                yield from (base + end for end in table.weak)


def _matches(kind: InflectionType, stem: str) -> tuple[str, ...]:
    """Give what the nominative may have ended in, for a type that copies it."""
    if "Z" in kind.stem:
        return (stem[-3:-1],)
    return (stem[-1],)


PLURAL_GENITIVE = re.compile(
    r"(?:(?P<j>[oöuye])jen|(?P<i>[oöuyaäei])(?:iden|itten)|(?P<s>s)ten|(?P<ien>[^aeiouyäö])ien)$"
)


def singular_genitives(word: str) -> Iterator[str]:
    """Give singulars beside a plural genitive: *rikosten* → *rikoksen*, *tietojen* → *tiedon*."""
    found = PLURAL_GENITIVE.search(word)
    if found is None:
        return
    base = word[: found.start()]
    if found["j"]:
        vowel = {"e": "i"}.get(found["j"], found["j"])
        stems = [(base, vowel)]
        if found["j"] in "oö":
            stems.append((base, "a" if found["j"] == "o" else "ä"))
        yield from (weak + last + "n" for one, last in stems for weak in weakened(one, last))
    elif found["i"]:
        vowel = found["i"]
        yield base + vowel + "n"
        yield base + vowel * 2 + "n"
        if vowel in "oö":
            yield base + ("a" if vowel == "o" else "ä") + "n"
        if vowel == "e":
            yield base + "in"
    elif found["s"]:
        yield from (base + "sen", base + "ksen")
    else:
        base += found["ien"]
        for weak in weakened(base, "i"):
            yield from (weak + last + "n" for last in "iaäe")


def _is_singular_in_t(word: str) -> bool:
    closed = any(word.endswith(end) for end in CLOSED if end[-1] == "t")
    return closed or re.search(r"(?:n|ll|rr|ss)[uy]t$", word) is not None


def _all_declined(word: str) -> Iterator[str]:
    spellings = [word]
    for end, other in AS_IF.items():
        if word.endswith(end):
            spellings.append(word[: len(word) - len(end)] + other)
    for spelling in spellings:
        for kind in inflection_types(spelling):
            yield from declined(spelling, kind)
    for end, irregular in IRREGULAR.items():
        if word.endswith(end):
            yield from (word[: len(word) - len(end)] + form for form in irregular)


# Nominatives in -n: sosiaalinen, työtön, avoin, suurin, and closed words.
_NOMINATIVE_IN_N = re.compile(r"(?:nen|t[oö]n|in|muuan|kymmenen|seitsemän|kahdeksan|yhdeksän)$")


def agrees(modifier: str, head: str) -> bool:  # noqa: ARG001  the endings alone tell
    """Say whether a modifier may be a nominative: *valtion* before *raja* is a genitive."""
    return (
        not modifier.endswith("n")
        or modifier[-2:-1] not in _VOWELS
        or _NOMINATIVE_IN_N.search(modifier) is not None
    )


class FinnishParadigms:
    """Finnish nominals, by the types of Kotus."""

    veto = VETO
    joins_compounds = True

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give the forms of a nominal; of a genitive modifier the other number as well."""
        lower = word.casefold()
        if not 2 <= len(lower) <= LONGEST_WORD or not lower[-1].isalpha():  # noqa: PLR2004
            return frozenset({lower})
        found = {lower}
        in_vowel_stem = lower[-2] in _VOWELS
        if lower[-1] == "t" and in_vowel_stem and not _is_singular_in_t(lower):
            found.update(of_stem(lower[:-1], "plural"))
            return frozenset(found)
        if role is not Role.HEAD and lower[-1] == "n" and in_vowel_stem:
            found.update(of_stem(lower[:-1], "genitive"), singular_genitives(lower))
        if role is Role.FROZEN:
            return frozenset(found)
        found.update(_all_declined(lower))
        if word[0].isupper() and lower[-1] == "e":
            found.update(declined(lower, TYPES["8 nalle"]))
        return frozenset(found)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give an acronym's inflected spellings: EU, EU:n, EU:ssa."""
        return frozenset({acronym, *(f"{acronym}:{ending}" for ending in ACRONYM_ENDINGS)})


_CLITIC = re.compile(r"(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)$")
_POSSESSIVE = re.compile(r"(?:nsa|nsä|mme|nne|ni|si)$")
# The third person's -an, -än, -en stands after a case ending in a vowel (VISK § 96).
_LENGTHENED = re.compile(r"(?:(?<=a)an|(?<=ä)än|(?<=ll)een|(?<=ks)een)$")
_HANGS_ON = listed("kin kaan kään ko kö han hän pa pä nsa nsä mme nne ni si an än een")
_SHORTEST_BASE = 3
_SHORTEST_OF_YOU = 6  # the second person's -si looks like a verb's past: halusi, pääsi


def bases(word: str) -> tuple[str, ...]:
    """Take clitics and possessive suffixes off (VISK §§ 96, 126): hankkeemmekin → hankkeen.

    The possessive hides the n of the genitive and illative, the t of the plural, and stands on the
    strong stem (*tukemme*), which the essive shows (*tukena*).
    """
    if not word.endswith(_HANGS_ON) and "'" not in word:
        return ()
    found: list[str] = []
    bare = [word]
    if (clitic := _CLITIC.search(word)) and clitic.start() >= _SHORTEST_BASE:
        bare.append(word[: clitic.start()])
        found.append(bare[-1])
    for one in bare:
        if (suffix := _POSSESSIVE.search(one)) and suffix.start() >= _SHORTEST_BASE:
            stem = one[: suffix.start()]
            if suffix.group() == "si" and len(stem) < _SHORTEST_OF_YOU:
                continue
            found += [stem, stem + "n", stem + "na", stem + "nä"]
            if stem.endswith("kse"):
                found.append(stem[:-1] + "i")
        elif suffix := _LENGTHENED.search(one):
            found.append(one[:-3] + "i" if one.endswith("kseen") else one[:-2])
    if "'" in word:
        stem, _, ending = word.rpartition("'")
        if ending in ACRONYM_ENDINGS:
            found.append(stem)
    return tuple(dict.fromkeys(found))

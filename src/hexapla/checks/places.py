"""Countries and cities as CLDR names them, found in any form, in any language of CLDR."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from hexapla.checks.context import Context
from hexapla.checks.prose import CAPITALS, Judged
from hexapla.model import Language
from hexapla.terminology import TermMatcher, compile_terms

_ALSO: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"GB": ("United Kingdom", "UK", "Great Britain"), "CZ": ("Czech Republic", "Czechia")},
    "lv": {"GB": ("Apvienotā Karaliste", "Lielbritānija"), "CZ": ("Čehijas Republika", "Čehija")},
    "lt": {"GB": ("Jungtinė Karalystė", "Didžioji Britanija"),
           "CZ": ("Čekijos Respublika", "Čekija")},
    "et": {"GB": ("Ühendkuningriik", "Suurbritannia"), "CZ": ("Tšehhi Vabariik", "Tšehhi")},
    "fi": {"GB": ("Yhdistynyt kuningaskunta", "Iso-Britannia", "Britannia")},
    "sv": {"GB": ("Förenade kungariket", "Storbritannien")},
    "de": {"GB": ("Vereinigtes Königreich", "Großbritannien")},
}  # fmt: skip
_NO_COUNTRIES = {"UN", "EU", "EZ", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "IO"}
_AMBIGUOUS = {"GE", "JO", "TD", "TG", "GN", "GF", "NE", "NG", "ML", "OM", "CU", "US", "CD", "CG"}
"""Names that are everyday words, cities or parts of each other in one of the languages."""


@functools.cache
def country_names(language: Language) -> Mapping[str, str]:
    """Give the names of the countries of CLDR: an id (code, number) to a name."""
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    also = _ALSO.get(language.split("-")[0], {})
    found: dict[str, str] = {}
    for code, name in sorted(names.items()):
        if len(code) != 2 or not code.isalpha() or code in _AMBIGUOUS | _NO_COUNTRIES:  # noqa: PLR2004  ISO 3166
            continue
        joined = (name.replace("&", "and"),) if "&" in name else ()
        for number, said in enumerate((name, *joined, *also.get(code, ()))):
            found[f"{code}/{number}"] = said
    return found


@functools.cache
def city_names(language: Language) -> Mapping[str, str]:
    """Give the cities that name time zones of Europe, most capitals among them."""
    try:
        zones = Locale.parse(language, sep="-").time_zones
        english = Locale.parse("en").time_zones
    except (UnknownLocaleError, ValueError):
        return {}
    found = {}
    for zone in sorted(english.keys() | zones.keys()):
        if zone.startswith("Europe/"):
            city = zones.get(zone, {}).get("city") or english.get(zone, {}).get("city")
            found[f"{zone}/0"] = city or zone.rpartition("/")[2].replace("_", " ")
    for zone in _CAPITALS:
        found.setdefault(f"{zone}/0", zone.rpartition("/")[2])
    return found


_FEW, _MORE, _SHORT = 3, 4, 5
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITAL = re.compile(rf"[{CAPITALS}][^\W\d_]+")
_UNICASE = re.compile("[\u10d0-\u10ff]{2,}")
"""Georgian words: they have no capitals."""
_CAPITALS = tuple(
    f"Europe/{city}"
    for city in (
        "Vilnius", "Riga", "Tallinn", "Helsinki", "Stockholm", "Brussels", "Berlin", "Paris",
        "Rome", "Madrid", "Warsaw", "Prague", "Vienna", "London", "Copenhagen", "Oslo", "Kiev",
    )
)  # fmt: skip


Place = tuple[str, int, int]
"""A country (LV) or a city (Europe/Riga) with where it stands."""


def places(text: str, language: Language, context: Context) -> tuple[Place, ...]:
    """Give the countries and cities that a text names: code, start, end, in order.

    A language that CLDR does not know gives none.
    """
    said = (_UNICASE if language.startswith("ka") else _CAPITAL).findall(text)
    if not said or not _beginning(language, context).any_of(said):
        return ()

    def look() -> tuple[Place, ...]:
        found = [
            (hit.term_id.rpartition("/")[0], hit.start, hit.end)
            for hit in _matcher(language, context).find(text)
            if hit.longest
        ]
        return tuple(sorted(set(found), key=lambda one: (one[1], one[2], one[0])))

    return context.remember(("places", language, text), look)


def _beginning(language: Language, context: Context) -> Judged:
    """Give which words are a name of one word, or begin one of several, to rule a text out quickly.

    The matcher is asked about a word alone; of longer names the first letters of the first word
    count: three of a short word, whose fourth may be its ending, four of a longer one.
    """

    def made() -> Judged:
        names = (*country_names(language).values(), *city_names(language).values())
        written = _UNICASE if language.startswith("ka") else _CAPITAL
        whole = [name for name in names if written.fullmatch(name)]
        firsts = [hit[0] for name in {*names}.difference(whole) if (hit := written.search(name))]
        few = frozenset(word[:_FEW] for word in firsts if len(word) <= _SHORT)
        more = frozenset(word[:_MORE] for word in firsts if len(word) > _SHORT)
        nearly = frozenset(name[:_FEW] for name in whole)
        matcher = _matcher(language, context)
        return Judged(
            lambda word: (
                word[:_FEW] in few
                or word[:_MORE] in more
                or (word[:_FEW] in nearly and bool(matcher.find(word)))
            )
        )

    return context.once(("places begin", language), made)


def countries(text: str, language: Language, context: Context) -> tuple[Place, ...]:
    """Give the countries alone, by their ISO 3166 codes."""
    return tuple(one for one in places(text, language, context) if "/" not in one[0])


def _matcher(language: Language, context: Context) -> TermMatcher:
    def made() -> TermMatcher:
        names = {**country_names(language), **city_names(language)}
        return compile_terms(language, names, cache=context.cache)

    return context.once(("places", language), made)

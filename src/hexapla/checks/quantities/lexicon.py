"""What the scanner looks words up in: a language's conventions beside what CLDR knows of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from hexapla.languages import Conventions, profile
from hexapla.model import Language

_SYMBOLS = {
    "percent": "%", "per-mille": "‰", "kilometre": "km", "metre": "m", "centimetre": "cm",
    "millimetre": "mm", "kilogram": "kg|кг", "gram": "g|г", "milligram": "mg", "litre": "l|L",
    "hectare": "ha", "square-kilometre": "km²|km2", "square-metre": "m²|m2",
    "cubic-metre": "m³|m3", "celsius": "°C", "fahrenheit": "°F", "hour": "h", "mile": "mi",
    "nautical-mile": "nm|NM", "kilowatt": "kW", "megawatt": "MW", "gigawatt": "GW",
    "kilowatt-hour": "kWh", "megawatt-hour": "MWh", "terajoule": "TJ", "hertz": "Hz",
    "megahertz": "MHz", "gigahertz": "GHz", "kilobyte": "kB|KB", "megabyte": "MB",
    "gigabyte": "GB", "volt": "V", "kilovolt": "kV", "bar": "bar", "knot": "kn",
}  # fmt: skip
"""Symbols of units, the same in every language (SI, ISO 80000); case matters."""
SIGNS = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "₴": "UAH",
    "¥": "JPY",
    "₾": "GEL",
    "֏": "AMD",
    "₼": "AZN",
}
_CODES = (
    "EUR USD GBP SEK NOK DKK CHF PLN CZK HUF RON BGN UAH GEL AMD AZN RUB ISK JPY CNY CAD AUD "
    "LVL LTL EEK FIM DEM ECU"
)
_DAY_AFTER_MONTH = {"lt", "en", "hu", "hy"}
_MDY = {"en"}
_LETTER_WORD = {"en", "sv"}
_SHORTEST_PIECE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the words and marks of one language mean to the scanner.

    `telling` are the words that change what a number is: months, and words for powers of ten;
    `counting` the words for numbers above one; `articles` those for one that are also the
    indefinite article. `compound` matches a number written as one word (*zweitausendachtzehn*),
    `pieces` finds what it consists of, `values` says what its parts are worth.
    `letter_word`: a capital I may be a word.
    """

    tag: str
    decimal: str
    groups: frozenset[str]
    numbers: Mapping[str, int]
    parts: tuple[tuple[str, int], ...]
    scales: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    telling: frozenset[str]
    counting: frozenset[str]
    articles: frozenset[str]
    compound: re.Pattern[str] | None
    pieces: re.Pattern[str] | None
    values: Mapping[str, int]
    letter_word: bool
    year_gap: re.Pattern[str]
    afternoon: re.Pattern[str] | None
    hour_mark: re.Pattern[str] | None
    units: re.Pattern[str]
    unit_names: tuple[str, ...]
    money_before: re.Pattern[str]
    money_after: re.Pattern[str]
    money_names: tuple[str, ...]
    day_after_month: bool
    month_first: bool
    months_capital: bool


@functools.cache
def lexicon(language: Language) -> Lexicon:
    """Give the lexicon of a language; of one that nobody described, what CLDR knows."""
    conventions = profile(language).conventions
    base = language.split("-")[0]
    locale = _locale(language)
    decimal, group = (".", ",") if locale is None else _marks(locale)
    months = {**_cldr_names(locale, "months"), **conventions.months}
    weekdays = {**_cldr_names(locale, "days"), **conventions.weekdays}
    years = "|".join(re.escape(word) for word in conventions.year_words)
    unit_names, units = _units(conventions.unit_words)
    money_names, money = _money(conventions.currency_words)
    compound, pieces = _compound(conventions)
    codes = "|".join((*_CODES.split(), *map(re.escape, SIGNS)))
    return Lexicon(
        tag=language,
        decimal=decimal,
        groups=frozenset({group} - {"\xa0", "\u202f", " "}),
        numbers=conventions.number_words,
        parts=tuple(sorted(conventions.number_parts.items(), key=lambda item: -len(item[0]))),
        scales=conventions.scale_words,
        months=months,
        weekdays=weekdays,
        telling=frozenset((*months, *conventions.scale_words)),
        counting=frozenset(word for word, value in conventions.number_words.items() if value > 1),
        articles=conventions.articles,
        compound=compound,
        pieces=pieces,
        values={**conventions.number_parts, **conventions.number_words},
        letter_word=base in _LETTER_WORD,
        year_gap=re.compile(rf"[.,]?\s*(?:(?:{years})\s*)?,?\s*" if years else r"[.,]?\s*"),
        afternoon=_before_word(conventions.afternoon),
        hour_mark=_after_word(conventions.hour_marks),
        units=units,
        unit_names=unit_names,
        money_before=re.compile(rf"({codes})[\s\xa0]?$"),
        money_after=money,
        money_names=money_names,
        day_after_month=base in _DAY_AFTER_MONTH,
        month_first=base in _MDY,
        months_capital=base == "en",
    )


def _compound(
    conventions: Conventions,
) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Give an expression for numbers written as one word, and one for their parts."""
    names = {*conventions.number_words, *conventions.number_parts, *conventions.scale_words}
    known = sorted(
        (name for name in names if len(name) >= _SHORTEST_PIECE), key=lambda n: (-len(n), n)
    )
    if not known:
        return None, None
    branches = "|".join(map(re.escape, known))
    return re.compile(rf"(?:{branches})(?:(?:und|och|and)?(?:{branches}))+"), re.compile(branches)


def _before_word(marks: tuple[str, ...]) -> re.Pattern[str] | None:
    if not marks:
        return None
    return re.compile(rf"\s?(?:{'|'.join(map(re.escape, marks))})(?!\w)", re.IGNORECASE)


def _after_word(marks: tuple[str, ...]) -> re.Pattern[str] | None:
    if not marks:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, marks))})\s?$", re.IGNORECASE)


def _locale(language: Language) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _marks(locale: Locale) -> tuple[str, str]:
    symbols = locale.number_symbols
    latin = symbols.get("latn", symbols)
    return latin.get("decimal", "."), latin.get("group", ",")


def _cldr_names(locale: Locale | None, what: str) -> dict[str, int]:
    """Give CLDR's names of months (1 to 12) or days (1, Monday, to 7), full forms only."""
    if locale is None:
        return {}
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        names = getattr(locale, what).get(context, {}).get("wide", {})
        for number, name in names.items():
            found[str(name).casefold()] = int(number) + (what == "days")
    return found


def _units(words: Mapping[str, str]) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Give one expression over all units, longest first, and the names of its groups."""
    names: list[str] = []
    branches: list[str] = []
    spelled = sorted(words.items(), key=lambda item: (-len(item[1]), item[0]))
    first = ("percentage-point", "nautical-mile")
    for name, expression in sorted(spelled, key=lambda item: item[0] not in first):
        names.append(name)
        branches.append(rf"((?i:{expression}))")
    for name, symbols in sorted(_SYMBOLS.items(), key=lambda item: -len(item[1])):
        names.append(name)
        branches.append(
            f"({'|'.join(sorted(map(re.escape, symbols.split('|')), key=len, reverse=True))})"
        )
    # [-\s] also takes the hyphen of "10-year"; a word may stand between, as in "15 working days"
    return tuple(names), re.compile(
        rf"\)?[-–\s\xa0]{{0,2}}(?:(?:[^\W\d_]{{3,}})\s)??(?:{'|'.join(branches)})(?![\w²³])"
    )


def _money(words: Mapping[str, str]) -> tuple[tuple[str, ...], re.Pattern[str]]:
    names: list[str] = []
    branches: list[str] = []
    for name, expression in sorted(words.items()):
        names.append(name)
        branches.append(rf"((?i:{expression})(?!\w))")
    for code in _CODES.split():
        names.append(code)
        branches.append(rf"({code}(?!\w))")
    for sign, code in SIGNS.items():
        names.append(code)
        branches.append(f"({re.escape(sign)})")
    return tuple(names), re.compile(rf"\)?[-\s\xa0]{{0,2}}(?:{'|'.join(branches)})")

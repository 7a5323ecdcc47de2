"""Joins days, months' names and years into dates."""

from __future__ import annotations

import bisect
import operator
import re
from collections.abc import Sequence

from hexapla.checks.quantities.figures import Atom, Kind, Quantity, is_day, is_year
from hexapla.checks.quantities.lexicon import Lexicon
from hexapla.checks.quantities.spelled import Word

_DAY_GAP = re.compile(
    r"(?:st|nd|rd|th|\.|º|:?[ae]|[-–:]?[^\W\d_]{1,3})?[\s\xa0]{0,2}"
    r"(?:(?:of|de|the|päivänä|päivästä|päivään|päivän|kuupäeval|day\s+of)[\s\xa0]+)?"
)
_DAYS_BETWEEN = re.compile(
    r"(?:st|nd|rd|th|\.|:?[ae])?[\s\xa0]?"
    r"(?:[-–—/]|to|and|or|un|līdz|ir|iki|ja|kuni|tai|och|till|und|bis|și|та|і|და|և|və)[\s\xa0]?"
)
_TO = re.compile(
    r"(?:st|nd|rd|th|\.)?(?:[\s\xa0]?d\.)?[\s\xa0]?(?:[-–—]|to|until|and|līdz|un|iki|ir|kuni|ja|till|och|bis|und)"
    r"[\s\xa0]?(?:den|zum|the)?[\s\xa0]?"
)
_BESIDE = re.compile(r"[\s\xa0]?[,(]?[\s\xa0]?(?:(?:the|den|der|dem|am|on)[\s\xa0])?")
_DATE_KEY = 4
_SPACE_ONLY = re.compile(r"[\s\xa0]{1,2}")
_YEAR_AFTER = re.compile(r"[.,]?[\s\xa0]+(?:(?:of|de|d\.|vuonna|year)[\s\xa0]+)?")


def with_months(
    found: list[Quantity], words: list[Word], text: str, lexicon: Lexicon
) -> tuple[list[Quantity], list[tuple[int, int, int]]]:
    """Join days, months' names and years into dates; months alone are given beside."""
    months = [
        (lexicon.months[word], start, end)
        for word, start, end in words
        if word in lexicon.months and (not lexicon.months_capital or text[start].isupper())
    ]
    if not months:
        return found, []
    loose: list[tuple[int, int, int]] = []
    taken: set[int] = set()
    dates: list[Quantity] = []
    for month, start, end in months:
        days, year = _around(found, taken, text, start, end, lexicon)
        if not days and year is None:
            loose.append((month, start, end))
            continue
        used = [*days, *([year] if year is not None else [])]
        taken.update(used)
        dates.extend(_dates(found, days, year, month, (start, end), text))
    kept = [one for index, one in enumerate(found) if index not in taken]
    made = sorted([*kept, *dates], key=lambda one: (one.start, one.end))
    return _years_shared(made, text), loose


def _years_shared(found: list[Quantity], text: str) -> list[Quantity]:
    """Let the two dates of a range share the year that only one of them has.

    “29 April – 3 May 2014” and “no 2014. gada 29. aprīļa līdz 3. maijam” are the same two dates.
    """
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        if one.kind is not Kind.DATE or other.kind is not Kind.DATE:
            continue
        years = one.keys[0][1], other.keys[0][1]
        if (years[0] is None) == (years[1] is None) or not _TO.fullmatch(
            text, one.end, other.start
        ):
            continue
        lacking, year = (at, years[1]) if years[0] is None else (at + 1, years[0])
        _, _, month, day = found[lacking].keys[0]
        shared = ("d", year, month, day)
        found[lacking] = found[lacking]._replace(keys=(*found[lacking].keys, shared))
    return found


def days(quantity: Quantity) -> list[tuple[int, int, int]]:
    """Give the days that a date may mean, where it has a year, a month and a day."""
    return [
        (year, month, day)
        for kind, year, month, day in (key for key in quantity.keys if len(key) == _DATE_KEY)
        if kind == "d" and isinstance(year, int) and isinstance(month, int) and isinstance(day, int)
    ]


def weekday_at(quantity: Quantity, said: list[Word], text: str, lexicon: Lexicon) -> Word | None:
    """Give the day of the week that is named beside a date: “Friday, 13 May 2016”."""
    for word in said:
        if word[0] not in lexicon.weekdays:
            continue
        if word[2] <= quantity.start and _BESIDE.fullmatch(text, word[2], quantity.start):
            return word
        if word[1] >= quantity.end and _BESIDE.fullmatch(text, quantity.end, word[1]):
            return word
    return None


def _dates(  # noqa: PLR0917  what stands around a month is one question
    found: list[Quantity],
    days: list[int],
    year: int | None,
    month: int,
    month_at: tuple[int, int],
    text: str,
) -> list[Quantity]:
    year_value = None if year is None else int(str(found[year].keys[0][1]))
    year_at = [] if year is None else [found[year].start, found[year].end]
    made = []
    for index, day in enumerate(days or [None]):
        spots = [*month_at, *year_at]
        day_value = None
        if day is not None:
            day_value = int(str(found[day].keys[0][1]))
            spots += [found[day].start, found[day].end]
        parts: list[Atom] = [] if day_value is None else [("n", str(day_value))]
        if index == 0:
            parts.append(("m", month))
            if year_value is not None:
                parts.append(("n", str(year_value)))
        made.append(
            Quantity(
                kind=Kind.DATE,
                start=min(spots),
                end=max(spots),
                text=text[min(spots) : max(spots)],
                keys=(("d", year_value, month, day_value),),
                parts=tuple(parts),
            )
        )
    return made


def _around(  # noqa: PLR0917  what stands around a month is one question
    found: list[Quantity], taken: set[int], text: str, start: int, end: int, lexicon: Lexicon
) -> tuple[list[int], int | None]:
    """Find the days and the year that stand around a month's name."""
    at = bisect.bisect_left(found, start, key=_START)
    before, after = _free(found, taken, at - 1, -1), _free(found, taken, at, 1)
    days: list[int] = []
    left, right = start, end
    while before is not None and is_day(found[before]):
        gap = _DAYS_BETWEEN if days else _DAY_GAP
        if not gap.fullmatch(text, found[before].end, left):
            break
        days.insert(0, before)
        left = found[before].start
        before = _free(found, taken, before - 1, -1)
    in_front = bool(days) or not lexicon.day_after_month
    while not in_front and after is not None and is_day(found[after]):
        gap = _DAYS_BETWEEN if days else _SPACE_ONLY
        if not gap.fullmatch(text, right, found[after].start):
            break
        days.append(after)
        right = found[after].end
        after = _free(found, taken, after + 1, 1)
    if after is not None and is_year(found[after]):
        reach = right, found[after].start
        if lexicon.year_gap.fullmatch(text, *reach) or _YEAR_AFTER.fullmatch(text, *reach):
            return days, after
    if before is None or not is_year(found[before]):
        return days, None
    return days, before if lexicon.year_gap.fullmatch(text, found[before].end, left) else None


_START = operator.attrgetter("start")


def _free(found: Sequence[Quantity], taken: set[int], at: int, step: int) -> int | None:
    """Give the next number from a place on that belongs to no date yet."""
    while at in taken:
        at += step
    return at if 0 <= at < len(found) else None

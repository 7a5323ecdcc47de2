"""Reads a text into its quantities."""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from hexapla.checks.quantities.lexicon import SIGNS, Lexicon

SPACES = " \xa0\u202f\u2009"
_MARKS = ".,'’"
_FIGURES = rf"""
    (?P<date>(?<![\d/.,-])(?:
        \d{{4}}-\d{{1,2}}-\d{{1,2}} | \d{{1,2}}(?P<mark>[/.-])\d{{1,2}}(?P=mark)\d{{4}}
        | \d{{4}}(?P<sign>[/.])\d{{1,2}}(?P=sign)\d{{1,2}} | \d{{1,2}}\.\s\d{{1,2}}\.\s\d{{4}}
      )(?![\d/]|-\d|[.,]\d))
    |(?P<chain>\d+(?:[{SPACES}{_MARKS}]\d+)*)
"""
_PLAIN_TOKEN = re.compile(rf"(?=\d)(?:{_FIGURES})", re.VERBOSE)
_TOKEN = re.compile(
    rf"""(?P<address>(?:https?://|www\.)[^\s<>"]+|[\w.+-]+@[\w-]+\.[\w.-]+)|{_FIGURES}""",
    re.VERBOSE,
)
_ROMAN = re.compile(
    r"(?<![\w.])(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w])"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_SMALL_DIGITS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+")
_FRACTIONS = {"½": ("1", "2"), "¼": ("1", "4"), "¾": ("3", "4"), "⅓": ("1", "3"), "⅔": ("2", "3")}
_DAY_GAP = re.compile(
    r"(?:st|nd|rd|th|\.|º|:?[ae]|[-–:]?[^\W\d_]{1,3})?[\s\xa0]{0,2}"
    r"(?:(?:of|de|the|päivänä|päivästä|päivään|päivän|kuupäeval|day\s+of)[\s\xa0]+)?"
)
_DAYS_BETWEEN = re.compile(
    r"(?:st|nd|rd|th|\.|:?[ae])?[\s\xa0]?"
    r"(?:[-–—/]|to|and|or|un|līdz|ir|iki|ja|kuni|tai|och|till|und|bis|și|та|і|და|և|və)[\s\xa0]?"
)
_RANGE = re.compile(r"\.[\s\xa0]?[-–][\s\xa0]?")
_SPACE_ONLY = re.compile(r"[\s\xa0]{1,2}")
_JOINS = re.compile(r"[\s\xa0-]")
_SCALE_GAP = re.compile(r"[\s\xa0-]{0,2}")
_LAST_YEAR, _FIRST_YEAR, _LAST_DAY, _LAST_MONTH = 2999, 1000, 31, 12
_AFTERNOON = 12
_GROUP = 3

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")

Key = tuple[Hashable, ...]
Word = tuple[str, int, int]
"""A word, casefolded, its start and end."""
Atom = tuple[str, int | str]


class Kind(enum.Enum):
    """What a quantity is."""

    NUMBER = "number"
    DATE = "date"


class Quantity(NamedTuple):
    """A value written with digits (a date: with a month's name too).

    `keys` are the values that it can be read as, the likeliest first; `parts` the smaller values
    that it falls into where the other text writes them apart. `scale` is the power of ten that a
    word adds, `mantissa` the value without it.
    """

    kind: Kind
    start: int
    end: int
    text: str
    keys: tuple[Key, ...]
    parts: tuple[Atom, ...]
    mantissa: str = ""
    scale: int = 0
    glued: bool = False
    unusual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A number written in words; `name` is the word that names its power of ten, if any."""

    start: int
    end: int
    value: int
    scale: int = 0


@dataclass(slots=True, kw_only=True)
class Scan:
    """What a text holds; its words and the numbers in words are read where they are asked for."""

    text: str
    lexicon: Lexicon
    quantities: tuple[Quantity, ...]
    loose_months: tuple[tuple[int, int, int], ...] = ()
    _words: list[Word] | None = field(default=None, repr=False)
    _spelled: tuple[Spelled, ...] | None = field(default=None, repr=False)

    @property
    def words(self) -> list[Word]:
        """The words, casefolded, with where they stand."""
        if self._words is None:
            self._words = _words(self.text)
        return self._words

    @property
    def may_scale(self) -> bool:
        """Whether a word names a power of ten."""
        scales = self.lexicon.scales
        if self._words is None:
            return not self.lexicon.telling.isdisjoint(_WORD.findall(self.text.casefold()))
        return any(word in scales for word, _, _ in self._words)

    @property
    def spelled(self) -> tuple[Spelled, ...]:
        """The numbers in words, read where they are asked for."""
        if self._spelled is None:
            self._spelled = tuple(_spelled(self))
        return self._spelled

    def echoes(self, one: Quantity) -> bool:
        """Say whether a number in brackets repeats the words before it: “twelve (12)”."""
        if not one.text.isdigit() or self.text[one.start - 1 : one.start] != "(":
            return False
        before = next((word for word in reversed(self.words) if word[2] <= one.start), None)
        if before is None or self.text[before[2] : one.start].strip(" \xa0") != "(":
            return False
        return any(
            said.end == before[2] and str(said.value) == one.mantissa for said in self.spelled
        )

    def weak(self) -> Counter[str]:
        """Count every value that the text may mean without writing digits of full size.

        Words and their sums, Roman numerals, first parts of compounds, small digits, fractions.
        """
        found: Counter[str] = Counter()
        numbers, parts = self.lexicon.numbers, self.lexicon.parts
        for word, _, _ in self.words:
            if word in numbers:
                found[str(numbers[word])] += 1
            else:
                found.update({str(value) for part, value in parts if word.startswith(part)})
        sums = (str(one.value) for one in self.spelled)
        found.update(value for value in sums if value not in found)
        found.update(str(roman(hit[0])) for hit in _ROMAN.finditer(self.text) if hit[0])
        for small in _SMALL_DIGITS.findall(self.text):
            found[str(int(small.translate(_SMALL)))] += 1
        for sign, values in _FRACTIONS.items():
            if sign in self.text:
                found.update(values)
        return found


def roman(numeral: str) -> int:
    """Give the value of a Roman numeral."""
    total = 0
    for letter, following in zip(numeral, (*numeral[1:], ""), strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if following and value < _ROMAN_VALUES[following] else value
    return total


def romans(text: str) -> list[tuple[int, int, int]]:
    """Give the Roman numerals of two letters and more: value, start, end."""
    return [
        (roman(hit[0]), hit.start(), hit.end()) for hit in _ROMAN.finditer(text) if len(hit[0]) > 1
    ]


def scan(text: str, lexicon: Lexicon) -> Scan:
    """Read a text in the lexicon's language."""
    found: list[Quantity] = []
    if _DIGIT.search(text) is not None:
        # looking for addresses at each letter is slow: only where one may be
        addressed = "@" in text or "://" in text or "www." in text
        for hit in (_TOKEN if addressed else _PLAIN_TOKEN).finditer(text):
            if hit["chain"] is not None:
                found.extend(_chain(hit[0], hit.start(), text, lexicon))
            elif hit["date"] is not None:
                ended = _written_date(hit[0], hit.start(), text, lexicon)
                if found and len(ended) == 1:
                    found[-1] = _begun(found[-1], ended[0], text)
                found.extend(ended)
    said = _WORD.findall(text.casefold())
    if lexicon.telling.isdisjoint(said) and lexicon.afternoon is None:
        return Scan(text=text, lexicon=lexicon, quantities=tuple(found))
    words = _words(text)
    if found:
        found = _scaled(found, words, text, lexicon)
    found, loose = _with_months(found, words, text, lexicon)
    return Scan(
        text=text,
        lexicon=lexicon,
        quantities=tuple(found),
        loose_months=tuple(loose),
        _words=words,
    )


def _words(text: str) -> list[Word]:
    folded = text.casefold()
    if len(folded) == len(text):
        return [(hit[0], *hit.span()) for hit in _WORD.finditer(folded)]
    return [(hit[0].casefold(), *hit.span()) for hit in _WORD.finditer(text)]


def plain(digits: str, decimals: str = "") -> str:
    """Give a number without what does not change its value: 007 is 7, 2.50 is 2.5."""
    whole = digits.lstrip("0") or "0"
    rest = decimals.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _number(
    text: str, start: int, end: int, *keys: Key, parts: tuple[Atom, ...] = (), unusual: bool = False
) -> Quantity:
    glued = start > 0 and (text[start - 1].isalpha() or text[start - 1] == "_")
    first = next((str(key[1]) for key in keys if key[0] == "n"), "")
    return Quantity(
        kind=Kind.NUMBER,
        start=start,
        end=end,
        text=text[start:end],
        keys=keys,
        parts=parts or tuple(("n", str(key[1])) for key in keys[:1]),
        mantissa=first,
        glued=glued,
        unusual=unusual,
    )


def _chain(chain: str, at: int, text: str, lexicon: Lexicon) -> list[Quantity]:
    """Read digits parted by marks and spaces: "1 234 567,89", "24.2", "2016 500"."""
    if chain.isdigit():
        return [_number(text, at, at + len(chain), ("n", plain(chain)))]
    made: list[Quantity] = []
    for start, end in _by_spaces(chain):
        piece = chain[start:end]
        spaced = [index for index, sign in enumerate(piece) if sign in SPACES]
        if not spaced:
            made.append(_marked(piece, at + start, text, lexicon))
            continue
        whole = re.sub(f"[{SPACES}]", "", piece)
        parts = tuple(("n", plain(run)) for run in re.split(f"[{SPACES}]", piece))
        if whole.isdigit():
            made.append(_number(text, at + start, at + end, ("n", plain(whole)), parts=parts))
        else:
            one = _marked(whole, 0, whole, lexicon)
            made.append(one._replace(start=at + start, end=at + end, text=piece))
    return made


def _by_spaces(chain: str) -> list[tuple[int, int]]:
    """Part a chain at spaces that do not part groups of three digits."""
    pieces = [(hit.start(), hit.end()) for hit in re.finditer(f"[^{SPACES}]+", chain)]
    made: list[list[int]] = []
    open_group = False
    for start, end in pieces:
        piece = chain[start:end]
        head = re.match(r"\d+", piece)
        lead = len(head[0]) if head else 0
        if made and open_group and lead == _GROUP:
            made[-1][1] = end
        else:
            made.append([start, end])
            open_group = piece.isdigit() and len(piece) <= _GROUP and piece[0] != "0"
            continue
        open_group = piece.isdigit()
    return [(start, end) for start, end in made]


def _marked(piece: str, at: int, text: str, lexicon: Lexicon) -> Quantity:  # noqa: PLR0911  a reading a line
    """Read digits with points, commas or apostrophes between them."""
    end = at + len(piece)
    if piece.isdigit():
        return _number(text, at, end, ("n", plain(piece)))
    runs = re.split(r"[.,'’]", piece)
    marks = [sign for sign in piece if not sign.isdigit()]
    parts = tuple(("n", plain(run)) for run in runs)
    grouped = plain("".join(runs))
    in_threes = (
        len(runs[0]) <= _GROUP and runs[0] != "0" and all(len(run) == _GROUP for run in runs[1:])
    )
    if len(marks) == 1:
        value = plain(*runs)
        if marks[0] == lexicon.decimal:
            other = (("n", grouped),) if in_threes else ()
            return _number(text, at, end, ("n", value), *other, ("s", piece), parts=_whole(value))
        if in_threes and (marks[0] in lexicon.groups or marks[0] in "'’."):
            return _number(text, at, end, ("n", grouped), ("n", value), ("s", piece), parts=parts)
        # a mark that is not the language's: a time, a section, or a number left as it was
        return _number(
            text, at, end, ("s", piece), ("n", value), ("n", grouped), parts=parts, unusual=True
        )
    if len(set(marks)) == 1:
        if in_threes and marks[0] != lexicon.decimal:
            return _number(text, at, end, ("n", grouped), ("s", piece), parts=parts)
        others = (("n", grouped),) if in_threes else ()
        return _number(text, at, end, ("s", piece), *others, parts=parts)
    last = marks[-1]
    head_threes = len(runs[0]) <= _GROUP and all(len(run) == _GROUP for run in runs[1:-1])
    if len(set(marks[:-1])) == 1 and last != marks[0] and head_threes:
        value = plain("".join(runs[:-1]), runs[-1])
        return _number(text, at, end, ("n", value), parts=_whole(value))
    return _number(text, at, end, ("s", piece), parts=parts)


def _whole(value: str) -> tuple[Atom, ...]:
    return (("n", value),)


def _written_date(written: str, at: int, text: str, lexicon: Lexicon) -> list[Quantity]:
    """Read a date in figures; what is none falls into its numbers."""
    runs = [(hit[0], hit.start()) for hit in re.finditer(r"\d+", written)]
    values = [int(run) for run, _ in runs]
    year_first = len(runs[0][0]) == 4  # noqa: PLR2004  a year has four digits
    year, first, second = (
        (values[0], values[1], values[2]) if year_first else (values[2], values[0], values[1])
    )
    month, day = (first, second) if year_first else (second, first)
    readings = [(year, month, day)]
    if not year_first and "/" in written:
        swapped = (year, day, month)
        readings = [swapped, readings[0]] if lexicon.month_first else [readings[0], swapped]
    readings = [one for one in readings if _possible(*one)]
    if not readings:
        return [
            _number(text, at + start, at + start + len(run), ("n", plain(run)))
            for run, start in runs
        ]
    keys: tuple[Key, ...] = tuple(("d", *one) for one in readings)
    year, month, day = readings[0]
    parts: tuple[Atom, ...] = (("n", str(year)), ("m", month), ("n", str(day)))
    return [
        Quantity(
            kind=Kind.DATE,
            start=at,
            end=at + len(written),
            text=written,
            keys=keys,
            parts=parts,
        )
    ]


def _begun(one: Quantity, end: Quantity, text: str) -> Quantity:
    """Read the day that begins a range of days as a date: 7.–8.5.2014."""
    if not _is_day(one) or not _RANGE.fullmatch(text, one.end, end.start):
        return one
    _, year, month, _ = end.keys[0]
    day = int(one.text)
    keys: tuple[Key, ...] = (("d", year, month, day), *one.keys)
    return one._replace(kind=Kind.DATE, keys=keys, parts=(("n", str(day)),))


def _possible(year: int, month: int, day: int) -> bool:
    in_year = 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY
    return in_year and _FIRST_YEAR <= year <= _LAST_YEAR


def _scaled(
    found: list[Quantity], words: list[Word], text: str, lexicon: Lexicon
) -> list[Quantity]:
    """Let the words million, milj., bn … multiply the number before them."""
    by_start = {start: (word, end) for word, start, end in words if word in lexicon.scales}
    if not by_start and lexicon.afternoon is None:
        return found
    made: list[Quantity] = []
    for one in found:
        changed = one
        gap = _SCALE_GAP.match(text, one.end)
        follows = by_start.get(gap.end()) if gap and one.kind is Kind.NUMBER else None
        if follows and one.mantissa:
            power = lexicon.scales[follows[0]]
            keys = tuple(("n", _times(str(key[1]), power)) for key in one.keys if key[0] == "n")
            changed = one._replace(
                end=follows[1],
                text=text[one.start : follows[1]],
                keys=keys,
                parts=_whole(str(keys[0][1])),
                scale=power,
            )
        elif lexicon.afternoon and lexicon.afternoon.match(text, one.end):
            changed = _afternoon(one)
        made.append(changed)
    return made


def _afternoon(one: Quantity) -> Quantity:
    hour = one.parts[0][1]
    if not str(hour).isdigit() or int(hour) >= _AFTERNOON:
        return one
    later = str(int(hour) + _AFTERNOON)
    return one._replace(keys=(*one.keys, ("n", later)))


def _times(value: str, power: int) -> str:
    shown = f"{Decimal(value).scaleb(power):f}"
    whole, _, rest = shown.partition(".")
    return plain(whole, rest)


def _with_months(
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
    return sorted([*kept, *dates], key=lambda one: (one.start, one.end)), loose


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


def _around(  # noqa: C901, PLR0917  what stands around a month is one question
    found: list[Quantity], taken: set[int], text: str, start: int, end: int, lexicon: Lexicon
) -> tuple[list[int], int | None]:
    """Find the days and the year that stand around a month's name."""
    before = [i for i, one in enumerate(found) if one.end <= start and i not in taken]
    after = [i for i, one in enumerate(found) if one.start >= end and i not in taken]
    days: list[int] = []
    left, right = start, end
    if before and _is_day(found[before[-1]]):
        candidate = found[before[-1]]
        if _DAY_GAP.fullmatch(text, candidate.end, start):
            days.insert(0, before.pop())
            left = candidate.start
            while before and _is_day(found[before[-1]]):
                earlier = found[before[-1]]
                if not _DAYS_BETWEEN.fullmatch(text, earlier.end, left):
                    break
                days.insert(0, before.pop())
                left = earlier.start
    if not days and lexicon.day_after_month and after and _is_day(found[after[0]]):
        candidate = found[after[0]]
        if _SPACE_ONLY.fullmatch(text, end, candidate.start):
            days.append(after.pop(0))
            right = candidate.end
            while after and _is_day(found[after[0]]):
                later = found[after[0]]
                if not _DAYS_BETWEEN.fullmatch(text, right, later.start):
                    break
                days.append(after.pop(0))
                right = later.end
    if after and _is_year(found[after[0]]):
        candidate = found[after[0]]
        if lexicon.year_gap.fullmatch(text, right, candidate.start) or _YEAR_AFTER.fullmatch(
            text, right, candidate.start
        ):
            return days, after[0]
    if before and _is_year(found[before[-1]]):
        candidate = found[before[-1]]
        if lexicon.year_gap.fullmatch(text, candidate.end, left):
            return days, before[-1]
    return days, None


_YEAR_AFTER = re.compile(r"[.,]?[\s\xa0]+(?:(?:of|de|d\.|vuonna|year)[\s\xa0]+)?")


def _is_day(one: Quantity) -> bool:
    value = one.text
    return value.isdigit() and len(value) <= 2 and 1 <= int(value) <= _LAST_DAY  # noqa: PLR2004


def _is_year(one: Quantity) -> bool:
    return one.text.isdigit() and len(one.text) == 4 and one.text[0] in "12"  # noqa: PLR2004


def _spelled(of: Scan) -> list[Spelled]:
    """Read numbers in words: *twenty-five*, *divdesmit pieci*, *two million*."""
    numbers, scales = of.lexicon.numbers, of.lexicon.scales
    runs: list[list[Word]] = []
    last = -1
    for word, start, end in of.words:
        if word not in numbers and word not in scales:
            continue
        joined = bool(runs) and start - last == 1 and _JOINS.match(of.text, last)
        if joined:
            runs[-1].append((word, start, end))
        else:
            runs.append([(word, start, end)])
        last = end
    made: list[Spelled] = []
    for run in runs:
        made.extend(_sum(run, numbers, scales))
    return made


_HUNDRED, _TEN = 100, 10


def _sum(run: list[Word], numbers: Mapping[str, int], scales: Mapping[str, int]) -> list[Spelled]:
    made: list[Spelled] = []
    total = current = power = 0
    start = end = -1
    smallest = 0

    def close() -> None:
        nonlocal total, current, power, start, smallest
        if start >= 0:
            made.append(Spelled(start=start, end=end, value=total + current, scale=power))
        total = current = power = smallest = 0
        start = -1

    for word, word_start, word_end in run:
        if word in numbers:
            value = numbers[word]
            fits = value < smallest or (value == _HUNDRED and 0 < current < _TEN)
            if start >= 0 and current and not fits:
                close()
            current = current * _HUNDRED if value == _HUNDRED and current else current + value
            smallest = (
                _TEN
                if value >= _TEN and value < _HUNDRED
                else (_HUNDRED if value >= _HUNDRED else 1)
            )
        else:
            power = scales[word]
            total += max(current, 1) * 10**power
            current, smallest = 0, 10**power
        if start < 0:
            start = word_start
        end = word_end
    close()
    return made


def unit_at(of: Scan, quantity: Quantity) -> str:
    """Give the unit that follows a number ("kilometre"), or nothing where none is known."""
    hit = of.lexicon.units.match(of.text, quantity.end)
    if hit is None or hit.lastindex is None:
        return ""
    return of.lexicon.unit_names[hit.lastindex - 1]


def currency_at(of: Scan, quantity: Quantity) -> str:
    """Give the currency before or after an amount, as ISO 4217 says it, or nothing."""
    before = of.lexicon.money_before.search(of.text, max(0, quantity.start - 5), quantity.start)
    if before is not None:
        return SIGNS.get(before[1], before[1])
    hit = of.lexicon.money_after.match(of.text, quantity.end)
    if hit is None or hit.lastindex is None:
        return ""
    return of.lexicon.money_names[hit.lastindex - 1]


def written(value: str, lexicon: Lexicon) -> str:
    """Write a number as the language does: its decimal mark, its mark between groups."""
    whole, _, rest = value.partition(".")
    mark = next(iter(sorted(lexicon.groups)), "\xa0")
    groups: list[str] = []
    while len(whole) > _GROUP:
        groups.insert(0, whole[-_GROUP:])
        whole = whole[:-_GROUP]
    shown = mark.join([whole, *groups])
    return f"{shown}{lexicon.decimal}{rest}" if rest else shown

"""Reads the digits of a text: numbers with their marks and groups, dates in figures."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from hexapla.checks.quantities.lexicon import Lexicon

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
_CHAIN = re.compile(rf"\d\d*(?:[{SPACES}{_MARKS}]\d+)*")
"""What begins with a single class is searched for much faster than what only looks ahead to one."""
_MAY_BE_DATE = re.compile(r"\d[/.-]\s?\d\d?[/.-]\s?\d")
_RANGE = re.compile(r"\.[\s\xa0]?[-–][\s\xa0]?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})")
_LAST_YEAR, _FIRST_YEAR, _LAST_DAY, _LAST_MONTH = 2999, 1000, 31, 12
_GROUP = 3
_DIGITS = re.compile(r"\d+")
_SPACE, _UNSPACED = re.compile(f"[{SPACES}]"), re.compile(f"[^{SPACES}]+")
_MARK = re.compile(f"[{_MARKS}]")

Key = tuple[Hashable, ...]
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
    unusual: bool = False


def figures(text: str, lexicon: Lexicon) -> list[Quantity]:
    """Read what a text writes with digits, in order."""
    # looking for addresses at each letter is slow: only where one may be
    if "@" in text or "://" in text or "www." in text:
        return _with_dates(_TOKEN, text, lexicon)
    chains = [(hit[0], hit.start()) for hit in _CHAIN.finditer(text)]
    if not chains:
        return []
    lone = len(chains) == 1 and chains[0][0].isdigit()
    if not lone and _MAY_BE_DATE.search(text, chains[0][1]) is not None:
        return _with_dates(_PLAIN_TOKEN, text, lexicon)
    return _placed(chains, lexicon)


def _with_dates(token: re.Pattern[str], text: str, lexicon: Lexicon) -> list[Quantity]:
    """Read a text that may hold dates in figures, or addresses, whose figures are none."""
    found: list[Quantity] = []
    for hit in token.finditer(text):
        if hit["chain"] is not None:
            found += _placed([(hit[0], hit.start())], lexicon)
        elif hit["date"] is not None:
            ended = _written_date(hit[0], hit.start(), lexicon)
            if found and len(ended) == 1:
                found[-1] = _begun(found[-1], ended[0], text)
            found += ended
    return found


def plain(digits: str, decimals: str = "") -> str:
    """Give a number without what does not change its value: 007 is 7, 2.50 is 2.5."""
    whole = digits.lstrip("0") or "0"
    rest = decimals.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _number(
    text: str, at: int, *keys: Key, parts: tuple[Atom, ...] = (), unusual: bool = False
) -> Quantity:
    return Quantity(
        kind=Kind.NUMBER,
        start=at,
        end=at + len(text),
        text=text,
        keys=keys,
        parts=parts or tuple(("n", str(key[1])) for key in keys[:1]),
        mantissa=next((str(key[1]) for key in keys if key[0] == "n"), ""),
        unusual=unusual,
    )


def _placed(chains: Iterable[tuple[str, int]], lexicon: Lexicon) -> list[Quantity]:
    """Read digits parted by marks and spaces, with where they begin: "1 234 567,89", "24.2".

    What a chain means lies in the chain alone, so each is read once; where it stands is added.
    """
    decimal, groups = lexicon.decimal, lexicon.groups
    return [
        Quantity(kind, at + start, at + end, said, keys, parts, mantissa, scale, unusual)
        for chain, at in chains
        for kind, start, end, said, keys, parts, mantissa, scale, unusual in _read(
            chain, decimal, groups
        )
    ]


@functools.lru_cache(maxsize=65_536)
def _read(chain: str, decimal: str, groups: frozenset[str]) -> tuple[Quantity, ...]:
    """Read a chain into its numbers, with their places within the chain."""
    if _SPACE.search(chain) is None:
        return (_marked(chain, 0, decimal, groups),)
    made: list[Quantity] = []
    for start, end in _by_spaces(chain):
        piece = chain[start:end]
        if _SPACE.search(piece) is None:
            made.append(_marked(piece, start, decimal, groups))
            continue
        whole = _SPACE.sub("", piece)
        parts = tuple(("n", plain(run)) for run in _SPACE.split(piece))
        if whole.isdigit():
            made.append(_number(piece, start, ("n", plain(whole)), parts=parts))
        else:
            one = _marked(whole, 0, decimal, groups)
            made.append(one._replace(start=start, end=end, text=piece))
    return tuple(made)


def _by_spaces(chain: str) -> list[tuple[int, int]]:
    """Part a chain at spaces that do not part groups of three digits."""
    pieces = [(hit.start(), hit.end()) for hit in _UNSPACED.finditer(chain)]
    made: list[list[int]] = []
    open_group = False
    for start, end in pieces:
        piece = chain[start:end]
        head = _DIGITS.match(piece)
        lead = len(head[0]) if head else 0
        if made and open_group and lead == _GROUP:
            made[-1][1] = end
        else:
            made.append([start, end])
            open_group = piece.isdigit() and len(piece) <= _GROUP and piece[0] != "0"
            continue
        open_group = piece.isdigit()
    return [(start, end) for start, end in made]


def _marked(piece: str, at: int, decimal: str, groups: frozenset[str]) -> Quantity:  # noqa: PLR0911  a reading a line
    """Read digits with points, commas or apostrophes between them."""
    if piece.isdigit():
        return _number(piece, at, ("n", plain(piece)))
    runs = _MARK.split(piece)
    marks = [sign for sign in piece if not sign.isdigit()]
    parts = tuple(("n", plain(run)) for run in runs)
    grouped = plain("".join(runs))
    in_threes = (
        len(runs[0]) <= _GROUP and runs[0] != "0" and all(len(run) == _GROUP for run in runs[1:])
    )
    if len(marks) == 1:
        value = plain(*runs)
        if marks[0] == decimal:
            other = (("n", grouped),) if in_threes else ()
            return _number(piece, at, ("n", value), *other, ("s", piece), parts=whole(value))
        if in_threes and (marks[0] in groups or marks[0] in "'’."):
            return _number(piece, at, ("n", grouped), ("n", value), ("s", piece), parts=parts)
        # a mark that is not the language's: a time, a section, or a number left as it was
        return _number(
            piece, at, ("s", piece), ("n", value), ("n", grouped), parts=parts, unusual=True
        )
    if len(set(marks)) == 1:
        if in_threes and marks[0] != decimal:
            return _number(piece, at, ("n", grouped), ("s", piece), parts=parts)
        others = (("n", grouped),) if in_threes else ()
        return _number(piece, at, ("s", piece), *others, parts=parts)
    last = marks[-1]
    head_threes = len(runs[0]) <= _GROUP and all(len(run) == _GROUP for run in runs[1:-1])
    if len(set(marks[:-1])) == 1 and last != marks[0] and head_threes:
        value = plain("".join(runs[:-1]), runs[-1])
        return _number(piece, at, ("n", value), parts=whole(value))
    return _number(piece, at, ("s", piece), parts=parts)


def whole(value: str) -> tuple[Atom, ...]:
    """Give the parts of a number that does not fall apart."""
    return (("n", value),)


def _written_date(written: str, at: int, lexicon: Lexicon) -> list[Quantity]:
    """Read a date in figures; what is none falls into its numbers."""
    runs = [(hit[0], hit.start()) for hit in _DIGITS.finditer(written)]
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
        return [_number(run, at + start, ("n", plain(run))) for run, start in runs]
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
    """Read what begins a range of days as a date: 7.–8.5.2014, 29.4.–3.5.2014."""
    if not _RANGE.fullmatch(text, one.end, end.start):
        return one
    _, year, month, _ = end.keys[0]
    hit = _DAY_MONTH.fullmatch(one.text)
    if hit is not None and isinstance(year, int) and _possible(year, int(hit[2]), int(hit[1])):
        begun: Key = ("d", year, int(hit[2]), int(hit[1]))
        parts: tuple[Atom, ...] = (("m", int(hit[2])), ("n", str(int(hit[1]))))
    elif is_day(one):
        begun = ("d", year, month, int(one.text))
        parts = (("n", str(int(one.text))),)
    else:
        return one
    return one._replace(kind=Kind.DATE, keys=(begun, *one.keys), parts=parts)


def _possible(year: int, month: int, day: int) -> bool:
    in_year = 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY
    return in_year and _FIRST_YEAR <= year <= _LAST_YEAR


def is_day(one: Quantity) -> bool:
    """Say whether a number may be the day of a month."""
    value = one.text
    return value.isdigit() and len(value) <= 2 and 1 <= int(value) <= _LAST_DAY  # noqa: PLR2004


def is_year(one: Quantity) -> bool:
    """Say whether a number may be a year."""
    return one.text.isdigit() and len(one.text) == 4 and one.text[0] in "12"  # noqa: PLR2004

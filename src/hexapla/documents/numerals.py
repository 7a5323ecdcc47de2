"""Numbers of lists as they are shown: ECMA-376 Part 1 §17.18.59 (ST_NumberFormat) and HTML's types.

The formats that European documents use are written out; any other is shown as decimal.
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 32767
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def numeral(number: int, style: str) -> str:
    """Give `number` as a list of that style shows it.

    Letters double after the last one, as Word counts: z, aa, bb. A number that the style cannot
    write (none, or below one) is given as digits.
    """
    if style in {"none", "bullet"}:
        return ""
    if style == "decimalZero":
        return f"{number:02d}"
    if style.startswith("0"):  # Word's custom formats are written as their first number: 001
        return f"{number:0{len(style)}d}"
    write = _STYLES.get(style)
    return write(number) if write is not None and 0 < number <= _MOST else str(number)


def _roman(number: int) -> str:
    made = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        made += letters * count
    return made


def _circled(number: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(start + number - first)
    return str(number)


def _repeated(number: int, letters: str) -> str:
    times, index = divmod(number - 1, len(letters))
    return letters[index] * (times + 1)


_STYLES: dict[str, Callable[[int], str]] = {
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "lowerLetter": lambda number: _repeated(number, _LATIN),
    "upperLetter": lambda number: _repeated(number, _LATIN.upper()),
    "russianLower": lambda number: _repeated(number, _RUSSIAN),
    "russianUpper": lambda number: _repeated(number, _RUSSIAN.upper()),
    "chicago": lambda number: _repeated(number, "*†‡§"),
    "ordinal": lambda number: f"{number}.",
    "decimalEnclosedCircle": _circled,
    "numberInDash": lambda number: f"- {number} -",
}

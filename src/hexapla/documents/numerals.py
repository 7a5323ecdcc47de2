"""Numbers of lists as they are shown: ECMA-376 Part 1 §17.18.59 (ST_NumberFormat) and HTML's types.

The formats that European documents use are written out; any other is shown as decimal.
"""

from __future__ import annotations

from collections.abc import Callable

from hexapla.documents.number_words import in_words, ordinal, ordinal_in_words

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 32767
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def numeral(number: int, style: str, language: str = "") -> str:
    """Give `number` as a list of that style shows it.

    Numbers in words and ordinals with an ending are written in English, and up to 99 in Latvian,
    Lithuanian, Estonian, Finnish, Swedish and German; other languages get digits, with a full stop
    for an ordinal.

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
    spoken = language.split("-", maxsplit=1)[0].lower()
    if spoken == "en":
        write = _ENGLISH.get(style, write)
    elif style in _SPELLED and number > 0:
        return _SPELLED[style](number, spoken) or str(number)
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


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def _in_words(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    for value, name in ((1000, " thousand"), (100, " hundred")):
        count, rest = divmod(number, value)
        if count:
            return _in_words(count) + name + (f" {_in_words(rest)}" if rest else "")
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def _ordinal_in_english(number: int) -> str:
    words = _in_words(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    ending = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return words[:cut] + _ORDINALS.get(last, ending)


def _ordinal(number: int) -> str:
    eleventh = number % 100 in {11, 12, 13}
    return f"{number}{'th' if eleventh else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_ENGLISH: dict[str, Callable[[int], str]] = {
    "ordinal": _ordinal,
    "cardinalText": lambda number: _in_words(number).capitalize(),
    "ordinalText": lambda number: _ordinal_in_english(number).capitalize(),
}
_SPELLED: dict[str, Callable[[int, str], str]] = {
    "ordinal": ordinal,
    "cardinalText": in_words,
    "ordinalText": ordinal_in_words,
}
_STYLES: dict[str, Callable[[int], str]] = {
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "lowerLetter": lambda number: _repeated(number, _LATIN),
    "upperLetter": lambda number: _repeated(number, _LATIN.upper()),
    "russianLower": lambda number: _repeated(number, _RUSSIAN),
    "russianUpper": lambda number: _repeated(number, _RUSSIAN.upper()),
    "chicago": lambda number: _repeated(number, "*†‡§"),
    "decimalEnclosedCircle": _circled,
    "numberInDash": lambda number: f"- {number} -",
}

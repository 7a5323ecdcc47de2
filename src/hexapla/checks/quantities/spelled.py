"""Reads numbers that a text writes in words, in Roman numerals, in small digits."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hexapla.checks.quantities.lexicon import Lexicon

_ROMAN = re.compile(
    r"(?<![\w.])(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w])"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_SMALL_DIGITS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+")
_FRACTIONS = {"½": ("1", "2"), "¼": ("1", "4"), "¾": ("3", "4"), "⅓": ("1", "3"), "⅔": ("2", "3")}
_JOINS = re.compile(r"[\s\xa0-]")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_PARTED = re.compile(r"([^\W\d_]+)")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_AND = frozenset({"and", "un", "ir", "ja", "och", "und", "și", "և", "və", "і", "та"})
_HUNDRED, _TEN, _LONG = 100, 10, 7

Word = tuple[str, int, int]
"""A word, casefolded, its start and end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A number written in words; `name` is the word that names its power of ten, if any."""

    start: int
    end: int
    value: int
    scale: int = 0


def _letters() -> str:
    r"""Give the letters of Unicode's first plane, as ranges of a character class.

    Spelled out they make a table, which the engine looks a letter up in three times faster than it
    asks the three questions of ``[^\W\d_]``.
    """
    found = re.findall(r"[^\W\d_]+", "".join(map(chr, range(0x10000))))
    return "".join(f"\\u{ord(run[0]):04x}-\\u{ord(run[-1]):04x}" for run in found)


_LETTERS = re.compile(f"([{_letters()}]+)")


def parted(folded: str) -> list[str]:
    """Part a text into what stands between words and words, in turn."""
    return (_WORD_PARTED if _BEYOND.search(folded) else _LETTERS).split(folded)


def words(text: str) -> list[Word]:
    """Give the words of a text, casefolded, with where they stand."""
    folded = text.casefold()
    if len(folded) != len(text):
        return [(hit[0].casefold(), *hit.span()) for hit in _WORD.finditer(text)]
    return placed(parted(folded))


def placed(parts: list[str]) -> list[Word]:
    """Give the words of a text that is `parted`, with where they stand."""
    reached = list(itertools.accumulate(map(len, parts)))
    return list(zip(parts[1::2], reached[0:-1:2], reached[1::2], strict=True))


def roman(numeral: str) -> int:
    """Give the value of a Roman numeral."""
    total = 0
    for letter, following in zip(numeral, (*numeral[1:], ""), strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if following and value < _ROMAN_VALUES[following] else value
    return total


def spelled(said: Sequence[Word], text: str, lexicon: Lexicon) -> list[Spelled]:
    """Read numbers in words: *twenty-five*, *divdesmit pieci*, *tvåtusenarton*."""
    runs: list[list[Word]] = []
    last = -1
    for one in said:
        pieces = _pieces(one, lexicon)
        if not pieces:
            continue
        start, end = one[1], one[2]
        if runs and _goes_on(text[last:start], runs[-1][-1][0], lexicon):
            runs[-1].extend(pieces)
        else:
            runs.append(list(pieces))
        last = end
    return [made for run in runs for made in _sum(run, lexicon.values, lexicon.scales)]


def _goes_on(gap: str, before: str, lexicon: Lexicon) -> bool:
    """Say whether what stands between two numbers makes them one: “two thousand and eighteen”."""
    if _JOINS.fullmatch(gap):
        return True
    large = before in lexicon.scales or lexicon.values.get(before, 0) >= _HUNDRED
    return large and gap.strip(" \xa0") in _AND


def _pieces(word: Word, lexicon: Lexicon) -> tuple[Word, ...]:
    """Give the numbers that a word consists of: itself, or the parts of a compound."""
    said, start, end = word
    if said in lexicon.numbers or said in lexicon.scales:
        return (word,)
    if len(said) < _LONG or lexicon.compound is None or lexicon.pieces is None:
        return ()
    hit = lexicon.compound.fullmatch(said)
    if hit is None:
        return ()
    return tuple(
        (piece, start, end)
        for piece in lexicon.pieces.findall(said)
        if piece in lexicon.values or piece in lexicon.scales
    )


def weak(
    of_text: str, said: Sequence[Word], sums: Sequence[Spelled], lexicon: Lexicon
) -> Counter[str]:
    """Count every value that a text may mean without writing digits of full size.

    Words and their sums, Roman numerals, first parts of compounds, small digits, fractions. What is
    also the indefinite article counts under “article”.
    """
    found: Counter[str] = Counter()
    numbers, parts = lexicon.numbers, lexicon.parts
    for word, _, _ in said:
        if word in lexicon.articles:
            found["article"] += 1
        elif word in numbers:
            found[str(numbers[word])] += 1
        else:
            began = {str(value) for part, value in parts if word.startswith(part)}
            if lexicon.articles and "1" in began:  # *enligt*, *einhalten*
                began = {*began - {"1"}, "article"}
            found.update(began)
    values = (str(one.value) for one in sums)
    found.update(value for value in values if value not in found and value != "1")
    found.update(str(value) for value in romans(of_text, lexicon))
    for small in _SMALL_DIGITS.findall(of_text):
        found[str(int(small.translate(_SMALL)))] += 1
    for sign, made in _FRACTIONS.items():
        if sign in of_text:
            found.update(made)
    return found


def romans(text: str, lexicon: Lexicon) -> list[int]:
    """Give the values of the Roman numerals of a text.

    A single letter is one only as I, V or X; and an I that begins a sentence is a word where the
    language has it (Swedish *I*, “in”; English *I*).
    """
    found = []
    for hit in _ROMAN.finditer(text):
        letters = hit[0]
        if len(letters) == 1 and letters not in "IVX":
            continue
        if letters == "I" and lexicon.letter_word and _opens(text, hit.start()):
            continue
        found.append(roman(letters))
    return found


def _opens(text: str, at: int) -> bool:
    before = text[:at].rstrip(' \xa0(„”“"’»«')
    return not before or before[-1] in ".!?:;"


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
            fits = value < smallest or (value == _HUNDRED and 0 < current < _HUNDRED)
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

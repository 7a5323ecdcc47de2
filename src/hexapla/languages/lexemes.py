"""Reads tables of words and what they stand for, written as a grammar prints them."""

from __future__ import annotations

from collections.abc import Mapping


def lexemes(table: str, endings: Mapping[str, str] | None = None) -> dict[str, int]:
    """Give every form in a table as a key to its number.

    A line is a number and, parted by commas, its words: whole forms, or a stem with its endings
    after a bar. ``-`` is the empty ending, ``@name`` the endings of that name. A later line never
    takes a form away from an earlier one. Forms come out casefolded.

        5 piec|@numeral, piekt|@ordinal
        10 desmit desmitiem
    """
    found: dict[str, int] = {}
    for line in table.strip().splitlines():
        number, _, words = line.strip().partition(" ")
        for entry in words.split(","):
            for form in _forms(entry.strip(), endings or {}):
                found.setdefault(form.casefold(), int(number))
    return found


def _forms(entry: str, endings: Mapping[str, str]) -> list[str]:
    stem, bar, tail = entry.partition("|")
    if not bar:
        return stem.split()
    made: list[str] = []
    for ending in tail.split():
        named = endings[ending[1:]].split() if ending.startswith("@") else [ending]
        made.extend(stem + ("" if one == "-" else one) for one in named)
    return made


def joined(
    tens: Mapping[str, int], units: Mapping[str, int], *, units_first: bool = False, link: str = ""
) -> dict[str, int]:
    """Give the numbers that are written as one word: tens and units, in the language's order."""
    return {
        (unit + link + ten if units_first else ten + link + unit): one + two
        for ten, one in tens.items()
        for unit, two in units.items()
    }


def words(text: str) -> frozenset[str]:
    """Give the words of a text parted by white space."""
    return frozenset(text.split())

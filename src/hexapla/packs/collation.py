"""The order of words in a language: the root collation of Unicode (pyuca) with CLDR's tailoring.

pyuca (MIT, pure Python) knows the root order alone. What the twelve languages change in it stands
here as data, after the collation rules of CLDR (common/collation/<language>.xml, type standard):
letters that are letters of their own get a place between others (“&c < č”), and letters that are
secondary variants stay so. PyICU would need a C++ build; this order needs none and is the same on
every machine.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Mapping

from pyuca import Collator

Key = tuple[tuple[float, ...], tuple[int, ...], str]

_PRIMARY: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    # after letter: the letters that follow it, each of its own
    "lv": (
        ("c", ("č",)),
        ("g", ("ģ",)),
        ("k", ("ķ",)),
        ("l", ("ļ",)),
        ("n", ("ņ",)),
        ("r", ("ŗ",)),
        ("s", ("š",)),
        ("z", ("ž",)),
    ),
    "lt": (("c", ("č",)), ("s", ("š",)), ("z", ("ž",))),
    "et": (("s", ("š", "z", "ž")), ("w", ("õ", "ä", "ö", "ü"))),
    "fi": (("z", ("å", "ä", "ö")),),
    "sv": (("z", ("å", "ä", "ö")),),
    "ro": (("a", ("ă", "â")), ("i", ("î",)), ("s", ("ș",)), ("t", ("ț",))),
    "uk": (("г", ("ґ",)), ("і", ("ї",))),
    "az": (
        ("c", ("ç",)),
        ("e", ("ə",)),
        ("g", ("ğ",)),
        ("h", ("x", "ı")),
        ("k", ("q",)),
        ("o", ("ö",)),
        ("s", ("ş",)),
        ("u", ("ü",)),
    ),
}
_SAME_AS: Mapping[str, Mapping[str, str]] = {
    # letters that sort with another one and differ in the second place only
    "lv": {"y": "i", "ō": "o"},
    "lt": {"ą": "a", "ę": "e", "ė": "e", "į": "i", "y": "i", "ų": "u", "ū": "u"},
    "et": {},
    "fi": {"æ": "ä", "ø": "ö", "ü": "y"},
    "sv": {"æ": "ä", "ø": "ö", "ü": "y"},
    "ro": {"ş": "ș", "ţ": "ț"},
}
_STEP = 1 / 64
"""A tailored letter stands this little after the one before it: between two root letters."""


@functools.cache
def _collator() -> Collator:
    return Collator()


@functools.cache
def _weight(letter: str) -> float:
    """Give the root's primary weight of a letter."""
    return float(_collator().sort_key(letter)[0])


@functools.cache
def _tailored(language: str) -> Mapping[str, tuple[float, int]]:
    """Give primary and secondary weight of the letters that a language moves (NFC, folded)."""
    made: dict[str, tuple[float, int]] = {}
    for anchor, letters in _PRIMARY.get(language, ()):
        for place, letter in enumerate(letters, 1):
            made[letter] = (_weight(anchor) + place * _STEP, 0)
    for rank, (letter, other) in enumerate(_SAME_AS.get(language, {}).items(), 1):
        primary = made[other][0] if other in made else _weight(other)
        made[letter] = (primary, rank)
    return made


def sort_key(language: str) -> Callable[[str], Key]:
    """Give the function that gives a text's sort key in `language`.

    Case and accents that are no letters of their own decide only between equals; punctuation and
    spaces sort before letters, as in CLDR's root.
    """
    moved = _tailored(language.split("-", maxsplit=1)[0])

    def key(text: str) -> Key:
        primary: list[float] = []
        secondary: list[int] = []
        for character in unicodedata.normalize("NFC", text).lower():
            if character in moved:
                weight, rank = moved[character]
                primary.append(weight)
                secondary.append(rank)
                continue
            for element in _elements(character):
                if element[0]:
                    primary.append(float(element[0]))
                    secondary.append(0)
                else:
                    secondary.append(100 + element[1])
        return tuple(primary), tuple(secondary), text.swapcase()

    return key


@functools.cache
def _elements(character: str) -> tuple[tuple[int, int], ...]:
    decomposed = unicodedata.normalize("NFD", character)
    elements = _collator().collation_elements(decomposed)
    return tuple((element[0], element[1]) for element in elements)

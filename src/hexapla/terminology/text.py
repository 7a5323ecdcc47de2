"""Texts and citations as words, with the way back to the offsets of the given text.

A reader does not see how a hyphen, a space or an apostrophe is coded, nor soft hyphens and
zero-width characters, nor where a line was broken. The matcher does not either.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAYBE_HYPHEN = "\u00ad"
"""In a folded text: a hyphen at the end of a line, which may be the word's own or the line's."""

WORD = re.compile(rf"([^\W_]+(?:[-':·{MAYBE_HYPHEN}][^\W_]+)*\+{{0,2}})")
"""A word with its inner hyphens, apostrophes and colons: EL-is, EU:n, Erasmus+."""

PIECE = re.compile(rf"([^\W_]+(?:[':·{MAYBE_HYPHEN}][^\W_]+)*\+{{0,2}})")
"""A word, or a part of a hyphenated one."""

_INSTEAD = {
    "-": "\u2010\u2011\u2012",
    "'": "\u00b4\u2018\u2019\u201b\u02bc\uff07",
    " ": "\u00a0\u202f\u2007\u2009",
    "\n": "\u2028\u2029\u0085",
}
_SAME_LENGTH = str.maketrans({odd: one for one, many in _INSTEAD.items() for odd in many})
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_ODD = re.compile(f"[{''.join(_INSTEAD.values())}{_UNSEEN}]")
_BROKEN_LINE = re.compile(r"(?<=[^\W\d_]|[\u0300-\u036f])-[^\S\n]*\n\s*(?=[^\W\d_])")
_DECOMPOSED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")


class Folded(NamedTuple):
    """A text as the matcher reads it.

    `begins[i]` and `ends[i]` are where the character i begins and ends in the given text; both are
    empty where nothing moved.
    """

    text: str
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the given text that `start` to `end` stands for."""
        return (self.begins[start], self.ends[end - 1]) if self.begins else (start, end)


def fold(text: str) -> Folded:
    """Give `text` with one sort of hyphen, space and apostrophe, without what nobody sees."""
    odd = not text.isascii() and _ODD.search(text) is not None
    if not odd and ("\n" not in text or "-" not in text) and unicodedata.is_normalized("NFC", text):
        return Folded(text)
    plain = text.translate(_SAME_LENGTH)
    broken = "\n" in plain and _BROKEN_LINE.search(plain)
    if not broken and unicodedata.is_normalized("NFC", plain) and not _INVISIBLE.search(plain):
        return Folded(plain)
    instead = {m.start(): (m.end(), "") for m in _INVISIBLE.finditer(plain)}
    instead |= {m.start(): (m.end(), MAYBE_HYPHEN) for m in _BROKEN_LINE.finditer(plain)}
    for m in _DECOMPOSED.finditer(plain):
        instead.setdefault(m.start(), (m.end(), unicodedata.normalize("NFC", m.group())))
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(plain):
        end, piece = instead.get(at, (at + 1, plain[at]))
        pieces.append(piece)
        begins += [at] * len(piece)
        ends += [end] * len(piece)
        at = end
    return Folded("".join(pieces), tuple(begins), tuple(ends))


def words(citation: str) -> list[str]:
    """Give the words of a citation form, folded like a text's."""
    return WORD.findall(fold(" ".join(citation.split())).text)


def gaps(citation: str) -> list[str]:
    """Give what stands between the words of a citation form, blanks stripped."""
    return [gap.strip() for gap in WORD.split(fold(citation).text)[2:-2:2]]

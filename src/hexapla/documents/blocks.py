"""Blocks in the making: text with its marks, labels typed by hand, paths and stable ids.

A reader collects `Draft`s in reading order and gives them to `finished`, which takes labels that
somebody typed into the text ("•", "2.", "1.3") out of it, and gives every block its id.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hexapla.languages import profile
from hexapla.model import Block, BlockKind, Cell, Language, Mark, digest, normal

BULLETS = "•·▪▫■□●○◦‣⁃∙§➢►▶✓✔–—-*"
"""Glyphs that people type in place of a list's bullet."""

_BULLET = re.compile(rf"([{re.escape(BULLETS)}\uf0a7\uf0b7\uf0d8\uf0fc])[ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<ordinal>\d{1,3}(?:\.\d{1,3}){0,5}|[ivxlcIVXLC]{1,6}|[^\W\d_])"
    r"(?P<close>[.)]|\.\))?[ \t\u00a0]+(?=\S)"
)
_DIGITS = re.compile(r"\d+$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LABELLED = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


@dataclass(slots=True)
class Draft:
    """A block before its typed label is taken off and its id is given."""

    kind: BlockKind
    text: str
    path: str
    level: int = 0
    label: str = ""
    language: Language | None = None
    marks: tuple[Mark, ...] = ()
    cell: Cell | None = None
    hint: str = ""
    taken: int = 0  # code points of a typed label that stood before `text`


@dataclass(slots=True)
class Inline:
    """Text in the making with its marks; a mark is opened and closed as the text grows."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def add(self, piece: str) -> None:
        """Let the text go on with `piece`."""
        self.text += piece

    def mark(self, start: int, kind: str, value: str = "") -> None:
        """Mark what was added since the text was `start` long; an empty stretch is no mark."""
        if len(self.text) > start:
            self.marks.append(Mark(start=start, end=len(self.text), kind=kind, value=value))

    def reference(self, number: str) -> None:
        """Note that a footnote or endnote is referred to here; the mark is empty."""
        at = len(self.text)
        self.marks.append(Mark(start=at, end=at, kind="note", value=number))

    def stripped(self) -> tuple[str, tuple[Mark, ...]]:
        """Give the text as NFC without white space at its ends, and the marks moved with it."""
        text, marks = self.text, merged(self.marks)
        if not unicodedata.is_normalized("NFC", text):
            raw = text
            text = unicodedata.normalize("NFC", raw)
            marks = [
                dataclasses.replace(mark, start=_moved(raw, mark.start), end=_moved(raw, mark.end))
                for mark in marks
            ]
        kept = text.strip(" \t\n\r\f\v")
        if len(kept) != len(text):
            marks = shifted(marks, len(text) - len(text.lstrip(" \t\n\r\f\v")), len(kept))
        return kept, tuple(marks)


def _moved(raw: str, offset: int) -> int:
    return len(unicodedata.normalize("NFC", raw[:offset]))


def merged(marks: Iterable[Mark]) -> list[Mark]:
    """Join marks of one kind and value that touch, and sort them by start, end and kind."""
    made: list[Mark] = []
    last: dict[tuple[str, str], int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind, mark.value)):
        key = (mark.kind, mark.value)
        index = last.get(key)
        if index is not None and mark.start <= made[index].end and mark.kind != "note":
            earlier = made[index]
            made[index] = dataclasses.replace(earlier, end=max(earlier.end, mark.end))
        else:
            last[key] = len(made)
            made.append(mark)
    return made


def shifted(marks: Iterable[Mark], cut: int, length: int) -> list[Mark]:
    """Move marks left by `cut` and clip them to a text of `length`; those left empty fall away."""
    made = []
    for mark in marks:
        start, end = max(mark.start - cut, 0), min(mark.end - cut, length)
        if start < end or (mark.start == mark.end and 0 <= start == end <= length):
            made.append(dataclasses.replace(mark, start=start, end=end))
    return made


def story(path: str, kind: BlockKind) -> str:
    """Give the story that a path lies in: body, footnote, header …; alt texts are one each."""
    name = _name(path.split("/", 1)[0])
    return f"{name} alt-text" if kind is BlockKind.ALT_TEXT else name


@functools.lru_cache(maxsize=4096)
def _name(numbered: str) -> str:
    return _DIGITS.sub("", numbered)


def block_id(of_story: str, text: str, occurrence: int) -> str:
    """Give the id of the block that is the `occurrence`-th (from 0) of that text in its story.

    The same text keeps its id wherever it moves in the story.
    """
    return digest(of_story, normal(text), str(occurrence))


def identified(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give every block its id, in order; ids that stood there are replaced."""
    seen: defaultdict[tuple[str, str], int] = defaultdict(int)
    made = []
    for block in blocks:
        key = (story(block.path, block.kind), normal(block.text))
        made.append(dataclasses.replace(block, id=block_id(*key, seen[key])))
        seen[key] += 1
    return tuple(made)


def finished(drafts: Sequence[Draft], language: Language) -> tuple[Block, ...]:
    """Take typed labels off the drafts and make them blocks with ids.

    `language` is the document's: its names of months tell “3. Oktober” from a numbered item.
    """
    take_typed_labels(drafts, language)
    seen: defaultdict[tuple[str, str], int] = defaultdict(int)
    made = []
    for draft in drafts:
        key = (story(draft.path, draft.kind), normal(draft.text))
        made.append(
            Block(
                id=digest(*key, str(seen[key])),
                kind=draft.kind,
                text=draft.text,
                path=draft.path,
                level=draft.level,
                label=draft.label,
                language=draft.language,
                marks=draft.marks,
                cell=draft.cell,
                hint=draft.hint,
            )
        )
        seen[key] += 1
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What looks like a typed number at the start of a draft."""

    draft: Draft
    length: int
    label: str
    style: tuple[str, str]
    readings: frozenset[tuple[int, ...]]  # “i” is one or the ninth letter


def take_typed_labels(drafts: Sequence[Draft], language: Language) -> None:
    """Move bullets and numbers that were typed into the text from `text` to `label`.

    A bullet counts wherever it stands before a space. A number counts only where the document holds
    its neighbour in the same style (1. beside 2., (a) beside (b), 1.1 below 1.), so that no
    date, year or quantity at the start of a sentence is taken for a label.
    """
    numbered = []
    for draft in drafts:
        if draft.label or draft.kind not in _LABELLED or not draft.text:
            continue
        if draft.text[0].isalnum() or draft.text[0] == "(":
            found = _NUMBER.match(draft.text)
            if found is not None:
                numbered.append((draft, found))
        elif bullet := _BULLET.match(draft.text):
            _take(draft, bullet.end(), bullet[1], depth=1)
    if numbered:
        _take_numbers(numbered, frozenset(profile(language).conventions.months))


def _take_numbers(numbered: Sequence[tuple[Draft, re.Match[str]]], months: frozenset[str]) -> None:
    possible = (_candidate(draft, found, months) for draft, found in numbered)
    candidates = [candidate for candidate in possible if candidate is not None]
    by_style: defaultdict[tuple[str, str], set[tuple[int, ...]]] = defaultdict(set)
    every: set[tuple[int, ...]] = set()
    for candidate in candidates:
        by_style[candidate.style] |= candidate.readings
        every |= candidate.readings
    for candidate in candidates:
        same = by_style[candidate.style]
        if any(_has_neighbour(reading, same, every) for reading in candidate.readings):
            depth = max(map(len, candidate.readings))
            _take(candidate.draft, candidate.length, candidate.label, depth=depth)


def _candidate(draft: Draft, found: re.Match[str], months: frozenset[str]) -> _Candidate | None:
    ordinal, opened, closed = found["ordinal"], found["open"] or "", found["close"] or ""
    if opened and ")" not in closed:
        return None
    bare = not closed and "." not in ordinal
    if bare and not (ordinal[0].isdigit() and draft.kind is BlockKind.HEADING):
        return None
    following = re.match(r"[^\W\d_]+", draft.text[found.end() :])
    if following and following[0].casefold() in months:
        return None
    if ordinal[0].isdigit():
        numbers = tuple(int(part) for part in ordinal.split("."))
        readings = {numbers} if all(numbers) else set()  # “1.0” is a version, no list has a zero
        sort = "digits"
        if "." in ordinal and closed == ".":
            closed = ""  # 1.1 and 1.1. are one style, as both stand below 1.
    else:
        readings = set()
        if len(ordinal) == 1:
            readings.add((ord(ordinal.lower()),))
        if ordinal.lower().strip("ivxlc") == "":
            readings.add((_roman(ordinal.lower()),))
        sort = "upper" if ordinal.isupper() else "lower"
    if not readings:
        return None
    label = draft.text[: found.end()].rstrip()
    return _Candidate(draft, found.end(), label, (sort, opened + closed), frozenset(readings))


def _has_neighbour(
    number: tuple[int, ...], same: set[tuple[int, ...]], every: set[tuple[int, ...]]
) -> bool:
    head, last = number[:-1], number[-1]
    if {(*head, last - 1), (*head, last + 1)} & same:
        return True
    return bool(head) and head in every


def _roman(text: str) -> int:
    total = 0
    for here, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN[here]
        total += -value if value < _ROMAN.get(following, 0) else value
    return total


def _take(draft: Draft, length: int, label: str, *, depth: int) -> None:
    if draft.kind is BlockKind.PARAGRAPH:
        draft.kind, draft.level = BlockKind.LIST_ITEM, max(draft.level, depth)
    draft.taken = length
    draft.label = label
    draft.text = draft.text[length:]
    draft.marks = tuple(shifted(draft.marks, length, len(draft.text)))

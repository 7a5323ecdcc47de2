"""Numbering labels as Word shows them (ECMA-376 Part 1 §17.9).

Counters belong to the abstract numbering, so two lists made of it go on counting; a list with a
start override begins anew where it is first used. A level that is used resets the deeper ones
unless their lvlRestart says otherwise; a level above that was never used shows its start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from hexapla.documents.docx.names import MC, X_VAL, W, on, x
from hexapla.documents.docx.symbols import shown
from hexapla.documents.numerals import numeral
from hexapla.documents.package import parsed

LEVELS = 9
_SAID = {name: x(W, name) for name in ("start", "numFmt", "lvlText", "lvlRestart", "isLgl")}
_CHOICE = x(MC, "AlternateContent")
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    font: str = ""
    lang: str = ""
    pieces: tuple[str, ...] = ("",)  # of the text: what stands as it is, a level's number, …


_UNSAID = _Level()


@dataclass(slots=True)
class _List:
    """One w:num: its abstract numbering, its own levels and its overridden starts."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    by_style: dict[str, int]


class Numbering:
    """The lists of a document (the part's bytes, or None), each resolved when first asked for.

    Where a document has no list, the part is not parsed. What is asked for first raises
    UnreadableDocumentError or HostileDocumentError as the gate does.
    """

    def __init__(
        self, data: bytes | None, language: str = "", part: str = "word/numbering.xml"
    ) -> None:
        self.language = language
        self._data, self._part = data, part
        self._numbers: dict[str, Any] = {}
        self._abstract: dict[str, Any] = {}
        self._style_links: dict[str, str] = {}
        self._lists: dict[str, _List | None] = {}

    def _parse(self) -> None:
        data, self._data = self._data, None
        if data is None:
            return
        for element in parsed(data, self._part).iterchildren(x(W, "abstractNum"), x(W, "num")):
            if element.tag == x(W, "num"):
                self._numbers.setdefault(element.get(x(W, "numId")) or "", element)
                continue
            identifier = element.get(x(W, "abstractNumId")) or ""
            self._abstract.setdefault(identifier, element)
            link = element.find(x(W, "styleLink"))
            if link is not None:
                self._style_links.setdefault(link.get(X_VAL) or "", identifier)

    def __getitem__(self, num_id: str) -> _List | None:
        """Give a list by its id; None where there is none."""
        if num_id not in self._lists:
            self._parse()
            self._lists[num_id] = self._resolve(num_id)
        return self._lists[num_id]

    def level_of(self, num_id: str, style: str) -> int | None:
        """Give the level of a list that names the style as its own (w:pStyle)."""
        of = self[num_id]
        return None if of is None else of.by_style.get(style)

    def _resolve(self, num_id: str) -> _List | None:
        element = self._numbers.get(num_id)
        target = None if element is None else element.find(x(W, "abstractNumId"))
        identifier = "" if target is None else target.get(X_VAL) or ""
        definition = self._abstract.get(identifier)
        if element is None or definition is None:
            return None
        link = definition.find(x(W, "numStyleLink"))
        if link is not None and link.get(X_VAL) in self._style_links:
            identifier = self._style_links[link.get(X_VAL)]
            definition = self._abstract[identifier]
        made = _List(identifier, {}, {}, {})
        sources = [(one, one.get(x(W, "ilvl"))) for one in definition.iterchildren(x(W, "lvl"))]
        for override in element.iterchildren(x(W, "lvlOverride")):
            said = override.get(x(W, "ilvl"))
            start = override.find(x(W, "startOverride"))
            if start is not None:
                made.starts[_number(said, 0)] = _number(start.get(X_VAL), 1)
            sources += [(one, said) for one in override.iterchildren(x(W, "lvl"))]
        for source, said in sources:
            index = _number(said, 0)
            made.levels[index] = _level(source)
            style = source.find(x(W, "pStyle"))
            if style is not None:
                made.by_style[style.get(X_VAL) or ""] = index
        return made


@dataclass(slots=True)
class Counters:
    """Counts the paragraphs of one story."""

    numbering: Numbering
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, num_id: str, level: int, language: str) -> str:
        """Count a paragraph of that list and level; give the label that stands before it.

        `language` is the paragraph's; a level that names its own writes its words in that one.
        """
        of = self.numbering[num_id]
        if of is None:
            return ""
        level = max(0, min(level, LEVELS - 1))
        definition = of.levels.get(level, _UNSAID)
        counts = self._counts.setdefault(of.abstract, [None] * LEVELS)
        if num_id not in self._begun:
            self._begun.add(num_id)
            for index in of.starts:
                if index < LEVELS:
                    counts[index] = None
        present = counts[level]
        start = of.starts.get(level, definition.start)
        counts[level] = start if present is None else present + 1
        for deeper in range(level + 1, LEVELS):
            if counts[deeper] is None:
                continue
            restart = of.levels.get(deeper, _UNSAID).restart
            if restart is None or (restart and level < restart):
                counts[deeper] = None
        if definition.format == "bullet":
            return shown(definition.text, definition.font)
        spoken = definition.lang or language or self.numbering.language
        made = [*definition.pieces]
        for at in range(1, len(made), 2):  # every other piece is the number of a level
            index = int(made[at]) - 1
            made[at] = numeral(*self._counted(of, counts, index, legal=definition.legal), spoken)
        return "".join(made).strip()

    @staticmethod
    def _counted(
        of: _List, counts: list[int | None], index: int, *, legal: bool
    ) -> tuple[int, str]:
        level = of.levels.get(index, _UNSAID)
        count = counts[index]
        if count is None:
            count = of.starts.get(index, level.start)
            counts[index] = count  # shown once, it counts as used
        arabic = level.format == "none" or level.format.startswith(("decimal", "0"))
        return count, "decimal" if legal and not arabic else level.format  # Section 1.01, as Word


def _level(element: Any) -> _Level:
    inside: dict[str, Any] = {}
    for one in element.iterchildren("{*}*"):
        inside.setdefault(one.tag, one)
    values = {
        name: None if tag not in inside else inside[tag].get(X_VAL) for name, tag in _SAID.items()
    }
    if _CHOICE in inside:
        custom = inside[_CHOICE].find(f"{x(MC, 'Choice')}/{x(W, 'numFmt')}")
        if custom is not None:
            # val="custom" with format="001, 002, 003, ...": its first number says how wide it is
            said = custom.get(x(W, "format")) or ""
            values["numFmt"] = said.split(",")[0].strip() or "decimal"
    looks = inside.get(x(W, "rPr"))
    fonts = lang = None
    if looks is not None:
        fonts, lang = looks.find(x(W, "rFonts")), looks.find(x(W, "lang"))
    restart = values["lvlRestart"]
    text = values["lvlText"] or ""
    return _Level(
        start=_number(values["start"], 0 if values["start"] is None else 1),
        format=values["numFmt"] or "decimal",
        text=text,
        pieces=tuple(_PLACEHOLDER.split(text)),
        legal=x(W, "isLgl") in inside and on(values["isLgl"]),
        restart=None if restart is None else _number(restart, 0),
        font="" if fonts is None else fonts.get(x(W, "ascii")) or "",
        lang="" if lang is None else lang.get(X_VAL) or "",
    )


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said is not None and re.fullmatch(r"-?\d{1,9}", said) else otherwise

"""What ties a paragraph of the reviewers' copy to its block, and shows its changes in Word's way.

A bookmark around each block names it by a digest of document, language and block id: it says the
same in every copy, whatever the copy was made from, and both Word and LibreOffice keep it. The
id of a block binds its text, so that a bookmark also tells which text stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hexapla.model import Block, Language, digest
from hexapla.packs.writing import Look, Pen
from hexapla.packs.xml import Element, e

ANCHOR = re.compile(r"_hx([0-9a-f]{32})")
"""The name of a bookmark around a block; a leading underscore hides it in Word's lists."""
BORDER = "_hxl"
"""How the name of a bookmark begins around words of the pack's own between two blocks."""
DATE = "2000-01-01T00:00:00Z"
"""The date of a change that the pack shows: it must not know the clock."""
AUTHOR = "Hexapla"
FINGERPRINT = 12
"""So many letters of a finding's fingerprint stand in its comment."""
REFERENCE = re.compile(rf"\b([0-9a-f]{{{FINGERPRINT}}})\b")
_CHANGE = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)


def anchor(document: str, language: Language, block: str) -> str:
    """Give the name of the bookmark around a block."""
    return f"_hx{digest(document, language, block)}"


@dataclass(frozen=True, slots=True)
class Change:
    """A change within a text: `gone` stood at `start`; what came since ends at `end`."""

    start: int
    end: int
    gone: str = ""


def changes(diff: str, text: str) -> tuple[Change, ...]:
    """Give the changes of a word diff as places in the new text; none where it is of another text.

    A text that holds the diff's own signs cannot be told apart from one; it has no changes then.
    """
    made: list[Change] = []
    new, last = "", 0
    for found in _CHANGE.finditer(diff):
        new += diff[last : found.start()]
        last = found.end()
        came = found[2] or ""
        made.append(Change(len(new), len(new) + len(came), found[1] or ""))
        new += came
    new += diff[last:]
    if new == text:
        return tuple(made)
    return ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run, or a tracked change around one, and where in the text it begins."""

    start: int
    element: Element


def revised(pen: Pen, block: Block, changed: Sequence[Change], cut: Iterable[int]) -> list[Run]:
    """Give a text's runs with its changes tracked, cut at those places as well.

    Each run comes with the place in the text that it begins at.
    """
    length = len(block.text)
    edges = sorted({0, length, *cut} | {edge for one in changed for edge in (one.start, one.end)})
    made: list[Run] = []
    for place, start in enumerate(edges):
        made += [
            Run(start, tracked(pen, "del", one.gone))
            for one in changed
            if one.start == start and one.gone
        ]
        if place + 1 == len(edges):
            break
        piece = block.text[start : edges[place + 1]]
        inside = any(one.start <= start < one.end for one in changed)
        made.append(Run(start, tracked(pen, "ins", piece) if inside else pen.run(piece, Look())))
    return made


def tracked(pen: Pen, kind: str, text: str) -> Element:
    """Give a run that came (ins) or went (del)."""
    run = pen.run(text, Look())
    if kind == "del":
        for one in run:
            if one.tag.endswith("}t"):
                one.tag = f"{one.tag[: -len('t')]}delText"
    return e(kind, run, id=pen.composer.next_annotation(), author=AUTHOR, date=DATE)

"""Inline codes: what of XLIFF's and TMX's elements is text, what is a mark, what is neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hexapla.model import Mark
from hexapla.terminology import local

_TEXT = {"g", "pc", "mrk", "hi", "sub"}
"""Elements that hold text of the segment."""
_CODE = {"bpt", "ept", "ph", "it", "ut", "x", "bx", "ex", "sc", "ec", "sm", "em", "cp"}
"""Elements that stand for code; what they hold is code, but for the text inside <sub>."""
_MARKED = {"bold": "bold", "b": "bold", "xlf:b": "bold", "italic": "italic", "i": "italic",
           "xlf:i": "italic", "link": "link", "x-link": "link", "xlf:link": "link"}  # fmt: skip
_BREAKS = {"lb", "x-lb", "pb", "xlf:lb", "xlf:pb", "x-br", "br", "fmt:lb"}


@dataclass(slots=True)
class Run:
    """The text of a segment and its marks, being read."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)


def read_inline(element: Any) -> Run:
    """Give the text of a <source>, <target> or <seg> without its codes; bold and links as marks.

    A code that says how it looks as plain text (equiv, equiv-text) is that text; a line break is a
    line break; any other code is nothing.
    """
    run = Run()
    _into(run, element)
    return run


def _into(run: Run, element: Any) -> None:
    run.text += element.text or ""
    for child in element:
        name = local(child)
        if name in _TEXT or name not in _CODE:
            begin = len(run.text)
            _into(run, child)
            kind = _MARKED.get(_style(child))
            if kind and len(run.text) > begin:
                run.marks.append(Mark(start=begin, end=len(run.text), kind=kind))
        else:
            run.text += _shown(child, name)
        run.text += child.tail or ""


def _style(element: Any) -> str:
    for name in ("subType", "ctype", "type"):
        if element.get(name):
            return str(element.get(name))
    return ""


def _shown(element: Any, name: str) -> str:
    if name == "cp":
        try:
            return chr(int(element.get("hex", ""), 16))
        except (ValueError, OverflowError):
            return ""
    if _style(element) in _BREAKS:
        return "\n"
    plain = str(element.get("equiv") or element.get("equiv-text") or element.get("disp") or "")
    return "" if plain.startswith("<") else plain


def nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Give the marks that can be written as elements: none crosses another."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind)):
        crosses = any(one.start < mark.start < one.end < mark.end for one in kept)
        if mark.kind in {"bold", "italic", "link"} and mark.start < mark.end and not crosses:
            kept.append(mark)
            yield mark

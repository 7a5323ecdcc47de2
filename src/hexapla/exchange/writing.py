"""Writes units as XLIFF 2.1, XLIFF 1.2 and TMX 1.4."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from hexapla import __version__
from hexapla.errors import UsageError
from hexapla.exchange.inline import nested
from hexapla.model import Block, Mark, State, Unit
from hexapla.terminology import XML_SPACE

FORMS = ("xliff", "xliff-1.2", "tmx")
"""What units can be written as; “xliff” is XLIFF 2.1."""

Code = Callable[[Mark], Any]
Fills = list[tuple[Any, Sequence[Block], Code]]
"""Elements that are to be filled with texts, and how their marks are written."""

_XLIFF_2 = "urn:oasis:names:tc:xliff:document:2.0"
_XLIFF_1 = "urn:oasis:names:tc:xliff:document:1.2"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_NAME = re.compile(r"[^\w.\-·]", re.ASCII)
_SUBTYPES = {"bold": "xlf:b", "italic": "xlf:i"}


def write_units(units: Iterable[Unit], form: str) -> bytes:
    """Give units as a file; the same units give the same bytes.

    XLIFF holds every unit: a missing translation has no target, an extra one an empty source, a
    stale one the state “initial”. TMX holds the pairs alone. Bold, italic and links are kept.

    Raises:
        UsageError: there is no such form, or the units are of several language pairs.

    """
    listed = list(units)
    pairs = {(unit.source_language, unit.target_language) for unit in listed}
    if len(pairs) > 1:
        raise UsageError(
            "the units are of several language pairs",
            cause=", ".join(sorted(f"{one} → {other}" for one, other in pairs)),
            remedy="write a file for each",
        )
    source, target = next(iter(pairs), ("en", "en"))
    fills: Fills = []
    if form in {"xliff", "xliff-2.1"}:
        root = _xliff_2(listed, source, target, fills)
    elif form == "xliff-1.2":
        root = _xliff_1(listed, source, target, fills)
    elif form == "tmx":
        root = _tmx(listed, source, target, fills)
    else:
        raise UsageError(
            f"units cannot be written as “{form}”", remedy=f"use one of: {', '.join(FORMS)}"
        )
    etree.indent(root)  # before the texts are there: their spaces are their own
    for element, blocks, code in fills:
        _fill(element, blocks, code)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


def _xliff_2(units: Sequence[Unit], source: str, target: str, fills: Fills) -> Any:
    root = etree.Element(f"{{{_XLIFF_2}}}xliff", nsmap={None: _XLIFF_2})
    root.set("version", "2.1")
    root.set("srcLang", source)
    root.set("trgLang", target)
    for number, (document, group) in enumerate(_by_document(units), 1):
        file = etree.SubElement(root, f"{{{_XLIFF_2}}}file", id=f"f{number}", original=document)
        for name, unit in _named(group):
            place = etree.SubElement(file, f"{{{_XLIFF_2}}}unit", id=name)
            segment = etree.SubElement(place, f"{{{_XLIFF_2}}}segment", id="s1")
            segment.set("state", "translated" if unit.target and _done(unit) else "initial")
            if unit.state is State.STALE:
                segment.set("subState", "hexapla:stale")
            counter = itertools.count(1)
            for side, blocks in (("source", unit.source), ("target", unit.target)):
                if side == "source" or blocks:
                    element = etree.SubElement(segment, f"{{{_XLIFF_2}}}{side}")
                    element.set(f"{XML_SPACE}space", "preserve")
                    fills.append((element, blocks, functools.partial(_code_2, counter)))
    return root


def _done(unit: Unit) -> bool:
    return unit.state is not State.STALE


def _code_2(counter: Iterator[int], mark: Mark) -> Any:
    made = etree.Element(f"{{{_XLIFF_2}}}pc", id=str(next(counter)))
    made.set("type", "link" if mark.kind == "link" else "fmt")
    if mark.kind in _SUBTYPES:
        made.set("subType", _SUBTYPES[mark.kind])
    return made


def _xliff_1(units: Sequence[Unit], source: str, target: str, fills: Fills) -> Any:
    root = etree.Element(f"{{{_XLIFF_1}}}xliff", nsmap={None: _XLIFF_1}, version="1.2")
    for document, group in _by_document(units):
        file = etree.SubElement(root, f"{{{_XLIFF_1}}}file", original=document)
        file.set("source-language", source)
        file.set("target-language", target)
        file.set("datatype", "plaintext")
        body = etree.SubElement(file, f"{{{_XLIFF_1}}}body")
        for name, unit in _named(group):
            place = etree.SubElement(body, f"{{{_XLIFF_1}}}trans-unit", id=name)
            place.set(f"{XML_SPACE}space", "preserve")
            counter = itertools.count(1)
            for side, blocks in (("source", unit.source), ("target", unit.target)):
                if side == "source" or blocks:
                    element = etree.SubElement(place, f"{{{_XLIFF_1}}}{side}")
                    fills.append((element, blocks, functools.partial(_code_1, counter)))
                    if side == "target":
                        done = _done(unit)
                        element.set("state", "translated" if done else "needs-translation")
    return root


def _code_1(counter: Iterator[int], mark: Mark) -> Any:
    made = etree.Element(f"{{{_XLIFF_1}}}g", id=str(next(counter)))
    made.set("ctype", "x-link" if mark.kind == "link" else mark.kind)
    return made


def _tmx(units: Sequence[Unit], source: str, target: str, fills: Fills) -> Any:
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header").attrib.update(
        {
            "creationtool": "Hexapla",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "hexapla",
            "adminlang": "en",
            "srclang": source,
            "datatype": "plaintext",
        }
    )
    body = etree.SubElement(root, "body")
    for name, unit in _named(units):
        if not unit.source or not unit.target:
            continue
        place = etree.SubElement(body, "tu", tuid=name)
        for tag, blocks in ((source, unit.source), (target, unit.target)):
            variant = etree.SubElement(place, "tuv")
            variant.set(f"{XML_SPACE}lang", tag)
            fills.append((etree.SubElement(variant, "seg"), blocks, _highlight))
    return root


def _highlight(mark: Mark) -> Any:
    return etree.Element("hi", type=mark.kind)


def _by_document(units: Iterable[Unit]) -> Iterable[tuple[str, list[Unit]]]:
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.document, []).append(unit)
    return sorted(groups.items())


def _named(units: Iterable[Unit]) -> Iterable[tuple[str, Unit]]:
    """Give every unit a name of its own that XML takes: its first block's id."""
    seen: dict[str, int] = {}
    for unit in units:
        block = next(iter((*unit.source, *unit.target)), None)
        name = _NO_NAME.sub("_", block.id if block else "") or "u"
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}.{seen[name]}"), unit


def _fill(element: Any, blocks: Sequence[Block], code: Code) -> None:
    """Write the texts of blocks, a line each, with their marks as elements."""
    text = "\n".join(block.text for block in blocks)
    marks: list[Mark] = []
    offset = 0
    for block in blocks:
        marks += [
            Mark(start=mark.start + offset, end=mark.end + offset, kind=mark.kind)
            for mark in nested(block.marks)
        ]
        offset += len(block.text) + 1
    _write(element, text, (0, len(text)), marks, code)


def _write(element: Any, text: str, whole: tuple[int, int], marks: list[Mark], code: Code) -> None:
    at, end = whole
    last = None
    index = 0
    while index < len(marks):
        mark = marks[index]
        inside = []
        index += 1
        while index < len(marks) and marks[index].start < mark.end:
            inside.append(marks[index])
            index += 1
        _append(element, last, text[at : mark.start])
        last = code(mark)
        element.append(last)
        _write(last, text, (mark.start, mark.end), inside, code)
        at = mark.end
    _append(element, last, text[at:end])


def _append(element: Any, last: Any, text: str) -> None:
    plain = _CONTROL.sub("", text)
    if last is None:
        element.text = (element.text or "") + plain
    else:
        last.tail = (last.tail or "") + plain

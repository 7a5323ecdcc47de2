"""Styles: what a paragraph or a run inherits along the chain of basedOn (ECMA-376 Part 1 §17.7).

A heading is told by its outline level, never by the style's id, which Word translates (Virsraksts1,
Otsikko1, Rubrik1); the style's *name* of a built-in style stays English in every language.

The part with the styles is larger than the text of most documents, which name a handful of its
hundred styles. So it is cut where its styles begin, and a style is parsed when it is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from hexapla.documents.docx.names import X_VAL, W, on, x
from hexapla.documents.package import parsed

_HEADING = re.compile(r"heading ([1-9])")
_BODY_TEXT = 9
MOST_STYLES_IN_CHAIN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What matters of a style, inherited properties included; None: not said anywhere.

    `outline` is 0 for the first level; `num_id` “0” says: no numbering here.
    """

    name: str = ""
    outline: int | None = None
    num_id: str | None = None
    ilvl: int | None = None
    vanish: bool = False
    bold: bool = False
    italic: bool = False
    lang: str = ""


_PLAIN = Style()
_END = b"</w:styles>"
_HEAD = re.compile(
    rb"""\s*(?:<\?xml(?: version="1\.0"| encoding="(?i:utf-8)"| standalone="\w+"| )*\?>\s*)?"""
    rb"(<w:styles [^<>]*>)"
)
_STYLE = re.compile(rb'<w:style (?:w:[\w]+="[^"<>]*" )*?w:styleId="([^"<>]+)"[^<>]*>')
_DEFAULT = re.compile(rb'<w:style [^<>]*w:default="(?:1|true|on)"[^<>]*>')
_STYLE_END = b"</w:style>"
_DEFAULTS = (b"<w:docDefaults>", b"</w:docDefaults>")
_OWN = {x(W, name): name for name in ("name", "basedOn")}
_LISTED = x(W, "numPr")
_SWITCHES = frozenset({"vanish", "b", "i"})
_INSIDE = {
    x(W, "pPr"): {x(W, name): name for name in ("outlineLvl", "numId", "ilvl")},
    x(W, "rPr"): {x(W, name): name for name in (*sorted(_SWITCHES), "lang")},
}
"""What counts in a style's properties, by the element that it stands in."""


class Styles:
    """The styles of a document (the part's bytes, or None), resolved when first asked for.

    Raises:
        UnreadableDocumentError: the part is no well-formed XML.
        HostileDocumentError: it declares a document type.

    """

    def __init__(self, data: bytes | None, part: str = "word/styles.xml") -> None:
        self._part = part
        self._data = self._head = b""
        self._begins: dict[bytes, int] = {}  # where the styles begin in the part, if it can be cut
        self._elements: dict[str, Any] = {}
        self._resolved: dict[str, Style] = {}
        self.default_paragraph = self.default_language = ""
        if data is None:
            return
        if not self._cuts(data):
            self._parse(data)

    def __call__(self, identifier: str) -> Style:
        """Give a style by its id; an unknown one says nothing."""
        known = self._resolved.get(identifier)
        if known is None:
            known = self._resolved[identifier] = self._resolve(identifier)
        return known

    def _cuts(self, data: bytes) -> bool:
        """Find where the styles begin, if the part is written as Word writes it."""
        head = _HEAD.match(data)
        if head is None or b"<!" in data or b"AlternateContent" in data or b"&" in data:
            return False
        begins = {one[1]: one.start() for one in _STYLE.finditer(data)}
        if not len(begins) == data.count(b"<w:style ") == data.count(_STYLE_END):
            return False
        if data.count(b"xmlns:w=") != 1 or not data.rstrip().endswith(_END):
            return False
        self._data, self._head, self._begins = data, head[1], begins
        for one in _DEFAULT.finditer(data):
            if b'w:type="paragraph"' in one[0]:
                found = _STYLE.match(one[0])
                self.default_paragraph = "" if found is None else found[1].decode()
        begin, end = data.find(_DEFAULTS[0]), data.find(_DEFAULTS[1])
        if begin >= 0 and b"<w:lang " in data[begin:end]:
            self._spoken(self._parsed(data[begin : end + len(_DEFAULTS[1])]))
        return True

    def _parsed(self, cut: bytes) -> Any:
        return parsed(self._head + cut + _END, self._part)

    def _parse(self, data: bytes) -> None:
        root = parsed(data, self._part)
        self._spoken(root)
        for element in root.iterchildren(x(W, "style")):
            identifier = element.get(x(W, "styleId"))
            if identifier is not None:
                self._elements.setdefault(identifier, element)
                default = element.get(x(W, "default")) in {"1", "true", "on"}
                if default and element.get(x(W, "type")) == "paragraph":
                    self.default_paragraph = identifier

    def _spoken(self, root: Any) -> None:
        path = "/".join(x(W, name) for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
        spoken = root.find(path)
        self.default_language = "" if spoken is None else spoken.get(X_VAL) or ""

    def _element(self, identifier: str) -> Any | None:
        begin = self._begins.get(identifier.encode("utf-8", "replace"))
        if begin is not None and identifier not in self._elements:
            end = self._data.index(_STYLE_END, begin) + len(_STYLE_END)
            self._elements[identifier] = self._parsed(self._data[begin:end])[0]
        return self._elements.get(identifier)

    def _resolve(self, identifier: str) -> Style:
        chain: list[dict[str, str | None]] = []
        seen: set[str] = set()
        current: str | None = identifier
        while current is not None and current not in seen and len(chain) < MOST_STYLES_IN_CHAIN:
            seen.add(current)
            element = self._element(current)
            if element is None:
                break
            chain.append(_said(element))
            current = chain[-1].get("basedOn")
        if not chain:
            return _PLAIN
        said: dict[str, str | None] = {}
        for one in reversed(chain):
            said |= one
        name = (chain[0].get("name") or "").lower()
        outline = _number(said.get("outlineLvl"))
        if outline is None:
            heading = _HEADING.fullmatch(name)
            outline = int(heading[1]) - 1 if heading else 0 if name == "title" else None
        return Style(
            name=name,
            outline=None if outline is None or outline >= _BODY_TEXT else outline,
            num_id=said.get("numId"),
            ilvl=_number(said.get("ilvl")),
            vanish="vanish" in said and on(said["vanish"]),
            bold="b" in said and on(said["b"]),
            italic="i" in said and on(said["i"]),
            lang=said.get("lang") or "",
        )


def _said(style: Any) -> dict[str, str | None]:
    """Give what a style says itself; a switch that is there without a value says None."""
    made: dict[str, str | None] = {}
    for element in style:
        names = _INSIDE.get(element.tag)
        if names is None:
            if element.tag in _OWN:
                made.setdefault(_OWN[element.tag], element.get(X_VAL))
            continue
        for one in element.iter(*names):
            inner = one.getparent()
            if inner is not element and inner.tag != _LISTED:
                continue
            name, value = names[one.tag], one.get(X_VAL)
            if value is not None or name in _SWITCHES:
                made.setdefault(name, value)
    return made


def _number(said: str | None) -> int | None:
    return int(said) if said is not None and re.fullmatch(r"\d{1,3}", said) else None

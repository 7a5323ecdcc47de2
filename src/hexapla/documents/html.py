"""HTML, as a browser lays it out: block elements cut the text, white space collapses.

The parser is libxml2's for HTML: it repairs what authors leave open, never reaches for the network
and expands no entities of a DTD. Grammar: HTML Living Standard, §15 (rendering) for what is a block
and what is not shown, §4.9.12 for the grid of a table.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from hexapla.documents.blocks import Draft, Inline
from hexapla.documents.grid import Grid
from hexapla.documents.numerals import numeral
from hexapla.documents.reading import decoded, made
from hexapla.errors import HostileDocumentError, UnreadableDocumentError, UsageError
from hexapla.model import BlockKind, Cell, Document, Language
from hexapla.model import language as tagged

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
    | {"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"}
    | {"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend"}
    | {"li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext", "pre"}
    | {"search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
    | {"xmp"}
)
_SKIPPED = frozenset(
    {"audio", "base", "canvas", "datalist", "embed", "head", "iframe", "link", "meta", "noframes"}
    | {"noscript", "object", "param", "rp", "script", "source", "style", "template", "title"}
    | {"track", "video"}
)
_MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTES = frozenset({"doc-footnote", "doc-endnote"})
MOST_DEPTH = 250
"""Elements nested deeper than this are refused; libxml2 itself would drop them unseen."""


def read(content: bytes, *, name: str, language: Language) -> Document:
    """Read an HTML page.

    Raises:
        UnreadableDocumentError: it is in another encoding than it claims or holds no text.
        HostileDocumentError: it is nested beyond the cap.

    """
    drafts, properties = drafts_of(decoded(content, declared=charset(content)))
    return made(
        drafts,
        content=content,
        name=name,
        language=language,
        media="text/html",
        properties=properties,
    )


def charset(content: bytes) -> str:
    """Give the encoding that a page declares in its head; empty where it declares none."""
    declared = _CHARSET.search(content[:4096])
    return declared[1].decode("ascii") if declared else ""


def drafts_of(text: str) -> tuple[list[Draft], dict[str, str]]:
    """Cut HTML source into drafts; also give the page's own properties (title, follows).

    Raises:
        HostileDocumentError: it is nested beyond the cap.
        UnreadableDocumentError: nothing of it can be parsed.

    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        if _too_deep(parser):
            raise _deep() from error
        raise UnreadableDocumentError(
            "cannot be parsed as HTML", cause=error.msg, remedy="save the page anew"
        ) from error
    if root is None:
        raise UnreadableDocumentError("holds no text", remedy="put a page with text here")
    if _too_deep(parser):
        raise _deep()
    walk = _Walk()
    walk.page(root)
    return walk.drafts, walk.properties


def _too_deep(parser: Any) -> bool:
    return any("depth" in entry.message.lower() for entry in parser.error_log)


def _deep() -> HostileDocumentError:
    return HostileDocumentError(
        f"has elements nested more than {MOST_DEPTH} deep",
        cause="no page made for people is",
        remedy="save the page anew from a browser",
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds the text that is being read."""

    kind: BlockKind = BlockKind.PARAGRAPH
    path: str = "body"
    level: int = 0
    cell: Cell | None = None
    language: Language | None = None
    pre: bool = False
    lists: int = 0


@dataclass(slots=True)
class _Walk:
    """One pass over the tree, collecting drafts."""

    drafts: list[Draft] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    inline: Inline = field(default_factory=Inline)
    label: str = ""
    hint: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    tables: int = 0
    pictures: list[tuple[str, Language | None]] = field(default_factory=list)

    def page(self, root: Any) -> None:
        """Read a whole page: its title, then its body."""
        place = _Place(language=_language_of(root, None))
        title = root.find("head/title")
        if title is not None and (shown := _collapsed(title.text or "")):
            self.properties["title"] = shown
            self.drafts.append(
                Draft(
                    kind=BlockKind.HEADING, text=shown, path="head/title", language=place.language
                )
            )
        for meta in root.iterfind("head/meta"):
            key = (meta.get("name") or "").strip().lower()
            if key.startswith("hexapla."):
                self.properties[key.removeprefix("hexapla.")] = (meta.get("content") or "").strip()
        self.element(root, place)
        self.flush(place)

    def element(self, element: Any, place: _Place) -> None:
        """Read an element and all in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _hidden(element):
            return
        language = _language_of(element, place.language)
        if language != place.language:
            place = _with(place, language=language)
        if tag == "table":
            self.flush(place)
            self.table(element, place)
        elif tag in _BLOCKS:
            self.flush(place)
            self.block(element, tag, place)
        else:
            self.phrase(element, tag, place)

    def block(self, element: Any, tag: str, place: _Place) -> None:
        """Read a block element: what stands in it is cut off from what stands around it."""
        inner = place
        role = element.get("role") or ""
        if role in _NOTES:
            inner = _with(place, kind=BlockKind.NOTE)
        elif tag in _HEADINGS and place.cell is None:
            inner = _with(place, kind=BlockKind.HEADING, level=int(tag[1]))
        elif tag in {"ul", "ol", "menu", "dir"}:
            self.items(element, tag, place)
            return
        elif tag == "li" and place.cell is None:
            inner = _with(place, kind=BlockKind.LIST_ITEM, level=max(place.lists, 1))
        elif tag in {"figcaption", "caption"}:
            inner = _with(place, kind=BlockKind.CAPTION)
        elif tag in {"pre", "listing", "xmp", "plaintext"}:
            inner = _with(place, pre=True)
        self.hint = element.get("id") or self.hint
        self.children(element, inner)
        self.flush(inner)
        if tag == "li":
            self.label = ""

    def items(self, element: Any, tag: str, place: _Place) -> None:
        """Read a list; its items get the labels that a browser shows."""
        inner = _with(place, lists=place.lists + 1)
        ordered = tag == "ol"
        items = sum(1 for child in element if child.tag == "li")
        step = -1 if ordered and element.get("reversed") is not None else 1
        number = _number(element.get("start"), items if step < 0 else 1)
        style = _STYLES.get(element.get("type") or "1", "decimal")
        self.text(element.text, inner)
        for child in element:
            if child.tag == "li" and not _hidden(child):
                number = _number(child.get("value"), number)
                self.label = f"{numeral(number, style)}." if ordered else "•"
                number += step
            self.element(child, inner)
            self.text(child.tail, inner)
        self.flush(inner)

    def table(self, element: Any, place: _Place) -> None:
        """Read a table: caption first, then the cells row by row with their coordinates."""
        number = self.tables
        self.tables += 1
        path = f"{place.path}/t{self.counts[place.path + '/t']}"
        self.counts[place.path + "/t"] += 1
        rows: list[Any] = []
        for child in element:
            if child.tag == "caption":
                self.element(child, _with(place, path=path))
            elif child.tag == "tr":
                rows.append(child)
            elif child.tag in {"thead", "tbody", "tfoot"} and not _hidden(child):
                rows += [row for row in child if row.tag == "tr"]
            elif isinstance(child.tag, str) and child.tag not in {"colgroup", "col"}:
                self.element(child, place)  # libxml2 leaves stray content where it stands
                self.flush(place)
        grid = Grid()
        for index, row in enumerate(rows):
            if _hidden(row):
                continue
            row_language = _language_of(row.getparent(), place.language)
            row_language = _language_of(row, row_language)
            grid.row(index)
            for one in row:
                if one.tag not in {"td", "th"}:
                    continue
                row_span = min(_number(one.get("rowspan"), 1), len(rows) - index)
                column, row_span, column_span = grid.place(row_span, _number(one.get("colspan"), 1))
                cell = Cell(
                    table=number,
                    row=index,
                    column=column,
                    row_span=row_span,
                    column_span=column_span,
                )
                inner = _Place(
                    kind=BlockKind.TABLE_CELL,
                    path=f"{path}/r{index}/c{column}",
                    cell=cell,
                    language=row_language,
                )
                self.element(one, inner)
                self.flush(inner)

    def phrase(self, element: Any, tag: str, place: _Place) -> None:
        """Read an inline element."""
        if tag == "br":
            self.inline.text = self.inline.text.rstrip(" ") + "\n"
            return
        if tag in {"img", "area"} or (tag == "input" and element.get("type") == "image"):
            self.picture(element, place)
            return
        if tag == "wbr":
            return
        start = len(self.inline.text)
        if tag == "q":
            self.inline.add("“")  # browsers set the quotation marks of the language; these stand in
        self.children(element, place)
        if tag == "q":
            self.inline.add("”")
        kind = _MARKS.get(tag)
        if kind:
            self.inline.mark(start, kind)
        elif tag == "a" and element.get("href"):
            self.inline.mark(start, "link", element.get("href").strip())

    def picture(self, element: Any, place: _Place) -> None:
        """Note a picture's alternative text; alt="" says that the picture is decoration."""
        alt = element.get("alt")
        decoration = element.get("role") in {"presentation", "none"}
        decoration = decoration or element.get("aria-hidden") == "true"
        if (alt is not None and not alt.strip()) or (alt is None and decoration):
            return
        if element.tag == "area" and alt is None:
            return
        self.pictures.append((_collapsed(alt or ""), place.language))

    def children(self, element: Any, place: _Place) -> None:
        """Read what stands in an element, in order."""
        self.text(element.text, place)
        for child in element:
            self.element(child, place)
            self.text(child.tail, place)

    def text(self, text: str | None, place: _Place) -> None:
        """Let the paragraph go on, collapsing white space as a browser does."""
        if not text:
            return
        if place.pre:
            self.inline.add(text)
            return
        piece = _SPACES.sub(" ", text)
        if piece[0] == " " and (not self.inline.text or self.inline.text[-1] in " \n"):
            piece = piece[1:]
        self.inline.add(piece)

    def flush(self, place: _Place) -> None:
        """End the paragraph: what was collected becomes a draft, its pictures after it."""
        text, marks = self.inline.stripped()
        self.inline = Inline()
        if text:
            self.drafts.append(
                Draft(
                    kind=place.kind,
                    text=text,
                    path=self.path(place),
                    level=place.level,
                    label=self.label if place.kind is BlockKind.LIST_ITEM else "",
                    language=place.language,
                    marks=marks,
                    cell=place.cell,
                    hint=self.hint,
                )
            )
            self.label = self.hint = ""
        for alt, language in self.pictures:
            self.drafts.append(
                Draft(
                    kind=BlockKind.ALT_TEXT,
                    text=alt,
                    path=self.path(place),
                    language=language,
                    cell=place.cell,
                )
            )
        self.pictures = []

    def path(self, place: _Place) -> str:
        """Give the path of the next block at a place."""
        number = self.counts[place.path]
        self.counts[place.path] += 1
        return f"{place.path}/{number}"


_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _with(place: _Place, **changed: Any) -> _Place:
    values = {name: getattr(place, name) for name in _Place.__slots__}
    return _Place(**{**values, **changed})


def _collapsed(text: str) -> str:
    return Inline(text=_SPACES.sub(" ", text)).stripped()[0]


def _hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _NOT_SHOWN.search(style))


def _language_of(element: Any, around: Language | None) -> Language | None:
    said = element.get("lang") or element.get("xml:lang")
    if not said:
        return around
    try:
        return tagged(said.strip().replace("_", "-"))
    except UsageError:
        return around


def _number(said: str | None, otherwise: int) -> int:
    found = re.match(r"\s*([+-]?\d{1,9})", said or "")
    return int(found[1]) if found else otherwise

"""OpenDocument text (ODF 1.3, ISO/IEC 26300), through the same face as Word.

Tracked changes are taken as accepted (as the file stands), as rejected, or shown both:
`odt_changes` makes the text of each view.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hexapla.documents.blocks import Draft, Inline
from hexapla.documents.grid import Grid
from hexapla.documents.odt_changes import (
    DELETED,
    END,
    GONE,
    GONE_END,
    ID,
    INSERTED,
    START,
    put_into,
)
from hexapla.documents.odt_styles import OFFICE, STYLE, TEXT, Styles, number
from hexapla.documents.package import Package
from hexapla.documents.reading import made
from hexapla.errors import UnreadableDocumentError
from hexapla.model import BlockKind, Cell, Document, Language

_MEDIA = "application/vnd.oasis.opendocument.text"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SKIPPED = frozenset(
    {TEXT + name for name in ("tracked-changes", "note-citation", "sequence-decls",
     "variable-decls", "user-field-decls", "index-title-template", "soft-page-break",
     "alphabetical-index-source", "table-of-content-source")}
    | {OFFICE + "forms", OFFICE + "scripts", _TABLE + "table-source", OFFICE + "binary-data"}
)  # fmt: skip
_BLOCKS = frozenset({TEXT + "p", TEXT + "h", TEXT + "list", _TABLE + "table"})
_CHARACTERS = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_SPACES = " \t\r\n"
MOST_REPEATED = 1000
"""A row, a cell or a space repeated more often is read so often."""


@dataclass(slots=True)
class _Frame:
    """What paragraphs stand in: a story, or a table's cell."""

    path: str
    kind: BlockKind | None
    out: list[Draft]
    cell: Cell | None = None
    count: int = 0
    tables: int = 0

    def next_path(self) -> str:
        path = f"{self.path}/{self.count}"
        self.count += 1
        return path


@dataclass(slots=True)
class _List:
    """A list that is being read: its style, its level from 1, and how the level counts."""

    style: str
    level: int
    label: str = ""
    pending: bool = False


@dataclass(slots=True)
class _Words:
    """What was read of a paragraph so far."""

    inline: Inline = field(default_factory=Inline)
    pictures: list[str] = field(default_factory=list)
    spoken: dict[Language, int] = field(default_factory=dict)

    @property
    def language(self) -> Language | None:
        """The language of most of the text; None where no character says one."""
        spoken = self.spoken
        return max(spoken, key=lambda one: (spoken[one], one)) if spoken else None


def read(content: bytes, *, name: str, language: Language, view: str = "accepted") -> Document:
    """Read an OpenDocument text.

    `view` takes tracked changes as accepted, as rejected (original), or shows both with the marks
    inserted and deleted (all).

    Raises:
        UnreadableDocumentError: damaged, encrypted, no text document, or without text.
        HostileDocumentError: beyond the caps, with a DTD, with duplicate names.

    """
    package = Package(content)
    if "content.xml" not in package:
        raise UnreadableDocumentError(
            "is a ZIP archive but no OpenDocument text",
            cause="it lacks content.xml",
            remedy="put the document itself here",
        )
    if "meta-inf/manifest.xml" in package and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise UnreadableDocumentError(
            "is encrypted with a password", remedy="save it without a password"
        )
    reader = _Reader(package, view)
    drafts = reader.drafts()
    return made(
        drafts,
        content=content,
        name=name,
        language=language,
        media=_MEDIA,
        properties=reader.properties(),
    )


@dataclass(slots=True)
class _Reader:
    """Reads one package: the body, then notes, text boxes, headers, footers, comments."""

    package: Package
    view: str = "accepted"
    authors: dict[str, str] = field(default_factory=dict)  # of insertions, by their ids
    changing: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # marks and authors
    styles: Styles = field(default_factory=Styles)
    notes: list[Draft] = field(default_factory=list)
    boxes: list[Draft] = field(default_factory=list)
    comments: list[Draft] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    tables: int = 0

    def drafts(self) -> list[Draft]:
        """Read every story in order."""
        root = self.package.xml("content.xml")
        self.styles.add(root)
        self.authors |= put_into(root, self.view)
        body = root.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise UnreadableDocumentError(
                "is OpenDocument, but no text", remedy="export it as .odt or .docx"
            )
        headers: list[Draft] = []
        footers: list[Draft] = []
        styles = self.package.xml("styles.xml") if "styles.xml" in self.package else None
        if styles is not None:
            self.styles.add(styles)
            self.authors |= put_into(styles, self.view)
        main = _Frame("body", None, [])
        self._blocks(body, main, [])
        if styles is not None:
            self._margins(styles, headers, footers)
        return [*main.out, *self.notes, *self.boxes, *headers, *footers, *self.comments]

    def properties(self) -> Mapping[str, str]:
        """Give the title, the language and the user's own properties of meta.xml."""
        found: dict[str, str] = {}
        if "meta.xml" not in self.package:
            return found
        for element in self.package.xml("meta.xml").iter():
            text = (element.text or "").strip() if isinstance(element.tag, str) else ""
            if not text:
                continue
            if element.tag == _META + "user-defined":
                found[element.get(_META + "name") or ""] = text
            elif element.tag in {_DC + "title", _DC + "subject", _DC + "language"}:
                found[element.tag.removeprefix(_DC)] = text
            elif element.tag == _DC + "date":
                found["modified"] = text
        return found

    def _margins(self, styles: Any, headers: list[Draft], footers: list[Draft]) -> None:
        """Read headers and footers of the page styles, each story once."""
        for master in styles.iter(STYLE + "master-page"):
            for element in master:
                if not isinstance(element.tag, str):
                    continue
                tag = element.tag.removeprefix(STYLE)
                visible = element.get(STYLE + "display") != "false"
                if visible and tag.startswith("header"):
                    self._blocks(element, self._story("header", BlockKind.HEADER, headers), [])
                elif visible and tag.startswith("footer"):
                    self._blocks(element, self._story("footer", BlockKind.FOOTER, footers), [])

    def _story(self, name: str, kind: BlockKind, out: list[Draft]) -> _Frame:
        self.numbers[name] = self.numbers.get(name, 0) + 1
        return _Frame(f"{name}{self.numbers[name]}", kind, out)

    # -- blocks ------------------------------------------------------------------------------

    def _blocks(self, parent: Any, frame: _Frame, lists: list[_List]) -> None:
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag in {TEXT + "p", TEXT + "h"}:
                self._paragraph(element, frame, lists)
            elif tag == TEXT + "list":
                self._list(element, frame, lists)
            elif tag == _TABLE + "table":
                self._table(element, frame)
            elif tag == _DRAW + "frame":
                self._alt_texts(self._drawing(element), frame, None)
            elif tag in {START, END}:
                self._change(element)
            else:  # sections, indexes and whatever a later version adds
                self._blocks(element, frame, lists)

    def _list(self, element: Any, frame: _Frame, lists: list[_List]) -> None:
        outer = lists[-1] if lists else None
        style = element.get(TEXT + "style-name") or (outer.style if outer else "")
        level = outer.level + 1 if outer else 1
        if element.get(TEXT + "continue-numbering") != "true" and level == 1:
            self.styles.begin(style)
        here = _List(style, level)
        for item in element:
            if item.tag in {TEXT + "list-item", TEXT + "list-header"}:
                here.pending = item.tag == TEXT + "list-item"
                start = item.get(TEXT + "start-value")
                if here.pending:
                    # An item that only holds a deeper list shows no number of its own.
                    first = next((one for one in item if isinstance(one.tag, str)), None)
                    if first is not None and first.tag != TEXT + "list":
                        here.label = self.styles.label(style, level, start)
                    else:
                        here.pending = False
                self._blocks(item, frame, [*lists, here])

    def _table(self, table: Any, frame: _Frame) -> None:
        table_number, path = self.tables, f"{frame.path}/t{frame.tables}"
        self.tables += 1
        frame.tables += 1
        grid, index = Grid(), 0
        for row in table.iter(_TABLE + "table-row"):
            if next(row.iterancestors(_TABLE + "table")) is not table:
                continue
            grid.row(index)
            for cell in row:
                repeated = number(cell.get(_TABLE + "number-columns-repeated"), 1)
                if cell.tag == _TABLE + "covered-table-cell":
                    continue  # the grid knows the spans
                if cell.tag != _TABLE + "table-cell":
                    continue
                for _ in range(min(repeated, MOST_REPEATED)):
                    column, rows, columns = grid.place(
                        number(cell.get(_TABLE + "number-rows-spanned"), 1),
                        number(cell.get(_TABLE + "number-columns-spanned"), 1),
                    )
                    inner = _Frame(
                        f"{path}/r{index}/c{column}",
                        frame.kind or BlockKind.TABLE_CELL,
                        frame.out,
                        Cell(
                            table=table_number,
                            row=index,
                            column=column,
                            row_span=rows,
                            column_span=columns,
                        ),
                    )
                    self._blocks(cell, inner, [])
            index += min(number(row.get(_TABLE + "number-rows-repeated"), 1), MOST_REPEATED)

    def _paragraph(self, element: Any, frame: _Frame, lists: list[_List]) -> None:
        style = self.styles("paragraph", element.get(TEXT + "style-name") or "")
        words = _Words()
        if not style.hidden:
            self._phrase(element, words)
        label, level = "", 0
        for one in lists:
            if one.pending:
                label, one.pending = one.label, False
                level = one.level
        heading = element.tag == TEXT + "h"
        outline = number(element.get(TEXT + "outline-level"), style.outline or 1)
        if heading and not label and "outline" in self.styles.lists:
            label = self.styles.label("outline", outline, element.get(TEXT + "start-value"))
        text, marks = words.inline.stripped()
        said = words.language or style.language
        if text:
            if style.name == "Title":
                kind, level = BlockKind.HEADING, 1
            elif heading or style.outline:
                kind, level = BlockKind.HEADING, outline if heading else style.outline
            elif label:
                kind = BlockKind.LIST_ITEM
            elif style.name in {"Caption", "Illustration", "Figure", "Table", "Drawing"}:
                kind = BlockKind.CAPTION
            else:
                kind = BlockKind.PARAGRAPH
            frame.out.append(
                Draft(
                    kind=frame.kind or kind,
                    text=text,
                    path=frame.next_path(),
                    level=level,
                    label=label,
                    language=said,
                    marks=marks,
                    cell=frame.cell,
                    hint=element.get(_XML_ID) or "",
                )
            )
        self._alt_texts(words.pictures, frame, said)

    def _alt_texts(self, pictures: list[str], frame: _Frame, said: Language | None) -> None:
        for alt in pictures:
            frame.out.append(
                Draft(
                    kind=BlockKind.ALT_TEXT,
                    text=unicodedata.normalize("NFC", alt),
                    path=frame.next_path(),
                    language=said,
                    cell=frame.cell,
                )
            )

    # -- text --------------------------------------------------------------------------------

    def _phrase(self, element: Any, words: _Words) -> None:
        self._say(words.inline, element.text)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in _SKIPPED:
                if tag in _CHARACTERS:
                    times = number(child.get(TEXT + "c"), 1)
                    start = len(words.inline.text)
                    words.inline.add(_CHARACTERS[tag] * min(times, MOST_REPEATED))
                    self._mark_change(words.inline, start)
                elif tag in {START, END, GONE, GONE_END}:
                    self._change(child)
                elif tag == TEXT + "span":
                    self._span(child, words)
                else:
                    self._leaf(child, tag, words)
            self._say(words.inline, child.tail)

    def _say(self, inline: Inline, text: str | None) -> None:
        start = len(inline.text)
        _add(inline, text)
        self._mark_change(inline, start)

    def _mark_change(self, inline: Inline, start: int) -> None:
        for kind, author in (one for marks in self.changing.values() for one in marks):
            inline.mark(start, kind, author)

    def _change(self, element: Any) -> None:
        """Note that what was inserted, or deleted, begins or ends here."""
        if self.view != "all":
            return
        identifier = element.get(ID) or ""
        if element.tag == START and identifier in self.authors:
            self.changing[identifier] = [(INSERTED, self.authors[identifier])]
        elif element.tag == GONE:
            self.changing[GONE] = [
                (kind, element.get(kind)) for kind in (DELETED, INSERTED) if kind in element.attrib
            ]
        else:
            self.changing.pop(GONE if element.tag == GONE_END else identifier, None)

    def _span(self, span: Any, words: _Words) -> None:
        style = self.styles("text", span.get(TEXT + "style-name") or "")
        if style.hidden:
            return
        start = len(words.inline.text)
        self._phrase(span, words)
        if style.bold:
            words.inline.mark(start, "bold")
        if style.italic:
            words.inline.mark(start, "italic")
        if style.language:
            added = len(words.inline.text) - start
            words.spoken[style.language] = words.spoken.get(style.language, 0) + added

    def _leaf(self, child: Any, tag: str, words: _Words) -> None:
        if tag == TEXT + "note":
            self._note(child, words.inline)
        elif tag == OFFICE + "annotation":
            self._blocks(child, self._story("comment", BlockKind.COMMENT, self.comments), [])
        elif tag == _DRAW + "frame":
            words.pictures += self._drawing(child)
        elif tag in _BLOCKS:
            self._blocks([child], self._story("textbox", BlockKind.TEXT_BOX, self.boxes), [])
        else:  # links, fields, bookmarks, ruby, drawn shapes: their text stands in the paragraph
            start = len(words.inline.text)
            self._phrase(child, words)
            if tag == TEXT + "a" and child.get(_XLINK + "href"):
                words.inline.mark(start, "link", child.get(_XLINK + "href"))

    def _note(self, note: Any, inline: Inline) -> None:
        kind = "endnote" if note.get(TEXT + "note-class") == "endnote" else "footnote"
        frame = self._story(kind, BlockKind.NOTE, self.notes)
        inline.reference(str(self.numbers[kind]))
        body = note.find(TEXT + "note-body")
        if body is not None:
            self._blocks(body, frame, [])

    def _drawing(self, element: Any) -> list[str]:
        """Read a frame: its text box as a story, its picture as an alternative text."""
        said = [
            (found.text or "").strip()
            for name in ("desc", "title")
            for found in element.iterchildren(_SVG + name)
        ]
        alt = next((one for one in said if one), "")
        found: list[str] = []
        picture = element.find(_DRAW + "image") is not None
        picture = picture or element.find(_DRAW + "object") is not None
        decoration = any(
            key.endswith("}decorative") and value == "true" for key, value in element.attrib.items()
        )
        if alt or (picture and not decoration):
            found.append(alt)
        for box in element.iterchildren(_DRAW + "text-box"):
            self._blocks(box, self._story("textbox", BlockKind.TEXT_BOX, self.boxes), [])
        return found


def _add(inline: Inline, text: str | None) -> None:
    """Let the text go on; white space collapses as ODF says (§6.1.2), text:s keeps the rest."""
    if not text:
        return
    before = inline.text[-1:]
    made: list[str] = []
    for letter in text:
        if letter in _SPACES:
            if before not in {"", " ", "\n"}:
                made.append(" ")
                before = " "
        else:
            made.append(letter)
            before = letter
    inline.add("".join(made))

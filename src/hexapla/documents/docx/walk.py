"""One pass over a part of WordprocessingML: events in, drafts out.

The events come straight from expat: no tree is built, so a part costs about what parsing it costs,
and memory holds the text alone. An element that nobody handles is transparent: what stands in it is
read as if it stood in its parent. So content controls, smart tags, custom XML and whatever a
later Word adds lose nothing. What is not shown is named here: it is skipped as a whole.
docs/explanation/word-files.md says what each element does and where that is known from.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from hexapla.documents.blocks import Draft
from hexapla.documents.docx.names import (
    AUTHOR,
    CHART,
    DECORATIVE,
    DIAGRAM,
    GAP,
    ID,
    MC,
    PARA_ID,
    PIC,
    RELATION,
    TYPE,
    VAL,
    VML,
    WP,
    A,
    M,
    W,
    e,
    on,
)
from hexapla.documents.docx.numbering import Counters, Numbering
from hexapla.documents.docx.paragraph import Frame, Paragraph, Piece, Place, finish
from hexapla.documents.docx.styles import Styles
from hexapla.documents.docx.symbols import symbol
from hexapla.documents.grid import Grid
from hexapla.documents.package import streamed
from hexapla.errors import HostileDocumentError
from hexapla.model import BlockKind, Cell

MOST_PARAGRAPHS = 500_000
"""Paragraphs in one document; a pack of 10,000 pages has about 150,000."""
MOST_NESTED_TABLES = 60
"""Tables in tables; Word itself stops at 25 or so."""

_SPACE = e("http://www.w3.org/XML/1998/namespace", "space")
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_REMEDY = "open it in Word and save it anew"


@dataclass(slots=True)
class Section:
    """What a w:sectPr says of headers and footers: (kind, type) → relationship."""

    references: dict[tuple[str, str], str] = field(default_factory=dict)
    title_page: bool = False


@dataclass(slots=True, kw_only=True)
class Context:
    """What all parts of one document share."""

    styles: Styles
    numbering: Numbering
    view: str
    boxes: list[Draft] = field(default_factory=list)
    box_count: int = 0
    tables: int = 0
    paragraphs: int = 0
    notes: dict[tuple[str, str], int] = field(default_factory=dict)  # (footnote, id) → number
    sections: list[Section] = field(default_factory=list)
    places: dict[int, Place] | None = None  # id(draft) → where it came from


@dataclass(slots=True)
class _Table:
    path: str
    number: int
    grid: Grid = field(default_factory=Grid)
    row: int = -1
    row_dropped: bool = False
    span: int = 1
    merge: str = ""
    merged: dict[int, tuple[list[Draft], int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Field:
    paragraph: Paragraph | None
    instruction: str = ""
    in_result: bool = False
    start: int = 0


class Walk:
    """Reads one part. `links` gives a relationship's target, `chunk` the drafts of an altChunk."""

    def __init__(
        self,
        context: Context,
        part: str,
        *,
        links: Callable[[str], str],
        chunk: Callable[[str], list[Draft]],
    ) -> None:
        self.context = context
        self.part = part
        self.links = links
        self.chunk = chunk
        self.frames: list[Frame] = []
        self.frame: Frame
        self.paragraph: Paragraph | None = None
        self.tables: list[_Table] = []
        self.fields: list[_Field] = []
        self.wrappers: list[tuple[str, str, int]] = []  # links, insertions …: kind, value, start
        self.drawings: list[list[str | bool]] = []  # alt text, is a picture, is decoration
        self.alternatives: list[bool] = []  # whether a Choice was read
        self.boxed: list[tuple[Paragraph | None, list[_Field], list[_Table]]] = []
        self.notes: dict[tuple[str, str], list[Draft]] = {}
        self.bold = self.italic = self.hidden = self.muted = False
        self.lang = ""
        self.in_properties = self.in_row_properties = self.in_numbering = False
        self.list_items: list[str] = []
        self.list_chosen = 0
        self.ruby = ""
        self.ruby_start = 0
        self.chars: list[str] = []
        self.keep_space = False
        self.depth = 0
        self.path: list[int] = [0]
        self.trusts_fields = True
        self.parser = expat.ParserCreate(namespace_separator=GAP)
        self.parser.buffer_text = True
        self.parser.buffer_size = 2**16
        self.starts = {**self._structure(), **self._inline(), **self._properties()}
        self.ends = self._closings()

    def run(self, data: bytes, frame: Frame) -> None:
        """Read the whole part into `frame`.

        Raises:
            UnreadableDocumentError: it is no well-formed XML.
            HostileDocumentError: it goes beyond a cap or declares a document type.

        """
        self.frame = frame
        self.trusts_fields = data.count(b'fldCharType="begin"') == data.count(b'fldCharType="end"')
        self._listen()
        streamed(data, self.part, self.parser)
        self._flush(frame)

    # -- events ------------------------------------------------------------------------------

    def _listen(self) -> None:
        if self.context.places is None:
            self.parser.StartElementHandler = self._start
            self.parser.EndElementHandler = self._end
        else:
            self.parser.StartElementHandler = self._start_counting
            self.parser.EndElementHandler = self._end_counting

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self.starts.get(name)
        if handler is not None:
            handler(attributes)

    def _end(self, name: str) -> None:
        handler = self.ends.get(name)
        if handler is not None:
            handler()

    def _start_counting(self, name: str, attributes: dict[str, str]) -> None:
        self.path[-1] += 1
        self.path.append(0)
        if self.depth:
            self.depth += 1
        else:
            self._start(name, attributes)

    def _end_counting(self, name: str) -> None:
        if self.depth:
            self.depth -= 1
        else:
            self._end(name)
        self.path.pop()

    def _here(self) -> str:
        return "".join(f"/*[{index}]" for index in self.path[:-1])

    def _skip(self, _: dict[str, str] | None = None) -> None:
        """Read over the element that has just begun, with all in it."""
        self.depth = 1
        if self.context.places is None:
            self.parser.StartElementHandler = self._deeper
            self.parser.EndElementHandler = self._shallower

    def _deeper(self, _name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1

    def _shallower(self, _name: str) -> None:
        self.depth -= 1
        if not self.depth:
            self._listen()

    # -- structure ---------------------------------------------------------------------------

    def _structure(self) -> dict[str, Callable[[dict[str, str]], None]]:
        return {
            e(W, "p"): self._begin_paragraph,
            e(W, "tbl"): self._begin_table,
            e(W, "tr"): self._begin_row,
            e(W, "tc"): self._begin_cell,
            e(W, "trPr"): self._begin_row_properties,
            e(W, "gridBefore"): self._grid_before,
            e(W, "gridSpan"): self._grid_span,
            e(W, "vMerge"): self._vertical_merge,
            e(W, "cellIns"): lambda _: self._revised_cell(gone_in="original"),
            e(W, "cellDel"): lambda _: self._revised_cell(gone_in="accepted"),
            e(W, "txbxContent"): self._begin_box,
            e(W, "altChunk"): self._alternative_chunk,
            e(W, "footnote"): lambda said: self._begin_note("footnote", said),
            e(W, "endnote"): lambda said: self._begin_note("endnote", said),
            e(W, "comment"): lambda said: self._begin_note("comment", said),
            e(W, "sectPr"): lambda _: self.context.sections.append(Section()),
            e(W, "headerReference"): lambda said: self._reference("header", said),
            e(W, "footerReference"): lambda said: self._reference("footer", said),
            e(W, "titlePg"): self._title_page,
            e(MC, "AlternateContent"): lambda _: self.alternatives.append(False),
            e(MC, "Choice"): self._choice,
            e(MC, "Fallback"): self._fallback,
            **dict.fromkeys(
                [
                    e(W, name)
                    for name in (
                        *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
                        *("tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange"),
                        *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
                    )
                ],
                self._skip,
            ),
        }

    def _begin_paragraph(self, attributes: dict[str, str]) -> None:
        context = self.context
        context.paragraphs += 1
        if context.paragraphs > MOST_PARAGRAPHS:
            raise HostileDocumentError(
                f"holds more than {MOST_PARAGRAPHS} paragraphs",
                place=self.part,
                remedy="split it into several documents",
            )
        frame = self.frame
        if frame.table is not None:
            self._place_cell(frame)
        if self.paragraph is not None:  # text that stood in no paragraph
            self._finish(self.paragraph, frame)
        paragraph = frame.held
        if paragraph is None:
            paragraph = Paragraph()
        else:
            frame.held = None
            paragraph.style, paragraph.joins_next = "", False
            paragraph.num_id = paragraph.ilvl = paragraph.outline = None
        paragraph.hint = attributes.get(PARA_ID, "") or paragraph.hint
        paragraph.dropped = frame.dropped
        if context.places is not None:
            paragraph.elements.append(self._here())
        self.paragraph = paragraph

    def _end_paragraph(self) -> None:
        paragraph = self.paragraph
        if paragraph is None:
            return
        if paragraph.joins_next:
            self.frame.held = paragraph
        else:
            self._finish(paragraph, self.frame)
        self.paragraph = None

    def _finish(self, paragraph: Paragraph, frame: Frame) -> None:
        placed = None if self.context.places is None else self._placed
        finish(paragraph, frame, self.context.styles, placed=placed)

    def _placed(self, draft: Draft, paragraph: Paragraph, cut: int) -> None:
        places = self.context.places
        if places is None:
            return
        pieces = tuple(
            dataclasses.replace(
                piece,
                start=max(piece.start - cut, 0),
                end=min(piece.end - cut, len(draft.text)),
                offset=piece.offset + max(cut - piece.start, 0),
            )
            for piece in paragraph.places
            if piece.end > cut and piece.start - cut < len(draft.text)
        )
        places[id(draft)] = Place(self.part, tuple(paragraph.elements), pieces)

    def _flush(self, frame: Frame) -> None:
        """End a paragraph whose mark is gone but that nothing follows in its frame."""
        for paragraph in (frame.held, self.paragraph):
            if paragraph is not None:
                self._finish(paragraph, frame)
        frame.held = self.paragraph = None

    def _begin_table(self, _: dict[str, str]) -> None:
        frame = self.frame
        if frame.table is not None:
            self._place_cell(frame)
        self._flush(frame)
        if len(self.tables) >= MOST_NESTED_TABLES:
            raise HostileDocumentError(
                f"nests tables more than {MOST_NESTED_TABLES} deep", place=self.part, remedy=_REMEDY
            )
        self.tables.append(_Table(f"{frame.path}/t{frame.tables}", self.context.tables))
        frame.tables += 1
        self.context.tables += 1

    def _end_table(self) -> None:
        if self.tables:
            for drafts, _, rows in self.tables.pop().merged.values():
                _span_rows(drafts, rows)

    def _begin_row(self, _: dict[str, str]) -> None:
        if self.tables:
            table = self.tables[-1]
            table.row += 1
            table.row_dropped = self.frame.dropped
            table.grid.row(table.row)

    def _begin_row_properties(self, _: dict[str, str]) -> None:
        self.in_row_properties = True

    def _end_row_properties(self) -> None:
        self.in_row_properties = False

    def _grid_before(self, attributes: dict[str, str]) -> None:
        if self.tables:
            self.tables[-1].grid.skip(_count(attributes.get(VAL)))

    def _begin_cell(self, _: dict[str, str]) -> None:
        if not self.tables:
            return
        table, outer = self.tables[-1], self.frame
        table.span, table.merge = 1, ""
        kind = outer.kind or BlockKind.TABLE_CELL
        self.frames.append(outer)
        self.frame = Frame(path="", kind=kind, out=outer.out, counters=outer.counters, table=table)
        self.frame.dropped = table.row_dropped or outer.dropped

    def _grid_span(self, attributes: dict[str, str]) -> None:
        if self.tables:
            self.tables[-1].span = max(_count(attributes.get(VAL)), 1)

    def _vertical_merge(self, attributes: dict[str, str]) -> None:
        if self.tables:
            self.tables[-1].merge = attributes.get(VAL) or "continue"

    def _revised_cell(self, *, gone_in: str) -> None:
        if self.context.view == gone_in and self.frame.table is not None:
            self.frame.dropped = True

    def _place_cell(self, frame: Frame) -> None:
        """Give the cell its column: its properties have been read when its content begins."""
        table = frame.table
        frame.table = None
        if not isinstance(table, _Table):
            return
        column, _, span = table.grid.place(1, table.span)
        frame.path = f"{table.path}/r{table.row}/c{column}"
        frame.cell = Cell(table=table.number, row=table.row, column=column, column_span=span)
        if table.merge == "continue" and column in table.merged:
            drafts, first, _ = table.merged[column]
            table.merged[column] = (drafts, first, table.row - first + 1)
            return
        if column in table.merged:
            drafts, _, rows = table.merged.pop(column)
            _span_rows(drafts, rows)
        if table.merge == "restart":
            # The cell's own drafts are told from its neighbours' by the frame they go through.
            own: list[Draft] = []
            frame.out = _Tee(frame.out, own)
            table.merged[column] = (own, table.row, 1)

    def _end_cell(self) -> None:
        if self.tables and self.frames:
            if self.frame.table is not None:
                self._place_cell(self.frame)
            self._flush(self.frame)
            self.frame = self.frames.pop()

    def _begin_box(self, _: dict[str, str]) -> None:
        self.context.box_count += 1
        self.boxed.append((self.paragraph, self.fields, self.tables))
        self.frames.append(self.frame)
        dropped = self.frame.dropped
        self.paragraph, self.fields, self.tables = None, [], []
        self.frame = Frame(
            path=f"textbox{self.context.box_count}",
            kind=BlockKind.TEXT_BOX,
            out=self.context.boxes,
            counters=Counters(self.context.numbering),
            dropped=dropped,
        )

    def _end_box(self) -> None:
        if self.boxed:
            self._flush(self.frame)
            self.frame = self.frames.pop()
            self.paragraph, self.fields, self.tables = self.boxed.pop()
            self._mute()

    def _begin_note(self, kind: str, attributes: dict[str, str]) -> None:
        identifier = attributes.get(ID, "")
        if kind == "comment":
            number: int | None = len(self.notes) + 1
        else:
            number = self.context.notes.get((kind, identifier))
        if number is None:  # a separator, or a note that nothing refers to: no one sees it
            self._skip()
            return
        out: list[Draft] = self.notes.setdefault((kind, identifier), [])
        self.frames.append(self.frame)
        self.frame = Frame(
            path=f"{kind}{number}",
            kind=BlockKind.COMMENT if kind == "comment" else BlockKind.NOTE,
            out=out,
            counters=self.frame.counters,
        )

    def _end_note(self) -> None:
        if self.frames:
            self._flush(self.frame)
            self.frame = self.frames.pop()
            self.fields = []
            self._mute()

    def _reference(self, kind: str, attributes: dict[str, str]) -> None:
        if self.context.sections:
            key = (kind, attributes.get(TYPE, "default"))
            self.context.sections[-1].references[key] = attributes.get(RELATION, "")

    def _title_page(self, attributes: dict[str, str]) -> None:
        if self.context.sections:
            self.context.sections[-1].title_page = on(attributes.get(VAL))

    def _alternative_chunk(self, attributes: dict[str, str]) -> None:
        self._flush(self.frame)
        for draft in self.chunk(attributes.get(RELATION, "")):
            draft.path = self.frame.next_path()
            if draft.cell is not None:
                draft.cell = dataclasses.replace(
                    draft.cell, table=draft.cell.table + self.context.tables
                )
            self.frame.out.append(draft)
        self.context.tables += 100

    def _choice(self, _: dict[str, str]) -> None:
        if not self.alternatives or self.alternatives[-1]:
            self._skip()
        else:
            self.alternatives[-1] = True

    def _fallback(self, _: dict[str, str]) -> None:
        if self.alternatives and self.alternatives[-1]:
            self._skip()

    def _end_alternatives(self) -> None:
        if self.alternatives:
            self.alternatives.pop()

    # -- text --------------------------------------------------------------------------------

    def _inline(self) -> dict[str, Callable[[dict[str, str]], None]]:
        return {
            e(W, "r"): self._begin_run,
            e(M, "r"): self._begin_run,
            e(W, "t"): self._begin_text,
            e(M, "t"): self._begin_text,
            e(W, "delText"): self._begin_text,
            e(W, "instrText"): self._begin_instruction,
            e(W, "tab"): self._tab,
            e(W, "ptab"): lambda _: self._add("\t"),
            e(W, "br"): lambda _: self._add("\n"),
            e(W, "cr"): lambda _: self._add("\n"),
            e(W, "noBreakHyphen"): lambda _: self._add("\u2011"),
            e(W, "softHyphen"): lambda _: self._add("\u00ad"),
            e(W, "sym"): self._symbol,
            e(W, "fldChar"): self._field,
            e(W, "ddList"): self._begin_choices,
            e(W, "result"): self._chosen,
            e(W, "listEntry"): lambda said: self.list_items.append(said.get(VAL, "")),
            e(W, "hyperlink"): self._begin_link,
            e(W, "ins"): lambda said: self._revised("inserted", said),
            e(W, "moveTo"): lambda said: self._revised("inserted", said),
            e(W, "del"): lambda said: self._revised("deleted", said),
            e(W, "moveFrom"): lambda said: self._revised("deleted", said),
            e(W, "footnoteReference"): lambda said: self._note("footnote", said),
            e(W, "endnoteReference"): lambda said: self._note("endnote", said),
            e(W, "ruby"): self._begin_ruby,
            e(M, "den"): lambda _: self._add("/"),
            e(WP, "docPr"): self._drawing_properties,
            e(WP, "inline"): self._begin_drawing,
            e(WP, "anchor"): self._begin_drawing,
            e(W, "pict"): self._begin_drawing,
            e(W, "object"): self._begin_drawing,
            e(PIC, "pic"): self._picture,
            e(CHART, "chart"): self._picture,
            e(DIAGRAM, "relIds"): self._picture,
            e(VML, "imagedata"): self._picture,
            e(VML, "shape"): self._shape,
            e(VML, "rect"): self._shape,
            e(DECORATIVE, "decorative"): self._decoration,
            e(A, "t"): self._begin_text,
        }

    def _begin_run(self, _: dict[str, str]) -> None:
        self.bold = self.italic = self.hidden = False
        self.lang = ""

    def _begin_text(self, attributes: dict[str, str]) -> None:
        self.keep_space = _SPACE in attributes
        self.chars.clear()
        self.parser.CharacterDataHandler = self.chars.append

    def _end_text(self) -> None:
        self.parser.CharacterDataHandler = None
        chars = self.chars
        text = chars[0] if len(chars) == 1 else "".join(chars)
        if not text:
            return
        if not self.keep_space:
            text = text.strip(" \t\r\n")
        if "\n" in text or "\t" in text or "\r" in text:
            text = text.replace("\r\n", " ").translate(_WHITE)
        self._add(text)

    def _add(self, text: str) -> None:
        """Let the paragraph go on with `text`, unless it is hidden or part of an instruction."""
        if self.muted or self.hidden or self.in_properties:
            return
        paragraph = self.paragraph
        if paragraph is None:  # text that stands in no paragraph is not lost either
            paragraph = self.paragraph = Paragraph(dropped=self.frame.dropped)
        elif paragraph.hidden:
            return
        start = paragraph.length
        paragraph.add(text)
        if self.bold:
            paragraph.mark("bold", "", start)
        if self.italic:
            paragraph.mark("italic", "", start)
        if self.lang:
            languages = paragraph.languages
            languages[self.lang] = languages.get(self.lang, 0) + len(text)
        if self.context.places is not None:
            paragraph.places.append(Piece(start, paragraph.length, self._here()))

    def _tab(self, _: dict[str, str]) -> None:
        if not self.in_properties:  # w:tabs/w:tab is a tab stop
            self._add("\t")

    def _symbol(self, attributes: dict[str, str]) -> None:
        try:
            code = int(attributes.get(e(W, "char"), ""), 16)
        except ValueError:
            return
        if 0 < code < 0x110000:  # noqa: PLR2004  Unicode's end
            self._add(symbol(code, attributes.get(e(W, "font"), "")))

    def _begin_instruction(self, _: dict[str, str]) -> None:
        self.chars.clear()
        self.parser.CharacterDataHandler = self.chars.append

    def _end_instruction(self) -> None:
        self.parser.CharacterDataHandler = None
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].instruction += "".join(self.chars)

    def _field(self, attributes: dict[str, str]) -> None:
        kind = attributes.get(e(W, "fldCharType"))
        paragraph = self.paragraph
        if kind == "begin":
            self.fields.append(_Field(paragraph))
        elif kind == "separate" and self.fields:
            one = self.fields[-1]
            one.in_result, one.paragraph = True, paragraph
            one.start = paragraph.length if paragraph else 0
        elif kind == "end" and self.fields:
            one = self.fields.pop()
            link = _LINK_FIELD.match(one.instruction)
            if link and paragraph is not None and one.paragraph is paragraph and one.in_result:
                paragraph.mark("link", link[1], one.start)
        self._mute()

    def _mute(self) -> None:
        self.muted = self.trusts_fields and any(not one.in_result for one in self.fields)

    def _begin_choices(self, _: dict[str, str]) -> None:
        self.list_items, self.list_chosen = [], 0

    def _chosen(self, attributes: dict[str, str]) -> None:
        self.list_chosen = _count(attributes.get(VAL))

    def _end_choices(self) -> None:
        """Show what is chosen in a form's drop-down list: the field has no other result."""
        if self.list_chosen < len(self.list_items):
            muted, self.muted = self.muted, False
            self._add(self.list_items[self.list_chosen])
            self.muted = muted

    def _begin_link(self, attributes: dict[str, str]) -> None:
        relation, anchor = attributes.get(RELATION), attributes.get(e(W, "anchor"))
        address = self.links(relation) if relation else ""
        if anchor:
            address += f"#{anchor}"
        self._wrap("link", address)

    def _wrap(self, kind: str, value: str) -> None:
        self.wrappers.append((kind, value, self.paragraph.length if self.paragraph else 0))

    def _unwrap(self) -> None:
        if self.wrappers:
            kind, value, start = self.wrappers.pop()
            if kind and self.paragraph is not None:
                self.paragraph.mark(kind, value, start)

    def _revised(self, change: str, attributes: dict[str, str]) -> None:
        """Meet an insertion or deletion: around runs, of a paragraph mark, or of a row."""
        gone = self.context.view == ("accepted" if change == "deleted" else "original")
        if self.in_numbering:
            return
        if self.in_row_properties:
            if gone and self.tables:
                self.tables[-1].row_dropped = True
        elif self.in_properties:
            if gone and self.paragraph is not None:
                self.paragraph.joins_next = True
        elif gone:
            self._skip()
        else:
            kind = change if self.context.view == "all" else ""
            self._wrap(kind, attributes.get(AUTHOR, ""))

    def _end_revised(self) -> None:
        if not (self.in_properties or self.in_row_properties or self.in_numbering):
            self._unwrap()

    def _note(self, kind: str, attributes: dict[str, str]) -> None:
        paragraph = self.paragraph
        if paragraph is None or self.muted or self.hidden or paragraph.dropped:
            return
        notes = self.context.notes
        number = notes.get((kind, attributes.get(ID, "")))
        if number is None:
            number = 1 + sum(1 for of, _ in notes if of == kind)
            notes[kind, attributes.get(ID, "")] = number
        at = paragraph.length
        paragraph.marks.append(["note", str(number), at, at])

    def _begin_ruby(self, _: dict[str, str]) -> None:
        self.ruby = ""

    def _begin_ruby_text(self, _: dict[str, str]) -> None:
        self.ruby_start = len(self.paragraph.pieces) if self.paragraph else 0

    def _end_ruby_text(self) -> None:
        paragraph = self.paragraph
        if paragraph is not None:
            self.ruby = "".join(paragraph.pieces[self.ruby_start :])
            del paragraph.pieces[self.ruby_start :]
            paragraph.length -= len(self.ruby)

    def _end_ruby(self) -> None:
        if self.ruby:
            self._add(f" ({self.ruby})")
        self.ruby = ""

    def _begin_drawing(self, _: dict[str, str]) -> None:
        self.drawings.append(["", False, False])

    def _drawing_properties(self, attributes: dict[str, str]) -> None:
        if self.drawings:
            self.drawings[-1][0] = (
                attributes.get("descr", "").strip() or attributes.get("title", "").strip()
            )

    def _shape(self, attributes: dict[str, str]) -> None:
        if self.drawings and attributes.get("alt", "").strip():
            self.drawings[-1][0] = attributes["alt"].strip()

    def _picture(self, _: dict[str, str]) -> None:
        if self.drawings:
            self.drawings[-1][1] = True

    def _decoration(self, attributes: dict[str, str]) -> None:
        if self.drawings and on(attributes.get("val")):
            self.drawings[-1][2] = True

    def _end_drawing(self) -> None:
        if not self.drawings:
            return
        alt, picture, decoration = self.drawings.pop()
        shown = not (self.hidden or self.muted) and self.paragraph is not None
        if shown and (alt or (picture and not decoration)) and self.paragraph is not None:
            self.paragraph.pictures.append(str(alt))

    # -- properties --------------------------------------------------------------------------

    def _properties(self) -> dict[str, Callable[[dict[str, str]], None]]:
        return {
            e(W, "pPr"): self._begin_properties,
            e(W, "numPr"): self._begin_numbering,
            e(W, "pStyle"): self._paragraph_style,
            e(W, "numId"): self._num_id,
            e(W, "ilvl"): self._ilvl,
            e(W, "outlineLvl"): self._outline,
            e(W, "rStyle"): self._run_style,
            e(W, "b"): self._bold,
            e(W, "i"): self._italic,
            e(W, "vanish"): self._vanish,
            e(W, "lang"): self._lang,
            e(W, "rt"): self._begin_ruby_text,
        }

    def _begin_properties(self, _: dict[str, str]) -> None:
        self.in_properties = True

    def _end_properties(self) -> None:
        self.in_properties = False

    def _begin_numbering(self, _: dict[str, str]) -> None:
        self.in_numbering = True

    def _end_numbering(self) -> None:
        self.in_numbering = False

    def _paragraph_style(self, attributes: dict[str, str]) -> None:
        if self.paragraph is not None:
            self.paragraph.style = attributes.get(VAL, "")
            self.paragraph.hidden = self.context.styles(self.paragraph.style).vanish

    def _num_id(self, attributes: dict[str, str]) -> None:
        if self.paragraph is not None:
            self.paragraph.num_id = attributes.get(VAL)

    def _ilvl(self, attributes: dict[str, str]) -> None:
        if self.paragraph is not None:
            self.paragraph.ilvl = _count(attributes.get(VAL))

    def _outline(self, attributes: dict[str, str]) -> None:
        level = _count(attributes.get(VAL))
        if self.paragraph is not None and level < 9:  # noqa: PLR2004  the tenth is body text
            self.paragraph.outline = level

    def _run_style(self, attributes: dict[str, str]) -> None:
        if not self.in_properties:
            style = self.context.styles(attributes.get(VAL, ""))
            self.bold, self.italic, self.hidden = style.bold, style.italic, style.vanish
            self.lang = style.lang

    def _bold(self, attributes: dict[str, str]) -> None:
        if not self.in_properties:
            self.bold = on(attributes.get(VAL))

    def _italic(self, attributes: dict[str, str]) -> None:
        if not self.in_properties:
            self.italic = on(attributes.get(VAL))

    def _vanish(self, attributes: dict[str, str]) -> None:
        if not self.in_properties:
            self.hidden = on(attributes.get(VAL))

    def _lang(self, attributes: dict[str, str]) -> None:
        if not self.in_properties:
            self.lang = attributes.get(VAL, self.lang)

    def _closings(self) -> dict[str, Callable[[], None]]:
        return {
            e(W, "p"): self._end_paragraph,
            e(W, "tbl"): self._end_table,
            e(W, "tc"): self._end_cell,
            e(W, "trPr"): self._end_row_properties,
            e(W, "txbxContent"): self._end_box,
            e(W, "footnote"): self._end_note,
            e(W, "endnote"): self._end_note,
            e(W, "comment"): self._end_note,
            e(MC, "AlternateContent"): self._end_alternatives,
            e(W, "t"): self._end_text,
            e(M, "t"): self._end_text,
            e(A, "t"): self._end_text,
            e(W, "delText"): self._end_text,
            e(W, "instrText"): self._end_instruction,
            e(W, "ddList"): self._end_choices,
            e(W, "hyperlink"): self._unwrap,
            e(W, "ins"): self._end_revised,
            e(W, "moveTo"): self._end_revised,
            e(W, "del"): self._end_revised,
            e(W, "moveFrom"): self._end_revised,
            e(W, "ruby"): self._end_ruby,
            e(W, "rt"): self._end_ruby_text,
            e(WP, "inline"): self._end_drawing,
            e(WP, "anchor"): self._end_drawing,
            e(W, "pict"): self._end_drawing,
            e(W, "object"): self._end_drawing,
            e(W, "pPr"): self._end_properties,
            e(W, "numPr"): self._end_numbering,
        }


_WHITE = str.maketrans({"\n": " ", "\r": " ", "\t": " "})


class _Tee(list[Draft]):
    """A list whose additions go to two lists."""

    def __init__(self, first: list[Draft], second: list[Draft]) -> None:
        super().__init__()
        self._both = first, second

    def append(self, draft: Draft) -> None:
        for one in self._both:
            one.append(draft)


def _span_rows(drafts: list[Draft], rows: int) -> None:
    for draft in drafts:
        if draft.cell is not None and rows > 1:
            draft.cell = dataclasses.replace(draft.cell, row_span=rows)


def _count(said: str | None) -> int:
    return int(said) if said is not None and re.fullmatch(r"\d{1,9}", said) else 0

"""One pass over a part of WordprocessingML: events in, drafts out.

The events come straight from expat: no tree is built, so a part costs about what parsing it costs,
and memory holds the text alone. An element that nobody handles is transparent: what stands in it is
read as if it stood in its parent. So content controls, smart tags, custom XML and whatever a
later Word adds lose nothing. What is not shown is named here: it is skipped as a whole.
docs/explanation/word-files.md says what each element does and where that is known from.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import ClassVar

from hexapla.documents.blocks import Draft
from hexapla.documents.docx.context import Context, Section
from hexapla.documents.docx.events import Attributes, Ends, Events, Handlers, Starts
from hexapla.documents.docx.fields import Fields
from hexapla.documents.docx.names import count, on
from hexapla.documents.docx.numbering import Counters
from hexapla.documents.docx.paragraph import Frame, Paragraph, finish
from hexapla.documents.docx.runs import Runs
from hexapla.documents.docx.tables import Table
from hexapla.documents.places import Place
from hexapla.errors import HostileDocumentError
from hexapla.model import BlockKind

MOST_PARAGRAPHS = 500_000
"""Paragraphs in one document; a pack of 10,000 pages has about 150,000."""
MOST_NESTED_TABLES = 60
"""Tables in tables; Word itself stops at 25 or so."""

_REMEDY = "open it in Word and save it anew"


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
        self.chunk = chunk
        self.frames: list[Frame] = []
        self.frame: Frame
        self.tables: list[Table] = []
        self.alternatives: list[bool] = []  # whether a Choice was read
        self.boxed: list[tuple[tuple[Paragraph | None, Fields], list[Table]]] = []
        self.notes: dict[tuple[str, str], list[Draft]] = {}
        self.events = Events(part, counting=context.places is not None)
        self.runs = Runs(context, self.events, links=links, row_gone=self._row_gone)
        self.events.starts = Handlers(
            (self, self.STARTS),
            (self.runs, self.runs.STARTS),
            (self.runs.drawings, self.runs.drawings.STARTS),
        )
        self.events.ends = Handlers((self, self.ENDS), (self.runs, self.runs.ENDS))

    def run(self, data: bytes, frame: Frame) -> None:
        """Read the whole part into `frame`.

        Raises:
            UnreadableDocumentError: it is no well-formed XML.
            HostileDocumentError: it goes beyond a cap or declares a document type.

        """
        self.frame = frame
        begins, ends = (data.count(b'fldCharType="%s"' % kind) for kind in (b"begin", b"end"))
        self.runs.fields.trusted = begins == ends
        self.events.parse(data)
        self._flush(frame)

    # -- structure ---------------------------------------------------------------------------

    def _begin_paragraph(self, attributes: Attributes) -> None:
        context = self.context
        context.paragraphs += 1
        if context.paragraphs > MOST_PARAGRAPHS:
            raise HostileDocumentError(
                f"holds more than {MOST_PARAGRAPHS} paragraphs",
                place=self.part,
                remedy="split it into several documents",
            )
        frame = self.frame
        if isinstance(frame.table, Table):
            frame.table.place(frame)
        if self.runs.paragraph is not None:  # text that stood in no paragraph
            self._finish(self.runs.paragraph, frame)
        paragraph = frame.held
        if paragraph is None:
            paragraph = Paragraph()
        else:
            frame.held = None
            paragraph.style, paragraph.joins_next = "", False
            paragraph.num_id = paragraph.ilvl = paragraph.outline = None
        paragraph.hint = attributes.get("w14:paraId", "") or paragraph.hint
        paragraph.dropped = frame.dropped
        if context.places is not None:
            paragraph.elements.append(self.events.here())
        self.runs.paragraph = paragraph

    def _end_paragraph(self) -> None:
        paragraph = self.runs.paragraph
        if paragraph is None:
            return
        if paragraph.joins_next:
            self.frame.held = paragraph
        else:
            self._finish(paragraph, self.frame)
        self.runs.paragraph = None

    def _finish(self, paragraph: Paragraph, frame: Frame) -> None:
        paragraph.dropped = paragraph.dropped or frame.dropped
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
        for paragraph in (frame.held, self.runs.paragraph):
            if paragraph is not None:
                self._finish(paragraph, frame)
        frame.held = self.runs.paragraph = None

    def _begin_table(self, _: Attributes) -> None:
        frame = self.frame
        if isinstance(frame.table, Table):
            frame.table.place(frame)
        self._flush(frame)
        if len(self.tables) >= MOST_NESTED_TABLES:
            raise HostileDocumentError(
                f"nests tables more than {MOST_NESTED_TABLES} deep", place=self.part, remedy=_REMEDY
            )
        self.tables.append(Table(f"{frame.path}/t{frame.tables}", self.context.tables))
        frame.tables += 1
        self.context.tables += 1

    def _end_table(self) -> None:
        if self.tables:
            self.tables.pop().end()

    def _begin_row(self, _: Attributes) -> None:
        if self.tables:
            self.tables[-1].begin_row(dropped=self.frame.dropped)

    def _row_gone(self) -> None:
        if self.tables:
            self.tables[-1].row_dropped = True

    def _grid_before(self, attributes: Attributes) -> None:
        if self.tables:
            self.tables[-1].skip(count(attributes.get("w:val")))

    def _begin_cell(self, _: Attributes) -> None:
        if self.tables:
            self.frames.append(self.frame)
            self.frame = self.tables[-1].cell(self.frame)

    def _grid_span(self, attributes: Attributes) -> None:
        if self.tables:
            self.tables[-1].span = max(count(attributes.get("w:val")), 1)

    def _vertical_merge(self, attributes: Attributes) -> None:
        if self.tables:
            self.tables[-1].merge = attributes.get("w:val") or "continue"

    def _revised_cell(self, *, gone_in: str) -> None:
        if self.context.view == gone_in and self.frame.table is not None:
            self.frame.dropped = True

    def _end_cell(self) -> None:
        if self.tables and self.frames:
            if isinstance(self.frame.table, Table):
                self.frame.table.place(self.frame)
            self._flush(self.frame)
            self.frame = self.frames.pop()

    def _begin_box(self, _: Attributes) -> None:
        self.context.box_count += 1
        fields = Fields(trusted=self.runs.fields.trusted)
        self.boxed.append((self.runs.swap(None, fields), self.tables))
        self.frames.append(self.frame)
        dropped = self.frame.dropped
        self.tables = []
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
            before, self.tables = self.boxed.pop()
            self.runs.swap(*before)

    def _begin_note(self, kind: str, attributes: Attributes) -> None:
        identifier = attributes.get("w:id", "")
        if kind == "comment":
            number: int | None = len(self.notes) + 1
        else:
            number = self.context.notes.get((kind, identifier))
        if number is None:  # a separator, or a note that nothing refers to: no one sees it
            self.events.skip()
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
            self.runs.swap(None, Fields(trusted=self.runs.fields.trusted))

    def _reference(self, kind: str, attributes: Attributes) -> None:
        if self.context.sections:
            key = (kind, attributes.get("w:type", "default"))
            self.context.sections[-1].references[key] = attributes.get("r:id", "")

    def _title_page(self, attributes: Attributes) -> None:
        if self.context.sections:
            self.context.sections[-1].title_page = on(attributes.get("w:val"))

    def _alternative_chunk(self, attributes: Attributes) -> None:
        self._flush(self.frame)
        for draft in self.chunk(attributes.get("r:id", "")):
            draft.path = self.frame.next_path()
            if draft.cell is not None:
                draft.cell = dataclasses.replace(
                    draft.cell, table=draft.cell.table + self.context.tables
                )
            self.frame.out.append(draft)
        self.context.tables += 100

    def _choice(self, _: Attributes) -> None:
        if not self.alternatives or self.alternatives[-1]:
            self.events.skip()
        else:
            self.alternatives[-1] = True

    def _fallback(self, _: Attributes) -> None:
        if self.alternatives and self.alternatives[-1]:
            self.events.skip()

    def _end_alternatives(self) -> None:
        if self.alternatives:
            self.alternatives.pop()

    def _begin_section(self, _: Attributes) -> None:
        self.context.sections.append(Section())

    def _begin_alternatives(self, _: Attributes) -> None:
        self.alternatives.append(False)

    def _skip(self, _: Attributes) -> None:
        self.events.skip()

    STARTS: ClassVar[Starts] = {
        "w:p": _begin_paragraph,
        "w:tbl": _begin_table,
        "w:tr": _begin_row,
        "w:tc": _begin_cell,
        "w:gridBefore": _grid_before,
        "w:gridSpan": _grid_span,
        "w:vMerge": _vertical_merge,
        "w:cellIns": lambda self, _: self._revised_cell(gone_in="original"),
        "w:cellDel": lambda self, _: self._revised_cell(gone_in="accepted"),
        "w:txbxContent": _begin_box,
        "w:altChunk": _alternative_chunk,
        "w:footnote": lambda self, said: self._begin_note("footnote", said),
        "w:endnote": lambda self, said: self._begin_note("endnote", said),
        "w:comment": lambda self, said: self._begin_note("comment", said),
        "w:sectPr": _begin_section,
        "w:headerReference": lambda self, said: self._reference("header", said),
        "w:footerReference": lambda self, said: self._reference("footer", said),
        "w:titlePg": _title_page,
        "mc:AlternateContent": _begin_alternatives,
        "mc:Choice": _choice,
        "mc:Fallback": _fallback,
        **dict.fromkeys(
            [
                f"w:{name}"
                for name in (
                    *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
                    *("tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange"),
                    *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
                )
            ],
            _skip,
        ),
    }
    """The handlers of the starts of elements."""

    ENDS: ClassVar[Ends] = {
        "w:p": _end_paragraph,
        "w:tbl": _end_table,
        "w:tc": _end_cell,
        "w:txbxContent": _end_box,
        **dict.fromkeys(("w:footnote", "w:endnote", "w:comment"), _end_note),
        "mc:AlternateContent": _end_alternatives,
    }
    """The handlers of the ends of elements."""

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
from dataclasses import dataclass, field

from hexapla.documents.blocks import Draft
from hexapla.documents.docx.drawings import Drawings
from hexapla.documents.docx.events import Attributes, Events
from hexapla.documents.docx.fields import Fields
from hexapla.documents.docx.names import on
from hexapla.documents.docx.numbering import Counters, Numbering
from hexapla.documents.docx.paragraph import Frame, Paragraph, Piece, Place, finish
from hexapla.documents.docx.styles import Styles
from hexapla.documents.docx.symbols import symbol
from hexapla.documents.docx.tables import Table
from hexapla.errors import HostileDocumentError
from hexapla.model import BlockKind

MOST_PARAGRAPHS = 500_000
"""Paragraphs in one document; a pack of 10,000 pages has about 150,000."""
MOST_NESTED_TABLES = 60
"""Tables in tables; Word itself stops at 25 or so."""

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
        self.tables: list[Table] = []
        self.fields = Fields(trusted=True)
        self.drawings = Drawings()
        self.wrappers: list[tuple[str, str, int]] = []  # links, insertions …: kind, value, start
        self.alternatives: list[bool] = []  # whether a Choice was read
        self.boxed: list[tuple[Paragraph | None, Fields, list[Table]]] = []
        self.notes: dict[tuple[str, str], list[Draft]] = {}
        self.bold = self.italic = self.hidden = self.muted = False
        self.lang = ""
        self.in_properties = self.in_row_properties = self.in_numbering = False
        self.choices: list[str] = []
        self.chosen = 0
        self.ruby = ""
        self.ruby_start = 0
        self.keep_space = False
        self.events = Events(part, counting=context.places is not None)
        self.chars = self.events.chars
        self.events.starts = {
            **self._structure(),
            **self._inline(),
            **self._properties(),
            **self.drawings.starts(),
        }
        self.events.ends = self._closings()

    def run(self, data: bytes, frame: Frame) -> None:
        """Read the whole part into `frame`.

        Raises:
            UnreadableDocumentError: it is no well-formed XML.
            HostileDocumentError: it goes beyond a cap or declares a document type.

        """
        self.frame = frame
        begins, ends = (data.count(b'fldCharType="%s"' % kind) for kind in (b"begin", b"end"))
        self.fields.trusted = begins == ends
        self.events.parse(data)
        self._flush(frame)

    # -- structure ---------------------------------------------------------------------------

    def _structure(self) -> dict[str, Callable[[Attributes], None]]:
        return {
            "w:p": self._begin_paragraph,
            "w:tbl": self._begin_table,
            "w:tr": self._begin_row,
            "w:tc": self._begin_cell,
            "w:trPr": self._begin_row_properties,
            "w:gridBefore": self._grid_before,
            "w:gridSpan": self._grid_span,
            "w:vMerge": self._vertical_merge,
            "w:cellIns": lambda _: self._revised_cell(gone_in="original"),
            "w:cellDel": lambda _: self._revised_cell(gone_in="accepted"),
            "w:txbxContent": self._begin_box,
            "w:altChunk": self._alternative_chunk,
            "w:footnote": lambda said: self._begin_note("footnote", said),
            "w:endnote": lambda said: self._begin_note("endnote", said),
            "w:comment": lambda said: self._begin_note("comment", said),
            "w:sectPr": lambda _: self.context.sections.append(Section()),
            "w:headerReference": lambda said: self._reference("header", said),
            "w:footerReference": lambda said: self._reference("footer", said),
            "w:titlePg": self._title_page,
            "mc:AlternateContent": lambda _: self.alternatives.append(False),
            "mc:Choice": self._choice,
            "mc:Fallback": self._fallback,
            **dict.fromkeys(
                [
                    f"w:{name}"
                    for name in (
                        *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
                        *("tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange"),
                        *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
                    )
                ],
                self.events.skip,
            ),
        }

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
        if self.paragraph is not None:  # text that stood in no paragraph
            self._finish(self.paragraph, frame)
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

    def _begin_row_properties(self, _: Attributes) -> None:
        self.in_row_properties = True

    def _end_row_properties(self) -> None:
        self.in_row_properties = False

    def _grid_before(self, attributes: Attributes) -> None:
        if self.tables:
            self.tables[-1].skip(_count(attributes.get("w:val")))

    def _begin_cell(self, _: Attributes) -> None:
        if self.tables:
            self.frames.append(self.frame)
            self.frame = self.tables[-1].cell(self.frame)

    def _grid_span(self, attributes: Attributes) -> None:
        if self.tables:
            self.tables[-1].span = max(_count(attributes.get("w:val")), 1)

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
        self.boxed.append((self.paragraph, self.fields, self.tables))
        self.frames.append(self.frame)
        dropped = self.frame.dropped
        self.paragraph, self.tables = None, []
        self.fields = Fields(trusted=self.fields.trusted)
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
            self.muted = self.fields.muted

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
            self.fields = Fields(trusted=self.fields.trusted)
            self.muted = False

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

    # -- text --------------------------------------------------------------------------------

    def _inline(self) -> dict[str, Callable[[Attributes], None]]:
        return {
            "w:r": self._begin_run,
            "m:r": self._begin_run,
            "w:t": self._begin_text,
            "m:t": self._begin_text,
            "w:delText": self._begin_text,
            "w:instrText": self._begin_instruction,
            "w:tab": self._tab,
            "w:ptab": lambda _: self._add("\t"),
            "w:br": lambda _: self._add("\n"),
            "w:cr": lambda _: self._add("\n"),
            "w:noBreakHyphen": lambda _: self._add("\u2011"),
            "w:softHyphen": lambda _: self._add("\u00ad"),
            "w:sym": self._symbol,
            "w:fldChar": self._field,
            "w:ddList": self._begin_choices,
            "w:result": self._choose,
            "w:listEntry": lambda said: self.choices.append(said.get("w:val", "")),
            "w:hyperlink": self._begin_link,
            "w:ins": lambda said: self._revised("inserted", said),
            "w:moveTo": lambda said: self._revised("inserted", said),
            "w:del": lambda said: self._revised("deleted", said),
            "w:moveFrom": lambda said: self._revised("deleted", said),
            "w:footnoteReference": lambda said: self._note("footnote", said),
            "w:endnoteReference": lambda said: self._note("endnote", said),
            "w:ruby": self._begin_ruby,
            "m:den": lambda _: self._add("/"),
            "a:t": self._begin_text,
        }

    def _begin_run(self, _: Attributes) -> None:
        self.bold = self.italic = self.hidden = False
        self.lang = ""

    def _begin_text(self, attributes: Attributes) -> None:
        self.keep_space = "xml:space" in attributes
        self.chars.clear()

    def _end_text(self) -> None:
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
            paragraph.places.append(Piece(start, paragraph.length, self.events.here()))

    def _tab(self, _: Attributes) -> None:
        if not self.in_properties:  # w:tabs/w:tab is a tab stop
            self._add("\t")

    def _symbol(self, attributes: Attributes) -> None:
        try:
            code = int(attributes.get("w:char", ""), 16)
        except ValueError:
            return
        if 0 < code < 0x110000:  # noqa: PLR2004  Unicode's end
            self._add(symbol(code, attributes.get("w:font", "")))

    def _begin_instruction(self, _: Attributes) -> None:
        self.chars.clear()

    def _end_instruction(self) -> None:
        self.fields.instruct("".join(self.chars))

    def _field(self, attributes: Attributes) -> None:
        shown = self.fields.meet(attributes.get("w:fldCharType", ""), self.paragraph)
        self.muted = self.fields.muted
        if shown:
            self._add(shown)

    def _begin_choices(self, _: Attributes) -> None:
        self.choices, self.chosen = [], 0

    def _choose(self, attributes: Attributes) -> None:
        self.chosen = _count(attributes.get("w:val"))

    def _end_choices(self) -> None:
        """Show what is chosen in a form's drop-down list: the field has no other result."""
        if self.chosen < len(self.choices):
            muted, self.muted = self.muted, False
            self._add(self.choices[self.chosen])
            self.muted = muted

    def _begin_link(self, attributes: Attributes) -> None:
        relation, anchor = attributes.get("r:id"), attributes.get("w:anchor")
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

    def _revised(self, change: str, attributes: Attributes) -> None:
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
            self.events.skip()
        else:
            kind = change if self.context.view == "all" else ""
            self._wrap(kind, attributes.get("w:author", ""))

    def _end_revised(self) -> None:
        if not (self.in_properties or self.in_row_properties or self.in_numbering):
            self._unwrap()

    def _note(self, kind: str, attributes: Attributes) -> None:
        paragraph = self.paragraph
        if paragraph is None or self.muted or self.hidden or paragraph.dropped:
            return
        notes = self.context.notes
        number = notes.get((kind, attributes.get("w:id", "")))
        if number is None:
            number = 1 + sum(1 for of, _ in notes if of == kind)
            notes[kind, attributes.get("w:id", "")] = number
        at = paragraph.length
        paragraph.marks.append(["note", str(number), at, at])

    def _begin_ruby(self, _: Attributes) -> None:
        self.ruby = ""

    def _begin_ruby_text(self, _: Attributes) -> None:
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

    def _end_drawing(self) -> None:
        alt = self.drawings.end()
        paragraph = self.paragraph
        if alt is not None and paragraph is not None and not (self.hidden or self.muted):
            paragraph.pictures.append(alt)

    # -- properties --------------------------------------------------------------------------

    def _properties(self) -> dict[str, Callable[[Attributes], None]]:
        return {
            "w:pPr": self._begin_properties,
            "w:numPr": self._begin_numbering,
            "w:pStyle": self._paragraph_style,
            "w:numId": self._num_id,
            "w:ilvl": self._ilvl,
            "w:outlineLvl": self._outline,
            "w:rStyle": self._run_style,
            "w:b": self._bold,
            "w:i": self._italic,
            "w:vanish": self._vanish,
            "w:lang": self._lang,
            "w:rt": self._begin_ruby_text,
        }

    def _begin_properties(self, _: Attributes) -> None:
        self.in_properties = True

    def _end_properties(self) -> None:
        self.in_properties = False

    def _begin_numbering(self, _: Attributes) -> None:
        self.in_numbering = True

    def _end_numbering(self) -> None:
        self.in_numbering = False

    def _paragraph_style(self, attributes: Attributes) -> None:
        if self.paragraph is not None:
            self.paragraph.style = attributes.get("w:val", "")
            self.paragraph.hidden = self.context.styles(self.paragraph.style).vanish

    def _num_id(self, attributes: Attributes) -> None:
        if self.paragraph is not None:
            self.paragraph.num_id = attributes.get("w:val")

    def _ilvl(self, attributes: Attributes) -> None:
        if self.paragraph is not None:
            self.paragraph.ilvl = _count(attributes.get("w:val"))

    def _outline(self, attributes: Attributes) -> None:
        level = _count(attributes.get("w:val"))
        if self.paragraph is not None and level < 9:  # noqa: PLR2004  the tenth is body text
            self.paragraph.outline = level

    def _run_style(self, attributes: Attributes) -> None:
        if not self.in_properties:
            style = self.context.styles(attributes.get("w:val", ""))
            self.bold, self.italic, self.hidden = style.bold, style.italic, style.vanish
            self.lang = style.lang

    def _bold(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.bold = on(attributes.get("w:val"))

    def _italic(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.italic = on(attributes.get("w:val"))

    def _vanish(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.hidden = on(attributes.get("w:val"))

    def _lang(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.lang = attributes.get("w:val", self.lang)

    def _closings(self) -> dict[str, Callable[[], None]]:
        return {
            "w:p": self._end_paragraph,
            "w:tbl": self._end_table,
            "w:tc": self._end_cell,
            "w:trPr": self._end_row_properties,
            "w:txbxContent": self._end_box,
            "w:footnote": self._end_note,
            "w:endnote": self._end_note,
            "w:comment": self._end_note,
            "mc:AlternateContent": self._end_alternatives,
            "w:t": self._end_text,
            "m:t": self._end_text,
            "a:t": self._end_text,
            "w:delText": self._end_text,
            "w:instrText": self._end_instruction,
            "w:ddList": self._end_choices,
            "w:hyperlink": self._unwrap,
            "w:ins": self._end_revised,
            "w:moveTo": self._end_revised,
            "w:del": self._end_revised,
            "w:moveFrom": self._end_revised,
            "w:ruby": self._end_ruby,
            "w:rt": self._end_ruby_text,
            "wp:inline": self._end_drawing,
            "wp:anchor": self._end_drawing,
            "w:pict": self._end_drawing,
            "w:object": self._end_drawing,
            "w:pPr": self._end_properties,
            "w:numPr": self._end_numbering,
        }


_WHITE = str.maketrans({"\n": " ", "\r": " ", "\t": " "})


def _count(said: str | None) -> int:
    return int(said) if said is not None and said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004  no count has ten digits

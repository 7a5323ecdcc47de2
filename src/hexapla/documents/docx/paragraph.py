"""A paragraph in the making, and the frames (body, cell, note, text box) that it stands in."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from hexapla.documents.blocks import Draft, Inline
from hexapla.documents.docx.numbering import Counters
from hexapla.documents.docx.styles import Style, Styles
from hexapla.documents.places import Piece
from hexapla.errors import UsageError
from hexapla.model import BlockKind, Cell, Language, Mark, language

_ENDS = " \t\n\r"


@dataclass(slots=True)
class Paragraph:
    """What was read of a w:p so far."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[list[str | int]] = field(default_factory=list)  # kind, value, start, end
    languages: dict[str, int] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    style: str = ""
    num_id: str | None = None
    ilvl: int | None = None
    outline: int | None = None
    hint: str = ""
    joins_next: bool = False  # its paragraph mark is gone in the view that is read
    dropped: bool = False  # it stands in a row or cell that is gone
    hidden: bool = False
    elements: list[str] = field(default_factory=list)
    places: list[Piece] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Let the text go on."""
        self.pieces.append(text)
        self.length += len(text)

    def mark(self, kind: str, value: str, start: int) -> None:
        """Mark what was added since the text was `start` long, joining it to a mark it touches."""
        if self.length == start:
            return
        for mark in reversed(self.marks[-4:]):
            if mark[0] == kind and mark[1] == value and mark[3] == start:
                mark[3] = self.length
                return
        self.marks.append([kind, value, start, self.length])


@dataclass(slots=True)
class Frame:
    """What paragraphs stand in: a story's top, a cell or a text box.

    `kind` overrides what a paragraph would be by itself (a heading in a note is a note).
    """

    path: str
    kind: BlockKind | None
    out: list[Draft]
    counters: Counters
    cell: Cell | None = None
    count: int = 0
    tables: int = 0
    held: Paragraph | None = None
    dropped: bool = False
    table: object = None  # the table that the cell is in, while its properties are being read

    def next_path(self) -> str:
        """Give the path of the frame's next block."""
        path = f"{self.path}/{self.count}"
        self.count += 1
        return path


@functools.lru_cache(maxsize=512)
def tag(said: str) -> Language | None:
    """Give a w:lang value as a Language; None for what is none (x-none)."""
    try:
        return language(said)
    except UsageError:
        return None


def finish(
    paragraph: Paragraph,
    frame: Frame,
    styles: Styles,
    *,
    placed: Callable[[Draft, Paragraph, int], None] | None,
) -> None:
    """Turn a paragraph into drafts: its text, if it has any, then its pictures.

    `placed` is told of the draft, the paragraph and how many code points of white space were cut.
    """
    if paragraph.dropped:
        return
    identifier = paragraph.style or styles.default_paragraph
    style = styles(identifier)
    if not (paragraph.pieces or paragraph.pictures or paragraph.num_id or style.num_id):
        return
    said = style.lang
    if paragraph.languages:
        said = max(paragraph.languages.items(), key=lambda one: (one[1], one[0]))[0]
    label, level = _label(paragraph, frame, style, identifier, said or styles.default_language)
    spoken = tag(said) if said else None
    raw = "".join(paragraph.pieces)
    text = raw.strip(_ENDS)
    if text:
        kind, depth = _kind(paragraph, frame, style, level if label else None)
        marks: tuple[Mark, ...] = ()
        if paragraph.marks or not text.isascii():
            text, marks = _settled(raw, text, paragraph.marks)
        draft = Draft(
            kind, text, frame.next_path(), depth, label, spoken, marks, frame.cell, paragraph.hint
        )
        frame.out.append(draft)
        if placed is not None:
            placed(draft, paragraph, len(raw) - len(raw.lstrip(_ENDS)))
    for alt in paragraph.pictures:
        frame.out.append(
            Draft(
                kind=BlockKind.ALT_TEXT,
                text=unicodedata.normalize("NFC", alt),
                path=frame.next_path(),
                language=spoken,
                cell=frame.cell,
            )
        )


def _label(
    paragraph: Paragraph, frame: Frame, style: Style, identifier: str, spoken: str
) -> tuple[str, int]:
    """Count the paragraph in its list; give the label and the level from 0."""
    num_id, level = paragraph.num_id, paragraph.ilvl
    if num_id is None:
        num_id = style.num_id
        if num_id and level is None:
            level = frame.counters.numbering.level_of(num_id, identifier)
            level = style.ilvl if level is None else level
    if not num_id or num_id == "0":
        return "", 0
    return frame.counters.label(num_id, level or 0, spoken), level or 0


def _kind(
    paragraph: Paragraph, frame: Frame, style: Style, listed: int | None
) -> tuple[BlockKind, int]:
    """Give the kind and the level of a paragraph; `listed` is its level in a list, from 0."""
    outline = style.outline if paragraph.outline is None else paragraph.outline
    if outline is not None:
        return frame.kind or BlockKind.HEADING, outline + 1
    if listed is not None:
        return frame.kind or BlockKind.LIST_ITEM, listed + 1
    if frame.kind is not None:
        return frame.kind, 0
    return (BlockKind.CAPTION if style.name == "caption" else BlockKind.PARAGRAPH), 0


def _settled(raw: str, text: str, marks: list[list[str | int]]) -> tuple[str, tuple[Mark, ...]]:
    if not marks:
        return unicodedata.normalize("NFC", text), ()
    inline = Inline(
        text=raw,
        marks=[
            Mark(start=int(start), end=int(end), kind=str(kind), value=str(value))
            for kind, value, start, end in marks
        ],
    )
    return inline.stripped()

"""What all parts of one Word document share while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from hexapla.documents.blocks import Draft
from hexapla.documents.docx.numbering import Numbering
from hexapla.documents.docx.styles import Styles
from hexapla.documents.places import Place


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

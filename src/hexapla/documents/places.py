"""The way back from a block to the XML that it came from, to mark a finding at its very words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hexapla.model import Language


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text and the element of text that it came from.

    `start` and `end` are offsets in the block's text; `element` is the element's XPath, by
    positions alone (``/*[1]/*[12]/*[2]``); `offset` says where in that element's text it begins.
    """

    start: int
    end: int
    element: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a package a block came from: its part, its w:p elements and its text elements."""

    part: str
    paragraphs: tuple[str, ...]
    pieces: tuple[Piece, ...]

    def without(self, length: int) -> Place:
        """Give the place of the text that is left when `length` code points are cut before it."""
        if not length:
            return self
        kept = tuple(
            Piece(
                start=max(piece.start - length, 0),
                end=piece.end - length,
                element=piece.element,
                offset=piece.offset + max(length - piece.start, 0),
            )
            for piece in self.pieces
            if piece.end > length
        )
        return Place(self.part, self.paragraphs, kept)


def docx_locations(
    content: bytes, *, language: Language, view: str = "accepted"
) -> Mapping[str, Place]:
    """Give for each block's id where in a Word file it came from.

    The ids are those of `read` with the same language and view (accepted, original or all).
    Alternative texts and what other parts bring in (charts, chunks) have no place.

    Raises:
        UnreadableDocumentError, HostileDocumentError: as `read` does.

    """
    # The reader and lxml cost a tenth of a second: only where a Word file is marked.
    from hexapla.documents.docx import located  # noqa: PLC0415  see above

    return located(content, language=language, view=view)

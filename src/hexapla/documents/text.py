"""Plain text: blocks between blank lines, or a block a line where there is no blank line."""

from __future__ import annotations

import re

from hexapla.documents.blocks import BULLETS, Draft, Inline
from hexapla.documents.reading import decoded, made
from hexapla.model import BlockKind, Document, Language

_BLANK = re.compile(r"\n[ \t\f]*(?:\n[ \t\f]*)+")
_ITEM = re.compile(rf"[ \t]*(?:[{re.escape(BULLETS)}]|\(?\w{{1,3}}[.)])[ \t]")


def read(content: bytes, *, name: str, language: Language) -> Document:
    """Read plain text, UTF-8 or with a byte-order mark.

    Spaces inside a line stay as they are: doubled ones are a finding of the checks. A line that
    starts with a bullet or a number begins a block of its own wherever every line of its
    paragraph does.

    Raises:
        UnreadableDocumentError: it is in another encoding or holds no text.

    """
    return made(
        drafts_of(decoded(content)),
        content=content,
        name=name,
        language=language,
        media="text/plain",
    )


def drafts_of(text: str) -> list[Draft]:
    """Cut plain text into drafts."""
    drafts: list[Draft] = []
    for piece in paragraphs(text):
        shown, _ = Inline(text=piece).stripped()
        if shown:
            drafts.append(Draft(kind=BlockKind.PARAGRAPH, text=shown, path=f"body/{len(drafts)}"))
    return drafts


def paragraphs(text: str) -> list[str]:
    """Cut a text into its paragraphs."""
    whole = text.strip("\n \t\f")
    if not _BLANK.search(whole):
        return whole.split("\n")
    found: list[str] = []
    for piece in _BLANK.split(whole):
        lines = piece.split("\n")
        if len(lines) > 1 and all(_ITEM.match(line) for line in lines):
            found += lines
        else:
            found.append(piece)
    return found

"""Markdown (CommonMark with tables), read through the HTML that it stands for.

Front matter between ``---`` lines gives properties: title, follows. Grammar: CommonMark 0.31.
"""

from __future__ import annotations

import re

from hexapla.documents.html import drafts_of
from hexapla.documents.reading import decoded, made
from hexapla.model import Document, Language

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
MOST_NESTING = 100


def read(content: bytes, *, name: str, language: Language) -> Document:
    """Read Markdown.

    Raises:
        UnreadableDocumentError: it is not UTF-8 or holds no text.
        HostileDocumentError: it is nested beyond the cap.

    """
    # Its import costs more than most pages do: only where there is Markdown.
    from markdown_it import MarkdownIt  # noqa: PLC0415  see above

    text = decoded(content)
    properties: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        properties = {
            found[1].lower(): found[2].strip("\"'") for found in _PROPERTY.finditer(front[1])
        }
        text = text[front.end() :]
    converter = MarkdownIt("commonmark", {"maxNesting": MOST_NESTING}).enable(
        ["table", "strikethrough"]
    )
    drafts, _ = drafts_of(f"<html><body>{converter.render(text)}</body></html>")
    return made(
        drafts,
        content=content,
        name=name,
        language=language,
        media="text/markdown",
        properties=properties,
    )

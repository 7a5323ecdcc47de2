"""Web pages of the demonstration: the same blocks as a Word file's, as one HTML file."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from demonstration.word import spaced

_MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<link>[^\]]+)\]\((?P<address>[^)]+)\)")
_TAGS = {"title": "h1", "bullet": "ul", "numbered": "ol"}


@dataclass
class HtmlFile:
    """One page in one language; the same methods as `WordFile`, as far as a page needs them."""

    language: str
    title: str
    dated: date
    header: str
    page: str
    notes: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    commenter: str = ""
    _body: list[str] = field(default_factory=list)
    _list: str = ""

    def heading(self, text: str, level: int) -> None:
        """Add a heading below the title."""
        self._add(f"<h{level + 1}>{_inline(text)}</h{level + 1}>")

    def paragraph(self, text: str, kind: str = "paragraph") -> None:
        """Add a paragraph of a kind; only the title has a tag of its own."""
        if kind == "title":
            self._add(f"<h1>{_inline(text)}</h1>")
        elif kind == "paragraph":
            self._add(f"<p>{_inline(text)}</p>")
        else:
            self._add(f'<p class="{kind}">{_inline(text)}</p>')

    def item(self, text: str, kind: str) -> None:
        """Add an item of a list: bullet or numbered."""
        tag = _TAGS[kind]
        if self._list != tag:
            self._add(f"<{tag}>")
            self._list = tag
        self._body.append(f"<li>{_inline(text)}</li>")

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], header: int = 1
    ) -> None:
        """Add a table; a page needs no widths."""
        del widths
        made = []
        for number, row in enumerate(rows):
            tag = "th" if number < header else "td"
            cells = "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in row)
            made.append(f"<tr>{cells}</tr>")
        self._add("\n".join(["<table>", *made, "</table>"]))

    def signatures(self, cells: Sequence[Sequence[str]], width: float) -> None:
        """Add the signatories as a plain table."""
        self.table(cells, (width, width), header=0)

    def visibility(self, image: bytes, alt: str, lines: Sequence[str]) -> None:
        """Set the emblem with the statement below it."""
        source = base64.b64encode(image).decode()
        made = [f'<div class="visibility"><img alt="{escape(alt)}" width="120" height="80"']
        made[0] += f' src="data:image/png;base64,{source}">'
        made += [f"<p>{_inline(line)}</p>" for line in lines]
        self._add("\n".join([*made, "</div>"]))

    def turn(self) -> None:
        """Do nothing: a page has no orientation."""

    def _add(self, made: str) -> None:
        if self._list:
            self._body.append(f"</{self._list}>")
            self._list = ""
        self._body.append(made)

    def save(self) -> bytes:
        """Give the page."""
        self._add("")
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{self.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta name="date" content="{self.dated}">',
            f"<title>{escape(spaced(self.title))}</title>",
            "</head>",
            "<body>",
            *self._body[:-1],
            "</body>",
            "</html>",
            "",
        ]
        return "\n".join(lines).encode()


def _inline(text: str) -> str:
    made, at = [], 0
    for mark in _MARK.finditer(text):
        made.append(escape(spaced(text[at : mark.start()]), quote=False))
        if mark["bold"]:
            made.append(f"<strong>{escape(spaced(mark['bold']), quote=False)}</strong>")
        else:
            shown = escape(spaced(mark["link"]), quote=False)
            made.append(f'<a href="{escape(mark["address"])}">{shown}</a>')
        at = mark.end()
    made.append(escape(spaced(text[at:]), quote=False))
    return "".join(made)

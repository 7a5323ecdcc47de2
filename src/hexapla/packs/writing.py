"""The pen that pages of the pack's own are written with: paragraphs, tables, pictures, comments.

Every run says its language and, where the script asks for it, its direction; every picture has a
text in its place.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hexapla.model import Language, Mark
from hexapla.packs.composer import Composer
from hexapla.packs.figures import in_pieces, written
from hexapla.packs.template import LINE
from hexapla.packs.xml import Element, e, ordered, q

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku-Arab", "ps", "sd", "ug", "ur", "yi"})
_EMU_A_MM = 36_000
_TWIPS_A_MM = 1440 / 25.4
COMMENT_DATE = "2000-01-01T00:00:00Z"
"""The date that every comment of ours carries where its finding has none: a comment must not know
when a pack was built."""
_SAFE_SCHEMES = ("http://", "https://", "mailto:", "ftp://")

_LONG_CELL = 700
"""Characters; a row with a longer cell may break over two pages."""

Inline = Element | str
"""A piece of a paragraph: plain text, or an element of a run's level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run differs from its paragraph."""

    bold: bool = False
    italic: bool = False
    colour: str = ""
    style: str = ""
    size: float | None = None
    font: str = ""
    hidden: bool = False


_PLAIN = Look()


def readable(text: str) -> str:
    """Give `text` without the characters that XML does not know."""
    return _ILLEGAL.sub("", text)


def twips(millimetres: float) -> int:
    """Give millimetres in twentieths of a point."""
    return round(millimetres * _TWIPS_A_MM)


def right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return language in _RIGHT_TO_LEFT or language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT


@dataclass(slots=True)
class Pen:
    """Writes in one language; `composer` gives out ids and takes images, links and notes."""

    composer: Composer
    language: Language

    def of(self, language: Language) -> Pen:
        """Give a pen of another language on the same pack."""
        return self if language == self.language else replace(self, language=language)

    def run(self, text: str, look: Look = _PLAIN) -> Element:
        """Give a run; line breaks and tabs are kept."""
        made = e("r", self._run_properties(look))
        for piece in re.split(
            r"([\n\t])", readable(text).replace("\r\n", "\n").replace("\r", "\n")
        ):
            if piece == "\n":
                made.append(e("br"))
            elif piece == "\t":
                made.append(e("tab"))
            elif piece:
                made.append(e("t", piece))
        return made

    def _run_properties(self, look: Look) -> Element:
        properties = e("rPr")
        if look.style:
            properties.append(e("rStyle", val=look.style))
        if look.font:
            properties.append(e("rFonts", ascii=look.font, hAnsi=look.font, cs=look.font))
        for name, said in (("b", look.bold), ("bCs", look.bold), ("i", look.italic)):
            if said:
                properties.append(e(name))
        if look.hidden:
            properties.append(e("vanish"))
        if look.colour:
            properties.append(e("color", val=look.colour))
        if look.size is not None:
            properties.append(e("sz", val=round(look.size * 2)))
            properties.append(e("szCs", val=round(look.size * 2)))
        if right_to_left(self.language):
            properties.append(e("rtl"))
            properties.append(e("lang", val=self.language, bidi=self.language))
        else:
            properties.append(e("lang", val=self.language))
        return ordered(properties)

    def paragraph(
        self, *pieces: Inline, style: str = "HxText", properties: Iterable[Element] = ()
    ) -> Element:
        """Give a paragraph of texts and runs."""
        settings = e("pPr", e("pStyle", val=style), *properties)
        if right_to_left(self.language):
            settings.append(e("bidi"))
        return e(
            "p",
            ordered(settings),
            *(self.run(piece) if isinstance(piece, str) else piece for piece in pieces),
        )

    def marked(self, text: str, marks: Sequence[Mark], look: Look = _PLAIN) -> list[Element]:
        """Give the runs of a text with its inline marks: bold, italic, links."""
        edges = sorted(
            {0, len(text)}
            | {edge for mark in marks for edge in (mark.start, mark.end) if 0 < edge < len(text)}
        )
        made: list[Element] = []
        for start, end in itertools.pairwise(edges):
            here = [mark for mark in marks if mark.start <= start and end <= mark.end]
            kinds = {mark.kind for mark in here}
            link = next((mark.value for mark in here if mark.kind == "link"), "")
            now = replace(
                look,
                bold=look.bold or "bold" in kinds,
                italic=look.italic or "italic" in kinds,
                style="HxLink" if link else look.style,
            )
            run = self.run(text[start:end], now)
            if link.lower().startswith(_SAFE_SCHEMES):
                run = e("hyperlink", run, r_id=self.composer.link(link))
            made.append(run)
        return made

    def link_to(self, bookmark: str, *pieces: Inline) -> Element:
        """Give a link to a bookmark of the pack."""
        return e(
            "hyperlink",
            *(self.run(one) if isinstance(one, str) else one for one in pieces),
            anchor=bookmark,
            history=1,
        )

    def bookmarked(self, paragraph: Element, name: str) -> Element:
        """Put a bookmark around what a paragraph holds."""
        number = self.composer.next_annotation()
        paragraph.insert(1, e("bookmarkStart", id=number, name=name))
        paragraph.append(e("bookmarkEnd", id=number))
        return paragraph

    def field(self, instruction: str, shown: str, look: Look = _PLAIN) -> list[Element]:
        """Give a field with its result filled in."""

        def mark(kind: str) -> Element:
            return e("r", self._run_properties(look), e("fldChar", fldCharType=kind))

        return [
            mark("begin"),
            e("r", self._run_properties(look), e("instrText", f" {instruction} ")),
            mark("separate"),
            self.run(shown, look),
            mark("end"),
        ]

    def picture(
        self, content: bytes, *, width: float, height: float, text: str, kind: str = "image/png"
    ) -> Element:
        """Give a run with a picture; measures in millimetres, `text` stands in its place."""
        cx, cy = round(width * _EMU_A_MM), round(height * _EMU_A_MM)
        drawing = e(
            "wp:inline",
            e("wp:extent", _cx=cx, _cy=cy),
            e("wp:docPr", _id=1, _name="Picture", _descr=text),
            e(
                "a:graphic",
                e(
                    "a:graphicData",
                    e(
                        "pic:pic",
                        e(
                            "pic:nvPicPr",
                            e("pic:cNvPr", _id=0, _name="Picture", _descr=text),
                            e("pic:cNvPicPr"),
                        ),
                        e(
                            "pic:blipFill",
                            e("a:blip", r_embed=self.composer.image(content, kind)),
                            e("a:stretch", e("a:fillRect")),
                        ),
                        e(
                            "pic:spPr",
                            e("a:xfrm", e("a:off", _x=0, _y=0), e("a:ext", _cx=cx, _cy=cy)),
                            e("a:prstGeom", e("a:avLst"), _prst="rect"),
                        ),
                    ),
                    _uri="http://schemas.openxmlformats.org/drawingml/2006/picture",
                ),
            ),
            _distT=0,
            _distB=0,
            _distL=0,
            _distR=0,
        )
        return e("r", self._run_properties(_PLAIN), e("drawing", drawing))

    def cell(
        self,
        *blocks: Element,
        width: int,
        fill: str = "",
        span: int = 1,
        merge: str = "",
        without: Sequence[str] = (),
    ) -> Element:
        """Give a table cell.

        `merge` is “restart” or “continue” of a vertical merge; `without` names the sides (top,
        bottom) that have no rule.
        """
        properties = e("tcPr", e("tcW", w=width, type="dxa"))
        if span > 1:
            properties.append(e("gridSpan", val=span))
        if merge:
            properties.append(e("vMerge", val=merge))
        if without:
            properties.append(e("tcBorders", *(e(side, val="nil") for side in without)))
        if fill:
            properties.append(e("shd", val="clear", color="auto", fill=fill))
        return e("tc", properties, *(blocks or (self.paragraph(style="HxCell"),)))

    def table(
        self,
        widths: Sequence[int],
        rows: Iterable[Sequence[Element]],
        *,
        header: Sequence[str] = (),
        style: str = "HxTable",
    ) -> Element:
        """Give a table of cells; its header row is repeated on each page.

        A row stays on one page, unless it is long.
        """
        made = e(
            "tbl",
            e(
                "tblPr",
                e("tblStyle", val=style),
                e("bidiVisual") if right_to_left(self.language) else None,
                e("tblW", w=sum(widths), type="dxa"),
                e("tblLayout", type="fixed"),
                e(
                    "tblLook",
                    val="0420",
                    firstRow=1,
                    lastRow=0,
                    firstColumn=0,
                    lastColumn=0,
                    noHBand=0,
                    noVBand=1,
                ),
            ),
            e("tblGrid", *(e("gridCol", w=width) for width in widths)),
        )
        if header:
            cells = (
                self.cell(self.paragraph(text, style="HxCellHead"), width=width)
                for text, width in zip(header, widths, strict=True)
            )
            made.append(e("tr", e("trPr", e("cantSplit"), e("tblHeader")), *cells))
        for row in rows:
            long = any(_length(cell) > _LONG_CELL for cell in row)
            made.append(e("tr", None if long else e("trPr", e("cantSplit")), *row))
        return made

    def words(self, *texts: str, style: str = "HxCell", look: Look = _PLAIN) -> Element:
        """Give a cell's paragraph."""
        return self.paragraph(*(self.run(text, look) for text in texts if text), style=style)

    def comment(self, text: str, *, author: str) -> tuple[Element, Element, Element]:
        """Make a comment; give the start and end of its range and the run that refers to it."""
        store = self.composer.notes["comments"]
        lines = [
            self.paragraph(line, style="HxComment") for line in readable(text).splitlines() if line
        ]
        initials = "".join(word[0] for word in author.split())[:3].upper()
        number = store.add(
            e("comment", *lines, author=author, initials=initials, date=COMMENT_DATE)
        )
        reference = e("r", self._run_properties(_PLAIN), e("commentReference", id=number))
        return e("commentRangeStart", id=number), e("commentRangeEnd", id=number), reference

    def footnote(self, *blocks: Sequence[Element], number: str) -> Element:
        """Make a footnote of paragraphs' pieces; give the run that refers to it.

        Its number is written: each document's notes count from 1, see `paging`.
        """
        mark = e("r", e("rPr", e("rStyle", val="HxNoteMark")), written(number))
        paragraphs = []
        for place, pieces in enumerate(blocks):
            start = (mark, self.run(" ")) if place == 0 else ()
            paragraphs.append(self.paragraph(*start, *pieces, style="HxFootnote"))
        given = self.composer.notes["footnotes"].add(e("footnote", *paragraphs))
        look = Look(style="HxNoteMark")
        reference = e("footnoteReference", customMarkFollows=1, id=given)
        return e("r", self._run_properties(look), reference, *in_pieces(number))


def _length(cell: Element) -> int:
    return sum(len(one.text or "") for one in cell.iter(q("t")))


def rule_below() -> Element:
    """Give a thin line below a paragraph."""
    return e("pBdr", e("bottom", val="single", sz=4, space=4, color=LINE))


def rule_above() -> Element:
    """Give a thin line above a paragraph."""
    return e("pBdr", e("top", val="single", sz=4, space=4, color=LINE))


def tab_at(position: int, *, leader: str = "") -> Element:
    """Give a right tab stop."""
    return e("tabs", e("tab", val="right", pos=position, leader=leader or None))

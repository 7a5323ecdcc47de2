"""Word files of the demonstration: WordprocessingML written part by part, the same bytes each time.

A text may hold marks: **bold**, ~ (no-break space), [^id] (footnote), {#id|text} (bookmarked),
[[id|text]] (reference to it), [text](address), {!id|text} (commented), {+text+} and {-text-} (tracked changes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from demonstration.package import HEAD, NAMESPACES, PACKAGE, R, content_types, relations, zipped
from demonstration.styles import styles

_EMU = 360_000
_TWIPS = 567
_SHORT = 8
"""A table of so many rows is kept together."""
_MARK = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\[\^(?P<note>\w+)\]|\[\[(?P<ref>\w+)\|(?P<shown>.+?)\]\]"
    r"|\[(?P<link>[^\]]+)\]\((?P<address>[^)]+)\)|\{!(?P<comment>\w+)\|(?P<held>.+?)\}"
    r"|\{#(?P<anchor>\w+)\|(?P<named>.+?)\}|\{\+(?P<added>.+?)\+\}|\{-(?P<gone>.+?)-\}"
)
_STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "paragraph": "",
    "lead": "Lead",
    "caption": "Caption",
    "note": "Remark",
}


@dataclass
class WordFile:
    """One document in one language, built block by block, then written with `save`."""

    language: str
    title: str
    dated: date
    header: str
    page: str
    notes: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    commenter: str = ""
    _body: list[str] = field(default_factory=list)
    _footnotes: list[str] = field(default_factory=list)
    _comments: list[str] = field(default_factory=list)
    _links: list[str] = field(default_factory=list)
    _images: list[tuple[str, bytes]] = field(default_factory=list)
    _lists: int = 0
    _in_list: str = ""
    _ids: int = 0
    _landscape: bool = False

    def heading(self, text: str, level: int) -> None:
        """Add a heading; Word numbers it."""
        self._paragraph(text, f"Heading{level}")

    def paragraph(self, text: str, kind: str = "paragraph") -> None:
        """Add a paragraph of a kind: title, subtitle, paragraph, lead, caption or note."""
        self._paragraph(text, _STYLES[kind])

    def item(self, text: str, kind: str) -> None:
        """Add an item of a list: bullet, or numbered from 1 after anything else."""
        if kind != self._in_list:
            self._lists += kind == "numbered"
        number = self._lists + 2 if kind == "numbered" else 2
        style = "ListNumber" if kind == "numbered" else "ListBullet"
        numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        self._paragraph(text, style, numbering)
        self._in_list = kind

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], header: int = 1
    ) -> None:
        """Add a table, widths in centimetres; its first `header` rows are repeated.

        A short one stays on one page: LibreOffice loses the rest of a table that it parts above
        footnotes.
        """
        self._in_list = ""
        short = len(rows) <= _SHORT
        made = [
            (
                '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/>'
                '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0"'
                ' w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>'
            )
        ]
        made += [f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths]
        made.append("</w:tblGrid>")
        for number, row in enumerate(rows):
            repeat = "<w:tblHeader/>" if number < header else ""
            made.append(f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>")
            keep = "<w:keepNext/>" if short and number < len(rows) - 1 else ""
            for width, cell in zip(widths, row, strict=True):
                shade = ' w:fill="DCE6F2"' if number < header else ""
                shading = f'<w:shd w:val="clear" w:color="auto"{shade}/>' if shade else ""
                style = "TableHead" if number < header else "TableText"
                made.append(
                    f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{shading}</w:tcPr>'
                    f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
                    f"{self._runs(cell)}</w:p></w:tc>"
                )
            made.append("</w:tr>")
        made.append("</w:tbl>")
        self._body.append("".join(made))
        self._body.append('<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>')

    def signatures(self, cells: Sequence[Sequence[str]], width: float) -> None:
        """Give each signatory a line to sign on: title and institution under it."""
        self._in_list = ""
        made = [
            (
                '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
                f'<w:tblGrid><w:gridCol w:w="{_twips(width)}"/><w:gridCol w:w="{_twips(width)}"/></w:tblGrid>'
            )
        ]
        for title, institution in cells:
            made.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            for text, style in ((title, "TableHead"), (institution, "TableText")):
                made.append(
                    f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/><w:tcBorders>'
                    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/></w:tcBorders>'
                    f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/><w:spacing w:before="480"/></w:pPr>'
                    f"{self._runs(text)}</w:p></w:tc>"
                )
            made.append("</w:tr>")
        self._body.append(
            "".join(made) + "</w:tbl>" + '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'
        )

    def visibility(self, image: bytes, alt: str, lines: Sequence[str], height: float = 1.6) -> None:
        """Set the emblem with the statement beside it."""
        drawing = self._drawing(image, alt, height * 1.5, height)
        text = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="Visibility"/></w:pPr>{self._runs(line)}</w:p>'
            for line in lines
        )
        self._body.append(
            '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{_twips(3.2)}"/><w:gridCol w:w="{_twips(12.8)}"/></w:tblGrid>'
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{_twips(3.2)}" w:type="dxa"/>'
            f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:r>{drawing}</w:r></w:p></w:tc><w:tc><w:tcPr>'
            f'<w:tcW w:w="{_twips(12.8)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{text}</w:tc></w:tr>'
            '</w:tbl><w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'
        )

    def image(self, content: bytes, alt: str, width: float, height: float) -> None:
        """Add a picture with its alternative text; sizes in centimetres."""
        self._in_list = ""
        drawing = self._drawing(content, alt, width, height)
        self._body.append(
            '<w:p><w:pPr><w:keepNext/><w:spacing w:before="120"/><w:jc w:val="center"/></w:pPr>'
            f"<w:r>{drawing}</w:r></w:p>"
        )

    def turn(self) -> None:
        """End the section: what follows stands on pages of the other orientation."""
        self._in_list = ""
        self._body.append(
            '<w:p><w:pPr><w:pStyle w:val="Gap"/>' + self._section() + "</w:pPr></w:p>"
        )
        self._landscape = not self._landscape

    def _section(self) -> str:
        size = (
            '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            if self._landscape
            else '<w:pgSz w:w="11906" w:h="16838"/>'
        )
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
            '<w:footerReference w:type="default" r:id="rIdFooter"/>'
            f'<w:type w:val="nextPage"/>{size}<w:pgMar w:top="1304" w:right="1304" w:bottom="1134"'
            ' w:left="1304" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
        )

    def _paragraph(self, text: str, style: str, more: str = "") -> None:
        self._in_list = ""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
        self._body.append(f"<w:p>{properties}{self._runs(text)}</w:p>")

    def _runs(self, text: str) -> str:
        made, at = [], 0
        for mark in _MARK.finditer(text):
            made.append(_run(text[at : mark.start()]))
            made.append(self._marked(mark))
            at = mark.end()
        made.append(_run(text[at:]))
        return "".join(made)

    def _marked(self, mark: re.Match[str]) -> str:
        made = {
            "bold": self._bold,
            "note": self._note,
            "shown": self._reference,
            "address": self._link,
            "held": self._comment,
            "named": self._anchor,
            "added": self._insertion,
            "gone": self._deletion,
        }
        return made[mark.lastgroup or ""](mark)

    def _bold(self, mark: re.Match[str]) -> str:
        return _run(mark["bold"], "<w:b/>")

    def _note(self, mark: re.Match[str]) -> str:
        self._footnotes.append(self.notes[mark["note"]])
        return (
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(self._footnotes)}"/></w:r>'
        )

    def _reference(self, mark: re.Match[str]) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f" REF _Ref_{mark['ref']} \\h </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{_run(mark["shown"])}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    def _anchor(self, mark: re.Match[str]) -> str:
        number = self._next()
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="_Ref_{mark["anchor"]}"/>'
            f'{_run(mark["named"])}<w:bookmarkEnd w:id="{number}"/>'
        )

    def _link(self, mark: re.Match[str]) -> str:
        self._links.append(mark["address"])
        shown = _run(mark["link"], '<w:rStyle w:val="Hyperlink"/>')
        return f'<w:hyperlink r:id="rIdLink{len(self._links)}" w:history="1">{shown}</w:hyperlink>'

    def _comment(self, mark: re.Match[str]) -> str:
        number = len(self._comments)
        self._comments.append(self.comments[mark["comment"]])
        return (
            f'<w:commentRangeStart w:id="{number}"/>{_run(mark["held"])}'
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/>'
            f'</w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )

    def _insertion(self, mark: re.Match[str]) -> str:
        return f'<w:ins w:id="{self._next()}" {self._stamp()}>{_run(mark["added"])}</w:ins>'

    def _deletion(self, mark: re.Match[str]) -> str:
        gone = _run(mark["gone"]).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f'<w:del w:id="{self._next()}" {self._stamp()}>{gone}</w:del>'

    def _stamp(self) -> str:
        return f'w:author={quoteattr(self.commenter)} w:date="{self.dated}T09:00:00Z"'

    def _next(self) -> int:
        self._ids += 1
        return self._ids + 100

    def _drawing(self, image: bytes, alt: str, width: float, height: float) -> str:
        known = [content for _, content in self._images]
        if image not in known:
            self._images.append((f"image{len(self._images) + 1}.png", image))
            known.append(image)
        relation = f"rIdImage{known.index(image) + 1}"
        number, across, down = self._next(), round(width * _EMU), round(height * _EMU)
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{across}" cy="{down}"/>'
            f'<wp:docPr id="{number}" name="Image {number}" descr={quoteattr(alt)}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Image {number}"'
            f" descr={quoteattr(alt)}/><pic:cNvPicPr/>"
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
            '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def save(self) -> bytes:
        """Give the file: parts sorted, content types first, no time of day in it."""
        parts = {
            "_rels/.rels": relations(
                ("rId1", f"{R}/officeDocument", "word/document.xml", ""),
                (
                    "rId2",
                    f"{PACKAGE}/relationships/metadata/core-properties",
                    "docProps/core.xml",
                    "",
                ),
            ),
            "docProps/core.xml": self._core(),
            "word/document.xml": (
                f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(self._body)}"
                f"{self._section()}</w:body></w:document>"
            ),
            "word/footer1.xml": self._footer(),
            "word/footnotes.xml": self._notes(),
            "word/header1.xml": (
                f'{HEAD}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
                f"{_run(self.header)}</w:p></w:hdr>"
            ),
            "word/numbering.xml": self._numbering(),
            "word/settings.xml": self._settings(),
            "word/styles.xml": styles(self.language),
        }
        if self._comments:
            parts["word/comments.xml"] = self._commented()
        parts["word/_rels/document.xml.rels"] = self._document_relations()
        parts["[Content_Types].xml"] = content_types(comments=bool(self._comments))
        contents = {name: text.encode() for name, text in parts.items()}
        contents |= {f"word/media/{name}": content for name, content in self._images}
        return zipped(contents)

    def _core(self) -> str:
        stamp = f'xsi:type="dcterms:W3CDTF">{self.dated}T09:00:00Z<'
        return (
            f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(self.title)}</dc:title><dc:language>{self.language}</dc:language>"
            f"<dcterms:created {stamp}/dcterms:created><dcterms:modified {stamp}/dcterms:modified>"
            "</cp:coreProperties>"
        )

    def _footer(self) -> str:
        def number(name: str) -> str:
            return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

        before, between, after = re.split(r"\{page\}|\{pages\}", self.page)
        return (
            f'{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
            f"{_run(before)}{number('PAGE')}{_run(between)}{number('NUMPAGES')}{_run(after)}"
            "</w:p></w:ftr>"
        )

    def _notes(self) -> str:
        made = [
            (
                f'{HEAD}<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
                '<w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator"'
                ' w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
            )
        ]
        made += [
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r>'
            '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            f"{_run(' ')}{self._runs(text)}</w:p></w:footnote>"
            for number, text in enumerate(self._footnotes, 1)
        ]
        return "".join(made) + "</w:footnotes>"

    def _commented(self) -> str:
        initials = "".join(word[0] for word in self.commenter.split())
        made = "".join(
            f'<w:comment w:id="{number}" w:author={quoteattr(self.commenter)}'
            f' w:date="{self.dated}T09:00:00Z" w:initials={quoteattr(initials)}><w:p><w:pPr>'
            f'<w:pStyle w:val="CommentText"/></w:pPr>{_run(text)}</w:p></w:comment>'
            for number, text in enumerate(self._comments)
        )
        return f"{HEAD}<w:comments {NAMESPACES}>{made}</w:comments>"

    def _settings(self) -> str:
        return (
            f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
            '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
            '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat>'
            '<w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            f'<w:themeFontLang w:val="{self.language}"/></w:settings>'
        )

    def _numbering(self) -> str:
        def level(number: int, form: str, text: str, indent: int, style: str = "") -> str:
            named = f'<w:pStyle w:val="{style}"/>' if style else ""
            return (
                f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{named}'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
                f'<w:ind w:left="{indent}" w:hanging="{min(indent, 567)}"/></w:pPr></w:lvl>'
            )

        headings = level(0, "decimal", "%1.", 567, "Heading1") + level(
            1, "decimal", "%1.%2.", 567, "Heading2"
        )
        bullets = level(0, "bullet", "•", 567)
        numbers = level(0, "decimal", "%1)", 567)
        made = (
            f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{headings}'
            '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType'
            f' w:val="hybridMultilevel"/>{bullets}</w:abstractNum><w:abstractNum w:abstractNumId="2">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{numbers}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        )
        for number in range(1, self._lists + 1):
            made += (
                f'<w:num w:numId="{number + 2}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        return f"{HEAD}<w:numbering {NAMESPACES}>{made}</w:numbering>"

    def _document_relations(self) -> str:
        made = [
            ("rIdFooter", f"{R}/footer", "footer1.xml", ""),
            ("rIdHeader", f"{R}/header", "header1.xml", ""),
            ("rIdNotes", f"{R}/footnotes", "footnotes.xml", ""),
            ("rIdNumbering", f"{R}/numbering", "numbering.xml", ""),
            ("rIdSettings", f"{R}/settings", "settings.xml", ""),
            ("rIdStyles", f"{R}/styles", "styles.xml", ""),
        ]
        if self._comments:
            made.append(("rIdComments", f"{R}/comments", "comments.xml", ""))
        made += [
            (f"rIdImage{number}", f"{R}/image", f"media/{name}", "")
            for number, (name, _) in enumerate(self._images, 1)
        ]
        made += [
            (f"rIdLink{number}", f"{R}/hyperlink", address, "External")
            for number, address in enumerate(self._links, 1)
        ]
        return relations(*made)


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS)


def spaced(text: str) -> str:
    """Give `text` with its no-break spaces: a tilde stands for one."""
    return text.replace("~", "\N{NO-BREAK SPACE}")


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = [
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in spaced(text).split("\n")
    ]
    return f"<w:r>{properties}{'<w:br/>'.join(pieces)}</w:r>"

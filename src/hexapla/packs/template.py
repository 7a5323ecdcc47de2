"""The pack's own look: page, styles, colours. Made here, so that no file from elsewhere is needed.

A partnership's template (.docx or .dotx) may take its place. A style that it lacks is made on
top of its nearest own style, so that a pack looks right with any template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from hexapla.packs.package import Package, Relation, office
from hexapla.packs.xml import Element, child, e, ordered, parse, q, serial, value

FONT = "Calibri"
BLUE = "1F3864"
"""Headings and rules: dark, sober, good in print."""
GREY = "595959"
LINE = "BFBFBF"
SHADE = "F2F5FA"
"""A table's header row."""
WARM = "FFF2CC"
"""Stale."""
ROSE = "FBE5E5"
"""Missing."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = "application/xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style of the pack; sizes in points, spacing in points, line in percent."""

    id: str
    base: str = "HxText"
    like: tuple[str, ...] = ()
    size: float | None = None
    bold: bool | None = None
    colour: str = ""
    before: float | None = None
    after: float | None = None
    line: int | None = None
    keep: bool = False
    align: str = ""
    level: int | None = None
    left: float | None = None
    hanging: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


STYLES = (
    Style(id="HxText", base="", like=("Normal",), size=10.5, after=6, line=115, align="left"),
    Style(
        id="HxTitle", like=("Title",), size=26, bold=True, colour=BLUE, before=0, after=8, line=100
    ),
    Style(id="HxSubtitle", like=("Subtitle",), size=14, colour=GREY, after=6, line=105),
    Style(id="HxLabel", size=9, colour=GREY, before=10, after=1, keep=True, line=100),
    Style(id="HxCover", size=11, after=2, line=105),
    Style(id="HxStatement", size=11, bold=True, after=2, line=105),
    Style(id="HxService", size=10, after=0, line=105),
    Style(
        id="HxHeading1",
        like=("Heading1", "heading 1"),
        size=18,
        bold=True,
        colour=BLUE,
        before=0,
        after=10,
        keep=True,
        level=0,
        line=105,
    ),
    Style(
        id="HxHeading2",
        like=("Heading2", "heading 2"),
        size=14,
        bold=True,
        colour=BLUE,
        before=16,
        after=6,
        keep=True,
        level=1,
        line=105,
    ),
    Style(
        id="HxHeading3",
        like=("Heading3", "heading 3"),
        size=12,
        bold=True,
        colour=BLUE,
        before=12,
        after=4,
        keep=True,
        level=2,
        line=105,
    ),
    Style(id="HxHeading4", size=11, bold=True, before=10, after=4, keep=True, level=3, line=105),
    Style(id="HxPartHeading", base="HxHeading1"),
    Style(id="HxContentsTitle", base="HxHeading1", level=9),
    Style(id="HxContents1", size=10.5, before=2, after=4, line=105, left=21, hanging=21),
    Style(id="HxContents2", size=9.5, colour=GREY, after=2, line=105, left=42, hanging=21),
    Style(id="HxListItem", after=3),
    Style(id="HxQuiet", size=9, colour=GREY, after=4, line=105),
    Style(id="HxWarning", size=10, after=3, line=110),
    Style(id="HxCell", size=9, after=2, line=105),
    Style(id="HxCellHead", base="HxCell", bold=True, colour=BLUE, keep=True),
    Style(
        id="HxCellHeading", base="HxCell", size=10.5, bold=True, colour=BLUE, before=4, keep=True
    ),
    Style(id="HxCellSmall", base="HxCell", size=8, colour=GREY, after=0),
    Style(id="HxCellLabel", base="HxCell", size=8, bold=True, colour="7F3F00", after=1, keep=True),
    Style(id="HxHeader", size=8.5, colour=GREY, after=0, line=100),
    Style(id="HxFooter", size=8.5, colour=GREY, after=0, line=100),
    Style(id="HxFootnote", size=9, after=2, line=100),
    Style(id="HxComment", size=9, after=2, line=100),
)

PAGE = (11906, 16838)
"""A4, in twentieths of a point."""
MARGIN = 1304
"""2.3 cm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The page of the pack's own parts, upright; in twentieths of a point."""

    width: int = PAGE[0]
    height: int = PAGE[1]
    left: int = MARGIN
    right: int = MARGIN
    top: int = 1418
    bottom: int = 1304

    @classmethod
    def of(cls, section: Element | None) -> Paper:
        """Take the page of a template's section (w:sectPr); what it does not say is A4's."""
        size = child(section, "pgSz") if section is not None else None
        margins = child(section, "pgMar") if section is not None else None
        said = {}
        for name, found, key in (
            ("width", size, "w"),
            ("height", size, "h"),
            *((side, margins, side) for side in ("left", "right", "top", "bottom")),
        ):
            text = found.get(q(key)) if found is not None else None
            if text and text.isdigit():
                said[name] = int(text)
        paper = cls(**said)
        low, high = sorted((paper.width, paper.height))
        sound = paper.left + paper.right < low - _LEAST and paper.top + paper.bottom < low - _LEAST
        return replace(paper, width=low, height=high) if sound else cls()

    def text(self, *, landscape: bool = False) -> int:
        """Give the width of the text on a page."""
        return (self.height if landscape else self.width) - self.left - self.right

    def page(self, *, landscape: bool = False, columns: int = 1) -> tuple[Element, ...]:
        """Give the page of a section, counted from 1."""
        width, height = self.width, self.height
        if landscape:
            width, height = height, width
        return (
            e("pgSz", w=width, h=height, orient="landscape" if landscape else None),
            e(
                "pgMar",
                top=self.top,
                right=self.right,
                bottom=self.bottom,
                left=self.left,
                header=680,
                footer=624,
                gutter=0,
            ),
            e("pgNumType", start=1),
            *([e("cols", num=columns, space=_BETWEEN)] if columns > 1 else []),
        )


_BETWEEN = 480
"""Twentieths of a point between the columns of a page."""
_LEAST = 2000
"""A text must be so wide and high at least, or the template's page is not taken."""


def default_template() -> Package:
    """Give an empty package with the pack's styles."""
    package = Package(defaults={"rels": _RELATIONS, "xml": _XML})
    root = e("document", e("body"))
    package.put("word/document.xml", serial(root), f"{_WORD}.document.main+xml")
    package.put("word/styles.xml", serial(_styles()), f"{_WORD}.styles+xml")
    package.put("word/settings.xml", serial(_settings()), f"{_WORD}.settings+xml")
    package.relate(
        "", [Relation(id="rId1", type=office("officeDocument"), target="word/document.xml")]
    )
    package.relate(
        "word/document.xml",
        [
            Relation(id=f"t{number}", type=office(kind), target=f"word/{kind}.xml")
            for number, kind in enumerate(("styles", "settings"), 1)
        ],
    )
    return package


def own_template(content: bytes, *, place: str) -> tuple[Package, tuple[str, ...]]:
    """Give a partnership's template with the styles that it lacks added, and their names.

    Raises:
        UnreadableDocumentError: it is no .docx or .dotx.
        HostileDocumentError: it goes beyond the caps.

    """
    package = Package.read(content, place=place)
    part = package.related(package.main, "styles")
    styles = parse(package.parts[part]) if part else e("styles")
    have = {style.get(q("styleId")) for style in styles.findall(q("style"))}
    names = {
        (value(style, "name") or "").casefold(): style.get(q("styleId"))
        for style in styles.findall(q("style"))
    }
    lacking = []
    for style in STYLES:
        if style.id in have:
            continue
        like = next((names.get(name.casefold()) or _known(name, have) for name in style.like), None)
        if style.like and like is None:
            lacking.append(style.like[-1])
        styles.append(_made(style, like=like))
    for made in _others():
        if made.get(q("styleId")) not in have:
            styles.append(made)
    package.put(part or "word/styles.xml", serial(styles), f"{_WORD}.styles+xml")
    if not part:
        package.relate(
            package.main,
            [
                *package.relations(package.main),
                Relation(id="hxStyles", type=office("styles"), target="word/styles.xml"),
            ],
        )
    package.overrides[package.main] = f"{_WORD}.document.main+xml"
    return package, tuple(lacking)


def _known(name: str, have: set[str | None]) -> str | None:
    return name if name in have else None


def _styles() -> Element:
    root = e("styles", e("docDefaults", e("rPrDefault", e("rPr")), e("pPrDefault", e("pPr"))))
    root.append(
        e(
            "style",
            e("name", val="Normal"),
            e("qFormat"),
            e("pPr", e("spacing", before=0, after=0, line=240, lineRule="auto")),
            e("rPr", _fonts(), e("sz", val=21), e("szCs", val=21)),
            type="paragraph",
            default=1,
            styleId="Normal",
        )
    )
    root.append(
        e(
            "style",
            e("name", val="Default Paragraph Font"),
            e("uiPriority", val=1),
            e("semiHidden"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        )
    )
    for style in STYLES:
        root.append(_made(style))
    for made in _others():
        root.append(made)
    return root


def _fonts() -> Element:
    return e("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)


def _made(style: Style, *, like: str | None = None) -> Element:
    """Make a style; on top of a template's own style where there is one `like` it."""
    base = like or style.base or None
    paragraph = e("pPr", *(() if like else _paragraph_properties(style)))
    run = e("rPr", *(() if like else _run_properties(style)))
    if style.level is not None:
        paragraph.append(e("outlineLvl", val=style.level))
    return e(
        "style",
        e("name", val=_name(style.id)),
        e("basedOn", val=base) if base else None,
        e("qFormat"),
        ordered(paragraph) if len(paragraph) else None,
        ordered(run) if len(run) else None,
        type="paragraph",
        styleId=style.id,
        customStyle=1,
    )


def _name(identifier: str) -> str:
    """Give the name of a style as a person sees it: HxCellHead is “Hexapla Cell Head”."""
    spaced = "".join(f" {one}" if one.isupper() or one.isdigit() else one for one in identifier[2:])
    return f"Hexapla{spaced}"


def _run_properties(style: Style) -> Iterator[Element]:
    root = not style.base
    if root:
        yield _fonts()
        yield e("i", val=0)
        yield e("kern", val=0)
        yield e("spacing", val=0)
    if style.bold is not None or root:
        yield e("b", val=int(bool(style.bold)))
        yield e("bCs", val=int(bool(style.bold)))
    if style.size is not None:
        yield e("sz", val=round(style.size * 2))
        yield e("szCs", val=round(style.size * 2))
    if style.colour or root:
        yield e("color", val=style.colour or "auto")


def _paragraph_properties(style: Style) -> Iterator[Element]:
    if style.keep:
        yield e("keepNext")
    elif not style.base:
        yield e("keepNext", val=0)
    spacing = {
        "before": style.before if style.before is not None or style.base else 0,
        "after": style.after,
    }
    said: dict[str, int | str] = {
        name: round(points * 20) for name, points in spacing.items() if points is not None
    }
    if style.line is not None:
        said |= {"line": round(style.line * 2.4), "lineRule": "auto"}
    if said:
        yield e("spacing", **said)
    if style.left is not None or not style.base:
        yield e(
            "ind",
            left=round((style.left or 0) * 20),
            right=0,
            hanging=round(style.hanging * 20) if style.hanging is not None else None,
            firstLine=0 if style.hanging is None else None,
        )
    if style.align:
        yield e("jc", val=style.align)
    if not style.base:
        yield e("widowControl")


def _others() -> Iterator[Element]:
    """Give the character and table styles."""
    yield e(
        "style",
        e("name", val="Hexapla Link"),
        e("rPr", e("color", val="1F4E9E")),
        type="character",
        styleId="HxLink",
        customStyle=1,
    )
    yield e(
        "style",
        # Word's own name: LibreOffice sets the numbers before the notes in the style of that name
        e("name", val="footnote reference"),
        e("rPr", e("vertAlign", val="superscript")),
        type="character",
        styleId="HxNoteMark",
    )
    yield e(
        "style",
        e("name", val="Hexapla Plain"),
        e(
            "tblPr",
            e("tblCellMar", *(e(side, w=0, type="dxa") for side in ("top", "left", "bottom"))),
        ),
        type="table",
        styleId="HxPlain",
        customStyle=1,
    )
    yield e(
        "style",
        e("name", val="Hexapla Box"),
        e(
            "tblPr",
            e("tblBorders", e("left", val="single", sz=36, space=0, color="C00000")),
            e(
                "tblCellMar",
                e("top", w=100, type="dxa"),
                e("left", w=170, type="dxa"),
                e("bottom", w=100, type="dxa"),
                e("right", w=170, type="dxa"),
            ),
        ),
        type="table",
        styleId="HxBox",
        customStyle=1,
    )
    borders = [
        e(side, val="single", sz=4, space=0, color=LINE) for side in ("top", "bottom", "insideH")
    ]
    yield e(
        "style",
        e("name", val="Hexapla Table"),
        e(
            "tblPr",
            e("tblInd", w=0, type="dxa"),
            e("tblBorders", borders[0], borders[1], borders[2]),
            e(
                "tblCellMar",
                e("top", w=40, type="dxa"),
                e("left", w=85, type="dxa"),
                e("bottom", w=40, type="dxa"),
                e("right", w=85, type="dxa"),
            ),
        ),
        e(
            "tblStylePr",
            e(
                "tcPr",
                e("tcBorders", e("bottom", val="single", sz=8, space=0, color=BLUE)),
                e("shd", val="clear", color="auto", fill=SHADE),
            ),
            type="firstRow",
        ),
        type="table",
        styleId="HxTable",
        customStyle=1,
    )


def _settings() -> Element:
    root = e(
        "settings",
        e("zoom", percent=100),
        e("defaultTabStop", val=709),
        e("characterSpacingControl", val="doNotCompress"),
        e(
            "compat",
            *(
                e(
                    "compatSetting",
                    name=name,
                    uri="http://schemas.microsoft.com/office/word",
                    val=said,
                )
                for name, said in (
                    ("compatibilityMode", "15"),
                    ("overrideTableStyleFontSizeAndJustification", "1"),
                    ("enableOpenTypeFeatures", "1"),
                    ("doNotFlipMirrorIndents", "1"),
                )
            ),
        ),
    )
    return ordered(root)

"""A bar chart in a Word file: DrawingML with its figures inside and a small workbook behind it.

Word and LibreOffice draw it from the figures in the part itself; the workbook is there so that
“Edit data” opens something. Nothing of a clock or a machine goes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from hexapla.packs.composer import Composer
from hexapla.packs.package import Relation, canonical_zip, office
from hexapla.packs.xml import Element, R, e

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EMU_A_MM = 36_000
COLOURS = ("003399", "E0A100", "9AA5B1", "7A1F5C", "2E7D6B", "B5532A")
"""Fills of the series; their lightness differs too, for those who do not see the colours."""
_LABELS = {"003399": "FFFFFF", "7A1F5C": "FFFFFF", "2E7D6B": "FFFFFF", "B5532A": "FFFFFF"}
_INK = "1B2330"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A row of figures, one a category; `colour` as RRGGBB, `points` where each bar has its own."""

    name: str
    values: tuple[int, ...]
    colour: str
    points: tuple[str, ...] = ()


def bar_chart(
    composer: Composer,
    *,
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    text: str,
    language: str,
    size: tuple[float, float],
) -> Element:
    """Give a run with a chart of stacked bars, one a category, the first one on top.

    `text` stands in its place for those who cannot see it; `size` is width and height in mm.
    """
    number = 1 + sum(one.kind == "chart" for one in composer.relations)
    book, part = f"word/embeddings/chart{number}.xlsx", f"word/charts/chart{number}.xml"
    composer.package.put(book, _workbook(categories, series), f"{_BOOK}.sheet")
    made = _part(title, categories, series, language).encode()
    composer.package.put(part, made, _CHART)
    composer.package.relate(part, [Relation(id="rId1", type=office("package"), target=book)])
    relation = Relation(id=f"chart{number}", type=office("chart"), target=part)
    composer.relations.append(relation)
    return e("r", e("drawing", _inline(relation.id, text, size)))


def _inline(relation: str, text: str, size: tuple[float, float]) -> Element:
    chart = etree.Element(f"{{{_C}}}chart", nsmap={"c": _C, "r": R})
    chart.set(f"{{{R}}}id", relation)
    width, height = (round(one * _EMU_A_MM) for one in size)
    return e(
        "wp:inline",
        e("wp:extent", _cx=width, _cy=height),
        e("wp:docPr", _id=1, _name="Chart", _descr=text),
        e("wp:cNvGraphicFramePr"),
        e("a:graphic", e("a:graphicData", chart, _uri=_C)),
        _distT=0,
        _distB=0,
        _distL=0,
        _distR=0,
    )


def _part(title: str, categories: Sequence[str], series: Sequence[Series], language: str) -> str:
    last = len(categories) + 1
    labels = _texts(f"Sheet1!$A$2:$A${last}", categories)
    bars = "".join(
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx>{_texts(f'Sheet1!${_letter(place)}$1', [one.name])}</c:tx>"
        f"<c:spPr>{_fill(one.colour)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{_points(one)}{_figures(one, single=len(series) == 1)}'
        f"<c:cat>{labels}</c:cat>"
        f"<c:val>{_numbers(f'Sheet1!${_letter(place)}$2:${_letter(place)}${last}', one.values)}"
        "</c:val></c:ser>"
        for place, one in enumerate(series)
    )
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text_look(900)}</c:legend>'
        if len(series) > 1
        else ""
    )
    heading = (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{_run_look('defRPr', 1100, bold=True)}"
        f"</a:pPr><a:r>{_run_look('rPr', 1100, bold=True, language=language)}"
        f'<a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{R}">'
        f'<c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/>'
        f'<c:chart>{heading}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{bars}<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/>'
        "</c:barChart>"
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{_text_look(900)}'
        '<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:min val="0"/></c:scaling><c:delete val="1"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="0" sourceLinked="0"/><c:crossAx val="1"/>'
        f"</c:valAx></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _run_look(
    name: str, size: int, *, bold: bool = False, language: str = "", colour: str = _INK
) -> str:
    tag = f' lang="{language}"' if language else ""
    return f'<a:{name}{tag} sz="{size}" b="{int(bold)}">{_fill(colour)}</a:{name}>'


def _text_look(size: int, colour: str = _INK) -> str:
    look = _run_look("defRPr", size, colour=colour)
    return f"<c:txPr><a:bodyPr/><a:p><a:pPr>{look}</a:pPr></a:p></c:txPr>"


def _points(series: Series) -> str:
    """Give each bar its own colour, where the series has them."""
    return "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{_fill(colour)}</c:spPr></c:dPt>"
        for place, colour in enumerate(series.points)
    )


def _figures(series: Series, *, single: bool) -> str:
    """Write each figure into its bar; a stack has none for what is not in it."""
    pattern = "#,##0" if single else "#,##0;;"
    place = "inBase" if single else "ctr"
    own = "".join(
        # where there is no bar, the figure stands on the page
        f'<c:dLbl><c:idx val="{number}"/>'
        f"{_figure(pattern, place, _LABELS.get(colour, _INK) if worth else _INK)}</c:dLbl>"
        for number, (colour, worth) in enumerate(zip(series.points, series.values, strict=False))
    )
    return f"<c:dLbls>{own}{_figure(pattern, place, _LABELS.get(series.colour, _INK))}</c:dLbls>"


def _figure(pattern: str, place: str, colour: str) -> str:
    return (
        f'<c:numFmt formatCode="{pattern}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{_text_look(900, colour)}"
        f'<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>'
    )


def _texts(reference: str, texts: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(text)}</c:v></c:pt>' for place, text in enumerate(texts)
    )
    return (
        f"<c:strRef><c:f>{reference}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _numbers(reference: str, values: Sequence[int]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values)
    )
    return (
        f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _letter(place: int) -> str:
    return chr(ord("B") + place)


def _workbook(categories: Sequence[str], series: Sequence[Series]) -> bytes:
    """Give the workbook of a chart: categories in column A, a series a column."""
    rows: list[list[str | int]] = [["", *(one.name for one in series)]]
    rows += [
        [category, *(one.values[place] for one in series)]
        for place, category in enumerate(categories)
    ]
    sheet = "".join(
        f'<row r="{number}">{"".join(_cell(value, at, number) for at, value in enumerate(row))}'
        "</row>"
        for number, row in enumerate(rows, 1)
    )
    types = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_BOOK}.worksheet+xml"/>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{types}</Types>',
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_SHEET}" xmlns:r="{R}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{sheet}</sheetData></worksheet>'
        ),
    }
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return canonical_zip((name, (head + text).encode()) for name, text in parts.items())


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{office(kind)}" Target="{target}"/></Relationships>'
    )


def _cell(value: str | int, column: int, row: int) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'

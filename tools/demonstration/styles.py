"""The styles of the demonstration's Word files: one look for all documents and languages."""

from __future__ import annotations

from demonstration.package import HEAD, NAMESPACES

BLUE = "003399"


def styles(language: str) -> str:
    """Give styles.xml for texts in a language (a BCP 47 tag with a region)."""
    # Carlito has the widths of Calibri but no Georgian or Armenian letters; Word brings Sylfaen.
    font = "Sylfaen" if language in {"hy", "ka"} else "Calibri"

    def style(
        name: str,
        shown: str,
        paragraph: str = "",
        run: str = "",
        *,
        kind: str = "paragraph",
        following: str = "",
    ) -> str:
        based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" else ""
        after = f'<w:next w:val="{following}"/>' if following else ""
        inner = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (
            f"<w:rPr>{run}</w:rPr>" if run else ""
        )
        return (
            f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown}"/>{based}{after}'
            f"<w:qFormat/>{inner}</w:style>"
        )

    colour = f'<w:color w:val="{BLUE}"/>'

    def size(points: float) -> str:
        return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'

    def space(before: int, after: int, line: int = 0) -> str:
        lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
        return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'

    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8EA9C8"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>{size(11)}'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{space(0, 100, 255)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108"'
        ' w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn'
        f' w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>'
        + style(
            "Title",
            "Title",
            "<w:keepNext/>" + space(240, 120, 240),
            "<w:b/>" + colour + size(20),
            following="Subtitle",
        )
        + style(
            "Subtitle",
            "Subtitle",
            "<w:keepNext/>" + space(0, 240),
            '<w:color w:val="595959"/>' + size(12),
            following="Normal",
        )
        + style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            + space(200, 80, 240)
            + '<w:outlineLvl w:val="0"/>',
            "<w:b/>" + colour + size(14),
            following="Normal",
        )
        + style(
            "Heading2",
            "heading 2",
            '<w:keepNext/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
            + space(200, 80, 240)
            + '<w:outlineLvl w:val="1"/>',
            "<w:b/>" + size(12),
            following="Normal",
        )
        + style("Lead", "Lead", space(0, 160), '<w:color w:val="262626"/>' + size(12))
        + style(
            "Remark",
            "Remark",
            '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="FFCC00"/></w:pBdr>'
            + space(120, 160)
            + '<w:ind w:left="227"/>',
        )
        + style("ListNumber", "List Number", space(0, 60))
        + style("ListBullet", "List Bullet", space(0, 60))
        + style("Caption", "caption", "<w:keepNext/>" + space(160, 80), "<w:b/>" + size(10))
        + style("TableHead", "Table Head", space(40, 40, 240), "<w:b/>" + size(9.5))
        + style("TableText", "Table Text", space(40, 40, 240), size(9.5))
        + style("Visibility", "Visibility", space(0, 20, 240), size(9.5))
        + style(
            "Gap",
            "Gap",
            '<w:spacing w:before="0" w:after="0" w:line="100" w:lineRule="exact"/>',
            size(4),
        )
        + style(
            "Header",
            "header",
            '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="8EA9C8"/></w:pBdr>'
            + space(0, 0, 240),
            '<w:color w:val="595959"/>' + size(9),
        )
        + style(
            "Footer",
            "footer",
            space(0, 0, 240) + '<w:jc w:val="right"/>',
            '<w:color w:val="595959"/>' + size(9),
        )
        + style("FootnoteText", "footnote text", space(0, 40, 240), size(9))
        + style("CommentText", "annotation text", space(0, 0, 240), size(10))
        + style(
            "FootnoteReference",
            "footnote reference",
            run='<w:vertAlign w:val="superscript"/>',
            kind="character",
        )
        + style("CommentReference", "annotation reference", run=size(8), kind="character")
        + style(
            "Hyperlink",
            "Hyperlink",
            run='<w:color w:val="0563C1"/><w:u w:val="single"/>',
            kind="character",
        )
        + "</w:styles>"
    )

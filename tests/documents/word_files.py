"""Word files for tests, from the XML that a test is about; what is not said is left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from hexapla.documents import read_bytes
from hexapla.model import Document, Language

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def root(name: str, content: str, prolog: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:{name} {NAMESPACES}>{content}</w:{name}>'
    )


def relationships(*targets: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """Relationships as (id, kind, target) or (id, kind, target, mode)."""
    made = "".join(
        f'<Relationship Id="{one[0]}" Type="{OFFICE}/{one[1]}" Target="{one[2]}"'
        f"{f' TargetMode={chr(34)}{one[3]}{chr(34)}' if len(one) > 3 else ''}/>"
        for one in targets
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def package(
    document: str, parts: Mapping[str, str | bytes] | None = None, media: str = MAIN
) -> bytes:
    """A package around document.xml as it is given."""
    everything = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{media}"/></Types>'
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document,
        **(parts or {}),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in everything.items():
            archive.writestr(name, text)
    return content.getvalue()


def word(body: str, parts: Mapping[str, str | bytes] | None = None, media: str = MAIN) -> bytes:
    """A Word file with that body."""
    return package(root("document", f"<w:body>{body}</w:body>"), parts, media)


def reading(content: bytes, file_name: str = "strategy.lv.docx", language: str = "lv") -> Document:
    return read_bytes(content, file_name=file_name, language=Language(language), name="strategy")


def texts(body: str, parts: Mapping[str, str | bytes] | None = None) -> list[str]:
    return [block.text for block in reading(word(body, parts)).blocks]

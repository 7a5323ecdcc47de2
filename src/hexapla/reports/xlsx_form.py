"""Findings as a workbook for offices: one row each, filters, a frozen header, counts beside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from hexapla.model import Severity
from hexapla.reports.render import summary
from hexapla.reports.said import Piece, Report, Said

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  the earliest that a zip can say; it has no zones
_LONGEST = 32_000
"""Characters; a cell holds 32,767."""
_LINE, _TALLEST = 15.0, 409.0
"""Points: a line of text, and the most that a row may have."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_COLUMNS = (
    ("severity", 10), ("rule", 20), ("document", 22), ("language", 10), ("block", 16),
    ("message", 52), ("source", 52), ("translation", 52), ("found", 22), ("suggestion", 30),
    ("concept", 14), ("category", 20), ("fingerprint", 34),
)  # fmt: skip
_FILLS = {
    Severity.CRITICAL: "F4C7C3",
    Severity.MAJOR: "FCE8B2",
    Severity.MINOR: "E8F0FE",
    Severity.NEUTRAL: "FFFFFF",
}
_CORE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def made(report: Report) -> bytes:
    """Give the findings as an .xlsx file: the same findings, the same bytes.

    Every text is written as a string: nothing that a document says can become a formula.
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _EPOCH
    book.properties.creator = "Hexapla"
    book.properties.title = report.say("Findings")
    _findings(book, report)
    _counts(book, report)
    raw = io.BytesIO()
    book.save(raw)
    return _steady(raw.getvalue())


def table(title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> bytes:
    """Give one table as an .xlsx file: titles and widths of its columns, and its rows of texts."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _EPOCH
    book.properties.creator = "Hexapla"
    book.properties.title = title
    sheet = _sheet(book, title, columns, len(rows))
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    raw = io.BytesIO()
    book.save(raw)
    return _steady(raw.getvalue())


def _sheet(book: Workbook, title: str, columns: Sequence[tuple[str, int]], rows: int) -> Any:
    """Make a sheet that is read like a list: frozen header, filters, printed on whole widths."""
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "C2"
    for at, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([_cell(sheet, name, bold=True) for name, _ in columns])
    return sheet


def _findings(book: Workbook, report: Report) -> None:
    columns = [(report.say(name), width) for name, width in _COLUMNS]
    sheet = _sheet(book, report.say("Findings"), columns, len(report.findings))
    for at, said in enumerate(report.findings, 2):
        fill = PatternFill("solid", fgColor=_FILLS[said.finding.severity])
        texts = _row(said, report)
        row = [_cell(sheet, text) for text in texts]
        row[0].fill = fill
        sheet.row_dimensions[at].height = _height(texts)
        sheet.append(row)


def _height(texts: Sequence[str]) -> float:
    """Give the height of a row in points: not every program measures a wrapped text by itself."""
    lines = max(
        sum(1 + len(line) // width for line in text.split("\n"))
        for text, (_, width) in zip(texts, _COLUMNS, strict=True)
    )
    return min(lines * _LINE, _TALLEST)


def _row(said: Said, report: Report) -> Sequence[str]:
    finding = said.finding
    return (
        report.say(finding.severity.label),
        finding.rule,
        finding.document,
        finding.language,
        finding.location.path or finding.location.block,
        said.message,
        _whole(said.source),
        _whole(said.target),
        "".join(piece.text for piece in said.target if piece.marked),
        finding.suggestion,
        finding.concept,
        report.say(finding.category),
        finding.fingerprint,
    )


def _counts(book: Workbook, report: Report) -> None:
    sheet = book.create_sheet(report.say("Summary")[:31])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 12
    counted = summary(report.plain)
    sheet.append([_cell(sheet, report.say("findings"), bold=True), counted["total"]])
    titles = {
        "by_severity": "severity",
        "by_rule": "rule",
        "by_language": "language",
        "by_document": "document",
    }
    for key, title in titles.items():
        sheet.append([])
        sheet.append([_cell(sheet, report.say(title), bold=True)])
        for name, count in counted[key].items():
            shown = report.say(name) if key == "by_severity" else name
            sheet.append([_cell(sheet, shown), count])


def _cell(sheet: object, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=_FORBIDDEN.sub("\ufffd", text)[:_LONGEST])
    cell.data_type = "s"  # what begins with = is text all the same
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell


def _whole(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _steady(content: bytes) -> bytes:
    """Give the same file without the machine's clock in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            data = old.read(name)
            if name == "docProps/core.xml":
                moment = _EPOCH.isoformat().encode() + b"Z"
                data = _CORE.sub(rb"\g<1>" + moment + rb"\g<3>", data)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, data)
    return out.getvalue()

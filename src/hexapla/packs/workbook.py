"""A pack's workbook: findings, status and glossary, to be sorted and filtered.

Every cell is a text with the quote prefix: a spreadsheet program never takes it for a formula. The
dates in the file are the pack's own.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hexapla.packs.annexes import finding_text, in_order
from hexapla.packs.collation import sort_key
from hexapla.packs.draft import Draft
from hexapla.packs.package import canonical_zip
from hexapla.packs.template import BLUE, SHADE
from hexapla.packs.writing import readable

_LONGEST = 32_000
"""Characters that a cell takes, with room to spare."""
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_OLDEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def workbook(draft: Draft) -> bytes:
    """Give the workbook of a draft's content in the draft's own language."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Hexapla"
    book.properties.title = draft.content.title(draft.language)
    book.properties.language = draft.language
    _sheet(
        book,
        draft.say("Findings"),
        [
            draft.say("Severity"),
            draft.say("Document"),
            draft.say("Language"),
            draft.say("Passage"),
            draft.say("Finding"),
            draft.say("Suggestion"),
        ],
        _findings(draft),
    )
    _sheet(
        book,
        draft.say("Revisions"),
        [
            draft.say("Document"),
            draft.say("Language"),
            draft.say("Revision"),
            draft.say("Follows"),
            draft.say("Date"),
            draft.say("State"),
            "SHA-256",
        ],
        _status(draft),
    )
    names = [draft.name_of(tag) for tag in draft.languages]
    _sheet(book, draft.say("Glossary"), names, _glossary(draft))
    stream = io.BytesIO()
    book.save(stream)
    return _steady(stream.getvalue(), draft.content.dated or _OLDEST)


def _findings(draft: Draft) -> Iterator[Sequence[str]]:
    titles = {item.name: draft.title_of(item) for item in draft.content.items}
    for one in in_order(draft):
        yield (
            draft.say(one.severity.label.capitalize()),
            titles.get(one.document, one.document),
            draft.name_of(one.language),
            one.location.path,
            finding_text(draft, one),
            one.suggestion,
        )


def _status(draft: Draft) -> Iterator[Sequence[str]]:
    for item in draft.content.items:
        for tag in draft.languages:
            version = item.versions.get(tag)
            title, name = draft.title_of(item), draft.name_of(tag)
            if version is None:
                yield (title, name, "", "", "", draft.say("Missing"), "")
                continue
            revision = version.revision
            is_source = tag == item.source_language
            yield (
                title,
                name,
                str(revision.number),
                "" if is_source or revision.follows is None else str(revision.follows),
                revision.dated.isoformat() if revision.dated else "",
                draft.say("Source") if is_source else draft.state(version.state),
                revision.digest,
            )


def _glossary(draft: Draft) -> Iterator[Sequence[str]]:
    first = draft.languages[0]
    rows = []
    for concept in draft.content.concepts:
        texts = [
            "; ".join(term.text for term in concept.of(tag) if term.status.approved)
            for tag in draft.languages
        ]
        if any(texts):
            rows.append((concept.id, texts))
    key = sort_key(first)
    for _, texts in sorted(rows, key=lambda row: (key(row[1][0]), row[0])):
        yield texts


def _sheet(
    book: Workbook, title: str, header: Sequence[str], rows: Iterator[Sequence[str]]
) -> None:
    sheet: Worksheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    _write(sheet, 1, header)
    for cell in sheet[1]:
        cell.font = Font(bold=True, color=BLUE)
        cell.fill = PatternFill("solid", start_color=SHADE)
    count = 1
    for count, row in enumerate(rows, 2):
        _write(sheet, count, row)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count}"
    for place, name in enumerate(header, 1):
        longest = max(
            (
                len(str(cell.value or ""))
                for (cell,) in sheet.iter_rows(min_col=place, max_col=place)
            ),
            default=len(name),
        )
        sheet.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, 10), 60)


def _write(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        cell.value = readable(text)[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = True
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _steady(content: bytes, dated: dt.datetime) -> bytes:
    """Give the same workbook with the pack's dates and a canonical zip around it."""
    stamp = dated.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            raw = archive.read(name)
            if name == "docProps/core.xml":
                raw = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", raw)
            parts.append((name, raw))
    return canonical_zip(parts)

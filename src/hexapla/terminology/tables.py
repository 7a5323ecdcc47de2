"""Glossaries as tables: CSV, TSV and XLSX, one term a row or one language a column.

The header of a long table is `concept,language,term,status` and, where wanted, the other columns
of `COLUMNS`; rows with the same concept make one entry. A wide table has a column a language.
IATE's table exports name the same columns otherwise and are read as well.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from hexapla.errors import HostileDocumentError, UnreadableDocumentError
from hexapla.model import Concept, Term
from hexapla.terminology.entries import (
    CONCEPT_FIELDS,
    TERM_FIELDS,
    Entry,
    TermEntry,
    joined,
)
from hexapla.terminology.tags import known_language

COLUMNS = ("concept", "language", "term", *TERM_FIELDS[:1], *CONCEPT_FIELDS, *TERM_FIELDS[1:])
"""The columns of a long table, as `export` writes them."""

_ALIASES = {
    "conceptid": "concept", "id": "concept", "entry": "concept", "entryid": "concept",
    "eid": "concept", "iateid": "concept", "lang": "language", "languagecode": "language",
    "lcode": "language", "locale": "language", "termtext": "term", "tterm": "term",
    "administrativestatus": "status", "evaluation": "status", "tevaluation": "status",
    "domain": "subject", "domains": "subject", "edomains": "subject", "subjectfield": "subject",
    "subjectdomain": "subject", "pos": "part_of_speech", "termnote": "term_note",
    "partofspeech": "part_of_speech", "casesensitive": "case_sensitive",
    "extraforms": "extra_forms", "excludedforms": "excluded_forms",
}  # fmt: skip
_LONG = {"language", "term"}
_MOST_UNPACKED = 512 * 1024 * 1024
_MOST_ROWS = 1_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_delimited(content: bytes, place: str, *, tabbed: bool) -> Iterator[Entry]:
    """Give the entries of a CSV or TSV file (UTF-8, or UTF-16 with its mark).

    The delimiter is the one that splits the header best: comma, semicolon, tab or bar.

    Raises:
        UnreadableDocumentError: it is no text, or its header lacks what is needed.

    """
    try:
        utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            "is not UTF-8 text",
            place=place,
            cause=f"byte {error.start}",
            remedy="save it as “CSV UTF-8”",
        ) from error
    header = next((line for line in text.splitlines() if line.strip()), "")
    choices = "\t" if tabbed else ",;\t|"
    delimiter = max(choices, key=lambda choice: len(_header(header.split(choice))))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)

    def rows() -> Iterator[tuple[str, Sequence[str]]]:
        line = 1
        try:
            for row in reader:
                yield str(line), row
                line = reader.line_num + 1
        except csv.Error as error:
            raise UnreadableDocumentError(
                "is no valid CSV",
                place=f"{place}:{line}",
                cause=str(error),
                remedy="correct the quotes of that line",
            ) from error

    yield from _entries(rows(), place)


def read_workbook(content: bytes, place: str) -> Iterator[Entry]:
    """Give the entries of an XLSX file: every sheet that has a glossary's header.

    Raises:
        HostileDocumentError: it unpacks to more than 512 MiB or declares a document type.
        UnreadableDocumentError: it is no XLSX, or no sheet has the header.

    """
    import openpyxl  # noqa: PLC0415  slow to import, and only workbooks need it

    _inspect(content, place)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [(sheet.title, list(_sheet_rows(sheet))) for sheet in book.worksheets]
    except HostileDocumentError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise _no_workbook(place, str(error)) from error
    found, lack = False, None
    for title, rows in sheets:
        try:
            several = len(sheets) > 1
            yield from _entries(((f"{title}!{n}" if several else n, row) for n, row in rows), place)
            found = True
        except UnreadableDocumentError as error:
            lack = lack or error
    if not found and lack is not None:
        raise lack


def _no_workbook(place: str, cause: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "is no readable XLSX workbook", place=place, cause=cause, remedy="save it again as .xlsx"
    )


def _inspect(content: bytes, place: str) -> None:
    """Refuse what a workbook must not hold, before any of it is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise HostileDocumentError(
                    "unpacks to more than 512 MiB", place=place, remedy="split the glossary"
                )
            for part in packed.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as stream:
                        start = stream.read(65536).replace(b"\0", b"")
                    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                        raise HostileDocumentError(
                            f"its part {part.filename} declares a document type",
                            place=place,
                            remedy="save it again with a spreadsheet program",
                        )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _no_workbook(place, str(error)) from error


def _sheet_rows(sheet: Any) -> Iterator[tuple[str, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _MOST_ROWS:
            return
        yield str(number), ["" if value is None else str(value) for value in row]


def _column(title: str) -> str:
    """Give the field that a column's title names, a language tag in a wide table, or nothing."""
    plain = re.sub(r"[\s_\-.]+", "", title.strip().casefold())
    if plain.startswith(("t", "e")) and plain[1:] in {"evaluation", "domains", "term"}:
        plain = plain[1:]
    named = _ALIASES.get(plain, plain)
    if named in COLUMNS:
        return named
    tag = known_language(title.strip())
    return f"={tag}" if tag else ""


def _header(titles: Sequence[str]) -> dict[str, int]:
    """Give the column of each field."""
    found: dict[str, int] = {}
    for index, title in enumerate(titles):
        name = _column(title.strip().strip('"'))
        if name:
            found.setdefault(name, index)
    return found


def _entries(rows: Iterator[tuple[str, Sequence[str]]], place: str) -> Iterator[Entry]:
    columns: dict[str, int] = {}
    for _, titles in rows:
        if any(title.strip() for title in titles):
            columns = _header(titles)
            break
    wide = {name[1:]: column for name, column in columns.items() if name.startswith("=")}
    if "concept" not in columns or not (columns.keys() >= _LONG or wide):
        raise UnreadableDocumentError(
            "its first row is no glossary header",
            place=f"{place}:1",
            remedy="begin with the columns concept,language,term,status",
        )
    entries: dict[str, Entry] = {}
    for at, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        values = {
            name: row[column].strip()
            for name, column in columns.items()
            if column < len(row) and row[column].strip()
        }
        identifier = values.get("concept", "")
        entry = entries.get(identifier) if identifier else None
        if entry is None:
            entry = entries[identifier or f"\0{at}"] = Entry(identifier, at)
        for name in CONCEPT_FIELDS:
            if name in values:
                entry.fields.setdefault(name, values[name])
        fields = {name: values[name] for name in TERM_FIELDS if name in values}
        if columns.keys() >= _LONG:
            entry.terms.append(
                TermEntry(values.get("language", ""), values.get("term", ""), at, fields)
            )
        else:
            entry.terms.extend(
                TermEntry(tag, values[f"={tag}"], at, dict(fields))
                for tag in wide
                if f"={tag}" in values
            )
    yield from entries.values()


def _row(concept: Concept, term: Term) -> list[str]:
    case = {None: "", True: "yes", False: "no"}[term.case_sensitive]
    values = {
        "concept": concept.id, "language": term.language, "term": term.text,
        "status": term.status.value, "subject": concept.subject,
        "definition": concept.definition, "note": concept.note,
        "families": joined(concept.families), "partners": joined(concept.partners),
        "documents": joined(concept.documents),
        "translate": "" if concept.translate else "no",
        "part_of_speech": term.part_of_speech, "case_sensitive": case,
        "extra_forms": joined(term.extra_forms), "excluded_forms": joined(term.excluded_forms),
        "term_note": term.note,
    }  # fmt: skip
    return [values[column] for column in COLUMNS]


def write_delimited(concepts: Iterable[Concept], *, tabbed: bool = False) -> bytes:
    """Give the concepts as CSV or TSV, UTF-8 with a mark so that spreadsheets read it right."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if tabbed else ",", lineterminator="\n")
    writer.writerow(COLUMNS)
    for concept in concepts:
        writer.writerows(_row(concept, term) for term in concept.terms)
    return stream.getvalue().encode("utf-8-sig")


def write_workbook(concepts: Iterable[Concept]) -> bytes:
    """Give the concepts as XLSX; the same bytes for the same concepts."""
    import openpyxl  # noqa: PLC0415  slow to import
    from openpyxl.styles import Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Glossary"
    sheet.append(COLUMNS)
    for concept in concepts:
        for term in concept.terms:
            sheet.append([_ILLEGAL.sub("", value) for value in _row(concept, term)])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"  # a term that begins with "=" is no formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCD", (16, 10, 48, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.properties.creator = "Hexapla"
    made = io.BytesIO()
    book.save(made)
    return _dateless(made.getvalue())


def _dateless(content: bytes) -> bytes:
    """Rewrite a package without the time of its making, which would change its bytes each time."""
    moment = datetime(*_EPOCH, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, part)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()

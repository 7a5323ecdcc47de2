"""A pack's PDF that has been read again: what LibreOffice lost is won back, or told.

The Word file stays as it is. Only the copy that is rendered lets rows be parted that were kept
whole, or keeps a table on one page, and only where rows of it were lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from hexapla.errors import UnreadableDocumentError
from hexapla.model import Language
from hexapla.packs.package import Package
from hexapla.packs.pdf import TIME_OUT, printed
from hexapla.packs.proof import Lost, unshown
from hexapla.packs.xml import Element, child, e, ordered, parse, properties_of, q, serial

Remedy = Callable[[Element], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A PDF, and what of the Word file's text it does not show."""

    content: bytes
    lost: tuple[Lost, ...] = ()


def to_pdf(
    content: bytes,
    *,
    dated: datetime | None = None,
    language: Language | None = None,
    time_out: float = TIME_OUT,
) -> bytes:
    """Turn a .docx into a PDF/A-2 with tags; `dated` and `language` are what it says of itself.

    `time_out` is in seconds, for each of at most three attempts: see `rendered`.

    Raises:
        ServiceError: LibreOffice or pikepdf is not installed, took too long or gave no PDF.

    """
    return rendered(content, dated=dated, language=language, time_out=time_out).content


def rendered(
    content: bytes,
    *,
    dated: datetime | None = None,
    language: Language | None = None,
    time_out: float = TIME_OUT,
) -> Rendered:
    """Turn a .docx into a PDF, and tell what of its text the PDF does not show.

    Where rows of a table are lost, it is rendered again with other breaks in that table.

    Raises:
        ServiceError: as `to_pdf`.

    """
    best = printed(content, dated=dated, language=language, time_out=time_out)
    lost = _lost(content, best)
    for remedy in REMEDIES:
        tables = {one.element for one in lost if one.row}
        if not tables:
            break
        changed = _changed(content, tables, remedy)
        again = printed(changed, dated=dated, language=language, time_out=time_out)
        left = _lost(content, again)
        if len(left) < len(lost):
            content, best, lost = changed, again, left
    return Rendered(content=best, lost=lost)


def _lost(content: bytes, pdf: bytes) -> tuple[Lost, ...]:
    try:
        return unshown(content, pdf)
    except UnreadableDocumentError:
        return ()  # without any text, nothing is lost


def _changed(content: bytes, tables: Iterable[str], remedy: Remedy) -> bytes:
    package = Package.read(content)
    root = parse(package.parts[package.main])
    named = {prefix: space for prefix, space in root.nsmap.items() if prefix}
    found = [table for path in sorted(tables) for table in root.xpath(path, namespaces=named)]
    for table in found:
        remedy(table)
    package.parts[package.main] = serial(root)
    return package.write()


def _part_otherwise(table: Element) -> None:
    """Let rows be parted that are kept whole; where none is, keep them whole."""
    kept = list(table.iter(q("cantSplit")))
    for one in kept:
        one.getparent().remove(one)
    if kept:
        return
    for row in table.findall(q("tr")):
        properties = child(row, "trPr")
        if properties is None:
            properties = e("trPr")
            before = child(row, "tblPrEx")
            row.insert(0 if before is None else row.index(before) + 1, properties)
        properties.insert(0, e("cantSplit"))


def _keep_together(table: Element) -> None:
    """Keep each row with the next one: the table begins on a new page if it does not fit."""
    for row in table.findall(q("tr"))[:-1]:
        for paragraph in row.iter(q("p")):
            properties = properties_of(paragraph)
            if child(properties, "keepNext") is None:
                properties.append(e("keepNext"))
                ordered(properties)


REMEDIES: tuple[Remedy, ...] = (_part_otherwise, _keep_together)
"""What is tried, in this order, on the tables that rows were lost of."""

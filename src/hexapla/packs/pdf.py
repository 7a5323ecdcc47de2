"""PDF of a pack, by LibreOffice, which is an optional part of the system.

One process and one profile a file, so that a crash stops one file and no setting comes from a
person's own profile; no network, for a Word file can ask for a picture from anywhere; a time-out.
What LibreOffice writes of the clock and of chance is taken out again by pikepdf: the same file
gives the same bytes. The form is PDF/A-2, tagged, with outline and language.
"""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hexapla.errors import ServiceError
from hexapla.model import Language
from hexapla.packs.composer import PART
from hexapla.packs.package import Package
from hexapla.packs.styles import chain
from hexapla.packs.xml import (
    Element,
    child,
    e,
    local,
    ordered,
    parse,
    properties_of,
    q,
    serial,
    value,
)

TIME_OUT = 180.0
"""Seconds that one file may take."""
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
_FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"IsSkipEmptyPages":{"type":"boolean","value":"true"}}'
)
_XMP_DATE = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*(<)")
_HYPERLINK = "hyperlink"
_STYLES = "word/styles.xml"
_DEEPEST = 8
"""The last outline level, from 0; the next one is body text (ECMA-376 Part 1, 17.3.1.20)."""
_TITLE = re.compile(r"title(?: \(\d+\))?$", re.IGNORECASE)


def printed(
    content: bytes,
    *,
    dated: datetime | None = None,
    language: Language | None = None,
    time_out: float = TIME_OUT,
) -> bytes:
    """Turn a .docx into a PDF/A-2 with tags; `dated` and `language` are what it says of itself.

    Raises:
        ServiceError: LibreOffice or pikepdf is not installed, took too long or gave no PDF.

    """
    office = _office()
    package = Package.read(content)
    _cut_off(package)
    _without_comments(package)
    _outlined(package)
    with tempfile.TemporaryDirectory(prefix="hexapla-pdf-") as name:
        folder = Path(name)
        source = folder / "pack.docx"
        source.write_bytes(package.write())
        command = [
            *_isolated(),
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(folder),
            str(source),
        ]
        said = _run(command, folder, time_out)
        made = folder / "pack.pdf"
        if not made.is_file():
            raise ServiceError(
                "LibreOffice gave no PDF",
                cause=said.strip().splitlines()[-1] if said.strip() else "it said nothing",
                remedy="open the .docx in LibreOffice to see why; the pack has its .docx",
            )
        return canonical_pdf(made.read_bytes(), dated=dated, language=language)


@functools.cache
def _office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise ServiceError(
            "there is no LibreOffice, so no PDF is made",
            remedy="install libreoffice-writer, or take pdf out of the pack's formats",
        )
    return found


@functools.cache
def _isolated() -> tuple[str, ...]:
    """Give the command that takes the network away, where this system permits it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    for flags in (("-n",), ("-r", "-n")):
        tried = subprocess.run(  # noqa: S603  a fixed command
            [unshare, *flags, "true"], capture_output=True, check=False
        )
        if tried.returncode == 0:
            return (unshare, *flags)
    return ()


def _run(command: list[str], folder: Path, time_out: float) -> str:
    """Run a command in a process group of its own, which ends with it; give what it said."""
    environment = {
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    process = subprocess.Popen(  # noqa: S603  a fixed command
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=time_out)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise ServiceError(
            f"LibreOffice took longer than {time_out:.0f} seconds",
            remedy="make the pack smaller; it has its .docx",
        ) from error
    return said.decode(errors="replace")


def _cut_off(package: Package) -> None:
    """Take every link out of the package that is fetched without a person's click."""
    for part in sorted(package.parts):
        relations = package.relations(part)
        kept = [one for one in relations if not one.external or one.kind == _HYPERLINK]
        if len(kept) != len(relations):
            package.relate(part, kept)


def _without_comments(package: Package) -> None:
    """Take the comments out: a PDF shows none, and LibreOffice mistakes notes after them."""
    root = parse(package.parts[package.main])
    names = ("commentRangeStart", "commentRangeEnd", "commentReference")
    for one in list(root.iter(*(q(name) for name in names))):
        one.getparent().remove(one)
    package.parts[package.main] = serial(root)


def _outlined(package: Package) -> None:
    """Let the outline name each document, with its headings a level below.

    A document is named by its title, else by its first heading, else by its first words: without
    that the chapters of all documents follow each other, and nothing says whose they are.
    """
    root = parse(package.parts[package.main])
    levels, titles = _outline_levels(package)
    for paragraphs in _documents(root):
        told = [(one, _outline_level(one, levels)) for one in paragraphs]
        name = next(
            (one for one in paragraphs if value(child(one, "pPr"), "pStyle") in titles),
            next((one for one, level in told if level is not None), paragraphs[0]),
        )
        for one, level in told:
            if one is name:
                _set_outline_level(one, 0)
            elif level is not None:
                _set_outline_level(one, min(level + 1, _DEEPEST))
    package.parts[package.main] = serial(root)


def _documents(root: Element) -> Iterator[list[Element]]:
    """Give the paragraphs with text of each document of a pack; those in boxes are none of them."""
    current: list[Element] = []
    ends: set[str] = set()
    inside = False
    for one in root.iter(q("p"), q("bookmarkStart"), q("bookmarkEnd")):
        if local(one) == "p":
            if inside and _says_something(one):
                current.append(one)
        elif (one.get(q("name")) or "").startswith(PART):
            # it stands in the document's first paragraph
            paragraph = one.getparent()
            current = [paragraph] if _says_something(paragraph) else []
            ends, inside = {one.get(q("id")) or ""}, True
        elif local(one) == "bookmarkEnd" and one.get(q("id")) in ends:
            inside = False
            if current:
                yield current


def _says_something(paragraph: Element) -> bool:
    if local(paragraph) != "p" or next(paragraph.iterancestors(q("txbxContent")), None) is not None:
        return False
    return any((one.text or "").strip() for one in paragraph.iter(q("t")))


def _outline_level(paragraph: Element, levels: Mapping[str, int]) -> int | None:
    """Give a paragraph's outline level from 0, its own or its style's; None: body text."""
    properties = child(paragraph, "pPr")
    own = value(properties, "outlineLvl")
    if own is not None and own.isdigit():
        return int(own) if int(own) <= _DEEPEST else None
    return levels.get(value(properties, "pStyle") or "")


def _set_outline_level(paragraph: Element, level: int) -> None:
    properties = properties_of(paragraph)
    for old in properties.findall(q("outlineLvl")):
        properties.remove(old)
    properties.append(e("outlineLvl", val=level))
    ordered(properties)


def _outline_levels(package: Package) -> tuple[Mapping[str, int], frozenset[str]]:
    """Give the styles with an outline level, and those that are Word's Title, by their ids."""
    content = package.parts.get(_STYLES)
    if content is None:
        return {}, frozenset()
    styles = {one.get(q("styleId")) or "": one for one in parse(content).iter(q("style"))}
    levels = {}
    for name in styles:
        said = (value(child(one, "pPr"), "outlineLvl") for one in chain(styles, name))
        level = next((int(one) for one in said if one is not None and one.isdigit()), None)
        if level is not None and level <= _DEEPEST:
            levels[name] = level
    titles = {name for name, one in styles.items() if _TITLE.match(value(one, "name") or "")}
    return levels, frozenset(titles)


def canonical_pdf(
    content: bytes, *, dated: datetime | None = None, language: Language | None = None
) -> bytes:
    """Rewrite a PDF of LibreOffice so that the same pages are the same bytes.

    Its dates become `dated`; its random ids go; the colour profile loses its date.

    Raises:
        ServiceError: pikepdf is not installed, or the PDF cannot be read.

    """
    try:
        import pikepdf  # noqa: PLC0415  an optional part
    except ImportError as error:
        raise ServiceError(
            "pikepdf is not installed, so no PDF is made", remedy="pip install 'hexapla[pdf]'"
        ) from error
    moment = (dated or _OLDEST).astimezone(UTC)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            _date_properties(pdf, moment)
            if language:
                pdf.Root.Lang = pikepdf.String(language)
            for profile in _colour_profiles(pdf):
                raw = bytearray(profile.read_bytes())
                raw[24:36] = bytes(12)
                raw[84:100] = bytes(16)
                profile.write(bytes(raw))
            if "/Metadata" in pdf.Root:
                stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                raw_xmp = pdf.Root.Metadata.read_bytes()
                pdf.Root.Metadata.write(_XMP_DATE.sub(rb"\g<1>" + stamp + rb"\g<2>", raw_xmp))
            stream = io.BytesIO()
            pdf.save(
                stream,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    except pikepdf.PdfError as error:
        raise ServiceError(
            "the PDF that LibreOffice gave cannot be read", cause=str(error)
        ) from error
    return stream.getvalue()


def _date_properties(pdf: Any, moment: datetime) -> None:
    stamp = moment.strftime("D:%Y%m%d%H%M%SZ")
    for name in ("/CreationDate", "/ModDate"):
        if name in pdf.docinfo or name == "/CreationDate":
            pdf.docinfo[name] = stamp
    for name in ("/DocChecksum", "/ID"):
        if name in pdf.trailer:
            del pdf.trailer[name]


def _colour_profiles(pdf: Any) -> Iterator[Any]:
    for intent in pdf.Root.get("/OutputIntents", []):
        profile = intent.get("/DestOutputProfile")
        if profile is not None:
            yield profile

"""One way in for every format: by the file's extension, after a look at what the bytes really are.

A reader is a callable in the entry-point group ``hexapla.readers``; its name there is the extension
that it reads (further extensions in `_ALSO`). It takes the bytes and gives a document, or raises
an InputError whose place is a part of the file or empty: the file's name is put before it here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Protocol

from hexapla.documents.blocks import Draft, finished
from hexapla.errors import InputError, UnreadableDocumentError
from hexapla.model import Document, Finding, Language
from hexapla.plugins import load, registered

GROUP = "hexapla.readers"
MOST_BYTES = 512 * 2**20
"""No file larger than this is taken into memory."""
_ALSO = {
    "htm": "html",
    "xhtml": "html",
    "markdown": "md",
    "text": "txt",
    "docm": "docx",
    "dotx": "docx",
    "dotm": "docx",
    "ott": "odt",
}
_ZIPPED = {"docx", "odt"}


_STUMBLED = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError,
             MemoryError)  # fmt: skip


class Reader(Protocol):
    """Turns the bytes of one format into a document."""

    def __call__(self, content: bytes, *, name: str, language: Language) -> Document:
        """Read `content` as the document `name` in `language`.

        Raises:
            InputError: the bytes are refused; its place is a part of the file, or empty.

        """


def read(path: Path, *, language: Language, name: str) -> Document:
    """Read a file as the document `name` in `language`.

    Raises:
        UnreadableDocumentError: empty, damaged, encrypted, mislabelled or of unknown kind.
        HostileDocumentError: beyond the caps, with a DTD, with duplicate names.

    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableDocumentError(
                f"is larger than {MOST_BYTES // 2**20} MB",
                place=str(path),
                remedy="split it, or take large pictures out",
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(
            "cannot be read",
            place=str(path),
            cause=error.strerror or str(error),
            remedy="check that the file is there and that you may read it",
        ) from error
    return read_bytes(content, file_name=str(path), language=language, name=name)


def read_bytes(content: bytes, *, file_name: str, language: Language, name: str) -> Document:
    """Read the bytes of the file `file_name` as the document `name` in `language`.

    Raises:
        UnreadableDocumentError: empty, damaged, encrypted, mislabelled or of unknown kind.
        HostileDocumentError: beyond the caps, with a DTD, with duplicate names.

    """
    extension = PurePath(file_name).suffix.removeprefix(".").lower()
    known = registered(GROUP)
    wanted = extension if extension in known else _ALSO.get(extension, extension)
    if wanted not in known:
        raise UnreadableDocumentError(
            f"has the extension “.{extension}”, which no reader knows"
            if extension
            else "has no extension, so its format is unknown",
            place=file_name,
            cause=_told(sniff(content)),
            remedy=f"save it as one of: {', '.join(known)}",
        )
    try:
        _refuse_mislabelled(content, extension, wanted)
        reader: Reader = load(GROUP, wanted)
        return reader(content, name=name, language=language)
    except InputError as error:
        place = f"{file_name}, {error.place}" if error.place else file_name
        raise type(error)(
            error.problem, place=place, cause=error.cause, remedy=error.remedy
        ) from error
    except _STUMBLED as error:  # a reader's own fault, too, stops this document alone
        raise UnreadableDocumentError(
            "cannot be read",
            place=file_name,
            cause=f"{type(error).__name__}: {error}",
            remedy="save it anew; if that does not help, report it with the file",
        ) from error


_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%pdf-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"<!doctype html", "html"),
    (b"<html", "html"),
)


def sniff(content: bytes) -> str:
    """Tell what bytes really are: docx, odt, zip, ole, pdf, rtf, html, binary, empty, or "" (text).

    Only signatures are looked at; nothing is unpacked or parsed.
    """
    start = content[:4096]
    if start.startswith(b"PK\x03\x04"):
        return _archive(start, content[-65536:])
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), "")
    if not kind and b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        kind = "binary"
    return kind or ("" if content.strip(b" \t\r\n\f\xef\xbb\xbf") else "empty")


def _archive(start: bytes, end: bytes) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in start:
        return "odt"
    return "docx" if b"word/" in start or b"word/" in end else "zip"


_NAMES = {
    "docx": ("a Word document (.docx)", "rename it to .docx"),
    "odt": ("an OpenDocument text (.odt)", "rename it to .odt"),
    "zip": ("a ZIP archive", "unpack it, and put the document itself here"),
    "pdf": ("a PDF", "put the document that the PDF was made from here"),
    "rtf": ("a Rich Text file (.rtf)", "open it in Word or LibreOffice and save it as .docx"),
    "html": ("an HTML page", "rename it to .html"),
    "binary": ("a binary file, no text", "save it anew in the format that its name claims"),
    "ole": ("an old Word file (.doc)", "open it in Word or LibreOffice and save it as .docx"),
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _told(kind: str) -> str:
    return f"its bytes are those of {_NAMES[kind][0]}" if kind in _NAMES else ""


def _refuse_mislabelled(content: bytes, extension: str, wanted: str) -> None:
    kind = sniff(content)
    if kind == "empty":
        raise UnreadableDocumentError(
            "is empty",
            cause=f"{len(content)} bytes" if not content else "white space alone",
            remedy="put the whole document here, or remove the file",
        )
    if kind == "ole" and _ENCRYPTED in content:
        raise UnreadableDocumentError(
            "is encrypted with a password",
            remedy="open it in Word, take the password off (File, Info, Protect), save it",
        )
    right = {"", "html"} if wanted not in _ZIPPED else {wanted, "zip", ""}
    if wanted == "html":
        right = {"", "html"}
    if kind not in right:
        found, remedy = _NAMES[kind]
        raise UnreadableDocumentError(
            f"is not what its name says: it is {found}, not .{extension}", remedy=remedy
        )


def made(
    drafts: list[Draft],
    *,
    content: bytes,
    name: str,
    language: Language,
    media: str,
    properties: Mapping[str, str] | None = None,
    troubles: tuple[Finding, ...] = (),
) -> Document:
    """Make the document of a reader's drafts.

    Raises:
        UnreadableDocumentError: there is no block with text.

    """
    blocks = finished(drafts, language)
    if not any(block.text for block in blocks):
        raise UnreadableDocumentError(
            "holds no text",
            cause="it may be a scan or hold pictures alone" if blocks else "",
            remedy="put a document with text here, or remove the file",
        )
    return Document(
        name=name,
        language=language,
        digest=hashlib.sha256(content).hexdigest(),
        media=media,
        blocks=blocks,
        properties=dict(sorted((properties or {}).items())),
        troubles=troubles,
    )


def decoded(content: bytes, *, declared: str = "") -> str:
    r"""Give the text of a file: by its byte-order mark, the declared encoding, else UTF-8.

    Line ends become ``\n``. No encoding is guessed: a wrong guess would corrupt letters unseen.

    Raises:
        UnreadableDocumentError: the bytes are not in that encoding; the offset is named.

    """
    encoding = declared or "utf-8"
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            encoding = name
            break
    try:
        text = content.decode(encoding)
    except LookupError as error:
        raise UnreadableDocumentError(
            f"claims the unknown encoding “{declared}”", remedy="save it as UTF-8"
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            f"is not in {encoding.removesuffix('-sig').upper()}",
            place=f"byte {error.start}",
            cause=error.reason,
            remedy="open it in its own encoding and save it as UTF-8",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")

"""The gate before a zipped document (DOCX, ODT): what is beyond the caps never gets in.

An attacker needs a few hundred bytes to ask for gigabytes; so everything is counted before it is
unpacked, and every part of XML is refused when it declares a document type: no office program
writes one, and its entities are the way to other files and to exponential growth.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any
from xml.parsers import expat

from lxml import etree

from hexapla.errors import HostileDocumentError, UnreadableDocumentError

MOST_ENTRIES = 10_000
"""Files in one package; a document with a thousand pictures has about 1,100."""
MOST_UNPACKED = 2**30
"""Bytes of the whole package, unpacked."""
MOST_PART = 256 * 2**20
"""Bytes of one part, unpacked; a Word document of 10,000 pages has about 100 MB."""
FREE_PART = 16 * 2**20
"""Up to this size a part may be packed however tightly."""
MOST_RATIO = 200
"""Unpacked bytes for one packed byte, in larger parts. Word's own XML packs 10 to 40 to one."""

_PIECE = 2**17
_LOCAL = struct.Struct("<4s2xH18xHH")
"""An entry's local header (APPNOTE 4.3.7): signature, flags, lengths of name and extra field."""
_UTF8, _UNUSUAL = 0x800, 0x1 | 0x20 | 0x40
"""Bits of the flags: names are UTF-8; encrypted, patched, strongly encrypted."""
_PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_REMEDY = "open it in Word or LibreOffice and save it anew; if that fails, ask its sender"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (_STRICT + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (_STRICT + b"wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (_STRICT + b"schemaLibrary/", b"http://schemas.openxmlformats.org/schemaLibrary/2006/"),
)  # fmt: skip


_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises over a zip file that is not what it says."""


class Package:
    """A zip file whose entries were counted and found harmless; parts are unpacked when asked for.

    Raises:
        UnreadableDocumentError: it is damaged, cut off or encrypted.
        HostileDocumentError: it goes beyond a cap, or holds two entries of one name.

    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED as error:
            raise UnreadableDocumentError(
                "is damaged or cut off", cause=str(error), remedy=_REMEDY
            ) from error
        self.strict = False  # whether a part that was read is ISO 29500 Strict
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._check(self._zip.infolist())

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise _hostile(f"holds {len(entries)} files; at most {MOST_ENTRIES} are read")
        total = 0
        for entry in entries:
            name = entry.filename.replace("\\", "/").lstrip("/")
            if ".." in name.split("/"):
                raise _hostile("holds a file whose name leads out of the package", name)
            if name.lower() in self._entries:
                raise _hostile("holds two files of one name", name, "readers would see either")
            if entry.flag_bits & 0x1:
                raise UnreadableDocumentError(
                    "is encrypted with a password", remedy="save it without a password"
                )
            total += entry.file_size
            tight = entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
            if entry.file_size > MOST_PART or (tight and entry.file_size > FREE_PART):
                raise _hostile(
                    f"holds a part of {entry.file_size // 2**20} MB",
                    name,
                    f"packed into {entry.compress_size // 1024} KB",
                )
            self._entries[name.lower()] = entry
        if total > MOST_UNPACKED:
            raise _hostile(f"is {total // 2**20} MB large, unpacked")

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def names(self) -> list[str]:
        """Give the names of the parts, lower-cased and sorted."""
        return sorted(self._entries)

    def read(self, part: str) -> bytes:
        """Unpack a part; names are compared without regard to case, as OPC says.

        Raises:
            UnreadableDocumentError: it is missing, damaged, or packed in an unusual way.

        """
        entry = self._entries.get(part.lower())
        if entry is None:
            raise UnreadableDocumentError(f"lacks the part {part}", remedy=_REMEDY)
        try:
            data = unpacked_entry(self._content, self._zip, entry)
        except _DAMAGED as error:
            raise UnreadableDocumentError(
                "is damaged", place=part, cause=str(error), remedy=_REMEDY
            ) from error
        if _STRICT in data:  # ISO 29500 Strict differs in its namespaces; nothing that is read here
            self.strict = True
            for strict, transitional in _TRANSITIONAL:
                data = data.replace(strict, transitional)
        return data

    def xml(self, part: str) -> Any:
        """Parse a part of XML as an lxml element.

        Raises:
            UnreadableDocumentError: it is missing, damaged or no XML.
            HostileDocumentError: it declares a document type or is nested too deep.

        """
        return parsed(self.read(part), part)


class Unpacked(Package):
    """A package whose parts lie in memory: it came through the gate before.

    `trees` keeps what was parsed, by its bytes; packages may share it, as nothing changes a tree.
    """

    def __init__(self, parts: Mapping[str, bytes], trees: dict[bytes, Any]) -> None:
        self.strict = False
        self._parts = {name.lower(): content for name, content in parts.items()}
        self._trees = trees

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def names(self) -> list[str]:
        """Give the names of the parts, lower-cased and sorted."""
        return sorted(self._parts)

    def read(self, part: str) -> bytes:
        """Give a part.

        Raises:
            UnreadableDocumentError: it is missing.

        """
        if part.lower() not in self._parts:
            raise UnreadableDocumentError(f"lacks the part {part}", remedy=_REMEDY)
        return self._parts[part.lower()]

    def xml(self, part: str) -> Any:
        """Parse a part of XML as an lxml element, which nobody may change.

        Raises:
            UnreadableDocumentError: it is missing or no XML.
            HostileDocumentError: it declares a document type or is nested too deep.

        """
        data = self.read(part)
        if data not in self._trees:
            self._trees[data] = parsed(data, part)
        return self._trees[data]


def unpacked_entry(content: bytes, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack an entry of the archive whose bytes are `content`, as `archive.read` does.

    A small one goes straight through zlib: the standard library's stream costs more than that.
    A large one goes in pieces, as it takes four times its size when unpacked at once.

    Raises:
        zipfile.BadZipFile, zlib.error, …: what the standard library raises over a damaged one.

    """
    if entry.file_size > _PIECE or entry.flag_bits & _UNUSUAL or entry.compress_type not in _PLAIN:
        with archive.open(entry) as stream:
            return b"".join(iter(lambda: stream.read(_PIECE), b""))
    at = entry.header_offset
    signature, flags, name, extra = _LOCAL.unpack_from(content, at)
    begin = at + _LOCAL.size + name + extra
    said = content[at + _LOCAL.size : at + _LOCAL.size + name]
    right = said.decode("utf-8" if flags & _UTF8 else "cp437") == entry.orig_filename
    if signature != b"PK\x03\x04" or not right:
        raise zipfile.BadZipFile(f"the header of {entry.orig_filename} is wrong")
    packed = content[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        packed = zlib.decompressobj(-15).decompress(packed, entry.file_size + 1)
    if len(packed) != entry.file_size or zlib.crc32(packed) != entry.CRC:
        raise zipfile.BadZipFile(f"the check sum of {entry.orig_filename} is wrong")
    return packed


def parsed(data: bytes, part: str) -> Any:
    """Parse XML of a document as an lxml element, without entities, network or document types.

    Raises:
        UnreadableDocumentError: it is no well-formed XML.
        HostileDocumentError: it declares a document type or is nested too deep.

    """
    if b"<!DOCTYPE" in data:
        raise doctype_refused(part)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower() or "huge" in str(error).lower():
            raise _hostile("is nested too deep or holds a text too long", part) from error
        raise UnreadableDocumentError(
            "is no well-formed XML", place=part, cause=error.msg, remedy=_REMEDY
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise doctype_refused(part)
    return root


def doctype_refused(part: str) -> HostileDocumentError:
    """Give the error for a part that declares a document type."""
    return _hostile(
        "declares a document type (DTD), which no office program does",
        part,
        "an attack by entities",
    )


def streamed(data: Iterable[bytes], part: str, parser: expat.XMLParserType) -> None:
    """Let an expat parser with its handlers run over a part that comes in pieces.

    Raises:
        UnreadableDocumentError: it is no well-formed XML.
        HostileDocumentError: it declares a document type.

    """

    def refuse(*_: object) -> None:
        raise doctype_refused(part)

    parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in data:
            parser.Parse(piece, False)  # noqa: FBT003  expat takes it so
        parser.Parse(b"", True)  # noqa: FBT003  expat takes it so
    except expat.ExpatError as error:
        raise UnreadableDocumentError(
            "is no well-formed XML",
            place=f"{part}, line {error.lineno}",
            cause=expat.errors.messages[error.code],
            remedy=_REMEDY,
        ) from error
    except (LookupError, ValueError) as error:
        raise UnreadableDocumentError(
            "is in an encoding that cannot be read", place=part, cause=str(error), remedy=_REMEDY
        ) from error


def _hostile(problem: str, part: str = "", cause: str = "") -> HostileDocumentError:
    return HostileDocumentError(problem, place=part, cause=cause, remedy=_REMEDY)

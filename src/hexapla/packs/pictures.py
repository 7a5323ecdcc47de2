"""The pictures of a document, by the texts that stand in their place.

A reader gives a picture's alternative text as a block, and not the picture. Where a document is set
anew (a page of HTML in a Word file, a Word file on a web page), its pictures come from its bytes:
a data URI of the page, a part of the package. Nothing is fetched.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from lxml import etree

from hexapla.errors import HexaplaError
from hexapla.packs.package import Package
from hexapla.packs.xml import Element, parse, q

_DATA = re.compile(r"\s*data:image/[a-z0-9.+-]+((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_MOST_BYTES = 30 * 1024 * 1024
_MOST_PIXELS = 20_000
_A_PIXEL = 25.4 / 96
"""Millimetres of a CSS pixel."""
_AN_EMU = 1 / 36_000
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG's markers that begin a frame (ITU-T T.81, table B.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that every program shows: PNG, JPEG or GIF. Measures in millimetres."""

    content: bytes
    media: str
    text: str
    width: float
    height: float

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return f"data:{self.media};base64,{base64.b64encode(self.content).decode()}"


class Pictures:
    """A document's pictures; each is given once, in the order in which the document shows them."""

    def __init__(self, content: bytes, media: str) -> None:
        self._by_text: dict[str, list[Picture]] = {}
        for one in _of(content, media):
            self._by_text.setdefault(one.text, []).append(one)

    def take(self, text: str) -> Picture | None:
        """Give the next picture with that text in its place, or None."""
        found = self._by_text.get(_normal(text))
        return found.pop(0) if found else None


def picture(content: bytes, *, text: str, width: float = 0, height: float = 0) -> Picture | None:
    """Give a picture from its bytes; None: it is none, or of a kind that not every program shows.

    A measure that is 0 follows from the other one and the picture's shape, or from its pixels.
    """
    if len(content) > _MOST_BYTES:
        return None
    try:
        media, across, down = _shape(content)
    except (struct.error, IndexError, ValueError):
        return None
    if not (0 < across <= _MOST_PIXELS and 0 < down <= _MOST_PIXELS):
        return None
    if not width and not height:
        width, height = across * _A_PIXEL, down * _A_PIXEL
    return Picture(
        content=content,
        media=media,
        text=_normal(text),
        width=width or height * across / down,
        height=height or width * down / across,
    )


def data_of(uri: str) -> bytes:
    """Give the bytes of an image's data URI (RFC 2397); b"" where it is none."""
    found = _DATA.fullmatch(uri)
    if not found:
        return b""
    if ";base64" in found[1].lower():
        try:
            return base64.b64decode(unquote_to_bytes(re.sub(r"\s+", "", found[2])))
        except (binascii.Error, ValueError):
            return b""
    return unquote_to_bytes(found[2])


def _shape(content: bytes) -> tuple[str, int, int]:
    """Tell a picture's kind and its width and height in pixels from its first bytes."""
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return ("image/png", *struct.unpack(">II", content[16:24]))
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return ("image/gif", *struct.unpack("<HH", content[6:10]))
    if content[:2] != b"\xff\xd8":
        raise ValueError
    place = 2
    while content[place] == 0xFF:  # noqa: PLR2004  each of JPEG's markers begins with it
        marker = content[place + 1]
        if marker in _FRAMES:
            down, across = struct.unpack(">HH", content[place + 5 : place + 9])
            return "image/jpeg", across, down
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    raise ValueError


def _of(content: bytes, media: str) -> Iterator[Picture]:
    if media == "text/html":
        yield from _on_page(content)
    elif content[:4] == b"PK\x03\x04" and "opendocument" not in media:
        try:
            yield from _in_package(Package.read(content))
        except (HexaplaError, etree.XMLSyntaxError, KeyError):
            return


def _on_page(content: bytes) -> Iterator[Picture]:
    try:
        root = page_of(content)
    except etree.XMLSyntaxError:
        return
    for image in root.iter("img") if root is not None else ():
        made = on_page(image)
        if made is not None:
            yield made


def page_of(content: bytes) -> Element | None:
    """Parse a page: as UTF-8 where it is that, else in the encoding that it declares.

    Raises:
        lxml.etree.XMLSyntaxError: nothing of it can be parsed.

    """
    try:
        content.decode()
        encoding: str | None = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    parser = etree.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def on_page(image: Element) -> Picture | None:
    """Give the picture of an img element that carries its own bytes."""
    width, height = (_pixels(image.get(name)) * _A_PIXEL for name in ("width", "height"))
    content = data_of(image.get("src") or "")
    return picture(content, text=image.get("alt") or "", width=width, height=height)


def _in_package(package: Package) -> Iterator[Picture]:
    root = parse(package.parts[package.main])
    targets = {one.id: one.target for one in package.relations(package.main) if not one.external}
    for drawing in root.iter(q("wp:inline"), q("wp:anchor")):
        said, extent = drawing.find(q("wp:docPr")), drawing.find(q("wp:extent"))
        blip = next(drawing.iter(q("a:blip")), None)
        if said is None or blip is None:
            continue
        made = picture(
            package.parts.get(targets.get(blip.get(q("r:embed"), ""), ""), b""),
            text=said.get("descr") or said.get("title") or "",
            width=_number(extent, "cx") * _AN_EMU,
            height=_number(extent, "cy") * _AN_EMU,
        )
        if made is not None:
            yield made


def _number(element: Element | None, name: str) -> int:
    said = element.get(name, "") if element is not None else ""
    return int(said) if said.isdigit() else 0


def _pixels(said: str | None) -> int:
    found = re.match(r"\s*(\d{1,5})(?:px)?\s*$", said or "")
    return int(found[1]) if found else 0


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))

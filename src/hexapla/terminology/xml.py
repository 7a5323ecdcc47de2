"""Parses XML that strangers wrote: no DTD is loaded, no entity is expanded, nothing is fetched."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from hexapla.errors import HostileDocumentError, UnreadableDocumentError

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"
MOST_BYTES = 256 * 1024 * 1024

_INTERNAL_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY")


def parse_xml(content: bytes, place: str) -> Any:
    """Parse a whole XML file and give its root element, without comments and instructions.

    A document type that only names an external DTD, as TBX 2 and TMX files do, is passed over and
    never loaded; one that declares something itself is refused.

    Raises:
        HostileDocumentError: it declares entities or is larger than 256 MiB.
        UnreadableDocumentError: it is no well-formed XML; the place names the line.

    """
    if len(content) > MOST_BYTES:
        raise HostileDocumentError(
            f"is larger than {MOST_BYTES // 1024 // 1024} MiB",
            place=place,
            remedy="split it into several files",
        )
    if _INTERNAL_SUBSET.search(content.replace(b"\0", b"")):
        raise _declares(place)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocumentError(
            "is not well-formed XML",
            place=f"{place}:{error.lineno}" if error.lineno else place,
            cause=(error.msg or "empty").strip(),
            remedy="export it again from the program that made it",
        ) from error
    # An encoding that the bytes above do not show (EBCDIC, say) shows here.
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _declares(place)
    return root


def _declares(place: str) -> HostileDocumentError:
    return HostileDocumentError(
        "declares its own document type or entities",
        place=place,
        remedy="save it without a DOCTYPE that declares anything",
    )


def local(element: Any) -> str:
    """Give an element's name without its namespace; nothing for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Any) -> str:
    """Give all the text inside an element."""
    return "".join(element.itertext())

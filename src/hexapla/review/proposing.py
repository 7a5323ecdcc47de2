"""A file with the edits that reviewers propose, to be recorded as the next revision.

It is made from the newest recorded revision, in its own format, and put into
`output/proposed/<document>/<digest>/`: nothing in `source_docs/` is written over. Whoever takes it
puts it there, and `hexapla record` records it as any other. What cannot be put into the file with
certainty is left to be put in by hand, and is named.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from hexapla.documents import Place, docx_locations, read_bytes
from hexapla.errors import HexaplaError, InputError
from hexapla.model import Block, Language, Revision, digest, normal
from hexapla.packs import Package
from hexapla.review.signing_off import Review
from hexapla.workspace import write_atomically

FOLDER = "proposed"
_PLAIN = frozenset({".md", ".txt"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed file: where it lies, the blocks it changes, and those to be changed by hand.

    `path` is None where nothing could be put into a file; `digest` is the SHA-256 of its bytes.
    """

    document: str
    language: Language
    path: Path | None
    digest: str
    changed: tuple[str, ...]
    by_hand: tuple[str, ...] = ()


def propose(
    review: Review, document: str, language: Language, edits: Mapping[str, str]
) -> Proposal:
    """Put texts in the place of blocks (by their ids) of the newest revision, in a new file.

    The same edits of the same revision give the same file. The file is read again before it is
    trusted: where a block does not say what it should, its edit is left to be made by hand.

    Raises:
        InputError: there is no revision of this version.
        OutputError: the file cannot be written.

    """
    head = review.ledger.head(document, language)
    if head is None:
        raise InputError(f"“{document}” has no file in {language}", remedy="record one first")
    kind = PurePosixPath(head.path).suffix.lower() or ".docx"
    old = {one.id: one for one in review.ledger.document(head).blocks}
    wanted = {name: text for name, text in sorted(edits.items()) if name in old and text.strip()}
    content = review.ledger.content(head.digest)
    made = b""
    put: dict[str, str] = {}
    for tried in (wanted, *({name: text} for name, text in wanted.items())):
        # All at once; where that does not hold, those that hold alone, one upon the other.
        attempt = {**put, **tried}
        new = _written(content, kind, language, old, attempt)
        if new and _holds(new, kind, head, old, attempt):
            made, put = new, attempt
        if tried is wanted and put == wanted:
            break
    path = None
    if put:
        about = digest(head.digest, *(part for pair in sorted(put.items()) for part in pair))
        name = PurePosixPath(head.path).name or f"{document}.{language}{kind}"
        path = review.workspace.output / FOLDER / document / about[:12] / name
        write_atomically(path, made)
    return Proposal(
        document=document,
        language=language,
        path=path,
        digest=hashlib.sha256(made).hexdigest() if made else "",
        changed=tuple(put),
        by_hand=tuple(name for name in sorted(edits) if name not in put),
    )


def _holds(
    content: bytes, kind: str, head: Revision, old: Mapping[str, Block], edits: Mapping[str, str]
) -> bool:
    """Tell whether a file says what it should, and nothing else has changed in it."""
    try:
        read = read_bytes(
            content, file_name=f"proposed{kind}", language=head.language, name=head.document
        )
    except HexaplaError:
        return False
    expected = [normal(edits.get(name, block.text)) for name, block in old.items()]
    return [normal(block.text) for block in read.blocks] == expected


def _written(
    content: bytes,
    kind: str,
    language: Language,
    old: Mapping[str, Block],
    edits: Mapping[str, str],
) -> bytes:
    if content[:2] == b"PK" and kind == ".docx":
        return _docx(content, language, old, edits)
    if kind in _PLAIN | _PAGES:
        return _text(content, old, edits, page=kind in _PAGES)
    return b""


def _text(
    content: bytes, old: Mapping[str, Block], edits: Mapping[str, str], *, page: bool
) -> bytes:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return b""
    for name, new in edits.items():
        was, now = old[name].text, " ".join(new.split())
        if page:
            was, now = html.escape(was, quote=False), html.escape(now, quote=False)
        if text.count(was) != 1:
            return b""
        text = text.replace(was, now)
    return text.encode()


def _docx(
    content: bytes, language: Language, old: Mapping[str, Block], edits: Mapping[str, str]
) -> bytes:
    places = docx_locations(content, language=language)
    package = Package.read(content)
    roots: dict[str, Any] = {}
    changes: list[tuple[Any, int, int, str]] = []
    for name, new in edits.items():
        place = places.get(name)
        if place is None or place.part not in package.parts:
            return b""
        if place.part not in roots:
            roots[place.part] = etree.fromstring(package.parts[place.part], _PARSER)
        found = _changes(roots[place.part], place, old[name].text, " ".join(new.split()))
        if found is None:
            return b""
        changes += found
    # From the end: a change moves only what stands behind it in the same element.
    for element, start, end, text in sorted(changes, key=lambda one: -one[1]):
        said = element.text or ""
        element.text = said[:start] + text + said[end:]
        element.set(f"{_XML}space", "preserve")
    for part, root in roots.items():
        package.parts[part] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
    return package.write()


def _changes(root: Any, place: Place, old: str, new: str) -> list[tuple[Any, int, int, str]] | None:
    """Give what to put into which elements: only what differs, so that the marks around it stay."""
    start = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    end = len(old) - tail
    text: str | None = new[start : len(new) - tail]
    made = []
    for piece in place.pieces:
        first, last = max(piece.start, start), min(piece.end, end)
        here = piece.start <= start <= piece.end and text is not None
        if first >= last and not here:
            continue
        found = root.xpath(piece.element)
        if len(found) != 1 or not str(found[0].tag).endswith("}t"):
            return None
        first, last = min(first, piece.end), max(last, first)
        at = piece.offset - piece.start
        made.append((found[0], first + at, last + at, (text or "") if here else ""))
        if here:
            text = None  # the new words go into one element
    return made if text is None else None

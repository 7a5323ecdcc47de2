"""A paragraph as tokens: words, spaces, signs, pictures, fields; each with its looks and its past.

A token is what a comparison keeps or changes as a whole. It is made of pieces, as a word may change
its looks in the middle; a whole field (begin … end) is one token, so that no half of one is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from hexapla.packs.xml import XML, Element, child, local, q

_WORDS = re.compile(r"[^\W_]+(?:(?:['’‐‑-]|(?<=\d)[.,:/](?=\d))[^\W_]+)*|\s+|.", re.DOTALL)
_NOISE = re.compile(
    rb' xmlns(?::\w+)?="[^"]*"| (?:w:rsid\w*|w14:(?:paraId|textId)|w:rsidR)="[^"]*"'
    rb"|<w:(?:bookmarkStart|bookmarkEnd|proofErr|permStart|permEnd|lastRenderedPageBreak"
    rb"|commentRangeStart|commentRangeEnd|commentReference|lang|noProof)\b[^>]*/>"
    rb"|<w:lang [^>]*></w:lang>"
)
_IDS = re.compile(
    rb"(<w:(?:(?:footnote|endnote)Reference|ins|del|move(?:From|To)|\w+Change)\b[^>]*? w:id="
    rb'|<wp:docPr[^>]*? id=)"[^"]*"'
)
_RELATED = re.compile(rb' r:(\w+)="([^"]*)"')
_EMPTY = (b"<w:rPr/>", b"<w:rPr></w:rPr>")

INSERTED = frozenset({"ins", "moveTo"})
DELETED = frozenset({"del", "moveFrom"})
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_WRAPPERS = frozenset({"hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo"})
_WHOLE = frozenset({"fldSimple", "oMath", "oMathPara", "subDoc", "AlternateContent"})
_UNSEEN = frozenset(
    {
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "lastRenderedPageBreak"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
        *("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
        *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: its element's name, who made it, and when."""

    tag: str
    author: str
    date: str


class Piece(NamedTuple):
    """A stretch of one look: text, or an element of a run (`alone`: of the paragraph itself).

    `unseen` has no width: a bookmark, a comment's anchor. `wrappers` are the links, content
    controls … that it stands in, the outermost first.
    """

    text: str = ""
    element: Element | None = None
    looks: Element | None = None
    wrappers: tuple[Element, ...] = ()
    inserted: Change | None = None
    deleted: Change | None = None
    alone: bool = False
    unseen: bool = False
    key: str = ""
    before: Element | None = None  # the looks that it had


@dataclass(slots=True)
class Token:
    """What a comparison keeps or changes as a whole; `unseen` pieces ride in front of it."""

    key: str
    pieces: list[Piece]
    riders: list[Piece] = field(default_factory=list)


class Prints:
    """Tells whether two elements show the same: their XML without what has no looks.

    `target` gives for a relationship's id what it leads to.
    """

    def __init__(self, target: Callable[[str], str] = "?".format) -> None:
        self._target = target

    def of(self, element: Element) -> bytes:
        """Give the print of an element."""
        return self.of_raw(etree.tostring(element, with_tail=False))

    def of_raw(self, raw: bytes) -> bytes:
        """Give the print of an element from its XML."""
        raw = _IDS.sub(rb"\1", _NOISE.sub(b"", raw))
        for nothing in _EMPTY:
            raw = raw.replace(nothing, b"")
        return _RELATED.sub(self._related, raw) if b" r:" in raw else raw

    def hollow(self, element: Element) -> str:
        """Give the print of an element whose text boxes count as empty."""
        raw = self.of(element).decode()
        return re.sub(r"<w:txbxContent>.*?</w:txbxContent>", "<box/>", raw, flags=re.DOTALL)

    def _related(self, found: re.Match[bytes]) -> bytes:
        return b" r:%s=(%s)" % (found[1], self._target(found[2].decode()).encode())


def looks_print(looks: Element | None) -> bytes:
    """Give what a run's properties say; equal for two runs that look the same."""
    return b"" if looks is None else _bare(looks)


def _bare(looks: Element) -> bytes:
    return b"".join(
        sorted(
            _NOISE.sub(b"", etree.tostring(one, with_tail=False))
            for one in looks
            if local(one) not in {"rPrChange", "lang", "noProof", "ins", "del"}
        )
    )


def change_of(element: Element) -> Change:
    """Read a tracked change's element."""
    return Change(local(element), element.get(q("author"), ""), element.get(q("date"), ""))


def tokens(paragraph: Element, prints: Prints) -> tuple[list[Token], list[Piece]]:
    """Cut a paragraph into tokens; what is unseen at its end comes apart."""
    made: list[Token] = []
    riders: list[Piece] = []
    for group in _grouped(_pieces(paragraph, prints)):
        if group[0].unseen:
            riders += group
        else:
            made.append(Token("".join(piece.text or piece.key for piece in group), group, riders))
            riders = []
    return made, riders


def _grouped(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Put together what belongs together: stretches of text of one past, whole fields."""
    every = list(pieces)
    at = 0
    while at < len(every):
        piece = every[at]
        if piece.key.startswith("fldChar begin"):
            end = _field_end(every, at)
            yield every[at : end + 1]
            at = end + 1
            continue
        if piece.key or piece.unseen:
            yield [piece]
            at += 1
            continue
        end = at
        while end < len(every) and _goes_on(piece, every[end]):
            end += 1
        yield from _cut(every[at:end])
        at = end


def _goes_on(first: Piece, other: Piece) -> bool:
    return (
        not other.key
        and not other.unseen
        and (first.wrappers, first.inserted, first.deleted)
        == (other.wrappers, other.inserted, other.deleted)
    )


def _cut(stretch: list[Piece]) -> Iterator[list[Piece]]:
    """Cut a stretch of text into words; a word keeps the pieces that it is made of."""
    text = "".join(piece.text for piece in stretch)
    index, used = 0, 0
    for found in _WORDS.finditer(text):
        need = len(found[0])
        word: list[Piece] = []
        while need:
            piece = stretch[index]
            part = piece.text[used : used + need]
            word.append(piece if part == piece.text else piece._replace(text=part))
            used += len(part)
            need -= len(part)
            if used == len(piece.text):
                index, used = index + 1, 0
        yield word


def _field_end(pieces: list[Piece], begin: int) -> int:
    """Give where the field that begins here ends; here itself where it does not end here."""
    depth = 0
    for at in range(begin, len(pieces)):
        key = pieces[at].key
        if key.startswith("fldChar begin"):
            depth += 1
        elif key.startswith("fldChar end"):
            depth -= 1
            if not depth:
                return at if pieces[at].wrappers == pieces[begin].wrappers else begin
    return begin


def _pieces(paragraph: Element, prints: Prints) -> Iterator[Piece]:
    yield from _inside(paragraph, Piece(), prints)


def _inside(parent: Element, like: Piece, prints: Prints) -> Iterator[Piece]:
    for element in parent:
        name = local(element)
        if name == "r":
            yield from _run(element, like, prints)
        elif name in INSERTED:
            yield from _inside(element, like._replace(inserted=change_of(element)), prints)
        elif name in DELETED:
            yield from _inside(element, like._replace(deleted=change_of(element)), prints)
        elif name in _WRAPPERS:
            yield from _inside(element, like._replace(wrappers=(*like.wrappers, element)), prints)
        elif name in _UNSEEN:
            yield like._replace(element=element, alone=True, unseen=True)
        elif name in _WHOLE or (name and not name.endswith("Pr")):
            key = f"{name} {prints.hollow(element)}"
            yield like._replace(element=element, alone=True, key=key)


def _run(run: Element, like: Piece, prints: Prints) -> Iterator[Piece]:
    looks = child(run, "rPr")
    like = like._replace(looks=looks)
    for element in run:
        name = local(element)
        if name in {"t", "delText"}:
            text = element.text or ""
            if element.get(f"{{{XML}}}space") != "preserve":
                text = text.strip(" \t\r\n")
            if text:
                yield like._replace(text=text)
        elif name in {"lastRenderedPageBreak", "rPr", ""}:
            continue
        elif name in _UNSEEN:
            yield like._replace(element=element, unseen=True)
        elif name == "fldChar":
            kind = element.get(q("fldCharType"), "")
            yield like._replace(element=element, key=f"fldChar {kind} ")
        elif name in {"instrText", "delInstrText"}:
            yield like._replace(element=element, key=f"instr {element.text or ''} ")
        elif name in NOTES:
            yield like._replace(element=element, key=f"{name} ")
        else:
            yield like._replace(element=element, key=f"{name} {prints.hollow(element)}")

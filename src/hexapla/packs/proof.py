"""Proof of a PDF: whether it shows all words of the Word file that it was made from.

LibreOffice can lose the rest of a table that it parts between two pages, above footnotes say; it
tells nobody. So the letters of each passage are looked for in the PDF. Each stretch of the PDF
answers for one passage only, the longest first, so that a row is not taken for found because
its words stand elsewhere too. White space, hyphens, case and accents say nothing: the PDF has none
of the first, and the setting changes the others.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hexapla.documents import docx_locations, read_bytes
from hexapla.model import Block, BlockKind, Document, Language
from hexapla.packs.composer import PART
from hexapla.packs.package import Package
from hexapla.packs.pages_text import page_texts
from hexapla.packs.xml import Element, local, parse, q

_LOOKED_AT = frozenset(BlockKind) - {
    BlockKind.COMMENT,
    BlockKind.ALT_TEXT,
    BlockKind.HEADER,
    BlockKind.FOOTER,
    BlockKind.TEXT_BOX,
}
"""Headers and boxes may be cut off by the page or by each other, as their authors made them."""
_LEAST_LOST = 3
"""Letters; fewer may be a number that is computed anew."""
_SHARE = 0.5
"""Of a passage's letters must be there."""
_SURE = 20
"""Letters: so long a text is looked for where its neighbour was found."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_APART = re.compile(r"\W+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_FORMULA = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_ANY = Language("und")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A passage that a PDF does not show.

    `part` is the number of the document in the pack (0: the pack's own), `table` and `row` count
    from 1 in it (0: no table). `element` is the XPath of its table, or of its paragraph.
    """

    part: int
    text: str
    table: int = 0
    row: int = 0
    element: str = ""


def letters(text: str) -> str:
    """Give what of a text can be compared: its letters and digits, without case and accents.

    What is written from right to left is left out: a PDF draws it the other way round.
    """
    return "".join(
        "i" if one == "ı" else one
        for one in unicodedata.normalize("NFKD", text).casefold()
        if one.isalnum() and unicodedata.bidirectional(one) not in _RIGHT_TO_LEFT
    )


def _words(text: str) -> list[str]:
    """Give the letters of each word; of what is written without spaces, each by itself."""
    words: list[str] = []
    for word in _APART.split(text):
        compared = letters(word)
        words += list(compared) if _UNSPACED.search(compared) else [compared]
    return words


def unshown(content: bytes, pdf: bytes) -> tuple[Lost, ...]:
    """Give what of a Word file's text its PDF does not show, row by row, in reading order.

    Raises:
        UnreadableDocumentError, HostileDocumentError: the Word file cannot be read.

    """
    document = read_bytes(content, file_name="pack.docx", language=_ANY, name="pack")
    groups = list(_passages(document))
    missing = _missing(
        [[word for one in blocks for word in _words(one.text)] for blocks in groups],
        letters("".join(page_texts(pdf))),
    )
    lost = [
        blocks
        for blocks, (gone, there) in zip(groups, missing, strict=True)
        if gone >= _LEAST_LOST and gone > _SHARE * there
    ]
    return tuple(_placed(content, document, lost)) if lost else ()


def _passages(document: Document) -> Iterable[list[Block]]:
    """Give a table's row, and any other block by itself."""
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.kind not in _LOOKED_AT and block.cell is None:
            continue
        if block.kind == BlockKind.ALT_TEXT or not block.path.startswith(_STORIES):
            continue
        if block.cell is None:
            yield [block]
            continue
        key = block.cell.table, block.cell.row
        if key in rows:
            rows[key].append(block)
        else:
            rows[key] = [block]
            yield rows[key]


_STORIES = ("body", "footnote", "endnote")


def _missing(passages: Sequence[Sequence[str]], said: str) -> list[tuple[int, int]]:
    """Give for each passage how many of its letters are not found, and how many it has."""
    text = bytearray(said.encode())
    gone = [0] * len(passages)
    waiting: list[tuple[int, int, int, tuple[str, ...]]] = []
    at = 0
    for number, words in enumerate(passages):
        piece = "".join(words).encode()
        found = text.find(piece, at) if len(piece) >= _SURE else -1
        if found < 0:
            heapq.heappush(waiting, (-len(piece), number, 0, tuple(words)))
            continue
        at = found + len(piece)
        text[found:at] = bytes(len(piece))
    order = 0
    while waiting:
        _, number, _, rest = heapq.heappop(waiting)
        piece = "".join(rest).encode()
        found = text.find(piece)
        if not piece:
            continue
        if found >= 0:
            text[found : found + len(piece)] = bytes(len(piece))
        elif len(rest) == 1:
            gone[number] += 0 if _found_in_two(text, rest[0]) else len(rest[0])
        else:
            for half in (rest[: len(rest) // 2], rest[len(rest) // 2 :]):
                order += 1
                size = len("".join(half).encode())
                heapq.heappush(waiting, (-size, number, order, half))
    return [(lost, sum(map(len, words))) for lost, words in zip(gone, passages, strict=True)]


def _found_in_two(text: bytearray, word: str) -> bool:
    """Tell whether a word stands there parted, at a line's end say; if so, it is used up."""
    for place in range(len(word) - 1, 1, -1):
        pieces = word[:place].encode(), word[place:].encode()
        found = [text.find(piece) for piece in pieces]
        if min(found) >= 0:
            for at, piece in zip(found, pieces, strict=True):
                text[at : at + len(piece)] = bytes(len(piece))
            return True
    return False


def _placed(content: bytes, document: Document, lost: Sequence[Sequence[Block]]) -> Iterable[Lost]:
    """Say where in the pack each lost passage stands."""
    package = Package.read(content)
    root = parse(package.parts[package.main])
    tree = root.getroottree()
    places = docx_locations(content, language=_ANY)
    parts = _parts(root)
    firsts: dict[int, int] = {}
    for block in document.blocks:
        if block.cell is not None and block.id in places:
            place = places[block.id]
            if place.part == package.main:
                part = parts[_child(place.paragraphs[0])]
                firsts[part] = min(firsts.get(part, block.cell.table), block.cell.table)
    for blocks in lost:
        first = blocks[0]
        found = places.get(first.id)
        part, element = 0, ""
        if found is not None and found.part == package.main:
            part = parts[_child(found.paragraphs[0])]
            (paragraph,) = root.xpath(found.paragraphs[0])
            if next(paragraph.iter(f"{{{_FORMULA}}}oMath"), None) is not None:
                continue  # drawn in two dimensions, its letters come in another order
            table = next(paragraph.iterancestors(q("tbl")), None)
            element = tree.getpath(table if table is not None else paragraph)
        yield Lost(
            part=part,
            text=" | ".join(one.text for one in blocks),
            table=first.cell.table - firsts.get(part, 0) + 1 if first.cell else 0,
            row=first.cell.row + 1 if first.cell else 0,
            element=element,
        )


def _child(path: str) -> int:
    """Give the place in the body, from 0, of what stands at an XPath of positions."""
    steps = path.split("/")
    return int(steps[3].partition("[")[2].rstrip("]")) - 1


def _parts(root: Element) -> list[int]:
    """Give for each child of the body the number of the document that it belongs to."""
    numbers, current = [], 0
    ends: dict[str, int] = {}
    for one in root.find(q("body")):
        closing = False
        for mark in one.iter(q("bookmarkStart"), q("bookmarkEnd")):
            name = mark.get(q("name")) or ""
            if local(mark) == "bookmarkStart" and name.startswith(PART):
                current = int(name.removeprefix(PART))
                ends[mark.get(q("id")) or ""] = current
            elif local(mark) == "bookmarkEnd" and mark.get(q("id")) in ends:
                closing = True
        numbers.append(current)
        current = 0 if closing else current
    return numbers

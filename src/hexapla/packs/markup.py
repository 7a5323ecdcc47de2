"""Documents as HTML: blocks set as elements, and a page taken over with what is harmless in it.

HTML Living Standard, 3.2.6.2 (lang) and 4.3–4.9 for the elements; DPUB-ARIA 1.1 for notes. Nothing
that is made here asks anything of a network: no script, no style but the pack's, no picture but its
own bytes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from hexapla.model import Block, BlockKind, Document, Language, normal
from hexapla.packs.pictures import Pictures, on_page, page_of
from hexapla.packs.writing import readable, right_to_left
from hexapla.packs.xml import Element, names

_DEEPEST = 6
_SAFE_LINKS = ("http://", "https://", "mailto:", "#")
_KEPT = frozenset(
    names(
        "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd "
        "del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li "
        "mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody "
        "td tfoot th thead time tr u ul var wbr"
    )
)
_DROPPED = frozenset(
    names(
        "applet audio base button canvas datalist embed frame frameset head iframe input link "
        "meta noembed noframes noscript object param script select source style svg template "
        "textarea title track video math"
    )
)
_ATTRIBUTES = frozenset(
    names("abbr cite colspan datetime dir headers lang reversed rowspan scope span start title")
)
_TAGS = {"bold": "strong", "italic": "em"}
_ID = re.compile(r"[^\w.-]")


def h(tag: str, *children: Element | str | None, **attributes: str | int | None) -> Element:
    """Build an HTML element; ``class_`` is class, ``aria_label`` aria-label; None is left out."""
    made = etree.Element(tag)
    for key, said in attributes.items():
        if said is not None:
            made.set(key.rstrip("_").replace("_", "-"), readable(str(said)))
    last: Element | None = None
    for one in children:
        if one is None:
            continue
        if isinstance(one, str):
            text = readable(one)
            if last is None:
                made.text = (made.text or "") + text
            else:
                last.tail = (last.tail or "") + text
        else:
            made.append(one)
            last = one
    return made


def speaking(element: Element, language: Language | None, around: Language) -> Element:
    """Let an element say its language and direction, where they are not those around it."""
    if language and language.split("-", 1)[0] != around.split("-", 1)[0]:
        element.set("lang", language)
        if right_to_left(language) != right_to_left(around):
            element.set("dir", "rtl" if right_to_left(language) else "ltr")
    return element


@dataclass(slots=True)
class Setter:
    """Sets one document's blocks.

    `around` is the language of the element that takes them, `prefix` makes its ids the page's own,
    `under` is the level of the heading above it; `labels` are words in the page's language.
    A first heading that repeats `title`, the heading above, is left out.
    `unshown` collects the texts of pictures that are not in the file.
    """

    around: Language
    prefix: str
    under: int
    pictures: Pictures
    labels: Mapping[str, str]
    title: str = ""
    unshown: list[str] = field(default_factory=list)
    _notes: dict[str, list[Block]] = field(default_factory=dict)
    _cited: list[str] = field(default_factory=list)

    def document(self, document: Document) -> list[Element]:
        """Give a document's blocks as elements, its notes at the end.

        Page headers and footers belong to a sheet of paper, comments to the file's authors: they
        are left out.
        """
        left_out = {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT}
        story: list[Block] = []
        for block in document.blocks:
            if block.kind is BlockKind.NOTE:
                self._notes.setdefault(block.label or _note_number(block), []).append(block)
            elif block.kind not in left_out and not (not story and self._repeats(block)):
                story.append(block)
        made: list[Element] = []
        for key, group in itertools.groupby(story, key=_gathered):
            blocks = list(group)
            if key[0] == "table":
                made.append(self._table(blocks))
            elif key[0] == "list":
                made.append(self._list(blocks, min(one.level for one in blocks)))
            else:
                made += [one for one in map(self._block, blocks) if one is not None]
        return [*made, *self._noted()]

    def _repeats(self, block: Block) -> bool:
        return block.kind is BlockKind.HEADING and normal(block.text) == normal(self.title)

    def _block(self, block: Block) -> Element | None:
        if block.kind is BlockKind.ALT_TEXT:
            return self._picture(block)
        if not block.text.strip():
            return None
        label = f"{block.label} " if block.label else ""
        pieces = self.inline(block)
        if block.kind is BlockKind.HEADING:
            level = min(self.under + max(block.level, 1), _DEEPEST)
            made = h(f"h{level}", label, *pieces)
        elif block.kind is BlockKind.TEXT_BOX:
            made = h("aside", h("p", label, *pieces), aria_label=self.labels["box"])
        else:
            quiet = "caption" if block.kind is BlockKind.CAPTION else None
            made = h("p", label, *pieces, class_=quiet)
        return speaking(made, block.language, self.around)

    def _picture(self, block: Block) -> Element:
        shown = self.pictures.take(block.text)
        if shown is None:
            self.unshown.append(block.text)
            said = f"[{self.labels['picture']}: {block.text}]" if block.text else ""
            return speaking(h("p", said, class_="quiet"), block.language, self.around)
        width = round(shown.width / 25.4 * 96)
        image = h("img", src=shown.uri, alt=block.text, width=width)
        image.set("height", str(round(shown.height / 25.4 * 96)))
        return speaking(h("figure", image), block.language, self.around)

    def inline(self, block: Block) -> list[Element | str]:
        """Give a block's text with its inline marks as elements."""
        text = block.text
        edges = sorted(
            {0, len(text)}
            | {at for mark in block.marks for at in (mark.start, mark.end) if 0 < at < len(text)}
        )
        # a note's mark takes no room where the file lets the program write its number
        notes = [mark for mark in block.marks if mark.kind == "note" and mark.end <= mark.start]
        made: list[Element | str] = []
        for start, end in itertools.pairwise(edges):
            made += [self._cite(one.value) for one in notes if one.start == start < end
                     if one.value in self._notes]  # fmt: skip
            here = [mark for mark in block.marks if mark.start <= start and end <= mark.end]
            pieces = _lines(text[start:end])
            for mark in here:
                if mark.kind in _TAGS:
                    pieces = [h(_TAGS[mark.kind], *pieces)]
                elif mark.kind == "link" and mark.value.lower().startswith(_SAFE_LINKS[:3]):
                    pieces = [h("a", *pieces, href=mark.value, rel="noopener noreferrer")]
                elif mark.kind == "note" and mark.value in self._notes:
                    pieces = [self._cite(mark.value)]
            made += pieces
        made += [self._cite(one.value) for one in notes if one.start >= len(text)
                 if one.value in self._notes]  # fmt: skip
        return made

    def _cite(self, number: str) -> Element:
        first = number not in self._cited
        if first:
            self._cited.append(number)
        name = _ID.sub("-", number)
        link = h("a", number, href=f"#{self.prefix}note-{name}", role="doc-noteref")
        link.set("aria-label", f"{self.labels['note']} {number}")
        if first:
            link.set("id", f"{self.prefix}ref-{name}")
        return h("sup", link)

    def _noted(self) -> list[Element]:
        """Give the notes, in the order in which the text refers to them."""
        if not self._notes:
            return []
        order = [*self._cited, *(one for one in self._notes if one not in self._cited)]
        items = []
        for number in order:
            name = _ID.sub("-", number)
            bodies = [
                speaking(h("p", *self.inline(one)), one.language, self.around)
                for one in self._notes[number]
            ]
            bodies[0].text = f"{number} {bodies[0].text or ''}"
            if number in self._cited:
                back = h("a", "↩", href=f"#{self.prefix}ref-{name}", role="doc-backlink")
                back.set("aria-label", self.labels["text"])
                bodies[-1].append(back)
            items.append(h("li", *bodies, id=f"{self.prefix}note-{name}"))
        return [
            h(
                "section",
                h("ol", *items, class_="labelled"),
                class_="notes",
                role="doc-endnotes",
                aria_label=self.labels["notes"],
            )
        ]

    def _list(self, blocks: Sequence[Block], level: int) -> Element:
        """Nest list items by their levels; a number stands as the document shows it."""
        bulleted = all(not any(map(str.isalnum, one.label)) for one in blocks)
        made = h("ul") if bulleted else h("ol", class_="labelled")
        at = 0
        while at < len(blocks):
            block, end = blocks[at], at + 1
            while end < len(blocks) and blocks[end].level > level:
                end += 1
            label = "" if bulleted else f"{block.label} "
            item = speaking(h("li", label, *self.inline(block)), block.language, self.around)
            deeper = blocks[at + 1 : end]
            if deeper:
                item.append(self._list(deeper, min(one.level for one in deeper)))
            made.append(item)
            at = end
        return made

    def _table(self, blocks: Sequence[Block]) -> Element:
        places: dict[tuple[int, int], list[Block]] = {}
        for block in blocks:
            if block.cell is not None:
                places.setdefault((block.cell.row, block.cell.column), []).append(block)
        rows: dict[int, list[Element]] = {}
        several = len({row for row, _ in places}) > 1
        for (row, column), here in sorted(places.items(), key=lambda one: one[0]):
            spans = here[0].cell
            head = several and row == 0
            cell = h("th" if head else "td", scope="col" if head else None)
            if spans is not None and spans.row_span > 1:
                cell.set("rowspan", str(min(spans.row_span, 1000)))
            if spans is not None and spans.column_span > 1:
                cell.set("colspan", str(min(spans.column_span, 1000)))
            gap = column - sum(int(one.get("colspan", "1")) for one in rows.get(row, ()))
            covered = _covered(places, row, column)
            rows.setdefault(row, []).extend(h("td") for _ in range(min(gap - covered, 63)))
            cell.extend(one for one in map(self._in_cell, here) if one is not None)
            rows[row].append(cell)
        columns = max(map(_reach, places.values()))
        for row, cells in rows.items():
            there = sum(int(one.get("colspan", "1")) for one in cells)
            gap = columns - there - _covered(places, row, columns)
            cells.extend(h("td") for _ in range(min(gap, 63)))
        lines = [h("tr", *cells) for cells in rows.values()]
        head_row, rest = (lines[:1], lines[1:]) if several else ([], lines)
        table = h("table", h("thead", *head_row) if head_row else None, h("tbody", *rest))
        return h("div", table, class_="wide")

    def _in_cell(self, block: Block) -> Element | None:
        if block.kind is BlockKind.ALT_TEXT:
            return self._picture(block)
        if not block.text.strip():
            return None
        label = f"{block.label} " if block.label else ""
        return speaking(h("p", label, *self.inline(block)), block.language, self.around)


def _gathered(block: Block) -> tuple[str, int]:
    """Tell what stands together: the cells of a table, the items of a list."""
    if block.cell is not None:
        return "table", block.cell.table
    return ("list" if block.kind is BlockKind.LIST_ITEM else "", 0)


def _reach(here: Sequence[Block]) -> int:
    """Give the column after a cell."""
    cell = here[0].cell
    return cell.column + cell.column_span if cell is not None else 0


def _covered(places: Mapping[tuple[int, int], list[Block]], row: int, column: int) -> int:
    """Count the columns before a cell that cells of the rows above reach down into."""
    count = 0
    for (above, left), here in places.items():
        spans = here[0].cell
        if spans is not None and above < row < above + spans.row_span and left < column:
            count += spans.column_span
    return count


def _note_number(block: Block) -> str:
    found = re.search(r"(\d+)(?:/|$)", block.path)
    return found[1] if found else ""


def _lines(text: str) -> list[Element | str]:
    made: list[Element | str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(h("br"))
        if line:
            made.append(line)
    return made


def page_body(content: bytes, *, prefix: str, under: int) -> list[Element]:
    """Give the body of an HTML page, without what acts, loads or styles.

    Elements and attributes that are not known as harmless go, their text stays; scripts and styles
    go with their text. Headings go down by `under` levels; ids and links to them get `prefix`.

    Raises:
        ValueError: there is no body.

    """
    root = page_of(content)
    body = root.find("body") if root is not None else None
    if body is None:
        message = "the page has no body"
        raise ValueError(message)
    _clean(body, prefix, under)
    if body.text and body.text.strip():
        body.insert(0, h("p", body.text.strip()))
    made = list(body)
    for one in made:
        if one.tail and one.tail.strip():
            one.addnext(h("p", one.tail.strip()))
        one.tail = None
    return list(body)


def _clean(body: Element, prefix: str, under: int) -> None:
    for one in list(body.iter()):
        if one is body:
            continue
        if not isinstance(one.tag, str) or one.tag in _DROPPED or one.get("hidden") is not None:
            _removed(one)
        elif one.tag not in _KEPT:
            one.tag = "div" if _holds_blocks(one) else "span"
            _attributes(one, prefix)
        else:
            if re.fullmatch("h[1-6]", one.tag):
                one.tag = f"h{min(int(one.tag[1]) + under, _DEEPEST)}"
            _attributes(one, prefix)


def _attributes(element: Element, prefix: str) -> None:
    said = dict(element.attrib)
    shown = on_page(element) if element.tag == "img" else None
    element.attrib.clear()
    for key, text in sorted(said.items()):
        name = "lang" if key == "xml:lang" else key
        if name in _ATTRIBUTES and not (name == "cite" and not text.startswith("http")):
            element.set(name, text)
        elif name == "id" and text:
            element.set("id", prefix + _ID.sub("-", text))
        elif name == "role" and text.startswith("doc-"):
            element.set("role", text)
        elif name == "href" and element.tag == "a":
            _link(element, text.strip(), prefix)
    if element.tag == "img":
        element.set("alt", said.get("alt", ""))
        if shown is None:
            element.tag = "span"
            element.text = f"[{element.attrib.pop('alt')}]" if element.get("alt") else None
            return
        element.set("src", shown.uri)
        element.set("width", str(round(shown.width / 25.4 * 96)))
        element.set("height", str(round(shown.height / 25.4 * 96)))


def _link(element: Element, address: str, prefix: str) -> None:
    if address.startswith("#") and len(address) > 1:
        element.set("href", f"#{prefix}{_ID.sub('-', address[1:])}")
    elif address.lower().startswith(_SAFE_LINKS[:3]):
        element.set("href", address)
        element.set("rel", "noopener noreferrer")


def _holds_blocks(element: Element) -> bool:
    return any(one.tag in {"p", "div", "table", "ul", "ol", "dl", "h1", "h2"} for one in element)


def _removed(element: Element) -> None:
    """Take an element away with all in it; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def texts(elements: Iterable[Element]) -> str:
    """Give the text of elements, for a test or a summary."""
    return " ".join("".join(one.itertext()) for one in elements)

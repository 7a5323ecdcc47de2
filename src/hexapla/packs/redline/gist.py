"""What a reader takes from a settled tree, straight from its XML: enough to know two trees alike.

The gist is a list of what the reader's answer can depend on: texts, paragraphs with their style
and list, cells with their spans, and every element that is not known to say nothing. So two trees
of one gist read the same. The reverse does not hold: two that differ here may still read the same,
and only the reader can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from lxml import etree

from hexapla.documents.docx.numbering import Numbering
from hexapla.documents.docx.styles import Styles
from hexapla.packs.xml import NAMES, XML, A, Element, R, on, q

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TEXTS = frozenset({q("t"), f"{{{A}}}t", f"{{{_MATH}}}t"})
_THROUGH = frozenset(q(name) for name in ("hyperlink", "smartTag", "sdt", "sdtContent"))
_SILENT = (
    *("proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "tblPr", "tblGrid"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "lastRenderedPageBreak"),
    *("tblPrEx", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
)
_PAID = {  # of these elements the reader asks for no more than this
    **dict.fromkeys(map(q, _SILENT), ()),
    q("pPr"): tuple(map(q, ("pStyle", "numPr", "outlineLvl", "sectPr"))),
    q("trPr"): (q("gridBefore"),),
    q("tcPr"): (q("gridSpan"), q("vMerge")),
}
_REFERENCES = {q("footnoteReference"): "footnotes", q("endnoteReference"): "endnotes"}
_MARGINS = {q("headerReference"): "header", q("footerReference"): "footer"}
_RUN, _LOOKS, _STYLE, _HIDDEN = q("r"), q("rPr"), q("rStyle"), q("vanish")
_SECTION, _USED = q("sectPr"), (q("pStyle"), q("rStyle"), q("numId"))
_UNSAID = frozenset({q("id"), "id"})
_UNSAID_BEGIN = (
    *(f"{{{R}}}", f"{{{NAMES['w14']}}}", f"{{{NAMES['w']}}}rsid"),
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}",
)
"""Numbers that two files give to the same thing; the reader follows none of them here."""

Gist = list[tuple[object, ...]]


@dataclass(slots=True)
class Side:
    """One file in one view: its settled trees, and what its ids stand for.

    `related` gives a part by the id of the main part's relationship, `tree` a part's settled tree,
    `part` its bytes, `notes` the part of a kind of notes, or “”.
    """

    main: Element
    related: Mapping[str, str]
    tree: Callable[[str], Element]
    part: Callable[[str], bytes]
    notes: Mapping[str, str]
    styles: Styles
    numbering: Numbering
    _order: dict[tuple[str, str], int] = field(default_factory=dict)

    def referred(self) -> list[tuple[str, str]]:
        """Give the notes that the main part refers to, in order; each once."""
        for one in self.main.iter(*_REFERENCES):
            key = (_REFERENCES[one.tag], one.get(q("id"), ""))
            self._order.setdefault(key, len(self._order))
        return list(self._order)

    def note(self, kind: str, identifier: str) -> Element | None:
        """Give a note; None where there is none of that id, or several."""
        part = self.notes[kind]
        found = [one for one in self.tree(part) if one.get(q("id")) == identifier] if part else []
        return found[0] if len(found) == 1 else None

    def of(self, element: Element) -> Gist:
        """Give the gist of an element."""
        made: Gist = []
        self._add(element, made, hidden=False)
        return made

    def _add(self, element: Element, made: Gist, *, hidden: bool) -> None:
        tag = element.tag
        if tag in _TEXTS:
            _say(element, made, hidden=hidden)
        elif tag == _RUN:
            self._run(element, made)
        elif tag in _THROUGH:
            for one in element:
                self._add(one, made, hidden=False)
        elif tag in _PAID:
            for one in element:
                if one.tag in _PAID[tag]:
                    self._any(one, made, hidden=False)
        elif tag in _REFERENCES:
            key = (_REFERENCES[tag], element.get(q("id"), ""))
            made.append((tag, self._order.get(key), hidden))
        elif tag == _SECTION:  # what it says of headers and footers is compared apart
            made.append((tag,))
        else:
            self._any(element, made, hidden=hidden)

    def _run(self, run: Element, made: Gist) -> None:
        hidden = False
        for one in run:
            if one.tag == _LOOKS:
                hidden = self._hidden(one)
            else:
                self._add(one, made, hidden=hidden)

    def _any(self, element: Element, made: Gist, *, hidden: bool) -> None:
        said = tuple(
            (name, text)
            for name, text in element.items()
            if name not in _UNSAID and not name.startswith(_UNSAID_BEGIN)
        )
        text = element.text
        made.append((element.tag, said, text if text and text.strip() else "", hidden))
        for one in element:
            self._add(one, made, hidden=False)
        made.append(("end",))

    def _hidden(self, looks: Element) -> bool:
        hidden = False
        for one in looks:
            if one.tag == _STYLE:
                hidden = self.styles(one.get(q("val"), "")).vanish
            elif one.tag == _HIDDEN:
                hidden = on(one)
        return hidden


def _say(element: Element, made: Gist, *, hidden: bool) -> None:
    """Let the text go on, in whatever runs it is cut."""
    text = element.text or ""
    if element.get(f"{{{XML}}}space") is None:
        text = text.strip(" \t\r\n")
    if len(element):
        made.append(("inside", etree.tostring(element)))
    elif text and made and made[-1][0] == "text" and made[-1][2] is hidden:
        made[-1] = ("text", f"{made[-1][1]}{text}", hidden)
    elif text:
        made.append(("text", text, hidden))


def alike(one: Side, other: Side) -> bool:
    """Tell whether two files surely read the same: body, notes, headers and footers."""
    mine, theirs = one.referred(), other.referred()
    bodies = [side.main.find(q("body")) for side in (one, other)]
    (said, parts), (too, beside) = _margins(one), _margins(other)
    if said != too or len(mine) != len(theirs) or any(body is None for body in bodies):
        return False
    margins = list(zip(parts, beside, strict=True))
    return (
        _children_alike(one, other, *bodies)
        and all(_parts_alike(one, other, *names) for names in margins)
        and all(map(_notes_alike, repeat(one), repeat(other), mine, theirs))
        and _same_looks(one, other, parts, {kind for kind, _ in mine})
    )


def _notes_alike(one: Side, other: Side, mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    before, after = one.note(*mine), other.note(*theirs)
    if mine[0] != theirs[0] or before is None or after is None:
        return False
    return _children_alike(one, other, before, after)


def _children_alike(one: Side, other: Side, mine: Element, theirs: Element) -> bool:
    if len(mine) != len(theirs):
        return False
    pairs = zip(mine, theirs, strict=True)
    return all(
        etree.tostring(first, with_tail=False) == etree.tostring(second, with_tail=False)
        or one.of(first) == other.of(second)
        for first, second in pairs
    )


def _parts_alike(one: Side, other: Side, mine: str, theirs: str) -> bool:
    if one.part(mine) == other.part(theirs):
        return True
    first, second = one.tree(mine), other.tree(theirs)
    if any(next(tree.iter(*_REFERENCES), None) is not None for tree in (first, second)):
        return False
    return _children_alike(one, other, first, second)


def _margins(side: Side) -> tuple[list[tuple[object, ...]], list[str]]:
    """Give what each section says of headers and footers, parts by number; and the parts."""
    parts: dict[str, int] = {}
    said: list[tuple[object, ...]] = []
    for section in side.main.iter(_SECTION):
        said.append(("section", on(section.find(q("titlePg")))))
        for one in section:
            if one.tag in _MARGINS:
                part = side.related.get(one.get(f"{{{R}}}id", ""), "")
                number = parts.setdefault(part, len(parts)) if part else None
                said.append((one.tag, one.get(q("type"), "default"), number))
    return said, list(parts)


def _same_looks(one: Side, other: Side, parts: Sequence[str], kinds: Iterable[str]) -> bool:
    """Tell whether the styles and lists that the texts name are the same on both sides."""
    if one.styles is other.styles and one.numbering is other.numbering:
        return True
    trees = [one.main, *map(one.tree, parts), *(one.tree(one.notes[kind]) for kind in kinds)]
    names = {tag: set[str]() for tag in _USED}
    for tree in trees:
        for element in tree.iter(*_USED):
            names[element.tag].add(element.get(q("val"), ""))
    standard = one.styles.default_paragraph
    if (standard, one.styles.default_language) != (
        other.styles.default_paragraph,
        other.styles.default_language,
    ):
        return False
    used = {*names[q("pStyle")], *names[q("rStyle")], standard}
    if any(one.styles(name) != other.styles(name) for name in used):
        return False
    lists = names[q("numId")] | {one.styles(name).num_id or "0" for name in used}
    return all(one.numbering[name] == other.numbering[name] for name in lists)

"""Goes through two Word files and writes the changes into the newer one: stories, tables, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from hexapla.packs.package import Package
from hexapla.packs.redline.carrier import Carrier, File
from hexapla.packs.redline.pairing import Group, Item, paired
from hexapla.packs.redline.pen import Pen, past_of_mark, past_of_row
from hexapla.packs.redline.tokens import NOTES
from hexapla.packs.redline.weave import Weaver, Woven, settle_marks
from hexapla.packs.xml import Element, R, child, e, local, q

_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_IDS = re.compile(rb"""\sw:id\s*=\s*["'](\d{1,9})["']""")
_REFERENCES = {"headerReference": "header", "footerReference": "footer"}


@dataclass(slots=True)
class _Story:
    """An old part and the new part that stands for it."""

    old: str
    new: str


class Engine:
    """One comparison. `care` 0 compares words, 1 whole paragraphs, 2 everything at once."""

    def __init__(self, old: Package, new: Package, *, author: str, date: str, care: int) -> None:
        self.old, self.new = File(old), File(new)
        self.care = care
        self.notes: list[str] = []
        self.carrier = Carrier(self.old, self.new)
        self.pen = Pen(author, date, self._last_id())
        self._met: set[tuple[str, str]] = set()
        self._note_pairs: list[tuple[str, str, str]] = []

    def run(self) -> Package:
        """Compare the files and give the newer one with tracked changes."""
        main = _Story(self.old.main, self.new.main)
        old, new = self.old.seen(self.old.main), self.new.tree(self.new.main)
        self._container(child(old, "body"), child(new, "body"), main)
        ours, theirs = _sections(old), _sections(new)
        self._sections(ours, theirs)
        if len(ours) == len(theirs):
            for before, after in zip(ours, theirs, strict=True):
                self.pen.were(after.getparent(), before, "sectPr")
        self._noted()
        return self.new.written()

    def _last_id(self) -> int:
        """Give the highest number that an annotation of the new file has."""
        highest = 0
        for part in self._stories(self.new):
            for said in _IDS.findall(self.new.package.parts[part]):
                highest = max(highest, int(said))
        return highest

    @staticmethod
    def _stories(file: File) -> list[str]:
        kinds = {"header", "footer", "footnotes", "endnotes"}
        parts = {
            one.target
            for one in file.package.relations(file.main)
            if one.kind in kinds and not one.external and one.target in file.package.parts
        }
        return [file.main, *sorted(parts)]

    # Stories

    def _sections(self, old: Sequence[Element], new: Sequence[Element]) -> None:
        """Compare headers and footers, section by section from the last one."""
        ours, theirs = self._shown(self.old, old), self._shown(self.new, new)
        done: set[str] = set()
        seen: set[str] = set()
        lost: list[tuple[int, tuple[str, str], str]] = []
        for by in range(max(len(ours), len(theirs))):
            mine = ours[-1 - by] if by < len(ours) else {}
            other = theirs[-1 - by] if by < len(theirs) else {}
            for key in sorted({*mine, *other}):
                before, after = mine.get(key), other.get(key)
                if after is not None and before is not None and after not in done:
                    done.add(after)
                    seen.add(before)
                    self._part(before, after)
                elif before is not None and after is None:
                    lost.append((len(new) - 1 - by, key, before))
        for after in sorted({part for one in theirs for part in one.values()} - done):
            self._part(None, after)
        for index, key, before in lost:
            if before not in seen and self.old.tree(before).find(f".//{q('t')}") is not None:
                seen.add(before)
                self._restored(new[max(index, 0)], key, before)
        for one in sorted({part for shown in ours for part in shown.values()} - seen):
            if self.old.tree(one).find(f".//{q('t')}") is not None:
                self.notes.append("a header or footer of a section that is gone is not shown")

    def _restored(self, section: Element, key: tuple[str, str], part: str) -> None:
        """Bring back a header that went, as deleted."""
        name = self.carrier.part(part)
        if name == part:  # another's: the new file holds it, but no section shows it
            name = part
        tree = self.new.tree(name)
        self._whole(tree, _Story(part, name), gone=True)
        identifier = self.carrier.relate(
            self.new.main, f"{R}/{key[0].removesuffix('Reference')}", name
        )
        reference = e(key[0], type=key[1])
        reference.set(f"{{{R}}}id", identifier)
        section.insert(0, reference)

    @staticmethod
    def _shown(file: File, sections: Sequence[Element]) -> list[dict[tuple[str, str], str]]:
        """Give for each section the part of each header and footer, with what it takes over."""
        targets = {one.id: one.target for one in file.package.relations(file.main)}
        made: list[dict[tuple[str, str], str]] = []
        present: dict[tuple[str, str], str] = {}
        for section in sections:
            for reference in section:
                if local(reference) in _REFERENCES:
                    part = targets.get(reference.get(f"{{{R}}}id", ""), "")
                    if part in file.package.parts:
                        key = (local(reference), reference.get(q("type"), "default"))
                        present = {**present, key: part}
            made.append(present)
        return made

    def _part(self, before: str | None, after: str) -> None:
        if before is not None:
            if self.old.package.parts[before] == self.new.package.parts[after]:
                return
            self._container(self.old.tree(before), self.new.tree(after), _Story(before, after))
        else:
            self._whole(self.new.tree(after), _Story("", after), gone=False)

    def _noted(self) -> None:
        """Compare the notes whose references stayed."""
        done: set[tuple[str, str]] = set()
        for kind, before, after in self._note_pairs:
            if (kind, after) in done:
                continue
            done.add((kind, after))
            if before == after and self._same_part(kind):
                continue
            old, new = self.old.notes(kind).get(before), self.new.notes(kind).get(after)
            if old is None or new is None or _same_note(old, new):
                continue
            self.new.tree(self.new.beside(kind))
            self._container(old, new, _Story(self.old.beside(kind), self.new.beside(kind)))

    def _same_part(self, kind: str) -> bool:
        mine, ours = (
            file.package.parts.get(file.beside(kind), b"") for file in (self.old, self.new)
        )
        return mine == ours and b" r:" not in mine

    # Containers: a body, a cell, a note, a header, a text box

    def _container(self, old: Element, new: Element, story: _Story) -> None:
        ours = self._items(old, self.old, story.old)
        theirs = self._items(new, self.new, story.new)
        made: list[Woven | Element] = []
        weaver = self._weaver(story)
        for group in paired(ours, theirs, self.care):
            made += self._grouped(group, ours, theirs, story, weaver)
        self._put(made, new, [item.element for item in theirs])

    def _grouped(
        self,
        group: Group,
        ours: Sequence[Item],
        theirs: Sequence[Item],
        story: _Story,
        weaver: Weaver,
    ) -> Sequence[Woven | Element]:
        mine = [ours[i] for i in group.old]
        other = [theirs[j] for j in group.new]
        if not mine:
            return [self._came(other[0].element, story, weaver)]
        if not other:
            return [self._went(mine[0].element, story, weaver)]
        if mine[0].sort == "tbl":
            if mine[0].same(other[0]):
                self._twins(mine[0], other[0])
            else:
                self._table(mine[0].element, other[0].element, story)
            return [other[0].element]
        if len(mine) == len(other) == 1 and mine[0].same(other[0]):
            self._twins(mine[0], other[0])
            same = other[0].element
            inserted, deleted = past_of_mark(same)
            properties = child(same, "pPr")
            return [Woven(same, None, properties, None, inserted, deleted, touched=False)]
        return weaver.together([one.element for one in mine], [one.element for one in other])

    def _twins(self, old: Item, new: Item) -> None:
        """Remember the notes that two equal elements refer to: their texts may differ."""
        for name, kind in NOTES.items():
            if name.encode() not in old.raw:
                continue
            pairs = zip(old.element.iter(q(name)), new.element.iter(q(name)), strict=False)
            for one, other in pairs:
                self._note_pairs.append((kind, one.get(q("id"), ""), other.get(q("id"), "")))

    def _weaver(self, story: _Story) -> Weaver:
        def carry(element: Element) -> Element:
            return self.carrier.carry(element, story.old, story.new)

        def meet(old: Element, new: Element) -> None:
            if local(new) in NOTES:
                self._note_pairs.append(
                    (NOTES[local(new)], old.get(q("id"), ""), new.get(q("id"), ""))
                )
            boxes = zip(_boxes(old), _boxes(new), strict=False)
            for before, after in boxes:
                self._container(before, after, story)

        old_prints = self.old.prints(story.old)
        return Weaver(self.pen, old_prints, self.new.prints(story.new), carry, meet)

    def _went(self, element: Element, story: _Story, weaver: Weaver) -> Woven | Element:
        carried = self.carrier.carry(element, story.old, story.new)
        if local(carried) == "p":
            return weaver.gone(carried)
        self._rows_marked(carried, story, gone=True)
        return carried

    def _came(self, element: Element, story: _Story, weaver: Weaver) -> Woven | Element:
        if local(element) == "p":
            return weaver.come(element)
        self._rows_marked(element, story, gone=False)
        return element

    def _whole(self, container: Element, story: _Story, *, gone: bool) -> None:
        """Mark everything in a container that stands in the new file as gone or come."""
        weaver = self._weaver(story)
        made: list[Woven | Element] = []
        present = list(_inner(container))
        for element in present:
            if local(element) == "tbl":
                self._rows_marked(element, story, gone=gone)
                made.append(element)
            elif gone:
                one = weaver.gone(element)
                one.element = element
                made.append(one)
            else:
                made.append(weaver.come(element))
        self._put(made, container, present)

    # Tables

    def _table(self, old: Element, new: Element, story: _Story) -> None:
        ours = self._rows(old, self.old, story.old)
        theirs = self._rows(new, self.new, story.new)
        self._properties(old, new, "tblPr", story)
        last: Element | None = None
        for group in paired(ours, theirs, self.care):
            mine = ours[group.old[0]] if group.old else None
            row = theirs[group.new[0]] if group.new else None
            other = None if row is None else row.element
            if mine is not None and row is not None:
                if mine.same(row):
                    self._twins(mine, row)
                    last = other
                    continue
                if _shape(mine.element) == _shape(other):
                    self._row(mine.element, other, story)
                    last = other
                    continue
            if mine is not None:
                carried = self.carrier.carry(mine.element, story.old, story.new)
                self._row_marked(carried, story, gone=True)
                if last is not None:
                    last.addnext(carried)
                elif theirs:
                    theirs[0].element.addprevious(carried)
                else:
                    new.append(carried)
                last = carried
            if other is not None:
                self._row_marked(other, story, gone=False)
                last = other

    def _row(self, old: Element, new: Element, story: _Story) -> None:
        was, now = past_of_row(old), past_of_row(new)
        inserted = (now[0] or was[0]) if was[0] is not None else None
        if (inserted, now[1]) != now:
            self.pen.row(new, inserted, now[1])
        self._properties(old, new, "trPr", story)
        for before, after in zip(_cells(old), _cells(new), strict=True):
            self._properties(before, after, "tcPr", story)
            self._container(before, after, story)

    def _properties(self, old: Element, new: Element, tag: str, story: _Story) -> None:
        """Track a change of properties: borders, widths, shading, a header row."""
        was, now = child(old, tag), child(new, tag)
        if _raw(was) == _raw(now):
            return
        carried = None if was is None else self.carrier.carry(was, story.old, story.new)
        self.pen.were(new, carried, tag)

    def _rows_marked(self, table: Element, story: _Story, *, gone: bool) -> None:
        for row in _inner(table, "tr"):
            self._row_marked(row, story, gone=gone)

    def _row_marked(self, row: Element, story: _Story, *, gone: bool) -> None:
        inserted, deleted = past_of_row(row)
        if gone:
            self.pen.row(row, inserted, deleted or self.pen.deleted)
        else:
            self.pen.row(row, inserted or self.pen.inserted, deleted)
        for cell in _cells(row):
            self._whole(cell, story, gone=gone)

    # Reading and writing

    @staticmethod
    def _items(container: Element, file: File, part: str) -> list[Item]:
        prints = file.prints(part) if part else None
        return [Item(one, prints, _text) for one in _inner(container)]

    @staticmethod
    def _rows(table: Element, file: File, part: str) -> list[Item]:
        prints = file.prints(part)
        return [Item(one, prints, _row_text) for one in _inner(table, "tr")]

    def _put(
        self, made: Sequence[Woven | Element], container: Element, present: Sequence[Element]
    ) -> None:
        """Write the result into the container of the new file, in order."""
        final = _settled(made)
        used = {id(one.element if isinstance(one, Woven) else one) for one in final}
        last: Element | None = None
        standing = [_standing(one) for one in final]
        for index, one in enumerate(final):
            element = one.element if isinstance(one, Woven) else one
            if element is None:
                element = e("p")
            if element.getparent() is None:
                after = next((it for it in standing[index + 1 :] if it is not None), None)
                if last is not None and after is not None and _joins(one, last, after):
                    after.addprevious(element)
                else:
                    _placed(element, last, next(iter(present), None), container)
            last = element
            if isinstance(one, Woven) and one.touched:
                self.pen.properties(element, one.given, one.was, one.inserted, one.deleted)
                if one.pieces is not None:
                    self.pen.fill(element, one.pieces)
        for element in present:
            if id(element) not in used and element.getparent() is not None:
                element.getparent().remove(element)


def _standing(one: Woven | Element) -> Element | None:
    """Give the element that stands in the new file already, or None."""
    element = one.element if isinstance(one, Woven) else one
    return element if element is not None and element.getparent() is not None else None


def _joins(one: Woven | Element, last: Element, after: Element) -> bool:
    """Tell whether a paragraph joins with what begins in another content control."""
    marked = isinstance(one, Woven) and (one.deleted is not None or one.inserted is not None)
    return marked and last.getparent() is not after.getparent()


def _settled(made: Sequence[Woven | Element]) -> list[Woven | Element]:
    """Settle the marks of each stretch of paragraphs that no table interrupts."""
    stretch: list[Woven] = []
    final: list[Woven | Element] = []
    for one in made:
        if isinstance(one, Woven):
            stretch.append(one)
        else:
            final += [*settle_marks(stretch), one]
            stretch = []
    return [*final, *settle_marks(stretch)]


def _inner(parent: Element, *wanted: str) -> Iterator[Element]:
    """Give the paragraphs and tables (or what is wanted) of a container, in order."""
    names = wanted or ("p", "tbl")
    for element in parent:
        name = local(element)
        if name in names:
            yield element
        elif name in _TRANSPARENT:
            yield from _inner(element, *names)


def _sections(root: Element) -> list[Element]:
    return [one for one in root.iter(q("sectPr")) if local(one.getparent()) != "sectPrChange"]


def _cells(row: Element) -> list[Element]:
    return list(_inner(row, "tc"))


def _shape(row: Element) -> list[tuple[str, str]]:
    """Give the spans of a row's cells; rows of one shape are compared cell by cell."""
    made = []
    for cell in _cells(row):
        properties = child(cell, "tcPr")
        span = properties.find(q("gridSpan")) if properties is not None else None
        merge = properties.find(q("vMerge")) if properties is not None else None
        made.append(
            (
                span.get(q("val"), "1") if span is not None else "1",
                merge.get(q("val"), "continue") if merge is not None else "",
            )
        )
    return made


def _boxes(element: Element) -> list[Element]:
    """Give the outermost text boxes in an element."""
    return [
        box
        for box in element.iter(q("txbxContent"))
        if not any(local(up) == "txbxContent" and up is not element for up in box.iterancestors())
    ]


def _text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(q("t"), q("delText")))


def _raw(element: Element | None) -> bytes:
    made: bytes = b"" if element is None else etree.tostring(element, with_tail=False)
    return made


def _same_note(old: Element, new: Element) -> bool:
    return b" r:" not in _raw(old) and _raw(old) == _raw(new)


def _row_text(row: Element) -> str:
    return " | ".join(_text(cell) for cell in _cells(row))


def _placed(
    element: Element, last: Element | None, first: Element | None, container: Element
) -> None:
    """Place an element after the last one, or before all; a body ends with its section."""
    if last is not None:
        last.addnext(element)
    elif first is not None:
        first.addprevious(element)
    elif len(container) and local(container[-1]) == "sectPr":
        container[-1].addprevious(element)
    else:
        container.append(element)

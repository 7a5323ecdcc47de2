"""Writes paragraphs with tracked changes: runs, their wrappers, paragraph marks, rows.

ECMA-376 Part 1 §17.13.5: w:ins and w:del around runs, in the properties of a paragraph's mark and
of a row; w:rPrChange and w:pPrChange keep the looks that were. What is both inserted and deleted
stood in neither text: a change of one person that another took back.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from hexapla.packs.redline.tokens import DELETED, INSERTED, Change, Piece, change_of, looks_print
from hexapla.packs.xml import XML, Element, child, e, local, q

_CONTENT_CONTROL = frozenset({"sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"})
_NO_PROPERTIES = frozenset(
    {
        *("ins", "del", "cellIns", "cellDel", "cellMerge", "tblPrChange", "trPrChange"),
        *("tcPrChange", "sectPrChange", "headerReference", "footerReference", "printerSettings"),
    }
)
"""What stands among the properties of tables and sections and is none, or cannot be kept."""
_NOT_BEFORE = frozenset({"rPr", "sectPr", "pPrChange"})


@dataclass(slots=True)
class Pen:
    """Gives every change its number, author and date."""

    author: str
    date: str
    last_id: int = 0

    @property
    def inserted(self) -> Change:
        """An insertion of ours."""
        return Change("ins", self.author, self.date)

    @property
    def deleted(self) -> Change:
        """A deletion of ours."""
        return Change("del", self.author, self.date)

    def mark(self, change: Change, tag: str = "") -> Element:
        """Make the element of a change."""
        self.last_id += 1
        made = e(tag or change.tag)
        made.set(q("id"), str(self.last_id))
        made.set(q("author"), change.author)
        if change.date:
            made.set(q("date"), change.date)
        return made

    def fill(self, paragraph: Element, pieces: Sequence[Piece]) -> None:
        """Put the pieces into a paragraph in place of what stands in it."""
        for element in list(paragraph):
            if local(element) != "pPr":
                paragraph.remove(element)
        opened: list[tuple[Element, Element]] = []  # the wrapper, and its copy here
        for group in _runs(_housed(pieces)):
            first = group[0]
            while opened and opened[-1][0] not in first.wrappers[len(opened) - 1 : len(opened)]:
                opened.pop()
            for wrapper in first.wrappers[len(opened) :]:
                made = _shell(wrapper)
                (opened[-1][1] if opened else paragraph).append(made)
                opened.append((wrapper, made))
            place = opened[-1][1] if opened else paragraph
            for change in (first.inserted, first.deleted):
                if change is not None and not first.unseen:
                    inner = self.mark(change)
                    place.append(inner)
                    place = inner
            self._write(place, group)

    def _write(self, place: Element, group: Sequence[Piece]) -> None:
        """Write pieces of one past: a run for each look."""
        gone = group[0].deleted is not None and group[0].deleted.tag == "del"
        for _, alike in groupby(group, key=_look):
            same = list(alike)
            first = same[0]
            if first.alone:
                for piece in same:
                    if gone:
                        _deleted_text(piece.element)
                    place.append(piece.element)
                continue
            run = e("r")
            place.append(run)
            looks = self._looks(first)
            if looks is not None:
                run.append(looks)
            for is_text, stretch in groupby(same, key=lambda piece: piece.element is None):
                if is_text:
                    text = e("delText" if gone else "t", "".join(one.text for one in stretch))
                    text.set(f"{{{XML}}}space", "preserve")
                    run.append(text)
                    continue
                for piece in stretch:
                    if gone:
                        _deleted_text(piece.element)
                    run.append(piece.element)

    def _looks(self, piece: Piece) -> Element | None:
        looks = copy.deepcopy(piece.looks) if piece.looks is not None else None
        if piece.before is None:
            return looks
        if looks is None:
            looks = e("rPr")
        if child(looks, "rPrChange") is None:
            was = self.mark(Change("rPrChange", self.author, self.date))
            was.append(_without(piece.before, {"rPrChange", "ins", "del"}, "rPr"))
            looks.append(was)
        return looks

    def properties(
        self,
        paragraph: Element,
        given: Element | None,
        was: Element | None,
        inserted: Change | None,
        deleted: Change | None,
    ) -> None:
        """Give a paragraph its properties, with what they `was`, and its mark's changes."""
        made = copy.deepcopy(given) if given is not None else e("pPr")
        looks = child(made, "rPr")
        if looks is not None:
            for mark in list(looks):
                if local(mark) in INSERTED | DELETED:
                    looks.remove(mark)
        changes = [self.mark(change) for change in (inserted, deleted) if change is not None]
        if changes:
            if looks is None:
                looks = e("rPr")
                after = [one for one in made if local(one) in {"sectPr", "pPrChange"}]
                made.insert(len(made) - len(after), looks)
            looks[:0] = changes
        if was is not None and child(made, "pPrChange") is None:
            before = _without(was, _NOT_BEFORE, "pPr")
            if looks_print(before) != looks_print(_without(made, _NOT_BEFORE, "pPr")):
                kept = self.mark(Change("pPrChange", self.author, self.date))
                kept.append(before)
                made.append(kept)
        old = child(paragraph, "pPr")
        if old is not None:
            paragraph.remove(old)
        if len(made):
            paragraph.insert(0, made)

    def were(self, owner: Element, was: Element | None, tag: str) -> None:
        """Keep what the properties of a table, row, cell or section were, if they changed.

        `was` can stand in the new file. A change that is pending there already stays alone.
        """
        now = child(owner, tag)
        if now is None:
            if was is None:
                return
            now = e(tag)
            owner.insert(1 if len(owner) and local(owner[0]) == "tblPrEx" else 0, now)
        if child(now, f"{tag}Change") is not None:
            return
        before = _without(was if was is not None else (), _NO_PROPERTIES, tag)
        if looks_print(before) != looks_print(_without(now, _NO_PROPERTIES, tag)):
            kept = self.mark(Change(f"{tag}Change", self.author, self.date))
            kept.append(before)
            now.append(kept)
        elif not len(now):
            owner.remove(now)

    def row(self, row: Element, inserted: Change | None, deleted: Change | None) -> None:
        """Mark a table's row as inserted, deleted, both or neither."""
        properties = child(row, "trPr")
        if properties is None:
            if inserted is None and deleted is None:
                return
            properties = e("trPr")
            row.insert(1 if len(row) and local(row[0]) == "tblPrEx" else 0, properties)
        for mark in list(properties):
            if local(mark) in INSERTED | DELETED:
                properties.remove(mark)
        at = len(properties) - (child(properties, "trPrChange") is not None)
        for change in (deleted, inserted):
            if change is not None:
                tag = "ins" if change is inserted else "del"
                properties.insert(at, self.mark(change, tag))


def past_of_row(row: Element) -> tuple[Change | None, Change | None]:
    """Give the insertion and the deletion that a row is marked with."""
    return _past(child(row, "trPr"))


def past_of_mark(paragraph: Element) -> tuple[Change | None, Change | None]:
    """Give the insertion and the deletion that a paragraph's mark is marked with."""
    properties = child(paragraph, "pPr")
    return _past(child(properties, "rPr") if properties is not None else None)


def _past(marked: Element | None) -> tuple[Change | None, Change | None]:
    inserted = deleted = None
    for mark in marked if marked is not None else ():
        if local(mark) in INSERTED:
            inserted = change_of(mark)
        elif local(mark) in DELETED:
            deleted = change_of(mark)
    return inserted, deleted


def _housed(pieces: Sequence[Piece]) -> list[Piece]:
    """Let what was deleted stand in the wrapper that goes on around it."""
    made = list(pieces)
    for index, piece in enumerate(made):
        if piece.wrappers or piece.deleted is None or not index:
            continue
        around = made[index - 1].wrappers
        if not around:
            continue
        following = next((one for one in made[index:] if one.wrappers or not one.deleted), None)
        if following is not None and following.wrappers == around:
            made[index] = piece._replace(wrappers=around)
    return made


def _runs(pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    for _, group in groupby(
        pieces,
        key=lambda one: (tuple(map(id, one.wrappers)), one.inserted, one.deleted, one.unseen),
    ):
        yield list(group)


def _look(piece: Piece) -> tuple[bytes, bytes | None, bool]:
    before = None if piece.before is None else looks_print(piece.before)
    return looks_print(piece.looks), before, piece.alone


def _shell(wrapper: Element) -> Element:
    """Copy a wrapper without what it wraps."""
    made = e(local(wrapper))
    for key, said in wrapper.attrib.items():
        made.set(key, said)
    for inner in wrapper:
        if local(inner) in _CONTENT_CONTROL:
            made.append(copy.deepcopy(inner))
    return made


def _without(properties: Iterable[Element], names: Iterable[str], tag: str) -> Element:
    made = e(tag)
    for one in properties:
        if local(one) not in names:
            made.append(copy.deepcopy(one))
    return made


def _deleted_text(element: Element) -> None:
    """Name the text and the instructions in a deleted element as deleted ones are named."""
    for inner in element.iter(q("t"), q("instrText")):
        inside_box = any(local(up) == "txbxContent" for up in inner.iterancestors())
        if not inside_box:
            inner.tag = q("delText") if inner.tag == q("t") else q("delInstrText")

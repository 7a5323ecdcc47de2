"""Weaves two texts into one: what stayed, what went, what came, paragraph by paragraph.

Every token carries two facts, whether it stood in the old text and whether it stands in the new
one, and tracked changes say just these: what is inserted did not stand in the old one, what is
deleted does not stand in the new one. A pending change that a file brings along says the same of
its own words, so it keeps its author and date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Indel

from hexapla.packs.redline.pen import Pen, past_of_mark
from hexapla.packs.redline.tokens import Change, Piece, Prints, Token, looks_print, tokens
from hexapla.packs.xml import Element, child, e

_MARK = "\n¶"
_ALIKE = 0.2
"""Two paragraphs that share less of their letters are shown as one gone and one come."""


@dataclass(slots=True)
class Woven:
    """A paragraph of the result. `pieces` None: it stays as it is.

    `element` is the new file's own, or None. `given` and `was` are its properties now and before.
    """

    element: Element | None
    pieces: list[Piece] | None = None
    given: Element | None = None
    was: Element | None = None
    inserted: Change | None = None
    deleted: Change | None = None
    touched: bool = True


@dataclass(slots=True)
class Weaver:
    """Weaves paragraphs. `carry` brings an old element over, `meet` is told of matched elements."""

    pen: Pen
    old_prints: Prints
    new_prints: Prints
    carry: Callable[[Element], Element]
    meet: Callable[[Element, Element], None]
    _houses: dict[int, Element] = field(default_factory=dict)
    _held: list[Element] = field(default_factory=list)

    def gone(self, paragraph: Element) -> Woven:
        """Give an old paragraph as deleted; it has been carried already."""
        inserted, deleted = past_of_mark(paragraph)
        made, _ = tokens(paragraph, self.old_prints)
        pieces = [
            piece._replace(deleted=piece.deleted or self.pen.deleted, wrappers=())
            for token in made
            for piece in token.pieces
            if not piece.unseen
        ]
        return Woven(
            None,
            pieces,
            given=child(paragraph, "pPr"),
            inserted=inserted,
            deleted=deleted or self.pen.deleted,
        )

    def come(self, paragraph: Element) -> Woven:
        """Give a new paragraph as inserted."""
        inserted, deleted = past_of_mark(paragraph)
        made, riders = tokens(paragraph, self.new_prints)
        pieces = [piece for token in made for piece in self._came(token)]
        return Woven(
            paragraph,
            pieces + riders,
            given=child(paragraph, "pPr"),
            inserted=inserted or self.pen.inserted,
            deleted=deleted,
        )

    def together(self, old: Sequence[Element], new: Sequence[Element]) -> list[Woven]:
        """Weave old paragraphs with the new ones that they became; their last marks match."""
        ours, _ = _stream(old, self.old_prints)
        theirs, tails = _stream(new, self.new_prints)
        woven: list[Woven] = []
        pieces: list[Piece] = []
        for tag, before, after in _steps(ours, theirs):
            if tag == "stayed" and isinstance(before, Token) and isinstance(after, Token):
                pieces += self._stayed(before, after)
            elif tag == "went" and isinstance(before, Token):
                pieces += self._went(before)
            elif tag == "came" and isinstance(after, Token):
                pieces += self._came(after)
            else:
                if tag != "went":
                    pieces += tails[id(after)]
                woven.append(self._mark(tag, before, after, pieces))
                pieces = []
        return woven

    def _mark(self, tag: str, before: Element, after: Element, pieces: list[Piece]) -> Woven:
        if tag == "went":
            carried = self.carry(before)
            inserted, deleted = past_of_mark(before)
            return Woven(
                None,
                pieces,
                given=child(carried, "pPr"),
                inserted=inserted,
                deleted=deleted or self.pen.deleted,
            )
        inserted, deleted = past_of_mark(after)
        if tag == "came":
            return Woven(
                after,
                pieces,
                given=child(after, "pPr"),
                inserted=inserted or self.pen.inserted,
                deleted=deleted,
            )
        was = child(before, "pPr")
        first = past_of_mark(before)[0]
        return Woven(
            after,
            pieces,
            given=child(after, "pPr"),
            was=self.carry(was) if was is not None else e("pPr"),
            inserted=(inserted or first) if first is not None else None,
            deleted=deleted,
        )

    def _came(self, token: Token) -> list[Piece]:
        return [
            *token.riders,
            *(
                piece
                if piece.unseen
                else piece._replace(inserted=piece.inserted or self.pen.inserted)
                for piece in token.pieces
            ),
        ]

    def _went(self, token: Token) -> list[Piece]:
        made = []
        for piece in token.pieces:
            if piece.unseen:
                continue
            element = None if piece.element is None else self.carry(piece.element)
            looks = None if piece.looks is None else self.carry(piece.looks)
            houses = tuple(
                self._houses[id(one)] for one in piece.wrappers if id(one) in self._houses
            )
            made.append(
                piece._replace(
                    element=element,
                    looks=looks,
                    wrappers=houses,
                    deleted=piece.deleted or self.pen.deleted,
                )
            )
        return made

    def _stayed(self, before: Token, after: Token) -> list[Piece]:
        made = list(after.riders)
        for was, now in _overlaid(before.pieces, after.pieces):
            if now.unseen or was is None:
                made.append(now)
                continue
            if len(was.wrappers) == len(now.wrappers):
                for old, new in zip(was.wrappers, now.wrappers, strict=True):
                    self._houses[id(old)] = new
                    self._held.append(old)
            if was.element is not None and now.element is not None:
                self.meet(was.element, now.element)
            inserted = (now.inserted or was.inserted) if was.inserted is not None else None
            changed = not now.alone and looks_print(was.looks) != looks_print(now.looks)
            looks = None
            if changed:
                looks = self.carry(was.looks) if was.looks is not None else e("rPr")
            made.append(now._replace(inserted=inserted, before=looks))
        return made


def _stream(
    paragraphs: Sequence[Element], prints: Prints
) -> tuple[list[Token | Element], dict[int, list[Piece]]]:
    """Give tokens and paragraph marks (as their paragraphs) in order."""
    made: list[Token | Element] = []
    tails = {}
    for paragraph in paragraphs:
        found, riders = tokens(paragraph, prints)
        made += [*found, paragraph]
        tails[id(paragraph)] = riders
    return made, tails


def _key(entry: Token | Element) -> str:
    return entry.key if isinstance(entry, Token) else _MARK


def _steps(
    old: Sequence[Token | Element], new: Sequence[Token | Element]
) -> Iterator[tuple[str, Token | Element, Token | Element]]:
    """Give what stayed, went and came, in order; the last two marks stay."""
    ours, theirs = [_key(one) for one in old[:-1]], [_key(one) for one in new[:-1]]
    steps = list(Indel.opcodes(ours, theirs))
    kept = sum(
        len(key)
        for step in steps
        if step.tag == "equal"
        for key in ours[step.src_start : step.src_end]
        if not key.isspace()
    )
    letters = min(sum(map(len, ours)), sum(map(len, theirs)))
    if letters and kept < _ALIKE * letters and _MARK not in (*ours, *theirs):
        yield from (("went", one, None) for one in old[:-1])
        yield from (("came", None, one) for one in new[:-1])
    else:
        for step in _gone_first(steps):
            if step.tag == "equal":
                pairs = zip(
                    old[step.src_start : step.src_end],
                    new[step.dest_start : step.dest_end],
                    strict=True,
                )
                yield from (("stayed", one, other) for one, other in pairs)
            else:
                yield from (("went", one, None) for one in old[step.src_start : step.src_end])
                yield from (("came", None, one) for one in new[step.dest_start : step.dest_end])
    yield "stayed", old[-1], new[-1]


def _gone_first(steps: Iterable[Any]) -> list[Any]:
    """Put a deletion before the insertion that it stands beside."""
    made = list(steps)
    for index in range(len(made) - 1):
        if made[index].tag == "insert" and made[index + 1].tag == "delete":
            made[index], made[index + 1] = made[index + 1], made[index]
    return made


def _overlaid(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[Piece | None, Piece]]:
    """Lay two tokens of one key over each other: cut where either changes its looks."""
    ours = [piece for piece in old if not piece.unseen]
    at = used = 0
    for now in new:
        if now.unseen:
            yield None, now
            continue
        length = len(now.text or now.key)
        done = 0
        while done < length:
            if at >= len(ours):
                yield None, now._replace(text=now.text[done:]) if now.text else now
                break
            was = ours[at]
            whole = len(was.text or was.key)
            take = min(whole - used, length - done)
            if now.element is not None:
                take = length - done
                yield was, now
            else:
                yield was, now._replace(text=now.text[done : done + take])
            done += take
            used += take
            while at < len(ours) and used >= len(ours[at].text or ours[at].key):
                used -= len(ours[at].text or ours[at].key)
                at += 1


def _pieces_of(woven: Woven) -> list[Piece]:
    if woven.pieces is not None or woven.element is None:
        return woven.pieces or []
    found, riders = tokens(woven.element, Prints())
    return [piece for token in found for piece in (*token.riders, *token.pieces)] + riders


def settle_marks(woven: list[Woven]) -> list[Woven]:
    """Let the last mark before a table or an end stay, as it can join with nothing.

    Where a paragraph at the end went or came, it is the mark before it that goes or comes.
    """
    made = list(woven)
    if not made:
        return made
    last = made[-1]
    if not last.touched or (last.inserted is None) == (last.deleted is None):
        return made
    gone = last.deleted is not None
    at = next(
        (
            index
            for index in range(len(made) - 2, -1, -1)
            if (made[index].deleted if gone else made[index].inserted) is None
        ),
        None,
    )
    if at is None:
        return made
    kept = made[at]
    kept.touched = last.touched = True
    mine, other = last.given, kept.given
    before = kept.was if kept.was is not None else kept.given
    mine, other, before = (one if one is not None else e("pPr") for one in (mine, other, before))
    if (kept.inserted if gone else kept.deleted) is not None:  # it came and this went: one mark
        made[at + 1].pieces = _pieces_of(kept) + _pieces_of(made[at + 1])
        made.pop(at)
        last.given, last.was = (other, mine) if gone else (mine, other)
        last.inserted = last.deleted = None
        if last.element is None:
            last.element = kept.element
        return made
    if gone:
        kept.deleted, last.deleted = last.deleted, None
        last.given, last.was = other, mine
    else:
        kept.inserted, last.inserted = last.inserted, None
        last.given, last.was = mine, before
    return made

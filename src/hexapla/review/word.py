"""Reads back a Word file that a reviewer has worked in: texts at bookmarks, changes, comments.

Of each place it gives the text as it was before the changes that are tracked, and as it is with
them. Nothing in the file is trusted: who made a comment or a change is what the file says.
ECMA-376 Part 1 §17.13 (annotations), [MS-DOCX] 2.5.4 (commentsExtended: what answers
what, what is resolved).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from hexapla.errors import HexaplaError, HostileDocumentError, UnreadableDocumentError
from hexapla.packs import ANCHOR, AUTHOR, BORDER, REFERENCE, Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_CAME, _WENT = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_PASSED_OVER = frozenset(
    {"Fallback", "txbxContent", "instrText", "delInstrText", "rPr", "tblPr", "tcPr", "sectPr"}
)
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}
_TRUE = frozenset({"1", "true", "on"})
"""ST_OnOff, ECMA-376 Part 1 §22.9.2.7."""
_MOST_COMMENTS = 20_000
_DEEPEST = 200


@dataclass(slots=True)
class Place:
    """What stands at one bookmark, or in one paragraph without a bookmark.

    `before` is its text without the tracked changes, `now` with them. `changed_by` are the names
    that the changes carry; empty where nothing is tracked. `row` numbers the table's row that it
    stands in, 0: none.
    """

    name: str
    row: int = 0
    before: str = ""
    now: str = ""
    changed_by: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment in the file.

    `place` is the name of the bookmark that it stands at (“p<n>” in a paragraph without), “” where
    it stands at none; `quoted` the words it is put to. `answers` is the id of the comment that it
    answers; `sure` is false where that is only told from its standing at the very same words.
    `reference` is the beginning of a finding's fingerprint where the comment is one of the pack's.
    """

    id: str
    author: str
    at: str
    text: str
    place: str
    row: int
    quoted: str
    answers: str = ""
    sure: bool = True
    reference: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A Word file, read back. `project` is the number that the file says it was made for."""

    digest: str
    project: str
    places: tuple[Place, ...]
    remarks: tuple[Remark, ...]

    @property
    def bookmarked(self) -> bool:
        """Whether bookmarks of a reviewers' copy are left in it."""
        return any(ANCHOR.fullmatch(one.name) for one in self.places)


def read_copy(content: bytes, *, place: str) -> Copy:
    """Read a Word file that a reviewer has worked in.

    Raises:
        UnreadableDocumentError: it is no Word file, or is damaged or encrypted.
        HostileDocumentError: it goes beyond the caps, or holds a document type.

    """
    package = Package.read(content, place=place)
    main = package.main
    reading = _Reading()
    reading.walk(_parsed(package, main, place), 0, place)
    remarks = _remarks(package, place, reading)
    project = ""
    for relation in package.relations(""):
        if relation.kind == "core-properties" and relation.target in package.parts:
            said = _parsed(package, relation.target, place).find(f"{_DC}subject")
            project = (said.text or "").strip() if said is not None else ""
    return Copy(
        digest=hashlib.sha256(content).hexdigest(),
        project=project,
        places=tuple(reading.places.values()),
        remarks=remarks,
    )


def _parsed(package: Package, part: str, place: str) -> Any:
    try:
        root = etree.fromstring(package.parts[part], _PARSER)
    except (etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise UnreadableDocumentError(
            f"its part {part} is damaged",
            place=place,
            cause=str(error),
            remedy="save it anew with a word processor",
        ) from error
    if root.getroottree().docinfo.doctype:
        raise HostileDocumentError(
            f"its part {part} has a document type", place=place, remedy="do not open this file"
        )
    return root


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@dataclass(slots=True)
class _Anchored:
    """Where a comment begins, the words it is put to, and where in the text it ends."""

    place: str = ""
    row: int = 0
    start: int = -1
    end: int = -1
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """The walk through the body: whose text each stretch is."""

    places: dict[str, Place] = field(default_factory=dict)
    anchored: dict[str, _Anchored] = field(default_factory=dict)
    owner: str = ""
    row: int = 0
    rows: int = 0
    paragraphs: int = 0
    letters: int = 0
    open: dict[str, _Anchored] = field(default_factory=dict)
    # Of the paragraph being read: what stands before its first bookmark.
    before: list[tuple[str, str, str]] = field(default_factory=list)
    waiting: list[_Anchored] = field(default_factory=list)
    begun: bool = False
    kind: str = ""
    who: str = ""
    # How the paragraph mark before this one was changed: a deleted mark joins what it parted.
    mark: str = ""

    def walk(self, element: Any, depth: int, place: str) -> None:
        """Read an element and all that is in it."""
        if depth > _DEEPEST:
            raise HostileDocumentError(
                f"its elements are nested more than {_DEEPEST} deep",
                place=place,
                remedy="copy the text into a new file",
            )
        for one in element:
            name = _local(one)
            if name in _PASSED_OVER:
                continue
            if name == "tr":
                self.rows += 1
                outer, self.row = self.row, self.rows
                self.walk(one, depth + 1, place)
                self.row = outer
            elif name == "tc":
                outer_owner, self.owner = self.owner, ""
                self.walk(one, depth + 1, place)
                self.owner = outer_owner
            elif name == "p":
                self._paragraph(one, depth, place)
            elif name in _CAME | _WENT:
                outer_kind, outer_who = self.kind, self.who
                # What went, went, even where it had come in the same copy.
                self.kind = "went" if name in _WENT or outer_kind == "went" else "came"
                self.who = one.get(f"{_W}author", "")
                self.walk(one, depth + 1, place)
                self.kind, self.who = outer_kind, outer_who
            else:
                self._piece(one, name)
                self.walk(one, depth + 1, place)

    def _paragraph(self, one: Any, depth: int, place: str) -> None:
        self.paragraphs += 1
        self.before, self.waiting, self.begun = [], [], False
        held = any(
            ANCHOR.fullmatch(two.get(f"{_W}name", ""))
            or two.get(f"{_W}name", "").startswith(BORDER)
            for two in one.iter(f"{_W}bookmarkStart")
        )
        if not held:
            if not self.owner:
                self._begin(f"p{self.paragraphs}", continued=False)
                self.walk(one, depth + 1, place)
                self.owner = ""
                return
            self.begun = True
            self._say("\n", {"came": "came", "went": "went"}.get(self.mark, self.kind))
        self.walk(one, depth + 1, place)
        mark = one.find(f"{_W}pPr/{_W}rPr")
        names = {_local(two) for two in mark} if mark is not None else set()
        self.mark = "went" if names & _WENT else "came" if names & _CAME else ""

    def _begin(self, name: str, *, continued: bool = True) -> None:
        self.owner = name
        self.begun = True
        self.places.setdefault(name, Place(name, self.row))
        for text, kind, who in self.before if continued else ():
            self._put(text, kind, who)
        for one in self.waiting:
            one.place = one.place or name
        self.before, self.waiting = [], []

    def _piece(self, one: Any, name: str) -> None:
        number = one.get(f"{_W}id", "")
        if name in {"t", "delText"}:
            self._say(one.text or "", self.kind)
        elif name in _SIGNS:
            self._say(_SIGNS[name], self.kind)
        elif name == "bookmarkStart":
            said = one.get(f"{_W}name", "")
            if ANCHOR.fullmatch(said) or said.startswith(BORDER):
                self._begin(said)
        elif name == "commentRangeStart":
            self.open[number] = self._anchored(number)
            self.open[number].start = self.letters
        elif name == "commentRangeEnd":
            ended = self.open.pop(number, None)
            if ended is not None:
                ended.end = self.letters
        elif name == "commentReference" and number not in self.anchored:
            self._anchored(number)

    def _anchored(self, number: str) -> _Anchored:
        made = self.anchored.setdefault(number, _Anchored(row=self.row))
        if self.begun and self.owner:
            made.place = self.owner
        else:
            self.waiting.append(made)
        return made

    def _say(self, text: str, kind: str) -> None:
        self.letters += len(text)
        if kind != "went":
            for one in self.open.values():
                one.words.append(text)
        if self.begun and self.owner:
            self._put(text, kind, self.who)
        else:
            self.before.append((text, kind, self.who))

    def _put(self, text: str, kind: str, who: str) -> None:
        place = self.places[self.owner]
        if kind != "came":
            place.before += text
        if kind != "went":
            place.now += text
        if kind and who != AUTHOR:
            place.changed_by[who] = None


def _remarks(package: Package, place: str, reading: _Reading) -> tuple[Remark, ...]:
    part = package.related(package.main, "comments")
    if not part:
        return ()
    comments = list(_parsed(package, part, place).iter(f"{_W}comment"))
    if len(comments) > _MOST_COMMENTS:
        raise HostileDocumentError(
            f"it has {len(comments):,} comments", place=place, remedy="send them in smaller parts"
        )
    parents, resolved = _hanging(package, place, comments)
    # An answer comes after what it answers; LibreOffice writes it before.
    comments.sort(key=lambda one: one.get(f"{_W}date", ""))
    ranges: dict[tuple[int, int], str] = {}
    made = []
    for one in comments:
        number = one.get(f"{_W}id", "")
        text = "\n".join(_lines(one)).strip()
        at = reading.anchored.get(number, _Anchored())
        author = one.get(f"{_W}author", "").strip()
        head = REFERENCE.search(text.partition("\n")[0]) if author == AUTHOR else None
        span = (at.start, at.end)
        answers, sure = parents.get(number, ""), True
        if not answers and at.start >= 0 and span in ranges and head is None:
            answers, sure = ranges[span], False
        if at.start >= 0:
            ranges.setdefault(span, number)
        made.append(
            Remark(
                id=number,
                author=author,
                at=one.get(f"{_W}date", ""),
                text=text,
                place=at.place,
                row=at.row,
                quoted=" ".join("".join(at.words).split()),
                answers=answers,
                sure=sure,
                reference=head[1] if head else "",
                done=number in resolved or answers in resolved,
            )
        )
    return tuple(made)


def _lines(comment: Any) -> Iterator[str]:
    for paragraph in comment.iter(f"{_W}p"):
        words = []
        for one in paragraph.iter():
            name = _local(one)
            if name == "t":
                words.append(one.text or "")
            elif name in _SIGNS:
                words.append(_SIGNS[name])
        yield "".join(words)


def _hanging(
    package: Package, place: str, comments: list[Any]
) -> tuple[dict[str, str], frozenset[str]]:
    """Give for a comment's id the id of the one that it answers; and those that are resolved."""
    part = package.related(package.main, "commentsExtended")
    if not part or part not in package.parts:
        return {}, frozenset()
    try:
        told = _parsed(package, part, place)
    except HostileDocumentError:
        raise
    except HexaplaError:
        return {}, frozenset()  # what hangs together is told from where the comments stand
    of_paragraph = {
        paragraph.get(f"{_W14}paraId", ""): one.get(f"{_W}id", "")
        for one in comments
        for paragraph in one.iter(f"{_W}p")
        if paragraph.get(f"{_W14}paraId")
    }
    made = {}
    resolved = set()
    for one in told.iter(f"{_W15}commentEx"):
        number = of_paragraph.get(one.get(f"{_W15}paraId", ""), "")
        parent = of_paragraph.get(one.get(f"{_W15}paraIdParent", ""), "")
        if number and parent and number != parent:
            made[number] = parent
        if number and one.get(f"{_W15}done", "") in _TRUE:
            resolved.add(number)
    # What is resolved is the thread: a mark on an answer alone resolves nothing.
    return made, frozenset(resolved - made.keys())

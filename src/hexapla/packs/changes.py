"""The copy with tracked changes: each document as it looks, what changed, what was found.

The changes are those since the last release, the redline's: accepting all gives the newest text,
rejecting all the earlier one. A finding is a Word comment at its very words.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hexapla.documents import Place, docx_locations, sniff
from hexapla.errors import HexaplaError, UnreadableDocumentError
from hexapla.model import Finding, Language
from hexapla.packs.anchors import AUTHOR
from hexapla.packs.columns import remark
from hexapla.packs.content import Item, Version
from hexapla.packs.draft import BROKEN, Draft, Entry, UnfitError
from hexapla.packs.package import Package, Relation, office
from hexapla.packs.redline import plain_docx, redline
from hexapla.packs.sections import compose_plainly, revision_line, tell_state
from hexapla.packs.writing import COMMENT_DATE, readable
from hexapla.packs.xml import XML, Element, child, e, local, parse, q, serial

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STEP = re.compile(r"\*\[(\d+)\]")
_SIZE = 18
"""Half points of a comment's letters."""


def changes(draft: Draft) -> None:
    """Add the documents with tracked changes since the last release, and a comment a finding."""
    language = draft.languages[0]
    for item in draft.content.items:
        version = item.versions.get(language)
        if version is None or version.document is None:
            said = (
                "{document}: the file cannot be read"
                if version is not None
                else "{document}: not available in this language: {language}"
            )
            draft.missing.append(
                draft.say(said, document=draft.title_of(item), language=draft.name_of(language))
            )
            continue
        tell_state(draft, item, version)
        if (item.name, language) in draft.unfit:
            compose_plainly(draft, item, version, language)
        else:
            _compose(draft, item, version, language)


def _compose(draft: Draft, item: Item, version: Version, language: Language) -> None:
    number = draft.number()
    content = _marked(draft, item, version)
    findings = draft.content.of(item.name, language)
    try:
        package = Package.read(_remarked(draft, content, findings, language))
        differences = draft.composer.document(package, number, language=language)
    except BROKEN as error:
        raise UnfitError.of(item, language, error) from error
    draft.differences.extend((item.name, text) for text in differences)
    right = revision_line(draft, version)
    if version.before is not None:
        right = f"{right} · {draft.say('changes since revision {n}', n=version.before.number)}"
    draft.entries.append(
        Entry(
            label=f"{number}.",
            title=draft.title_of(item, language),
            bookmark=draft.composer.bookmark_around(number),
            right=right,
        )
    )


def _marked(draft: Draft, item: Item, version: Version) -> bytes:
    """Give a version as a Word file with tracked changes from the one before it."""
    if version.document is None:
        return b""
    title, revision = draft.title_of(item), version.revision
    is_word = sniff(version.content) == "docx"
    if version.before is None or version.before_document is None:
        draft.notices.append(
            draft.say("{document}: the first revision, so no changes are marked", document=title)
        )
        return version.content if is_word else plain_docx(version.document.blocks)
    dated = revision.dated.isoformat() if revision.dated else ""
    pairs = [(version.before_content, version.content)] if is_word else []
    if sniff(version.before_content) != "docx":
        pairs = []
    for old, new in (*pairs, (b"", b"")):
        before, after = old, new
        if not new:
            before, after = (
                plain_docx(one.blocks) for one in (version.before_document, version.document)
            )
        try:
            made = redline(before, after, language=revision.language, dated=dated)
        except UnreadableDocumentError:
            continue
        if not made.exact:
            draft.notices.append(
                draft.say("{document}: the changes cannot be marked exactly", document=title)
            )
        return made.content
    draft.notices.append(
        draft.say("{document}: the changes cannot be marked exactly", document=title)
    )
    return version.content if is_word else plain_docx(version.document.blocks)


# Comments at the very words of a finding


@dataclass(slots=True)
class _Cut:
    """What is put into a text element at an offset of its text."""

    offset: int
    order: int
    elements: list[Element] = field(default_factory=list)


def _remarked(
    draft: Draft, content: bytes, findings: Sequence[Finding], language: Language
) -> bytes:
    """Put a comment for each finding into a Word file; one without a place stands at its start."""
    if not findings:
        return content
    try:
        places: Mapping[str, Place] = docx_locations(content, language=language)
    except HexaplaError:
        places = {}
    package = Package.read(content)
    root = parse(package.parts[package.main])
    store = _Comments(package, language)
    cuts: dict[Element, list[_Cut]] = {}
    loose: list[Finding] = []
    for order, one in enumerate(findings):
        place = places.get(one.location.block)
        found = _ends(root, place, one) if place and place.part == package.main else None
        if found is None:
            loose.append(one)
            continue
        opened, closed, reference = store.add(remark(draft, one))
        (first, start), (last, end) = found
        cuts.setdefault(first, []).append(_Cut(start, order + len(findings), [opened]))
        cuts.setdefault(last, []).append(_Cut(end, -order, [closed, reference]))
    for element, wanted in cuts.items():
        for cut in sorted(wanted, key=lambda cut: (cut.offset, cut.order), reverse=True):
            _put(element, cut)
    first_paragraph = next(root.iter(q("p")), None)
    for one in reversed(loose):
        if first_paragraph is not None:
            at = 0 if child(first_paragraph, "pPr") is None else 1
            for offset, element in enumerate(store.add(remark(draft, one))):
                first_paragraph.insert(at + offset, element)
    package.parts[package.main] = serial(root)
    store.put()
    return package.write()


def _ends(
    root: Element, place: Place, one: Finding
) -> tuple[tuple[Element, int], tuple[Element, int]] | None:
    """Give the text elements and offsets at which a finding's words begin and end."""
    pieces = [piece for piece in place.pieces if piece.end > piece.start]
    if not pieces:
        return None
    start, end = one.location.start, one.location.end
    if end <= start:
        start, end = pieces[0].start, pieces[-1].end
    first = next((piece for piece in pieces if piece.end > start), pieces[-1])
    last = next((piece for piece in reversed(pieces) if piece.start < end), pieces[0])
    ends = []
    for piece, at in ((first, start), (last, end)):
        element = _element(root, piece.element)
        if element is None or local(element) != "t" or local(element.getparent()) != "r":
            return None
        inside = min(max(at, piece.start), piece.end) - piece.start
        ends.append((element, piece.offset + inside))
    return ends[0], ends[1]


def _element(root: Element, path: str) -> Element | None:
    """Give the element at a path by positions: /*[1]/*[12]/*[2]."""
    here = root
    for step in _STEP.findall(path)[1:]:
        below = [one for one in here if isinstance(one.tag, str)]
        if int(step) > len(below):
            return None
        here = below[int(step) - 1]
    return here


def _put(text: Element, cut: _Cut) -> None:
    """Put elements between runs at an offset of a text; the run is divided where need be."""
    run = text.getparent()
    said = text.text or ""
    if text.get(f"{{{XML}}}space") != "preserve":
        said = said.strip(" \t\r\n")
    head, tail = said[: cut.offset], said[cut.offset :]
    properties = child(run, "rPr")
    before = [one for one in text.itersiblings(preceding=True) if one is not properties]
    after = list(text.itersiblings())
    if not head and not before:
        for one in cut.elements:
            run.addprevious(one)
        return
    if tail or after:
        second = e("r", copy.deepcopy(properties) if properties is not None else None)
        if tail:
            second.append(e("t", tail))
        second.extend(after)
        run.addnext(second)
        text.text = head
        text.set(f"{{{XML}}}space", "preserve")
        if tail:
            second.find(q("t")).set(f"{{{XML}}}space", "preserve")
    for one in reversed(cut.elements):
        run.addnext(one)


class _Comments:
    """The comments of a Word file, its own and those that are added."""

    def __init__(self, package: Package, language: Language) -> None:
        self.package, self.language = package, language
        self.part = package.related(package.main, "comments")
        there = package.parts.get(self.part) if self.part else None
        self.root = parse(there) if there else e("comments")
        said = [one.get(q("id"), "") for one in self.root]
        self.next = max([-1, *(int(one) for one in said if one.isdigit())]) + 1

    def add(self, text: str) -> tuple[Element, Element, Element]:
        """Add a comment; give the two ends of its range, and the run that refers to it."""
        number = self.next
        self.next += 1
        look = e("rPr", e("sz", val=_SIZE), e("szCs", val=_SIZE))
        lines = [
            e("p", e("r", copy.deepcopy(look), e("t", line)))
            for line in readable(text).splitlines()
            if line
        ]
        self.root.append(
            e("comment", *lines, id=number, author=AUTHOR, initials="H", date=COMMENT_DATE)
        )
        return (
            e("commentRangeStart", id=number),
            e("commentRangeEnd", id=number),
            e("r", e("commentReference", id=number)),
        )

    def put(self) -> None:
        """Write the comments back into the package."""
        if not self.part:
            self.part = "word/comments-hexapla.xml"
            relations = [*self.package.relations(self.package.main)]
            relations.append(
                Relation(id="rIdHexaplaComments", type=office("comments"), target=self.part)
            )
            self.package.relate(self.package.main, relations)
        self.package.put(self.part, serial(self.root), _COMMENTS)

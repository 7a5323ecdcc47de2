"""Tracked changes of OpenDocument (ODF 1.3 Part 3 §5.5): the text before them, or with them.

What was inserted stands in the text between text:change-start and text:change-end; what was deleted
lies apart, in text:tracked-changes, and text:change says where it stood. As it stands, a file
shows its changes accepted. Here what was deleted is put back, and what was inserted is taken out.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from hexapla.documents.odt_styles import OFFICE, TEXT

START, END, POINT = TEXT + "change-start", TEXT + "change-end", TEXT + "change"
ID = TEXT + "change-id"
GONE, GONE_END = "{urn:hexapla:changes}deleted", "{urn:hexapla:changes}deleted-end"
DELETED, INSERTED = "deleted", "inserted"
"""Attributes of `GONE`: who deleted, and who had inserted it before."""
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_HOLDERS = frozenset({TEXT + "list-item", TEXT + "list", TEXT + "list-header"})


@dataclass(frozen=True, slots=True)
class _Region:
    """One change: who deleted (None: nobody), who inserted (None: nobody), and what was deleted.

    With both, somebody deleted what somebody had inserted.
    """

    deleted: str | None
    inserted: str | None
    content: tuple[Any, ...]


def put_into(root: Any, view: str) -> dict[str, str]:
    """Change the tree of a part to what stands in a view; give the authors of insertions by id.

    In “original” what was deleted stands again and what was inserted is gone. In “all” both stand,
    what was deleted between the elements `GONE` and `GONE_END`. “accepted” changes nothing.
    """
    if view == "accepted":
        return {}
    regions = dict(_regions(root))
    for point in list(root.iter(POINT)):
        region = regions.get(point.get(ID) or "")
        if region is None or next(point.iterancestors(TEXT + "tracked-changes"), None) is not None:
            continue
        if view == "original" and region.inserted is not None:  # it stood in neither text
            continue
        _restore(point, region, marked=view == "all")
    inserted = {
        key: one.inserted
        for key, one in regions.items()
        if one.deleted is None and one.inserted is not None
    }
    if view == "original":
        for element in list(root.iter(TEXT + "tracked-changes")):
            _drop(element)
        _take_out(root, inserted.keys())
    return inserted


def _regions(root: Any) -> Iterator[tuple[str, _Region]]:
    for element in root.iter(TEXT + "changed-region"):
        deleted, inserted = (element.find(TEXT + name) for name in ("deletion", "insertion"))
        if deleted is None and inserted is None:
            continue
        content = () if deleted is None else deleted.iterchildren("*")
        yield (
            element.get(_XML_ID) or element.get(TEXT + "id") or "",
            _Region(
                None if deleted is None else _author(deleted),
                None if inserted is None else _author(inserted),
                tuple(one for one in content if one.tag != OFFICE + "change-info"),
            ),
        )


def _author(change: Any) -> str:
    return next((one.text or "" for one in change.iter(_CREATOR)), "")


# -- what was deleted ----------------------------------------------------------------------


def _restore(point: Any, region: _Region, *, marked: bool) -> None:
    """Put what was deleted where its point stands."""
    content = [copy.deepcopy(one) for one in region.content]
    paragraph = next((one for one in point.iterancestors() if one.tag in _PARAGRAPHS), None)
    in_list = paragraph is not None and paragraph.getparent().tag in _HOLDERS
    if in_list:  # items of the same list: their paragraphs
        content = [leaf for one in content for leaf in _leaves(one)]
    if marked:
        for one in content:
            _marked(one, region)
    if not content:
        return
    if paragraph is None:
        for one in content:
            point.addprevious(one)
    elif len(content) == 1 and content[0].tag in _PARAGRAPHS:
        _pour(content[0], point)
    else:
        _split(paragraph, point, content, in_list=in_list)


def _leaves(element: Any) -> list[Any]:
    if element.tag in _HOLDERS:
        return [leaf for one in element for leaf in _leaves(one)]
    return [element]


def _marked(element: Any, region: _Region) -> None:
    """Let every paragraph in an element begin and end with the marks of a deletion."""
    for paragraph in [one for one in element.iter() if one.tag in _PARAGRAPHS]:
        start = etree.Element(GONE)
        for name, author in ((DELETED, region.deleted), (INSERTED, region.inserted)):
            if author is not None:
                start.set(name, author)
        start.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, start)
        paragraph.append(etree.Element(GONE_END))


def _pour(source: Any, point: Any) -> None:
    """Put a paragraph's content before a point of another."""
    _say_before(point, source.text)
    for one in list(source):
        point.addprevious(one)


def _say_before(point: Any, text: str | None) -> None:
    if not text:
        return
    before = point.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = point.getparent()
        parent.text = (parent.text or "") + text


def _split(paragraph: Any, point: Any, content: list[Any], *, in_list: bool) -> None:
    """Split a paragraph where several were joined, and put between its halves what they held."""
    first, last = content[0], content[-1]
    end = last if last.tag in _PARAGRAPHS and len(content) > 1 else None
    rest = etree.Element((paragraph if end is None else end).tag, nsmap=paragraph.nsmap)
    for key, said in (paragraph if end is None else end).attrib.items():
        rest.set(key, said)
    if first.tag in _PARAGRAPHS:
        _pour(first, point)
    middle = content[1 if first.tag in _PARAGRAPHS else 0 : None if end is None else -1]
    if end is not None:
        rest.text = end.text
        rest.extend(list(end))
    _move_after(point, rest)
    at = paragraph
    for one in [*middle, rest]:
        if in_list and at.getparent().tag == TEXT + "list-item":
            item = etree.Element(TEXT + "list-item")
            item.append(one)
            at.getparent().addnext(item)
        else:
            one.tail = None
            at.addnext(one)
        at = one


def _move_after(point: Any, rest: Any) -> None:
    """Move what follows a point of a paragraph, through every span around it, into `rest`."""
    following = [*point.itersiblings()]
    _append_text(rest, point.tail)
    point.tail = None
    for one in following:
        rest.append(one)
    span = point.getparent()
    while span.tag not in _PARAGRAPHS:
        _append_text(rest, span.tail)
        span.tail = None
        for one in [*span.itersiblings()]:
            rest.append(one)
        span = span.getparent()


def _append_text(element: Any, text: str | None) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


# -- what was inserted ---------------------------------------------------------------------


def _take_out(root: Any, insertions: Collection[str]) -> None:
    """Remove what stands between the starts and the ends of insertions; join what they parted."""
    opened: dict[str, Any] = {}  # id → the paragraph that it starts in
    began: dict[Any, frozenset[str]] = {}
    whole: list[Any] = []
    joins: list[tuple[Any, Any]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            began[element] = frozenset(opened)
            element.text = None if opened else element.text
            continue
        identifier = element.get(ID) or ""
        if element.tag == START and identifier in insertions:
            opened[identifier] = _paragraph(element)
        elif element.tag == END and identifier in opened:
            joins.append((opened.pop(identifier), _paragraph(element)))
        elif began[element] & opened.keys():
            whole.append(element)
        element.tail = None if opened else element.tail
    for element in whole:
        _drop(element)
    for first, second in joins:
        _join(first, second)


def _paragraph(element: Any) -> Any | None:
    return next((one for one in element.iterancestors() if one.tag in _PARAGRAPHS), None)


def _drop(element: Any) -> None:
    """Remove an element, not its tail; a list or item that it leaves empty goes too."""
    parent = element.getparent()
    if parent is None:
        return
    _say_before(element, element.tail)
    parent.remove(element)
    if parent.tag in _HOLDERS and not len(parent):
        _drop(parent)


def _join(first: Any | None, second: Any | None) -> None:
    """Make two paragraphs one again; where nothing is left of the first, the second stays."""
    if first is None or second is None or first is second:
        return
    if first.getparent() is None or second.getparent() is None:
        return
    if not "".join(first.itertext()).strip() and not any("}frame" in one.tag for one in first):
        _drop(first)
        return
    _append_text(first, second.text)
    for one in list(second):
        first.append(one)
    second.text = None
    _drop(second)

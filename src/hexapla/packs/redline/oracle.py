"""Accepts or rejects every tracked change of a Word file, and compares what is then read.

The rules are those of ECMA-376 Part 1 §17.13.5: a paragraph whose mark goes joins with the next one
and takes that one's properties; a row, a cell, a run that goes takes its content with it.
It is apart from what writes the changes, so that one is a check on the other.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from hexapla.documents.blocks import Draft
from hexapla.documents.docx.reader import Known, unpacked
from hexapla.documents.package import Package as Gate
from hexapla.model import BlockKind, Language, normal
from hexapla.packs.package import Package
from hexapla.packs.redline.carrier import File
from hexapla.packs.xml import Element, R, child, local, parse, q, serial

_KEPT = {True: frozenset({"ins", "moveTo"}), False: frozenset({"del", "moveFrom"})}
_RANGES = frozenset(
    f"{kind}Range{end}"
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel")
    for end in ("Start", "End")
)
_CHANGES = frozenset(
    q(f"{kind}Change") for kind in ("rPr", "pPr", "sectPr", "tblPr", "tcPr", "trPr", "tblPrEx")
)
_BETWEEN = frozenset(
    {"bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"}
    | {"commentRangeStart", "commentRangeEnd"}
)
_STAYING = {"rPr": (), "pPr": ("rPr", "sectPr"), "sectPr": ("headerReference", "footerReference")}
_GRAPHICS = frozenset({"chart", "diagramData"})
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes"})
_TRACKED = (
    *(q(name) for kinds in _KEPT.values() for name in kinds),
    *(q(name) for name in ("cellIns", "cellDel", "delText", "delInstrText")),
    *(q(name) for name in sorted(_RANGES)),
    *sorted(_CHANGES),
)


def checked(content: bytes) -> bytes:
    """Give the file's bytes again if its package is within the caps of what is read.

    Raises:
        UnreadableDocumentError, HostileDocumentError: as any reader raises them.

    """
    Gate(content)
    return content


def settled(content: bytes, *, accept: bool) -> bytes:
    """Give the file with every tracked change accepted, or every one rejected."""
    file = File(Package.read(content, place="the redline"))
    for part in _stories(file):
        _settle(file.tree(part), accept=accept)
    _forget_graphics(file.package, file.tree(file.main))
    return file.written().write()


def _stories(file: File) -> list[str]:
    related = [
        one.target
        for one in file.package.relations(file.main)
        if one.kind in _STORIES and not one.external and one.target in file.package.parts
    ]
    return [file.main, *dict.fromkeys(related)]


def _forget_graphics(package: Package, main: Element) -> None:
    """Let go of charts and diagrams that no drawing shows any more, as a word processor does."""
    relations = package.relations(package.main)
    if not any(one.kind in _GRAPHICS for one in relations):
        return
    used = {
        said
        for element in main.iter()
        for key, said in element.attrib.items()
        if key.startswith(f"{{{R}}}")
    }
    left = [one for one in relations if one.kind not in _GRAPHICS or one.id in used]
    if len(left) < len(relations):
        package.relate(package.main, left)


@dataclass(frozen=True, slots=True)
class Shown:
    """One block as a reader meets it."""

    story: str
    kind: BlockKind
    text: str
    place: tuple[int, int, int] | None
    label: str
    level: int


class Views:
    """Reads packages in the two views, accepted and rejected; parts that they share but once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._known = Known()
        self._settled: dict[tuple[bytes, bool], bytes] = {}

    def shown(self, package: Package, *, accept: bool) -> list[Shown]:
        """Give the blocks that stand once every tracked change is accepted, or rejected."""
        file = File(package)
        parts = file.package.parts
        for part in _stories(file):
            parts[part] = self._settle(parts[part], accept=accept)
        if any(one.kind in _GRAPHICS for one in file.package.relations(file.main)):
            _forget_graphics(file.package, parse(parts[file.main]))
        return _blocks(unpacked(parts, language=self._language, known=self._known))

    def _settle(self, part: bytes, *, accept: bool) -> bytes:
        if (part, accept) not in self._settled:
            root = parse(part)
            tracked = next(root.iter(*_TRACKED), None) is not None
            for view in (True, False):
                made = copy.deepcopy(root) if view and tracked else root
                if tracked or view:
                    _settle(made, accept=view)
                self._settled[part, view] = serial(made)
        return self._settled[part, accept]


def shown(content: bytes, language: Language) -> list[Shown]:
    """Read the blocks of a file; comments, which no change tracks, are left out."""
    parts = Package.read(content).parts
    return _blocks(unpacked(parts, language=language, known=Known()))


def _blocks(drafts: Iterable[Draft]) -> list[Shown]:
    return [
        Shown(
            draft.path.split("/", 1)[0],
            draft.kind,
            normal(draft.text),
            (draft.cell.table, draft.cell.row, draft.cell.column) if draft.cell else None,
            draft.label,
            draft.level,
        )
        for draft in drafts
        if draft.kind is not BlockKind.COMMENT
    ]


def first_difference(one: list[Shown], other: list[Shown]) -> str:
    """Tell where two readings part, or “”."""
    for first, second in zip(one, other, strict=False):
        if (first.kind, first.text, first.place, first.story) != (
            second.kind,
            second.text,
            second.place,
            second.story,
        ):
            return f"“{first.text[:60]}” in {first.story}, not “{second.text[:60]}”"
    if len(one) != len(other):
        return f"{len(one)} blocks, not {len(other)}"
    return ""


def _settle(root: Element, *, accept: bool) -> None:
    kept, dropped = _KEPT[accept], _KEPT[not accept]
    _settle_tables(root, dropped, "cellDel" if accept else "cellIns")
    for changed in list(root.iter(*_CHANGES)):
        _looks(changed, accept=accept)
    joining = []
    for paragraph in root.iter(q("p")):
        for mark in _mark(paragraph):
            if local(mark) in dropped:
                joining.append(paragraph)
            if local(mark) in kept | dropped:
                _remove(mark)
    _unwrap_changes(root, kept, dropped)
    for paragraph in dict.fromkeys(joining):
        _join(paragraph)


def _unwrap_changes(root: Element, kept: frozenset[str], dropped: frozenset[str]) -> None:
    for element in list(root.iter()):
        name = local(element)
        if name in _RANGES or (name in dropped and local(element.getparent()) != "trPr"):
            _remove(element)
        elif name in kept | dropped and element.getparent() is not None:
            _unwrap(element)
    for deleted in list(root.iter(q("delText"), q("delInstrText"))):
        deleted.tag = q("t") if deleted.tag == q("delText") else q("instrText")


def _settle_tables(root: Element, dropped: frozenset[str], gone: str) -> None:
    for row in list(root.iter(q("tr"))):
        properties = child(row, "trPr")
        if properties is not None and any(local(one) in dropped for one in properties):
            _remove(row)
    for cell in list(root.iter(q("tc"))):
        properties = child(cell, "tcPr")
        if properties is not None and child(properties, gone) is not None:
            _remove(cell)
    for table in list(root.iter(q("tbl"))):
        if next(table.iter(q("tr")), None) is None:
            _remove(table)


def _mark(paragraph: Element) -> list[Element]:
    properties = child(paragraph, "pPr")
    looks = child(properties, "rPr") if properties is not None else None
    return list(looks) if looks is not None else []


def _looks(changed: Element, *, accept: bool) -> None:
    now = changed.getparent()
    if now is None:
        return
    now.remove(changed)
    if accept or not len(changed):
        return
    names = _STAYING.get(local(now), ())
    stays = [one for one in now if local(one) in {*names, *_KEPT[True], *_KEPT[False]}]
    now[:] = [*changed[0], *stays]


def _join(paragraph: Element) -> None:
    following = paragraph.getnext()
    while following is not None and local(following) in _BETWEEN:
        following = following.getnext()
    content = [one for one in paragraph if local(one) != "pPr"]
    if following is not None and local(following) == "p":
        at = 1 if child(following, "pPr") is not None else 0
        for index, one in enumerate(content):
            following.insert(at + index, one)
        _remove(paragraph)
    elif not any(local(one) not in _BETWEEN for one in content):
        parent = paragraph.getparent()
        alone = local(parent) == "tc" and len(parent.findall(q("p"))) == 1
        if not alone:
            _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for index, one in enumerate(list(element)):
        parent.insert(at + index, one)
    parent.remove(element)

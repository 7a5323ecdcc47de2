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
from hexapla.documents.package import FREE_PART
from hexapla.documents.package import Package as Gate
from hexapla.model import BlockKind, Language, normal
from hexapla.packs.package import Package
from hexapla.packs.redline.carrier import File
from hexapla.packs.redline.gist import Side, alike
from hexapla.packs.xml import Element, R, child, local, on, parse, q, serial

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
_LOOKS = ("styles", "numbering")
_SINGLE = (*_LOOKS, "settings", "footnotes", "endnotes")
_MARKS = (
    *(q(name) for kinds in _KEPT.values() for name in sorted(kinds)),
    *(q(name) for name in sorted(_RANGES)),
)
_TRACKED = (
    *_MARKS,
    *(q(name) for name in ("cellIns", "cellDel", "delText", "delInstrText")),
    *sorted(_CHANGES),
)


def opened(content: bytes, *, place: str) -> Package:
    """Take a file apart that is within the caps of what is read.

    Raises:
        UnreadableDocumentError, HostileDocumentError: as any reader raises them.

    """
    package = Package.read(content, place=place)
    if sum(map(len, package.parts.values())) > FREE_PART or any(
        ".." in name for name in package.parts
    ):
        Gate(content)
    package.relations(package.main)  # known to all copies
    return package


def settled(content: bytes, *, accept: bool) -> bytes:
    """Give the file with every tracked change accepted, or every one rejected."""
    file = File(Package.read(content, place="the redline"))
    for part in _stories(file.package):
        _settle(file.tree(part), accept=accept)
    _forget_graphics(file.package, file.tree(file.main))
    return file.written().write()


def _stories(package: Package) -> list[str]:
    related = [
        one.target
        for one in package.relations(package.main)
        if one.kind in _STORIES and not one.external and one.target in package.parts
    ]
    return [package.main, *dict.fromkeys(related)]


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
    """Compares packages in a view, accepted or rejected; what they share is looked at but once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._known = Known()
        self._settled: dict[tuple[bytes, bool], Element] = {}

    def difference(self, one: Package, other: Package, *, accept: bool) -> str:
        """Tell where the blocks part that stand when all changes are accepted, or rejected.

        Where the XML itself shows that a reader takes the same from both, they are not read.
        """
        if not self.difference_in_xml(one, other, accept=accept):
            return ""
        return first_difference(
            self._read(one, accept=accept),
            self._read(other, accept=accept),
        )

    def difference_in_xml(self, one: Package, other: Package, *, accept: bool) -> bool:
        """Tell whether the XML alone leaves it open that the two might read differently."""
        if any(_apart(package) for package in (one, other)):
            return True
        even = [self._even(package) for package in (one, other)]
        try:
            sides = [self._side(package, accept=accept) for package in (one, other)]
            return even[0] != even[1] or not alike(*sides)
        except RecursionError:  # nested deeper than Python goes: the reader has its own caps
            return True

    def _side(self, package: Package, *, accept: bool) -> Side:
        parts, main = package.parts, package.main
        styles, numbering = (parts.get(package.related(main, kind)) for kind in _LOOKS)
        return Side(
            main=self._tree(parts[main], accept=accept),
            related={
                one.id: one.target
                for one in package.relations(main)
                if not one.external and one.target in parts
            },
            tree=lambda part: self._tree(parts[part], accept=accept),
            part=lambda part: parts[part],
            notes={kind: package.related(main, kind) for kind in ("footnotes", "endnotes")},
            styles=self._known.styles(styles),
            numbering=self._known.numbering(numbering, self._language),
        )

    @staticmethod
    def _even(package: Package) -> bool:
        data = package.parts.get(package.related(package.main, "settings"), b"")
        return b"evenAndOddHeaders" in data and on(child(parse(data), "evenAndOddHeaders"))

    def _read(self, package: Package, *, accept: bool) -> list[Shown]:
        settling = package.copy()
        parts = settling.parts
        for part in _stories(package):
            parts[part] = serial(self._tree(parts[part], accept=accept))
        _forget_graphics(settling, self._tree(package.parts[package.main], accept=accept))
        parts.pop(package.related(package.main, "comments"), None)
        return _blocks(unpacked(parts, language=self._language, known=self._known))

    def _tree(self, part: bytes, *, accept: bool) -> Element:
        if (part, accept) not in self._settled:
            root = parse(part)
            if next(root.iter(*_TRACKED), None) is None:
                _remove_empty(root)
                self._settled[part, True] = self._settled[part, False] = root
            else:
                for view in (True, False):
                    made = copy.deepcopy(root) if view else root
                    _settle(made, accept=view)
                    self._settled[part, view] = made
        return self._settled[part, accept]


def _apart(package: Package) -> bool:
    """Tell whether words lie in parts that only the reader knows to find."""
    kinds = [one.kind for one in package.relations(package.main)]
    return (
        b"altChunk" in package.parts[package.main]
        or not _GRAPHICS.isdisjoint(kinds)
        or any(kinds.count(kind) > 1 for kind in _SINGLE)
    )


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
    for mark in list(root.iter(*_MARKS)):
        properties = mark.getparent().getparent() if local(mark.getparent()) == "rPr" else None
        if properties is None or local(properties) != "pPr":
            continue
        if local(mark) in dropped and local(properties.getparent()) == "p":
            joining.append(properties.getparent())
        if local(mark) in kept | dropped:
            _remove(mark)
    _unwrap_changes(root, kept, dropped)
    for paragraph in dict.fromkeys(joining):
        _join(paragraph)


def _unwrap_changes(root: Element, kept: frozenset[str], dropped: frozenset[str]) -> None:
    for element in list(root.iter(*_MARKS)):
        name = local(element)
        if name in _RANGES or (name in dropped and local(element.getparent()) != "trPr"):
            _remove(element)
        elif name in kept | dropped and element.getparent() is not None:
            _unwrap(element)
    for deleted in list(root.iter(q("delText"), q("delInstrText"))):
        deleted.tag = q("t") if deleted.tag == q("delText") else q("instrText")


def _settle_tables(root: Element, dropped: frozenset[str], gone: str) -> None:
    for mark in list(root.iter(*(q(name) for name in dropped))):
        if local(mark.getparent()) == "trPr":
            _remove(mark.getparent().getparent())
    for mark in list(root.iter(q(gone))):
        _remove(mark.getparent().getparent())
    _remove_empty(root)


def _remove_empty(root: Element) -> None:
    for table in list(root.iter(q("tbl"))):
        if next(table.iter(q("tr")), None) is None:
            _remove(table)


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

"""Carries what is gone from the old file into the new one, with what it leans on.

A deleted paragraph may name a style, a list, a picture, an address or a note that the new file does
not have: each is brought along, under another name where the new file means something else by it.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import posixpath
from dataclasses import replace

from hexapla.packs.package import Package, Relation, office
from hexapla.packs.redline.tokens import NOTES, Prints
from hexapla.packs.xml import Element, R, child, local, parse, q, serial, value

_DROPPED = frozenset(
    {
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr"),
        *("commentReference", "permStart", "permEnd", "lastRenderedPageBreak", "sectPr"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    }
)
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}"


class File:
    """A Word file whose parts are parsed when they are asked for; the package given stays."""

    def __init__(self, package: Package) -> None:
        self.package = package.copy()
        self._trees: dict[str, Element] = {}
        self._changing: set[str] = set()
        self._prints: dict[str, Prints] = {}

    @property
    def main(self) -> str:
        """The name of the main part."""
        return self.package.main

    def tree(self, part: str) -> Element:
        """Give the root of a part, to change it."""
        self._changing.add(part)
        return self.seen(part)

    def seen(self, part: str) -> Element:
        """Give the root of a part, to look at it: the part is written as it was."""
        if part not in self._trees:
            self._trees[part] = parse(self.package.parts[part])
        return self._trees[part]

    def beside(self, kind: str) -> str:
        """Give the part that the main part relates to by that kind, or “”."""
        return self.package.related(self.main, kind)

    def prints(self, part: str) -> Prints:
        """Give what tells whether two elements of the part show the same."""
        if part not in self._prints:
            related = {one.id: one for one in self.package.relations(part)}

            @functools.cache
            def target(identifier: str) -> str:
                one = related.get(identifier)
                if one is None:
                    return "?"
                return one.target if one.external else _sum(self.package.parts.get(one.target))

            self._prints[part] = Prints(target)
        return self._prints[part]

    def notes(self, kind: str) -> dict[str, Element]:
        """Give the notes of a kind (footnotes, endnotes) by their ids."""
        part = self.beside(kind)
        return {one.get(q("id"), ""): one for one in self.seen(part)} if part else {}

    def written(self) -> Package:
        """Give the package with what was changed in the trees."""
        for part in sorted(self._changing):
            self.package.parts[part] = serial(self._trees[part])
        return self.package


class Carrier:
    """Brings elements of the file `old` into the file `new`."""

    def __init__(self, old: File, new: File) -> None:
        self.old, self.new = old, new
        self._related: dict[tuple[str, str, str], str] = {}
        self._numbers: dict[str, str] = {}
        self._parts: dict[str, str] = {}

    @functools.cached_property
    def _styles(self) -> dict[str, Element]:
        return _styles(self.new)

    @functools.cached_property
    def _old_styles(self) -> dict[str, Element]:
        return _styles(self.old)

    def carry(self, element: Element, old_part: str, new_part: str) -> Element:
        """Copy an element so that it can stand in a part of the new file."""
        made = copy.deepcopy(element)
        made.tail = None
        for one in list(made.iter()):
            name = local(one)
            if name in _DROPPED and one is not made and one.getparent() is not None:
                one.getparent().remove(one)
                continue
            for key in list(one.attrib):
                if key.startswith(f"{{{R}}}"):
                    found = self._relation(one.get(key), old_part, new_part)
                    if found:
                        one.set(key, found)
                    else:
                        del one.attrib[key]
                elif key.startswith(_PARA_ID) and key.endswith("Id") and name in {"p", "tr"}:
                    del one.attrib[key]
            if name in {"pStyle", "rStyle", "tblStyle"}:
                self._style(one.get(q("val"), ""))
            elif name == "numId":
                one.set(q("val"), self._number(one.get(q("val"), "0")))
            elif name in NOTES:
                self._note(one, NOTES[name])
        return made

    def part(self, name: str) -> str:
        """Bring a part with what it relates to; give its name in the new file."""
        if name in self._parts:
            return self._parts[name]
        package = self.new.package
        content = self.old.package.parts[name]
        if package.parts.get(name) == content and not self.old.package.relations(name):
            self._parts[name] = name
            return name
        stem, dot, extension = name.rpartition(".")
        count = 1
        while (put := f"{stem}-old{count}{dot}{extension}") in package.parts:
            count += 1
        self._parts[name] = put
        package.put(put, content, self.old.package.type_of(name))
        relations = [
            one if one.external else replace(one, target=self.part(one.target))
            for one in self.old.package.relations(name)
            if one.external or one.target in self.old.package.parts
        ]
        if relations:
            package.relate(put, relations)
        return put

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Relate a part of the new file to another; give the relationship's id."""
        package = self.new.package
        known = package.relations(part)
        for one in known:
            if (one.type, one.target, one.external) == (kind, target, external):
                return one.id
        taken = {one.id for one in known}
        count = len(known) + 1
        while (made := f"rIdOld{count}") in taken:
            count += 1
        package.relate(
            part, [*known, Relation(id=made, type=kind, target=target, external=external)]
        )
        return made

    def _relation(self, identifier: str, old_part: str, new_part: str) -> str:
        key = (identifier, old_part, new_part)
        if key not in self._related:
            found = next(
                (one for one in self.old.package.relations(old_part) if one.id == identifier), None
            )
            if found is None or (not found.external and found.target not in self.old.package.parts):
                self._related[key] = ""
            else:
                target = found.target if found.external else self.part(found.target)
                self._related[key] = self.relate(
                    new_part, found.type, target, external=found.external
                )
        return self._related[key]

    def _style(self, identifier: str) -> None:
        if identifier in self._styles or identifier not in self._old_styles:
            return
        made = copy.deepcopy(self._old_styles[identifier])
        made.attrib.pop(q("default"), None)
        self._styles[identifier] = made
        self.new.tree(self.new.beside("styles")).append(made)
        for name in ("basedOn", "link", "next"):
            self._style(value(made, name) or "")
        for one in made.iter(q("numId")):
            one.set(q("val"), self._number(one.get(q("val"), "0")))

    def _number(self, identifier: str) -> str:
        """Give the list of the new file that is the list of that number in the old one."""
        if identifier not in self._numbers:
            self._numbers[identifier] = self._numbered(identifier)
        return self._numbers[identifier]

    def _numbered(self, identifier: str) -> str:
        mine, ours = self.old.beside("numbering"), self.new.beside("numbering")
        if identifier == "0" or not mine:
            return identifier
        old_root = self.old.seen(mine)
        number = _by_id(old_root, "num", "numId", identifier)
        if number is None:
            return identifier
        abstract = _by_id(
            old_root, "abstractNum", "abstractNumId", value(number, "abstractNumId") or ""
        )
        if abstract is None:
            return identifier
        if not ours:
            ours = "word/numbering.xml"
            package = self.new.package
            package.put(ours, b"", self.old.package.type_of(mine))
            package.parts[ours] = serial(old_root.makeelement(old_root.tag, nsmap=old_root.nsmap))
            self.relate(self.new.main, office("numbering"), ours)
        root = self.new.seen(ours)
        present = _by_id(root, "num", "numId", identifier)
        if present is not None:
            other = _by_id(
                root, "abstractNum", "abstractNumId", value(present, "abstractNumId") or ""
            )
            if other is not None and _list_print(number, abstract) == _list_print(present, other):
                return identifier
        return _added(self.new.tree(ours), number, abstract)

    def _note(self, reference: Element, kind: str) -> None:
        note = self.old.notes(kind).get(reference.get(q("id"), ""))
        mine = self.old.beside(kind)
        if note is None:
            return
        ours = self.new.beside(kind)
        if not ours:
            ours = posixpath.join(posixpath.dirname(self.new.main), f"{kind}.xml")
            old_root = self.old.tree(mine)
            fresh = old_root.makeelement(old_root.tag, nsmap=old_root.nsmap)
            for one in old_root:
                if one.get(q("type")) is not None:
                    fresh.append(copy.deepcopy(one))
            self.new.package.put(ours, serial(fresh), self.old.package.type_of(mine))
            self.relate(self.new.main, office(kind), ours)
        root = self.new.tree(ours)
        taken = [int(one.get(q("id"), "0")) for one in root]
        made = self.carry(note, mine, ours)
        made.set(q("id"), str(max([*taken, 0]) + 1))
        root.append(made)
        reference.set(q("id"), made.get(q("id")))


def _sum(content: bytes | None) -> str:
    return hashlib.sha256(content).hexdigest() if content is not None else ""


def _styles(file: File) -> dict[str, Element]:
    part = file.beside("styles")
    if not part:
        return {}
    return {one.get(q("styleId"), ""): one for one in file.seen(part) if local(one) == "style"}


def _by_id(root: Element, name: str, key: str, identifier: str) -> Element | None:
    return next((one for one in root.iter(q(name)) if one.get(q(key)) == identifier), None)


def _list_print(number: Element, abstract: Element) -> bytes:
    prints = Prints()
    levels = [one for one in abstract if local(one) not in {"nsid", "tmpl"}]
    changed = [one for one in number if local(one) == "lvlOverride"]
    return b"".join(prints.of(one) for one in (*levels, *changed))


def _added(root: Element, number: Element, abstract: Element) -> str:
    """Add a list to the numbering part: definitions stand before the lists."""
    abstracts = [one for one in root if local(one) == "abstractNum"]
    numbers = [one for one in root if local(one) == "num"]
    fresh = max([int(one.get(q("abstractNumId"), "0")) for one in abstracts], default=-1) + 1
    made = copy.deepcopy(abstract)
    made.set(q("abstractNumId"), str(fresh))
    for one in list(made):
        if local(one) in {"nsid", "tmpl"}:
            made.remove(one)
    root.insert(root.index(numbers[0]) if numbers else len(root), made)
    listed = copy.deepcopy(number)
    identifier = max([int(one.get(q("numId"), "0")) for one in numbers], default=0) + 1
    listed.set(q("numId"), str(identifier))
    child(listed, "abstractNumId").set(q("val"), str(fresh))  # type: ignore[union-attr]
    root.insert(root.index(numbers[-1]) + 1 if numbers else len(root), listed)
    return str(identifier)

"""One document on its way into a pack: everything in it that has a number or a name gets a new one.

The composer holds what the pack has so far; a guest reads one document, rewrites it so that it
clashes with nothing, and hands over its body and its parts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hexapla.model import Language
from hexapla.packs.compatibility import leave_out_foreign
from hexapla.packs.fields import FieldRewriter, rewrite_fields
from hexapla.packs.package import Package, Relation
from hexapla.packs.paging import keep_sections
from hexapla.packs.styles import Adopted
from hexapla.packs.tables import keep_table_looks
from hexapla.packs.theme import Theme
from hexapla.packs.xml import (
    A,
    Element,
    R,
    child,
    e,
    local,
    names,
    on,
    ordered,
    parse,
    properties_of,
    q,
    serial,
)

if TYPE_CHECKING:
    from hexapla.packs.composer import Composer

_ONE_OF_A_KIND = frozenset(
    names(
        "styles numbering settings fontTable theme webSettings footnotes endnotes "
        "comments glossaryDocument stylesWithEffects commentsExtended commentsIds "
        "commentsExtensible people customXml attachedTemplate printerSettings "
        "keyMapCustomizations vbaProject recipientData mailMergeSource"
    )
)
"""Relationships of the main part that the composer makes anew or leaves out."""
NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_ANNOTATIONS = names(
    "bookmarkStart bookmarkEnd ins del moveFrom moveTo moveFromRangeStart "
    "moveFromRangeEnd moveToRangeStart moveToRangeEnd rPrChange pPrChange sectPrChange "
    "tblPrChange tcPrChange trPrChange tblGridChange tblPrExChange numberingChange "
    "cellIns cellDel cellMerge customXmlInsRangeStart customXmlInsRangeEnd "
    "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
    "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd"
)
_DROPPED = names("permStart permEnd proofErr dataBinding placeholder printerSettings subDoc")
_STYLED = ("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink")
_O = "urn:schemas-microsoft-com:office:office"
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(slots=True)
class Guest:
    """A document that is being brought into `pack` as number `number`."""

    pack: Composer
    package: Package
    number: int
    language: Language | None = None
    root: Element = None
    theme: Theme = field(init=False)
    stories: dict[str, Element] = field(default_factory=dict)
    notes: dict[str, Element] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    _copied: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = parse(self.package.parts[self.package.main])
        leave_out_foreign(self.root)
        theme = self.package.parts.get(self.package.related(self.package.main, "theme"), b"")
        self.theme = Theme(theme)
        if theme:
            self.pack.take_theme(theme)
        for kind in NOTES:
            part = self.package.related(self.package.main, kind)
            if part:
                self.notes[kind] = parse(self.package.parts[part])
                leave_out_foreign(self.notes[kind])

    def bring(self) -> list[Element]:
        """Rewrite the document into the pack; give the blocks of its body, sections closed."""
        body = child(self.root, "body")
        if body is None:
            return []
        self._parts()
        main_relations = self._relations(self.package.main)
        roots = [self.root, *self.stories.values(), *self.notes.values()]
        styles, numbering, settings = (
            self._own(kind) for kind in ("styles", "numbering", "settings")
        )
        self._strip(roots)
        if self.language:
            self._speak(roots, self.language)
        self.theme.write_out([*roots, *(one for one in (styles, numbering) if one is not None)])
        adopted = self.pack.styles.adopt(styles, self.number, salt=self._salt(settings))
        if adopted.rewritten:
            keep_table_looks(roots, styles)
        self._restyle(roots, numbering, adopted)
        self._number(roots, numbering, adopted.made)
        for root in roots:
            self._pair_bookmarks(root)
        self._annotate(roots)
        names = self._bookmarks(roots)
        rewriter = FieldRewriter(
            bookmarks=names,
            styles=adopted.names,
            whole=self.pack.bookmark_around(self.number),
            last=self.pack.bookmark_at_end(self.number),
            sequences=frozenset(self.pack.sequences),
        )
        for root in roots:
            rewrite_fields(root, rewriter)
        self.pack.sequences |= rewriter.counted
        for part, story in self.stories.items():
            self._reconnect(story, {})
            self.pack.package.parts[part] = serial(story)
        self._notes(roots)
        self._reconnect(self.root, main_relations)
        keep_sections(self.pack, body, settings, endnotes=self._has_notes("endnotes"))
        self.pack.settings.reconcile(settings, self.differences)
        self.pack.fonts(self._own("fontTable"))
        return list(body)

    def _own(self, kind: str) -> Element | None:
        part = self.package.related(self.package.main, kind)
        if not part:
            return None
        root = parse(self.package.parts[part])
        leave_out_foreign(root)
        return root

    # Parts and relationships

    def _parts(self) -> None:
        """Copy what the main part needs: headers, footers, images, charts, embedded files."""
        for relation in self.package.relations(self.package.main):
            if relation.kind in _ONE_OF_A_KIND or relation.external:
                continue
            if relation.target in self.package.parts:
                self._copy(relation.target)

    def _copy(self, part: str) -> str:
        if part in self._copied:
            return self._copied[part]
        content = self.package.parts[part]
        kind = self.package.type_of(part)
        related = self.package.relations(part)
        name = re.sub(r"[^A-Za-z0-9.]", "_", part.removeprefix("word/"))
        if not related and not kind.endswith("+xml"):
            new = self.pack.shared_part(name, content, kind)
            self._copied[part] = new
            return new
        new = f"word/d{self.number}_{name}"
        self._copied[part] = new
        kept = []
        for relation in related:
            if relation.external:
                if relation.kind == "hyperlink":
                    kept.append(relation)
            elif relation.target in self.package.parts:
                kept.append(replace(relation, target=self._copy(relation.target)))
        self.pack.package.put(new, content, kind)
        self.pack.package.relate(new, kept)
        if kind.endswith(("header+xml", "footer+xml")):
            self.stories[new] = parse(content)
        elif kind.endswith("+xml") and A.encode() in content:
            root = parse(content)
            self.theme.write_out_drawings(root)
            self.pack.package.parts[new] = serial(root)
        return new

    def _relations(self, part: str) -> dict[str, str]:
        """Take over the relationships of the main part; give old id to new id."""
        made: dict[str, str] = {}
        for relation in self.package.relations(part):
            if relation.kind in _ONE_OF_A_KIND:
                continue
            new = f"d{self.number}_{relation.id}"
            if relation.external:
                if relation.kind != "hyperlink":
                    self.differences.append(f"the link to {relation.kind} outside is left out")
                    continue
                target = relation.target
                self.pack.relations.append(replace(relation, id=new, target=target))
            elif relation.target in self.package.parts:
                self.pack.relations.append(
                    replace(relation, id=new, target=self._copy(relation.target))
                )
            else:
                self.differences.append(f"a part that is missing is left out: {relation.target}")
                continue
            made[relation.id] = new
        return made

    def _reconnect(self, root: Element, made: dict[str, str]) -> None:
        """Give every reference to a relationship its new id; take away those to nothing.

        A header keeps its own relationships with their ids; it may only lose those to nothing.
        """
        if not made and root is not self.root:
            part = next((name for name, story in self.stories.items() if story is root), "")
            made = {one.id: one.id for one in self.pack.package.relations(part)}
        prefixes = (f"{{{R}}}", f"{{{_O}}}relid")
        for one in list(root.iter()):
            if not isinstance(one.tag, str):
                continue
            for name in [key for key in one.attrib if key.startswith(prefixes)]:
                old = one.attrib[name]
                if old in made:
                    one.set(name, made[old])
                else:
                    del one.attrib[name]
                    self._orphan(one, root)

    def _orphan(self, element: Element, root: Element) -> None:
        """Settle an element whose relationship leads nowhere."""
        kind = local(element)
        if kind in {"headerReference", "footerReference", "altChunk"}:
            element.getparent().remove(element)
        elif kind == "blip" and root is self.root and element.get(f"{{{R}}}embed") is None:
            element.set(f"{{{R}}}embed", self.pack.blank_image())
            self.differences.append("an image that is not in the file is left blank")
        elif kind in {"control", "OLEObject", "imagedata", "blip"}:
            drawing = next(
                (
                    up
                    for up in element.iterancestors()
                    if local(up) in {"drawing", "pict", "object"}
                ),
                None,
            )
            if drawing is not None and drawing.getparent() is not None:
                drawing.getparent().remove(drawing)
                self.differences.append("an image that is not in the file is left out")

    def _strip(self, roots: list[Element]) -> None:
        """Take away what means nothing in a pack: permissions, bindings, editors' marks."""
        for root in roots:
            for one in list(root.iter(*(q(name) for name in _DROPPED))):
                parent = one.getparent()
                if parent is not None:
                    parent.remove(one)
            for one in root.iter(q("w:p"), q("w:tr")):
                for name in ("paraId", "textId"):
                    one.attrib.pop(q(f"w14:{name}"), None)
        for story in self.stories.values():
            for name in ("commentReference", "commentRangeStart", "commentRangeEnd"):
                for one in list(story.iter(q(name))):
                    one.getparent().remove(one)

    @staticmethod
    def _speak(roots: Iterable[Element], language: Language) -> None:
        """Let every run say its language, unless it or a character style says one."""
        for root in roots:
            for run in root.iter(q("r")):
                properties = properties_of(run, "rPr")
                said = child(properties, "lang")
                if said is not None and said.get(q("val")):
                    continue
                if child(properties, "rStyle") is not None:
                    continue
                if said is None:
                    said = e("lang")
                    properties.append(said)
                    ordered(properties)
                said.set(q("val"), language)

    # Styles and numbering

    @staticmethod
    def _salt(settings: Element | None) -> str:
        hyphenates = settings is not None and on(child(settings, "autoHyphenation"))
        return "hyphenated" if hyphenates else ""

    @staticmethod
    def _name_defaults(root: Element, table: str) -> None:
        """Name the default style where a paragraph or table takes it unnamed."""
        for one in root.iter(q("p")):
            properties = properties_of(one)
            if child(properties, "pStyle") is None:
                properties.insert(0, e("pStyle", val=""))
        for one in root.iter(q("tbl")):
            properties = child(one, "tblPr")
            if table and properties is not None and child(properties, "tblStyle") is None:
                properties.insert(0, e("tblStyle", val=table))

    def _restyle(
        self, roots: Iterable[Element], numbering: Element | None, adopted: Adopted
    ) -> None:
        """Call every style by its name in the pack; what names none gets the default."""
        for root in roots:
            self._name_defaults(root, adopted.table)
        every = [*roots, *((numbering,) if numbering is not None else ())]
        named = [q(name) for name in _STYLED]
        for one in [one for root in every for one in root.iter(*named)]:
            old = one.get(q("val"))
            if old in adopted.ids:
                one.set(q("val"), adopted.ids[old])
            elif local(one) == "pStyle" and local(one.getparent()) == "pPr":
                one.set(q("val"), adopted.paragraph)
            elif not old or old != adopted.table:
                one.getparent().remove(one)

    def _number(
        self, roots: list[Element], numbering: Element | None, made: tuple[Element, ...]
    ) -> None:
        """Bring in the numbering definitions under new ids."""
        mapped = self.pack.numbering.adopt(numbering, self.number, self._numbering_images)
        for root in (*roots, *made):
            for one in list(root.iter(q("numId"))):
                old = one.get(q("val"))
                if old in mapped:
                    one.set(q("val"), mapped[old])
                elif old != "0":
                    one.set(q("val"), "0")

    def _numbering_images(self) -> dict[str, str]:
        """Take over the images of picture bullets; give old id to new id."""
        part = self.package.related(self.package.main, "numbering")
        made = {}
        for relation in self.package.relations(part):
            if not relation.external and relation.target in self.package.parts:
                made[relation.id] = f"d{self.number}_{relation.id}"
                self.pack.numbering.relations.append(
                    replace(relation, id=made[relation.id], target=self._copy(relation.target))
                )
        return made

    # Annotations, notes, bookmarks

    def _annotate(self, roots: list[Element]) -> None:
        """Give bookmarks and revisions new numbers; a start and its end keep one number."""
        given: dict[tuple[str, str], int] = {}
        for root in roots:
            for one in root.iter(*(q(name) for name in _ANNOTATIONS)):
                old = one.get(q("id"))
                if old is None:
                    continue
                family = local(one).removesuffix("Start").removesuffix("End")
                paired = local(one) != family
                key = (family, old)
                if not paired or key not in given:
                    given[key] = self.pack.next_annotation()
                one.set(q("id"), str(given[key]))
            for number, one in enumerate(root.iter(q("sdtPr"))):
                found = child(one, "id")
                if found is not None:
                    found.set(q("val"), str(_stable(f"{self.number}/{number}/{local(root)}")))

    def _bookmarks(self, roots: list[Element]) -> dict[str, str]:
        made: dict[str, str] = {}
        for root in roots:
            for one in list(root.iter(q("bookmarkStart"))):
                name = one.get(q("name"), "")
                if name == "_GoBack" or not name:
                    self._drop_bookmark(root, one)
                    continue
                new = self.pack.bookmark(name, self.number)
                made[name.casefold()] = new
                one.set(q("name"), new)
        for root in roots:
            for one in root.iter(q("hyperlink")):
                anchor = one.get(q("anchor"))
                if anchor is None:
                    continue
                if anchor.casefold() in made or anchor == "_top":
                    one.set(q("anchor"), made.get(anchor.casefold(), anchor))
                else:
                    del one.attrib[q("anchor")]
                    self.differences.append(f"a link to a bookmark that is missing: {anchor}")
        part_relations = [
            replace(one, target=f"#{made.get(one.target[1:].casefold(), one.target[1:])}")
            if one.external and one.target.startswith("#") and one.id.startswith(f"d{self.number}_")
            else one
            for one in self.pack.relations
        ]
        self.pack.relations[:] = part_relations
        return made

    @staticmethod
    def _pair_bookmarks(root: Element) -> None:
        """Drop starts without an end and ends without a start, and what stands twice."""
        seen: dict[str, dict[str, Element]] = {"bookmarkStart": {}, "bookmarkEnd": {}}
        for one in list(root.iter(q("bookmarkStart"), q("bookmarkEnd"))):
            if seen[local(one)].setdefault(one.get(q("id"), ""), one) is not one:
                one.getparent().remove(one)
        starts, ends = seen["bookmarkStart"], seen["bookmarkEnd"]
        for name in sorted(starts.keys() ^ ends.keys()):
            loose = starts[name] if name in starts else ends[name]
            loose.getparent().remove(loose)

    @staticmethod
    def _drop_bookmark(root: Element, start: Element) -> None:
        for one in list(root.iter(q("bookmarkEnd"))):
            if one.get(q("id")) == start.get(q("id")):
                one.getparent().remove(one)
        start.getparent().remove(start)

    def _notes(self, roots: list[Element]) -> None:
        """Move footnotes, endnotes and comments to the pack's, under new ids."""
        for kind, single in NOTES.items():
            store = self.pack.notes[kind]
            given: dict[str, str] = {}
            source = self.notes.get(kind)
            if source is not None:
                part = self.package.related(self.package.main, kind)
                made = self._note_relations(part, store.relations)
                for one in list(source):
                    if local(one) != single or one.get(q("type")) in _SEPARATORS:
                        continue
                    self._reconnect(one, made)
                    old = one.get(q("id"), "")
                    given[old] = store.add(one)
            names = [f"{single}Reference"]
            if kind == "comments":
                names += ["commentRangeStart", "commentRangeEnd"]
            for root in roots:
                for one in list(root.iter(*(q(name) for name in names))):
                    old = one.get(q("id"), "")
                    if old in given:
                        one.set(q("id"), given[old])
                    else:
                        one.getparent().remove(one)

    def _has_notes(self, kind: str) -> bool:
        found = self.notes.get(kind)
        return found is not None and any(one.get(q("type")) not in _SEPARATORS for one in found)

    def _note_relations(self, part: str, kept: list[Relation]) -> dict[str, str]:
        made = {"": ""}
        for relation in self.package.relations(part):
            new = f"d{self.number}_{relation.id}"
            if relation.external and relation.kind == "hyperlink":
                kept.append(replace(relation, id=new))
            elif not relation.external and relation.target in self.package.parts:
                kept.append(replace(relation, id=new, target=self._copy(relation.target)))
            else:
                continue
            made[relation.id] = new
        return made


def _stable(text: str) -> int:
    """Give a number below 2^31 that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1

"""Many Word documents in one, each looking as it did.

The composer holds what belongs to the whole pack (styles, numbering, notes, settings, headers,
names) and is asked by each guest for new ids. Nothing in it depends on a clock or on chance.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from hexapla.model import Language
from hexapla.packs.compatibility import serial_named
from hexapla.packs.guest import NOTES, Guest
from hexapla.packs.numbering import NumberingTable
from hexapla.packs.package import Package, Relation, office
from hexapla.packs.paging import holds_section, put_section, reference_of, tiny_paragraph
from hexapla.packs.settings import Settings
from hexapla.packs.styles import StyleTable
from hexapla.packs.template import Paper
from hexapla.packs.xml import Element, child, e, local, ordered, parse, q, serial

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_LONGEST_BOOKMARK = 40
PART = "_HexaplaPart"
"""How the bookmark around a document begins; its number follows."""
_BLANK_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@dataclass(slots=True)
class NoteStore:
    """The pack's footnotes, endnotes or comments."""

    root: Element
    single: str
    relations: list[Relation] = field(default_factory=list)
    _next: int = 1

    def __post_init__(self) -> None:
        for one in self.root:
            if (one.get(q("id")) or "").isdigit():
                self._next = max(self._next, int(one.get(q("id"))) + 1)

    def add(self, note: Element) -> str:
        """Add a note; give its new id."""
        number = str(self._next)
        self._next += 1
        note.set(q("id"), number)
        self.root.append(note)
        return number


@dataclass(slots=True)
class Composer:
    """A pack in the making. `package` is the template that it starts from; it is used up.

    `label` is a paragraph for the headers of its documents: that they are restricted.
    """

    package: Package
    shared_defaults: bool = True
    body: list[Element] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    headers: set[tuple[str, str]] = field(default_factory=set)
    sequences: set[str] = field(default_factory=set)
    label: Element | None = None
    paper: Paper = field(init=False)
    letterhead: list[Element] = field(init=False)
    styles: StyleTable = field(init=False)
    numbering: NumberingTable = field(init=False)
    settings: Settings = field(init=False)
    notes: dict[str, NoteStore] = field(default_factory=dict)
    _root: Element = None
    _annotation: int = 0
    _bookmarks: set[str] = field(default_factory=set)
    _sections: list[tuple[Element, bool]] = field(default_factory=list)
    _blanks: dict[str, str] = field(default_factory=dict)
    _fonts: dict[str, Element] = field(default_factory=dict)
    _made: int = 0

    def __post_init__(self) -> None:
        main = self.package.main
        self._root = parse(self.package.parts[main])
        section = self._root.find(f"{q('body')}/{q('sectPr')}")
        self.paper = Paper.of(section)
        self.letterhead = [
            copy.deepcopy(one)
            for one in (section if section is not None else ())
            if local(one) in {"headerReference", "footerReference"}
            if one.get(q("type"), "default") == "default"
        ]
        self.relations.extend(
            one for one in self.package.relations(main) if one.kind not in _REMADE
        )
        self.styles = StyleTable(self._part("styles"), open=self.shared_defaults)
        self.numbering = NumberingTable(self._part("numbering"))
        self.settings = Settings(self._part("settings"), open=self.shared_defaults)
        for kind, single in NOTES.items():
            self.notes[kind] = NoteStore(self._part(kind), single)
        self.fonts(self._part("fontTable", root="fonts"))

    def _part(self, kind: str, *, root: str = "") -> Element:
        part = self.package.related(self.package.main, kind)
        if not part:
            return e(root or kind)
        found = parse(self.package.parts.pop(part))
        self.package.overrides.pop(part, None)
        return found

    # What a guest asks for

    def next_annotation(self) -> int:
        """Give a number that no bookmark and no revision has yet."""
        self._annotation += 1
        return self._annotation

    def bookmark(self, name: str, number: int) -> str:
        """Give the name that a bookmark has in the pack: its own, unless that is taken."""
        made, count = name, 0
        while made.casefold() in self._bookmarks:
            count += 1
            tail = f"_d{number}" if count == 1 else f"_d{number}_{count}"
            made = name[: _LONGEST_BOOKMARK - len(tail)] + tail
        self._bookmarks.add(made.casefold())
        return made

    @staticmethod
    def bookmark_around(number: int) -> str:
        """Give the name of the bookmark around document `number`."""
        return f"{PART}{number}"

    @staticmethod
    def bookmark_at_end(number: int) -> str:
        """Give the name of the bookmark at the end of document `number`."""
        return f"_HexaplaEnd{number}"

    def shared_part(self, name: str, content: bytes, kind: str) -> str:
        """Put an image or the like once, however many documents hold it."""
        extension = name.rsplit(".", 1)[-1].lower() if "." in name else "bin"
        part = f"word/media/{hashlib.sha256(content).hexdigest()[:24]}.{extension}"
        if part not in self.package.parts:
            self.package.put(part, content, kind or "application/octet-stream")
        return part

    def image(self, content: bytes, kind: str = "image/png") -> str:
        """Put an image; give the id of its relationship."""
        part = self.shared_part(f"image.{kind.rsplit('/', 1)[-1]}", content, kind)
        return self._related(part, "image")

    def blank_image(self) -> str:
        """Give the relationship of an image that shows nothing."""
        return self.image(_BLANK_PNG)

    def link(self, address: str) -> str:
        """Give the id of a relationship to an address."""
        for one in self.relations:
            if one.external and one.target == address and one.kind == "hyperlink":
                return one.id
        self._made += 1
        made = Relation(
            id=f"h{self._made}", type=office("hyperlink"), target=address, external=True
        )
        self.relations.append(made)
        return made.id

    def blank(self, kind: str) -> str:
        """Give the relationship of an empty header or footer."""
        if kind not in self._blanks:
            tag = "hdr" if kind == "header" else "ftr"
            self._blanks[kind] = self.header(kind, e(tag, tiny_paragraph()), f"blank_{kind}")
        return self._blanks[kind]

    def header(self, kind: str, root: Element, name: str) -> str:
        """Put a header or footer; give the id of its relationship."""
        part = f"word/{name}.xml"
        self.package.put(part, serial(root), f"{_WORD}.{kind}+xml")
        used = {blip.get(q("r:embed")) for blip in root.iter(q("a:blip"))}
        self.package.relate(part, [one for one in self.relations if one.id in used])
        return self._related(part, kind)

    def _related(self, part: str, kind: str) -> str:
        for one in self.relations:
            if one.target == part and not one.external:
                return one.id
        self._made += 1
        made = Relation(id=f"h{self._made}", type=office(kind), target=part)
        self.relations.append(made)
        return made.id

    def take_theme(self, content: bytes) -> None:
        """Take the theme of the first document that has one."""
        if not any(one.kind == "theme" for one in self.relations):
            self.package.put("word/theme/theme1.xml", content, _THEME)
            self._related("word/theme/theme1.xml", "theme")

    def fonts(self, table: Element | None) -> None:
        """Take a document's description of its fonts, without the fonts themselves."""
        for one in table if table is not None else ():
            name = one.get(q("name"), "")
            if local(one) != "font" or not name or name in self._fonts:
                continue
            kept = copy.deepcopy(one)
            for inner in list(kept):
                if local(inner).startswith("embed"):
                    kept.remove(inner)
            self._fonts[name] = kept

    def note_sections(self, sections: Iterable[Element], *, even: bool) -> None:
        """Remember sections; `even` says whether theirs has headers of even pages."""
        self._sections.extend((one, even) for one in sections)

    # What a pack is built with

    def add(self, *elements: Element) -> None:
        """Add blocks of the pack's own."""
        self.body.extend(elements)

    def close_section(self, section: Element) -> None:
        """Close a section of the pack's own with its w:sectPr."""
        for one in section:
            for kind in ("header", "footer"):
                if local(one) == f"{kind}Reference":
                    self.headers.add((kind, one.get(q("type"), "default")))
        self._sections.append((section, False))
        if not self.body or local(self.body[-1]) != "p" or holds_section(self.body[-1]):
            self.body.append(tiny_paragraph())
        put_section(self.body[-1], section)

    def document(
        self, package: Package, number: int, *, language: Language | None = None
    ) -> tuple[str, ...]:
        """Bring in a document as number `number`; give what had to give way.

        `language` is what its runs are in that name none themselves.

        Raises:
            ValueError, KeyError, LookupError, lxml.etree.XMLSyntaxError: it is not as a Word
                document must be; the pack is damaged then, and must be built anew without it.

        """
        guest = Guest(self, package, number, language=language)
        blocks = guest.bring()
        self.body.extend(self.marked(blocks, number))
        return tuple(dict.fromkeys(guest.differences))

    def marked(self, blocks: list[Element], number: int) -> list[Element]:
        """Put the bookmarks around a document and at its end into its own paragraphs."""
        paragraphs = [
            one for block in blocks for one in block.iter(q("p")) if _in_story(one)
        ] or blocks
        around, at_end = self.next_annotation(), self.next_annotation()
        names = self.bookmark_around(number), self.bookmark_at_end(number)
        start = e("bookmarkStart", id=around, name=names[0])
        first, last = paragraphs[0], paragraphs[-1]
        first.insert(1 if child(first, "pPr") is not None else 0, start)
        last.append(e("bookmarkStart", id=at_end, name=names[1]))
        last.append(e("bookmarkEnd", id=at_end))
        last.append(e("bookmarkEnd", id=around))
        return blocks

    def finish(self) -> Package:
        """Put the pack together."""
        main = self.package.main
        self._last_section()
        body = self._root.find(q("body"))
        body[:] = self.body
        self._even_headers()
        self._label_headers()
        self._put_parts()
        self.package.parts[main] = serial_named(self._root)
        self.package.relate(main, sorted(self.relations, key=lambda one: _natural(one.id)))
        self._number_drawings(main)
        return self.package

    def _last_section(self) -> None:
        """Take the last section out of its paragraph: a body ends with its w:sectPr."""
        if not self.body:
            return
        last = self.body[-1]
        if local(last) == "p" and holds_section(last):
            section = last.find(f"{q('pPr')}/{q('sectPr')}")
            section.getparent().remove(section)
            self.body.append(section)

    def _even_headers(self) -> None:
        """Where one document tells even pages from odd, show the others' headers on both."""
        if not any(even for _, even in self._sections):
            return
        self.settings.switch("evenAndOddHeaders")
        for section, even in self._sections:
            if even:
                continue
            for reference in ("headerReference", "footerReference"):
                even_one = reference_of(section, reference, "even")
                default = reference_of(section, reference, "default")
                if even_one is not None:
                    section.remove(even_one)
                if default is not None:
                    twin = copy.deepcopy(default)
                    twin.set(q("type"), "even")
                    section.insert(0, twin)
            ordered(section)

    def _label_headers(self) -> None:
        """Put the pack's label on the pages of its documents: it stands clear of their headers."""
        for part in sorted(self.package.parts) if self.label is not None else ():
            own = part.startswith("word/hx_")
            if not own and self.package.type_of(part).endswith("header+xml"):
                root = parse(self.package.parts[part])
                root.insert(0, copy.deepcopy(self.label))
                self.package.parts[part] = serial(root)

    def _put_parts(self) -> None:
        fonts = e("fonts", *(self._fonts[name] for name in sorted(self._fonts)))
        parts = {
            "styles": self.styles.root,
            "settings": self.settings.root,
            "fontTable": fonts,
            "numbering": self.numbering.root,
            **{kind: store.root for kind, store in self.notes.items()},
        }
        extra = {"numbering": self.numbering.relations}
        extra.update({kind: store.relations for kind, store in self.notes.items()})
        for kind, root in parts.items():
            if not len(root):
                continue
            if kind in {"footnotes", "endnotes"}:
                if all(one.get(q("type")) for one in root):
                    continue
                _separators(root, NOTES[kind])
                self._name_separators(kind)
            part = f"word/{kind}.xml"
            self.package.put(part, serial_named(root), f"{_WORD}.{kind}+xml")
            self._related(part, kind)
            if extra.get(kind):
                self.package.relate(part, extra[kind])
        # the settings may have changed while notes were put
        self.package.parts["word/settings.xml"] = serial_named(self.settings.root)

    def _name_separators(self, kind: str) -> None:
        properties = f"{NOTES[kind]}Pr"
        own = child(self.settings.root, properties)
        if own is None:
            own = e(properties)
            self.settings.root.append(own)
        for one in own.findall(q(NOTES[kind])):
            own.remove(one)
        own.extend(e(NOTES[kind], id=number) for number in (-1, 0))
        ordered(self.settings.root)

    def _number_drawings(self, main: str) -> None:
        """Give numbers to the drawings of all stories: their ids must differ within a document."""
        count = 0
        for part in sorted(self.package.parts):
            kind = self.package.type_of(part)
            stories = ("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "comments+xml")
            if part != main and not kind.endswith(stories):
                continue
            if b"docPr" not in self.package.parts[part]:
                continue
            root = self._root if part == main else parse(self.package.parts[part])
            for one in root.iter(q("wp:docPr")):
                count += 1
                one.set("id", str(count))
            self.package.parts[part] = serial(root)


_REMADE = frozenset({"styles", "numbering", "settings", "fontTable", *NOTES})


def _separators(root: Element, single: str) -> None:
    """Put the two separators that every part of notes begins with."""
    for one in [one for one in root if one.get(q("type"))]:
        root.remove(one)
    for place, (kind, mark, number) in enumerate(
        (("separator", "separator", -1), ("continuationSeparator", "continuationSeparator", 0))
    ):
        paragraph = e(
            "p",
            e("pPr", e("spacing", before=0, after=0, line=240, lineRule="auto")),
            e("r", e(mark)),
        )
        root.insert(place, e(single, paragraph, type=kind, id=number))


def _in_story(paragraph: Element) -> bool:
    """Tell whether a paragraph stands in the text itself, not in a text box."""
    return not any(local(one) in {"txbxContent", "Fallback"} for one in paragraph.iterancestors())


def _natural(name: str) -> tuple[tuple[int, int | str], ...]:
    return tuple(
        (0, int(piece)) if piece.isdigit() else (1, piece)
        for piece in re.split(r"(\d+)", name)
        if piece
    )

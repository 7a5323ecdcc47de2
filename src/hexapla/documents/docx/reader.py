"""From the bytes of a Word package to a document: which parts are read, and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hexapla.documents.blocks import Draft, finished, take_typed_labels
from hexapla.documents.docx.context import Context
from hexapla.documents.docx.names import CHART, X_VAL, A, W, on, x
from hexapla.documents.docx.numbering import Counters, Numbering
from hexapla.documents.docx.paragraph import Frame
from hexapla.documents.docx.parts import HARMLESS, Parts
from hexapla.documents.docx.styles import Styles
from hexapla.documents.docx.walk import Walk
from hexapla.documents.html import charset, drafts_of
from hexapla.documents.package import Package, Unpacked
from hexapla.documents.places import Place
from hexapla.documents.reading import decoded, made, sniff
from hexapla.documents.text import drafts_of as text_drafts
from hexapla.documents.troubles import trouble
from hexapla.errors import InputError, UnreadableDocumentError
from hexapla.model import BlockKind, Document, Finding, Language, Severity

_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CORE = {
    "title": "title",
    "subject": "subject",
    "language": "language",
    "created": "created",
    "modified": "modified",
    "revision": "revision",
}


def read(content: bytes, *, name: str, language: Language, view: str = "accepted") -> Document:
    """Read a Word document (.docx, .docm, .dotx, .dotm; Transitional or Strict).

    `view` takes tracked changes as accepted, as rejected (original), or shows both with the marks
    inserted and deleted (all).

    Raises:
        UnreadableDocumentError: damaged, encrypted, no Word document, or without text.
        HostileDocumentError: beyond the caps, with a DTD, with duplicate names.

    """
    reader = _Reader(Package(content), name=name, language=language, view=view)
    drafts = reader.drafts()
    reader.tell()
    return made(
        drafts,
        content=content,
        name=name,
        language=language,
        media=_MEDIA,
        properties=reader.properties(),
        troubles=tuple(reader.troubles),
    )


def located(content: bytes, *, language: Language, view: str) -> Mapping[str, Place]:
    """Give for each block's id where it came from: see `hexapla.documents.docx_locations`.

    Raises:
        UnreadableDocumentError, HostileDocumentError: as `read` does.

    """
    reader = _Reader(Package(content), name="", language=language, view=view, locate=True)
    drafts = reader.drafts()
    blocks = finished(drafts, language)
    places = reader.context.places or {}
    found = {}
    for draft, block in zip(drafts, blocks, strict=True):
        place = places.get(id(draft))
        if place is not None:
            found[block.id] = place.without(draft.taken)
    return found


@dataclass(slots=True)
class Known:
    """What was read before, for packages that share most of their parts: see `unpacked`."""

    trees: dict[bytes, Any] = field(default_factory=dict)
    margins: dict[tuple[object, ...], list[Draft]] = field(default_factory=dict)
    _styles: dict[bytes | None, Styles] = field(default_factory=dict)
    _numbering: dict[bytes | None, Numbering] = field(default_factory=dict)

    def styles(self, data: bytes | None) -> Styles:
        """Give the styles of a part; of the same bytes the same ones."""
        if data not in self._styles:
            self._styles[data] = Styles(data)
        return self._styles[data]

    def numbering(self, data: bytes | None, language: Language) -> Numbering:
        """Give the lists of a part; of the same bytes the same ones."""
        if data not in self._numbering:
            self._numbering[data] = Numbering(data, language)
        return self._numbering[data]


def unpacked(parts: Mapping[str, bytes], *, language: Language, known: Known) -> list[Draft]:
    """Read a package that came through the gate and lies in memory: its drafts, without ids.

    `known` is shared by the readings of packages in one language; what two of them hold with the
    same bytes is read once. The drafts are not to be changed.

    Raises:
        UnreadableDocumentError, HostileDocumentError: as `read` does, but for a lack of text.

    """
    package = Unpacked(parts, known.trees)
    reader = _Reader(package, name="", language=language, view="accepted", known=known)
    drafts = reader.drafts()
    take_typed_labels(drafts, language)
    return drafts


class _Reader:
    """Reads the parts of one package in order."""

    def __init__(
        self,
        package: Package,
        *,
        name: str,
        language: Language,
        view: str,
        locate: bool = False,
        known: Known | None = None,
    ) -> None:
        self.name, self.language = name, language
        self._chunked = False
        self._known = known
        self.parts = Parts(package)
        self.troubles: list[Finding] = []
        main = self.parts.main
        shared = Known() if known is None else known
        self.context = Context(
            styles=shared.styles(self.parts.data(main, "styles")),
            numbering=shared.numbering(self.parts.data(main, "numbering"), language),
            view=view,
            places={} if locate else None,
        )

    def drafts(self) -> list[Draft]:
        """Read every story: body, notes, text boxes, headers, footers, comments."""
        main = self.parts.main
        body = self._story(main, "body", None) + self._graphics(main)
        notes = [
            *self._apart(main, "footnotes", "footnote"),
            *self._apart(main, "endnotes", "endnote"),
        ]
        headers, footers = self._headers_and_footers(main)
        comments = self._apart(main, "comments", "comment")
        return [*body, *notes, *self.context.boxes, *headers, *footers, *comments]

    def tell(self) -> None:
        """Tell what sort of file it is where it is not the usual one, and what it draws in."""
        self._told(self.parts.main)
        for part in self.parts.with_relationships():
            try:
                self._outside(part)
            except UnreadableDocumentError as error:
                self._unreadable(part, error)

    def _told(self, main: str) -> None:
        if self.parts.sort == "macros":
            self._trouble("holds macros, which are not read", main, {})
        elif self.parts.sort == "template":
            self._trouble("is a Word template, read as a document", main, {}, Severity.NEUTRAL)
        if self.parts.package.strict:
            self._trouble("is Strict Open XML, read as Transitional", main, {}, Severity.NEUTRAL)

    def properties(self) -> dict[str, str]:
        """Give the core properties and the custom ones (docProps/core.xml, custom.xml)."""
        found: dict[str, str] = {}
        for kind, pick in (("core-properties", _core), ("custom-properties", _custom)):
            try:
                root = self.parts.one("", kind)
            except UnreadableDocumentError as error:
                self._unreadable(kind, error)
            else:
                found |= {} if root is None else pick(root)
        return found

    def _story(self, part: str, path: str, kind: BlockKind | None) -> list[Draft]:
        frame = Frame(path=path, kind=kind, out=[], counters=Counters(self.context.numbering))
        self._walk(part).run(self.parts.package.read(part), frame)
        return frame.out

    def _walk(self, part: str) -> Walk:
        relationships = self.parts.relationships(part)

        def link(identifier: str) -> str:
            found = relationships.get(identifier)
            return "" if found is None else found.target

        return Walk(
            self.context, part, links=link, chunk=lambda identifier: self._chunk(part, identifier)
        )

    def _apart(self, main: str, relation: str, kind: str) -> list[Draft]:
        """Read notes in the order in which the text refers to them, or the comments."""
        found: list[tuple[int, list[Draft]]] = []
        if not self._referred(kind):
            return []
        for part in self.parts.related(main, relation):
            walk = self._walk(part)
            frame = Frame(path=kind, kind=None, out=[], counters=Counters(self.context.numbering))
            try:
                walk.run(self.parts.package.read(part), frame)
            except UnreadableDocumentError as error:
                self._unreadable(part, error)
            numbers = self.context.notes
            found += [
                (numbers.get(key, index), drafts)
                for index, (key, drafts) in enumerate(walk.notes.items())
            ]
        return [draft for _, drafts in sorted(found, key=lambda one: one[0]) for draft in drafts]

    def _referred(self, kind: str) -> bool:
        return kind == "comment" or any(one == kind for one, _ in self.context.notes)

    def _headers_and_footers(self, main: str) -> tuple[list[Draft], list[Draft]]:
        """Read each header and footer that some page shows, once, in the order of the sections."""
        made: dict[str, list[Draft]] = {"header": [], "footer": []}
        relationships = self.parts.relationships(main)
        seen: dict[str, list[str]] = {"header": [], "footer": []}
        for kind, identifier in self._shown():
            relation = relationships.get(identifier)
            if relation is None or relation.external or relation.target in seen[kind]:
                continue
            if relation.target not in self.parts.package:
                continue
            seen[kind].append(relation.target)
            path = f"{kind}{len(seen[kind])}"
            block_kind = BlockKind.HEADER if kind == "header" else BlockKind.FOOTER
            try:
                made[kind] += self._margin(relation.target, path, block_kind)
            except UnreadableDocumentError as error:
                self._unreadable(relation.target, error)
        return made["header"], made["footer"]

    def _margin(self, part: str, path: str, kind: BlockKind) -> list[Draft]:
        """Read a header or footer; one that counts no table, box or list is read once."""
        if self._known is None:
            return self._story(part, path, kind)
        data = self.parts.package.read(part)
        if any(one in data for one in (b":tbl>", b"txbxContent", b"altChunk", b"numPr", b"r:id")):
            return self._story(part, path, kind)
        key = (data, path, id(self.context.styles), id(self.context.numbering))
        if key not in self._known.margins:
            self._known.margins[key] = self._story(part, path, kind)
        return self._known.margins[key]

    def _shown(self) -> list[tuple[str, str]]:
        """Give (kind, relationship) of the headers and footers that are shown on some page.

        A section takes over what the one before it said; a first page's own is shown where the
        section has a title page, an even page's own where the document tells even from odd.
        """
        if not any(section.references for section in self.context.sections):
            return []
        settings = self.parts.one(self.parts.main, "settings")
        even = None if settings is None else settings.find(x(W, "evenAndOddHeaders"))
        even_too = even is not None and on(even.get(X_VAL))
        present: dict[tuple[str, str], str] = {}
        shown: list[tuple[str, str]] = []
        for section in self.context.sections:
            present |= section.references
            for kind in ("header", "footer"):
                for sort, when in (
                    ("first", section.title_page),
                    ("default", True),
                    ("even", even_too),
                ):
                    identifier = present.get((kind, sort))
                    if when and identifier:
                        shown.append((kind, identifier))
        return shown

    def _chunk(self, part: str, identifier: str) -> list[Draft]:
        """Read what an altChunk brings in: HTML, text or another Word document."""
        relation = self.parts.relationships(part).get(identifier)
        if relation is None or relation.external or relation.target not in self.parts.package:
            return []
        content = self.parts.package.read(relation.target)
        kind = sniff(content)
        try:
            if kind == "html":
                declared = charset(content)
                return [
                    one for one in drafts_of(decoded(content, declared=declared))[0] if one.text
                ]
            if kind == "docx" and not self._chunked:
                inner = _Reader(
                    Package(content), name=self.name, language=self.language, view="accepted"
                )
                inner._chunked = True
                drafts = inner.drafts()
                inner.tell()
                return drafts
            if kind == "":
                return text_drafts(decoded(content))
        except InputError as error:
            self._unreadable(relation.target, error)
            return []
        self._trouble(
            "holds a part in another format ({kind}), which is not read",
            relation.target,
            {"kind": kind},
            Severity.MAJOR,
        )
        return []

    def _graphics(self, main: str) -> list[Draft]:
        """Read the words of charts and diagrams, which lie in parts of their own."""
        made: list[Draft] = []
        for kind, part in (
            *(("chart", part) for part in self.parts.related(main, "chart")),
            *(("diagram", part) for part in self.parts.related(main, "diagramData")),
        ):
            try:
                root = self.parts.package.xml(part)
            except UnreadableDocumentError as error:
                self._unreadable(part, error)
                continue
            path = f"{kind}{sum(1 for one in made if one.path.endswith('/0')) + 1}"
            for index, words in enumerate(_words(root)):
                made.append(Draft(kind=BlockKind.TEXT_BOX, text=words, path=f"{path}/{index}"))
        return made

    def _outside(self, part: str) -> None:
        """Tell of what a part draws from outside the package, and of what it lacks."""
        for relation in self.parts.relationships(part).values():
            if relation.external and relation.kind not in HARMLESS:
                self._trouble(
                    "draws a {kind} from outside the document ({target}); it is not fetched",
                    part,
                    {"kind": relation.kind, "target": relation.target},
                )
            elif (
                not relation.external
                and relation.kind not in HARMLESS
                and relation.target not in self.parts.package
            ):
                self._trouble(
                    "refers to {target} ({kind}), which the file lacks",
                    part,
                    {"kind": relation.kind, "target": relation.target},
                )

    def _unreadable(self, part: str, error: InputError) -> None:
        self._trouble(
            "the part {part} cannot be read: {problem}",
            part,
            {"problem": error.problem},
            Severity.MAJOR,
        )

    def _trouble(
        self,
        template: str,
        part: str,
        evidence: dict[str, str],
        severity: Severity = Severity.MINOR,
    ) -> None:
        self.troubles.append(
            trouble(
                template,
                document=self.name,
                language=self.language,
                part=part or "_rels/.rels",
                evidence=evidence,
                severity=severity,
            )
        )


def _core(root: Any) -> dict[str, str]:
    found = {}
    for element in root:
        key = _CORE.get(str(element.tag).rsplit("}", 1)[-1])
        if key and (element.text or "").strip():
            found[key] = element.text.strip()
    return found


def _custom(root: Any) -> dict[str, str]:
    return {
        element.get("name"): "".join(element.itertext()).strip()
        for element in root
        if isinstance(element.tag, str) and element.get("name")
    }


def _words(root: Any) -> list[str]:
    """Give the paragraphs of a drawing's text and the names of a chart's categories, each once."""
    found: dict[str, None] = {}
    for element in root.iter(x(A, "p"), x(CHART, "strCache")):
        if element.tag == x(A, "p"):
            said = ["".join(one.text or "" for one in element.iter(x(A, "t")))]
        else:
            said = [one.text or "" for one in element.iter(x(CHART, "v"))]
        found.update(dict.fromkeys(text.strip() for text in said if text.strip()))
    return list(found)

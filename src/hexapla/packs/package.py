"""The package around a Word file (ECMA-376 Part 2): parts, their types, their relationships.

`Package.read` takes a file apart, `Package.write` puts it together in one canonical way: the
content types first, then the rest sorted, every entry dated 1980 and made by no system in
particular. The same parts give the same bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from hexapla.documents.package import unpacked_entry
from hexapla.errors import HostileDocumentError, UnreadableDocumentError
from hexapla.packs.xml import CONTENT_TYPES, OFFICE, RELATIONSHIPS, Element, local, parse, serial

TYPES_PART = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_PARTS = 20_000
_MOST_BYTES = 600 * 1024 * 1024
_STRICT = "http://purl.oclc.org/ooxml/"
_MAIN_TYPES = frozenset(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relationship of a part. `target` is a part's name, or an address where `external`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type: header, image, hyperlink."""
        return self.type.rsplit("/", 1)[-1]


def relations_part(part: str) -> str:
    """Give the name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def canonical_zip(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Write a zip whose bytes depend on the names and contents alone (and the zlib build)."""
    stream = io.BytesIO()
    ordered = sorted(
        parts, key=lambda part: (part[0] != TYPES_PART, part[0] != "_rels/.rels", part)
    )
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in ordered:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content)
    return stream.getvalue()


@dataclass(slots=True)
class Package:
    """A Word file, apart. Part names have no leading slash."""

    parts: dict[str, bytes] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    _relations: dict[str, tuple[Relation, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes, *, place: str = "") -> Package:
        """Take a .docx or .dotx apart.

        Raises:
            UnreadableDocumentError: it is no such file, or a part is missing or no XML.
            HostileDocumentError: it has too many or too large parts, or two of one name.

        """
        try:
            package = cls(parts=dict(_entries(content, place)))
            types = parse(package.parts[TYPES_PART])
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, EOFError) as error:
            raise UnreadableDocumentError(
                "is no Word document", place=place, cause=str(error), remedy="save it as .docx"
            ) from error
        for entry in types:
            kind = local(entry)
            if kind == "Default":
                package.defaults[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
            elif kind == "Override":
                name = entry.get("PartName", "").lstrip("/")
                package.overrides[name] = entry.get("ContentType", "")
        main = package.main
        if not main or main not in package.parts:
            raise UnreadableDocumentError(
                "has no main document part",
                place=place,
                remedy="save it anew with a word processor",
            )
        if _STRICT.encode() in package.parts[main][:4096]:
            raise UnreadableDocumentError(
                "is a Strict Open XML document",
                place=place,
                cause="its styles and measures follow another schema",
                remedy="save it as “Word document (.docx)”",
            )
        if package.type_of(main) not in _MAIN_TYPES:
            raise UnreadableDocumentError(
                "is no plain Word document or template",
                place=place,
                cause=package.type_of(main) or "its type is not named",
                remedy="save it as .docx",
            )
        return package

    def copy(self) -> Package:
        """Give a package that may be changed without changing this one."""
        return Package(
            dict(self.parts), dict(self.defaults), dict(self.overrides), dict(self._relations)
        )

    @property
    def main(self) -> str:
        """The name of the main document part, or “”."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument":
                return relation.target
        return ""

    def type_of(self, part: str) -> str:
        """Give the content type of a part, or “”."""
        extension = part.rsplit(".", 1)[-1].lower()
        return self.overrides.get(part) or self.defaults.get(extension, "")

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Give the relationships of a part (“”: of the package), in the file's order."""
        if part not in self._relations:
            raw = self.parts.get(relations_part(part))
            self._relations[part] = tuple(_relations(part, raw)) if raw else ()
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """Give the part that `part` points to with a relationship of that kind, or “”."""
        for relation in self.relations(part):
            if relation.kind == kind and not relation.external and relation.target in self.parts:
                return relation.target
        return ""

    def relate(self, part: str, relations: Iterable[Relation]) -> None:
        """Put the relationships of a part."""
        put = tuple(relations)
        self._relations[part] = put
        if not put:
            self.parts.pop(relations_part(part), None)
            return
        root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})
        for relation in put:
            entry = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
            entry.set("Id", relation.id)
            entry.set("Type", relation.type)
            if relation.external:
                entry.set("Target", relation.target)
                entry.set("TargetMode", "External")
            else:
                entry.set("Target", f"/{relation.target}")
        self.parts[relations_part(part)] = serial(root)

    def put(self, part: str, content: bytes, kind: str) -> None:
        """Put a part with its content type."""
        self.parts[part] = content
        extension = part.rsplit(".", 1)[-1].lower()
        if self.defaults.get(extension) != kind:
            self.overrides[part] = kind

    def write(self) -> bytes:
        """Put the file together, in its canonical form."""
        root = etree.Element(f"{{{CONTENT_TYPES}}}Types", nsmap={None: CONTENT_TYPES})
        for extension in sorted(self.defaults):
            entry = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Default")
            entry.set("Extension", extension)
            entry.set("ContentType", self.defaults[extension])
        for part in sorted(self.overrides):
            if part in self.parts:
                entry = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
                entry.set("PartName", f"/{part}")
                entry.set("ContentType", self.overrides[part])
        return canonical_zip({**self.parts, TYPES_PART: serial(root)}.items())


def office(kind: str) -> str:
    """Give the relationship type of that kind, such as “header”."""
    return f"{OFFICE}/{kind}"


def _entries(content: bytes, place: str) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS:
            raise HostileDocumentError("has too many parts", place=place, cause=f"{len(entries)}")
        for entry in entries:
            if entry.is_dir():
                continue
            name = entry.filename.replace("\\", "/").lstrip("/")
            if name.casefold() in seen:
                raise HostileDocumentError("has two parts of one name", place=place, cause=name)
            seen.add(name.casefold())
            total += entry.file_size
            if total > _MOST_BYTES:
                raise HostileDocumentError("is too large when unpacked", place=place)
            try:
                yield name, unpacked_entry(content, archive, entry)
            except (RuntimeError, NotImplementedError) as error:
                raise UnreadableDocumentError(
                    "cannot be unpacked", place=place, cause=str(error), remedy="save it anew"
                ) from error


def _relations(part: str, raw: bytes) -> Iterator[Relation]:
    try:
        root: Element = parse(raw)
    except etree.XMLSyntaxError:
        return
    folder = posixpath.dirname(part)
    for entry in root:
        if local(entry) != "Relationship":
            continue
        target = entry.get("Target", "")
        external = entry.get("TargetMode") == "External"
        if not external:
            joined = target if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(joined).lstrip("/")
        yield Relation(
            id=entry.get("Id", ""), type=entry.get("Type", ""), target=target, external=external
        )

"""The parts of a Word package: which is the document, what belongs to which, what lies outside.

ECMA-376 Part 2 (OPC): content types, relationships. A relationship's target is a part of the
package, or lies outside it (external): nothing external is ever fetched.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from hexapla.documents.docx.names import PACKAGE_RELATIONSHIPS, x
from hexapla.documents.package import Package
from hexapla.errors import UnreadableDocumentError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MEDIA = {
    _WORD + "document.main+xml": "",
    _WORD + "template.main+xml": "template",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "macros",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "macros",
}
_OTHERS = {
    "spreadsheetml": "a spreadsheet",
    "presentationml": "a presentation",
    "ms-excel": "a spreadsheet",
    "ms-powerpoint": "a presentation",
}
_MAIN = "/officeDocument"
_SIMPLE = re.compile(r"\w[^\\/]*(?:/\w[^\\/]*)*")
"""A target that is already as it would be made: no step up, no doubled stroke."""
HARMLESS = frozenset({"hyperlink"})
"""External relationships that nothing follows until a reader clicks."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship: the last part of its type, its target, whether that lies outside."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Parts:
    """A Word package's parts, found by content type and relationship."""

    package: Package
    main: str = ""
    media: str = ""
    sort: str = ""  # "", template or macros
    _relationships: dict[str, dict[str, Relationship]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if "[Content_Types].xml" not in self.package:
            raise UnreadableDocumentError(
                "is a ZIP archive but no Word document",
                cause="it lacks [Content_Types].xml",
                remedy="put the document itself here",
            )
        root = next(
            (
                one.target
                for one in self.relationships("").values()
                if one.kind == "officeDocument" and not one.external
            ),
            "",
        )
        self.main = root or "word/document.xml"
        self.media = self._content_type(self.main)
        if self.media in _MEDIA:
            self.sort = _MEDIA[self.media]
        other = next((name for part, name in _OTHERS.items() if part in self.media), "")
        if other or self.main not in self.package:
            raise UnreadableDocumentError(
                f"is {other}, no Word document" if other else f"lacks the part {self.main}",
                remedy="export it as .docx" if other else "open it in Word and save it anew",
            )

    def _content_type(self, part: str) -> str:
        name, extension = part.lower(), part.rsplit(".", 1)[-1].lower()
        override = default = ""
        for element in self.package.xml("[Content_Types].xml").iterchildren("{*}*"):
            said = element.get("PartName")
            if said is not None and said.lstrip("/").lower() == name:
                override = element.get("ContentType") or ""
            elif said is None and (element.get("Extension") or "").lower() == extension:
                default = element.get("ContentType") or ""
        return override or default

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Give a part's relationships by id; the package's own for ""."""
        known = self._relationships.get(part.lower())
        if known is not None:
            return known
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        made: dict[str, Relationship] = {}
        if path in self.package:
            for element in self.package.xml(path).iterchildren(
                x(PACKAGE_RELATIONSHIPS, "Relationship")
            ):
                made[element.get("Id") or ""] = _relationship(element, folder)
        self._relationships[part.lower()] = made
        return made

    def with_relationships(self) -> list[str]:
        """Give every part that has relationships, lower-cased and sorted; "" is the package."""
        found = []
        for name in self.package.names():
            folder, _, file = name.rpartition("_rels/")
            if file.endswith(".rels") and "/" not in file:
                found.append(folder + file.removesuffix(".rels"))
        return sorted(found)

    def related(self, part: str, kind: str) -> list[str]:
        """Give the parts that `part` is related to by that kind, in the order of their ids."""
        found = [
            (identifier, one.target)
            for identifier, one in self.relationships(part).items()
            if one.kind == kind and not one.external and one.target in self.package
        ]
        if len(found) > 1:
            found.sort(key=lambda one: (_natural(one[0]), one[1]))
        return [target for _, target in found]

    def name(self, part: str, kind: str) -> str:
        """Give the name of the one part of that kind, or “”."""
        found = self.related(part, kind)
        return found[0] if found else ""

    def one(self, part: str, kind: str) -> Any | None:
        """Parse the one part of that kind; None where there is none."""
        name = self.name(part, kind)
        return self.package.xml(name) if name else None

    def data(self, part: str, kind: str) -> bytes | None:
        """Unpack the one part of that kind; None where there is none."""
        name = self.name(part, kind)
        return self.package.read(name) if name else None


def _relationship(element: Any, folder: str) -> Relationship:
    kind = (element.get("Type") or "").rsplit("/", 1)[-1]
    target = element.get("Target") or ""
    if (element.get("TargetMode") or "").lower() == "external":
        return Relationship(kind, target, external=True)
    if _SIMPLE.fullmatch(target):
        return Relationship(kind, f"{folder}/{target}" if folder else target, external=False)
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return Relationship(kind, posixpath.normpath(path).lstrip("/"), external=False)


def _natural(identifier: str) -> tuple[str, int, str]:
    found = re.fullmatch(r"(\D*)(\d{1,9})", identifier)
    return (found[1], int(found[2]), "") if found else (identifier, -1, identifier)

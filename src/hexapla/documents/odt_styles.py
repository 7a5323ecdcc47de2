"""Styles and lists of OpenDocument: what a paragraph inherits, and how its number is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hexapla.documents.docx.symbols import shown
from hexapla.documents.numerals import numeral
from hexapla.errors import UsageError
from hexapla.model import Language
from hexapla.model import language as tagged

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
            "I": "upperRoman", "": "none"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a text or paragraph style, its parents included."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    language: Language | None = None
    outline: int = 0
    name: str = ""
    list_style: str = ""


@dataclass(slots=True)
class Styles:
    """The styles of a document and the counters of its lists."""

    lists: dict[str, dict[int, Any]] = field(default_factory=dict)
    _elements: dict[tuple[str, str], Any] = field(default_factory=dict)
    _resolved: dict[tuple[str, str], Style] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def begin(self, style: str) -> None:
        """Let a list of that style count from its start again."""
        self._counts.pop(style, None)

    def label(self, style: str, level: int, start: str | None) -> str:
        """Count an item of a list; give the label that stands before it."""
        levels = self.lists.get(style, {})
        definition = levels.get(level)
        if definition is None:
            return ""
        if definition.tag not in {TEXT + "list-level-style-number", TEXT + "outline-level-style"}:
            return shown(definition.get(TEXT + "bullet-char") or "•", "")
        if not definition.get(STYLE + "num-format"):
            return ""
        counts = self._counts.setdefault(style, [])
        while len(counts) < level:
            counts.append(number(_start(levels.get(len(counts) + 1)), 1) - 1)
        del counts[level:]
        counts[level - 1] = number(start, counts[level - 1] + 1)
        depth = min(number(definition.get(TEXT + "display-levels"), 1), level)
        parts = [
            numeral(counts[index], _FORMATS.get(_format(levels.get(index + 1)), "decimal"))
            for index in range(level - depth, level)
        ]
        prefix = definition.get(STYLE + "num-prefix") or ""
        suffix = definition.get(STYLE + "num-suffix") or ""
        return f"{prefix}{'.'.join(part for part in parts if part)}{suffix}".strip()

    def add(self, root: Any) -> None:
        """Take in the styles of a part."""
        for element in root.iter(STYLE + "style"):
            key = (element.get(STYLE + "family") or "", element.get(STYLE + "name") or "")
            self._elements.setdefault(key, element)
        for element in root.iter(TEXT + "list-style", TEXT + "outline-style"):
            outline = element.tag == TEXT + "outline-style"
            name = "outline" if outline else element.get(STYLE + "name") or ""
            levels = {
                number(level.get(TEXT + "level"), 1): level
                for level in element
                if isinstance(level.tag, str)
            }
            self.lists.setdefault(name, levels)

    def __call__(self, family: str, name: str) -> Style:
        """Give a style by family (paragraph, text) and name, its parents included."""
        key = (family, name)
        if key not in self._resolved:
            self._resolved[key] = Style()  # a style that is its own ancestor says nothing more
            self._resolved[key] = self._resolve(family, name)
        return self._resolved[key]

    def _resolve(self, family: str, name: str) -> Style:
        element = self._elements.get((family, name))
        if element is None:
            return Style(name=name)
        parent = self(family, element.get(STYLE + "parent-style-name") or "")
        said = element.find(STYLE + "text-properties")
        properties = {} if said is None else dict(said.attrib)
        weight, slant = properties.get(_FO + "font-weight"), properties.get(_FO + "font-style")
        display = properties.get(TEXT + "display")
        automatic = element.getparent().tag == OFFICE + "automatic-styles"
        return Style(
            bold=parent.bold if weight is None else weight not in {"normal", "400"},
            italic=parent.italic if slant is None else slant != "normal",
            hidden=parent.hidden if display is None else display == "none",
            language=_language(properties) or parent.language,
            outline=number(element.get(STYLE + "default-outline-level"), parent.outline),
            name=parent.name if automatic else name,
        )


def _language(properties: Mapping[str, str]) -> Language | None:
    code, country = properties.get(_FO + "language"), properties.get(_FO + "country")
    if not code or code in {"none", "zxx"}:
        return None
    try:
        return tagged(code if not country or country == "none" else f"{code}-{country}")
    except UsageError:
        return None


def number(said: str | None, otherwise: int) -> int:
    """Read a whole number; give `otherwise` for anything else."""
    return int(said) if said is not None and said.isascii() and said.isdigit() else otherwise


def _format(level: Any) -> str:
    return "" if level is None else level.get(STYLE + "num-format") or ""


def _start(level: Any) -> str | None:
    return None if level is None else level.get(TEXT + "start-value")

"""Styles: what a paragraph or a run inherits along the chain of basedOn (ECMA-376 Part 1 §17.7).

A heading is told by its outline level, never by the style's id, which Word translates (Virsraksts1,
Otsikko1, Rubrik1); the style's *name* of a built-in style stays English in every language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from hexapla.documents.docx.names import X_VAL, W, on, x

_HEADING = re.compile(r"heading ([1-9])")
_BODY_TEXT = 9
MOST_STYLES_IN_CHAIN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What matters of a style, inherited properties included; None: not said anywhere.

    `outline` is 0 for the first level; `num_id` “0” says: no numbering here.
    """

    name: str = ""
    outline: int | None = None
    num_id: str | None = None
    ilvl: int | None = None
    vanish: bool = False
    bold: bool = False
    italic: bool = False
    lang: str = ""


_PLAIN = Style()


class Styles:
    """The styles of a document, resolved when first asked for."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._resolved: dict[str, Style] = {}
        self.default_paragraph = ""
        path = "/".join(x(W, name) for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
        spoken = None if root is None else root.find(path)
        self.default_language = "" if spoken is None else spoken.get(X_VAL) or ""
        for element in () if root is None else root.iterchildren(x(W, "style")):
            identifier = element.get(x(W, "styleId"))
            if identifier is None:
                continue
            self._elements.setdefault(identifier, element)
            paragraph = element.get(x(W, "type")) == "paragraph"
            if paragraph and element.get(x(W, "default")) in {"1", "true", "on"}:
                self.default_paragraph = identifier

    def __call__(self, identifier: str) -> Style:
        """Give a style by its id; an unknown one says nothing."""
        known = self._resolved.get(identifier)
        if known is None:
            known = self._resolved[identifier] = self._resolve(identifier)
        return known

    def _resolve(self, identifier: str) -> Style:
        chain: list[Any] = []
        seen: set[str] = set()
        current: str | None = identifier
        while current in self._elements and current not in seen:
            seen.add(current)
            element = self._elements[current]
            chain.append(element)
            current = _value(element, "basedOn") if len(chain) < MOST_STYLES_IN_CHAIN else None
        if not chain:
            return _PLAIN
        name = (_value(chain[0], "name") or "").lower()
        outline = _number(_first(chain, "pPr", "outlineLvl"))
        if outline is None:
            heading = _HEADING.fullmatch(name)
            outline = int(heading[1]) - 1 if heading else 0 if name == "title" else None
        return Style(
            name=name,
            outline=None if outline is None or outline >= _BODY_TEXT else outline,
            num_id=_first(chain, "pPr", "numPr", "numId"),
            ilvl=_number(_first(chain, "pPr", "numPr", "ilvl")),
            vanish=_flag(chain, "vanish"),
            bold=_flag(chain, "b"),
            italic=_flag(chain, "i"),
            lang=_first(chain, "rPr", "lang") or "",
        )


def _value(element: Any, name: str) -> str | None:
    found = element.find(x(W, name))
    return None if found is None else found.get(X_VAL)


def _first(chain: list[Any], *names: str) -> str | None:
    """Give the nearest value along the chain at the path `names`."""
    path = "/".join(x(W, name) for name in names)
    for element in chain:
        found = element.find(path)
        if found is not None and found.get(X_VAL) is not None:
            value: str = found.get(X_VAL)
            return value
    return None


def _flag(chain: list[Any], name: str) -> bool:
    path = f"{x(W, 'rPr')}/{x(W, name)}"
    for element in chain:
        found = element.find(path)
        if found is not None:
            return on(found.get(X_VAL))
    return False


def _number(said: str | None) -> int | None:
    return int(said) if said is not None and re.fullmatch(r"\d{1,3}", said) else None

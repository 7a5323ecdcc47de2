"""Styles of several documents in one: shared where they say the same, else kept apart.

A document's styles come in under their own ids and names, so that two documents with a different
“Heading 1” keep both looks. What a document takes from its own defaults (w:docDefaults, the theme's
fonts) is written into its root styles where the pack's defaults say something else.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from hexapla.packs.xml import Element, child, e, local, on, ordered, q, value

MERGED = {"rFonts", "spacing", "ind", "lang"}
"""Properties whose attributes inherit one by one."""
_NEUTRAL_RUN: Mapping[str, Mapping[str, str]] = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), "Times New Roman"),
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "color": {"val": "auto"},
    "kern": {"val": "0"},
    "spacing": {"val": "0"},
    "b": {"val": "0"},
    "bCs": {"val": "0"},
    "i": {"val": "0"},
    "iCs": {"val": "0"},
}
_NEUTRAL_PARAGRAPH: Mapping[str, Mapping[str, str]] = {
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "ind": {"left": "0", "right": "0", "firstLine": "0"},
    "jc": {"val": "left"},
    "widowControl": {"val": "1"},
    "keepNext": {"val": "0"},
    "keepLines": {"val": "0"},
}
_KINDS = ("paragraph", "character", "table", "numbering")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """How a document's styles are called in the pack: old id to new id, and its defaults."""

    ids: Mapping[str, str]
    names: Mapping[str, str]
    paragraph: str
    table: str
    numbered: frozenset[str]
    """New ids of the styles that carry numbering and were made for this document."""
    made: tuple[Element, ...]
    rewritten: bool = False
    """Whether the document's defaults had to be written into its styles."""


@dataclass(slots=True)
class StyleTable:
    """The styles of a pack.

    `open` says that the pack's defaults are still to be taken from the first document.
    """

    root: Element
    open: bool = True
    _names: set[str] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)
    _known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in self.root.findall(q("style")):
            self._ids.add(style.get(q("styleId"), ""))
            self._names.add((value(style, "name") or "").casefold())

    def adopt(self, guest: Element | None, number: int, *, salt: str = "") -> Adopted:
        """Bring in a document's styles (a w:styles without theme references).

        `number` tells documents apart in ids and names; `salt` keeps styles apart that look the
        same but must not be shared.
        """
        root = copy.deepcopy(guest) if guest is not None else e("styles")
        defaults = _with_defaults(root)
        if self.open:
            self._take_defaults(root)
            self.open = False
        materialise = _defaults_print(root) != _defaults_print(self.root)
        styles = {style.get(q("styleId")): style for style in root.findall(q("style"))}
        if materialise:
            _materialise(root, self.root, styles)
        prints = _prints(styles, f"{materialise}{salt}")
        numbered = _numbered(styles)
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        fresh: list[str] = []
        for old, style in styles.items():
            shared = None if old in numbered else self._known.get(prints[old])
            if shared is None:
                shared = self._unique(f"d{number}_{old}")
                fresh.append(old)
                if old not in numbered:
                    self._known[prints[old]] = shared
            ids[old] = shared
            names[(value(style, "name") or old).casefold()] = shared
        made = tuple(self._insert(styles[old], ids, number) for old in fresh)
        by_id = {style.get(q("styleId")): style for style in self.root.findall(q("style"))}
        return Adopted(
            ids=ids,
            names={
                name: value(by_id[new], "name") or new
                for name, new in names.items()
                if new in by_id
            },
            paragraph=ids[defaults["paragraph"]],
            table=ids.get(defaults.get("table", ""), ""),
            numbered=frozenset(ids[old] for old in fresh if old in numbered),
            made=made,
            rewritten=materialise,
        )

    def _take_defaults(self, guest: Element) -> None:
        own = child(self.root, "docDefaults")
        if own is not None:
            self.root.remove(own)
        theirs = child(guest, "docDefaults")
        if theirs is not None:
            self.root.insert(0, copy.deepcopy(theirs))

    def _unique(self, wanted: str) -> str:
        made, count = wanted, 1
        while made in self._ids:
            count += 1
            made = f"{wanted}_{count}"
        self._ids.add(made)
        return made

    def _insert(self, style: Element, ids: Mapping[str, str], number: int) -> Element:
        style = copy.deepcopy(style)
        style.set(q("styleId"), ids[style.get(q("styleId"))])
        style.attrib.pop(q("default"), None)
        style.set(q("customStyle"), "1")
        for name in ("basedOn", "next", "link"):
            found = child(style, name)
            if found is not None:
                if found.get(q("val")) in ids:
                    found.set(q("val"), ids[found.get(q("val"))])
                else:
                    style.remove(found)
        named = child(style, "name")
        if named is None:
            named = etree.SubElement(style, q("name"))
            named.set(q("val"), style.get(q("styleId")))
        old_name = named.get(q("val"), "")
        _outline(style, old_name)
        wanted = f"{old_name} ({number})"
        while wanted.casefold() in self._names:
            wanted += "′"
        self._names.add(wanted.casefold())
        named.set(q("val"), wanted)
        for name in ("aliases", "autoRedefine", "locked"):
            found = child(style, name)
            if found is not None:
                style.remove(found)
        self.root.append(ordered(style))
        return style


def _outline(style: Element, name: str) -> None:
    """Write down the outline level that a built-in heading has by its name alone."""
    words = name.casefold().split()
    if style.get(q("type")) != "paragraph" or words[:1] != ["heading"] or len(words) != 2:  # noqa: PLR2004  heading and its level
        return
    if not words[1].isdigit() or not 1 <= int(words[1]) <= 9:  # noqa: PLR2004  Word has nine levels
        return
    properties = child(style, "pPr")
    if properties is None:
        properties = etree.SubElement(style, q("pPr"))
    if child(properties, "outlineLvl") is None:
        properties.append(e("outlineLvl", val=int(words[1]) - 1))
        ordered(properties)


def _with_defaults(root: Element) -> dict[str, str]:
    """Drop styles that cannot be named and make a default paragraph style; give the defaults."""
    defaults: dict[str, str] = {}
    seen: set[str] = set()
    for style in root.findall(q("style")):
        name, kind = style.get(q("styleId")), style.get(q("type"), "paragraph")
        if not name or name in seen or kind not in _KINDS:
            root.remove(style)
            continue
        seen.add(name)
        style.set(q("type"), kind)
        if style.get(q("default")) in {"1", "true", "on"}:
            defaults.setdefault(kind, name)
    if "paragraph" not in defaults:
        made = e("style", e("name", val="Normal"), type="paragraph", styleId="_Default")
        root.append(made)
        defaults["paragraph"] = "_Default"
    return defaults


def _defaults(root: Element, kind: str) -> Element | None:
    """Give rPr or pPr of w:docDefaults, or None."""
    found = child(root, "docDefaults")
    holder = child(found, f"{kind}Default") if found is not None else None
    return child(holder, kind) if holder is not None else None


def _defaults_print(root: Element) -> bytes:
    parts = []
    for kind in ("rPr", "pPr"):
        found = _defaults(root, kind)
        parts.append(_canonical(found) if found is not None and len(found) else b"")
    return b"|".join(parts)


def _canonical(element: Element) -> bytes:
    made: bytes = etree.tostring(_bare(element), method="c14n", exclusive=True)
    return made


def _bare(element: Element) -> Element:
    """Give a copy without what a reader cannot see: revision marks of editing sessions."""
    bare = copy.deepcopy(element)
    for one in bare.iter():
        if local(one) == "rsid":
            one.getparent().remove(one)
        for name in list(one.attrib):
            if "rsid" in name:
                del one.attrib[name]
    return bare


def _prints(styles: Mapping[str, Element], salt: str) -> dict[str, str]:
    """Give each style's fingerprint: what it says and everything that it rests on."""
    made: dict[str, str] = {}

    def of(name: str, above: frozenset[str]) -> str:
        if name in made:
            return made[name]
        style = _bare(styles[name])
        style.attrib.pop(q("styleId"), None)
        based = value(style, "basedOn")
        resting = ""
        if based is not None and based in styles and based not in above:
            resting = of(based, above | {name})
        for kind in ("basedOn", "next", "link"):
            found = child(style, kind)
            if found is not None:
                target = styles.get(found.get(q("val")))
                found.set(q("val"), (value(target, "name") or "") if target is not None else "")
        raw = etree.tostring(style, method="c14n", exclusive=True)
        made[name] = hashlib.sha256(raw + resting.encode() + salt.encode()).hexdigest()
        return made[name]

    for name in styles:
        of(name, frozenset({name}))
    return made


def chain(styles: Mapping[str, Element], name: str | None) -> Iterator[Element]:
    """Give a style and those that it is based on, nearest first."""
    seen: set[str] = set()
    while name is not None and name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = value(styles[name], "basedOn")


def _numbers(style: Element) -> bool:
    return style.find(f".//{q('numPr')}/{q('numId')}") is not None


def _numbered(styles: Mapping[str, Element]) -> frozenset[str]:
    """Give the styles that number: shared ones would count on from document to document."""
    return frozenset(
        name
        for name in styles
        if any(
            style.find(f".//{q('numPr')}/{q('numId')}") is not None for style in chain(styles, name)
        )
        or styles[name].get(q("type")) == "numbering"
    )


def _materialise(root: Element, pack: Element, styles: Mapping[str, Element]) -> None:
    """Write the document's own defaults into its root paragraph styles."""
    for style in styles.values():
        if style.get(q("type")) != "paragraph" or value(style, "basedOn") in styles:
            continue
        for kind, neutral in (("pPr", _NEUTRAL_PARAGRAPH), ("rPr", _NEUTRAL_RUN)):
            properties = child(style, kind)
            if properties is None:
                properties = etree.SubElement(style, q(kind))
            inherit(properties, _defaults(root, kind))
            _neutralise(properties, _defaults(pack, kind), neutral)
            ordered(properties)
        ordered(style)


def inherit(properties: Element, lower: Element | None) -> None:
    """Add what `lower` says and `properties` do not."""
    if lower is None:
        return
    have = {one.tag: one for one in properties}
    for one in lower:
        if one.tag not in have:
            properties.append(copy.deepcopy(one))
        elif local(one) in MERGED:
            _fill(have[one.tag], one.attrib.items())


def _fill(element: Element, attributes: Iterable[tuple[str, str]]) -> None:
    present = set(element.attrib)
    for name, said in attributes:
        if name not in present and not _contradicted(name, present):
            element.set(name, said)


_RIVALS = (("firstLine", "hanging"), ("left", "start"), ("right", "end"))


def _contradicted(name: str, present: set[str]) -> bool:
    """Tell whether a rival of the attribute is set: a hanging indent excludes a first-line one."""
    for pair in _RIVALS:
        names = [q(one) for one in pair]
        if name in names and any(other in present for other in names if other != name):
            return True
    return False


def _neutralise(
    properties: Element, pack: Element | None, neutral: Mapping[str, Mapping[str, str]]
) -> None:
    """Set to the standard's own default what the pack's defaults would let in."""
    if pack is None:
        return
    have = {local(one): one for one in properties}
    for one in pack:
        name = local(one)
        said = neutral.get(name)
        if said is None:
            continue
        if name not in have:
            have[name] = etree.SubElement(properties, q(name))
        elif name not in MERGED:
            continue
        _fill(have[name], [(q(key), text) for key, text in said.items()])


def toggled(properties: Element | None, name: str) -> bool:
    """Tell whether a toggle property is set."""
    return properties is not None and on(child(properties, name))

"""Is every reference in a Word file answered? The composer's outputs are held to this in the tests.

References of every kind: relationships and their parts, styles, numbering, notes, comments and
their ranges, bookmarks that links and fields lead to, ids that must differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from hexapla.packs.fields import instructions
from hexapla.packs.guest import NOTES
from hexapla.packs.package import Package
from hexapla.packs.xml import Element, R, local, parse, q, value

_STORIES = (
    "header+xml",
    "footer+xml",
    "footnotes+xml",
    "endnotes+xml",
    "comments+xml",
)
_BOOKMARK_FIELD = re.compile(r'^\s*(?:REF|PAGEREF|NOTEREF)\s+"?([^\s"\\]+)|\\[lb]\s+"?([^\s"\\]+)')
_SELF = {"TOC", "HYPERLINK", "REF", "PAGEREF", "NOTEREF"}


def dangling(package: Package) -> tuple[str, ...]:
    """Give what leads nowhere or stands twice, a line each; none where the file is whole."""
    stories = {
        part: parse(package.parts[part])
        for part in sorted(package.parts)
        if part == package.main or package.type_of(part).endswith(_STORIES)
    }
    problems: list[str] = []
    problems += _relations(package, stories)
    problems += _types(package)
    problems += _styles(package, stories)
    problems += _numbering(package, stories)
    problems += _notes(package, stories)
    problems += _bookmarks(package, stories)
    problems += _drawings(stories)
    return tuple(problems)


def _relations(package: Package, stories: Mapping[str, Element]) -> Iterator[str]:
    for part in sorted(package.parts):
        for relation in package.relations(part):
            if not relation.external and relation.target not in package.parts:
                yield f"{part}: {relation.id} leads to no part ({relation.target})"
        ids = Counter(one.id for one in package.relations(part))
        yield from (f"{part}: two relationships {name}" for name, n in ids.items() if n > 1)
    for part, root in stories.items():
        known = {one.id for one in package.relations(part)}
        for one in root.iter():
            if not isinstance(one.tag, str):
                continue
            for name, said in one.attrib.items():
                if name.startswith(f"{{{R}}}") and said not in known:
                    yield f"{part}: {local(one)} asks for relationship {said}"


def _types(package: Package) -> Iterator[str]:
    for part in sorted(package.parts):
        if not part.startswith("[") and not package.type_of(part):
            yield f"{part}: has no content type"


def _part(package: Package, kind: str) -> Element | None:
    name = package.related(package.main, kind)
    return parse(package.parts[name]) if name else None


def _styles(package: Package, stories: Mapping[str, Element]) -> Iterator[str]:
    root = _part(package, "styles")
    styles = root.findall(q("style")) if root is not None else []
    ids = Counter(style.get(q("styleId")) for style in styles)
    names = Counter(
        ((value(style, "name") or "").casefold(), style.get(q("type"))) for style in styles
    )
    yield from (f"two styles have the id {name}" for name, n in ids.items() if n > 1)
    yield from (f"two styles have the name {name[0]}" for name, n in names.items() if n > 1)
    for style in styles:
        for kind in ("basedOn", "next", "link"):
            said = value(style, kind)
            if said is not None and said not in ids:
                yield f"style {style.get(q('styleId'))}: {kind} {said} is not there"
    numbering = _part(package, "numbering")
    roots = {**stories, **({"numbering": numbering} if numbering is not None else {})}
    for part, story in roots.items():
        for one in story.iter(q("pStyle"), q("rStyle"), q("tblStyle")):
            if one.get(q("val")) not in ids:
                yield f"{part}: style {one.get(q('val'))} is not there"


def _numbering(package: Package, stories: Mapping[str, Element]) -> Iterator[str]:
    root = _part(package, "numbering")
    nums: set[str | None] = {"0"}
    if root is not None:
        abstract = {one.get(q("abstractNumId")) for one in root.findall(q("abstractNum"))}
        for num in root.findall(q("num")):
            if num.get(q("numId")) in nums:
                yield f"numbering: two num {num.get(q('numId'))}"
            nums.add(num.get(q("numId")))
            if value(num, "abstractNumId") not in abstract:
                yield f"numbering: num {num.get(q('numId'))} rests on nothing"
        identities = Counter(value(one, "nsid") for one in root.findall(q("abstractNum")))
        yield from (
            f"numbering: two lists of the identity {name}"
            for name, n in identities.items()
            if name and n > 1
        )
    styles = _part(package, "styles")
    roots = {**stories, **({"styles": styles} if styles is not None else {})}
    for part, story in roots.items():
        for one in story.iter(q("numId")):
            if one.get(q("val")) not in nums:
                yield f"{part}: numbering {one.get(q('val'))} is not there"


def _notes(package: Package, stories: Mapping[str, Element]) -> Iterator[str]:
    for kind, single in NOTES.items():
        root = _part(package, kind)
        known = Counter(
            one.get(q("id")) for one in (root if root is not None else ()) if local(one) == single
        )
        yield from (f"{kind}: two notes {name}" for name, n in known.items() if n > 1)
        for part, story in stories.items():
            for one in story.iter(q(f"{single}Reference")):
                if one.get(q("id")) not in known:
                    yield f"{part}: {single} {one.get(q('id'))} is not there"
            if kind != "comments":
                continue
            starts = Counter(one.get(q("id")) for one in story.iter(q("commentRangeStart")))
            ends = Counter(one.get(q("id")) for one in story.iter(q("commentRangeEnd")))
            for name in sorted(set(starts) | set(ends), key=str):
                if name not in known or starts[name] != ends[name]:
                    yield f"{part}: the range of comment {name} is broken"


def _bookmarks(package: Package, stories: Mapping[str, Element]) -> Iterator[str]:
    names: Counter[str] = Counter()
    for part, root in stories.items():
        starts = Counter(one.get(q("id")) for one in root.iter(q("bookmarkStart")))
        ends = Counter(one.get(q("id")) for one in root.iter(q("bookmarkEnd")))
        yield from (f"{part}: two bookmarks {name}" for name, n in starts.items() if n > 1)
        yield from (
            f"{part}: bookmark {name} has no end"
            for name in sorted(set(starts) - set(ends), key=str)
        )
        yield from (
            f"{part}: end of no bookmark {name}"
            for name in sorted(set(ends) - set(starts), key=str)
        )
        names.update((one.get(q("name")) or "").casefold() for one in root.iter(q("bookmarkStart")))
    yield from (f"two bookmarks are called {name}" for name, n in names.items() if n > 1)
    for part, root in stories.items():
        links = [one.get(q("anchor")) for one in root.iter(q("hyperlink"))]
        links += [
            relation.target[1:]
            for relation in package.relations(part)
            if relation.external and relation.target.startswith("#")
        ]
        for anchor in links:
            if anchor and anchor.casefold() not in {*names, "_top"}:
                yield f"{part}: a link leads to no bookmark ({anchor})"
        for instruction in instructions(root):
            if any(name.casefold() not in names for name in _led_to(instruction)):
                yield f"{part}: a field leads to no bookmark ({instruction.strip()})"


def _led_to(instruction: str) -> Iterator[str]:
    """Give the bookmarks that a field's instruction names."""
    code = next(iter(instruction.split()), "").upper()
    if code not in _SELF:
        return
    for found in _BOOKMARK_FIELD.finditer(instruction):
        if code != "TOC" or not found[0].startswith("\\l"):
            yield found[1] or found[2]


def _drawings(stories: Mapping[str, Element]) -> Iterator[str]:
    ids = Counter(one.get("id") for root in stories.values() for one in root.iter(q("wp:docPr")))
    yield from (f"two drawings have the id {name}" for name, n in ids.items() if n > 1)

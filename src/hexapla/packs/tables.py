"""What a table's style says of its paragraphs, where a document's defaults no longer lie below it.

A table style's fonts and spacing overrule a document's defaults, but not its paragraph styles
(ECMA-376 Part 1, 17.7.2). In a pack another document's defaults may hold, so that a document's own
are written into its root paragraph styles, which the table style cannot overrule. What it said is
then written into the paragraphs and runs of its tables.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence

from hexapla.packs.styles import MERGED, chain, inherit
from hexapla.packs.xml import Element, child, e, local, names, ordered, properties_of, q, value

_SAID = {
    "pPr": frozenset(names("spacing ind jc widowControl keepNext keepLines contextualSpacing")),
    "rPr": frozenset(names("rFonts sz szCs color kern spacing b bCs i iCs")),
}
Styles = Mapping[str | None, Element]


def keep_table_looks(roots: Iterable[Element], styles: Element | None) -> None:
    """Write what table styles say into the paragraphs and runs that they hold for.

    `styles` are the document's own, and the stories still name them.
    """
    if styles is None:
        return
    known = {style.get(q("styleId")): style for style in styles.findall(q("style"))}
    defaults = {
        style.get(q("type")): style.get(q("styleId"))
        for style in reversed(styles.findall(q("style")))
        if style.get(q("default")) in {"1", "true", "on"}
    }
    looks = _Looks(known, defaults)
    for root in roots:
        for table in root.iter(q("tbl")):
            style = value(child(table, "tblPr"), "tblStyle") or defaults.get("table")
            if any(len(looks.of_table(style, kind)) for kind in _SAID):
                for paragraph in _own_paragraphs(table):
                    looks.write(paragraph, style)


def _own_paragraphs(table: Element) -> list[Element]:
    """Give the paragraphs of a table that stand in no table within it."""
    return [
        one
        for one in table.iter(q("p"))
        if next(one.iterancestors(q("tbl"), q("txbxContent"))) is table
    ]


class _Looks:
    """What styles say, each looked up once."""

    def __init__(self, styles: Styles, defaults: Mapping[str | None, str | None]) -> None:
        self._styles = {name: style for name, style in styles.items() if name}
        self._defaults = defaults
        self._found: dict[tuple[str | None, str], Element] = {}

    def of_table(self, style: str | None, kind: str) -> Element:
        """Give what a table style says, with what it is based on."""
        made = self._of(style, kind)
        return e(kind, *(copy.deepcopy(one) for one in made if local(one) in _SAID[kind]))

    def _of(self, style: str | None, kind: str) -> Element:
        key = style, kind
        if key not in self._found:
            made = e(kind)
            for one in chain(self._styles, style):
                inherit(made, child(one, kind))
            self._found[key] = made
        return self._found[key]

    def write(self, paragraph: Element, table: str | None) -> None:
        """Write into a paragraph and its runs what only the table's style says of them."""
        properties = child(paragraph, "pPr")
        style = value(properties, "pStyle") or self._defaults.get("paragraph")
        _add(paragraph, self.of_table(table, "pPr"), [self._of(style, "pPr")])
        said = self.of_table(table, "rPr")
        if not len(said):
            return
        for run in paragraph.iter(q("r")):
            own = value(child(run, "rPr"), "rStyle")
            _add(run, said, [self._of(own, "rPr"), self._of(style, "rPr")])


def _add(element: Element, said: Element, above: Sequence[Element]) -> None:
    """Add to an element's properties what neither they nor the styles above them say."""
    kept = e(local(said))
    for one in said:
        stronger = [
            found for found in (child(each, local(one)) for each in above) if found is not None
        ]
        if stronger and local(one) not in MERGED:
            continue
        left = copy.deepcopy(one)
        for name in {name for found in stronger for name in found.attrib}:
            left.attrib.pop(name, None)
        if len(left.attrib) or not len(one.attrib):
            kept.append(left)
    if not len(kept):
        return
    properties = properties_of(element, local(said))
    inherit(properties, kept)
    ordered(properties)

"""A document's theme, written out: a pack has one theme, its documents had their own."""

from __future__ import annotations

from collections.abc import Iterable

from hexapla.packs.xml import Element, local, names, parse, q

_FONTS = (
    ("asciiTheme", "ascii"),
    ("hAnsiTheme", "hAnsi"),
    ("eastAsiaTheme", "eastAsia"),
    ("cstheme", "cs"),
)
_FACES = (("Ascii", "latin"), ("HAnsi", "latin"), ("EastAsia", "ea"), ("Bidi", "cs"))
_COLOUR_ALIASES = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_COLOURED = names(
    "color shd top bottom left right start end insideH insideV u between bar tl2br tr2bl "
    "background bdr"
)


class Theme:
    """The fonts and colours that a document names by its theme (a:theme), or none."""

    def __init__(self, content: bytes) -> None:
        self._fonts: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        if not content:
            return
        root = parse(content)
        for kind in ("major", "minor"):
            found = root.find(f".//{q(f'a:{kind}Font')}")
            for ours, theirs in _FACES:
                face = found.find(q(f"a:{theirs}")) if found is not None else None
                self._fonts[f"{kind}{ours}"] = face.get("typeface", "") if face is not None else ""
        scheme = root.find(f".//{q('a:clrScheme')}")
        for one in scheme if scheme is not None else ():
            if len(one):
                self._colours[local(one)] = one[0].get("lastClr") or one[0].get("val", "")

    def write_out(self, roots: Iterable[Element]) -> None:
        """Write the theme's fonts and colours into texts, styles and drawings that name them.

        Word keeps a colour's value beside its theme name; only the name is taken away.
        """
        for root in roots:
            for one in root.iter(q("rFonts")):
                for themed, plain in _FONTS:
                    name = one.attrib.pop(q(themed), None)
                    if name and self._fonts.get(name):
                        one.set(q(plain), self._fonts[name])
            for one in root.iter(*(q(name) for name in _COLOURED)):
                for name in list(one.attrib):
                    if "theme" in name.rpartition("}")[2].lower():
                        del one.attrib[name]
            self.write_out_drawings(root)

    def write_out_drawings(self, root: Element) -> None:
        """Write the theme's colours and fonts into the drawings below `root`."""
        for one in root.iter(q("a:schemeClr")):
            name = one.get("val", "")
            colour = self._colours.get(_COLOUR_ALIASES.get(name, name))
            if colour:
                one.tag = q("a:srgbClr")
                one.set("val", colour)
        for one in root.iter(q("a:latin"), q("a:ea"), q("a:cs")):
            face = self._face(one.get("typeface", ""))
            if face:
                one.set("typeface", face)

    def _face(self, name: str) -> str:
        """Give the font that +mj-lt, +mn-ea … stand for, or “”."""
        kinds = {"+mj": "major", "+mn": "minor"}
        scripts = {"lt": "Ascii", "ea": "EastAsia", "cs": "Bidi"}
        kind, _, script = name.partition("-")
        return self._fonts.get(f"{kinds.get(kind, '')}{scripts.get(script, '')}", "")

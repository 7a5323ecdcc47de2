"""Document-wide settings: one for the whole pack, and what had to give way is told."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from hexapla.packs.xml import Element, child, e, on, ordered, q, value

_DOCUMENT_WIDE = ("mirrorMargins", "gutterAtTop", "bookFoldPrinting", "displayBackgroundShape")
_TAKEN_FROM_FIRST = (
    "defaultTabStop",
    "characterSpacingControl",
    "compat",
    "decimalSymbol",
    "listSeparator",
    "noLineBreaksAfter",
    "noLineBreaksBefore",
    "autoHyphenation",
    "hyphenationZone",
    "consecutiveHyphenLimit",
    "doNotHyphenateCaps",
    "mirrorMargins",
    "gutterAtTop",
    "noPunctuationKerning",
    "alignBordersAndEdges",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
)


@dataclass(slots=True)
class Settings:
    """The settings of the whole pack, and what had to give way for them.

    `open` says that they are still to be taken from the first document.
    """

    root: Element
    open: bool = True

    def reconcile(self, guest: Element | None, differences: list[str]) -> None:
        """Take the first document's document-wide settings; name where a later one differs."""
        guest = guest if guest is not None else e("settings")
        if self.open:
            self.open = False
            for name in _TAKEN_FROM_FIRST:
                self._replace(name, child(guest, name))
            return
        if on(child(guest, "autoHyphenation")) and not on(child(self.root, "autoHyphenation")):
            differences.append("its automatic hyphenation is off in the pack")
        ours, theirs = (value(root, "defaultTabStop") or "720" for root in (self.root, guest))
        if ours != theirs:
            differences.append(f"its default tab stops stand at {ours}, not {theirs}, twentieths")
        ours, theirs = _mode(self.root), _mode(guest)
        if ours != theirs:
            differences.append(f"it is laid out in compatibility mode {ours}, not {theirs}")
        differences.extend(
            f"its setting {name} is off in the pack"
            for name in _DOCUMENT_WIDE
            if on(child(guest, name)) and not on(child(self.root, name))
        )

    def endnotes_at_section_end(self) -> None:
        """Let endnotes stand at the end of the section that they are due in."""
        self._replace("endnotePr", e("endnotePr", e("pos", val="sectEnd")))

    def switch(self, name: str) -> None:
        """Switch a setting on."""
        self._replace(name, e(name))

    def _replace(self, name: str, element: Element | None) -> None:
        for old in self.root.findall(q(name)):
            self.root.remove(old)
        if element is not None:
            self.root.append(copy.deepcopy(element))
            ordered(self.root)


def _mode(settings: Element) -> str:
    """Give the compatibility mode: 11 Word 2003, 12 Word 2007, 15 Word 2013 and later."""
    for one in settings.iter(q("compatSetting")):
        if one.get(q("name")) == "compatibilityMode":
            return str(one.get(q("val"), "12"))
    return "12"

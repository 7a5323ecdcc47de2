"""Characters of the symbol fonts as Unicode, so that a text reads without the font.

Word stores a character of Symbol or Wingdings in the private use area (U+F000 and on). The tables
hold what documents use: Greek letters and operators of Symbol, bullets, boxes, ticks and arrows of
Wingdings (the fonts' own encodings, as published with Unicode's mappings of vendors).
"""

from __future__ import annotations

_GREEK_UPPER = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_GREEK_LOWER = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{0x41 + index: letter for index, letter in enumerate(_GREEK_UPPER)},
    **{0x61 + index: letter for index, letter in enumerate(_GREEK_LOWER)},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0x7E: "∼", 0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦",
    0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪",
    0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™",
    0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐",
    0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_PRIVATE, _BYTE = 0xF000, 0xFF


def symbol(code: int, font: str) -> str:
    """Give the character that `code` (with or without the private area's offset) shows in `font`.

    An unknown one is given as it stands in the file.
    """
    low = code & _BYTE
    if code not in {low, low | _PRIVATE}:
        return chr(code)
    name = font.lower()
    if name.startswith("symbol"):
        return _SYMBOL.get(low, chr(low) if chr(low).isdecimal() else chr(code))
    if name.startswith("wingdings"):
        return _WINGDINGS.get(low, chr(code))
    return chr(code)


def shown(bullet: str, font: str) -> str:
    """Give a list's bullet as it looks; the letter o of Courier New is a circle."""
    if bullet == "o" and font.lower().startswith("courier"):
        return "◦"
    made = "".join(
        symbol(ord(letter), font or ("Symbol" if ord(letter) >= _PRIVATE else ""))
        for letter in bullet
    )
    private = any(_PRIVATE <= ord(letter) <= (_PRIVATE | _BYTE) for letter in made)
    return "•" if private else made.strip()

"""The numbers of notes, written as they stood.

A document's notes count from 1; in a pack they must do so in each document. Word can count anew in
each section; LibreOffice takes that for chapters and counts 0. A number that is written is the same
in both (ECMA-376 Part 1, 17.11.14: customMarkFollows). What counts anew on each page, or in figures
that are not known here, is left to the program.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from hexapla.packs.xml import MC, W15, Element, child, e, local, q

_FIGURES = {"footnote": "decimal", "endnote": "lowerRoman"}
"""The figures of notes where a document names none (17.11.17)."""
_WRITTEN = frozenset({"chicago", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"})
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def write_numbers(notes: Element, body: Element, sections: Sequence[Element], kind: str) -> bool:
    """Write the numbers of a document's footnotes or endnotes; False: they cannot be told.

    `notes` holds the notes that `body` refers to; `sections` are the body's own.
    """
    numbered: list[tuple[Element, str]] = []
    last = 0
    for place, section in enumerate(_by_section(body, sections, kind)):
        last = _count(sections[place], section, kind, last, numbered)
        if last < 0:
            return False
    bodies = {one.get(q("id")): one for one in notes}
    for reference, said in numbered:
        reference.set(q("customMarkFollows"), "1")
        for one in reversed(in_pieces(said)):
            reference.addnext(one)
        note = bodies.get(reference.get(q("id")))
        for mark in list(note.iter(q(f"{kind}Ref"))) if note is not None else ():
            mark.getparent().replace(mark, written(said))
    for section in sections:
        own = child(section, f"{kind}Pr")
        for one in list(own) if own is not None else ():
            if local(one) in {"numStart", "numRestart"}:
                one.getparent().remove(one)
    return True


def in_pieces(number: str) -> list[Element]:
    """Give the number of a reference: a figure at a time.

    LibreOffice shows a number of two figures in one piece twice, beside the note's own mark.
    """
    return [e("t", one) for one in number]


def written(number: str) -> Element:
    """Give the number that begins a note.

    Word shows what stands in the note; LibreOffice sets the number before the note itself, and what
    stands there as well. So the number is a choice (ECMA-376 Part 3, 10.2) that LibreOffice, which
    does not know Word 2013's namespace, leaves out.
    """
    choice = etree.Element(q("mc:Choice"), {"Requires": "w15"}, nsmap={"mc": MC, "w15": W15})
    choice.append(e("t", number))
    return e("mc:AlternateContent", choice, e("mc:Fallback"))


def _by_section(body: Element, sections: Sequence[Element], kind: str) -> list[list[Element]]:
    """Give the references that the program would number, by section."""
    made: list[list[Element]] = [[] for _ in sections]
    index = 0
    for one in body.iter(q(f"{kind}Reference"), q("sectPr")):
        if local(one) == "sectPr":
            index = min(index + 1, len(sections) - 1) if one in sections else index
        elif one.get(q("customMarkFollows")) not in {"1", "true", "on"}:
            made[index].append(one)
    return made


def _count(
    section: Element,
    references: Sequence[Element],
    kind: str,
    last: int,
    numbered: list[tuple[Element, str]],
) -> int:
    """Count a section's references after `last`; give the last number, -1: it cannot be told."""
    own = child(section, f"{kind}Pr")
    said = {local(one): one.get(q("val"), "") for one in own} if own is not None else {}
    start = said.get("numStart") or "1"
    if references and (said.get("numRestart") == "eachPage" or not start.isdigit()):
        return -1
    if not numbered or said.get("numRestart") == "eachSect":
        last = int(start) - 1 if references else last
    for one in references:
        last += 1
        text = figure(last, said.get("numFmt") or _FIGURES[kind])
        if not text:
            return -1
        numbered.append((one, text))
    return last


def figure(number: int, style: str) -> str:
    """Write a note's number in a style of ECMA-376 (17.18.59); “” in one that is not known here."""
    if style == "decimal":
        return str(number)
    if number < 1 or style not in _WRITTEN:
        return ""
    if style == "chicago":
        return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
    if style.endswith("Letter"):
        made = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        made, left = "", number
        for worth, letters in _ROMAN:
            made += letters * (left // worth)
            left %= worth
    return made.upper() if style.startswith("upper") else made

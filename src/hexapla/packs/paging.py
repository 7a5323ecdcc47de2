"""The sections of a document that has become a part of a larger one.

Its pages, headers, footers and notes count and look as they did on their own: nothing comes down
from the document before it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hexapla.packs.figures import write_numbers
from hexapla.packs.xml import Element, child, e, local, on, ordered, properties_of, q, value

if TYPE_CHECKING:
    from hexapla.packs.composer import Composer

_HEADERS = (("header", "headerReference"), ("footer", "footerReference"))
_KINDS_OF_HEADER = ("default", "first", "even")
_NOTE_ORDER = ("pos", "numFmt", "numStart", "numRestart")


def keep_sections(
    pack: Composer, body: Element, settings: Element | None, *, endnotes: bool
) -> None:
    """Make a document's sections fit for `pack`: the first one starts on a new page, from 1.

    `settings` are the document's own; `endnotes` says whether it has any. The last section is
    closed in a paragraph, so that more can follow.
    """
    sections = [one for one in body.iter(q("sectPr")) if local(one.getparent()) in {"body", "pPr"}]
    last = child(body, "sectPr")
    if last is None:
        last = e("sectPr")
        body.append(last)
        sections.append(last)
    for one in sections:
        _take_note_settings(one, settings)
        for gone in list(one.iter(q("sectPrChange"), q("formProt"))):
            gone.getparent().remove(gone)
    for kind in ("footnote", "endnote"):
        if not write_numbers(pack.notes[f"{kind}s"].root, body, sections, kind):
            _count_notes(body, sections, kind)
    _start_anew(sections[0])
    _explicit_headers(pack, sections)
    even = settings is not None and on(child(settings, "evenAndOddHeaders"))
    pack.note_sections(sections, even=even)
    if endnotes:
        pack.settings.endnotes_at_section_end()
        for one in sections[:-1]:
            if child(one, "noEndnote") is None:
                one.append(e("noEndnote"))
    for one in sections:
        ordered(one)
    close(body, last)


def _start_anew(section: Element) -> None:
    """Let a section start on a new page and count its pages from 1, unless it says otherwise."""
    kind = child(section, "type")
    if kind is not None:
        section.remove(kind)
    pages = child(section, "pgNumType")
    if pages is None:
        pages = e("pgNumType")
        section.append(pages)
    if pages.get(q("start")) is None:
        pages.set(q("start"), "1")


def close(body: Element, section: Element) -> None:
    """Move a body's last section into its last paragraph, so that more can follow."""
    previous = section.getprevious()
    if section.getparent() is not None:
        section.getparent().remove(section)
    paragraph = previous
    if previous is None or local(previous) != "p" or holds_section(previous):
        paragraph = tiny_paragraph()
        body.append(paragraph)
    _end_for_good(paragraph)
    put_section(paragraph, section)


def _end_for_good(paragraph: Element) -> None:
    """Let a document's last paragraph end without a tracked change of its mark.

    At a document's end nothing follows that it could be joined with; in a pack the next document
    does, and whoever refuses the change would join the two.
    """
    mark = paragraph.find(f"{q('pPr')}/{q('rPr')}")
    for one in list(mark) if mark is not None else ():
        if local(one) in {"ins", "del", "moveFrom", "moveTo"}:
            mark.remove(one)


def put_section(paragraph: Element, section: Element) -> None:
    """Let a section end with a paragraph."""
    properties = properties_of(paragraph)
    properties.append(ordered(section))
    ordered(properties)


def holds_section(paragraph: Element) -> bool:
    """Tell whether a section ends with a paragraph."""
    return paragraph.find(f"{q('pPr')}/{q('sectPr')}") is not None


def tiny_paragraph() -> Element:
    """Give a paragraph that takes no room to speak of: to close a section after a table."""
    return e(
        "p",
        e(
            "pPr",
            e("spacing", before=0, after=0, line=20, lineRule="exact"),
            e("rPr", e("sz", val=2), e("szCs", val=2)),
        ),
    )


def reference_of(section: Element, reference: str, which: str) -> Element | None:
    """Give a section's own reference to a header or footer of that kind, or None."""
    for one in section.findall(q(reference)):
        if one.get(q("type"), "default") == which:
            return one
    return None


def _explicit_headers(pack: Composer, sections: list[Element]) -> None:
    """Give the first section an empty header where it would take over an earlier document's."""
    for kind, reference in _HEADERS:
        for which in _KINDS_OF_HEADER:
            there = reference_of(sections[0], reference, which)
            known = (kind, which) in pack.headers
            if there is None and (known or _wants_label(pack, sections[0], kind, which)):
                sections[0].insert(0, e(reference, type=which, r_id=pack.blank(kind)))
    for one in sections:
        for kind, reference in _HEADERS:
            for which in _KINDS_OF_HEADER:
                if reference_of(one, reference, which) is not None:
                    pack.headers.add((kind, which))


def _wants_label(pack: Composer, section: Element, kind: str, which: str) -> bool:
    """Tell whether a document without that header needs one, for the pack's label."""
    if pack.label is None or kind != "header":
        return False
    return which == "default" or (which == "first" and on(child(section, "titlePg")))


def _take_note_settings(section: Element, settings: Element | None) -> None:
    """Write the document-wide settings of notes into a section that has none."""
    for kind in ("footnotePr", "endnotePr"):
        general = child(settings, kind) if settings is not None else None
        if general is None:
            continue
        own = child(section, kind)
        if own is None:
            own = e(kind)
            section.append(own)
        for name in _NOTE_ORDER:
            said = value(general, name)
            if said is not None and child(own, name) is None:
                own.append(e(name, val=said))
        _order(own)


def _count_notes(body: Element, sections: list[Element], kind: str) -> None:
    """Let notes count from 1 in this document and on through its sections.

    A document's notes count through; in a pack they must start anew with each document. So each
    section starts anew, at the number that its first note had.
    """
    counts = [0] * len(sections)
    index = 0
    for one in body.iter(q(f"{kind}Reference"), q("sectPr")):
        if local(one) == "sectPr":
            index = min(index + 1, len(sections) - 1) if one in sections else index
        elif one.get(q("customMarkFollows")) not in {"1", "true", "on"}:
            counts[index] += 1
    if not sum(counts):
        return
    before = itertools.accumulate(counts, initial=0)
    for one, seen in zip(sections, before, strict=False):
        _count_from(one, kind, seen)


def _count_from(section: Element, kind: str, seen: int) -> None:
    own = child(section, f"{kind}Pr")
    if own is None:
        own = e(f"{kind}Pr")
        section.append(own)
    if value(own, "numRestart") in {None, "continuous"}:
        said = value(own, "numStart") or "1"
        start = (int(said) if said.isdigit() else 1) + seen
        for name, made in (("numStart", str(start)), ("numRestart", "eachSect")):
            found = child(own, name)
            if found is None:
                found = e(name)
                own.append(found)
            found.set(q("val"), made)
    _order(own)


def _order(own: Element) -> None:
    ranks = {name: rank for rank, name in enumerate(_NOTE_ORDER)}
    own[:] = sorted(own, key=lambda one: ranks.get(local(one), len(ranks)))

"""TBX (ISO 30042): version 2 (martif: tig, ntig), version 3 (DCA and DCT), and IATE's exports.

Every dialect says the same with other words: an entry (termEntry, conceptEntry) holds language
sections (langSet, langSec), these hold terms (tig, ntig, termSec). A data category is named by an
attribute `type` (version 2, DCA) or by the element itself (DCT). What Hexapla adds to TBX-Basic
stands in a namespace of its own, so that other programs pass over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from hexapla.errors import UnreadableDocumentError
from hexapla.model import Concept, Term, TermStatus
from hexapla.terminology.entries import Entry, TermEntry, joined
from hexapla.terminology.xml import XML_SPACE, local, parse_xml, text_of

TBX = "urn:iso:std:iso:30042:ed-2"
MIN = "http://www.tbxinfo.net/ns/min"
BASIC = "http://www.tbxinfo.net/ns/basic"
OWN = "urn:hexapla:tbx"

_ENTRIES = {"termEntry", "conceptEntry"}
_LANGUAGES = {"langSet", "langSec"}
_TERMS = {"tig", "ntig", "termSec"}
_CATEGORY = {
    "subjectField": "subject", "definition": "definition",
    "administrativeStatus": "status", "partOfSpeech": "part_of_speech",
    "normativeAuthorization": "status", "evaluation": "status",
    "families": "families", "partners": "partners", "documents": "documents",
    "translate": "translate", "caseSensitive": "case_sensitive", "usage": "usage",
    "extraForms": "extra_forms", "excludedForms": "excluded_forms",
}  # fmt: skip
_MANY = {"families", "partners", "documents", "extra_forms", "excluded_forms"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_tbx(content: bytes, place: str) -> Iterator[Entry]:
    """Give the entries of a TBX file in its order.

    Raises:
        HostileDocumentError, UnreadableDocumentError: as `parse_xml`; or it is XML but no TBX.

    """
    root = parse_xml(content, place)
    if local(root) not in {"martif", "tbx", "TBX"}:
        raise UnreadableDocumentError(
            f"is XML but no TBX: its root is <{local(root)}>",
            place=place,
            remedy="export the glossary as TBX, CSV or XLSX",
        )
    for element in root.iter(etree.Element):
        if local(element) in _ENTRIES:
            yield _entry(element)


def _entry(element: Any) -> Entry:
    entry = Entry(element.get("id", "").strip(), str(element.sourceline))
    for part in element:
        if local(part) in _LANGUAGES:
            tag = part.get(f"{XML_SPACE}lang") or part.get("lang") or ""
            for below in part:
                if local(below) in _TERMS:
                    entry.terms.append(_term(below, tag))
                elif local(below):
                    _describe(below, entry.fields)
        elif local(part):
            _describe(part, entry.fields)
    return entry


def _term(element: Any, tag: str) -> TermEntry:
    found = TermEntry(tag, "", str(element.sourceline))
    for part in element:
        if local(part) == "termGrp":  # ntig keeps the term and its notes in a group
            for inner in part:
                _term_part(inner, found)
        else:
            _term_part(part, found)
    if "note" in found.fields:
        found.fields["term_note"] = found.fields.pop("note")
    if usage := found.fields.pop("usage", ""):
        found.fields["status"] = usage
    return found


def _term_part(part: Any, found: TermEntry) -> None:
    if local(part) == "term":
        found.text = text_of(part)
        found.at = str(part.sourceline)
    elif local(part):
        _describe(part, found.fields)


def _describe(element: Any, fields: dict[str, str]) -> None:
    name = local(element)
    if name.endswith("Grp"):
        for part in element:
            _describe(part, fields)
        return
    category = "note" if name == "note" else _CATEGORY.get(element.get("type") or name, "")
    value = " ".join(text_of(element).split())
    if not category or not value:
        return
    if category in _MANY and category in fields:
        fields[category] = joined((fields[category], value))
    else:
        fields.setdefault(category, value)


def write_tbx(concepts: Iterable[Concept], *, source_language: str = "en") -> bytes:
    """Give the concepts as TBX 3, style DCT, dialect TBX-Basic; the same bytes for the same input.

    TBX has no status “forbidden”: such a term is written as deprecated, and as forbidden in
    Hexapla's namespace.
    """
    root = etree.Element(
        _name(TBX, "tbx"), nsmap={None: TBX, "min": MIN, "basic": BASIC, "hexapla": OWN}
    )
    root.set("style", "dct")
    root.set("type", "TBX-Basic")
    root.set(f"{XML_SPACE}lang", source_language)
    header = _add(root, TBX, "tbxHeader")
    description = _add(_add(header, TBX, "fileDesc"), TBX, "sourceDesc")
    _add(description, TBX, "p", "Exported by Hexapla.")
    body = _add(_add(root, TBX, "text"), TBX, "body")
    for concept in concepts:
        _write_concept(body, concept)
    etree.indent(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


def _write_concept(body: Any, concept: Concept) -> None:
    entry = _add(body, TBX, "conceptEntry")
    entry.set("id", _CONTROL.sub("", concept.id))
    if concept.subject:
        _add(entry, MIN, "subjectField", concept.subject)
    if concept.definition:
        _add(entry, BASIC, "definition", concept.definition)
    if concept.note:
        _add(entry, TBX, "note", concept.note)
    for name, values in (
        ("families", concept.families),
        ("partners", concept.partners),
        ("documents", concept.documents),
    ):
        for value in values:
            _add(entry, OWN, name, value)
    if not concept.translate:
        _add(entry, OWN, "translate", "no")
    sections: dict[str, Any] = {}
    for term in concept.terms:
        if term.language not in sections:
            sections[term.language] = _add(entry, TBX, "langSec")
            sections[term.language].set(f"{XML_SPACE}lang", term.language)
        _write_term(sections[term.language], term)


def _write_term(section: Any, term: Term) -> None:
    place = _add(section, TBX, "termSec")
    _add(place, TBX, "term", term.text)
    forbidden = term.status is TermStatus.FORBIDDEN
    status = TermStatus.DEPRECATED if forbidden else term.status
    _add(place, MIN, "administrativeStatus", f"{status}Term-admn-sts")
    if term.part_of_speech:
        _add(place, MIN, "partOfSpeech", term.part_of_speech)
    if term.note:
        _add(place, TBX, "note", term.note)
    if forbidden:
        _add(place, OWN, "usage", "forbidden")
    if term.case_sensitive is not None:
        _add(place, OWN, "caseSensitive", "yes" if term.case_sensitive else "no")
    for form in term.extra_forms:
        _add(place, OWN, "extraForms", form)
    for form in term.excluded_forms:
        _add(place, OWN, "excludedForms", form)


def _name(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _add(parent: Any, namespace: str, name: str, text: str | None = None) -> Any:
    made = etree.SubElement(parent, _name(namespace, name))
    if text is not None:
        made.text = _CONTROL.sub("", text)
    return made

"""The demonstration's glossary as TBX 3 (ISO 30042:2019, dialect TBX-Basic, style DCA)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

LANGUAGES = ("en", "lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az")
_STATUS = {
    "": "preferredTerm-admn-sts",
    "=": "admittedTerm-admn-sts",
    "?": "deprecatedTerm-admn-sts",
    ">": "supersededTerm-admn-sts",
    "!": "deprecatedTerm-admn-sts",
}
_TERM = re.compile(r"(?P<sign>[=?>!]?)(?P<text>[^{}]+)(?:\{(?P<forms>[^{}]+)\})?")


def write(glossary: Mapping[str, Any]) -> bytes:
    """Give the glossary of glossary.toml as a TBX file."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            '<?xml-model href="https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/'
            'DCA/TBXcoreStructV03_TBX-Basic_integrated.rng" type="application/xml"'
            ' schematypens="http://relaxng.org/ns/structure/1.0"?>'
        ),
        (
            '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"'
            ' xmlns:hexapla="urn:hexapla:tbx">'
        ),
        "  <tbxHeader>",
        "    <fileDesc>",
        "      <titleStmt>",
        f"        <title>{escape(glossary['title'])}</title>",
        "      </titleStmt>",
        "      <sourceDesc>",
        "        <p>Written for the demonstration of Hexapla.</p>",
        "      </sourceDesc>",
        "    </fileDesc>",
        "  </tbxHeader>",
        "  <text>",
        "    <body>",
    ]
    for concept in glossary["concept"]:
        lines += _concept(concept)
    lines += ["    </body>", "  </text>", "</tbx>", ""]
    return "\n".join(lines).encode()


def _concept(concept: Mapping[str, Any]) -> list[str]:
    lines = [
        f'      <conceptEntry id="{concept["id"]}">',
        f'        <descrip type="subjectField">{escape(concept["subject"])}</descrip>',
        f'        <descrip type="definition">{escape(concept["definition"])}</descrip>',
    ]
    if concept.get("keep"):
        lines.append("        <hexapla:translate>no</hexapla:translate>")
    for tag in LANGUAGES:
        if tag not in concept:
            continue
        lines.append(f'        <langSec xml:lang="{tag}">')
        for written in concept[tag].split("; "):
            lines += _term(written)
        lines.append("        </langSec>")
    lines.append("      </conceptEntry>")
    return lines


def _term(written: str) -> list[str]:
    found = _TERM.fullmatch(written)
    if found is None:
        message = f"no term: {written}"
        raise ValueError(message)
    lines = [
        "          <termSec>",
        f"            <term>{escape(found['text'])}</term>",
        f'            <termNote type="administrativeStatus">{_STATUS[found["sign"]]}</termNote>',
    ]
    if found["sign"] == "!":
        # TBX knows no status for what must never stand; the product reads its own word for it.
        lines.append("            <hexapla:usage>forbidden</hexapla:usage>")
    lines += [
        f"            <hexapla:extraForms>{escape(form)}</hexapla:extraForms>"
        for form in (found["forms"] or "").split(",")
        if form
    ]
    lines.append("          </termSec>")
    return lines

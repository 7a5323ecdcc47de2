"""Word files and packs made for the tests, with real parts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import docx
from docx.shared import Pt

from hexapla.documents import read_bytes
from hexapla.model import Concept, Finding, Language, PackSpec, Revision, State, Term, Unit, digest
from hexapla.packs import Content, Item, Version
from hexapla.workspace import Config

EN, LV, LT = Language("en"), Language("lv"), Language("lt")


def word_file(
    *paragraphs: str,
    heading: str = "",
    font: str = "",
    size: float | None = None,
    items: tuple[str, ...] = (),
    table: tuple[tuple[str, ...], ...] = (),
    header: str = "",
) -> bytes:
    document = docx.Document()
    normal = document.styles["Normal"]
    if font:
        normal.font.name = font
    if size:
        normal.font.size = Pt(size)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if heading:
        document.add_heading(heading, 1)
    for text in paragraphs:
        document.add_paragraph(text)
    for text in items:
        document.add_paragraph(text, style="List Number")
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def version(
    name: str, tag: Language, content: bytes, *, number: int = 1, follows: int | None = None
) -> Version:
    kind = "docx" if content[:2] == b"PK" else "md"
    read = read_bytes(content, file_name=f"{name}.{kind}", language=tag, name=name)
    revision = Revision(
        document=name,
        language=tag,
        number=number,
        digest=read.digest,
        follows=follows,
        dated=date(2015, 3, number),
    )
    return Version(revision=revision, document=read, content=content)


def translated(
    name: str, tag: Language, content: bytes, source: Version, states: Mapping[int, State]
) -> Version:
    """Make a translation whose blocks stand one to one; `states` by the block's place."""
    made = version(name, tag, content, follows=1)
    assert made.document is not None
    assert source.document is not None
    targets = list(made.document.blocks)
    units, since = [], {}
    for place, block in enumerate(source.document.blocks):
        state = states.get(place, State.CURRENT)
        target = () if state == State.MISSING else (targets.pop(0),)
        if state in {State.MISSING, State.STALE}:
            since[block.id] = 2
        units.append(
            Unit(
                document=name,
                source_language=source.document.language,
                target_language=tag,
                source=(block,),
                target=target,
                state=state,
            )
        )
    return Version(
        revision=made.revision,
        document=made.document,
        content=content,
        units=tuple(units),
        since=since,
    )


def config(**more: object) -> Config:
    facts = {
        "project": {
            "number": "HOME/2013/ISEC/FP/C1/4000005037",
            "acronym": "NBPC",
            "programme": "isec-2007-2013",
            "titles": {"en": "Strategic approach", "lv": "Stratēģiska pieeja"},
        },
        "partners": [
            {
                "id": "lt",
                "role": "coordinator",
                "names": {"en": "Police Department", "lv": "Lietuvas Policijas departaments"},
            },
            {"id": "lv", "names": {"en": "State Police", "lv": "Valsts policija"}},
        ],
        "languages": {"source": "en", "targets": ["lv", "lt"]},
    }
    return Config.model_validate({**facts, **more})


def term(concept: str, **texts: str) -> Concept:
    return Concept(
        id=concept,
        terms=tuple(Term(text=text, language=Language(tag)) for tag, text in texts.items()),
    )


def content(
    *items: Item,
    layout: str = "language",
    languages: tuple[Language, ...] = (EN, LV),
    findings: tuple[Finding, ...] = (),
    sections: tuple[str, ...] = (),
    concepts: tuple[Concept, ...] = (),
    settings: Config | None = None,
) -> Content:
    return Content(
        config=settings or config(),
        spec=PackSpec(
            name="strategy",
            layout=layout,
            titles={EN: "Strategy pack", LV: "Stratēģijas pakete"},
            sections=sections,
        ),
        items=items,
        languages=languages,
        concepts=concepts,
        findings=findings,
        glossary=digest("glossary"),
        rules=digest("rules"),
    )


def item(name: str, source: Version, *others: Version) -> Item:
    return Item(
        name=name,
        source_language=source.revision.language,
        versions={one.revision.language: one for one in (source, *others)},
    )

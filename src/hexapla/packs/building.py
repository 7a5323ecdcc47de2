"""From content to files: which file a pack has, which sections each, and one build of each.

A build never looks at a clock, a folder or a ledger: the same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from hexapla.errors import HexaplaError, UnreadableDocumentError, UsageError
from hexapla.model import Language, PackSpec
from hexapla.packs.columns import MOST_COLUMNS
from hexapla.packs.composer import Composer
from hexapla.packs.content import Content
from hexapla.packs.draft import Draft, Section, UnfitError, shortened
from hexapla.packs.package import Package, Relation
from hexapla.packs.proof import Lost
from hexapla.packs.template import default_template, own_template
from hexapla.packs.web import PARTS, web_page
from hexapla.packs.workbook import workbook
from hexapla.plugins import load

GROUP = "hexapla.sections"
_DEFAULT_SECTIONS = {
    "language": ("cover", "contents", "documents", "glossary", "revisions"),
    "parallel": ("cover", "contents", "parallel", "glossary", "revisions"),
    "review": ("cover", "contents", "review", "findings", "revisions", "sign-off"),
    "redline": ("cover", "contents", "changes", "findings", "revisions", "sign-off"),
}
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_QUOTED = 60
"""Characters of a passage that are quoted."""
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A file of a pack. `missing` is said on its first page; `troubles` go to the person."""

    name: str
    content: bytes
    language: Language
    missing: tuple[str, ...] = ()
    troubles: tuple[HexaplaError, ...] = ()
    differences: tuple[tuple[str, str], ...] = ()


def sections_of(spec: PackSpec) -> tuple[str, ...]:
    """Give the sections of a pack: those that it names, else those of its layout."""
    return spec.sections or _DEFAULT_SECTIONS.get(spec.layout, ())


def build(content: Content) -> Iterator[Built]:
    """Build the files of a pack, one after the other.

    Raises:
        UsageError: a section or a layout is unknown, or more languages are wanted side by side
            than a page takes.
        UnreadableDocumentError: the template is no Word file.

    """
    for name, languages in _files(content):
        yield _file(content, name, languages)


def with_losses(content: Content, name: str, lost: Sequence[Lost]) -> Built:
    """Build one file of a pack again: its first page tells what its PDF does not show."""
    ((_, languages),) = (one for one in _files(content) if one[0] == name)
    return _file(content, name, languages, lost)


def _files(content: Content) -> Iterator[tuple[str, tuple[Language, ...]]]:
    pack, layout = content.spec.name, content.spec.layout
    if layout in {"language", "redline"}:
        for tag in content.languages:
            yield f"{pack}.{tag}.docx", (tag,)
    elif layout == "parallel":
        if len(content.languages) > MOST_COLUMNS:
            raise UsageError(
                f"the pack “{pack}” wants {len(content.languages)} languages side by side",
                place="hexapla.toml",
                remedy=f"name at most {MOST_COLUMNS} in packs.{pack}.languages, or make two packs",
            )
        yield f"{pack}.docx", content.languages
    elif layout == "review":
        source = content.source
        for tag in content.languages:
            if tag != source:
                yield f"{pack}.{tag}.docx", (source, tag)
    else:
        raise UsageError(
            f"the pack “{pack}” has the layout “{layout}”, which is not built here",
            place="hexapla.toml",
            remedy=f"use one of: {', '.join(sorted(_DEFAULT_SECTIONS))}",
        )


def _file(
    content: Content, name: str, languages: tuple[Language, ...], lost: Sequence[Lost] = ()
) -> Built:
    unfit: dict[tuple[str, Language], HexaplaError] = {}
    while True:
        try:
            return _attempt(content, name, languages, unfit, lost)
        except UnfitError as found:
            unfit[found.document, found.language] = found.error


def _attempt(
    content: Content,
    name: str,
    languages: tuple[Language, ...],
    unfit: dict[tuple[str, Language], HexaplaError],
    lost: Sequence[Lost],
) -> Built:
    layout = content.spec.layout
    own = languages[-1] if layout == "review" else languages[0]
    troubles: list[HexaplaError] = list(unfit.values())
    composer = _composer(content, troubles)
    draft = Draft(
        content=content,
        composer=composer,
        languages=languages,
        language=own,
        layout=layout,
        unfit=set(unfit),
    )
    composer.label = draft.label()
    for section in _sections(sections_of(content.spec)):
        section(draft)
    draft.missing[:0] = _told(draft, lost)
    draft.settle()
    package = composer.finish()
    _describe(package, content, draft)
    return Built(
        name=name,
        content=package.write(),
        language=own,
        missing=tuple(draft.missing),
        troubles=tuple(troubles),
        differences=tuple(draft.differences),
    )


def web_pages(content: Content) -> Iterator[Built]:
    """Build the web pages of a pack: one a language, or one with the languages side by side.

    Raises:
        UsageError: the layout has no web page.

    """
    layout = content.spec.layout
    if layout not in {"language", "parallel"}:
        raise UsageError(
            f"the pack “{content.spec.name}” has the layout “{layout}”, which makes no web page",
            place="hexapla.toml",
            remedy="its Word files are there; leave “html” out of its formats",
        )
    wanted = sections_of(content.spec)
    without = [name for name in wanted if name not in PARTS]
    troubles = tuple(
        UsageError(
            f"the section “{name}” of the pack “{content.spec.name}” is not on its web page",
            place="hexapla.toml",
            remedy=f"the Word file has it; a web page can have {', '.join(sorted(PARTS))}",
        )
        for name in without
    )
    for name, languages in _files(content):
        draft = _said_only(content, languages)
        made = web_page(draft, wanted)
        yield Built(
            name=f"{name.removesuffix('.docx')}.html",
            content=made,
            language=languages[0],
            missing=tuple(draft.missing),
            troubles=troubles,
        )


def _told(draft: Draft, lost: Sequence[Lost]) -> Iterator[str]:
    """Say what a PDF does not show: of tables their rows, of the rest how much and the first."""
    titles = {entry.bookmark: entry.title for entry in draft.entries}
    places: dict[tuple[str, int], list[Lost]] = {}
    for one in lost:
        bookmark = draft.composer.bookmark_around(one.part)
        title = titles.get(bookmark) or draft.content.title(draft.language)
        places.setdefault((title, one.table), []).append(one)
    for (title, table), gone in places.items():
        if table:
            yield draft.say(
                "{document}: rows of table {table} that the PDF does not show: {rows}",
                document=title,
                table=table,
                rows=draft.listed([str(one.row) for one in gone]),
            )
        else:
            yield draft.say(
                "{document}: passages that the PDF does not show: {n} ({text})",
                document=title,
                n=len(gone),
                text=shortened(gone[0].text, _QUOTED),
            )


def _said_only(content: Content, languages: tuple[Language, ...]) -> Draft:
    """Give a draft that says things in a pack's language, and makes no Word file."""
    return Draft(
        content=content,
        composer=Composer(default_template()),
        languages=languages,
        language=languages[0],
        layout=content.spec.layout,
    )


def spreadsheet(content: Content) -> tuple[str, bytes]:
    """Give the name and the bytes of a pack's workbook: findings, status, glossary."""
    languages = content.languages or (content.source,)
    return f"{content.spec.name}.xlsx", workbook(_said_only(content, languages))


def _sections(names: Sequence[str]) -> Iterator[Section]:
    for name in names:
        found = load(GROUP, name)
        if not callable(found):
            raise UsageError(f"the section “{name}” is no function", place=GROUP)
        yield found


def _composer(content: Content, troubles: list[HexaplaError]) -> Composer:
    if not content.template:
        return Composer(default_template())
    try:
        package, lacking = own_template(content.template, place=content.template_place)
    except HexaplaError as error:
        troubles.append(error)
        return Composer(default_template())
    if lacking:
        troubles.append(
            UnreadableDocumentError(
                f"the template lacks the styles {', '.join(lacking)}",
                place=content.template_place,
                remedy="the pack's own stand in; add the styles to the template to change them",
            )
        )
    return Composer(package, shared_defaults=False)


def _describe(package: Package, content: Content, draft: Draft) -> None:
    """Write the file's properties: title, language, project; dates are the documents' own."""
    dated = (content.dated or _OLDEST).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    root = etree.Element(
        f"{{{_CORE}}}coreProperties",
        nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI},
    )
    project = content.config.project
    for name, said in (
        (f"{{{_DC}}}title", content.title(draft.language)),
        (f"{{{_DC}}}subject", project.number),
        (f"{{{_DC}}}creator", project.acronym or "Hexapla"),
        (f"{{{_CORE}}}lastModifiedBy", project.acronym or "Hexapla"),
        (f"{{{_DC}}}language", draft.language),
        (f"{{{_TERMS}}}created", dated),
        (f"{{{_TERMS}}}modified", dated),
    ):
        if said:
            made = etree.SubElement(root, name)
            made.text = said
            if name.startswith(f"{{{_TERMS}}}"):
                made.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    raw = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.put(
        "docProps/core.xml", raw, "application/vnd.openxmlformats-package.core-properties+xml"
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    relations = [one for one in package.relations("") if one.kind == "officeDocument"]
    relations.append(Relation(id="rIdCore", type=kind, target="docProps/core.xml"))
    package.relate("", relations)
    for part in [one for one in package.parts if one.startswith("docProps/") and "core" not in one]:
        del package.parts[part]

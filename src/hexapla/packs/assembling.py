"""`assemble`: from a workspace and its ledger to a pack on the disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from hexapla import __version__
from hexapla.errors import ConfigurationError, HexaplaError, ServiceError, UsageError
from hexapla.model import Finding, Language, Manifest, PackSpec, Revision, SignOff, digest
from hexapla.packs.bag import write_bag
from hexapla.packs.building import Built, build, spreadsheet, web_pages, with_losses
from hexapla.packs.content import Content, Item, Version
from hexapla.packs.delivery import deliver, permitted
from hexapla.packs.earlier import LAYOUTS, earlier
from hexapla.packs.rendering import rendered
from hexapla.plugins import registered
from hexapla.revisions import Ledger
from hexapla.terminology import load_glossary
from hexapla.workspace import FixedClock, SourceDocument, Workspace, clock

DRAFT = "draft"
FORMATS = ("docx", "pdf", "html", "xlsx")
"""What `formats` of a pack may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A pack as it lies on the disk.

    `files` are its parts (below `folder`), `missing` what the first pages say is not in it,
    `troubles` what could not be done.
    """

    folder: Path
    files: tuple[Path, ...]
    manifest: Manifest
    missing: tuple[str, ...] = ()
    troubles: tuple[HexaplaError, ...] = ()


def assemble(
    workspace: Workspace,
    ledger: Ledger,
    spec: PackSpec,
    findings: Sequence[Finding],
    *,
    output: Path,
    extra: Callable[[Content], Mapping[str, bytes]] | None = None,
    signoffs: Sequence[SignOff] = (),
    release: int = 0,
) -> Assembled:
    """Build a pack from what the ledger holds into `output`/<pack>/draft, in place of the last one.

    `signoffs` are the approvals that stand, for the sign-off sheet: one a version, role and person.
    `release` is the number that its first page says; 0: that it is a draft.

    The pack is a BagIt bag; the same ledger, glossary, findings and configuration give the same
    bytes. A document that is missing or cannot be read stops nothing: the rest is built, and the
    pack's first page says what is not in it. `extra` gives further files, by name, of what the pack
    is made of: the page for its review offline, which a higher layer makes.

    Raises:
        UsageError: the pack names a document, section or layout that is not there.
        OutputError: `output` cannot be written.

    """
    troubles: list[HexaplaError] = []
    gathered = gather(workspace, ledger, spec, findings, troubles)
    content = replace(gathered, signoffs=tuple(signoffs), release=release)
    built: list[Built] = []
    payload: dict[str, bytes] = {}
    for one in build(content) if _wants_word(spec) else ():
        troubles += one.troubles
        if "docx" in spec.formats or "pdf" not in spec.formats:
            payload[one.name] = one.content
        printing = "pdf" in spec.formats
        built.append(_print(content, one, payload, troubles) if printing else one)
    if "html" in spec.formats:
        try:
            pages = list(web_pages(content))
        except UsageError as error:
            troubles.append(error)
            pages = []
        built += pages
        for one in pages:
            troubles += one.troubles
            payload[one.name] = one.content
    if "xlsx" in spec.formats:
        name, payload[name] = spreadsheet(content)
    if extra is not None:
        payload.update(extra(content))
    missing = tuple(dict.fromkeys(line for one in built for line in one.missing))
    files, manifest = _manifest(content, built, payload, missing)
    folder = output / spec.name / DRAFT
    write_bag(
        folder,
        files,
        tags={"manifest.json": manifest[1]},
        title=content.title(content.languages[0] if content.languages else content.source),
        number=content.config.project.number,
        dated=content.dated.date() if content.dated else None,
    )
    troubles += deliver(workspace, spec, folder)
    return Assembled(
        folder=folder,
        files=tuple(folder / "data" / name for name in sorted(files)),
        manifest=manifest[0],
        missing=missing,
        troubles=tuple(dict.fromkeys(troubles)),
    )


def _print(
    content: Content, built: Built, payload: dict[str, bytes], troubles: list[HexaplaError]
) -> Built:
    """Put the PDF of a Word file into the payload; give the file that it shows.

    A PDF that does not show all of it says so on its first page, and the Word file stands beside
    it; so it does where there is no PDF.
    """
    name = f"{built.name.removesuffix('.docx')}.pdf"
    try:
        made = rendered(built.content, dated=content.dated, language=built.language)
        if made.lost:
            whole, built = built, with_losses(content, built.name, made.lost)
            payload[whole.name] = whole.content
            troubles += (
                ServiceError(
                    line,
                    place=f"{content.spec.name}/{name}",
                    cause="LibreOffice does not draw it",
                    remedy="use the Word file beside it; let the table's rows break across pages, "
                    "or install the fonts of its script",
                )
                for line in built.missing
                if line not in whole.missing
            )
            made = rendered(built.content, dated=content.dated, language=built.language)
        payload[name] = made.content
    except HexaplaError as error:
        troubles.append(error)
        payload[built.name] = built.content
    return built


def _wants_word(spec: PackSpec) -> bool:
    """Tell whether a Word file must be made: to be given, or to make the PDF of.

    A layout that makes no web page gives its Word files whatever the formats are.
    """
    unknown = sorted(set(spec.formats) - set(FORMATS))
    if unknown:
        raise ConfigurationError(
            f"“packs.{spec.name}.formats”: there is no format “{unknown[0]}”",
            place="hexapla.toml",
            remedy=f"use some of: {', '.join(FORMATS)}",
        )
    others = {"html", "xlsx"} if spec.layout in {"language", "parallel"} else {"xlsx"}
    return not spec.formats or bool(set(spec.formats) - others) or "html" not in spec.formats


def gather(
    workspace: Workspace,
    ledger: Ledger,
    spec: PackSpec,
    findings: Sequence[Finding],
    troubles: list[HexaplaError],
) -> Content:
    """Read from the ledger what a pack is made of; what cannot be read is added to `troubles`.

    Raises:
        ConfigurationError: the pack names a document or a template that is not there.

    """
    documents = _wanted(workspace, spec)
    languages = spec.languages or workspace.config.every_language
    items = permitted(
        [
            _item(
                workspace, ledger, document, languages, troubles, earlier_too=spec.layout in LAYOUTS
            )
            for document in documents
        ],
        spec,
        troubles,
    )
    glossary = load_glossary(workspace.glossary_files())
    template, place = _template(workspace, spec)
    return Content(
        config=workspace.config,
        spec=spec,
        items=items,
        languages=tuple(languages),
        concepts=glossary.concepts,
        findings=tuple(findings),
        glossary=glossary.digest,
        rules=digest(__version__, *registered("hexapla.checks")),
        dated=_dated(items),
        template=template,
        template_place=place,
    )


def _wanted(workspace: Workspace, spec: PackSpec) -> list[SourceDocument]:
    """Give the pack's documents in the order that the pack names them, else by name."""
    documents, _ = workspace.documents()
    by_name = {one.name: one for one in documents}
    unknown = [name for name in spec.documents if name not in by_name]
    if unknown:
        raise ConfigurationError(
            f"“packs.{spec.name}.documents”: there is no document “{unknown[0]}”",
            place=str(workspace.root / "hexapla.toml"),
            remedy=f"use one of: {', '.join(by_name) or 'none are there'}",
        )
    if spec.documents:
        return [by_name[name] for name in spec.documents]
    return [one for one in documents if not spec.families or one.config.family in spec.families]


def _item(
    workspace: Workspace,
    ledger: Ledger,
    document: SourceDocument,
    languages: Sequence[Language],
    troubles: list[HexaplaError],
    *,
    earlier_too: bool = False,
) -> Item:
    source = workspace.source_language(document)
    wanted = {source, *languages}
    known: dict[Language, list[Revision]] = {}
    for revision in ledger.revisions(document.name):
        if revision.language in wanted:
            known.setdefault(revision.language, []).append(revision)
    versions = {}
    for tag in sorted(known):
        head = known[tag][-1]
        try:
            versions[tag] = _version(ledger, head, source)
            if earlier_too:
                before = earlier(workspace, ledger, document, known[tag])
                versions[tag] = _with_earlier(ledger, versions[tag], before)
        except HexaplaError as error:
            troubles.append(error)
            versions.setdefault(tag, Version(revision=head))
    family = workspace.family(document)
    return Item(
        name=document.name,
        source_language=source,
        titles=document.config.titles,
        family=document.config.family,
        distribution=document.config.distribution or (family.distribution if family else ""),
        reports_on=document.config.reports_on,
        versions=versions,
    )


def _version(ledger: Ledger, revision: Revision, source: Language) -> Version:
    document = ledger.document(revision)
    content = ledger.content(revision.digest)
    if revision.language == source:
        return Version(revision=revision, document=document, content=content)
    units = ledger.units(revision.document, revision.language)
    states = ledger.states(revision.document, revision.language)
    since = {one.block: one.since for one in states if one.since is not None}
    return Version(
        revision=revision,
        document=document,
        content=content,
        units=units,
        since=since,
        changes={one.block: one.diff for one in states if one.diff},
    )


def _with_earlier(ledger: Ledger, version: Version, before: Revision | None) -> Version:
    if before is None:
        return version
    return replace(
        version,
        before=before,
        before_document=ledger.document(before),
        before_content=ledger.content(before.digest),
    )


def _template(workspace: Workspace, spec: PackSpec) -> tuple[bytes, str]:
    if not spec.template:
        return b"", ""
    path = workspace.root / spec.template
    try:
        return path.read_bytes(), str(path)
    except OSError as error:
        raise ConfigurationError(
            f"“packs.{spec.name}.template”: the file cannot be read",
            place=str(path),
            cause=error.strerror or str(error),
            remedy="correct the path, or leave the template out",
        ) from error


def _dated(items: Sequence[Item]) -> datetime | None:
    """Give the pack's date: SOURCE_DATE_EPOCH, else the newest date of its documents."""
    fixed = clock()
    if isinstance(fixed, FixedClock):
        return fixed.now()
    days: list[date] = [
        version.revision.dated
        for item in items
        for version in item.versions.values()
        if version.revision.dated is not None
    ]
    return datetime.combine(max(days), time(), UTC) if days else None


def _manifest(
    content: Content,
    built: Sequence[Built],
    payload: Mapping[str, bytes],
    missing: tuple[str, ...],
) -> tuple[Mapping[str, bytes], tuple[Manifest, bytes]]:
    """Give the pack's files and its manifest, as a value and as JSON."""
    files = dict(payload)
    revisions = tuple(
        item.versions[tag].revision for item in content.items for tag in sorted(item.versions)
    )
    manifest = Manifest(
        pack=content.spec.name,
        release=None,
        files={name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
        revisions=revisions,
        glossary=content.glossary,
        rules=content.rules,
        missing=missing,
    )
    told = asdict(manifest)
    told["hexapla"] = __version__
    told["layout"] = content.spec.layout
    told["languages"] = list(content.languages)
    told["reconciled"] = sorted(
        {f"{name}: {text}" for one in built for name, text in one.differences}
    )
    raw = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    return files, (manifest, f"{raw}\n".encode())

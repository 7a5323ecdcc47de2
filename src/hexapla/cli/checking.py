"""`hexapla check`: the workspace, some of its documents, a lone document, or a bilingual file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hexapla.cli.steps import FailOn, FailOnOption, Form, end
from hexapla.errors import (
    HexaplaError,
    NoWorkspaceError,
    UnreadableDocumentError,
    UsageError,
)

if TYPE_CHECKING:
    from hexapla.checks import Context
    from hexapla.model import Finding, Language
    from hexapla.workspace import Workspace

BILINGUAL = {".xlf", ".xliff", ".tmx", ".po", ".tsv", ".jsonl"}


@dataclass(slots=True)
class Asked:
    """What the command was asked for."""

    languages: tuple[Language, ...]
    source_language: Language | None
    glossary: Path | None


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Documents or bilingual files; none: all."),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", "-l", help="Only these; may be repeated.")
    ] = None,
    source_language: Annotated[
        str | None, typer.Option(help="Of a bilingual file, where it does not say.")
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option(help="A glossary in place of the workspace's.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="The report's form.")] = Form.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to a file.")
    ] = None,
    fail_on: FailOnOption = FailOn.MAJOR,
) -> None:
    """Look for what is wrong: terms, numbers, dates, names, what is missing or stale.

    A workspace's documents are recorded first, so that what is checked is what is there now. A
    bilingual file (.xlf .tmx .po .tsv .jsonl) is checked by itself; so is a document that lies in
    no workspace, its language taken from its name or from --language.
    """
    from hexapla.workspace import known_tag as tag

    asked = Asked(
        languages=tuple(tag(one) for one in language or ()),
        source_language=tag(source_language) if source_language else None,
        glossary=glossary,
    )
    findings, troubles, workspace = _look(tuple(paths or ()), asked)
    # What could not be read has not been found to be right.
    if findings or not troubles or form is not Form.TEXT:
        _report(findings, form, output, workspace)
    end(troubles, findings, fail_on)


def _look(
    paths: tuple[Path, ...], asked: Asked
) -> tuple[tuple[Finding, ...], tuple[HexaplaError, ...], Workspace | None]:
    from hexapla.checks import check_workspace
    from hexapla.cli.app import settings

    workspace: Workspace | None
    try:
        workspace = settings.workspace()
    except NoWorkspaceError:
        if not paths:
            raise
        workspace = None
    inside, outside = _sorted_out(paths, workspace)
    findings: list[Finding] = []
    troubles: list[HexaplaError] = []
    if outside:
        context, glossary_troubles = _context(workspace, asked)
        troubles.extend(glossary_troubles)
        for path in outside:
            try:
                findings.extend(_lone(path, context, asked))
            except HexaplaError as error:
                troubles.append(error)
    if workspace is not None and (inside or not paths):
        from hexapla.revisions import Ledger, record
        from hexapla.workspace import clock

        with Ledger.open(workspace, clock()) as ledger:
            recorded = record(workspace, ledger, documents=inside or None)
            checked = check_workspace(
                workspace,
                ledger,
                documents=inside or None,
                languages=asked.languages or None,
                glossary=[asked.glossary] if asked.glossary else None,
            )
        findings.extend(checked.findings)
        troubles.extend((*recorded.troubles, *checked.troubles))
    return tuple(findings), tuple(troubles), workspace


def _sorted_out(
    paths: Sequence[Path], workspace: Workspace | None
) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Tell the workspace's documents (by name) from files to be checked by themselves."""
    inside: dict[str, None] = {}
    outside = []
    documents = {}
    if workspace is not None:
        documents = {
            file.path.resolve(): document.name
            for document in workspace.documents()[0]
            for file in (*document.files, *document.earlier)
        }
    names = set(documents.values())
    for path in paths:
        below = [name for place, name in documents.items() if place.is_relative_to(path.resolve())]
        if path.suffix.lower() in BILINGUAL:
            outside.append(path)
        elif path.exists() and below:
            inside.update(dict.fromkeys(below))
        elif not path.exists() and str(path) in names:
            inside[str(path)] = None
        elif path.is_dir():
            raise UsageError(
                "holds no document of the workspace",
                place=str(path),
                remedy="name a document, or a file",
            )
        else:
            outside.append(path)
    return tuple(sorted(inside)), tuple(outside)


def _context(workspace: Workspace | None, asked: Asked) -> tuple[Context, tuple[HexaplaError, ...]]:
    """Give the context for files by themselves: the workspace's, or an empty project's."""
    from hexapla.checks import Context
    from hexapla.terminology import load_glossary
    from hexapla.workspace import Config

    if asked.glossary is not None and not asked.glossary.is_file():
        raise UsageError(
            "there is no such glossary", place=str(asked.glossary), remedy="correct --glossary"
        )
    if asked.glossary is not None:
        files: tuple[Path, ...] = (asked.glossary,)
    else:
        files = workspace.glossary_files() if workspace is not None else ()
    glossary = load_glossary(files)
    config = workspace.config if workspace is not None else Config()
    context = Context(
        config=config,
        concepts=glossary.concepts,
        cache=workspace.private / "cache" if workspace is not None else None,
    )
    troubles = tuple(one for one in glossary.troubles if isinstance(one, HexaplaError))
    return context.verified(), troubles


def _lone(path: Path, context: Context, asked: Asked) -> tuple[Finding, ...]:
    """Check a file by itself."""
    from hexapla.checks import check_document, check_units
    from hexapla.documents import read

    if path.suffix.lower() in BILINGUAL:
        from hexapla.exchange import read_units

        if len(asked.languages) > 1:
            raise UsageError(
                "a bilingual file has one target language",
                place=str(path),
                remedy="give --language once",
            )
        units = read_units(
            path,
            source_language=asked.source_language,
            target_language=asked.languages[0] if asked.languages else None,
        )
        if not units:
            raise UnreadableDocumentError(
                "holds no pair of source and translation",
                place=str(path),
                remedy="look whether it is the right file, and whole",
            )
        return check_units(units, context)
    language = asked.languages[0] if asked.languages else _named_language(path)
    return check_document(read(path, language=language, name=path.name.split(".")[0]), context)


def _named_language(path: Path) -> Language:
    """Give the language that a file's name says: x.lv.docx, x_lv.docx, x-lv.docx.

    Raises:
        UsageError: it says none.

    """
    from hexapla.model import language

    found = re.search(r"[._-]([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$", path.stem)
    if found is None:
        raise UsageError(
            "its name does not say its language", place=str(path), remedy="give --language"
        )
    return language(found[1])


def _report(
    findings: tuple[Finding, ...], form: Form, output: Path | None, workspace: Workspace | None
) -> None:
    from hexapla.cli.app import settings
    from hexapla.reports import render
    from hexapla.workspace import write_atomically

    config = workspace.config if workspace is not None else None
    made = render(findings, form.value, config=config, ui_language=settings.ui_language)
    if output is not None:
        write_atomically(output, made)
    elif form is Form.TEXT and settings.quiet and not findings:
        return
    else:
        typer.get_binary_stream("stdout").write(made)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)

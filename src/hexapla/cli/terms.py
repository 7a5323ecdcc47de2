"""`hexapla terms`: find terms, see their forms, look the glossary over, move it in and out."""

from __future__ import annotations

import enum
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from hexapla.model import Document, Language
    from hexapla.terminology import Glossary
    from hexapla.workspace import Workspace


class Form(enum.StrEnum):
    """How a command answers."""

    TEXT = "text"
    JSON = "json"


class FileForm(enum.StrEnum):
    """What a glossary is written as."""

    TBX = "tbx"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"


FormOption = Annotated[Form, typer.Option("--format", "-f", help="The form of the answer.")]
GlossaryOption = Annotated[
    list[Path] | None,
    typer.Option("--glossary", "-g", help="A file in place of the workspace's glossary."),
]
LanguageOption = Annotated[str, typer.Option("--language", "-l", help="The language of the text.")]

commands = typer.Typer(
    help="Find terms, see their forms, look the glossary over.", no_args_is_help=True
)


@commands.command()
def find(
    text: Annotated[str, typer.Argument(help="A text, a file, or - for what is piped in.")] = "-",
    language: LanguageOption = "",
    glossary: GlossaryOption = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Find the glossary's terms in a text, in any of their forms."""
    from hexapla.terminology import compile_terms

    workspace, loaded = _glossary(glossary)
    document = _text(text, language)
    matcher = compile_terms(document.language, loaded.concepts, cache=_cache(workspace))
    found = []
    for block in document.blocks:
        for match in matcher.find(block.text):
            concept, term = matcher.terms[match.term_id]
            found.append(
                {
                    "block": block.id,
                    "path": block.path,
                    "start": match.start,
                    "end": match.end,
                    "form": match.form,
                    "concept": concept.id,
                    "term": term.text,
                    "status": term.status.value,
                    "analysis": match.analysis.value,
                    "longest": match.longest,
                }
            )
    if form is Form.JSON:
        _print({"language": document.language, "matches": found})
        return
    for each in found:
        mark = "" if each["longest"] else "  (inside a longer term)"
        place = f"{each['path']}:" if len(document.blocks) > 1 else ""
        typer.echo(
            f"{place}{each['start']}–{each['end']}  {each['form']}  →  {each['term']}"
            f"  [{each['concept']}, {each['status']}, {each['analysis']}]{mark}"
        )
    if not found:
        _say("no term found")


@commands.command()
def forms(
    term: Annotated[str, typer.Argument(help="A term as the glossary writes it.")],
    language: Annotated[str, typer.Option("--language", "-l", help="Its language.")],
    form: FormOption = Form.TEXT,
) -> None:
    """Show the forms that a term is found in, word by word, for a terminologist to correct.

    The head takes every form, a modifier agrees with it, a frozen word keeps its case. What is
    missing goes into the glossary's extra_forms, what is wrong into excluded_forms.
    """
    from hexapla.cli.review import counted
    from hexapla.languages import profile
    from hexapla.model import normal
    from hexapla.terminology import paradigm

    spoken = profile(language)
    words = paradigm(normal(term), spoken)
    if form is Form.JSON:
        _print({"term": term, "language": spoken.tag, "words": [vars_of(word) for word in words]})
        return
    for word in words:
        typer.echo(f"{word.word} ({word.role}, {counted(len(word.forms), 'form')})")
        typer.echo("  " + ", ".join(word.forms))
        if word.vetoed:
            typer.echo("  alone not found, because mainly another word: " + ", ".join(word.vetoed))


@commands.command()
def lint(
    glossary: GlossaryOption = None,
    form: FormOption = Form.TEXT,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", "-l", help="A language to want terms in; else the workspace's."),
    ] = None,
) -> None:
    """Look the glossary over; ends with 1 where something must be put right."""
    from hexapla.cli.review import counted
    from hexapla.model import language as tag
    from hexapla.terminology import Weight
    from hexapla.terminology import lint as look_over

    workspace, loaded = _glossary(glossary, told=False)
    wanted: tuple[Language, ...] = tuple(tag(one) for one in language or ())
    if not wanted and workspace is not None and not glossary:
        wanted = workspace.config.every_language
    faults = look_over(loaded, wanted)
    errors = sum(fault.weight is Weight.ERROR for fault in faults)
    if form is Form.JSON:
        _print(
            {
                "faults": [vars_of(fault) for fault in faults],
                "summary": {"errors": errors, "warnings": len(faults) - errors},
            }
        )
    else:
        for fault in faults:
            typer.echo(f"{fault.place}: {fault.weight}: {fault.message}  [{fault.rule}]")
        _say(
            f"{counted(len(loaded.concepts), 'concept')}, {counted(errors, 'error')}, "
            f"{counted(len(faults) - errors, 'warning')}"
        )
    if errors:
        raise typer.Exit(1)


@commands.command()
def candidates(
    path: Annotated[
        list[Path] | None, typer.Argument(help="Files; none: the workspace's source documents.")
    ] = None,
    language: LanguageOption = "",
    glossary: GlossaryOption = None,
    least: Annotated[int, typer.Option(help="How often a phrase must occur.")] = 3,
    most: Annotated[int, typer.Option(help="How many to show.")] = 50,
    form: FormOption = Form.TEXT,
) -> None:
    """List frequent noun phrases that are in no glossary, with their contexts."""
    from hexapla.terminology import candidates as look_for
    from hexapla.terminology import compile_terms

    workspace, loaded = _glossary(glossary, needed=False)
    found = []
    for tag, documents in _documents(path, language, workspace, sources_only=True).items():
        matcher = compile_terms(tag, loaded.concepts, cache=_cache(workspace))
        found += [(tag, one) for one in look_for(documents, matcher, least=least)]
    found.sort(key=lambda pair: (-pair[1].score, pair[1].text))
    if form is Form.JSON:
        _print({"candidates": [{"language": tag, **vars_of(one)} for tag, one in found[:most]]})
        return
    for tag, one in found[:most]:
        typer.echo(f"{one.count:4}  {one.text}  [{tag}, {one.documents} documents]")
        for context in one.contexts[:1]:
            typer.echo(f"        {context.document}: {context.text}")
    if not found:
        _say("no candidate")


@commands.command()
def coverage(
    path: Annotated[
        list[Path] | None, typer.Argument(help="Files; none: all documents of the workspace.")
    ] = None,
    language: LanguageOption = "",
    glossary: GlossaryOption = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Say which concepts occur in which documents, how often, and which occur nowhere."""
    from hexapla.terminology import compile_terms
    from hexapla.terminology import coverage as cover

    workspace, loaded = _glossary(glossary)
    found = []
    for tag, documents in _documents(path, language, workspace).items():
        matcher = compile_terms(tag, loaded.concepts, cache=_cache(workspace))
        found += [each for document in documents for each in cover(document, matcher)]
    found.sort(key=lambda one: (one.concept, one.document, one.language))
    seen = {one.concept for one in found}
    unused = [concept.id for concept in loaded.concepts if concept.id not in seen]
    if form is Form.JSON:
        _print({"occurrences": [vars_of(one) for one in found], "unused": unused})
        return
    for concept in loaded.concepts:
        places = [one for one in found if one.concept == concept.id]
        if places:
            typer.echo(f"{concept.id} ({concept.terms[0].text})")
            for document, said in _by_document(places).items():
                typer.echo(f"  {document}  {said}")
    if unused:
        typer.echo(f"nowhere: {', '.join(unused)}")


def _by_document(places: list[Any]) -> dict[str, str]:
    """Say for each document how often a concept stands in it, the languages that agree together."""
    counts: dict[str, dict[int, list[str]]] = {}
    for one in places:
        counts.setdefault(one.document, {}).setdefault(one.count, []).append(one.language)
    return {
        document: "; ".join(f"{count} in {' '.join(tags)}" for count, tags in sorted(said.items()))
        for document, said in counts.items()
    }


@commands.command()
def stats(glossary: GlossaryOption = None, form: FormOption = Form.TEXT) -> None:
    """Count the glossary's concepts and terms."""
    from hexapla.cli.review import counted
    from hexapla.terminology import figures

    _, loaded = _glossary(glossary)
    by_language = figures(loaded.concepts)
    if form is Form.JSON:
        _print(
            {
                "concepts": len(loaded.concepts),
                "terms": sum(len(concept.terms) for concept in loaded.concepts),
                "languages": [vars_of(one) for one in by_language],
                "digest": loaded.digest,
            }
        )
        return
    total = len(loaded.concepts)
    terms = sum(len(one.terms) for one in loaded.concepts)
    typer.echo(f"{counted(total, 'concept')}, {counted(terms, 'term')}")
    for one in by_language:
        statuses = ", ".join(f"{count} {status}" for status, count in one.terms.items())
        share = 100 * one.concepts // max(total, 1)
        held = counted(one.concepts, "concept")
        typer.echo(f"  {one.language:6} {held:>15} ({share} %): {statuses}")


@commands.command()
def waive(
    document: Annotated[str, typer.Argument(help="The document that holds the findings.")],
    language: Annotated[str, typer.Argument(help="The language of the translation.")],
    finding: Annotated[list[str], typer.Argument(help="Fingerprints, or their beginnings.")],
    reason: Annotated[str, typer.Option(help="Why nothing is to be changed.")],
    role: Annotated[str, typer.Option(help="The role that waives, from hexapla.toml.")],
    who: Annotated[
        str,
        typer.Option(
            help="The person who waives; else the user of this system.", envvar="HEXAPLA_WHO"
        ),
    ] = "",
) -> None:
    """Waive findings with a reason, until source, target or term changes.

    A waived finding stays waived in later runs, and where its block moves.
    """
    from hexapla.cli.app import settings
    from hexapla.cli.review import counted, person_of
    from hexapla.model import language as tag
    from hexapla.review import Review
    from hexapla.revisions import Ledger
    from hexapla.workspace import clock

    workspace = settings.workspace()
    with Ledger.open(workspace, clock()) as ledger:
        Review(workspace, ledger).waive(
            document, tag(language), finding, role=role, person=person_of(who), reason=reason
        )
    _say(f"{counted(len(finding), 'finding')} waived in {document}.{language}")


@commands.command(name="export")
def export_glossary(
    output: Annotated[Path, typer.Argument(help="The file to write.")],
    form: Annotated[
        FileForm | None, typer.Option("--format", "-f", help="Else by the file's ending.")
    ] = None,
    glossary: GlossaryOption = None,
) -> None:
    """Write the glossary as TBX 3 (DCT, Basic), CSV, TSV or XLSX."""
    from hexapla.cli.review import counted
    from hexapla.errors import UsageError
    from hexapla.terminology import export
    from hexapla.workspace import write_atomically

    ending = output.suffix.lower().removeprefix(".")
    if form is None and ending not in {each.value for each in FileForm}:
        raise UsageError(
            f"a glossary cannot be written as “{ending}”",
            place=str(output),
            remedy="end the name with .tbx, .csv, .tsv or .xlsx, or give --format",
        )
    _, loaded = _glossary(glossary)
    write_atomically(output, export(loaded.concepts, form.value if form else ending))
    _say(f"{counted(len(loaded.concepts), 'concept')} written to {output}")


@commands.command(name="import")
def import_glossary(
    files: Annotated[list[Path], typer.Argument(help="TBX, CSV, TSV or XLSX files.")],
    name: Annotated[
        str, typer.Option(help="The file to make in the glossary; else by the first file.")
    ] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Write over that file.")] = False,
) -> None:
    """Take glossaries into the workspace, as one TBX; entries that are wrong stay outside."""
    from hexapla.cli.app import settings
    from hexapla.cli.review import counted
    from hexapla.errors import GlossaryError, UsageError
    from hexapla.terminology import export, load_glossary
    from hexapla.workspace import write_atomically

    workspace = settings.workspace()
    target = workspace.glossary_root / (name or f"{files[0].stem}.tbx")
    if target.suffix.lower() != ".tbx" or target.parent != workspace.glossary_root:
        raise UsageError("the name is no plain name ending in .tbx", place=str(target))
    if target.exists() and not replace:
        raise UsageError(
            "is there already", place=str(target), remedy="give --name, or --replace to renew it"
        )
    loaded = load_glossary(files)
    others = [path for path in workspace.glossary_files() if path != target]
    known = {concept.id for concept in load_glossary(others).concepts}
    twice = sorted(concept.id for concept in loaded.concepts if concept.id in known)
    if twice:
        raise GlossaryError(
            f"the glossary has these concepts already: {', '.join(twice[:5])}",
            place=str(files[0]),
            cause=f"{len(twice)} in all",
            remedy="give them other ids, or --replace the file that has them",
        )
    _complain(loaded)
    if not loaded.concepts:
        raise GlossaryError("holds no entry that can be taken", place=str(files[0]))
    write_atomically(target, export(loaded.concepts, "tbx"))
    _say(f"{counted(len(loaded.concepts), 'concept')} taken into {target}")


def _glossary(
    files: Sequence[Path] | None, *, needed: bool = True, told: bool = True
) -> tuple[Workspace | None, Glossary]:
    """Load the glossary that is asked for, and say what is wrong with it."""
    from hexapla.cli.app import settings
    from hexapla.errors import NoWorkspaceError
    from hexapla.terminology import load_glossary

    workspace = None
    try:
        workspace = settings.workspace()
    except NoWorkspaceError:
        if needed and not files:
            raise
    paths = list(files or (workspace.glossary_files() if workspace else ()))
    loaded = load_glossary(paths)
    if told:
        _complain(loaded)
    if told and files and not loaded.concepts and loaded.troubles:
        raise typer.Exit(3)
    return workspace, loaded


def _complain(loaded: Glossary) -> None:
    from hexapla.cli.app import complain
    from hexapla.errors import HexaplaError

    for trouble in loaded.troubles:
        complain(trouble if isinstance(trouble, HexaplaError) else trouble.message)


def _cache(workspace: Workspace | None) -> Path | None:
    return workspace.private / "cache" if workspace is not None else None


def _text(text: str, stated: str) -> Document:
    """Take an argument as a document: a file's, what is piped in, or the text itself."""
    from hexapla.cli.align import language_of_text, read_as
    from hexapla.model import Block, BlockKind, Document, language, normal

    if text != "-" and "\n" not in text and len(text) < 255 and Path(text).is_file():  # noqa: PLR2004
        return read_as(Path(text), stated)
    said = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
    said = said.removeprefix("\ufeff").rstrip("\n")
    block = Block(id="text", kind=BlockKind.PARAGRAPH, text=said, path="text")
    tag = language(stated) if stated else language_of_text(normal(said), "the text")
    return Document(name="text", language=tag, digest="", media="text/plain", blocks=(block,))


def _documents(
    paths: Sequence[Path] | None,
    stated: str,
    workspace: Workspace | None,
    *,
    sources_only: bool = False,
) -> dict[Language, list[Document]]:
    """Read the files that are named, or the workspace's newest ones, by language."""
    from hexapla.cli.align import read_as
    from hexapla.cli.app import complain
    from hexapla.documents import read
    from hexapla.errors import HexaplaError, NoWorkspaceError
    from hexapla.model import language

    found: dict[Language, list[Document]] = {}
    if paths:
        for path in paths:
            document = read_as(path, stated)
            found.setdefault(document.language, []).append(document)
        return found
    if workspace is None:
        raise NoWorkspaceError("no files are named", remedy="name files, or go to a workspace")
    wanted = language(stated) if stated else None
    for one in workspace.documents()[0]:
        for file in one.files:
            if sources_only and wanted is None and file.language != workspace.source_language(one):
                continue
            if wanted is not None and file.language != wanted:
                continue
            try:
                document = read(file.path, language=file.language, name=one.name)
            except HexaplaError as error:
                complain(error)
                continue
            found.setdefault(file.language, []).append(document)
    return dict(sorted(found.items()))


def vars_of(thing: object) -> dict[str, Any]:
    """Give a dataclass as JSON takes it."""
    from dataclasses import asdict, is_dataclass

    if not is_dataclass(thing) or isinstance(thing, type):
        raise TypeError(thing)
    return asdict(thing)


def _print(answer: dict[str, Any]) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))


def _say(text: str) -> None:
    from hexapla.cli.app import say

    say(text)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="terms")

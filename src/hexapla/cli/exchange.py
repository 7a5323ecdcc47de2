"""`hexapla exchange`: units out to translation tools and back."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer


class Form(enum.StrEnum):
    """What units are written as."""

    XLIFF = "xliff"
    XLIFF_1 = "xliff-1.2"
    TMX = "tmx"


commands = typer.Typer(
    help="Hand units to translation tools and take them back.", no_args_is_help=True
)


@commands.command(name="export")
def export_units(
    document: Annotated[
        list[str] | None, typer.Argument(help="Documents; none: all of the workspace.")
    ] = None,
    language: Annotated[
        str, typer.Option("--language", "-l", help="The language translated into.")
    ] = "",
    form: Annotated[Form, typer.Option("--format", "-f", help="xliff is XLIFF 2.1.")] = Form.XLIFF,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else it is printed.")
    ] = None,
    open_only: Annotated[
        bool, typer.Option("--open", help="Only what is missing or stale.")
    ] = False,
) -> None:
    """Write source and translation side by side, for a translator or a translation memory."""
    from hexapla.cli.app import say, settings
    from hexapla.cli.steps import end
    from hexapla.errors import UsageError
    from hexapla.exchange import write_units
    from hexapla.model import State, Unit
    from hexapla.model import language as tag
    from hexapla.revisions import Ledger, record
    from hexapla.workspace import clock, write_atomically

    workspace = settings.workspace()
    if not language:
        raise UsageError("no language is given", remedy="give --language, such as lv")
    wanted = tag(language)
    units: list[Unit] = []
    with Ledger.open(workspace, clock()) as ledger:
        recorded = record(workspace, ledger, documents=document or None)
        known = {one.name for one in workspace.documents()[0]}
        for name in document or sorted(known):
            if name not in known:
                raise UsageError(
                    f"there is no document “{name}”",
                    remedy=f"use one of: {', '.join(sorted(known))}",
                )
            if ledger.source_language(name) != wanted:
                units += ledger.units(name, wanted)
    if open_only:
        units = [unit for unit in units if unit.state in {State.MISSING, State.STALE}]
    made = write_units(units, form.value)
    if output is None:
        typer.echo(made.decode(), nl=False)
    else:
        write_atomically(output, made)
        say(f"{len(units)} units written to {output}")
    end(recorded.troubles)


@commands.command(name="import")
def import_units(
    file: Annotated[Path, typer.Argument(help="An XLIFF, TMX, PO, TSV or JSON lines file.")],
    document: Annotated[
        str, typer.Option("--document", "-d", help="The document that it translates.")
    ] = "",
    language: Annotated[
        str, typer.Option("--language", "-l", help="The language translated into.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over the translation that is there.")
    ] = False,
) -> None:
    """Make a document of a translation that came back, beside its source in source_docs/."""
    from hexapla.cli.align import language_of_name
    from hexapla.cli.app import complain, say, settings
    from hexapla.documents import read
    from hexapla.errors import InputError, UsageError
    from hexapla.exchange import read_units, translated
    from hexapla.model import language as tag
    from hexapla.workspace import write_atomically

    workspace = settings.workspace()
    name = document or file.name.split(".")[0]
    found = next((one for one in workspace.documents()[0] if one.name == name), None)
    if found is None:
        raise UsageError(f"there is no document “{name}”", remedy="name it with --document")
    source_language = workspace.source_language(found)
    source = next((one for one in found.files if one.language == source_language), None)
    if source is None:
        raise InputError(f"“{name}” has no source in {source_language}", place=str(file))
    stated = tag(language) if language else language_of_name(file)
    units = read_units(file, source_language=source_language, target_language=stated)
    if not units:
        raise InputError("holds no unit", place=str(file))
    wanted = units[0].target_language
    there = next((one for one in found.files if one.language == wanted), None)
    path = source.path.with_name(f"{name}.{wanted}.html")
    if there is not None and (there.path != path or not replace):
        raise UsageError(
            f"“{name}” has a translation in {wanted}",
            place=str(there.path),
            remedy="move it away" if there.path != path else "give --replace to write over it",
        )
    made = translated(read(source.path, language=source_language, name=name), units)
    if not made.filled:
        raise InputError(
            f"none of its units belongs to “{name}”",
            place=str(file),
            remedy="export the document again and translate that file",
        )
    write_atomically(path, made.content)
    say(f"{made.filled} blocks written to {path}; {len(made.missing)} missing")
    for block in made.outdated:
        complain(f"{file}: block {block} has changed in the source since; left out")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="exchange")

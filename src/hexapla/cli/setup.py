"""`hexapla init` makes a workspace, `hexapla doctor` says what is installed and what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(help="The workspace to make.")] = Path(),
    number: Annotated[str, typer.Option(help="The project's number.")] = "",
    title: Annotated[str, typer.Option(help="The project's title in the source language.")] = "",
    source: Annotated[str, typer.Option(help="The language that is translated from.")] = "en",
    languages: Annotated[
        str, typer.Option(help="The languages that are translated to, with commas.")
    ] = "",
    partner: Annotated[
        list[str] | None, typer.Option(help="A partner: “LV:Valsts policija”; may be repeated.")
    ] = None,
    programme: Annotated[str, typer.Option(help="The programme that pays for it.")] = "",
    template: Annotated[str, typer.Option(help="partnership or interreg.")] = "partnership",
) -> None:
    """Make a workspace that runs at once. What is not given as an option is asked on a terminal."""
    import sys

    from hexapla.cli.app import say
    from hexapla.workspace.template import Answers, make

    if sys.stdin.isatty():
        number = number or typer.prompt("The project's number", default="", show_default=False)
        title = title or typer.prompt("Its title", default="", show_default=False)
        languages = languages or typer.prompt("Translated to (lv,lt,…)", default="lv")
        if not partner:
            asked = "The partners (EE:Valga vald; LV:Valkas novads)"
            said = typer.prompt(asked, default="", show_default=False)
            partner = [one.strip() for one in said.split(";") if one.strip()]
    made = make(
        folder,
        Answers(
            number=number,
            title=title,
            source=source,
            languages=tuple(tag for tag in languages.replace(" ", "").split(",") if tag),
            partners=tuple(partner or ()),
            programme=programme,
            template=template,
        ),
    )
    say(f"{folder}: {len(made)} files made. Next: hexapla -C {folder} run")


def doctor(
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Say what is installed, what is missing, and what each missing part costs."""
    from hexapla.cli.app import settings
    from hexapla.cli.diagnosis import examine

    findings = examine(settings.folder)
    if form == "json":
        typer.echo(
            json.dumps(
                [
                    {"part": one.part, "state": one.state, "detail": one.detail, "cost": one.cost}
                    for one in findings
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for one in findings:
            typer.echo(f"{one.state:8} {one.part:22} {one.detail}")
            if one.cost:
                typer.echo(f"{'':8} {'':22} {one.cost}")
    if any(one.state == "broken" for one in findings):
        raise typer.Exit(2)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(doctor)

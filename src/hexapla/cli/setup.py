"""`hexapla init` makes a workspace, `hexapla doctor` says what is installed and what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from hexapla.errors import HexaplaError


def init(
    folder: Annotated[Path, typer.Argument(help="The workspace to make.")] = Path(),
    number: Annotated[str, typer.Option(help="The project's number.")] = "",
    title: Annotated[str, typer.Option(help="The project's title in the source language.")] = "",
    source: Annotated[
        str,
        typer.Option(help="The language that is translated from.", show_default="en"),
    ] = "",
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

    titles: dict[str, str] = {}
    tags = _listed(languages)
    if sys.stdin.isatty():
        number = number or typer.prompt("The project's number", default="", show_default=False)
        source = source or _asked_for_tags("Translated from", "en")[0]
        title = title or typer.prompt("Its title", default="", show_default=False)
        if not tags:
            tags = _asked_for_tags("Translated to (lv,lt,…)", "lv")
            for tag in tags:
                titles[tag] = typer.prompt(
                    f"Its title in {tag} (may stay empty)", default="", show_default=False
                ).strip()
        partner = partner or _asked_for_partners()
    made = make(
        folder,
        Answers(
            number=number,
            title=title,
            titles=titles,
            source=source or "en",
            languages=tags,
            partners=tuple(partner or ()),
            programme=programme,
            template=template,
        ),
    )
    say(f"{folder}: {len(made)} files made. Next: hexapla -C {folder} run")


def _listed(said: str) -> tuple[str, ...]:
    return tuple(tag for tag in said.replace(" ", "").split(",") if tag)


def _asked_for_tags(question: str, default: str) -> tuple[str, ...]:
    """Ask for languages until all are known; at least one."""
    from hexapla.workspace.config import known_tag

    while True:
        tags = _listed(typer.prompt(question, default=default))
        try:
            known = tuple(known_tag(tag) for tag in tags)
        except HexaplaError as error:
            typer.echo(f"  {error.problem}: {error.remedy}", err=True)
            continue
        if known:
            return tuple(dict.fromkeys(known))


def _asked_for_partners() -> list[str]:
    """Ask for partners until all can be read; there may be none."""
    from hexapla.workspace.template import partner_of

    while True:
        said = typer.prompt(
            "The partners (EE:Valga vald; LV:Valkas novads)", default="", show_default=False
        )
        partners = [one.strip() for one in said.split(";") if one.strip()]
        try:
            for one in partners:
                partner_of(one)
        except HexaplaError as error:
            typer.echo(f"  {error.problem}: {error.remedy}", err=True)
            continue
        return partners


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

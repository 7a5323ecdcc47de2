"""The steps of the way: `pull`, `record`, `check`, `assemble`, and `run`, which does them all."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from hexapla.errors import HexaplaError

if TYPE_CHECKING:
    from hexapla.model import Finding, Published


class FailOn(enum.StrEnum):
    """The least severity of a finding that makes a command end with 1."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NEVER = "never"


class Engine(enum.StrEnum):
    """Who runs the steps."""

    AUTO = "auto"
    LOCAL = "local"
    PREFECT = "prefect"


class Form(enum.StrEnum):
    """The form of a report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    XLSX = "xlsx"
    HTML = "html"


FailOnOption = Annotated[FailOn, typer.Option(help="The least severity that makes it end with 1.")]
DocumentOption = Annotated[
    list[str] | None, typer.Option("--document", "-d", help="A document; may be repeated.")
]


def pull(
    source: Annotated[list[str] | None, typer.Argument(help="Sources; none: all.")] = None,
) -> None:
    """Bring new and changed files from the sources into source_docs/."""
    from hexapla.cli.app import say, settings
    from hexapla.sources import pull as pull_from

    pulled = pull_from(settings.workspace(), only=source or ())
    for path in pulled.written:
        say(str(path))
    say(f"{len(pulled.written)} new or changed, {pulled.unchanged} unchanged")
    end(pulled.troubles)


def record(
    document: DocumentOption = None,
    follows: Annotated[
        int | None, typer.Option(help="The source revision that the new translations translate.")
    ] = None,
    who: Annotated[str, typer.Option(help="Who records it.", envvar="HEXAPLA_WHO")] = "",
) -> None:
    """Put what is new into the ledger: revisions, lineage, and which block follows which."""
    from hexapla.cli.app import say, settings
    from hexapla.cli.revisions import present_user
    from hexapla.revisions import Ledger
    from hexapla.revisions import record as record_files
    from hexapla.workspace import clock

    workspace = settings.workspace()
    with Ledger.open(workspace, clock()) as ledger:
        recorded = record_files(
            workspace,
            ledger,
            documents=document or None,
            who=who or present_user(),
            follows=follows,
        )
    for revision in recorded.revisions:
        say(f"{revision.document} {revision.language} r{revision.number}")
    say(f"{len(recorded.revisions)} recorded, {recorded.unchanged} unchanged")
    end(recorded.troubles)


def assemble(
    pack: Annotated[list[str] | None, typer.Argument(help="Packs; none: all.")] = None,
    fail_on: FailOnOption = FailOn.NEVER,
) -> None:
    """Build packs from what is recorded."""
    _run(packs=tuple(pack or ()), pull=False, force=True, fail_on=fail_on, engine=Engine.LOCAL)


def run(
    document: DocumentOption = None,
    pack: Annotated[
        list[str] | None, typer.Option("--pack", "-p", help="A pack; may be repeated.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="auto: Prefect where an API is set.")
    ] = Engine.AUTO,
    fetch: Annotated[bool, typer.Option("--pull/--no-pull", help="Pull first.")] = True,
    force: Annotated[bool, typer.Option(help="Also what has not changed.")] = False,
    fail_on: FailOnOption = FailOn.NEVER,
) -> None:
    """Pull, record, align, check and assemble: all that changed since the last run."""
    _run(
        documents=tuple(document or ()),
        packs=tuple(pack or ()),
        pull=fetch,
        force=force,
        fail_on=fail_on,
        engine=engine,
    )


def _run(
    *,
    packs: tuple[str, ...],
    pull: bool,
    force: bool,
    fail_on: FailOn,
    engine: Engine,
    documents: tuple[str, ...] = (),
) -> None:
    from hexapla.cli.app import say, settings
    from hexapla.plugins import load

    workspace = settings.workspace()
    engines = load("hexapla.flows", "run")
    published: Published = engines(
        workspace,
        documents=documents,
        packs=packs,
        pull=pull,
        force=force,
        engine=engine.value,
        say=say,
    )
    say(published.summary())
    for path in published.made:
        say(f"  {path}")
    end(published.troubles, published.findings, fail_on)


def end(
    troubles: Iterable[HexaplaError],
    findings: Iterable[Finding] = (),
    fail_on: FailOn = FailOn.NEVER,
) -> None:
    """Say what went wrong and leave with the exit code that it asks for."""
    from hexapla.cli.app import complain
    from hexapla.errors import FINDINGS
    from hexapla.model import Severity

    code = 0
    for trouble in troubles:
        complain(trouble)
        code = max(code, trouble.exit_code)
    if not code and fail_on is not FailOn.NEVER:
        least = Severity[fail_on.name]
        if any(finding.severity >= least for finding in findings):
            code = FINDINGS
    if code:
        raise typer.Exit(code)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (pull, record, assemble, run):
        app.command()(command)

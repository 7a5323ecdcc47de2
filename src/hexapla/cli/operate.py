"""What keeps going: `watch`, `serve`, and the deployments for Prefect."""

from __future__ import annotations

from typing import Annotated

import typer


def watch(
    every: Annotated[float, typer.Option(help="Seconds between two looks.")] = 10.0,
    quiet_for: Annotated[
        float, typer.Option(help="Seconds that a file must have stood unchanged.")
    ] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="Stop after the first run.")] = False,
) -> None:
    """Run whenever a document, the glossary or a source has changed."""
    from hexapla.cli.app import say, settings
    from hexapla.plugins import load

    load("hexapla.flows", "watch")(
        settings.workspace(), every=every, quiet_for=quiet_for, once=once, say=say
    )


def serve(
    port: Annotated[int, typer.Option(help="The port of Prefect's pages on 127.0.0.1.")] = 4200,
    desk: Annotated[
        int, typer.Option(help="The port of the review desk beside it; 0: no desk.")
    ] = 0,
) -> None:
    """Keep Prefect's server, the schedules and the runs going on this machine."""
    from hexapla.cli.app import say, settings
    from hexapla.plugins import load

    load("hexapla.flows", "serve")(settings.workspace(), port=port, desk=desk, say=say)


def deploy(
    pool: Annotated[str, typer.Option(help="The work pool whose workers do the runs.")] = "hexapla",
    suffix: Annotated[
        str, typer.Option(help="Ends every name: for a server with several workspaces.")
    ] = "",
) -> None:
    """Make the workspace's deployments known to the Prefect server that is configured."""
    from hexapla.cli.app import say, settings
    from hexapla.plugins import load

    for name in load("hexapla.flows", "deploy")(settings.workspace(), pool=pool, suffix=suffix):
        say(name)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (watch, serve, deploy):
        app.command()(command)

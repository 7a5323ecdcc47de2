"""The command line's frame: options that all commands share, errors, exit codes.

A module of this package adds its commands by a function `register(app)`; `COMMANDS` names them, so
that a command line imports the module of its own command and no other.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from hexapla import __version__
from hexapla.errors import FaultError, HexaplaError, UsageError

if TYPE_CHECKING:
    from hexapla.workspace import Workspace

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "setup": ("init", "doctor"),
    "steps": ("pull", "record", "assemble", "run"),
    "checking": ("check",),
    "revisions": ("status", "diff", "history", "blame", "log", "waive", "ledger"),
    "align": ("align",),
    "terms": ("terms",),
    "exchange": ("exchange",),
    "review": ("approve", "undo", "standing", "release", "verify", "send-back", "review"),
    "users": ("users",),
    "operate": ("watch", "serve", "deploy"),
}
"""The modules of this package and the commands of each, in the order in which help shows them."""


class Commands(TyperGroup):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  click's
        """Give the commands' names."""
        return [name for names in COMMANDS.values() for name in names]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  click's
        """Give a command. For one that there is not all are imported, so that one is suggested."""
        own = [module for module, names in COMMANDS.items() if cmd_name in names]
        for module in own or COMMANDS:
            if not self.commands.keys() >= set(COMMANDS[module]):
                part = typer.Typer(pretty_exceptions_enable=False)
                importlib.import_module(f"hexapla.cli.{module}").register(part)
                self.commands.update(get_group(part).commands)
        return self.commands.get(cmd_name)


app = typer.Typer(
    name="hexapla",
    cls=Commands,
    help="Keeps the documents of a multilingual partnership in step.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(slots=True)
class Settings:
    """What the options before the command say."""

    folder: Path
    debug: bool = False
    quiet: bool = False
    ui_language: str = "en"

    def workspace(self) -> Workspace:
        """Open the workspace that the command is for."""
        from hexapla.workspace import Workspace

        return Workspace.find(self.folder)


settings = Settings(folder=Path())
"""The options of this process: a command line is run once."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hexapla {__version__}")
        raise typer.Exit


@app.callback()
def _frame(
    folder: Annotated[
        Path, typer.Option("-C", "--directory", help="The workspace, or a folder in it.")
    ] = Path(),
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.")] = False,
    ui_language: Annotated[
        str, typer.Option(help="The language of messages.", envvar="HEXAPLA_UI_LANGUAGE")
    ] = "en",
    version: Annotated[  # noqa: ARG001  typer calls it by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    settings.folder, settings.debug = folder, debug
    settings.quiet, settings.ui_language = quiet, _spoken(ui_language)


def _spoken(tag: str) -> str:
    """Give the language of messages that was asked for, if Hexapla speaks it.

    Raises:
        UsageError: it does not.

    """
    if tag != "en":
        from hexapla.catalogue import spoken

        first = tag.replace("_", "-").split("-", maxsplit=1)[0].lower()
        if first not in spoken():
            raise UsageError(
                f"no messages are there in “{tag}”",
                remedy=f"use one of: {', '.join(spoken())} (--ui-language, HEXAPLA_UI_LANGUAGE)",
            )
        return first
    return tag


def say(text: str) -> None:
    """Print a line for people, unless --quiet."""
    if not settings.quiet:
        typer.echo(text)


def complain(error: HexaplaError | str) -> None:
    """Print what is wrong to the standard error."""
    typer.echo(f"hexapla: {error}", err=True)


_VALUED = ("-C", "--directory", "--ui-language")
_FLAGS = ("--debug", "--quiet", "-q")


def fronted(arguments: Sequence[str]) -> list[str]:
    """Give the arguments with the options that all commands share put first.

    So that `hexapla status -C DIR` works as `hexapla -C DIR status` does.
    """
    front: list[str] = []
    rest: list[str] = []
    pending = iter(arguments)
    for one in pending:
        if one == "--":
            rest += [one, *pending]
        elif one in _VALUED:
            front += [one, *[value for value in [next(pending, None)] if value is not None]]
        elif one in _FLAGS or one.startswith(tuple(f"{name}=" for name in _VALUED[1:])):
            front.append(one)
        else:
            rest.append(one)
    return front + rest


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        app(args=fronted(sys.argv[1:]), standalone_mode=True)
    except HexaplaError as error:
        if settings.debug:
            raise
        complain(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read our output has seen enough: say nothing more, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        complain("stopped; what was finished is kept")
        sys.exit(130)
    except Exception as error:
        if settings.debug:
            raise
        fault = FaultError.of(error, place="")
        complain(fault)
        sys.exit(fault.exit_code)

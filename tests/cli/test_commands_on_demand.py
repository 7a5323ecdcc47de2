"""A command line imports what its own command needs, and no other command."""

import importlib
import subprocess
import sys

import pytest
import typer
from typer.main import get_command, get_group
from typer.testing import CliRunner

from hexapla.cli.app import COMMANDS, app

LOADED = """
import sys
from typer.testing import CliRunner
from hexapla.cli.app import app
assert CliRunner().invoke(app, sys.argv[1:]).exit_code == 0
print(*sorted(name for name in sys.modules if name.startswith("hexapla.cli.")))
"""


@pytest.mark.parametrize("module", COMMANDS)
def test_a_module_has_the_commands_that_the_table_names(module):
    part = typer.Typer()
    importlib.import_module(f"hexapla.cli.{module}").register(part)
    assert sorted(get_group(part).commands) == sorted(COMMANDS[module])


def test_every_command_is_there_once():
    root = get_command(app)
    names = root.list_commands(None)
    assert len(names) == len(set(names))
    assert all(root.get_command(None, name) is not None for name in names)


def test_a_command_imports_no_other_command():
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "serve", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[-2:] == ["hexapla.cli.app", "hexapla.cli.operate"]


def test_help_shows_every_command_and_a_wrong_one_is_told_a_right_one():
    shown = CliRunner().invoke(app, ["--help"]).output
    assert all(name in shown for names in COMMANDS.values() for name in names)
    refused = CliRunner().invoke(app, ["statsu"])
    assert refused.exit_code == 2
    assert "status" in refused.output

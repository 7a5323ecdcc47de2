"""One run at a time works on a workspace, whatever started it."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from flows.engines import run
from flows.states import failed
from flows.turns import BusyError, turn
from hexapla.workspace import Workspace

HOLDS = """
import sys, time
from pathlib import Path
from flows.turns import turn
from hexapla.workspace import Workspace
with turn(Workspace.open(Path(sys.argv[1])), print):
    print("held", flush=True)
    time.sleep(60)
"""


def refusing(space):
    path = space.root / "hexapla.toml"
    table = '\n[run]\nconcurrency = "refuse"\n'
    path.write_text(path.read_text(encoding="utf-8") + table, encoding="utf-8")
    return Workspace.open(space.root)


def silent(_):
    """Say nothing."""


def test_a_run_waits_until_the_one_before_it_has_ended_and_says_so(space):
    waits, said, done = threading.Event(), [], []

    def say(line):
        said.append(line)
        waits.set()

    second = threading.Thread(
        target=lambda: done.append(run(space, pull=False, engine="local", say=say))
    )
    with turn(space, silent):
        second.start()
        assert waits.wait(60)
        assert done == []
    second.join(60)
    assert "another run works on this workspace" in said[0]
    assert done[0].changed


def test_a_run_is_refused_while_another_works_where_the_workspace_says_so(space):
    space = refusing(space)
    with turn(space, silent), pytest.raises(BusyError, match="another run works"):
        run(space, pull=False, engine="local", say=silent)
    assert run(space, pull=False, engine="local", say=silent).changed


def test_a_refused_run_is_cancelled_in_prefects_pages_with_what_to_do(space):
    space = refusing(space)
    with turn(space, silent), pytest.raises(BusyError) as caught, turn(space, silent):
        pass
    state = failed(caught.value)
    assert (state.name, state.is_cancelled()) == ("Busy", True)
    assert "run it again" in state.message


def test_a_run_that_was_killed_holds_nobody_up(space):
    space = refusing(space)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(space.root)], stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError), turn(space, silent):
            pass
        os.kill(holder.pid, signal.SIGKILL)
    with turn(space, silent):
        pass

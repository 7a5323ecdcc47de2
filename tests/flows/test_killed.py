"""A run that is killed goes on at the batch: nothing lost, nothing recorded twice."""

import subprocess
import sys

import pytest
from prefect_client import environment

from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

RUN = """
import os, signal, sys
from pathlib import Path
from flows import order
from flows.runner import LocalRunner
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

def say(line):
    print(line, flush=True)
    if line.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

space = Workspace.open(Path(sys.argv[1]))
with Ledger.open(space, clock()) as ledger:
    order.publish(space, ledger, order.Request(), LocalRunner(say, workers=2))
"""

BY_PREFECT = """
import os, signal, sys
import flows.publish
from flows.prefect_runner import PrefectRunner
from flows.publish import PublishParameters, publish_here

class Killed(PrefectRunner):
    def each(self, name, work, batches, keep):
        kept = []

        def counted(made):
            keep(made)
            kept.append(made)
            line = f"{name}: {len(kept)} of {len(batches)}"
            print(line, flush=True)
            if line.startswith(sys.argv[2]):
                os.kill(os.getpid(), signal.SIGKILL)

        super().each(name, work, batches, counted)

flows.publish.PrefectRunner = Killed
publish_here(PublishParameters(workspace=sys.argv[1]))
"""


def test_after_a_kill_the_next_run_finishes_and_repeats_no_batch_that_was_kept(space):
    five_notes(space)
    killed = run(space, "record: 2 of")
    assert killed.returncode == -9
    before = recorded(space)
    assert len(before) == 4
    done = run(space, "never")
    assert done.returncode == 0, done.stderr
    assert "record: 4 of 4" in done.stdout
    after = recorded(space)
    assert after[: len(before)] == before
    assert len(after) == len(set(after)) == 12
    assert (space.output / "all" / "draft" / "manifest.json").is_file()


@pytest.mark.flow
def test_under_prefect_too_each_unit_is_computed_once_more_at_most(space, server):
    five_notes(space)
    with environment(server):
        killed = run(space, "record: 2 of", BY_PREFECT)
        assert killed.returncode == -9, killed.stderr
        before = recorded(space)
        assert 4 <= len(before) < 12
        done = run(space, "never", BY_PREFECT)
    assert done.returncode == 0, done.stderr
    left = 6 - len(before) // 2
    assert f"record: {left} of {left}" in done.stdout
    after = recorded(space)
    assert after[: len(before)] == before
    assert len(after) == len(set(after)) == 12
    assert [path.name for path in space.private.glob("parcels*")] == []


def five_notes(space):
    for number in range(5):
        for tag, text in (("en", "The harbour is clean."), ("lv", "Osta ir tīra.")):
            path = space.documents_root / f"note-{number}" / f"note-{number}.{tag}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{text} {number}\n", encoding="utf-8")
    path = space.root / "hexapla.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[run]\nbatch = 1\n", encoding="utf-8")


def run(space, kill_at, script=RUN):
    return subprocess.run(
        [sys.executable, "-c", script, str(space.root), kill_at],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def recorded(space):
    with Ledger.open(Workspace.open(space.root), clock()) as ledger:
        return [
            (event.document, event.language, event.body["number"])
            for event in ledger.log(what="recorded")
        ]

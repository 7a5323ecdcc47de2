"""The same order by Prefect: the same bytes, a record of the run, nothing left behind."""

import json
from pathlib import Path

import pytest
from prefect_client import hexapla, packed

from flows.deployments import deployments
from flows.publish import PublishParameters
from hexapla.workspace import Workspace
from hexapla.workspace.template import Answers, make

pytestmark = pytest.mark.flow


@pytest.fixture
def space(tmp_path):
    make(tmp_path / "space", Answers(title="Clean harbours", languages=("lv",)))
    return tmp_path / "space"


def test_prefect_and_local_give_the_same_bytes_and_leave_no_server(space, cache):
    done = hexapla(space, cache, "run", "--engine", "prefect")
    assert done.returncode == 0, done.stderr
    assert "Finished in state Checked" in done.stdout + done.stderr
    by_prefect = packed(space)
    done = hexapla(space, cache, "run", "--engine", "local", "--force")
    assert done.returncode == 0, done.stderr
    assert packed(space) == by_prefect
    ours = [
        path.parent
        for path in Path("/proc").glob("[0-9]*/environ")
        if str(cache).encode() in read(path)
    ]
    assert [path for path in ours if b"api_server" in read(path / "cmdline")] == []


def test_nothing_to_do_starts_no_prefect(space, cache):
    hexapla(space, cache, "run", "--engine", "local")
    done = hexapla(space, cache, "run", "--engine", "prefect")
    assert "nothing changed" in done.stdout
    assert "starting Prefect" not in done.stdout


def test_a_server_out_of_reach_ends_with_4_and_says_what_to_do(space, cache):
    done = hexapla(space, cache, "run", PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 4
    assert "hexapla serve" in done.stderr


def test_a_form_refuses_what_the_flow_does_not_know():
    with pytest.raises(ValueError, match="packz"):
        PublishParameters.model_validate({"workspace": ".", "packz": ["all"]})


def test_every_deployment_names_its_workspace(space):
    made = {one.name: one for one in deployments(Workspace.open(space))}
    assert sorted(made) == ["arrival", "manual", "nightly", "release", "weekly"]
    (schedule,) = made["nightly"].schedules
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("0 2 * * *", "Europe/Riga")
    assert made["manual"].schedules == []
    assert made["nightly"].concurrency_limit == made["manual"].concurrency_limit == 1
    for one in made.values():
        assert json.loads(json.dumps(one.parameters))["parameters"]["workspace"] == str(space)


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

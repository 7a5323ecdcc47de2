"""What a team sees of one Prefect server: forms, events, waiting, refusal, approval, restart."""

import json
import subprocess
import sys
import time
import urllib.error

import pytest
from prefect_client import PASSWORD, environment

from flows.api import api as started
from flows.api import free_port
from flows.serving import sweep
from hexapla.workspace import Workspace
from hexapla.workspace.template import Answers, make

pytestmark = pytest.mark.flow

SERVE = """
import asyncio, sys
from pathlib import Path
from prefect.runner import Runner
from flows.deployments import deployments
from hexapla.workspace import Workspace
runner = Runner(pause_on_shutdown=False, limit=4, query_seconds=1)
for one in deployments(Workspace.open(Path(sys.argv[1]))):
    runner.add_deployment(one)
print("serving", flush=True)
asyncio.run(runner.start())
"""


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    root = tmp_path_factory.mktemp("team") / "space"
    make(root, Answers(title="Clean harbours", languages=("lv",)))
    return Workspace.open(root)


@pytest.fixture(scope="module")
def deployed(server, space):
    """The workspace's deployments, known to the server; nobody runs them."""
    return deploy(server, space)


def deploy(server, workspace):
    script = SERVE.split("print(", maxsplit=1)[0].replace(
        "runner.add_deployment(one)", "one.apply()"
    )
    with environment(server):
        subprocess.run([sys.executable, "-c", script, str(workspace.root)], check=True)
    root = str(workspace.root)
    return {
        one["name"]: one["id"]
        for one in server.ask("/deployments/filter", {})
        if one["parameters"]["parameters"]["workspace"] == root
    }


def start(server, deployment, **parameters):
    body = {"parameters": {"parameters": parameters}}
    return server.ask(f"/deployments/{deployment}/create_flow_run", body)["id"]


def until(server, run, *names, within=240):
    end = time.monotonic() + within
    while time.monotonic() < end:
        state = server.ask(f"/flow_runs/{run}")["state"]
        if state["name"] in names or state["type"] in {"FAILED", "CRASHED"}:
            return state
        time.sleep(0.2)
    raise AssertionError(server.ask(f"/flow_runs/{run}")["state"])


def runs_of(server, deployment):
    asked = {"deployments": {"id": {"any_": [deployment]}}}
    return [
        one
        for one in server.ask("/flow_runs/filter", asked)
        if not one["auto_scheduled"] or one["created_by"]["type"] != "SCHEDULE"
    ]


@pytest.mark.parametrize(
    "case",
    [
        ("manual", {"packz": ["all"]}, "packz"),
        ("manual", {"packs": ["nope"]}, "nope"),
        ("manual", {"documents": ["nope"]}, "nope"),
        ("manual", {"force": "perhaps"}, "perhaps"),
        ("release", {"pack": "nope"}, "nope"),
        ("release", {"pack": "all", "days": 0}, "0"),
    ],
)
def test_a_form_refuses_nonsense_before_a_run_exists(server, deployed, space, case):
    name, wrong, says = case
    before = server.ask("/flow_runs/count", {"deployments": {"id": {"any_": [deployed[name]]}}})
    with pytest.raises(urllib.error.HTTPError) as caught:
        start(server, deployed[name], workspace=str(space.root), **wrong)
    assert caught.value.code in {409, 422}
    assert says in caught.value.read().decode()
    after = server.ask("/flow_runs/count", {"deployments": {"id": {"any_": [deployed[name]]}}})
    assert after == before


def test_a_changed_document_starts_exactly_one_run_however_often_it_is_told(
    server, deployed, space
):
    tell = (
        "import sys; from pathlib import Path; from flows.watching import tell\n"
        "from hexapla.workspace import Workspace\n"
        "space = Workspace.open(Path(sys.argv[1]))\n"
        "for _ in range(3):\n"
        "    tell(space, ['source_docs/plan/plan.lv.md', 'source_docs/minutes/minutes.lv.md'])\n"
    )
    with environment(server):
        subprocess.run([sys.executable, "-c", tell, str(space.root)], check=True)

    def started():
        """Give the parameters of the runs for this workspace: others deployed by that name too."""
        said = [one["parameters"]["parameters"] for one in runs_of(server, deployed["arrival"])]
        return [one for one in said if one["workspace"] == str(space.root)]

    end = time.monotonic() + 30
    while len(started()) < 2 and time.monotonic() < end:
        time.sleep(0.3)
    time.sleep(2)
    started_for = sorted(tuple(one["documents"]) for one in started())
    assert started_for == [("minutes",), ("plan",)]


@pytest.fixture
def restarting(cache, tmp_path):
    """A server that can be stopped and started again with its data, and its worker."""
    from flows.api import seeded

    home = tmp_path / "home"
    assert seeded(home, cache)
    return home, free_port()


class Worker:
    def __init__(self, server, space):
        with environment(server):
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, str(space.root)],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        self.process.stdout.readline()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(2)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def test_runs_wait_for_each_other_and_a_release_survives_a_restart(restarting, space):
    home, port = restarting
    root = str(space.root)
    packs = sorted(space.config.packs)
    with started(home, port=port, password=PASSWORD) as server, Worker(server, space):
        known = wait_for_deployments(server)
        first = start(server, known["manual"], workspace=root)
        second = start(server, known["manual"], workspace=root)
        assert until(server, first, "Checked", "NothingChanged")["type"] == "COMPLETED"
        release = start(server, known["release"], workspace=root, pack=packs[0])
        assert until(server, second, "Checked", "NothingChanged")["type"] == "COMPLETED"
        one, other = sorted(
            (server.ask(f"/flow_runs/{run}") for run in (first, second)),
            key=lambda run: run["start_time"],
        )
        assert one["end_time"] <= other["start_time"]
        assert until(server, release, "AwaitingApproval")["type"] == "PAUSED"
        refused = server.ask(
            f"/flow_runs/{release}/resume",
            {"run_input": {"decision": "perhaps", "person": "Anna"}},
        )
        assert refused["status"] == "REJECT"
    with started(home, port=port, password=PASSWORD) as server:
        assert sweep(server) == 0
        assert server.ask(f"/flow_runs/{release}")["state"]["type"] == "PAUSED"
        with Worker(server, space):
            answer = {"decision": "send-back", "person": "Anna", "reason": "a wrong date"}
            said = server.ask(f"/flow_runs/{release}/resume", {"run_input": answer})
            assert said["status"] == "ACCEPT"
            state = until(server, release, "SentBack")
    assert (state["name"], state["message"]) == ("SentBack", "Anna: a wrong date")


def wait_for_deployments(server):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        known = {one["name"]: one["id"] for one in server.ask("/deployments/filter", {})}
        if {"manual", "release"} <= known.keys():
            return known
        time.sleep(0.2)
    raise AssertionError(json.dumps(known))


def test_a_waiting_release_that_nobody_answers_ends(server, deployed, space):
    run = start(server, deployed["manual"], workspace=str(space.root))
    details = {"pause_timeout": "2026-01-01T00:00:00Z", "pause_key": "decision-1"}
    for state in (
        {"type": "PENDING", "name": "Pending"},
        {"type": "RUNNING", "name": "Running"},
        {"type": "PAUSED", "name": "Suspended", "state_details": details},
    ):
        server.ask(f"/flow_runs/{run}/set_state", {"state": state, "force": True})
    assert until(server, run, "Failed")["type"] == "FAILED"


def test_a_run_that_was_cut_off_holds_no_place_after_a_restart(server, deployed, space):
    run = start(server, deployed["manual"], workspace=str(space.root))
    for state in ({"type": "PENDING"}, {"type": "RUNNING"}):
        server.ask(f"/flow_runs/{run}/set_state", {"state": state})
    assert sweep(server) >= 1
    state = server.ask(f"/flow_runs/{run}")["state"]
    assert (state["type"], "run it again" in state["message"]) == ("CRASHED", True)

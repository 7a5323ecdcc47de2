"""What is wrong is said where people look: as the run's state, in its message, on the terminal."""

import base64
import http.server
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest
from prefect_client import PASSWORD, environment, hexapla

from flows.states import ended, failed
from hexapla.errors import FaultError, InputError, OutputError
from hexapla.model import Published
from hexapla.revisions import Ledger
from hexapla.workspace import clock

PUBLISH = """
import sys
from flows.publish import PublishParameters, publish_here
from hexapla.errors import HexaplaError
try:
    print(publish_here(PublishParameters(workspace=sys.argv[1]))[0].summary())
except HexaplaError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def publish(server, root):
    """Run the flow on the server; give the process and the run's state as the server keeps it."""
    with environment(server):
        done = subprocess.run(
            [sys.executable, "-c", PUBLISH, str(root)],
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )
    # The server plans the nights of other tests' deployments beside it.
    begun = {"state": {"type": {"not_any_": ["SCHEDULED"]}}}
    asked = {"sort": "START_TIME_DESC", "limit": 1, "flow_runs": begun}
    return done, server.ask("/flow_runs/filter", asked)[0]["state"]


@pytest.mark.flow
def test_a_workspace_that_has_moved_is_refused_with_what_to_do(server, space, tmp_path):
    shutil.move(space.root, tmp_path / "elsewhere")
    done, state = publish(server, space.root)
    assert (done.returncode, state["type"], state["name"]) == (2, "FAILED", "Refused")
    for said in (done.stdout, state["message"]):
        assert "was moved or removed" in said
        assert "hexapla deploy" in said


@pytest.mark.flow
def test_a_workspace_newer_than_the_program_is_refused_with_what_to_do(server, space):
    with Ledger.open(space, clock()):
        pass
    with closing(sqlite3.connect(space.private / "ledger.sqlite")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    done, state = publish(server, space.root)
    assert (done.returncode, state["type"], state["name"]) == (3, "FAILED", "Refused")
    for said in (done.stdout, state["message"]):
        assert "was written by a newer program" in said
        assert "update Hexapla" in said


@contextmanager
def share(user, password):
    """Serve a share over HTTP that asks for a password."""
    wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.headers.get("authorization") == wanted else 401)
            self.send_header("content-length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815  the library's name

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


@pytest.mark.flow
def test_expired_credentials_of_a_source_leave_the_run_incomplete_and_named(server, space, cache):
    with share("harbour", "of-this-year") as address:
        path = space.root / "hexapla.toml"
        table = (
            f'\n[[sources]]\nname = "partner"\nurl = "{address}/plan.en.md"\ndocument = "plan"\n'
        )
        path.write_text(path.read_text(encoding="utf-8") + table, encoding="utf-8")
        _, state = publish(server, space.root)
        done = hexapla(space.root, cache, "run", "--engine", "local")
    assert (state["type"], state["name"]) == ("COMPLETED", "Incomplete")
    assert done.returncode == 4
    for said in (done.stderr, state["message"]):
        assert "partner" in said
        assert "401" in said
        assert "Remedy" in said
        assert "of-this-year" not in said


@pytest.mark.flow
def test_a_wrong_password_for_prefect_ends_with_4_and_says_where_it_lies(server, space, cache):
    done = hexapla(
        space.root,
        cache,
        "run",
        **{**server.environment(), "PREFECT_API_AUTH_STRING": PASSWORD + "-of-last-year"},
    )
    assert done.returncode == 4
    assert "does not take our password" in done.stderr
    assert ".hexapla/prefect/password" in done.stderr


FULL = """
mount -t tmpfs -o size=700k tmpfs "$1" || exit 99
cp -r "$2"/. "$1"/ || exit 98
exec "$3" -m hexapla.cli -C "$1" run --engine local
"""


def test_a_full_disk_is_said_with_the_place_and_what_to_do(space, tmp_path):
    for number in range(40):
        path = space.documents_root / f"note-{number}" / f"note-{number}.en.md"
        path.parent.mkdir()
        path.write_text(f"The harbour {number} is clean.\n\n" * 100, encoding="utf-8")
    full = tmp_path / "full"
    full.mkdir()
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", FULL, "sh", str(full), str(space.root), sys.executable],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode in {1, 98, 99} and "hexapla" not in done.stderr:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()[:100]}")
    assert done.returncode == 4, done.stderr
    assert "No space left" in done.stderr or "disk is full" in done.stderr
    assert "free some space" in done.stderr
    assert "Traceback" not in done.stderr


APPLY = """
import sys
from pathlib import Path
from flows.deployments import deployments
from hexapla.workspace import Workspace
for one in deployments(Workspace.open(Path(sys.argv[1])), sys.argv[2]):
    one.apply()
"""


def apply(server, root, suffix):
    """Make the workspace's deployments known to the server; nobody runs them."""
    with environment(server):
        subprocess.run([sys.executable, "-c", APPLY, str(root), suffix], check=True)


@pytest.mark.flow
def test_a_second_run_at_once_is_cancelled_where_the_workspace_refuses_it(server, space):
    path = space.root / "hexapla.toml"
    table = '\n[run]\nconcurrency = "refuse"\n'
    path.write_text(path.read_text(encoding="utf-8") + table, encoding="utf-8")
    apply(server, space.root, "-refusing")
    known = {one["name"]: one["id"] for one in server.ask("/deployments/filter", {})}
    body = {"parameters": {"parameters": {"workspace": str(space.root)}}}
    ends = []
    for _ in range(2):
        run = server.ask(f"/deployments/{known['manual-refusing']}/create_flow_run", body)["id"]
        server.ask(f"/flow_runs/{run}/set_state", {"state": {"type": "PENDING"}})
        ends.append(server.ask(f"/flow_runs/{run}")["state"])
    assert [one["type"] for one in ends] == ["PENDING", "CANCELLED"]
    assert "concurrency limit" in ends[1]["message"].lower()


@pytest.mark.flow
def test_a_run_that_fails_or_is_late_starts_one_run_that_tells(server, space):
    path = space.root / "hexapla.toml"
    table = '\n[notify]\nwebhooks = ["env:TEAM_HOOK"]\n'
    path.write_text(path.read_text(encoding="utf-8") + table, encoding="utf-8")
    apply(server, space.root, "-told")
    known = {one["name"]: one["id"] for one in server.ask("/deployments/filter", {})}
    asked = {"deployments": {"id": {"any_": [known["tell-told"]]}}}
    states = (
        ("a-late-one", [{"type": "SCHEDULED", "name": "Late"}]),
        ("a-failed-one", [{"type": "PENDING"}, {"type": "FAILED", "message": "it broke"}]),
    )
    for _, said in states:
        body = {"parameters": {"parameters": {"workspace": str(space.root)}}}
        run = server.ask(f"/deployments/{known['manual-told']}/create_flow_run", body)["id"]
        for state in said:
            server.ask(f"/flow_runs/{run}/set_state", {"state": state, "force": True})
    end = time.monotonic() + 30
    while server.ask("/flow_runs/count", asked) < len(states) and time.monotonic() < end:
        time.sleep(0.3)
    told = [one["parameters"]["parameters"] for one in server.ask("/flow_runs/filter", dict(asked))]
    assert sorted((one["state"], one["message"]) for one in told) == [
        ("Failed", "it broke"),
        ("Late", ""),
    ]
    assert {one["workspace"] for one in told} == {str(space.root)}
    assert all(one["run"] for one in told)


def test_a_state_names_the_first_troubles_and_counts_the_rest():
    broken = tuple(InputError("is broken", place=f"plan-{number}.docx") for number in range(5))
    state = ended(Published(changed=True, troubles=broken))
    assert state.name == "Incomplete"
    assert "plan-2.docx: is broken" in state.message
    assert state.message.endswith("and 2 more")


def test_a_service_out_of_reach_is_another_state_than_a_refusal_and_a_fault_stays_one():
    assert failed(OutputError("cannot be written")).name == "OutOfReach"
    assert failed(InputError("is broken")).name == "Refused"
    with pytest.raises(FaultError):
        failed(FaultError("a fault"))

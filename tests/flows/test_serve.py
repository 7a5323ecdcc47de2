"""`hexapla serve`: closed to other pages, runs by its schedules, leaves nothing behind."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path

import pytest
from test_server import start, until

from flows.api import PrivateApi, free_port
from flows.serving import _desk
from hexapla.workspace import clock

pytestmark = pytest.mark.flow

EVIL = "https://evil.example"


@pytest.fixture
def served(space, cache):
    """A workspace's `hexapla serve`, once its deployments are known; and its process."""
    for number in range(20):
        path = space.documents_root / f"note-{number}" / f"note-{number}.en.md"
        path.parent.mkdir()
        path.write_text(f"The harbour {number} is clean.\n", encoding="utf-8")
    port, desk = free_port(), free_port()
    with (space.root / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "hexapla.cli", "-C", str(space.root)),
                *("serve", "--port", str(port), "--desk", str(desk)),
            ],
            stdout=log,
            stderr=log,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        )
    try:
        yield process, ready(space, port), desk
    finally:
        process.kill()
        process.wait()


def ready(space, port):
    password = space.private / "prefect" / "password"
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if password.is_file():
            api = PrivateApi(
                f"http://127.0.0.1:{port}/api", password.read_text(encoding="ascii").strip()
            )
            try:
                if api.ask("/deployments/count", {}) == 5:
                    return api
            except OSError:
                pass
        time.sleep(0.3)
    raise AssertionError((space.root / "serve.log").read_text(encoding="utf-8"))


def test_a_schedule_fires_and_sigterm_amid_a_run_leaves_nothing_behind(served, space, cache):
    process, api, desk = served
    answers(desk)
    known = {one["name"]: one["id"] for one in api.ask("/deployments/filter", {})}
    soon = (clock().now() + dt.timedelta(seconds=3)).isoformat()
    # The server looks for what to plan every few seconds: one moment alone might be gone by then.
    every = {"interval": 20, "anchor_date": soon, "timezone": "Europe/Riga"}
    api.ask(f"/deployments/{known['nightly']}/schedules", [{"active": True, "schedule": every}])
    # The run of the coming night may be planned already: ours is the one that is due now.
    due = (clock().now() + dt.timedelta(minutes=5)).isoformat()
    asked = {
        "sort": "EXPECTED_START_TIME_ASC",
        "deployments": {"id": {"any_": [known["nightly"]]}},
        "flow_runs": {"expected_start_time": {"before_": due}},
    }
    end = time.monotonic() + 60
    while not (runs := api.ask("/flow_runs/filter", asked)) and time.monotonic() < end:
        time.sleep(0.3)
    assert runs[0]["auto_scheduled"] is True
    state = until(api, runs[0]["id"], "Checked", "NothingChanged", within=120)
    assert state["name"] == "Checked"
    (shown,) = (
        one["data"]
        for one in api.ask(
            "/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [runs[0]["id"]]}}}
        )
        if one["key"] == "publish"
    )
    assert f"http://127.0.0.1:{desk}/packs" in shown
    assert "file://" not in shown

    run = start(api, known["manual"], workspace=str(space.root), force=True)
    until(api, run, "Running")
    process.send_signal(signal.SIGTERM)
    status = process.wait(60)
    said = (space.root / "serve.log").read_text(encoding="utf-8")
    assert status == 0, said
    assert "Traceback" not in said
    assert said.count("desk") == 1, said
    for url in (api.url + "/health", f"http://127.0.0.1:{desk}/"):
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(url)
    end = time.monotonic() + 10
    while (left := ours(cache)) and time.monotonic() < end:
        time.sleep(0.2)
    assert left == []


def answers(desk, within=60):
    """Wait until the desk gives a page."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{desk}/packs") as answer:
                assert answer.status == 200
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(f"no desk at {desk}")


def test_a_desk_that_died_is_started_again_and_told_and_ends_with_its_keeper(space):
    port, said = free_port(), []
    with _desk(space, port, said.append):
        answers(port)
        os.kill(desk_at(port), signal.SIGKILL)
        end = time.monotonic() + 10
        while len(said) < 2 and time.monotonic() < end:
            time.sleep(0.1)
        answers(port)
    assert said == [
        f"the review desk: http://127.0.0.1:{port}",
        "the review desk ended (-9); it is started again in 1 s",
    ]
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/")


def desk_at(port):
    """Give the process of the desk at a port."""
    (found,) = (
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if path.read_bytes().endswith(f"\0review\0--port\0{port}\0".encode())
    )
    return found


def ours(cache):
    """Give the command lines of processes that have this test's cache in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            mine = f"XDG_CACHE_HOME={cache}\0".encode() in path.read_bytes()
            if mine:
                found.append(path.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    # The session's own server has a home elsewhere, and no cache.
    return [one for one in found if one.strip()]


def answer_to(server, path, body=None, **headers):
    request = urllib.request.Request(server.url + path, body, headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, error.headers


def test_a_page_of_another_origin_can_neither_make_a_deployment_nor_read_an_answer(server):
    body = b'{"name": "evil"}'
    kind = {"content-type": "application/json", "origin": EVIL}
    status, _ = answer_to(server, "/flows/", body, **kind)
    assert status in {401, 403}
    # A browser that knows the password sends it along; the page knows no token.
    known = {"authorization": f"Basic {b64encode(server.password.encode()).decode()}"}
    for path in ("/flows/", "/deployments/", "/flow_runs/"):
        status, headers = answer_to(server, path, body, **kind, **known)
        assert status == 403, path
        assert headers.get("access-control-allow-origin") not in {"*", EVIL}
    # What a form may send without asking is not taken for JSON either.
    status, _ = answer_to(
        server, "/flows/", body, **known, **{"content-type": "text/plain", "origin": EVIL}
    )
    assert status == 403
    # The token itself may not be read by that page.
    status, headers = answer_to(server, "/csrf-token?client=evil", origin=EVIL, **known)
    assert headers.get("access-control-allow-origin") not in {"*", EVIL}
    assert server.ask("/flows/count", {"flows": {"name": {"any_": ["evil"]}}}) == 0

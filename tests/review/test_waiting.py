"""Releases that wait: what the log knows of them, and what a release is bound to."""

from __future__ import annotations

import http.server
import json
import threading
from datetime import timedelta
from typing import ClassVar

import pytest
from review_room import CLOCK, LATVIAN, LV
from test_commands import hexapla

from hexapla.packs import assemble
from hexapla.review import (
    OtherPackError,
    answered,
    ask,
    changed,
    due,
    offline_pages,
    ready,
    release,
    reminded,
    substance,
    waiting,
)
from hexapla.web.going_on import go_on
from hexapla.workspace import FixedClock


def drafted(room):
    (spec,) = room.workspace.config.pack_specs()
    made = assemble(
        room.workspace,
        room.ledger,
        spec,
        room.review().findings(),
        output=room.workspace.output,
        extra=offline_pages,
    )
    return substance(json.loads((made.folder / "manifest.json").read_bytes()))


def asked(room, run="run-1", days=14):
    return ask(room.ledger, "all", run=run, api="http://x.test", substance={"a": "1"}, days=days)


def later(room, days):
    room.ledger.clock = FixedClock(CLOCK.now() + timedelta(days=days))


def test_a_release_waits_until_it_is_answered(room):
    asked(room)
    asked(room)  # a run that goes on asks anew, and is one
    (one,) = waiting(room.ledger)
    assert (one.pack, one.run, one.since) == ("all", "run-1", CLOCK.now())
    answered(room.ledger, "all", run="run-1", person="Anna", decision="SentBack", reason="no")
    assert waiting(room.ledger) == ()


def test_a_release_that_was_given_up_waits_no_more(room):
    asked(room, days=2)
    later(room, 3)
    assert waiting(room.ledger) == ()


def test_people_are_reminded_every_so_many_days(room):
    asked(room)
    found = []
    for day in range(1, 9):
        later(room, day)
        here = due(room.ledger, 3)
        found.append(bool(here))
        reminded(room.ledger, here)
    assert found == [False, False, True, False, False, True, False, False]
    assert due(room.ledger, 0) == ()


def test_a_release_is_ready_when_the_last_approval_is_there(room):
    asked(room)
    assert ready(room.review(), "plan") == ()
    room.approve_all()
    assert [one.pack for one in ready(room.review(), "plan")] == ["all"]
    assert ready(room.review(), "strategy") == ()


def test_what_was_approved_is_sealed_though_it_was_signed_meanwhile(room):
    then = drafted(room)
    room.approve_all()
    assert release(room.review(), "all", person="Anna", approved=then).number == 1


def test_what_has_changed_since_it_was_approved_is_not_sealed_and_says_what(room):
    then = drafted(room)
    room.put("lv", *LATVIAN[:3], "Ziņojumā nosaukti visi kuģi.")
    room.record()
    room.approve_all()
    with pytest.raises(OtherPackError) as caught:
        release(room.review(), "all", person="Anna", approved=then)
    assert "plan, lv: revision 1, " in caught.value.changes[0]
    assert "is there" in caught.value.changes[0]
    assert not (room.workspace.output / "all" / "1").exists()


def test_each_part_that_a_person_decides_on_is_watched(room):
    then = drafted(room)
    assert changed(then, then) == ()
    for name in then:
        (line,) = changed(then, {**then, name: "other"})
        assert line.startswith(f"{name}: ")


class Prefect(http.server.BaseHTTPRequestHandler):
    """What a Prefect server says to an answer."""

    status = "ACCEPT"
    taken: ClassVar[list[tuple[str, dict[str, object]]]] = []

    def do_GET(self):
        self._say({"token": "t"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.taken.append((self.path, json.loads(body)))
        self._say({"status": self.status, "details": {"reason": "it is over"}})

    def _say(self, body):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def prefect(monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(Prefect, "taken", [])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Prefect) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def approve(room, role, who):
    return hexapla(room, "approve", "plan", "lv", "--role", role, "--who", who)


def test_the_approval_that_completes_it_lets_the_release_go_on(room, prefect):
    ask(room.ledger, "all", run="run-1", api=prefect, substance={}, days=9_999)
    assert "goes on" not in approve(room, "translator", "Anna")
    said = approve(room, "reviewer", "Rita")
    assert "nothing stands against all any more: its release goes on" in said
    ((path, body),) = Prefect.taken
    assert path == "/flow_runs/run-1/resume"
    assert body["run_input"] == {
        "decision": "approve",
        "person": "Rita",
        "reason": "",
        "force": False,
    }


def test_an_approval_at_the_desk_lets_it_go_on_as_well(room, prefect):
    assert go_on(room.review(), "plan", "Rita") is None
    ask(room.ledger, "all", run="run-1", api=prefect, substance={}, days=9_999)
    assert go_on(room.review(), "plan", "Rita") is None
    room.approve_all()
    beside = go_on(room.review(), "plan", "Rita")
    beside.join(60)
    assert [path for path, _ in Prefect.taken] == ["/flow_runs/run-1/resume"]


def test_an_answer_that_prefect_refuses_is_told_and_the_approval_stays(room, prefect, monkeypatch):
    monkeypatch.setattr(Prefect, "status", "REJECT")
    ask(room.ledger, "all", run="run-1", api=prefect, substance={}, days=9_999)
    approve(room, "translator", "Anna")
    said = approve(room, "reviewer", "Rita")
    assert "could not be answered" in said
    assert "it is over" in said
    assert room.review().standing("plan", LV).complete

"""A release waits for approval: told and reminded by real servers, answered through Prefect."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from prefect_client import hexapla
from test_notifying import (
    FIRST,
    PASSWORD,
    configured,
    mail_table,
    postbox,
    space,
    web_server,
)
from test_server import Worker, start, until

from flows import order
from flows.notifying import Message, posted
from flows.release import SignOff, decide, draft, lacks
from flows.review import answer, remind, tell_asked
from flows.runner import LocalRunner
from hexapla.errors import InputError, ServiceError, UsageError
from hexapla.review import ask, waiting
from hexapla.revisions import Ledger
from hexapla.workspace import FixedClock, Workspace, clock

__all__ = ["postbox", "space"]  # fixtures


def asked(ledger, api="http://127.0.0.1:9", run="00000000-0000-0000-0000-000000000001"):
    ask(ledger, "all", run=run, api=api, substance={}, days=30)


def published(workspace, ledger):
    return order.publish(
        workspace, ledger, order.Request(pull=False), LocalRunner(say=lambda _: None)
    )


def test_people_are_told_when_a_release_waits_and_again_after_days(space, postbox, monkeypatch):
    monkeypatch.setenv("HEXAPLA_SMTP_PASSWORD", PASSWORD)
    with web_server(200) as (address, taken):
        table = mail_table(postbox.port) + f'webhooks = ["{address}/team"]\nwaiting_days = 2\n'
        workspace = configured(space, table)
        told = []
        for day in range(5):
            with Ledger.open(workspace, FixedClock(FIRST + timedelta(days=day))) as ledger:
                if day == 0:
                    asked(ledger)
                    assert tell_asked(workspace, ledger, "all") == ()
                else:
                    assert remind(workspace, ledger) == ()
            told.append(len(postbox.mails))
    assert told == [1, 1, 2, 2, 3]
    assert len(taken) == 3
    path, first = taken[0]
    assert path == "/team"
    assert "all waits for approval" in first["text"]
    assert "asked on 2026-01-05, 2 days ago" in taken[1][1]["text"]
    assert b"waits for approval: all" in postbox.mails[1].content


def test_the_nightly_run_reminds(space, postbox, monkeypatch):
    monkeypatch.setenv("HEXAPLA_SMTP_PASSWORD", PASSWORD)
    workspace = configured(space, mail_table(postbox.port) + 'severity = "never"\n')
    with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
        asked(ledger)
    with Ledger.open(workspace, FixedClock(FIRST + timedelta(days=4))) as ledger:
        published(workspace, ledger)
        published(workspace, ledger)
    (mail,) = postbox.mails
    assert b"waits for approval: all" in mail.content


def test_a_reminder_that_reached_nobody_is_tried_again(space):
    workspace = configured(space, 'webhooks = ["http://127.0.0.1:9/x"]\n')
    with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
        asked(ledger)
    with Ledger.open(workspace, FixedClock(FIRST + timedelta(days=4))) as ledger:
        for _ in range(2):
            (failed,) = remind(workspace, ledger)
            assert "out of reach" in str(failed)


def test_teams_gets_a_card_and_the_others_a_text():
    message = Message(subject="A pack waits", lines=("one", "two"))
    assert posted("hooks.slack.com", message) == {"text": message.text}
    assert posted("webhook.office.com.evil.test", message) == {"text": message.text}
    card = posted("prod-1.westeurope.logic.azure.com", message)["attachments"][0]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert [one["text"] for one in card["content"]["body"]] == ["A pack waits", "one\n\ntwo"]
    json.dumps(card)


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"decision": "send-back", "person": "Anna"}, "needs a reason"),
        ({"decision": "approve", "person": "Anna", "force": True}, "needs a reason"),
        ({"decision": "approve", "person": "  "}, "needs the name"),
        ({"decision": "approve", "person": "Anna"}, ""),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(said, lacking):
    assert lacking in lacks(SignOff(**said))
    assert bool(lacks(SignOff(**said))) is bool(lacking)


def test_what_is_another_pack_than_was_shown_is_sent_back_with_what_changed(space):
    workspace = Workspace.open(space)
    with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
        published(workspace, ledger)
        (pack, *_) = sorted(workspace.config.packs)
        shown = draft(workspace, pack)
        path = min((space / "source_docs").rglob("*.lv.*"))
        path.write_text(path.read_text(encoding="utf-8") + "\nJauns.\n", encoding="utf-8")
        published(workspace, ledger)
        said = SignOff(decision="approve", person="Anna", force=True, reason="now")
        name, line = decide(workspace, ledger, pack, shown, said)
        assert name == "SentBack"
        assert "was approved, revision 2" in line
        assert not (workspace.output / pack / "1").exists()
        name, line = decide(workspace, ledger, pack, draft(workspace, pack), said)
    assert (name, f"released {pack} 1" in line) == ("Approved", True)


def test_an_answer_says_what_stands_in_its_way(space):
    workspace = Workspace.open(space)
    with pytest.raises(InputError, match="no release of it waits"):
        answer(workspace, "all", person="Anna")
    with pytest.raises(UsageError, match="needs a reason"):
        answer(workspace, "all", person="Anna", decision="send-back")
    with Ledger.open(workspace, clock()) as ledger:
        asked(ledger)
    with pytest.raises(ServiceError, match="out of reach"):
        answer(workspace, "all", person="Anna")


@pytest.mark.flow
def test_a_release_goes_on_by_the_approval_that_completes_it(server, space, cache):
    """From the command line: the run is suspended, refuses a bad answer, and ends as approved."""
    path = space / "hexapla.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n[packs.short]\nlanguages = ['en', 'lv']\n", encoding="utf-8")
    variables = server.environment()
    assert hexapla(space, cache, "run", "--engine", "local", **variables).returncode == 0
    workspace = Workspace.open(space)
    with Worker(server, workspace):
        deployment = next(
            one["id"]
            for one in server.ask("/deployments/filter", {})
            if one["name"].startswith("release")
            and one["parameters"]["parameters"]["workspace"] == str(space)
        )
        run = start(server, deployment, workspace=str(space), pack="short")
        assert until(server, run, "AwaitingApproval")["type"] == "PAUSED"
        with Ledger.open(workspace, clock()) as ledger:
            assert [one.run for one in waiting(ledger)] == [run]
        bad = hexapla(space, cache, "review", "answer", "short", "send-back", "--who", "Anna")
        assert (bad.returncode, "needs a reason" in bad.stderr) == (2, True)
        done = hexapla(
            space,
            cache,
            *("review", "answer", "short", "approve", "--who", "Anna"),
            *("--force", "--reason", "the meeting is today"),
            **variables,
        )
        assert done.returncode == 0, done.stderr
        state = until(server, run, "Approved", "SentBack", "NotReady")
    assert state["name"] == "Approved", state["message"]
    assert (workspace.output / "short" / "1").is_dir()
    with Ledger.open(workspace, clock()) as ledger:
        assert waiting(ledger) == ()


@pytest.mark.flow
def test_a_draft_that_changed_while_its_release_waited_is_not_sealed_and_nobody_is_told_again(
    server, space, cache
):
    path = space / "hexapla.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n[packs.brief]\nlanguages = ['en', 'lv']\n", encoding="utf-8")
    variables = server.environment()
    assert hexapla(space, cache, "run", "--engine", "local", **variables).returncode == 0
    workspace = Workspace.open(space)
    with Worker(server, workspace):
        deployment = next(
            one["id"]
            for one in server.ask("/deployments/filter", {})
            if one["name"].startswith("release")
            and one["parameters"]["parameters"]["workspace"] == str(space)
        )
        run = start(server, deployment, workspace=str(space), pack="brief")
        assert until(server, run, "AwaitingApproval")["type"] == "PAUSED"
        shown = draft(workspace, "brief")
        document = min(workspace.documents_root.glob("*/*.en.md"))
        document.write_text(
            document.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8"
        )
        assert hexapla(space, cache, "run", "--engine", "local", **variables).returncode == 0
        assert draft(workspace, "brief") != shown
        done = hexapla(
            space,
            cache,
            *("review", "answer", "brief", "approve", "--who", "Anna"),
            *("--force", "--reason", "the meeting is today"),
            **variables,
        )
        assert done.returncode == 0, done.stderr
        state = until(server, run, "Approved", "SentBack", "NotReady")
    assert state["name"] == "SentBack", state["message"]
    assert not (workspace.output / "brief" / "1").exists()
    left = server.ask("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run]}}})
    assert [one["key"] for one in left if one["key"]] == ["release-brief"]
    assert list((workspace.private / "asked").iterdir()) == []

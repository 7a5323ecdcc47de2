"""Findings at the desk: filled in when they are there, and looked for in what moved alone."""

from __future__ import annotations

import re
import threading

import httpx
import pytest
import review_room
from desk_room import served
from review_room import ENGLISH, LATVIAN, LV
from test_desk import forms, of_blocks, post, shown_rows

import hexapla.review.known as looking
from hexapla.checks import check_workspace
from hexapla.review import WHOLE, Review
from hexapla.revisions import Group


def as_known(review: Review):
    """Give the findings that a review knows, without another look, by what they say."""
    return sorted((one.rule, one.location.block, one.fingerprint) for one in review.known.all())


def as_checked(room):
    found = check_workspace(room.workspace, room.ledger).findings
    return sorted((one.rule, one.location.block, one.fingerprint) for one in found)


@pytest.fixture
def slow(monkeypatch):
    """Hold every look at the workspace until it is let go."""
    go = threading.Event()

    def held(*given, **more):
        assert go.wait(60)
        return check_workspace(*given, **more)

    monkeypatch.setattr(looking, "check_workspace", held)
    yield go
    go.set()


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Make a workspace whose last block has another number in Latvian."""
    monkeypatch.setattr(review_room, "ENGLISH", (*ENGLISH[:3], "The report names 7 ships."))
    monkeypatch.setattr(review_room, "LATVIAN", (*LATVIAN[:3], "Ziņojumā nosaukti 8 kuģi."))
    made = review_room.Room(tmp_path / "room")
    yield made
    made.ledger.close()


def test_a_page_does_not_wait_for_findings_and_fills_them_in_when_they_are_there(room, slow):
    with (
        served(room, patience=0.01) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        html = client.get("/documents/plan?language=lv").text
        (ask,) = re.findall(r'hx-get="([^"]+)"', html)
        ask = ask.replace("&amp;", "&")
        assert shown_rows(html) == 4
        assert "number" not in html
        part = client.get(ask).text
        assert 'id="looking"' in part
        slow.set()
        for _ in range(200):
            part = client.get(ask).text
            if 'id="looking"' not in part:
                break
            threading.Event().wait(0.05)
        assert shown_rows(part) == 1
        assert '<span class="rule" lang="en">number</span>' in part


def test_a_decision_waits_for_the_findings_that_it_is_bound_to(room, slow):
    with (
        served(room, patience=0.01) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        html = client.get("/documents/plan?language=lv").text
        form = of_blocks(html, "approve")[3]
        threading.Timer(0.3, slow.set).start()
        assert post(client, form).status_code == 409
        assert room.ledger.log(what="approved") == ()


def test_what_was_known_before_a_page_is_shown_is_shown_at_once(room):
    with (
        served(room) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        html = client.get("/documents/plan?language=lv").text
        assert "hx-get" not in html
        assert '<span class="rule" lang="en">number</span>' in html


def test_after_a_waived_block_the_same_is_known_as_if_everything_was_looked_at(room):
    room.put("en", *ENGLISH[:3], "The report names all 7 ships.")
    room.record()
    review = room.review_of_workspace()
    key = review.standing("plan", LV).passages[3].key
    before = as_known(review)
    with review.held():
        review.waive_block("plan", LV, key, role="head", person="Hanna", reason="says the same")
        assert as_known(review) == as_checked(room) != before
        assert any(rule == "number" for rule, _, _ in as_known(review))
        review.undo("plan", LV, person="Hanna")
        assert as_known(review) == as_checked(room) == before


def test_a_waived_block_has_no_finding_of_being_stale_at_once(room):
    room.put("en", *ENGLISH[:3], "The report names all 7 ships.")
    room.record()
    review = room.review_of_workspace()
    key = review.standing("plan", LV).passages[3].key
    assert "stale" in {one.rule for one in review.standing("plan", LV).passages[3].findings}
    with review.held():
        review.waive_block("plan", LV, key, role="head", person="Hanna", reason="says the same")
        known = review.standing("plan", LV).passages[3].findings
    assert {one.rule for one in known} == {"number"}


def test_after_blocks_were_joined_the_same_is_known_as_if_everything_was_looked_at(room):
    review = room.review_of_workspace()
    passages = [one for one in review.standing("plan", LV).passages if one.key != WHOLE]
    two = [one for passage in passages[2:4] for one in passage.binding.source_blocks]
    their = [one for passage in passages[2:4] for one in passage.binding.target_blocks]
    group = Group(source=tuple(two), target=tuple(their))
    with review.held():
        review.link("plan", LV, [group], role="head", person="Hanna")
        assert as_known(review) == as_checked(room)


def test_after_a_block_was_waived_the_whole_is_looked_at_before_the_next_decision(room):
    room.put("en", *ENGLISH[:3], "The report names all 7 ships.")
    room.record()
    with (
        served(room) as address,
        httpx.Client(base_url=address, timeout=60, follow_redirects=True) as client,
    ):
        (form,) = forms(client.get("/documents/plan?language=lv&state=stale").text, "waive")
        post(client, form, why="says the same")
        html = client.get("/documents/plan?language=lv").text
        assert '<span class="rule" lang="en">number</span>' in html
        assert post(client, of_blocks(html, "approve")[3]).status_code == 200
    assert len(room.ledger.log(what="approved")) == 1

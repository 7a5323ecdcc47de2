"""Who may decide and see what: held in the act itself, whatever a page shows."""

from __future__ import annotations

import re

import pytest
from access_room import CONFIG, HOST, Guarded, sign_in, token

from hexapla.model import Language
from hexapla.review import Cause, Grant, NotAllowedError, Permissions, Verdict, blockers, release
from hexapla.review.sight import SeenLedger
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace

LV = Language("lv")
SECRETS = ("pilot", "Pilot", "closed", "secret of the pilot", "MLO", "mlo")


@pytest.fixture
def guarded(tmp_path):
    made = Guarded(tmp_path / "room")
    yield made
    made.close()


def act(client, document, what, tag="lv", **more):
    data = {"token": token(client), "back": "", "act": what, **more}
    return client.post(f"/act/{tag}/{document}", data=data)


def rights(guarded):
    return Permissions.of(guarded.workspace)


# Roles


def test_a_role_reaches_the_languages_and_families_that_it_was_given_for(guarded):
    may = rights(guarded)
    assert may.roles_of("Rita Reviewer", "lv", "PLAN") == ("reviewer",)
    assert may.roles_of("Rita Reviewer", "et", "PLAN") == ()
    assert may.roles_of("Rita Reviewer", "lv", "MLO") == ()
    assert may.roles_of("Hanna Head", "et", "MLO") == ("head",)
    assert may.roles_of("Somebody", "lv", "PLAN") == ()


def test_an_approval_stands_with_the_name_of_who_is_signed_in_whatever_the_form_says(guarded):
    client = guarded.signed_in("rita")
    assert act(client, "plan", "approve", person="Hanna Head", who="Hanna Head").status_code == 303
    (event,) = guarded.log("approved")
    assert (event.who, event.body["role"]) == ("Rita Reviewer", "reviewer")
    assert guarded.review().standing("plan", LV).complete


@pytest.mark.parametrize("what", ["approve", "send-back", "waive"])
def test_who_has_no_role_is_refused_in_the_act_and_told_who_could(guarded, what):
    guarded.users.add("nils", "Nils None", "eleven grey herons")
    client = guarded.client()
    assert sign_in(client, "nils", "eleven grey herons").status_code == 303
    block = guarded.review().standing("plan", LV).passages[0].key
    events = len(guarded.ledger.log())
    client.cookies.set("hexapla-role", "reviewer", domain=HOST)
    answer = act(client, "plan", what, reason="because", why="because", block=block)
    assert answer.status_code == 403
    assert "reviewer: Liis Liaison, Rita Reviewer" in answer.text
    assert len(guarded.ledger.log()) == events


def test_who_chose_no_role_and_has_none_is_told_who_could_as_well(guarded):
    answer = act(guarded.signed_in("rita"), "plan", "approve", tag="et")
    assert answer.status_code == 403
    assert "reviewer: Liis Liaison" in answer.text
    assert guarded.log("approved") == ()


def test_a_role_for_one_language_decides_in_no_other(guarded):
    client = guarded.signed_in("rita")
    client.cookies.set("hexapla-role", "reviewer", domain=HOST)
    answer = act(client, "plan", "approve", tag="et")
    assert answer.status_code == 403
    assert guarded.log("approved") == ()


def test_only_acts_of_persons_with_the_role_count_for_the_quorum(guarded):
    act(guarded.signed_in("rita"), "plan", "approve")
    assert guarded.review().standing("plan", LV).complete
    guarded.users.grant("rita", [])
    here = guarded.review().standing("plan", LV)
    assert not here.complete
    assert {one.verdict for one in here.passages} == {Verdict.OPEN}
    assert {cause for one in here.voided for cause in one.causes} == {Cause.ROLE}
    guarded.users.grant("rita", [Grant(role="reviewer")])
    assert guarded.review().standing("plan", LV).complete


def test_what_somebody_approved_counts_on_when_their_account_is_closed(guarded):
    act(guarded.signed_in("rita"), "plan", "approve")
    guarded.users.close("rita")
    assert guarded.review().standing("plan", LV).complete
    with pytest.raises(NotAllowedError, match="closed"):
        guarded.review().approve("plan", LV, role="reviewer", person="Rita Reviewer")


def test_an_approval_in_a_role_that_was_never_held_counts_for_nothing(guarded):
    review = guarded.review()
    binding = review.standing("plan", LV).passages[0].binding.as_json()
    body = {"role": "reviewer", "bulk": False, "reason": "", "blocks": [binding]}
    guarded.ledger.note("approved", body, who="Mallory", document="plan", language="lv")
    assert review.standing("plan", LV).passages[0].verdict is Verdict.OPEN


def test_the_command_line_holds_to_the_same_roles(guarded):
    with pytest.raises(NotAllowedError, match="does not stand among"):
        guarded.review().approve("plan", LV, role="reviewer", person="Nobody")


# Release


def test_a_pack_is_released_by_a_role_that_releases_and_by_no_other(guarded):
    rita = guarded.signed_in("rita")
    act(rita, "plan", "approve")
    answer = rita.post("/packs/open", data={"token": token(rita), "force": "now"})
    assert answer.status_code == 403
    assert "head: Hanna Head" in answer.text
    assert guarded.log("released") == ()
    with pytest.raises(NotAllowedError):
        release(guarded.review(), "open", person="Rita Reviewer", forced="now")


def test_without_a_role_that_releases_nobody_does(guarded):
    text = CONFIG.replace("releases = true", "")
    (guarded.root / "hexapla.toml").write_text(text + "[review.auth]\n", encoding="utf-8")
    guarded.workspace = Workspace.open(guarded.root)
    with pytest.raises(NotAllowedError, match="no role that releases"):
        release(guarded.review(), "open", person="Hanna Head", forced="now")


# What is for restricted distribution


def test_a_restricted_document_and_its_pack_are_nowhere_for_who_may_not_see_them(guarded):
    liis = guarded.signed_in("liis")
    assert act(liis, "pilot", "approve").status_code == 303
    assert "/documents/pilot" in liis.get("/").text
    assert "closed" in liis.get("/packs").text
    guarded.ledger.note("released", {"pack": "closed", "release": 1}, who="Liis Liaison")
    rita = guarded.signed_in("rita")
    for place in (
        "/", "/packs", "/log", "/activity", "/search?q=secret", "/search?q=4711", "/documents/plan",
        "/documents/plan?language=lv&q=4711", "/account",
    ):  # fmt: skip
        page = rita.get(place)
        assert page.status_code == 200, place
        found = [one for one in SECRETS if one in page.text]
        assert found == [], (place, found)


def test_a_hidden_address_answers_as_one_that_is_not_there(guarded):
    rita = guarded.signed_in("rita")
    for hidden, nowhere in (
        ("/documents/pilot", "/documents/nowhe"),
        ("/documents/pilot?language=lv", "/documents/nowhe?language=lv"),
        ("/align/lv/pilot", "/align/lv/nowhe"),
    ):
        first, second = rita.get(hidden), rita.get(nowhere)
        assert (first.status_code, second.status_code) == (404, 404)
        assert first.text.replace("pilot", "nowhe") == second.text
    for hidden, nowhere in (
        ("/act/lv/pilot", "/act/lv/nowhe"),
        ("/align/lv/pilot", "/align/lv/nowhe"),
        ("/seen/pilot", "/seen/nowhe"),
        ("/packs/closed", "/packs/nothin"),
    ):
        data = {"token": token(rita), "act": "approve", "back": "", "force": "x"}
        first, second = rita.post(hidden, data=data), rita.post(nowhere, data=data)
        assert (first.status_code, second.status_code) == (404, 404), hidden
        said = first.text.replace("pilot", "nowhe").replace("closed", "nothin")
        assert said == second.text
    assert guarded.log("approved") == ()
    assert guarded.log("released") == ()


def test_the_counts_are_of_what_is_seen(guarded):
    def rows(client):
        return len(re.findall(r'<th scope="row">', client.get("/").text))

    assert rows(guarded.signed_in("liis")) == 2
    assert rows(guarded.signed_in("rita")) == 1


def test_a_document_that_becomes_restricted_is_gone_at_once(guarded):
    rita = guarded.signed_in("rita")
    assert rita.get("/documents/plan").status_code == 200
    path = guarded.root / "source_docs" / "plan" / "document.toml"
    path.write_text('family = "PLAN"\ndistribution = "restricted"\n', encoding="utf-8")
    assert rita.get("/documents/plan").status_code == 404


def test_a_restricted_document_whose_file_is_taken_away_stays_hidden(guarded):
    folder = guarded.root / "source_docs" / "pilot"
    for path in folder.iterdir():
        path.unlink()
    rita, liis = guarded.signed_in("rita"), guarded.signed_in("liis")
    assert "pilot" not in rita.get("/").text + rita.get("/log").text
    assert "pilot" in liis.get("/log").text


def test_the_role_that_sees_may_be_narrowed_to_a_family(guarded):
    guarded.users.grant("rita", [Grant(role="liaison", families=("MLO",))])
    may = rights(guarded)
    assert may.sees("Rita Reviewer", "MLO")
    assert not may.sees("Rita Reviewer", "PLAN")
    assert not may.sees_all("Rita Reviewer")
    assert guarded.signed_in("rita").get("/documents/pilot").status_code == 200


def test_somebody_elses_sign_ins_stand_in_nobodys_log_at_the_desk(guarded):
    guarded.signed_in("liis")
    page = guarded.signed_in("rita").get("/log").text
    assert "Rita Reviewer" in page
    assert "Liis Liaison" not in page
    assert {one.who for one in guarded.log("signed-in")} == {"Rita Reviewer", "Liis Liaison"}


def test_without_a_sign_in_everything_is_ones_own(tmp_path):
    guarded = Guarded(tmp_path / "room", "")
    review = guarded.review()
    assert review.roles_of("Anybody", "plan", LV) == ("liaison", "reviewer")
    assert blockers(review, "closed")
    guarded.close()


def test_every_question_that_the_ledger_answers_has_been_thought_of():
    # Asked by a document whose name goes through source_language, by a digest or a revision that
    # nobody gets hold of, or of what has no document. Another one is to be added to SeenLedger.
    harmless = {
        "units", "states", "head", "offers", "origins", "content", "restore", "approve_head",
        "open", "tasks", "commit",
    }  # fmt: skip
    asked = {name for name, one in vars(Ledger).items() if callable(one) and name[0] != "_"}
    asked |= {"open"}
    assert asked - set(vars(SeenLedger)) == harmless


# What is shown to whom


def test_who_has_no_role_finds_no_buttons_to_decide_with_and_is_told_who_has(guarded):
    guarded.users.add("nils", "Nils None", "eleven grey herons")
    client = guarded.client()
    sign_in(client, "nils", "eleven grey herons")
    html = client.get("/documents/plan?language=lv").text
    for what in ("send-back", "waive", "undo"):
        assert f'value="{what}"' not in html
    assert re.findall(r'<button name="act" value="approve"([^>]*)>', html) == [
        ' disabled aria-describedby="role-lv" title="you have no role for this translation"'
    ]
    assert "it is decided by: reviewer: Liis Liaison, Rita Reviewer" in html
    assert "/align/" not in html
    assert html.count('value="comment"') == 3


def test_who_has_a_role_finds_the_buttons(guarded):
    html = guarded.signed_in("rita").get("/documents/plan?language=lv").text
    assert html.count('value="send-back"') == 3
    assert " disabled" not in html
    assert "/align/" in html


def test_who_may_not_release_a_pack_is_told_so_instead_of_a_button(guarded):
    html = guarded.signed_in("rita").get("/packs").text
    assert 'action="/packs/' not in html
    assert "Rita Reviewer has no role that releases this pack" in html
    assert re.search(r'<button disabled aria-describedby="why-1">', html)
    assert 'action="/packs/' in guarded.signed_in("hanna").get("/packs").text

"""The desk as a browser without scripts sees it."""

from __future__ import annotations

import re

import httpx
import pytest
from desk_room import served
from review_room import LV

from hexapla.review import Verdict


@pytest.fixture
def client(address):
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as made:
        yield made


def forms(html: str, act: str) -> list[dict[str, str]]:
    """Give the hidden fields of the forms that an act's button is in, with where they lead."""
    found = []
    for action, body in re.findall(
        r'<form[^>]* method="post" action="([^"]+)"[^>]*>(.*?)</form>', html, re.DOTALL
    ):
        if re.search(rf'name="act" value="{act}"', body):
            fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', body))
            found.append({"action": action, "act": act, **fields})
    return found


def of_blocks(html: str, act: str) -> list[dict[str, str]]:
    return [one for one in forms(html, act) if "block" in one]


def post(client, form, **more):
    data = {key: value for key, value in {**form, **more}.items() if key != "action"}
    return client.post(form["action"], data=data)


def verdicts(room):
    return [one.verdict for one in room.review().standing("plan", LV).passages]


def shown_rows(html: str) -> int:
    return len(re.findall(r'<tr id="r-', html))


def test_the_first_page_shows_documents_by_languages(client):
    html = client.get("/").text
    assert 'href="/documents/plan?language=lv"' in html
    assert "stale" in html


def test_a_document_stands_side_by_side_and_every_cell_says_its_language(client):
    html = client.get("/documents/plan?language=lv").text
    assert '<td class="source" role="cell" lang="en">' in html
    assert re.search(r'<td role="cell" class="target open"[^>]* lang="lv"', html)
    assert "Nirēji pārbauda piestātni pavasarī." in html


def test_a_stale_block_shows_what_changed_in_the_source(client):
    html = client.get("/documents/plan?language=lv&state=stale").text
    assert "<del>once</del><ins>twice</ins>" in html
    assert "since revision 2, 1 behind" in html
    assert shown_rows(html) == 1


def test_the_counts_of_the_filters_agree_with_the_rows_that_they_leave(client):
    html = client.get("/documents/plan?language=lv").text
    options = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)</option>', html)
    names = re.findall(r'<select name="(\w+)" data-submit>(.*?)</select>', html, re.DOTALL)
    assert options
    for name, body in names:
        for value, count in re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)', body):
            left = client.get("/documents/plan", params={"language": "lv", name: value}).text
            assert shown_rows(left) == int(count)
            assert f"{count} of " in left


def test_filters_combine(client):
    html = client.get("/documents/plan?language=lv&state=current&q=kuģis").text
    assert shown_rows(html) == 1
    html = client.get("/documents/plan?language=lv&state=stale&q=kuģis").text
    assert "No block fits these filters." in html


def test_a_block_is_approved_and_the_approval_is_taken_back(client, room):
    form = of_blocks(client.get("/documents/plan?language=lv").text, "approve")[0]
    assert post(client, form).status_code == 200
    assert verdicts(room).count(Verdict.PARTLY) == 1
    (undo,) = forms(client.get("/documents/plan?language=lv").text, "undo")
    post(client, undo)
    assert verdicts(room).count(Verdict.OPEN) == 4


def test_everything_that_nothing_speaks_against_is_approved_in_bulk(client, room):
    (form, *_) = forms(client.get("/documents/plan?language=lv").text, "approve")
    assert "block" not in form
    post(client, form)
    assert verdicts(room) == [Verdict.PARTLY, Verdict.OPEN, Verdict.PARTLY, Verdict.PARTLY]


def test_a_stale_block_is_waived_with_a_reason_and_then_approved(client, room):
    html = client.get("/documents/plan?language=lv&state=stale").text
    (form,) = forms(html, "waive")
    post(client, form, why="says the same")
    html = client.get("/documents/plan?language=lv").text
    assert "stale" not in {one.state.value for one in room.ledger.states("plan", LV)}
    assert len(of_blocks(html, "approve")) == 4


def test_a_stale_form_is_refused_and_says_what_the_other_one_did(client, room):
    form = forms(client.get("/documents/plan?language=lv").text, "send-back")[2]
    room.review().send_back(
        "plan", LV, role="reviewer", person="Rita", reason="wrong season", blocks=[form["block"]]
    )
    answer = post(client, form, reason="mine")
    assert answer.status_code == 409
    assert "Rita, reviewer, sent it back: wrong season" in answer.text


def test_sending_back_without_a_reason_is_refused(client, room):
    form = forms(client.get("/documents/plan?language=lv").text, "send-back")[0]
    answer = post(client, form, reason=" ")
    assert answer.status_code == 422
    assert "needs a reason" in answer.text


def test_a_post_without_the_desks_own_token_decides_nothing(client, room):
    form = forms(client.get("/documents/plan?language=lv").text, "approve")[0]
    assert post(client, form, token="0" * 64).status_code == 403
    assert room.ledger.log(what="approved") == ()


def test_a_form_that_comes_from_elsewhere_is_refused(client):
    form = forms(client.get("/documents/plan?language=lv").text, "approve")[0]
    answer = client.post(form["action"], data=form, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403


def test_another_host_name_is_not_answered(client):
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 421


def test_tokens_outlive_a_restart_of_the_server(client, room):
    form = forms(client.get("/documents/plan?language=lv").text, "approve")[0]
    with (
        served(room) as later,
        httpx.Client(base_url=later, cookies=dict(client.cookies), follow_redirects=True) as again,
    ):
        assert post(again, form).status_code == 200
    assert len(room.ledger.log(what="approved")) == 1


def test_every_page_forbids_what_it_does_not_need(client):
    for place in ("/", "/documents/plan", "/packs", "/log", "/static/desk.js"):
        answer = client.get(place)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "style=" not in answer.text
        assert "http://" not in answer.text


def test_a_text_that_looks_like_markup_is_shown_and_not_run(client, room):
    room.put("lv", "# Plāns", "<script>alert(1)</script>", "Nirēji & <b>kuģi</b>", "Beigas")
    room.record()
    html = client.get("/documents/plan?language=lv").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html or "alert(1)" not in html


def test_an_unknown_document_gets_a_clear_page(client):
    answer = client.get("/documents/nowhere")
    assert answer.status_code == 404
    assert "knows no document" in answer.text


def test_the_role_is_chosen_and_kept_but_never_leads_elsewhere(client):
    token = forms(client.get("/documents/plan?language=lv").text, "undo")[0]["token"]
    answer = client.post(
        "/role",
        data={"token": token, "role": "head", "back": "//elsewhere.example"},
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/"
    assert answer.cookies["hexapla-role"] == "head"


def test_a_pack_is_released_by_force_from_its_page(client, room):
    html = client.get("/packs").text
    assert "What stands against a release: " in html
    token = re.search(r'name="token" value="(\w+)"', html)[1]
    assert "not ready" in client.post("/packs/all", data={"token": token}).text
    answer = client.post("/packs/all", data={"token": token, "force": "the meeting is tomorrow"})
    assert "output/all/1" in answer.text
    assert (room.workspace.output / "all" / "1" / "seal.json").is_file()

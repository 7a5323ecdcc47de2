"""What people do at the desk beside approving: talk, align, search, look again, read the terms."""

from __future__ import annotations

import html as markup
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from desk_room import served
from review_room import CLOCK, LATVIAN, LV
from test_desk import forms, of_blocks, post, shown_rows

from hexapla.catalogue import translator
from hexapla.model import State
from hexapla.review import threads

GLOSSARY = """concept,language,term,status,definition
berth,en,quay,preferred,where ships are tied up
berth,lv,piestātne,preferred,
berth,lv,mols,forbidden,
"""


@pytest.fixture
def client(address):
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as made:
        yield made


def page(client, **asked: str) -> str:
    return str(client.get("/documents/plan", params={"language": "lv", **asked}).text)


def told(room) -> list[str]:
    return [two.text for one in threads(room.review(), "plan", LV) for two in one.comments]


# Comments


def test_a_comment_is_said_once_however_often_its_form_is_sent(client, room):
    form = of_blocks(page(client), "comment")[1]
    for _ in range(2):
        post(client, form, text="Is @Rita sure of “reizi”?")
    assert told(room) == ["Is @Rita sure of “reizi”?"]


def test_other_words_from_the_same_form_are_not_lost(client, room):
    form = of_blocks(page(client), "comment")[1]
    post(client, form, text="first")
    post(client, form, text="second")
    assert told(room) == ["first", "second"]


def test_a_thread_is_answered_closed_and_opened_again(client, room):
    post(client, of_blocks(page(client), "comment")[1], text="Why?")
    (thread,) = threads(room.review(), "plan", LV)
    post(client, forms(page(client), f"comment:{thread.id}")[0], text="Because.")
    assert told(room) == ["Why?", "Because."]
    post(client, forms(page(client), f"settle:{thread.id}")[0])
    assert shown_rows(page(client, only="talk")) == 0
    post(client, forms(page(client), f"reopen:{thread.id}")[0])
    assert shown_rows(page(client, only="talk")) == 1


def test_whoever_is_mentioned_finds_it_in_the_activity(client, room):
    post(client, of_blocks(page(client), "comment")[1], text="@Rita, look")
    post(client, of_blocks(page(client), "comment")[2], text="nobody meant")
    with (
        served(room, person="Rita") as address,
        httpx.Client(base_url=address, timeout=60) as ritas,
    ):
        feed = ritas.get("/activity?me=1").text
    assert "@Rita, look" in feed
    assert "nobody meant" not in feed
    link = markup.unescape(re.search(r'data-stop href="([^"]+)"', feed)[1])
    anchor = link.partition("#")[2]
    assert f'id="{anchor}"' in client.get(link).text


# Alignment by hand


def align(client, *, act: str, rows: list[int]) -> httpx.Response:
    address = re.findall(r'class="align"[^>]* href="([^"]+)"', page(client))[rows[0]]
    shown = client.get(markup.unescape(address)).text
    token = re.search(r'name="token" value="(\w+)"', shown)[1]
    sides = [re.findall(rf'name="{side}" value="([^"]+)"', shown) for side in ("source", "target")]
    data = {"token": token, "act": act, "back": "language=lv"}
    data |= {"source": [sides[0][n] for n in rows], "target": [sides[1][n] for n in rows]}
    return client.post(markup.unescape(address), data=data)


def test_blocks_are_joined_by_hand_taken_apart_and_the_join_is_taken_back(client, room):
    before = room.review().standing("plan", LV).passages
    assert align(client, act="together", rows=[2, 3]).status_code == 200
    assert len(room.review().standing("plan", LV).passages) == 3
    align(client, act="apart", rows=[2, 3])
    assert len(room.review().standing("plan", LV).passages) == 4
    for _ in range(2):
        post(client, forms(page(client), "undo")[0])
    assert room.review().standing("plan", LV).passages == before


def test_a_join_by_hand_holds_when_the_translation_comes_again(client, room):
    align(client, act="together", rows=[2, 3])
    room.put("lv", "Ziņas", *LATVIAN)
    room.record()
    joined = [one for one in room.review().standing("plan", LV).passages if one.unit.source[1:]]
    assert [one.unit.target_text for one in joined] == ["\n".join(LATVIAN[2:])]


def test_u_takes_back_the_waiver_of_a_stale_block(client, room):
    post(client, of_blocks(page(client, state="stale"), "waive")[0], why="the same")
    post(client, forms(page(client), "undo")[0])
    assert State.STALE in {one.state for one in room.ledger.states("plan", LV)}


# Looking, searching, reading


class Moving:
    def __init__(self) -> None:
        self.moment = CLOCK.moment

    def now(self) -> datetime:
        return self.moment


def test_what_changed_since_i_last_looked_is_marked_for_the_whole_visit(room):
    time = Moving()
    with served(room, time=time) as address, httpx.Client(base_url=address, timeout=60) as mine:
        assert shown_rows(page(mine, only="changed")) == 0
        room.put("lv", *LATVIAN[:3], "Ziņojumā nosaukts ikviens kuģis.")
        room.record()
        time.moment += timedelta(hours=2)
        for _ in range(2):
            assert shown_rows(page(mine, only="changed")) == 1
        time.moment += timedelta(hours=2)
        assert shown_rows(page(mine, only="changed")) == 0


def test_what_another_decided_is_new_to_me_and_what_i_decided_is_not(room):
    time = Moving()
    with served(room, time=time) as address:
        mine = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
        page(mine)
        post(mine, of_blocks(page(mine), "approve")[0])
        keys = room.keys()
        room.review().approve("plan", LV, role="reviewer", person="Rita", blocks=[keys[2]])
        time.moment += timedelta(hours=2)
        assert shown_rows(page(mine, only="changed")) == 1
        (seen,) = re.findall(r'action="(/seen/[^"]+)"', page(mine))
        token = forms(page(mine), "undo")[0]["token"]
        mine.post(seen, data={"token": token, "back": "language=lv"})
        assert shown_rows(page(mine, only="changed")) == 0
        mine.close()


def test_looks_outlive_the_server(room):
    time = Moving()
    with served(room, time=time) as address, httpx.Client(base_url=address, timeout=60) as mine:
        page(mine)
    room.put("lv", *LATVIAN[:3], "Ziņojumā nosaukts ikviens kuģis.")
    room.record()
    time.moment += timedelta(hours=2)
    with served(room, time=time) as address, httpx.Client(base_url=address, timeout=60) as mine:
        assert shown_rows(page(mine, only="changed")) == 1


def test_what_waits_for_me_is_what_my_role_still_has_to_decide(client, room):
    assert shown_rows(page(client, only="mine")) == 4
    post(client, of_blocks(page(client), "approve")[0])
    assert shown_rows(page(client, only="mine")) == 3
    assert "☛" in client.get("/?mine=1").text


def test_words_are_found_by_their_beginning_without_diacritics_and_lead_to_their_block(client):
    found = client.get("/search", params={"q": "kug katr"}).text
    (link,) = {markup.unescape(one) for one in re.findall(r'data-stop href="([^"]+)"', found)}
    assert "<mark>kuģis</mark>" in found
    assert f'id="{link.partition("#")[2]}"' in client.get(link).text


def test_a_search_follows_what_is_recorded_and_takes_no_syntax(client, room):
    assert "ikviens" not in client.get("/search", params={"q": "ikviens"}).text.partition("<main")[
        2
    ].replace("ikviens</p>", "")
    room.put("lv", *LATVIAN[:3], "Ziņojumā nosaukts ikviens kuģis.")
    room.record()
    assert "<mark>ikviens</mark>" in client.get("/search", params={"q": "ikviens"}).text
    for odd in ('"', "a OR", "NEAR(", "*", "text:kug", "'; drop"):
        assert client.get("/search", params={"q": odd}).status_code == 200


def test_a_term_is_marked_in_both_columns_and_explained_on_the_page(room):
    folder = room.root / "glossary"
    folder.mkdir(exist_ok=True)
    (folder / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    with served(room) as address, httpx.Client(base_url=address, timeout=60) as mine:
        shown = page(mine)
    marks = re.findall(r'<a class="term" href="#(t-[^"]+)"[^>]*>([^<]+)</a>', shown)
    assert {text for _, text in marks} == {"quay", "piestātni"}
    (card,) = {name for name, _ in marks}
    assert re.search(rf'id="{re.escape(card)}">.*?where ships are tied up', shown, re.DOTALL)


# What is sent back after an act


def test_an_act_sends_back_the_row_that_it_changed_and_no_other(client):
    shown = page(client)
    form = of_blocks(shown, "approve")[0]
    part = client.post(
        form["action"],
        data={name: value for name, value in form.items() if name != "action"},
        headers={"HX-Request": "true"},
    ).text
    assert shown_rows(part) == 1
    assert "<html" not in part
    assert "Approved." in part


def test_an_act_shows_what_another_did_to_other_rows_in_the_meantime(client, room):
    form = of_blocks(page(client), "approve")[0]
    room.review().send_back(
        "plan", LV, role="reviewer", person="Rita", reason="anew", blocks=[room.keys()[3]]
    )
    part = client.post(
        form["action"],
        data={name: value for name, value in form.items() if name != "action"},
        headers={"HX-Request": "true"},
    ).text
    assert shown_rows(part) == 2
    assert "anew" in part


def test_a_refused_act_gives_back_what_was_written(client, room):
    form = of_blocks(page(client), "send-back")[2]
    room.review().send_back(
        "plan", LV, role="reviewer", person="Rita", reason="anew", blocks=[form["block"]]
    )
    answer = post(client, form, reason="a long and thoughtful reason")
    assert answer.status_code == 409
    assert "a long and thoughtful reason" in answer.text


def test_an_approval_in_bulk_is_logged_as_such_says_what_it_left_and_is_taken_back(client, room):
    (form, *_) = forms(page(client), "approve")
    part = client.post(
        form["action"],
        data={name: value for name, value in form.items() if name != "action"},
        headers={"HX-Request": "true"},
    ).text
    assert "Blocks approved in bulk: 3. Left alone: is stale (1)" in part
    assert room.ledger.log(what="approved")[0].body["bulk"] is True
    post(client, forms(page(client), "undo")[0])
    assert shown_rows(page(client, verdict="open")) == 4


# In which language it speaks


def test_the_desk_speaks_what_the_browser_asks_for_and_what_is_chosen(client):
    answer = client.get("/", headers={"Accept-Language": "xx, lv;q=0.9, en;q=0.1"})
    assert '<html lang="lv">' in answer.text
    assert translator("lv")("Documents") in answer.text
    token = forms(page(client), "undo")[0]["token"]
    client.post("/language", data={"token": token, "language": "ka", "back": "/"})
    answer = client.get("/", headers={"Accept-Language": "lv"})
    assert '<html lang="ka">' in answer.text


def test_every_word_of_the_desk_is_said_in_each_of_its_languages(room):
    english = set()
    templates = Path(__file__).parents[2] / "src" / "hexapla" / "web" / "templates"
    for path in sorted(templates.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        english |= {hit[1] for hit in re.findall(r"""(?<!\w)_\(\s*(["'])(.+?)\1""", text)}
    assert len(english) > 100
    for tag in ("lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az"):
        say = translator(tag)
        same = {one for one in english if say(one) == one and " " in one}
        assert same == set(), tag


def test_a_time_is_said_as_the_language_says_it(room):
    with served(room, language="fi") as address, httpx.Client(base_url=address, timeout=60) as mine:
        assert "2.1.2026" in mine.get("/log").text.replace("\u202f", " ")
    assert datetime(2026, 1, 2, tzinfo=UTC).date() == CLOCK.moment.date()

"""What people do at the desk beside approving: talk, align, search, look again, read the terms."""

from __future__ import annotations

import html as markup
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import review_room
from desk_room import served
from review_room import CLOCK, ENGLISH, LATVIAN, LV
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


def acted(client, form, **more):
    """Give what an act sends back to an open page."""
    data = {name: value for name, value in {**form, **more}.items() if name != "action"}
    return client.post(form["action"], data=data, headers={"HX-Request": "true"}).text


def redrawn(part: str) -> list[list[str]]:
    """Give the cells that are told anew how they stand: id, verdict, what was seen, …"""
    (cells,) = re.findall(r'data-cells="([^"]*)"', part)
    return [one.split(" ") for one in cells.split(",")]


def test_an_approval_sends_back_how_its_cell_stands_and_no_row(client, room):
    form = of_blocks(page(client), "approve")[0]
    part = acted(client, form)
    assert shown_rows(part) == 0
    assert "<html" not in part
    assert "Approved." in part
    ((anchor, verdict, seen, can, *_),) = redrawn(part)
    assert (anchor, verdict, can) == (f"c-lv-{form['block']}", "partly", "0")
    assert seen == room.review().standing("plan", LV).passages[0].seen


def test_what_was_written_into_a_block_sends_back_its_row_and_no_other(client):
    form = of_blocks(page(client), "send-back")[2]
    part = acted(client, form, act="send-back", reason="anew")
    assert shown_rows(part) == 1
    assert f'id="c-lv-{form["block"]}"' in part


def test_an_act_shows_what_another_did_to_other_rows_in_the_meantime(client, room):
    form = of_blocks(page(client), "approve")[0]
    room.review().send_back(
        "plan", LV, role="reviewer", person="Rita", reason="anew", blocks=[room.keys()[3]]
    )
    part = acted(client, form)
    assert [verdict for _, verdict, *_ in redrawn(part)] == ["partly", "sent-back"]
    assert "anew" in part


def test_cells_that_say_the_same_after_an_act_in_bulk_share_what_is_drawn(client):
    (form, *_) = forms(page(client), "approve")
    part = acted(client, form)
    cells = redrawn(part)
    assert len(cells) == 3
    assert len({(about, decided) for *_, about, decided in cells}) == 1
    assert part.count("Anna, translator, 2 Jan 2026, in bulk") == 1


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
    part = acted(client, form)
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


# What went wrong, and what is open


def in_latvian(client, form, **more) -> str:
    client.headers["Accept-Language"] = "lv"
    return str(post(client, form, **more).text)


def test_a_refusal_is_said_in_the_readers_language_with_its_facts(client, room):
    form = of_blocks(page(client), "send-back")[2]
    html = in_latvian(client, form, reason=" ")
    assert "<strong>lai nosūtītu atpakaļ, jānorāda pamatojums</strong>" in html
    room.review().send_back(
        "plan", LV, role="reviewer", person="Rita", reason="citādi", blocks=[form["block"]]
    )
    html = in_latvian(client, form, reason="mine")
    assert "kopš jūs šo bloku skatījāt, tas ir mainījies; lēmums netika pieņemts" in html
    assert "Rita, reviewer, to nosūtīja atpakaļ: citādi" in html
    assert '<strong lang="en">' not in html


def test_what_stands_against_a_release_is_said_in_the_readers_language(client):
    client.headers["Accept-Language"] = "lv"
    assert "4 no 4 blokiem trūkst apstiprinājuma" in client.get("/packs").text


def test_a_mention_of_nobody_gives_a_hint(client, room):
    form = of_blocks(page(client), "comment")[1]
    assert 'id="hint"' not in acted(client, form, text="@Rita, see?")
    part = acted(client, form, text="@Ritta, see?")
    assert "Nobody here is called “Ritta”. These can be mentioned: Anna, Ragnar, Rita" in part
    assert told(room) == ["@Rita, see?", "@Ritta, see?"]


def test_a_sign_off_with_an_open_critical_finding_says_so_on_the_page_and_in_the_matrix(
    tmp_path, monkeypatch
):
    english = (*ENGLISH[:3], "The project EX/2026/01 names every ship.")
    latvian = (*LATVIAN[:3], "Projektā EX/2026/02 nosaukts katrs kuģis.")
    monkeypatch.setattr(review_room, "ENGLISH", english)
    monkeypatch.setattr(review_room, "LATVIAN", latvian)
    room = review_room.Room(tmp_path / "signed")
    review = room.review_of_workspace()
    here = review.standing("plan", LV)
    keys = [one.key for one in here.passages]
    for role, person in (("translator", "Anna"), ("reviewer", "Rita")):
        review.approve("plan", LV, role=role, person=person, blocks=keys)
    said = f"signed off; critical findings open: {len(here.open_critical)}"
    with served(room) as address, httpx.Client(base_url=address, timeout=60) as client:
        for place in ("/", "/documents/plan?language=lv"):
            assert here.open_critical
            assert said in client.get(place).text
    room.ledger.close()

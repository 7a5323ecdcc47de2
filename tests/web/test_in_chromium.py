"""The desk in a real Chromium: by keyboard alone, and open to everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk_room import CHROMIUM, served
from playwright.sync_api import Page, expect
from review_room import LV

from hexapla.review import Verdict, comment
from hexapla.workspace import Workspace

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium here"),
]


@pytest.fixture
def screen(chromium, address):
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((address, "data:")) else faults.append(asked.url)
        ),
    )
    yield page
    context.close()
    assert [one for one in faults if "status of 4" not in one] == []


def verdicts(room):
    return [one.verdict for one in room.review().standing("plan", LV).passages]


def settled(page: Page, done: int) -> None:
    expect(page.locator(".verdict.partly, .verdict.approved")).to_have_count(done)


def test_from_first_look_to_release_by_keyboard_alone(screen, room):
    screen.goto("/")
    link = screen.locator('a[href="/documents/plan?language=lv"]').first
    for _ in range(40):
        screen.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/documents/plan?language=lv", wait_until="load")
    expect(screen.locator("#shown")).to_have_text("4 of 4 blocks")
    screen.keyboard.press("j")
    screen.keyboard.press("a")  # the heading; the keys go on to the stale block
    settled(screen, 1)
    screen.keyboard.press("w")
    screen.keyboard.type("twice is said elsewhere")
    screen.keyboard.press("Control+Enter")
    expect(screen.locator(".state.stale")).to_have_count(0)
    for done in (2, 3, 4):  # a waived block waits for its approval
        screen.keyboard.press("a")
        settled(screen, done)
    assert verdicts(room) == [Verdict.PARTLY] * 4
    room.review().approve("plan", LV, role="reviewer", person="Rita")
    screen.goto("/packs")
    button = screen.locator('section.pack button:has-text("Release")')
    for _ in range(40):
        screen.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    screen.keyboard.press("Enter")
    expect(screen.locator(".done")).to_contain_text("output/all/1")


def test_u_takes_back_what_a_did(screen, room):
    screen.goto("/documents/plan?language=lv")
    screen.keyboard.press("j")
    screen.keyboard.press("a")
    settled(screen, 1)
    screen.keyboard.press("u")
    settled(screen, 0)
    assert verdicts(room) == [Verdict.OPEN] * 4


def test_r_sends_back_with_a_reason_that_is_shown(screen, room):
    screen.goto("/documents/plan?language=lv")
    for key in "jjj":
        screen.keyboard.press(key)
    screen.keyboard.press("r")
    screen.keyboard.type("a wrong season")
    screen.keyboard.press("Control+Enter")
    expect(screen.locator(".decisions")).to_contain_text("a wrong season")
    assert verdicts(room)[2] is Verdict.SENT_BACK


def test_a_reason_being_typed_outlives_a_reload(screen):
    screen.goto("/documents/plan?language=lv")
    screen.keyboard.press("j")
    screen.keyboard.press("r")
    screen.keyboard.type("half a sen")
    screen.reload()
    expect(screen.locator("textarea:visible")).to_have_value("half a sen")


def test_the_question_mark_shows_the_keys_and_the_slash_goes_to_the_search(screen):
    screen.goto("/documents/plan?language=lv")
    screen.keyboard.press("?")
    expect(screen.locator("#help")).to_be_visible()
    screen.keyboard.press("Escape")
    screen.keyboard.press("/")
    screen.keyboard.type("kuģis")
    screen.keyboard.press("Enter")
    expect(screen.locator("#shown")).to_have_text("1 of 4 blocks")


def test_the_rows_and_the_counts_agree_after_every_act(screen):
    screen.goto("/documents/plan?language=lv&verdict=open")
    for left in (3, 2):
        screen.locator('.acts button[value="approve"]').first.click()
        expect(screen.locator("tbody tr")).to_have_count(left)
        expect(screen.locator("#shown")).to_have_text(f"{left} of 4 blocks")
        label = screen.locator('select[name="verdict"] option[value="open"]').inner_text()
        assert re.search(r"\((\d)\)", label)[1] == str(left)


def test_a_term_explains_itself_on_focus_and_on_pointing_and_escape_closes_it(screen, room):
    folder = room.root / "glossary"
    folder.mkdir(exist_ok=True)
    (folder / "terms.csv").write_text(
        "concept,language,term,status,definition\n"
        "berth,en,quay,preferred,where ships are tied up\nberth,lv,piestātne,preferred,\n",
        encoding="utf-8",
    )
    screen.goto("/documents/plan?language=lv")
    for key in "jjjg":
        screen.keyboard.press(key)
    note = screen.locator("#term-note")
    expect(note).to_contain_text("where ships are tied up")
    expect(screen.locator("a.term:focus")).to_have_attribute("aria-describedby", "term-note")
    screen.evaluate(AXE)
    assert screen.evaluate("() => axe.run()")["violations"] == []
    screen.keyboard.press("Escape")
    expect(note).to_have_count(0)
    screen.locator("td.target a.term").hover()
    expect(note).to_contain_text("piestātne")


def test_a_comment_and_its_answer_are_written_by_keyboard(screen, room):
    screen.goto("/documents/plan?language=lv")
    screen.keyboard.press("j")
    screen.keyboard.press("c")
    screen.keyboard.type("Is this one right, @Rita?")
    screen.keyboard.press("Control+Enter")
    expect(screen.locator(".thread .words")).to_have_text("Is this one right, @Rita?")
    assert len(room.ledger.log(what="commented")) == 1
    screen.reload()
    expect(screen.locator("textarea[name=text]:visible")).to_have_value("")


def test_keys_pressed_quickly_are_all_done(screen, room):
    screen.goto("/documents/plan?language=lv&state=current")
    screen.keyboard.press("j")
    for key in "aaa":
        screen.keyboard.press(key)
    settled(screen, 3)
    assert len(room.ledger.log(what="approved")) == 3


def test_what_is_sent_while_the_server_is_away_is_done_when_it_is_back(chromium, room):
    with served(room) as address:
        port = int(address.rpartition(":")[2])
        context = chromium.new_context(base_url=address)
        screen = context.new_page()
        screen.goto("/documents/plan?language=lv")
        screen.keyboard.press("j")
        screen.keyboard.press("c")
        screen.keyboard.type("worth keeping")
    screen.keyboard.press("Control+Enter")
    expect(screen.locator(".problem")).to_contain_text("does not answer")
    with served(room, port=port):
        expect(screen.locator(".thread .words")).to_have_text("worth keeping", timeout=30_000)
        expect(screen.locator(".problem")).to_have_count(0)
        context.close()
    assert [one.body["text"] for one in room.ledger.log(what="commented")] == ["worth keeping"]


def test_a_second_reviewer_sees_what_the_first_did_and_loses_nothing(screen, room):
    screen.goto("/documents/plan?language=lv")
    screen.keyboard.press("j")
    screen.keyboard.press("r")
    screen.keyboard.type("mine, well thought out")
    room.review().send_back(
        "plan", LV, role="reviewer", person="Rita", reason="anew", blocks=room.keys()[:1]
    )
    screen.keyboard.press("Control+Enter")
    expect(screen.locator(".problem")).to_contain_text("Rita, reviewer, sent it back: anew")
    expect(screen.locator(".decisions")).to_contain_text("Rita")
    expect(screen.locator("textarea:visible")).to_have_value("mine, well thought out")


def test_blocks_are_put_together_by_keyboard_and_taken_apart_with_u(screen):
    screen.goto("/documents/plan?language=lv")
    for key in "jj":
        screen.keyboard.press(key)
    screen.keyboard.press("m")
    screen.wait_for_url("**/align/**")
    for box in (screen.locator("[name=source]").nth(2), screen.locator("[name=target]").nth(2)):
        box.focus()
        screen.keyboard.press("Space")
    screen.locator("button[value=together]").focus()
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/documents/**", wait_until="load")
    expect(screen.locator("td.joined")).to_have_count(1)
    screen.keyboard.press("u")
    expect(screen.locator("td.joined")).to_have_count(0)


def test_j_and_k_go_through_every_list(screen):
    screen.goto("/")
    screen.keyboard.press("j")
    expect(screen.locator("a[data-stop]:focus")).to_have_text("plan")
    screen.goto("/activity")
    screen.keyboard.press("j")
    expect(screen.locator("a[data-stop]:focus")).to_have_count(1)


@pytest.mark.parametrize("tag", ["lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az"])
def test_a_page_in_each_language_says_so_and_fits(chromium, address, tag):
    context = chromium.new_context(
        base_url=address, locale=tag, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto("/documents/plan?language=lv")
    assert page.locator("html").get_attribute("lang") == tag
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} pixels too wide"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 640, 360])
def test_no_page_shuts_anybody_out(chromium, address, room, scheme, width):
    room.review().send_back("plan", LV, role="reviewer", person="Rita", reason="anew")
    comment(room.review(), "plan", LV, author="Rita", text="@Anna, see?", block=room.keys()[0])
    block = room.keys()[1]
    # 640 pixels are a screen of 1280 at 200 % zoom.
    context = chromium.new_context(
        base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    for place in (
        "/",
        "/documents/plan?language=lv",
        f"/align/lv/plan?block={block}",
        "/search?q=plan",
        "/activity",
        "/packs",
        "/log",
        "/documents/nowhere",
    ):
        page.goto(place)
        page.evaluate(AXE)
        found = page.evaluate("() => axe.run()")
        told = [
            (one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found["violations"]
        ]
        assert told == [], place
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{place} is {wide} pixels too wide"
    context.close()


@pytest.fixture
def long(screen, room):
    """Open a document of which the screen shows the smaller part."""
    many = [f"Measure {n} is carried out by partner {n % 7}." for n in range(40)]
    room.put("en", *many)
    room.put("lv", *(f"Pasākumu {n} īsteno partneris {n % 7}." for n in range(40)))
    room.record()
    screen.goto("/documents/plan?language=lv&state=current")
    for _ in range(20):
        screen.keyboard.press("j")
    return screen


def in_sight(page: Page) -> bool:
    return page.locator("td[data-cell]:focus").evaluate(
        "one => { const box = one.getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight; }"
    )


def test_the_block_that_the_keys_are_about_stays_in_sight_after_an_act(long):
    for done in (1, 2, 3):
        long.keyboard.press("a")
        settled(long, done)
        assert in_sight(long)


def test_what_is_taken_back_out_of_sight_is_told(long):
    long.keyboard.press("a")
    settled(long, 1)
    long.keyboard.press("u")
    expect(long.locator("#said.told")).to_contain_text("Taken back.")
    assert in_sight(long)


def test_a_reason_typed_where_nothing_can_be_waived_decides_nothing(screen, room):
    screen.goto("/documents/plan?language=lv&state=current")
    screen.keyboard.press("j")
    screen.keyboard.press("w")
    screen.keyboard.type("says the same, may stay")
    expect(screen.locator("#said.told")).to_contain_text("nothing that could be waived")
    screen.wait_for_timeout(900)
    screen.keyboard.press("a")  # after a pause a key is a key
    settled(screen, 1)
    assert len(room.ledger.log(what="approved")) == 1


def test_a_stale_block_says_why_it_is_not_approved_and_is_not_passed_by(screen, room):
    screen.goto("/documents/plan?language=lv")
    for key in "jja":
        screen.keyboard.press(key)
    expect(screen.locator("#said.told")).to_contain_text("translated anew, or waived")
    expect(screen.locator("td[data-cell]:focus .state.stale")).to_have_count(1)
    assert verdicts(room) == [Verdict.OPEN] * 4


def test_the_arrows_go_through_the_choices_of_a_filter_and_enter_takes_one(screen):
    screen.goto("/documents/plan?language=lv")
    field = screen.locator("select[name=state]")
    field.focus()
    for key in ("ArrowDown", "ArrowDown"):
        screen.keyboard.press(key)
    assert "state=" not in screen.url
    screen.keyboard.press("Enter")
    screen.wait_for_url("**state=stale**")
    expect(screen.locator("#shown")).to_have_text("1 of 4 blocks")


def test_a_role_chosen_by_arrows_is_taken_with_the_button_that_appears(screen):
    screen.goto("/documents/plan?language=lv")
    screen.locator("#role").focus()
    screen.keyboard.press("ArrowDown")
    expect(screen.locator("form.role button")).to_be_visible()
    chosen = screen.locator("#role").input_value()
    screen.keyboard.press("Tab")
    with screen.expect_navigation():
        screen.keyboard.press("Enter")
    expect(screen.locator("#role")).to_have_value(chosen)


def test_h_and_l_go_through_the_languages_of_a_document_and_j_keeps_to_one(screen):
    screen.goto("/")
    for key in "jll":
        screen.keyboard.press(key)
    expect(screen.locator("a:focus")).to_have_attribute("href", "/documents/plan?language=lv")
    screen.keyboard.press("k")
    expect(screen.locator("a:focus")).to_have_attribute("href", "/documents/plan?language=lv")
    screen.keyboard.press("h")
    expect(screen.locator("a:focus")).to_contain_text("all side by side")


def test_a_matrix_of_all_languages_scrolls_within_a_narrow_page(chromium, room):
    place = room.root / "hexapla.toml"
    told = place.read_text(encoding="utf-8")
    every = '["lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az"]'
    place.write_text(re.sub(r"targets = \[.*?\]", f"targets = {every}", told), encoding="utf-8")
    room.workspace = Workspace.open(room.root)
    for tag in ("lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az"):
        room.put(tag, "Plan")
    room.record()
    with served(room) as address:
        context = chromium.new_context(base_url=address, viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.goto("/")
        expect(page.locator("thead th")).to_have_count(13)
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{wide} pixels too wide"
        context.close()

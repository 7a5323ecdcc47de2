"""The desk in a real Chromium: by keyboard alone, and open to everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk_room import CHROMIUM
from playwright.sync_api import Page, expect
from review_room import LV

from hexapla.review import Verdict

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 640, 360])
def test_no_page_shuts_anybody_out(chromium, address, room, scheme, width):
    room.review().send_back("plan", LV, role="reviewer", person="Rita", reason="anew")
    # 640 pixels are a screen of 1280 at 200 % zoom.
    context = chromium.new_context(
        base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    for place in ("/", "/documents/plan?language=lv", "/packs", "/log", "/documents/nowhere"):
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

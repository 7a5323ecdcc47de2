"""Signing in with a real Chromium: by keyboard, over time, and open to everybody."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import pytest
from access_room import PASSWORD, Guarded
from desk_room import CHROMIUM, served
from openid_room import CLIENT, SECRET, openid
from playwright.sync_api import expect

WRONG = "not the password"
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium here"),
]


@pytest.fixture
def guarded(tmp_path):
    made = Guarded(tmp_path / "room", "[review.auth]\n")
    yield made
    made.close()


@pytest.fixture
def address(guarded):
    with served(guarded, time=guarded.clock) as made:
        yield made


@pytest.fixture
def screen(chromium, address):
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [one for one in faults if "status of 4" not in one] == []


def signed_in(page, name="rita", password=PASSWORD):
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_signing_in_approving_and_signing_out_by_keyboard_alone(screen, guarded):
    screen.goto("/documents/plan?language=lv")
    expect(screen).to_have_url(re.compile(r"/sign-in\?next="))
    screen.keyboard.type("rita")  # the name has the focus
    screen.keyboard.press("Tab")
    screen.keyboard.type(PASSWORD)
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/documents/plan?language=lv", wait_until="load")
    screen.keyboard.press("j")
    screen.keyboard.press("a")
    expect(screen.locator(".verdict.approved")).to_have_count(1)
    (event,) = guarded.log("approved")
    assert event.who == "Rita Reviewer"
    screen.get_by_role("button", name="Sign out").press("Enter")
    expect(screen.get_by_role("status").first).to_contain_text("You are signed out.")
    screen.go_back()
    assert "Nirēji" not in screen.content()  # nothing of it was kept


def test_an_act_after_the_session_ended_leads_to_the_sign_in_and_back_with_what_was_typed(
    screen, guarded
):
    signed_in(screen)
    screen.goto("/documents/plan?language=lv")
    screen.keyboard.press("j")
    screen.keyboard.press("r")
    screen.keyboard.type("a wrong season")
    guarded.clock.later(hours=2)
    screen.keyboard.press("Control+Enter")
    expect(screen).to_have_url(re.compile(r"/sign-in\?next="))
    expect(screen.get_by_role("alert").first).to_contain_text("Your session has ended")
    screen.get_by_label("Name").fill("rita")
    screen.get_by_label("Password").fill(PASSWORD)
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/documents/plan?language=lv", wait_until="load")
    assert guarded.log("sent-back") == ()
    expect(screen.locator("textarea:visible").first).to_have_value("a wrong season")


def test_a_form_on_a_page_elsewhere_decides_nothing(chromium, address, guarded):
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    signed_in(page)
    expect(page.locator("h1")).to_have_text("Documents")
    evil = f'<form method="post" action="{address}/sign-out"><button>Win a prize</button></form>'
    page.goto(f"data:text/html,{evil}")
    page.get_by_role("button").click()
    expect(page.locator("body")).to_contain_text("This form comes from elsewhere.")
    page.goto(f"data:text/html,<iframe src='{address}/sign-in'></iframe>")
    page.wait_for_timeout(300)
    assert all("Sign in" not in frame.content() for frame in page.frames[1:])
    page.goto(f"{address}/account")
    expect(page.locator("h1")).to_have_text("Account")
    context.close()


def test_the_password_is_changed_with_what_the_browser_shows(screen):
    signed_in(screen)
    screen.goto("/account")
    screen.get_by_label("Present password").fill(PASSWORD)
    screen.get_by_label("New password", exact=True).fill("five quiet lighthouses")
    screen.get_by_label("New password again").fill("five quiet lighthouses")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("status").first).to_contain_text("The password is changed.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 640, 360])
def test_no_page_of_the_sign_in_shuts_anybody_out(chromium, address, guarded, scheme, width):
    # 640 pixels are a screen of 1280 at 200 % zoom.
    context = chromium.new_context(
        base_url=address, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = context.new_page()

    def look(what):
        page.wait_for_load_state("load")  # with its style sheet
        page.evaluate(AXE)
        found = page.evaluate("() => axe.run()")
        told = [
            (one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found["violations"]
        ]
        assert told == [], what
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{what} is {wide} pixels too wide"
        folder = os.environ.get("HEXAPLA_PICTURES")
        if folder:
            page.screenshot(path=f"{folder}/{what}-{scheme}-{width}.png")

    page.goto("/sign-in?out=1")
    look("sign-in")
    signed_in(page, password=WRONG)
    look("wrong")
    for _ in range(5):
        signed_in(page, name="hanna", password=WRONG)
    look("wait")
    signed_in(page)
    expect(page.locator("h1")).to_have_text("Documents")
    look("matrix")
    page.goto("/account")
    look("account")
    page.goto("/documents/pilot")
    look("nowhere")
    page.goto("/packs")
    expect(page.get_by_role("button", name="Release").first).to_be_disabled()
    expect(page.locator("#why-1")).to_contain_text("head: Hanna Head")
    look("packs")
    page.goto("/documents/plan?language=et")
    look("without-a-role")
    context.close()


@pytest.mark.parametrize("tag", ["lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az"])
def test_the_sign_in_speaks_the_browsers_language(chromium, address, tag):
    context = chromium.new_context(base_url=address, locale=tag)
    page = context.new_page()
    page.goto("/sign-in")
    assert page.locator("html").get_attribute("lang") == tag
    assert page.locator("h1").inner_text() != "Sign in"
    context.close()


def test_the_way_to_a_provider_on_another_site_and_back(chromium, tmp_path, monkeypatch):
    monkeypatch.setenv("HEXAPLA_OIDC_SECRET", SECRET)
    with openid() as provider, socket.socket() as free:
        provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")  # another site
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        guarded = Guarded(
            tmp_path / "room",
            f'[review.auth]\npublic_url = "http://127.0.0.1:{port}"\npasswords = false\n'
            f'[review.auth.oidc]\nissuer = "{provider.issuer}"\nclient_id = "{CLIENT}"\n',
        )
        provider.now = int(guarded.clock.now().timestamp())
        context = chromium.new_context()
        page = context.new_page()
        with served(guarded, time=guarded.clock, port=port) as address:
            page.goto(f"{address}/documents/plan?language=lv")
            page.get_by_role("link", name=re.compile("^Sign in with")).click()
            page.wait_for_url(f"{address}/documents/plan?language=lv", wait_until="load")
            expect(page.locator(".who")).to_have_text("Rita Reviewer")
            page.evaluate(AXE)
            page.goto(f"{address}/account")
            expect(page.locator("main")).to_contain_text("changed where you signed in")
        context.close()
        guarded.close()

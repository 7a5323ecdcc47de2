"""The review of a pack without a server: its page, and the decisions that come back."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from review_room import ENGLISH, LATVIAN, LV, finding
from test_commands import hexapla

from hexapla.errors import InputError, UnreadableDocumentError, UsageError
from hexapla.model import Location
from hexapla.packs import assemble, gather
from hexapla.review import (
    Act,
    Verdict,
    carry_out,
    comment,
    decisions_plan,
    offline_pages,
    pages_of,
    settle,
)

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[1] / "web" / "axe" / "axe.min.js"
BROWSER = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium here")


def in_divers(room):
    return dataclasses.replace(
        finding(fingerprint="0123456789abcdef0123"),
        location=Location(block=room.target(2), start=7, end=15),
    )


def page_of(room, *findings):
    (spec,) = room.workspace.config.pack_specs()
    content = gather(room.workspace, room.ledger, spec, findings, [])
    ((name, page),) = offline_pages(content).items()
    assert name == "all.review.html"
    return page


def data_of(page: bytes):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.decode())
    return json.loads(found[1])


def decisions(room, *acts, findings=(), **changed) -> dict:
    """Make what the page saves: `acts` are (row, act, reason)."""
    from hexapla.review.offline.answers import _digest

    data = data_of(page_of(room, *findings))
    rows = data["documents"][0]["versions"]["lv"]["rows"]
    kept = [
        {
            "document": "plan",
            "language": "lv",
            "block": rows[row][0],
            "source": rows[row][4][0],
            "target": rows[row][4][1],
            "findings": rows[row][4][2],
            "act": act,
            "reason": reason,
            "fingerprints": [one[4] for one in rows[row][5]] if act == "waive" else [],
        }
        for row, act, reason in acts
    ]
    said = {
        "hexapla": "decisions",
        "version": 1,
        "project": data["project"],
        "pack": "all",
        "page": data["page"],
        "decisions": kept,
    }
    return {**said, "digest": _digest(data["page"], kept), **changed}


def plan(room, said, *findings, role="reviewer", person="Rita"):
    raw = said if isinstance(said, bytes) else json.dumps(said).encode()
    return decisions_plan(
        room.review(*findings), raw, place="decisions.json", role=role, person=person
    )


def verdicts(room, *findings):
    return [one.verdict for one in room.review(*findings).standing("plan", LV).passages]


def test_a_pack_holds_its_page_and_the_same_pack_the_same_bytes(room):
    (spec,) = room.workspace.config.pack_specs()
    made = [
        assemble(
            room.workspace,
            room.ledger,
            spec,
            [in_divers(room)],
            output=room.workspace.output,
            extra=offline_pages,
        ).files
        for _ in range(2)
    ]
    (path,) = (one for one in made[0] if one.name.endswith(".review.html"))
    before = path.read_bytes()
    room.approve_all()
    assert page_of(room, in_divers(room)) == before


def test_a_finding_says_its_facts_in_the_language_of_the_page(room):
    several = dataclasses.replace(
        in_divers(room),
        message="“divers” is a deprecated term; use “one, two”",
        template="“{found}” is a {status} term; use “{expected}”",
        evidence={
            "found": "divers",
            "status": "deprecated",
            "expected": ["one", "two"],
            "worded": ["status"],
        },
    )
    rows = data_of(page_of(room, several))["documents"][0]["versions"]["lv"]["rows"]
    (said,) = (one[2] for row in rows for one in row[5])
    assert said == "„divers” ir termins ar statusu „novecojis”; lietojiet „one, two”"


def test_a_page_of_300_blocks_is_below_250_kilobytes(room):
    words = "The partners report each quarter on what was done, by whom and with what outcome. " * 2
    room.put("en", "# Plan", *(f"{number}. {words}" for number in range(1, 300)))
    words = (
        "Partneri reizi ceturksnī ziņo par paveikto, tā veicējiem un rezultātiem, un skaidro. " * 2
    )
    room.put("lv", "# Plāns", *(f"{number}. {words}" for number in range(1, 300)))
    room.record()
    page = page_of(room)
    assert len(data_of(page)["documents"][0]["versions"]["lv"]["rows"]) == 300
    assert len(page) < 250_000


def test_a_hostile_text_stays_a_text(room):
    room.put("lv", "# Plāns", "</script><script>alert(1)</script>", *LATVIAN[2:])
    room.record()
    page = page_of(room).decode()
    assert "<script>alert" not in page
    assert page.count("</script>") == 2
    assert "default-src 'none'" in page
    assert "unsafe" not in page


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@BROWSER
@pytest.mark.browser
def test_a_pack_is_decided_about_by_keyboard_alone_without_a_network(room, chromium, tmp_path):
    room.put("en", "# Plan", "The steering group meets twice a year.", *ENGLISH[2:])
    room.record()
    found = in_divers(room)
    path = tmp_path / "all.review.html"
    path.write_bytes(page_of(room, found))
    context = chromium.new_context()
    screen = context.new_page()
    faults: list[str] = []
    screen.on("pageerror", lambda error: faults.append(str(error)))
    screen.on("console", lambda said: faults.append(said.text))
    screen.on("request", lambda asked: faults.append(asked.url))
    screen.goto(path.as_uri())
    screen.keyboard.press("j")
    screen.keyboard.press("a")
    screen.keyboard.press("a")  # the next is stale: it says why not, and stays open
    expect(screen.locator("#said")).to_have_text("Novecojušo vai trūkstošo nevar apstiprināt.")
    screen.keyboard.press("j")
    screen.keyboard.press("w")
    screen.keyboard.type("tā ir citāta daļa")
    screen.keyboard.press("Control+Enter")
    screen.keyboard.press("a")
    screen.keyboard.press("r")
    screen.keyboard.type("nav „katrs“")
    screen.keyboard.press("Control+Enter")
    expect(screen.locator("#save")).to_have_text("Saglabāt lēmumus (4)")
    screen.keyboard.press("u")
    screen.keyboard.press("r")
    screen.keyboard.type("visi „kuģi“")
    screen.keyboard.press("Control+Enter")
    screen.reload()  # what was decided outlives the window
    expect(screen.locator("#save")).to_have_text("Saglabāt lēmumus (4)")
    with screen.expect_download() as saved:
        screen.locator("#save").click()
    raw = Path(saved.value.path()).read_bytes()
    assert re.fullmatch(r"decisions-all-[0-9a-f]{8}\.json", saved.value.suggested_filename)
    assert [one for one in faults if not one.startswith("file:")] == []
    context.close()
    planned = plan(room, raw, found)
    done = carry_out(room.review(found), planned, person="Rita", role="reviewer")
    assert not done.failed
    assert verdicts(room, found) == [
        Verdict.PARTLY,
        Verdict.OPEN,
        Verdict.PARTLY,
        Verdict.SENT_BACK,
    ]
    passage = room.review(found).standing("plan", LV).passages[3]
    assert passage.decisions[0].signoff.reason == "visi „kuģi“"


@BROWSER
@pytest.mark.browser
def test_a_reason_typed_where_nothing_can_be_waived_decides_nothing(room, chromium, tmp_path):
    path = tmp_path / "all.review.html"
    path.write_bytes(page_of(room))
    context = chromium.new_context()
    screen = context.new_page()
    screen.goto(path.as_uri())
    screen.keyboard.press("j")
    screen.keyboard.press("w")
    screen.keyboard.type("a reason, all the same")
    expect(screen.locator("#save")).to_have_text("Saglabāt lēmumus (0)")
    screen.wait_for_timeout(900)
    screen.keyboard.press("a")  # after a pause a key is a key
    expect(screen.locator("#save")).to_have_text("Saglabāt lēmumus (1)")
    context.close()


@BROWSER
@pytest.mark.browser
def test_the_head_of_the_page_never_lies_over_the_row_that_the_keys_are_about(
    room, chromium, tmp_path
):
    many = [f"Measure {n} is carried out by partner {n % 7}." for n in range(40)]
    room.put("en", *many)
    room.put("lv", *(f"Pasākumu {n} īsteno partneris {n % 7}." for n in range(40)))
    room.record()
    path = tmp_path / "all.review.html"
    path.write_bytes(page_of(room))
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    screen = context.new_page()
    screen.goto(path.as_uri())
    for key in "j" * 30 + "k" * 20:
        screen.keyboard.press(key)
    over = screen.evaluate(
        "() => document.querySelector('header').getBoundingClientRect().bottom"
        " - document.activeElement.getBoundingClientRect().top"
    )
    assert over <= 0
    context.close()


@BROWSER
@pytest.mark.browser
def test_filters_and_search_leave_what_they_say(room, chromium, tmp_path):
    path = tmp_path / "all.review.html"
    path.write_bytes(page_of(room, in_divers(room)))
    context = chromium.new_context()
    screen = context.new_page()
    screen.goto(path.as_uri())
    screen.keyboard.press("/")
    screen.keyboard.type("kuģis")
    expect(screen.locator("#rows tr")).to_have_count(1)
    screen.keyboard.press("Escape")
    screen.locator("#q").fill("")
    screen.locator("#severity").select_option("2")
    expect(screen.locator("#rows tr")).to_have_count(1)
    expect(screen.locator("#said")).to_have_text("fragmenti: 1 no 4")
    screen.keyboard.press("Escape")
    screen.keyboard.press("?")
    expect(screen.locator("#help")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.locator("#help")).to_be_hidden()
    context.close()


@BROWSER
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_open_to_everybody(room, chromium, tmp_path, scheme):
    room.put("en", "# Plan", "The steering group meets twice a year.", *ENGLISH[2:])
    room.record()
    path = tmp_path / "page.html"
    path.write_bytes(page_of(room, in_divers(room)))
    context = chromium.new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": 400, "height": 700}
    )
    screen = context.new_page()
    screen.goto(path.as_uri())
    screen.keyboard.press("j")
    screen.keyboard.press("r")
    screen.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = screen.evaluate("axe.run().then((said) => said.violations.map((one) => one.id))")
    languages = screen.evaluate(
        "[document.documentElement.lang, ...[...document.querySelectorAll('#rows tr:first-child td')]"
        ".map((one) => one.lang)]"
    )
    wide = screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert found == []
    assert languages == ["lv", "en", "lv"]
    assert wide


def test_decisions_are_taken_over_in_the_name_of_who_brings_them(room):
    found = in_divers(room)
    said = decisions(
        room, (0, "approve", ""), (2, "waive", "a quotation"), (2, "approve", ""), findings=[found]
    )
    done = carry_out(room.review(found), plan(room, said, found), person="Rita", role="reviewer")
    assert [one.act for one in done.done] == [Act.APPROVE, Act.WAIVE, Act.APPROVE]
    passages = room.review(found).standing("plan", LV).passages
    assert passages[2].waivers[found.fingerprint].reason == "a quotation"
    assert passages[2].decisions[0].signoff.person == "Rita"
    again = plan(room, said, found)
    assert {one.act for one in again.steps} == {Act.KNOWN}


def test_a_decision_about_what_has_changed_is_refused_and_the_others_are_taken(room):
    said = decisions(room, (1, "approve", ""), (2, "approve", ""), (3, "approve", ""))
    room.put("lv", *LATVIAN[:3], "Ziņojumā nosaukti visi kuģi.")
    room.put("en", *ENGLISH[:2], "Divers check every quay in spring.", ENGLISH[3])
    room.record()
    planned = plan(room, said)
    assert [one.act for one in planned.steps] == [Act.APPROVE, Act.REFUSED, Act.REFUSED]
    assert "its source changed" in planned.steps[1].note
    assert "its translation changed" in planned.steps[2].note
    done = carry_out(room.review(), planned, person="Rita", role="reviewer")
    assert len(done.done) == 1


def test_one_approval_that_is_refused_keeps_none_of_the_others_back(room):
    said = decisions(room, *((row, "approve", "") for row in range(4)))
    planned = plan(room, said)
    room.review().send_back(  # by somebody, while it is asked whether to go on
        "plan", LV, role="translator", person="Anna", reason="no", blocks=[room.keys()[2]]
    )
    done = carry_out(room.review(), planned, person="Rita", role="reviewer")
    assert len(done.done) == 3
    ((step, error),) = done.failed
    assert step.block == room.keys()[2]
    assert "changed since you looked at it" in str(error)
    assert verdicts(room).count(Verdict.PARTLY) == 3


def test_findings_that_came_since_are_told(room):
    said = decisions(room, (2, "approve", ""))
    (step,) = plan(room, said, in_divers(room)).steps
    assert "its findings changed since the page was made" in step.note


def test_a_page_that_left_out_a_waived_finding_still_fits(room):
    found = in_divers(room)
    room.review(found).waive(
        "plan", LV, [found.fingerprint], role="head", person="Anna", reason="agreed"
    )
    (step,) = plan(room, decisions(room, (2, "approve", "")), found).steps
    assert step.act is Act.APPROVE


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: {**said, "decisions": [{**said["decisions"][0], "act": "send-back"}]},
        lambda said: {**said, "decisions": said["decisions"] * 2},
        lambda said: {**said, "page": "0" * 16},
        lambda said: {**said, "digest": "0" * 64},
        lambda said: {key: value for key, value in said.items() if key != "digest"},
    ],
    ids=["another act", "twice", "another page", "another digest", "no digest"],
)
def test_a_file_that_was_changed_by_hand_is_refused_as_a_whole(room, spoil):
    said = spoil(decisions(room, (1, "approve", "")))
    with pytest.raises(UnreadableDocumentError, match="nothing of it was taken"):
        plan(room, said)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'{"hexapla": "findings"}',
        b'{"hexapla": "decisions", "version": 2, "page": "", "project": "", "decisions": []}',
        b'{"hexapla": "decisions", "version": 1, "page": "", "project": "", "decisions": [7]}',
        b'{"a":' * 100_000,
        b'{"hexapla": "\xff"}',
    ],
    ids=["empty", "cut", "list", "other", "newer", "number", "deep", "no UTF-8"],
)
def test_a_file_that_holds_no_decisions_is_refused(room, raw):
    with pytest.raises(UnreadableDocumentError, match="no file of decisions"):
        plan(room, raw)


def test_a_file_of_another_project_is_refused(room):
    said = decisions(room, (1, "approve", ""), project="OTHER/1")
    with pytest.raises(InputError, match="was made for the project OTHER/1"):
        plan(room, said)


def test_a_document_that_is_not_here_is_told_in_its_line(room):
    from hexapla.review.offline.answers import _digest

    said = decisions(room, (0, "approve", ""), (1, "approve", ""))
    said["decisions"][0]["document"] = "strategy"
    said["digest"] = _digest(said["page"], said["decisions"])
    planned = plan(room, said)
    assert [one.act for one in planned.steps] == [Act.REFUSED, Act.APPROVE]
    assert "no “strategy” in lv" in planned.steps[0].note


def test_decisions_need_a_role(room):
    with pytest.raises(UsageError, match="decisions need a role"):
        plan(room, decisions(room, (1, "approve", "")), role="")


def test_the_command_takes_decisions_and_says_line_by_line_what_it_did(room):
    path = room.root / "decisions.json"
    path.write_text(json.dumps(decisions(room, (0, "approve", ""), (1, "send-back", "anew"))))
    arguments = ("review", "import", str(path), "--who", "Rita", "--role", "reviewer", "--yes")
    said = hexapla(room, *arguments)
    assert "approve   plan, lv, block" in said
    assert "send back plan, lv, block" in said
    assert "2 steps done by Rita" in said
    assert "nothing to do" in hexapla(room, *arguments)
    refused = hexapla(room, *arguments[:4], "Olga", *arguments[5:], code=3)
    assert "not done" in refused


# What is there to be read: terms and threads


def with_glossary(room):
    (room.root / "glossary").mkdir()
    (room.root / "glossary" / "terms.csv").write_text(
        "id,lang,term,status,definition\n"
        "quay,en,quay,preferred,where ships are tied up\n"
        "quay,lv,piestātne,preferred,\n"
        "quay,lv,mols,forbidden,\n"
        "crane,en,crane,preferred,\n",
        encoding="utf-8",
    )


def draft_of(room):
    (spec,) = room.workspace.config.pack_specs()
    content = gather(room.workspace, room.ledger, spec, [], [])
    ((_, page),) = pages_of(room.review())(content).items()
    return page


def test_a_row_names_the_concepts_of_its_terms_and_the_page_holds_no_others(room):
    with_glossary(room)
    data = data_of(draft_of(room))
    rows = data["documents"][0]["versions"]["lv"]["rows"]
    assert [one[7] for one in rows] == [[], [], [0], []]
    (quay,) = data["concepts"]
    assert quay["said"] == "where ships are tied up"
    assert quay["terms"] == {
        "en": [["quay", ""]],
        "lv": [["piestātne", ""], ["mols", "forbidden"]],
    }


def test_a_drafts_page_has_the_open_threads_and_a_releases_page_none(room):
    review = room.review()
    comment(review, "plan", LV, author="Anna", text="Is this so?", block=room.keys()[2])
    comment(review, "plan", LV, author="Rita", text="All of it?", block="document")
    settled = comment(review, "plan", LV, author="Rita", text="done", block=room.keys()[1])
    settle(review, "plan", LV, settled.thread, person="Rita")
    talk = data_of(draft_of(room))["documents"][0]["versions"]["lv"]["talk"]
    assert talk == {
        room.keys()[2][:16]: [[["Anna", "2026-01-02", "Is this so?", ""]]],
        "": [[["Rita", "2026-01-02", "All of it?", ""]]],
    }
    assert data_of(page_of(room))["documents"][0]["versions"]["lv"]["talk"] == {}


@BROWSER
@pytest.mark.browser
def test_terms_and_threads_are_read_by_keyboard_and_run_nothing(room, chromium, tmp_path):
    with_glossary(room)
    evil = '<img src=x onerror="document.title=1">'
    comment(room.review(), "plan", LV, author="Anna", text=evil, block=room.keys()[2])
    path = tmp_path / "page.html"
    path.write_bytes(draft_of(room))
    page = chromium.new_page(viewport={"width": 380, "height": 800}, bypass_csp=True)
    page.goto(path.as_uri())
    for key in "jjjg":
        page.keyboard.press(key)
    expect(page.locator(".terms[open] li")).to_have_text(
        "quay → piestātne; mols (aizliegts)where ships are tied up"
    )
    expect(page.locator(".talk .t")).to_have_text(evil)
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then((told) => told.violations.map((one) => one.id))") == []
    page.close()

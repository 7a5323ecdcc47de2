"""Signing in to the desk, staying in, and what everybody else gets."""

from __future__ import annotations

import sqlite3
import stat

import pytest
from access_room import AUTH, HOST, PASSWORD, Guarded, sign_in, token, token_of
from argon2 import PasswordHasher

from hexapla.errors import UsageError
from hexapla.review import Users
from hexapla.web.access.forms import inside


@pytest.fixture
def guarded(tmp_path):
    made = Guarded(tmp_path / "room")
    yield made
    made.close()


def test_nothing_but_the_sign_in_and_the_style_sheets_is_shown_to_a_stranger(guarded):
    client = guarded.client()
    for place in ("/", "/log", "/packs", "/account", "/documents/plan", "/nowhere"):
        answer = client.get(place)
        assert answer.status_code == 303, place
        assert answer.headers["location"].startswith("/sign-in"), place
    assert client.get("/static/desk.css").status_code == 200
    page = client.get("/sign-in")
    assert page.status_code == 200
    assert "plan" not in page.text
    assert "/log" not in page.text


def test_every_address_that_a_post_goes_to_refuses_a_stranger_and_a_form_without_token(guarded):
    desk = guarded.desk()
    places = [
        one.path_format.format(
            **{
                name: {"language": "lv", "document": "plan", "pack": "open"}.get(name, "x")
                for name in one.param_convertors
            }
        )
        for one in desk.routes
        if "POST" in (getattr(one, "methods", None) or ())
    ]
    assert len(places) >= 6
    events = len(guarded.ledger.log())
    stranger, rita = guarded.client(), guarded.signed_in("rita")
    events += 1
    for place in places:
        status = stranger.post(place, data={}).status_code
        assert status == (403 if place in {"/sign-in", "/language"} else 401), place
        assert rita.post(place, data={}).status_code == 403, place
        assert rita.post(place, json={"act": "approve"}).status_code in {400, 403}, place
    assert len(guarded.ledger.log()) == events


def test_a_name_and_its_password_let_in_and_the_log_says_who(guarded):
    client = guarded.client()
    answer = sign_in(client, " RITA ", place="/documents/plan?language=lv")
    assert answer.headers["location"] == "/documents/plan?language=lv"
    assert "Nirēji" in client.get("/documents/plan?language=lv").text
    (event,) = guarded.log("signed-in")
    assert (event.who, event.body["via"]) == ("Rita Reviewer", "password")
    assert PASSWORD not in str(guarded.ledger.log())


@pytest.mark.parametrize("name", ["rita", "nobody", "closed", "no-password", "", "x" * 5000])
def test_whatever_is_wrong_the_answer_is_the_same(guarded, name):
    guarded.users.add("closed", "Carl Closed", PASSWORD)
    guarded.users.close("closed")
    guarded.users.add("no-password", "Paul Proxy")
    answer = sign_in(guarded.client(), name, "not the password at all")
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text
    if name in {"nobody", "closed", "no-password"}:
        assert sign_in(guarded.client(), name).status_code == 401


def test_an_unknown_name_costs_as_many_hashes_as_a_wrong_password(guarded, monkeypatch):
    asked = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, *of: asked.append(of[0]) or verify(self, *of)
    )
    for name in ("rita", "nobody"):
        assert guarded.users.check(name, "wrong") is None
    known, dummy = asked
    assert known.split("$")[:4] == dummy.split("$")[:4]  # the same kind, version and cost


def test_a_failed_sign_in_is_logged_by_its_account_and_never_by_what_was_typed(guarded):
    client = guarded.client()
    sign_in(client, "rita", "wrong")
    sign_in(client, PASSWORD, "rita")  # the password typed where the name stands
    known, unknown = guarded.log("sign-in-failed")
    assert known.who == "Rita Reviewer"
    assert unknown.who == ""
    private = guarded.workspace.private
    kept = b"".join(one.read_bytes() for one in private.glob("*.sqlite"))
    assert PASSWORD.encode() not in kept


def test_the_session_begins_anew_with_the_sign_in_so_that_a_planted_one_is_worth_nothing(guarded):
    client = guarded.client()
    planted = "A" * 43
    client.cookies.set("hexapla-desk", planted, domain=HOST)
    assert sign_in(client, "rita").status_code == 303
    mine = client.cookies.get("hexapla-desk")
    assert mine != planted
    thief = guarded.client()
    thief.cookies.set("hexapla-desk", planted, domain=HOST)
    assert thief.get("/").status_code == 303


def test_the_cookie_is_for_the_server_alone_and_for_https_where_there_is_https(tmp_path):
    guarded = Guarded(tmp_path / "room", '[review.auth]\npublic_url = "https://desk.example"\n')
    answer = sign_in(guarded.client(base="https://desk.example"), "rita")
    said = answer.headers["set-cookie"]
    assert said.startswith("__Host-hexapla-desk=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(said.split("; "))
    assert answer.headers["strict-transport-security"]
    guarded.close()


def test_a_session_ends_when_it_is_not_used_and_in_any_case_in_the_end(guarded):
    client = guarded.signed_in("rita")
    guarded.clock.later(minutes=59)
    assert client.get("/").status_code == 200
    guarded.clock.later(minutes=61)
    assert client.get("/").status_code == 303
    client = guarded.signed_in("rita")
    for _ in range(24):
        guarded.clock.later(minutes=30)
        last = client.get("/").status_code
    assert last == 200
    guarded.clock.later(minutes=1)
    assert client.get("/").status_code == 303


def test_a_session_outlives_a_restart_of_the_desk(guarded):
    client = guarded.signed_in("rita")
    again = guarded.client()
    again.cookies.update(client.cookies)
    assert again.get("/").status_code == 200


def test_who_reads_the_files_finds_no_token_and_no_password(guarded):
    client = guarded.signed_in("rita")
    sent = client.cookies["hexapla-desk"].encode()
    for path in guarded.workspace.private.glob("*.sqlite"):
        content = path.read_bytes()
        assert sent not in content
        assert PASSWORD.encode() not in content
    for name in ("access.sqlite", "sessions.sqlite", "desk.key"):
        assert stat.S_IMODE((guarded.workspace.private / name).stat().st_mode) == 0o600
    with sqlite3.connect(guarded.workspace.private / "access.sqlite") as kept:
        hashes = [row[0] for row in kept.execute("select password from account")]
    kept.close()
    assert all(one.startswith("$argon2id$") for one in hashes)
    assert len(set(hashes)) == len(hashes)  # each with its own salt


def test_signing_out_ends_the_session_for_whoever_has_its_cookie(guarded):
    client = guarded.signed_in("rita")
    copy = guarded.client()
    copy.cookies.update(client.cookies)
    answer = client.post("/sign-out", data={"token": token(client)})
    assert answer.headers["location"] == "/sign-in?out=1"
    assert "You are signed out." in client.get("/sign-in?out=1").text
    assert copy.get("/").status_code == 303
    assert [one.who for one in guarded.log("signed-out")] == ["Rita Reviewer"]


@pytest.mark.parametrize("what", ["password", "roles", "closed"])
def test_a_change_of_the_account_ends_its_sessions_at_once(guarded, what):
    client = guarded.signed_in("rita")
    if what == "password":
        guarded.users.set_password("rita", "another one entirely")
    elif what == "roles":
        guarded.users.grant("rita", [])
    else:
        guarded.users.close("rita")
    assert client.get("/").status_code == 303


def test_a_post_after_the_session_ended_decides_nothing_and_says_so(guarded):
    client = guarded.signed_in("rita")
    form = {"token": token(client), "back": "language=lv", "act": "approve"}
    guarded.clock.later(hours=2)
    answer = client.post(
        "/act/lv/plan",
        data=form,
        headers={"HX-Request": "true", "Referer": f"http://{HOST}/documents/plan?language=lv"},
    )
    assert answer.status_code == 401
    assert "Your session has ended; nothing was decided." in answer.text
    assert 'name="next" value="/documents/plan?language=lv"' in answer.text
    assert answer.headers["hx-redirect"].startswith("/sign-in?next=%2Fdocuments%2Fplan")
    assert guarded.log("approved") == ()


# One's own password


def change(client, old, new, again=None):
    data = {"token": token(client), "old": old, "new": new, "again": again or new}
    return client.post("/account", data=data)


def test_the_password_is_changed_and_the_other_sessions_end(guarded):
    here, there = guarded.signed_in("rita"), guarded.signed_in("rita")
    assert change(here, PASSWORD, "a quite different one").status_code == 303
    assert "The password is changed." in here.get("/account?changed=1").text
    assert there.get("/").status_code == 303
    assert sign_in(guarded.client(), "rita").status_code == 401
    assert sign_in(guarded.client(), "rita", "a quite different one").status_code == 303
    assert [one.who for one in guarded.log("password-changed")] == ["Rita Reviewer"]


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("wrong", "a quite different one", None, "the present password is another one"),
        (PASSWORD, "short", None, "has 5 characters"),
        (PASSWORD, "my name is rita, hello", None, "easily guessed"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", None, "easily guessed"),
        (PASSWORD, "a quite different one", "a quite other one", "not the same"),
        (PASSWORD, "x" * 257, None, "has 257 characters"),
    ],
)
def test_a_weak_or_mistyped_password_changes_nothing(guarded, old, new, again, why):
    client = guarded.signed_in("rita")
    answer = change(client, old, new, again)
    assert answer.status_code == 422
    assert why in answer.text
    assert sign_in(guarded.client(), "rita").status_code == 303


def test_the_same_letters_composed_otherwise_are_the_same_password(guarded):
    guarded.users.add("janis", "Jānis Jansons", "ļoti gara parole še")
    composed = "l\u0327oti gara parole s\u030ce"
    assert guarded.users.check("janis", composed) is not None


def test_an_account_takes_nobody_elses_name(guarded):
    for name, person in (
        ("RITA", "Another"),
        ("other", "rita reviewer"),
        (" ", ""),
        ("a\x00", ""),
        ("new", "LIIS"),
        ("hanna head", ""),
    ):
        with pytest.raises(UsageError):
            guarded.users.add(name, person, PASSWORD)
    guarded.users.close("rita")
    with pytest.raises(UsageError):
        guarded.users.add("rita", "Somebody Else", PASSWORD)
    assert guarded.users.add("rita", "Rita Reviewer", PASSWORD).closed is False


def test_two_processes_see_the_same_accounts(guarded):
    other = Users(guarded.workspace.private)
    assert other.get("rita")
    guarded.users.add("new", "Nora New", PASSWORD)
    assert other.get("new")


# The limit


def test_after_five_wrong_tries_an_account_waits_and_the_answer_says_how_long(guarded):
    client = guarded.client()
    for _ in range(5):
        assert sign_in(client, "rita", "wrong").status_code == 401
    answer = sign_in(client, "Rita")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "Minutes to wait: 15." in answer.text
    assert sign_in(guarded.client(peer="198.51.100.9"), "rita").status_code == 429
    assert sign_in(guarded.client(), "liis").status_code == 303
    guarded.clock.later(minutes=15)
    assert sign_in(client, "rita").status_code == 303
    assert len(guarded.log("sign-in-failed")) == 5


def test_an_address_that_tries_many_names_waits_and_others_do_not(guarded):
    client = guarded.client()
    for count in range(20):
        sign_in(client, f"somebody-{count}", "wrong")
    assert sign_in(client, "rita").status_code == 429
    assert sign_in(guarded.client(peer="198.51.100.9"), "rita").status_code == 303
    again = guarded.client()  # the limit outlives a restart
    assert sign_in(again, "rita").status_code == 429


def test_a_neighbour_in_the_same_ipv6_network_is_the_same_address(guarded):
    for count in range(20):
        sign_in(guarded.client(peer=f"2001:db8::{count + 1:x}"), f"somebody-{count}", "wrong")
    assert sign_in(guarded.client(peer="2001:db8::ffff"), "rita").status_code == 429
    assert sign_in(guarded.client(peer="2001:db8:0:1::1"), "rita").status_code == 303


def test_many_tries_at_the_same_moment_are_as_many(guarded):
    from concurrent.futures import ThreadPoolExecutor

    from hexapla.web.access.sessions import Sessions

    kept = Sessions(guarded.workspace.private, guarded.workspace.config.review.auth, guarded.clock)
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: kept.attempt(address="192.0.2.1", name="rita"), range(24)))
    assert waits.count(0) == 5


def test_the_right_password_clears_the_count(guarded):
    client = guarded.client()
    for _ in range(3):
        for _ in range(4):
            sign_in(client, "rita", "wrong")
        assert sign_in(guarded.client(), "rita").status_code == 303


def test_the_change_of_a_password_is_limited_as_well(guarded):
    client = guarded.signed_in("rita")
    for _ in range(5):
        assert change(client, "guess", "a quite different one").status_code == 422
    assert change(client, PASSWORD, "a quite different one").status_code == 429


# Requests that no page of the desk sends


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": f"https://{HOST}"},
        {"Origin": f"http://{HOST}.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_the_right_token(guarded, headers):
    client = guarded.signed_in("rita")
    form = {"token": token(client), "back": "language=lv", "act": "approve"}
    assert client.post("/act/lv/plan", data=form, headers=headers).status_code == 403
    assert client.post("/sign-out", data=form, headers=headers).status_code == 403
    assert guarded.log("approved") == ()
    own = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/act/lv/plan", data=form, headers=own).status_code == 303


def test_a_token_is_good_for_its_own_session_alone(guarded):
    rita, liis = guarded.signed_in("rita"), guarded.signed_in("liis")
    data = {"token": token(liis), "back": "", "act": "approve"}
    assert rita.post("/act/lv/plan", data=data).status_code == 403
    before = token_of(guarded.client().get("/sign-in").text)
    assert rita.post("/sign-out", data={"token": before}).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(guarded, method):
    assert guarded.signed_in("rita").request(method, "/").status_code == 405


@pytest.mark.parametrize("host", ["elsewhere.example", "desk.example.", "desk.example:81", ""])
def test_another_name_is_not_answered(guarded, host):
    assert guarded.client().get("/sign-in", headers={"Host": host}).status_code == 421


def test_a_post_that_is_too_large_is_refused_whatever_it_says_of_its_length(guarded):
    client = guarded.signed_in("rita")
    told = client.post("/act/lv/plan", data={"reason": "x" * (2 << 20)})
    assert told.status_code == 413

    def untold():
        for _ in range(40):
            yield b"reason=" + b"x" * 50_000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/act/lv/plan", content=untold(), headers=headers)
    assert answer.status_code == 413
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "/documents/../../hexapla.toml",
        "/documents/%2e%2e%2f%2e%2e%2fhexapla.toml",
        "/documents/..%5c..%5chexapla.toml",
        "/documents/%00",
        "/static/../desk.py",
        "/static/%2e%2e/desk.py",
        "/static/..%2fdesk.py",
        "/documents/plan%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_an_address_reaches_no_file_beyond_the_desk(guarded, place):
    answer = guarded.signed_in("rita").get(place)
    assert answer.status_code in {303, 404}
    assert "EX/2026/01" not in answer.text
    assert "class Desk" not in answer.text
    assert "a=b" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "place",
    [
        "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "/\t/elsewhere",
        "\\\\elsewhere", "javascript:alert(1)", "/%0d", "", "elsewhere", "///elsewhere", "/a\nb",
        "http:elsewhere", " //elsewhere",
    ],
)  # fmt: skip
def test_the_sign_in_leads_nowhere_but_to_the_desk(guarded, place):
    answer = sign_in(guarded.client(), "rita", place=place)
    assert answer.headers["location"] in {"/", "/%0d"}
    assert inside(place) in {"/", "/%0d"}
    assert inside("/documents/plan?language=lv&q=a") == "/documents/plan?language=lv&q=a"


def test_a_name_that_looks_like_markup_is_shown_and_not_run(guarded):
    evil = '"><script>alert(1)</script>'
    answer = sign_in(guarded.client(), evil, "wrong")
    assert "<script>alert" not in answer.text
    guarded.users.add("eve", '<img src=x onerror="alert(1)">', PASSWORD)
    client = guarded.signed_in("eve")
    for place in ("/", "/account", "/log", "/documents/plan"):
        page = client.get(place).text
        assert "<img" not in page
    answer = guarded.client().get("/sign-in", params={"next": '/"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.text


def test_every_answer_forbids_frames_scripts_of_others_and_guesses_of_types(guarded):
    client = guarded.signed_in("rita")
    answers = [
        client.get(one) for one in ("/", "/account", "/sign-in", "/nowhere", "/static/desk.js")
    ]
    answers += [guarded.client().get("/"), client.post("/sign-out", data={})]
    answers.append(client.get("/", headers={"Host": "elsewhere.example"}))
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "style=" not in answer.text.partition("</head>")[2]
        assert "onclick" not in answer.text


def test_a_desk_of_ones_own_asks_nobody_who_they_are(tmp_path):
    guarded = Guarded(tmp_path / "room", "")
    client = guarded.client(base="http://127.0.0.1:8340", person="Anna")
    assert "Anna" in client.get("/").text
    assert client.get("/sign-in").status_code == 404
    assert "/documents/pilot" in client.get("/").text
    guarded.close()


def test_passwords_can_be_switched_off(tmp_path):
    guarded = Guarded(tmp_path / "room", AUTH + "passwords = false\n[review.auth.proxy]\n")
    client = guarded.client()
    page = client.get("/sign-in").text
    assert "password" not in page.lower().replace("passwords", "")
    guarded.close()

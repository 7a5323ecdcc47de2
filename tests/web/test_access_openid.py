"""Sign-in at an OpenID provider, a real one that listens on this machine."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from access_room import HOST, Guarded
from openid_room import CLIENT, SECRET, openid

from hexapla.errors import ConfigurationError, UsageError


@pytest.fixture
def provider():
    with openid() as made:
        yield made


def guarded_by(tmp_path, provider, more="", passwords="true"):
    made = Guarded(
        tmp_path / "room",
        f'[review.auth]\npublic_url = "http://{HOST}"\npasswords = {passwords}\n'
        f'[review.auth.oidc]\nissuer = "{provider.issuer}"\nclient_id = "{CLIENT}"\n'
        f'label = "the Ministry"\n{more}',
    )
    provider.now = int(made.clock.now().timestamp())
    return made


@pytest.fixture
def guarded(tmp_path, provider, monkeypatch):
    monkeypatch.setenv("HEXAPLA_OIDC_SECRET", SECRET)
    made = guarded_by(tmp_path, provider)
    yield made
    made.close()


def through(client, place="/"):
    """Go to the provider and come back, as a browser does; give the desk's answer."""
    away = client.get("/sign-in/oidc", params={"next": place})
    assert away.status_code == 303, away.text
    back = httpx.get(away.headers["location"]).headers["location"]
    assert back.startswith(f"http://{HOST}/sign-in/oidc/done?")
    return client.get(back), back


def test_who_signs_in_at_the_provider_is_signed_in_at_the_desk(guarded):
    client = guarded.client()
    page = client.get("/sign-in?next=/documents/plan").text
    assert "Sign in with the Ministry" in page
    before = client.cookies["hexapla-desk"]
    answer, _ = through(client, "/documents/plan?language=lv")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/documents/plan?language=lv"
    assert client.cookies["hexapla-desk"] != before
    assert "SameSite=lax" in answer.headers["set-cookie"]
    assert "Rita Reviewer" in client.get("/account").text
    (event,) = guarded.log("signed-in")
    assert (event.who, event.body["via"]) == ("Rita Reviewer", "oidc")


def test_the_question_carries_state_nonce_and_a_challenge_and_never_the_same_twice(guarded):
    client = guarded.client()
    asked = [
        parse_qs(urlsplit(client.get("/sign-in/oidc").headers["location"]).query) for _ in range(2)
    ]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
    assert asked[0]["code_challenge_method"] == ["S256"]


@pytest.mark.parametrize(
    "lie",
    ["state", "nonce", "iss", "aud", "exp", "azp", "signature", "none", "kid", "name", "no-token",
     "iss-parameter", "refusal"],
)  # fmt: skip
def test_whatever_the_provider_gets_wrong_lets_nobody_in(guarded, provider, lie):
    provider.lie = lie
    client = guarded.client()
    answer, _ = through(client)
    assert answer.status_code == 403
    assert client.get("/").status_code == 303
    assert guarded.log("signed-in") == ()
    assert len(guarded.log("sign-in-failed")) == 1


def test_a_provider_that_calls_itself_otherwise_is_not_asked(guarded, provider):
    provider.lie = "issuer"
    answer = guarded.client().get("/sign-in/oidc")
    assert answer.status_code == 422
    assert "calls itself otherwise" in answer.text


def test_an_answer_is_good_once(guarded):
    client = guarded.client()
    _, back = through(client)
    assert guarded.client().get(back).status_code == 403
    client.cookies.clear()
    assert client.get(back).status_code == 403


def test_an_answer_planted_in_another_browser_signs_nobody_in(guarded):
    """The attacker's own sign-in, given to somebody else to go on with."""
    attacker, victim = guarded.client(), guarded.client()
    victim.get("/sign-in")
    away = attacker.get("/sign-in/oidc")
    back = httpx.get(away.headers["location"]).headers["location"]
    assert victim.get(back).status_code == 403
    assert victim.get("/").status_code == 303


def test_an_answer_that_comes_too_late_is_refused(guarded):
    client = guarded.client()
    away = client.get("/sign-in/oidc")
    back = httpx.get(away.headers["location"]).headers["location"]
    guarded.clock.later(minutes=11)
    assert client.get(back).status_code == 403


@pytest.mark.parametrize("who", ["nobody", "Rita Reviewer", "closed"])
def test_somebody_without_an_account_is_signed_in_there_and_not_here(guarded, provider, who):
    guarded.users.add("closed", "Carl Closed")
    guarded.users.close("closed")
    provider.user = who
    client = guarded.client()
    answer, _ = through(client)
    assert answer.status_code == 403
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("place", ["//elsewhere.example", "https://elsewhere.example", "/\\e"])
def test_the_way_back_leads_nowhere_else(guarded, place):
    answer, _ = through(guarded.client(), place)
    assert answer.headers["location"] == "/"


def test_an_address_counts_where_the_provider_has_verified_it(tmp_path, provider, monkeypatch):
    monkeypatch.setenv("HEXAPLA_OIDC_SECRET", SECRET)
    guarded = guarded_by(tmp_path, provider, 'claim = "email"\n')
    guarded.users.add("rita@example.org", "Rita by Mail")
    assert through(guarded.client())[0].status_code == 303
    provider.lie = "email"
    assert through(guarded.client())[0].status_code == 403
    guarded.close()


def test_a_new_key_of_the_provider_is_fetched_and_a_flood_of_strange_ones_is_not(guarded, provider):
    assert through(guarded.client())[0].status_code == 303
    provider.key = provider.other  # under the same name
    guarded.clock.later(minutes=2)
    provider.now = int(guarded.clock.now().timestamp())
    assert through(guarded.client())[0].status_code == 303
    provider.lie = "kid"
    before = provider.asked.count("/keys")
    desk = guarded.client()
    for _ in range(5):
        through(desk)
    assert provider.asked.count("/keys") - before <= 2


def test_a_provider_that_is_away_is_said_to_be(tmp_path, monkeypatch):
    with openid() as gone:
        pass
    guarded = guarded_by(tmp_path, gone)
    answer = guarded.client().get("/sign-in/oidc")
    assert answer.status_code == 503
    assert "out of reach" in answer.text
    guarded.close()


def test_a_provider_over_http_elsewhere_and_a_desk_without_an_address_are_refused(tmp_path):
    for name, auth, error in (
        ("a", ('[review.auth]\npublic_url = "https://d.example"\n[review.auth.oidc]\n'
              'issuer = "http://id.example"\nclient_id = "x"\n'), ConfigurationError),
        ("b", ('[review.auth]\n[review.auth.oidc]\nissuer = "https://id.example"\n'
              'client_id = "x"\n'), UsageError),
    ):  # fmt: skip
        guarded = Guarded(tmp_path / name, auth)
        with pytest.raises(error):
            guarded.desk()
        guarded.close()

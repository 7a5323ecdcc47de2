"""A reverse proxy that says who somebody is, and those that only claim to be one."""

from __future__ import annotations

import pytest
from access_room import HOST, Guarded, sign_in

from hexapla.errors import ConfigurationError
from hexapla.web.access.callers import caller_of, networks
from hexapla.workspace import Workspace

PROXY = """
[review.auth]
public_url = "https://desk.example"
trusted_proxies = ["10.0.0.0/8", "fd00::/8"]

[review.auth.proxy]
header = "X-Remote-User"
"""
HTTPS = f"https://{HOST}"


@pytest.fixture
def guarded(tmp_path):
    made = Guarded(tmp_path / "room", PROXY)
    yield made
    made.close()


def test_who_the_proxy_names_is_signed_in_and_logged_once(guarded):
    client = guarded.client(base=HTTPS, peer="10.1.2.3")
    for _ in range(3):
        answer = client.get("/account", headers={"X-Remote-User": "rita"})
        assert "Rita Reviewer" in answer.text
    assert (
        guarded.client(base=HTTPS, peer="10.1.2.3")
        .get("/", headers={"X-Remote-User": "rita"})
        .status_code
        == 200
    )
    (event,) = guarded.log("signed-in")
    assert (event.who, event.body["via"]) == ("Rita Reviewer", "proxy")


@pytest.mark.parametrize("peer", ["203.0.113.7", "11.0.0.1", "fe80::1", "127.0.0.1", "2001:db8::1"])
def test_the_header_from_anywhere_else_is_refused(guarded, peer):
    client = guarded.client(base=HTTPS, peer=peer)
    for place in ("/", "/sign-in", "/account"):
        answer = client.get(place, headers={"X-Remote-User": "liis"})
        assert answer.status_code == 403, place
        assert "Liis" not in answer.text
    assert guarded.log("signed-in") == ()


def test_the_header_together_with_a_session_from_elsewhere_is_refused(guarded):
    client = guarded.client(base=HTTPS)
    assert sign_in(client, "rita").status_code == 303
    assert client.get("/", headers={"x-remote-user": "liis"}).status_code == 403


def test_a_mapped_address_is_the_address_itself(guarded):
    client = guarded.client(base=HTTPS, peer="::ffff:10.1.2.3")
    assert client.get("/", headers={"X-Remote-User": "rita"}).status_code == 200


@pytest.mark.parametrize(
    "values", [["rita", "liis"], [""], ["  "], [b"r\xff"], ["nobody"], ["Rita Reviewer"]]
)
def test_a_header_that_names_no_one_or_two_lets_nobody_in(guarded, values):
    client = guarded.client(base=HTTPS, peer="10.1.2.3")
    answer = client.get("/", headers=[("X-Remote-User", value) for value in values])
    assert answer.status_code in {400, 403}


def test_when_the_proxy_names_another_one_the_first_ones_session_is_worth_nothing(guarded):
    client = guarded.client(base=HTTPS, peer="10.1.2.3")
    client.get("/", headers={"X-Remote-User": "rita"})
    assert "Liis Liaison" in client.get("/account", headers={"X-Remote-User": "liis"}).text
    assert client.get("/account").status_code == 303  # and without a name it is nobody's
    guarded.users.close("rita")
    assert client.get("/", headers={"X-Remote-User": "rita"}).status_code == 403


def test_a_person_of_a_role_needs_no_account_and_anyone_only_where_it_is_said(guarded, tmp_path):
    client = guarded.client(base=HTTPS, peer="10.1.2.3")
    assert client.get("/", headers={"X-Remote-User": "Petra"}).status_code == 403
    text = (guarded.root / "hexapla.toml").read_text(encoding="utf-8")
    text = text.replace('people = ["Hanna Head"]', 'people = ["Hanna Head", "Petra"]')
    (guarded.root / "hexapla.toml").write_text(text, encoding="utf-8")
    guarded.workspace = Workspace.open(guarded.root)
    client = guarded.client(base=HTTPS, peer="10.1.2.3")
    assert client.get("/", headers={"X-Remote-User": "Petra"}).status_code == 200
    assert client.get("/", headers={"X-Remote-User": "Quentin"}).status_code == 403


def test_what_is_forwarded_is_believed_of_the_proxy_alone():
    trusted = networks(["10.0.0.0/8"])

    def said(peer, **headers):
        scope = {
            "client": (peer, 1),
            "scheme": "http",
            "headers": [(b"host", b"inner:80")]
            + [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
        }
        found = caller_of(scope, trusted)
        return found.address, found.scheme, found.host

    claims = {"x_forwarded_for": "1.1.1.1", "x_forwarded_proto": "https", "x_forwarded_host": "x"}
    assert said("203.0.113.7", **claims) == ("203.0.113.7", "http", "inner:80")
    assert said("10.0.0.1", **claims) == ("1.1.1.1", "https", "x")
    # What the caller wrote itself stands before what the proxy added.
    forged = {"x_forwarded_for": "9.9.9.9, 203.0.113.7, 10.0.0.2"}
    assert said("10.0.0.1", **forged)[0] == "203.0.113.7"
    assert said("10.0.0.1", x_forwarded_for="nonsense")[0] == "10.0.0.1"
    assert said("10.0.0.1", x_forwarded_proto="gopher")[1] == "http"


def test_the_limit_counts_who_is_behind_the_proxy_and_cannot_be_led_astray(guarded):
    for count in range(20):
        client = guarded.client(base=HTTPS, peer="10.1.2.3")
        client.headers["X-Forwarded-For"] = f"8.8.8.{count}, 203.0.113.7"
        sign_in(client, f"somebody-{count}", "wrong")
    behind = guarded.client(base=HTTPS, peer="10.1.2.3")
    behind.headers["X-Forwarded-For"] = "203.0.113.7"
    assert sign_in(behind, "rita").status_code == 429
    behind.headers["X-Forwarded-For"] = "198.51.100.4"
    assert sign_in(behind, "rita").status_code == 303


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("trusted_proxies", '["10.0.0.0/33"]'),
        ("trusted_proxies", '["proxy.example"]'),
        ("public_url", '"desk.example"'),
        ("public_url", '"https://desk.example/path"'),
        ("public_url", '"https://user@desk.example"'),
        ("idle_minutes", "0"),
        ("admit", '"everybody"'),
        ("pasword", "true"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(guarded, key, said):
    text = f'[languages]\nsource = "en"\n\n[review.auth]\n{key} = {said}\n'
    (guarded.root / "hexapla.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        Workspace.open(guarded.root)
    assert refused.value.place.endswith("hexapla.toml:5")

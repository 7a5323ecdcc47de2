"""`hexapla users`, and where `hexapla review` may listen."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from hexapla.cli.app import app, settings
from hexapla.cli.listening import admitted
from hexapla.errors import UsageError
from hexapla.review import Users
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

SAID = "seven boats under a bridge"
CONFIG = """
[languages]
source = "en"
targets = ["lv"]

[families.PLAN]

[roles.reviewer]

[roles.head]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "hexapla.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, piped: str = ""):
    settings.quiet = False
    return CliRunner().invoke(app, ["-C", str(folder), "users", *arguments], input=piped)


def log(folder: Path, what: str):
    with Ledger.open(Workspace.open(folder), clock()) as ledger:
        return ledger.log(what=what)


def test_an_account_is_made_changed_and_closed_and_the_log_says_by_whom(folder):
    made = run(
        folder, "add", "Rita", "--person", "Rita Kalniņa", "--role", "reviewer", "-l", "lv",
        "-f", "PLAN", "--stdin", "--who", "Anna", piped=f"{SAID}\nmore\n",
    )  # fmt: skip
    assert made.output == "rita: Rita Kalniņa; reviewer (lv, PLAN)\n"
    assert run(folder, "grant", "rita", "-r", "head").output == "rita: reviewer (lv, PLAN), head\n"
    assert "rita: head" in run(folder, "revoke", "rita", "-r", "reviewer").output
    assert run(folder, "passwd", "rita", "--stdin", piped="another one entirely\n").exit_code == 0
    assert run(folder, "remove", "rita").exit_code == 0
    assert run(folder, "list").output == "rita\tRita Kalniņa\thead; closed\n"
    users = Users(Workspace.open(folder).private)
    assert users.check("rita", "another one entirely") is None
    (added,) = log(folder, "user-added")
    assert added.who == "Anna"
    assert added.body["roles"] == [{"role": "reviewer", "languages": ["lv"], "families": ["PLAN"]}]
    for what in ("password-changed", "user-changed", "user-removed"):
        assert log(folder, what), what
    kept = "".join(str(one) for one in log(folder, None))
    assert SAID not in kept
    assert "argon2" not in kept


@pytest.mark.parametrize(
    ("arguments", "piped", "why"),
    [
        (["add", "rita", "--stdin"], "short\n", "has 5 characters"),
        (["add", "rita", "--stdin"], "\n", "the password is empty"),
        (["add", "rita"], "", "nobody to ask"),
        (["add", "rita", "--no-password", "-r", "nobody"], "", "there is no role “nobody”"),
        (["add", "rita", "--no-password", "-r", "head", "-f", "X"], "", "there is no family “X”"),
        (["add", "rita", "--no-password", "-l", "lv"], "", "narrow a role"),
        (["add", "  ", "--no-password"], "", "needs a name"),
        (["passwd", "rita", "--stdin"], f"{SAID}\n", "there is no account “rita”"),
        (["grant", "rita"], "", "no role is named"),
        (["revoke", "rita"], "", "there is no account"),
        (["remove", "rita"], "", "there is no account"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(folder, arguments, piped, why):
    done = run(folder, *arguments, piped=piped)
    assert isinstance(done.exception, UsageError)
    assert why in str(done.exception)
    assert run(folder, "list").output == ""


def workspace(folder: Path, auth: str) -> Workspace:
    (folder / "hexapla.toml").write_text(CONFIG + auth, encoding="utf-8")
    return Workspace.open(folder)


HTTPS = '[review.auth]\npublic_url = "https://desk.example"\n'


@pytest.mark.parametrize(
    ("auth", "host", "why"),
    [
        ("", "0.0.0.0", "[review.auth]: docs/how-to/access.md"),  # noqa: S104  it is refused
        ("", "::", "ssh -L 8340"),
        ("", "desk.example", "asks nobody who they are"),
        ("[review.auth]\n", "0.0.0.0", "set public_url"),  # noqa: S104
        (HTTPS, "0.0.0.0", "no certificate"),  # noqa: S104
        ('[review.auth]\npublic_url = "http://desk.example"\n', "0.0.0.0", "is not https"),  # noqa: S104
    ],
)
def test_the_desk_does_not_listen_where_it_would_be_open_to_all(folder, auth, host, why):
    with pytest.raises(UsageError) as refused:
        admitted(workspace(folder, auth), host, 8340, None, None)
    assert why in str(refused.value)
    assert refused.value.remedy


def test_the_desk_listens_here_for_one_and_elsewhere_behind_https(folder, tmp_path):
    assert admitted(workspace(folder, ""), "127.0.0.1", 8340, None, None) == "http://127.0.0.1:8340"
    assert admitted(workspace(folder, ""), "::1", 8340, None, None) == "http://[::1]:8340"
    behind = HTTPS + 'trusted_proxies = ["10.0.0.1"]\n'
    made = workspace(folder, behind)
    assert admitted(made, "0.0.0.0", 8340, None, None) == "https://desk.example"  # noqa: S104
    pem = tmp_path / "desk.pem"
    pem.write_text("", encoding="utf-8")
    made = workspace(folder, HTTPS)
    assert admitted(made, "0.0.0.0", 443, pem, pem) == "https://desk.example"  # noqa: S104
    with pytest.raises(UsageError, match="goes with its key"):
        admitted(made, "0.0.0.0", 443, pem, None)  # noqa: S104

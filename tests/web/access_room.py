"""A desk that people sign in to: two documents, one of them restricted, and a clock that is set."""

from __future__ import annotations

import asyncio
import functools
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from hexapla.model import Language
from hexapla.review import Grant, Review, Users
from hexapla.revisions import Ledger, record
from hexapla.web import application
from hexapla.workspace import Workspace

PASSWORD = "seven boats under a bridge"  # noqa: S105  of the test's own people
HOST = "desk.example"
CONFIG = """
[project]
number = "EX/2026/01"
titles = { en = "Clean harbours", lv = "Tīras ostas" }

[languages]
source = "en"
targets = ["lv", "et"]

[families.PLAN]
quorum = { reviewer = 1 }

[families.MLO]
quorum = { reviewer = 1 }
distribution = "restricted"

[roles.reviewer]

[roles.head]
people = ["Hanna Head"]
waives_critical = true
releases = true

[roles.liaison]
restricted = true

[packs.open]
titles = { en = "The plan", lv = "Plāns" }
languages = ["en", "lv"]
families = ["PLAN"]

[packs.closed]
titles = { en = "The pilot", lv = "Izmēģinājums" }
languages = ["en", "lv"]
families = ["MLO"]
label = "restricted"
"""
AUTH = """
[review.auth]
public_url = "http://desk.example"
"""


class Straight(httpx.BaseTransport):
    """Hands requests straight to the desk, as if they came from `peer`."""

    def __init__(self, desk, peer: str) -> None:
        self.inner = httpx.ASGITransport(app=desk, client=(peer, 50000))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        async def answered() -> httpx.Response:
            sent = httpx.Request(
                request.method, request.url, headers=request.headers, content=request.read()
            )
            sent.headers = request.headers
            answer = await self.inner.handle_async_request(sent)
            content = await answer.aread()
            return httpx.Response(answer.status_code, headers=answer.headers, content=content)

        return asyncio.run(answered())


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def later(self, **much: int) -> None:
        self.moment += timedelta(**much)


@functools.cache
def _made(folder: Path) -> Path:
    """Make the workspace once; every test has a copy."""
    root = folder / "guarded-desk"
    root.mkdir(parents=True)
    (root / "hexapla.toml").write_text(CONFIG + AUTH, encoding="utf-8")
    for name, family in (("plan", "PLAN"), ("pilot", "MLO")):
        folder = root / "source_docs" / name
        folder.mkdir(parents=True)
        (folder / "document.toml").write_text(f'family = "{family}"\n', encoding="utf-8")
        for tag, texts in (
            ("en", ("# Plan", "Divers check the quay.", f"The secret of the {name} is 4711.")),
            ("lv", ("# Plāns", "Nirēji pārbauda piestātni.", "Noslēpums ir 4711.")),
        ):
            text = "\n\n".join(texts) + "\n"
            (folder / f"{name}.{tag}.md").write_text(text, encoding="utf-8")
    workspace = Workspace.open(root)
    with Ledger.open(workspace, SetClock()) as ledger:
        record(workspace, ledger)
    users = Users(workspace.private)
    plans = Grant(role="reviewer", languages=(Language("lv"),), families=("PLAN",))
    users.add("rita", "Rita Reviewer", PASSWORD, [plans])
    both = [Grant(role="reviewer"), Grant(role="liaison")]
    users.add("liis", "Liis Liaison", PASSWORD, both)
    users.add("hanna", "Hanna Head", PASSWORD)
    return root


class Guarded:
    """A workspace with accounts, and its desk.

    Rita reviews Latvian plans, Liis reviews everything and sees what is restricted, Hanna is head
    by hexapla.toml.
    """

    def __init__(self, root: Path, auth: str = AUTH) -> None:
        self.root, self.clock = root, SetClock()
        shutil.copytree(_made(root.parent.parent), root)
        (root / "hexapla.toml").write_text(CONFIG + auth, encoding="utf-8")
        self.workspace = Workspace.open(root)
        self.ledger = Ledger.open(self.workspace, self.clock)
        self.users = Users(self.workspace.private)

    def desk(self, person: str = ""):
        return application(self.workspace, person=person, time=self.clock)

    def client(
        self, *, base: str = f"http://{HOST}", peer: str = "203.0.113.7", person: str = ""
    ) -> httpx.Client:
        return httpx.Client(transport=Straight(self.desk(person), peer), base_url=base)

    def signed_in(self, name: str, **more) -> httpx.Client:
        client = self.client(**more)
        answer = sign_in(client, name)
        assert answer.status_code == 303, answer.text
        return client

    def review(self) -> Review:
        return Review(self.workspace, self.ledger)

    def log(self, what: str):
        return self.ledger.log(what=what)

    def close(self) -> None:
        self.ledger.close()


def token_of(html: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', html)
    assert found, html
    return found[1]


def sign_in(
    client: httpx.Client,
    name: str,
    password: str = PASSWORD,
    place: str = "/",
    **more,
) -> httpx.Response:
    token = token_of(client.get("/sign-in").text)
    data = {"token": token, "name": name, "password": password, "next": place}
    return client.post("/sign-in", data=data, **more)


def token(client: httpx.Client) -> str:
    return token_of(client.get("/account").text)

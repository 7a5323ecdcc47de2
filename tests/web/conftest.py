from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from desk_room import CHROMIUM, served
from playwright.sync_api import Browser, sync_playwright
from review_room import ENGLISH, Room

from hexapla.review import users


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start one browser for the tests of a file: it takes longer than they do.

    Not for those of all files: as long as it is there a loop runs, and `asyncio.run` has no place.
    """
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=str(CHROMIUM),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    changed = list(ENGLISH)
    changed[1] = "The steering group meets twice a year."
    made.put("en", *changed)
    made.record()
    yield made
    made.ledger.close()


@pytest.fixture
def address(room: Room) -> Iterator[str]:
    with served(room) as made:
        yield made


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash quickly: what the tests ask is not how long a guess takes."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(users, "_hasher", lambda: cheap)
    users._dummy.cache_clear()
    yield
    users._dummy.cache_clear()

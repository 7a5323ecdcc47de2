from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import served
from review_room import ENGLISH, Room


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

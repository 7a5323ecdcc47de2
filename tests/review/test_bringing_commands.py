"""`hexapla review import`, as a person types it."""

from __future__ import annotations

import pytest
import review_room
from review_room import LATVIAN, LV, Room
from test_commands import hexapla
from word_copies import PACK, copy_of, edited

from hexapla.review import threads


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(review_room, "CONFIG", review_room.CONFIG + PACK)
    made = Room(tmp_path / "room")
    yield made
    made.ledger.close()


@pytest.fixture
def copy(room):
    path = room.root / "back.docx"
    path.write_bytes(
        edited(
            copy_of(room),
            lambda word: word.comment(LATVIAN[1], "Why?", by="Ragnar"),
            lambda word: word.change(LATVIAN[2], "pavasarī", "rudenī", by="Ragnar"),
        )
    )
    return str(path)


def test_what_it_does_is_shown_before_it_is_done(room, copy):
    said = hexapla(room, "review", "import", copy, "--who", "Rita", "--dry-run")
    assert "comment   plan, lv, block" in said
    assert "“Why?” (Ragnar)" in said
    assert "2 steps to do; nothing was done" in said
    assert not threads(room.review(), "plan", LV)


def test_it_asks_before_it_does_anything(room, copy):
    said = hexapla(room, "review", "import", copy, "--who", "Rita", code=1)
    assert "Do this, as Rita?" in said
    assert not threads(room.review(), "plan", LV)


def test_what_was_done_is_told_with_where_the_proposed_file_lies(room, copy):
    said = hexapla(room, "review", "import", copy, "--who", "Rita", "--yes")
    assert "2 steps done by Rita" in said
    assert "proposed, 1 block: output/proposed/plan/" in said
    assert len(threads(room.review(), "plan", LV)) == 2
    assert "nothing to do" in hexapla(room, "review", "import", copy, "--who", "Rita", "--yes")


def test_a_file_that_is_not_there_is_named(room):
    assert "none.docx: cannot be read" in hexapla(room, "review", "import", "none.docx", code=3)

"""Killed anywhere, nothing is half-written, and the next recording finishes the work."""

from __future__ import annotations

import pytest
from crash import killed_after
from test_follows import EN, LV

from hexapla.revisions import verify_ledger

DOCUMENTS = 12


@pytest.mark.parametrize("after", [0.0, 0.05, 0.15, 0.3, 0.5])
def test_a_killed_recording_leaves_a_sound_ledger_that_the_next_one_completes(desk, after):
    with (desk.root / "hexapla.toml").open("a", encoding="utf-8") as config:
        config.write("\n[run]\nbatch = 2\n")
    desk.workspace = type(desk.workspace).open(desk.root)
    for number in range(DOCUMENTS):
        desk.put("en", *EN, f"Document {number}.", document=f"d{number}")
        desk.put("lv", *LV, f"Dokuments {number}.", document=f"d{number}")
    killed_after(desk.root, after)
    with desk.ledger() as ledger:
        assert verify_ledger(ledger) == ()
    assert not desk.record().troubles
    with desk.ledger() as ledger:
        assert verify_ledger(ledger) == ()
        assert len(ledger.revisions()) == 2 * DOCUMENTS
        states = {
            here.state for one in ledger.status().documents for here in one.languages.values()
        }
    assert states == {"current"}
    parts = [path for path in (desk.root / ".hexapla").rglob("*.part*") if path.is_file()]
    assert len(parts) <= 1

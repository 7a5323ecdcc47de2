"""A ledger in a folder that its reader may not write."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from ledger_desk import Desk
from test_follows import EN, LATE, LV
from typer.testing import CliRunner

from hexapla.cli import app
from hexapla.errors import OutputError

NOBODY = 65534
READING = (
    ("status",),
    ("status", "--format", "json"),
    ("diff", "plan", "lv"),
    ("history", "plan"),
    ("blame", "plan", "lv"),
    ("log",),
    ("ledger", "doctor"),
)


@pytest.fixture
def foreign(monkeypatch):
    """Give a recorded workspace that belongs to somebody else."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        desk = Desk(root / "workspace")
        desk.put("en", *EN)
        desk.put("lv", *LV)
        desk.record()
        desk.put("en", EN[0], LATE, *EN[2:])
        desk.record()
        for words in READING:  # what the commands import must be readable for root alone
            CliRunner().invoke(app, ["-C", str(desk.root), *words])
        places = [root / "workspace", *(root / "workspace").rglob("*")]
        for one in places:
            one.chmod(0o555 if one.is_dir() else 0o444)
        root_user = os.geteuid() == 0
        if root_user:  # whom no mode of a file keeps from writing
            os.seteuid(NOBODY)
        try:
            yield desk
        finally:
            if root_user:
                os.seteuid(0)
            for one in places:
                one.chmod(0o755 if one.is_dir() else 0o644)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_ledger_that_may_not_be_written_is_read(foreign, words):
    done = CliRunner().invoke(app, ["-C", str(foreign.root), *words])
    assert done.exit_code == 0, done.exception
    assert not list(foreign.root.glob(".hexapla/*-wal"))


def test_recording_there_is_refused_as_an_output_that_cannot_be_written(foreign):
    with foreign.ledger() as ledger, pytest.raises(OutputError, match="cannot be written") as told:
        ledger.note("released", {}, who="Ilze")
    assert told.value.exit_code == 4
    assert "backup" not in told.value.remedy

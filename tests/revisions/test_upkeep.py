"""Exports, backups and clean-up of the ledger."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_desk import Desk
from test_follows import EN, LATE, LV

from hexapla.errors import LedgerError, UsageError
from hexapla.revisions import (
    back_up,
    collect_garbage,
    examine,
    export_ocfl,
    import_ocfl,
    verify_ledger,
)


@pytest.fixture
def recorded(desk):
    desk.put("en", *EN)
    desk.put("lv", *LV)
    desk.record(who="Ilze")
    desk.put("en", EN[0], LATE, *EN[2:])
    desk.record(who="Jānis")
    desk.put("en", "Other text.", document="minutes of the meeting")
    desk.record()
    return desk


@pytest.fixture
def exported(recorded, tmp_path):
    with recorded.ledger() as ledger:
        assert export_ocfl(ledger, tmp_path / "ocfl") == 3
    return tmp_path / "ocfl"


def test_an_export_gives_the_same_ledger_again(recorded, exported, tmp_path):
    other = Desk(tmp_path / "other")
    with other.ledger() as ledger, recorded.ledger() as first:
        assert import_ocfl(ledger, exported) == 4
        assert verify_ledger(ledger) == ()
        assert ledger.status() == first.status()
        assert ledger.log() == first.log()
        for revision in first.revisions():
            assert ledger.content(revision.digest) == first.content(revision.digest)


def test_an_independent_validator_finds_the_export_valid(exported):
    pytest.importorskip("ocfl", reason="ocfl-py is not installed")
    validator = Path(sys.executable).with_name("ocfl-root.py")
    done = subprocess.run(
        [
            sys.executable,
            validator,
            "validate",
            "--validate-objects",
            "--check-digests",
            "--root",
            exported,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "is VALID" in done.stdout, done.stdout + done.stderr
    assert "[W" not in done.stdout


def test_an_export_does_not_overwrite(recorded, exported):
    with recorded.ledger() as ledger, pytest.raises(UsageError, match="not empty"):
        export_ocfl(ledger, exported)


def test_an_import_into_a_ledger_with_something_in_it_is_refused(recorded, exported):
    with recorded.ledger() as ledger, pytest.raises(LedgerError, match="not empty"):
        import_ocfl(ledger, exported)


@pytest.mark.parametrize("name", ["inventory.json", "*.md", "event.jsonl"])
def test_a_flipped_byte_of_an_export_is_found(exported, tmp_path, name):
    for path in sorted(exported.rglob(name)):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    other = Desk(tmp_path / "other")
    with other.ledger() as ledger, pytest.raises(LedgerError):
        import_ocfl(ledger, exported)


def test_a_backup_is_a_ledger(recorded, tmp_path):
    other = Desk(tmp_path / "other")
    with recorded.ledger() as ledger:
        assert back_up(ledger, other.root / ".hexapla") == 4
        assert back_up(ledger, other.root / ".hexapla") == 0
        status = ledger.status()
    with other.ledger() as ledger:
        assert ledger.status() == status
        assert verify_ledger(ledger) == ()


def test_garbage_is_what_no_revision_names_and_is_older_than_an_hour(recorded):
    with recorded.ledger() as ledger:
        old, young = ledger.objects.put(b"old"), ledger.objects.put(b"young")
        path = recorded.root / ".hexapla/objects" / old[:2] / old[2:]
        os.utime(path, (0, 0))
        assert examine(ledger).unused == 2
        assert collect_garbage(ledger).objects == 1
        assert not ledger.objects.has(old)
        assert ledger.objects.has(young)
        assert examine(ledger).damage == ()

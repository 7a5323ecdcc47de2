"""A real privacy statement: 24 languages, four revisions, four languages left behind."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from ledger_desk import Desk

DATA = Path(__file__).resolve().parents[3] / "shared/data/parallel/eusurvey_privacy"
BEHIND = {"de", "hr", "ro", "sk"}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data does not lie beside the project"),
]


def _languages() -> list[str]:
    first = min(DATA.iterdir())
    return sorted(path.stem.removeprefix("privacy_") for path in first.glob("*.html"))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "w", targets=tuple(tag for tag in _languages() if tag != "en"))


def _copy(revision: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for tag in _languages():
        shutil.copy(revision / f"privacy_{tag}.html", folder / f"privacy.{tag}.html")


def _assert_who_is_behind(desk: Desk) -> None:
    with desk.ledger() as ledger:
        (found,) = json.loads(json.dumps(ledger.status().as_json()))["documents"]
    assert found["source_language"] == "en"
    assert found["source_revision"] == 4
    states = {tag: here["state"] for tag, here in found["languages"].items()}
    assert len(states) == 23
    assert {tag for tag, state in states.items() if state == "stale"} == BEHIND
    assert {state for tag, state in states.items() if tag not in BEHIND} == {"current"}
    for tag in BEHIND:
        here = found["languages"][tag]
        assert here["follows"] == 3
        (block,) = here["stale_blocks"]
        assert block["since"] == 4
        assert "[-http://ec.europa.eu/dpo-register-]" in block["diff"]
        assert "{+https://ec.europa.eu/dpo-register+}" in block["diff"]


def test_four_revisions_put_into_folders_and_recorded_once(desk):
    document = desk.root / "source_docs/privacy"
    *earlier, newest = sorted(DATA.iterdir())
    for number, revision in enumerate(earlier, 1):
        _copy(revision, document / "revisions" / str(number))
    _copy(newest, document)
    made = desk.record()
    assert not made.troubles
    assert len(made.revisions) == 96
    _assert_who_is_behind(desk)
    assert desk.record().revisions == ()


def test_files_overwritten_and_recorded_four_times(desk):
    for revision in sorted(DATA.iterdir()):
        _copy(revision, desk.root / "source_docs/privacy")
        assert not desk.record().troubles
    _assert_who_is_behind(desk)

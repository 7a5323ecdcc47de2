"""`hexapla terms waive`: with a reason, for as long as source, translation and term stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hexapla.cli.app import app, settings
from hexapla.errors import UsageError
from hexapla.model import Language
from hexapla.review import Review
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

LV = Language("lv")
CONFIG = """
[languages]
source = "en"
targets = ["lv"]

[roles.terminologist]
languages = ["lv"]
"""
GLOSSARY = """concept,language,term,status
liaison,en,liaison officer,preferred
liaison,lv,{term},preferred
"""
ENGLISH = ["# Plan", "The liaison officer reports monthly.", "Divers check the quay."]
LATVIAN = ["# Plāns", "Kontaktpersona atskaitās reizi mēnesī.", "Nirēji pārbauda piestātni."]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "hexapla.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "glossary").mkdir()
    glossary(tmp_path, "sakaru virsnieks")
    put(tmp_path, "en", ENGLISH)
    put(tmp_path, "lv", LATVIAN)
    before = settings.folder
    yield tmp_path
    settings.folder = before


def glossary(root: Path, term: str) -> None:
    (root / "glossary" / "g.csv").write_text(GLOSSARY.format(term=term), encoding="utf-8")


def put(root: Path, tag: str, paragraphs: list[str]) -> None:
    path = root / "source_docs" / "plan" / f"plan.{tag}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def run(root: Path, *arguments: str):
    result = CliRunner().invoke(app, ["-C", str(root), *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def missing(root: Path) -> list[str]:
    """Record what is there; give the fingerprints of the missing terms that are reported."""
    run(root, "record")
    said = json.loads(run(root, "check", "--format", "json", "--fail-on", "never").stdout)
    return [one["fingerprint"] for one in said["findings"] if one["rule"] == "term-missing"]


def waive(root: Path, *more: str):
    (fingerprint,) = missing(root)
    return run(
        root, "terms", "waive", "plan", "lv", fingerprint[:8],
        "--role", "terminologist", "--reason", "a contact person is meant", *more,
    )  # fmt: skip


def test_a_waived_finding_stays_waived_in_the_next_run(room):
    result = waive(room, "--who", "Anna")
    assert "1 finding waived in plan.lv" in result.output
    assert missing(room) == []


def test_a_waiver_needs_a_reason(room):
    (fingerprint,) = missing(room)
    with pytest.raises(UsageError, match="needs a reason"):
        run(room, "terms", "waive", "plan", "lv", fingerprint, "--role", "terminologist",
            "--reason", " ", "--who", "Anna")  # fmt: skip


def test_nobody_named_is_the_user_of_the_system(room, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "anna")
    monkeypatch.delenv("HEXAPLA_WHO", raising=False)
    waive(room)
    workspace = Workspace.open(room)
    with Ledger.open(workspace, clock()) as ledger:
        here = Review(workspace, ledger).standing_of("plan", LV)
    assert {one.person for passage in here.passages for one in passage.waivers.values()} == {"anna"}


def test_a_waiver_survives_a_text_that_moves(room):
    waive(room, "--who", "Anna")
    put(room, "en", [ENGLISH[0], ENGLISH[2], ENGLISH[1]])
    put(room, "lv", [LATVIAN[0], LATVIAN[2], LATVIAN[1]])
    assert missing(room) == []


def test_a_waiver_ends_when_the_translation_changes(room):
    waive(room, "--who", "Anna")
    put(room, "lv", [LATVIAN[0], "Kontaktpersona atskaitās katru mēnesi.", LATVIAN[2]])
    assert len(missing(room)) == 1


def test_a_waiver_ends_when_the_source_changes(room):
    waive(room, "--who", "Anna")
    put(room, "en", [ENGLISH[0], "The liaison officer reports every month.", ENGLISH[2]])
    missing(room)
    # The translation is said to follow the new source, so that it is checked and not stale.
    (room / "source_docs/plan/document.toml").write_text("follows = { lv = 2 }\n", "utf-8")
    assert len(missing(room)) == 1


def test_a_waiver_ends_when_the_term_changes(room):
    waive(room, "--who", "Anna")
    glossary(room, "sadarbības koordinators")
    assert len(missing(room)) == 1

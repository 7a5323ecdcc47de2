"""`hexapla diff … --format docx`, as a person types it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hexapla.cli.app import app
from hexapla.documents import read_bytes
from hexapla.model import Language
from hexapla.packs.redline import settled

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(_ROOT / "hexapla.toml", tmp_path)
    (tmp_path / "glossary").mkdir()
    for name in ("closing-report", "project-page"):
        shutil.copytree(_ROOT / "source_docs" / name, tmp_path / "source_docs" / name)
    monkeypatch.chdir(tmp_path)
    recorded = CliRunner().invoke(app, ["record"])
    assert recorded.exit_code == 0, recorded.output
    return tmp_path


def _texts(content: bytes) -> list[str]:
    lv = Language("lv")
    return [
        one.text for one in read_bytes(content, file_name="x.docx", language=lv, name="x").blocks
    ]


def test_two_revisions_are_written_as_one_file_in_this_folder(workspace: Path) -> None:
    result = CliRunner().invoke(app, ["diff", "closing-report", "lv", "1", "2", "--format", "docx"])
    assert result.exit_code == 0, result.output
    made = (workspace / "closing-report.lv.r1-r2.docx").read_bytes()
    folder = workspace / "source_docs" / "closing-report"
    newest = (folder / "closing-report.lv.docx").read_bytes()
    first = (folder / "revisions" / "1" / "closing-report.lv.docx").read_bytes()
    assert _texts(settled(made, accept=True)) == _texts(newest)
    assert _texts(settled(made, accept=False)) == _texts(first)


def test_revisions_that_are_no_word_files_are_shown_too(workspace: Path) -> None:
    file = workspace / "page.docx"
    result = CliRunner().invoke(
        app, ["diff", "project-page", "lv", "--format", "docx", "-o", str(file)]
    )
    assert result.exit_code == 0, result.output
    assert _texts(file.read_bytes())

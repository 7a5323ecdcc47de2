"""Each template makes a workspace that runs at once; the second proves that nothing is welded."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from hexapla.workspace import Workspace, statement

HEXAPLA = Path(sys.executable).with_name("hexapla")


def made(folder: Path, template: str, languages: str) -> Path:
    command = [
        str(HEXAPLA), "init", str(folder), "--template", template, "--number", "EE-LV00123",
        "--title", "Over the river", "--languages", languages,
        "--partner", "EE:Valga vald", "--partner", "LV:Valkas novads",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return folder


def refused(folder: Path, *options: str) -> str:
    done = subprocess.run(
        [str(HEXAPLA), "init", str(folder), *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert not folder.exists()
    return done.stderr


@pytest.mark.parametrize("said", ["Valsts policija", "XX:Valsts policija", "LV:", ":", "LV Valsts"])
def test_a_partner_without_a_known_country_or_a_name_is_refused_and_nothing_made(tmp_path, said):
    told = refused(tmp_path / "new", "--partner", said)
    assert f"“{said}”" in told
    assert "LV:Valsts policija" in told


def test_a_language_of_messages_that_is_not_spoken_is_named_with_those_that_are(tmp_path):
    told = refused(tmp_path / "new", "--ui-language", "xx")
    assert "az, de, en, et, fi, hy, ka, lt, lv, ro, sv, uk" in told


def test_on_a_terminal_it_asks_for_what_no_option_said(tmp_path):
    try:
        mine, theirs = pty.openpty()
    except OSError as error:  # a container without /dev/pts
        pytest.skip(f"no terminal is to be had here: {error}")
    with subprocess.Popen(
        [str(HEXAPLA), "init", str(tmp_path / "new"), "--template", "interreg"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as asked:
        os.close(theirs)
        answers = ("EE-LV00123", "en", "Over the river", "et,lv", "Üle jõe", "")
        os.write(mine, "\n".join((*answers, "EE:Valga vald; LV:Valkas novads\n")).encode())
        try:
            assert asked.wait(timeout=60) == 0
        finally:
            asked.kill()
    os.close(mine)
    config = Workspace.open(tmp_path / "new").config
    assert [(one.country, one.names["en"]) for one in config.partners] == [
        ("EE", "Valga vald"),
        ("LV", "Valkas novads"),
    ]
    assert config.project.number == "EE-LV00123"
    assert dict(config.project.titles) == {"en": "Over the river", "et": "Üle jõe"}


def run(folder: Path) -> list[dict[str, object]]:
    subprocess.run(
        [str(HEXAPLA), "-C", str(folder), "run", "--engine", "local", "--fail-on", "minor"],
        check=True,
        capture_output=True,
    )
    report = json.loads((folder / "output" / "reports" / "findings.json").read_bytes())
    return list(report["findings"])


@pytest.mark.parametrize(
    ("template", "languages"), [("partnership", "lv,et"), ("interreg", "et,lv"), ("interreg", "fi,sv,lt")]
)  # fmt: skip
def test_a_new_workspace_runs_at_once_and_without_a_finding(tmp_path, template, languages):
    folder = made(tmp_path / "new", template, languages)
    assert run(folder) == []
    assert list((folder / "output").glob("*/draft/data/*.docx"))


def test_a_two_country_project_monitors_its_own_columns_and_statuses(tmp_path):
    folder = made(tmp_path / "new", "interreg", "et,lv")
    run(folder)
    pack = folder / "output" / "monitoring" / "draft" / "data" / "monitoring.et.docx"
    document = docx.Document(io.BytesIO(pack.read_bytes()))
    table = next(one for one in document.tables if len(one.columns) == 6)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Nr", "Tegevus", "Koht", "Aasta", "Eelarve, tuhat EUR", "Olek"]
    assert rows[2] == ["1.2", "Ehitada jalgrattatee", "mõlemal pool", "2025–2026", "40", "käsil"]
    with zipfile.ZipFile(pack) as archive:
        charts = [one for one in archive.namelist() if one.startswith("word/charts/")]
    assert len([one for one in charts if one.endswith(".xml")]) == 2  # by status, by year; no lead


def test_a_two_country_project_has_the_statement_of_its_own_programme(tmp_path):
    config = Workspace.open(made(tmp_path / "new", "interreg", "et,lv")).config
    assert config.project.programme == "interreg-2021-2027"
    said = statement(config, config.languages.targets[0]).text
    assert said
    assert "ISEC" not in said


def test_a_status_that_nobody_agreed_on_is_found_in_the_own_vocabulary(tmp_path):
    folder = made(tmp_path / "new", "interreg", "lv")
    plan = folder / "source_docs" / "work-plan" / "work-plan.lv.md"
    plan.write_text(plan.read_text().replace("| notiek |", "| gandrīz gatavs |"))
    run_again = [str(HEXAPLA), "-C", str(folder), "run", "--engine", "local"]
    subprocess.run(run_again, check=True, capture_output=True)
    found = json.loads((folder / "output" / "reports" / "findings.json").read_bytes())["findings"]
    assert [one["rule"] for one in found] == ["status-vocabulary"]

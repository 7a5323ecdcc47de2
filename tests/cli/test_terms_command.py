"""`hexapla terms` and `hexapla exchange` in a small workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from hexapla.cli.app import app, settings
from hexapla.errors import GlossaryError, NoWorkspaceError, UsageError
from hexapla.terminology import load_glossary

GLOSSARY = """concept,language,term,status
liaison,en,liaison officer,preferred
liaison,lv,sakaru virsnieks,preferred
liaison,lv,sadarbības virsnieks,forbidden
border,en,border,preferred
border,lv,robeža,preferred
"""
PLAN = "# Plan\n\nThe liaison officer works at the border.\n\nEvery contact point has a duty roster. The contact point answers. A contact point helps.\n"
PLAN_LV = "# Plāns\n\nSakaru virsnieks strādā pie robežas.\n\nKatram kontaktpunktam ir grafiks.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "hexapla.toml").write_text('[languages]\nsource = "en"\ntargets = ["lv", "lt"]\n')
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    plan = tmp_path / "source_docs" / "plan"
    plan.mkdir(parents=True)
    (plan / "plan.en.md").write_text(PLAN, encoding="utf-8")
    (plan / "plan.lv.md").write_text(PLAN_LV, encoding="utf-8")
    before = settings.folder
    yield tmp_path
    settings.folder = before


def run(folder: Path, *arguments: str, piped: str = "") -> Result:
    result = CliRunner().invoke(app, ["-C", str(folder), *arguments], input=piped.encode())
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(folder: Path, *arguments: str, piped: str = "") -> dict:
    return json.loads(run(folder, *arguments, "--format", "json", piped=piped).stdout)


def test_terms_are_found_in_a_text_a_file_and_what_is_piped_in(workspace: Path) -> None:
    text = "Pie sakaru virsniekiem un robežām."
    found = answer(workspace, "terms", "find", text, "-l", "lv")["matches"]
    assert [(one["concept"], one["form"]) for one in found] == [
        ("liaison", "sakaru virsniekiem"),
        ("border", "robežām"),
    ]
    assert text[found[1]["start"] : found[1]["end"]] == "robežām"
    assert answer(workspace, "terms", "find", "-", "-l", "lv", piped=text)["matches"] == found
    path = workspace / "source_docs" / "plan" / "plan.lv.md"
    in_file = answer(workspace, "terms", "find", str(path))
    assert in_file["language"] == "lv"
    assert [one["concept"] for one in in_file["matches"]] == ["liaison", "border"]


def test_a_glossary_file_stands_in_place_of_a_workspace(workspace: Path, tmp_path: Path) -> None:
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    (workspace / "hexapla.toml").rename(workspace / "gone.toml")
    with pytest.raises(NoWorkspaceError):
        run(empty, "terms", "stats")
    glossary = str(workspace / "glossary" / "g.csv")
    found = answer(empty, "terms", "find", "robežu", "-l", "lv", "-g", glossary)["matches"]
    assert found[0]["analysis"] == "inflected"


def test_the_forms_of_a_term_are_shown_word_by_word(workspace: Path) -> None:
    words = answer(workspace, "terms", "forms", "policijas sadarbība", "-l", "lv")["words"]
    assert [word["role"] for word in words] == ["frozen", "head"]
    assert "sadarbībā" in words[1]["forms"]
    said = run(workspace, "terms", "forms", "EL", "-l", "et").stdout
    assert "acronym" in said


def test_lint_ends_with_1_where_something_must_be_put_right(workspace: Path) -> None:
    assert run(workspace, "terms", "lint").exit_code == 0
    (workspace / "glossary" / "bad.csv").write_text(
        "concept,language,term,status\nx,lv,,\nx,zz,vārds,\n", encoding="utf-8"
    )
    result = run(workspace, "terms", "lint", "--format", "json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert said["summary"]["errors"] == 2
    assert {"entry", "missing-language"} <= {fault["rule"] for fault in said["faults"]}


def test_candidates_are_frequent_phrases_that_the_glossary_lacks(workspace: Path) -> None:
    found = answer(workspace, "terms", "candidates")["candidates"]
    assert found[0]["text"] == "contact point"
    assert found[0]["count"] == 3
    assert "duty roster" in found[0]["contexts"][0]["text"]
    assert "liaison officer" not in [one["text"] for one in found]


def test_coverage_says_where_concepts_occur(workspace: Path) -> None:
    said = answer(workspace, "terms", "coverage")
    places = {(one["concept"], one["language"]): one["forms"] for one in said["occurrences"]}
    assert places["border", "lv"] == ["robežas"]
    assert said["unused"] == []


def test_coverage_is_told_document_by_document(workspace: Path) -> None:
    shown = run(workspace, "terms", "coverage").stdout.splitlines()
    assert any(line.startswith("border (") for line in shown)
    assert any(line.startswith("  ") and " 1 in " in line for line in shown)


def test_stats_count_terms_by_language_and_status(workspace: Path) -> None:
    said = answer(workspace, "terms", "stats")
    assert said["concepts"] == 2
    assert said["languages"][1] == {
        "language": "lv",
        "concepts": 2,
        "terms": {"forbidden": 1, "preferred": 2},
    }


def test_a_glossary_goes_out_and_comes_back(workspace: Path) -> None:
    out = workspace / "out.tbx"
    run(workspace, "terms", "export", str(out))
    assert load_glossary([out]).digest == load_glossary([workspace / "glossary/g.csv"]).digest
    with pytest.raises(GlossaryError, match="already"):
        run(workspace, "terms", "import", str(out))
    (workspace / "glossary" / "g.csv").unlink()
    run(workspace, "terms", "import", str(out), "--name", "taken.tbx")
    assert answer(workspace, "terms", "stats")["concepts"] == 2
    with pytest.raises(UsageError, match="there already"):
        run(workspace, "terms", "import", str(out), "--name", "taken.tbx")


def test_a_glossary_never_lands_outside_its_folder(workspace: Path) -> None:
    out = workspace / "out.tbx"
    run(workspace, "terms", "export", str(out))
    with pytest.raises(UsageError, match="plain name"):
        run(workspace, "terms", "import", str(out), "--name", "../evil.tbx")


def test_units_go_out_to_a_translator_and_a_document_comes_back(workspace: Path) -> None:
    out = workspace / "plan.lt.xlf"
    run(workspace, "exchange", "export", "plan", "-l", "lt", "--open", "-o", str(out))
    text = out.read_text(encoding="utf-8")
    assert text.count("<unit ") == 3
    out.write_text(text.replace("</source>", "</source><target>Tekstas</target>"), encoding="utf-8")
    run(workspace, "exchange", "import", str(out))
    made = workspace / "source_docs" / "plan" / "plan.lt.html"
    assert made.read_text(encoding="utf-8").count("Tekstas") == 3
    with pytest.raises(UsageError, match="has a translation"):
        run(workspace, "exchange", "import", str(out))


def test_an_export_names_what_it_does_not_know(workspace: Path) -> None:
    with pytest.raises(UsageError, match="no document"):
        run(workspace, "exchange", "export", "nothing", "-l", "lv")
    with pytest.raises(UsageError, match="no language"):
        run(workspace, "exchange", "export", "plan")

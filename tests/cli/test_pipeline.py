"""The whole way by one command, on a workspace that a stranger would make."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hexapla.packs import verify
from hexapla.workspace.template import Answers, make


def hexapla(folder: Path, *arguments: str, code: int = 0) -> str:
    """Run the command as a user does, in a process of its own; give what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "hexapla.cli", "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture
def space(tmp_path):
    make(
        tmp_path,
        Answers(number="EX/2026/01", title="Clean harbours", languages=("lv", "et")),
    )
    return tmp_path


def lv(space: Path) -> Path:
    return space / "source_docs" / "work-plan" / "work-plan.lv.md"


def en(space: Path) -> Path:
    return space / "source_docs" / "work-plan" / "work-plan.en.md"


def status(space: Path) -> dict:
    return json.loads(hexapla(space, "status", "--format", "json"))


def test_one_command_makes_packs_and_reports_and_a_second_one_has_nothing_to_do(space):
    said = hexapla(space, "run")
    assert "3 revisions recorded" in said
    assert (space / "output/reports/findings.html").is_file()
    for pack in ("all", "side-by-side"):
        assert verify(space / "output" / pack / "draft") == ()
    assert {path.name for path in (space / "output/all/draft/data").iterdir()} >= {
        "all.en.docx",
        "all.et.docx",
        "all.lv.docx",
    }
    assert "nothing changed" in hexapla(space, "run")


def test_before_anything_is_recorded_the_status_is_an_empty_list(space):
    assert status(space) == {"documents": []}


def test_a_changed_source_makes_its_translations_stale_until_they_follow(space):
    hexapla(space, "record")
    en(space).write_text(en(space).read_text().replace("3 steps", "4 steps"))
    hexapla(space, "record")
    (document,) = status(space)["documents"]
    assert document["source_revision"] == 2
    latvian = document["languages"]["lv"]
    assert latvian["state"] == "stale"
    assert latvian["stale_blocks"][0]["since"] == 2
    assert "number" in latvian["stale_blocks"][0]["types"]
    assert "[-3-]{+4+}" in latvian["stale_blocks"][0]["diff"]
    lv(space).write_text(lv(space).read_text().replace("3 soļiem", "4 soļiem"))
    hexapla(space, "record")
    (document,) = status(space)["documents"]
    assert document["languages"]["lv"]["state"] == "current"
    assert document["languages"]["et"]["state"] == "stale"


def test_touching_a_file_makes_no_revision(space):
    hexapla(space, "record")
    lv(space).touch()
    assert "0 recorded" in hexapla(space, "record")


def test_a_forbidden_term_is_found_in_an_inflected_form(space):
    with (space / "glossary/glossary.csv").open("a") as glossary:
        glossary.write("partner,lv,dalībnieks,forbidden\n")
    lv(space).write_text(
        "# Darba plāns\n\nDalībniekiem ir 3 soļi, un tie tiekas divas reizes gadā.\n"
    )
    found = json.loads(hexapla(space, "check", "--format", "json", code=1))
    assert "term-forbidden" in {finding["rule"] for finding in found["findings"]}


def test_a_wrong_number_is_found_and_the_exit_code_is_what_fail_on_says(space):
    lv(space).write_text(lv(space).read_text().replace("3 soļiem", "5 soļiem"))
    hexapla(space, "check", "--fail-on", "never")
    hexapla(space, "check", "--fail-on", "critical")
    said = hexapla(space, "check", code=1)
    assert "number" in said


def test_one_bad_document_stops_no_other(space):
    bad = space / "source_docs" / "broken" / "broken.en.docx"
    bad.parent.mkdir()
    bad.write_bytes(b"PK\x03\x04 not a zip at all")
    said = hexapla(space, "run", code=3)
    assert "broken.en.docx" in said
    assert "Remedy" in said
    assert (space / "output/all/draft/data/all.lv.docx").is_file()


def test_an_output_folder_that_cannot_be_written_is_named(space):
    (space / "output").write_text("in the way")
    said = hexapla(space, "run", code=4)
    assert "output" in said
    assert "Remedy" in said


def test_a_glossary_with_an_id_twice_is_named_and_the_run_goes_on(space):
    tbx = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>one</term></termSec></langSec></conceptEntry>
<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>two</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""
    (space / "glossary/twice.tbx").write_text(tbx)
    said = hexapla(space, "run", code=3)
    assert "c1" in said
    assert (space / "output/all/draft").is_dir()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["assemble", "nothing"], 2), (["record", "-d", "nothing"], 2), (["pull", "nowhere"], 3)],
)
def test_an_unknown_name_is_refused_with_what_there_is(space, arguments, code):
    assert "Remedy" in hexapla(space, *arguments, code=code)


def test_two_runs_give_the_same_bytes_under_another_clock_and_zone(space, tmp_path, monkeypatch):
    hexapla(space, "run")
    first = packed(space)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    hexapla(space, "run", "--force")
    assert packed(space) == first


def packed(space: Path) -> dict[str, bytes]:
    return {
        path.relative_to(space).as_posix(): path.read_bytes()
        for path in sorted((space / "output").rglob("*"))
        if path.is_file()
    }


def test_a_file_in_a_regional_tag_is_checked_with_the_terms_of_its_language(space, tmp_path):
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(
        '{"id": "1", "source": "The work plan stands.", "target": "Tas ir noteikts."}\n'
    )
    said = hexapla(space, "check", str(pairs), "--source-language", "en-GB", "-l", "lv-LV", code=1)
    assert "term-missing" in said


def test_what_could_not_be_read_is_never_called_right(space, tmp_path):
    (tmp_path / "empty.jsonl").write_text("")
    arguments = ["--source-language", "en", "-l", "lv"]
    said = hexapla(space, "check", str(tmp_path / "empty.jsonl"), *arguments, code=3)
    assert "No findings" not in said


def test_a_link_that_leads_nowhere_is_told(space):
    lv(space).unlink()
    lv(space).symlink_to("/nowhere/at/all.md")
    assert "work-plan.lv.md" in hexapla(space, "record", code=3)


def test_a_code_that_no_language_has_is_refused(space, tmp_path):
    assert "qq" in hexapla(space, "init", str(tmp_path / "new"), "--languages", "qq", code=2)
    config = space / "hexapla.toml"
    config.write_text(config.read_text().replace('"lv"', '"xx"'))
    assert "“xx”" in hexapla(space, "status", code=2)

"""`hexapla align` on files, outside any workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from typer.testing import CliRunner

from hexapla.alignment import ACCEPTED
from hexapla.cli.app import app, settings
from hexapla.errors import InputError, UsageError
from hexapla.exchange import read_units

ENGLISH = "The police of Latvia and Finland met on 12 May 2016.\n\nThey agreed on 3 measures.\n\nThe meeting in Riga was short.\n"
LATVIAN = "Latvijas un Somijas policija tikās 2016. gada 12. maijā.\n\nTās vienojās par 3 pasākumiem.\n\nSanāksme Rīgā bija īsa.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "note.en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "note_lv.txt").write_text(LATVIAN, encoding="utf-8")
    before = settings.folder
    yield tmp_path
    settings.folder = before


def run(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["-C", str(folder), "align", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.stdout


def test_json_gives_beads_over_block_indexes(folder: Path) -> None:
    said = run(folder, str(folder / "note.en.txt"), str(folder / "note_lv.txt"), "-f", "json")
    beads = json.loads(said)["beads"]
    assert [(bead["source"], bead["target"]) for bead in beads] == [([n], [n]) for n in range(3)]
    assert all(0 <= bead["score"] <= 1 for bead in beads)


def test_json_gives_the_texts_and_says_what_is_sure(folder: Path) -> None:
    said = run(folder, str(folder / "note.en.txt"), str(folder / "note_lv.txt"), "-f", "json")
    told = json.loads(said)
    assert (told["source_language"], told["target_language"]) == ("en", "lv")
    assert [bead["source_text"] for bead in told["beads"]] == [
        [text] for text in ENGLISH.strip().split("\n\n")
    ]
    assert all(bead["sure"] == (bead["score"] >= ACCEPTED) for bead in told["beads"])


def test_html_shows_both_sides_and_says_what_is_missing(folder: Path) -> None:
    kept = LATVIAN.split("\n\n")
    (folder / "note_lv.txt").write_text(f"{kept[0]} <b>&\n\n{kept[2]}", encoding="utf-8")
    said = run(folder, str(folder / "note.en.txt"), str(folder / "note_lv.txt"), "-f", "html")
    page = lxml.html.fromstring(said)
    rows = page.xpath("//tbody/tr")
    assert [row.get("class") == "alone" for row in rows] == [False, True, False]
    assert "missing" in rows[1].text_content()
    assert "They agreed on 3 measures." in rows[1].text_content()
    assert "<b>&" in rows[0].text_content()
    assert rows[0].xpath("td/@lang") == ["en", "lv"]


def test_text_shows_both_sides_and_counts(folder: Path) -> None:
    said = run(folder, str(folder / "note.en.txt"), str(folder / "note_lv.txt"))
    assert "The police of Latvia" in said
    assert "3 pairs" in said
    assert "0 blocks missing, 0 extra" in said


@pytest.mark.parametrize(("form", "ending"), [("tmx", "tmx"), ("xliff", "xlf")])
def test_the_pairs_are_written_for_translation_tools(folder: Path, form: str, ending: str) -> None:
    out = folder / f"out.{ending}"
    names = (str(folder / "note.en.txt"), str(folder / "note_lv.txt"))
    assert run(folder, *names, "-f", form, "-o", str(out)) == ""
    units = read_units(out, source_language="en", target_language="lv")
    assert [unit.target_text for unit in units] == LATVIAN.strip().split("\n\n")


def test_languages_are_told_from_the_texts_where_no_name_says_them(folder: Path) -> None:
    for name, text in (("one.txt", ENGLISH), ("two.txt", LATVIAN)):
        (folder / name).write_text(text, encoding="utf-8")
    said = run(folder, str(folder / "one.txt"), str(folder / "two.txt"))
    assert "\n  lv " in said


def test_a_text_whose_language_nobody_can_tell_is_asked_about(folder: Path) -> None:
    (folder / "one.txt").write_text("123\n", encoding="utf-8")
    with pytest.raises(UsageError, match="language cannot be told"):
        run(folder, str(folder / "one.txt"), str(folder / "note_lv.txt"))
    said = run(
        folder, str(folder / "one.txt"), str(folder / "note_lv.txt"), "--source-language", "en"
    )
    assert "extra" in said


def test_the_same_file_twice_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="same file"):
        run(folder, str(folder / "note.en.txt"), str(folder / "note.en.txt"))


def test_two_files_of_one_language_are_refused(folder: Path) -> None:
    (folder / "other.en.txt").write_text("Another text. " + ENGLISH, encoding="utf-8")
    with pytest.raises(UsageError, match="both taken to be in en"):
        run(folder, str(folder / "note.en.txt"), str(folder / "other.en.txt"))


def test_a_text_in_another_language_than_its_name_says_is_told_of(folder: Path) -> None:
    (folder / "note.fi.txt").write_text(LATVIAN, encoding="utf-8")
    names = [str(folder / "note.en.txt"), str(folder / "note.fi.txt")]
    result = CliRunner().invoke(app, ["-C", str(folder), "align", *names, "-f", "json"])
    assert result.exit_code == 0
    assert "reads like lv" in result.stderr
    assert len(json.loads(result.stdout)["beads"]) == 3


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "empty.lv.txt").write_bytes(b"")
    with pytest.raises(InputError, match="is empty"):
        run(folder, str(folder / "note.en.txt"), str(folder / "empty.lv.txt"))


def test_unsure_pairs_are_marked(folder: Path) -> None:
    (folder / "note_lv.txt").write_text("Pavisam kas cits.\n\nUn vēl.\n", encoding="utf-8")
    said = run(folder, str(folder / "note.en.txt"), str(folder / "note_lv.txt"))
    pairs = [line for line in said.splitlines() if line[:1].isdigit() and "–" in line[:3]]
    assert [line for line in pairs if "1–1" in line or "2–1" in line] == [
        line for line in pairs if line.endswith("?")
    ]


@pytest.mark.parametrize("ending", ["md", "html", "txt"])
def test_a_translation_in_another_form_is_aligned_all_the_same(folder: Path, ending: str) -> None:
    text = LATVIAN
    if ending == "html":
        parts = "".join(f"<p>{part}</p>" for part in LATVIAN.strip().split("\n\n"))
        text = f'<html lang="lv"><body>{parts}</body></html>'
    (folder / f"other.lv.{ending}").write_text(text, encoding="utf-8")
    names = [str(folder / "note.en.txt"), str(folder / f"other.lv.{ending}")]
    beads = json.loads(run(folder, *names, "-f", "json"))["beads"]
    assert [(bead["source"], bead["target"]) for bead in beads] == [([n], [n]) for n in range(3)]

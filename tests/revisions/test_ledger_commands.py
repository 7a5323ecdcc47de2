"""The commands over the ledger, as a person types them."""

from __future__ import annotations

import json
import sqlite3

import pytest
from test_follows import EN, LATE, LATE_LV, LV
from typer.testing import CliRunner

from hexapla.cli import app
from hexapla.cli.revisions import present_user
from hexapla.errors import HexaplaError, OutputError, UsageError


@pytest.fixture
def recorded(desk, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    desk.put("en", *EN)
    desk.put("lv", *LV)
    desk.record(who="Ilze")
    desk.put("en", EN[0], LATE, *EN[2:])
    desk.record(who="Jānis")
    return desk


def _run(desk, *words: str) -> str:
    done = CliRunner().invoke(app, ["-C", str(desk.root), *words], env={"COLUMNS": "80"})
    if isinstance(done.exception, HexaplaError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def test_before_any_record_the_status_lists_nothing(desk):
    assert json.loads(_run(desk, "status", "--format", "json")) == {"documents": []}
    assert "Nothing is recorded yet" in _run(desk, "status")


def test_the_status_as_json_has_the_promised_keys(recorded):
    (found,) = json.loads(_run(recorded, "status", "--format", "json"))["documents"]
    assert set(found) == {"document", "source_language", "source_revision", "languages"}
    here = found["languages"]["lv"]
    block = here["stale_blocks"][0].pop("block")
    assert here == {
        "state": "stale",
        "revision": 1,
        "follows": 1,
        "stale_blocks": [
            {
                "since": 2,
                "types": ["number"],
                "diff": "The police of the three countries exchange information within "
                "[-24-]{+48+} hours.",
            }
        ],
        "missing_blocks": [],
        "extra_blocks": [],
        "since": 2,
        "approved_by": [],
    }
    assert len(block) == 32


def test_the_status_as_text_fits_the_terminal_and_uses_letters(recorded):
    text = _run(recorded, "status")
    assert max(map(len, text.splitlines())) <= 80
    assert "S1" in text
    assert "1 block behind en since revision 2" in text
    assert "\x1b[" not in text


def test_diff_of_a_stale_translation_shows_what_the_source_changed(recorded):
    text = _run(recorded, "diff", "plan", "lv")
    assert "[-24-]{+48+}" in text
    assert f"lv: {LV[1]}" in text


def test_diff_of_two_revisions_as_html_marks_both_sides(recorded, tmp_path):
    page = tmp_path / "diff.html"
    _run(recorded, "diff", "plan", "en", "1", "2", "--format", "html", "-o", str(page))
    text = page.read_text(encoding="utf-8")
    assert "<del>24</del>" in text
    assert "<ins>48</ins>" in text
    assert 'lang="en"' in text


def test_diff_names_the_revisions_there_are(recorded):
    with pytest.raises(HexaplaError, match="no revision 7"):
        _run(recorded, "diff", "plan", "en", "1", "7")


def test_diff_says_when_the_translation_was_right_first(recorded):
    recorded.put("en", *EN)
    recorded.put("lv", LV[0], LATE_LV, *LV[2:])
    recorded.record()
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    assert "seems to say so already" in _run(recorded, "diff", "plan", "lv")


def test_history_blame_and_log_say_who(recorded):
    history = _run(recorded, "history", "plan")
    assert "Ilze" in history
    assert "inferred" in history
    (first, second) = json.loads(_run(recorded, "history", "plan", "en", "--format", "json"))[
        "revisions"
    ]
    assert (first["who"], second["who"]) == ("Ilze", "Jānis")
    blocks = json.loads(_run(recorded, "blame", "plan", "en", "--format", "json"))["blocks"]
    assert [one["who"] for one in blocks] == ["Ilze", "Jānis", "Ilze", "Ilze"]
    blocks = json.loads(_run(recorded, "blame", "plan", "lv", "--format", "json"))["blocks"]
    assert [one["state"] for one in blocks] == ["current", "stale", "current", "current"]
    events = json.loads(_run(recorded, "log", "--format", "json", "--document", "plan"))["events"]
    assert [one["what"] for one in events].count("recorded") == 3


def test_a_waiver_by_the_beginning_of_a_block_s_id(recorded):
    block = recorded.version().stale_blocks[0].block
    _run(recorded, "waive", "plan", "lv", block[:8], "--who", "Ilze", "--reason", "agreed")
    assert recorded.version().state == "current"


def test_who_acts_is_the_variable_s_name_else_the_system_s_user(recorded, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "liga")
    recorded.put("lv", LV[0], LATE_LV, *LV[2:])
    _run(recorded, "record")
    recorded.put("en", *EN)
    monkeypatch.setenv("HEXAPLA_WHO", "Rita")
    _run(recorded, "record")
    block = recorded.version().stale_blocks[0].block
    _run(recorded, "waive", "plan", "lv", block[:8], "--reason", "agreed")
    with recorded.ledger() as ledger:
        assert [one.who for one in ledger.log(what="recorded")][-2:] == ["liga", "Rita"]
        assert [one.who for one in ledger.log(what="waived")] == ["Rita"]


def test_a_user_without_a_name_is_nobody(monkeypatch):
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert present_user() == ""


def test_a_cosmetic_change_is_named_in_the_difference_s_heading(recorded):
    recorded.put("en", EN[0], LATE, EN[2].rstrip("."), EN[3])
    recorded.record()
    text = _run(recorded, "diff", "plan", "en", "2", "3")
    assert " · cosmetic\n" in text


def test_a_cosmetic_change_is_listed_under_the_status_and_makes_nothing_stale(recorded):
    recorded.put("en", EN[0], EN[1], EN[2].replace(" on the", "  on  the").rstrip("."), EN[3])
    recorded.record()
    text = " ".join(_run(recorded, "status").split())
    assert "plan lv: 1 block of en changed in spacing or punctuation alone" in text
    assert "S1" not in text


@pytest.mark.parametrize("words", [("log",), ("history", "plan"), ("blame", "plan", "lv")])
def test_a_table_for_another_program_has_no_blanks_at_the_end(recorded, words):
    lines = _run(recorded, *words).splitlines()
    assert len(lines) > 1
    assert [line for line in lines if line != line.rstrip()] == []


def test_an_export_into_a_folder_in_use_is_wrong_usage(recorded):
    with pytest.raises(UsageError, match="not empty"):
        _run(recorded, "ledger", "export", str(recorded.root))


def test_a_declaration_of_no_revision_names_its_file_and_what_became_of_it(recorded):
    recorded.configure("[follows]\nlv = 9\n")
    (told,) = recorded.record().troubles
    assert told.place == str(recorded.root / "source_docs" / "plan" / "document.toml")
    assert "as if nothing were declared" in str(told)


def test_the_ledger_s_upkeep(recorded, tmp_path):
    _run(recorded, "ledger", "export", str(tmp_path / "ocfl"))
    _run(recorded, "ledger", "backup", str(tmp_path / "backup"))
    assert "0 objects" in _run(recorded, "ledger", "gc")
    assert "3 revisions" in _run(recorded, "ledger", "doctor")
    with sqlite3.connect(recorded.root / ".hexapla/ledger.sqlite") as database:
        database.execute("UPDATE head SET state = 'current'")
    database.close()
    with pytest.raises(HexaplaError, match="not as they were written"):
        _run(recorded, "ledger", "doctor")


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--format", "json"),
        ("status", "--format", "html"),
        ("diff", "plan", "lv", "--format", "html"),
        ("diff", "plan", "en", "1", "2", "--format", "docx"),
    ],
)
def test_a_folder_in_place_of_a_file_is_named_with_the_remedy(recorded, tmp_path, words):
    with pytest.raises(OutputError, match="name a file in it"):
        _run(recorded, *words, "-o", str(tmp_path))

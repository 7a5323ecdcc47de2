"""What the ledger keeps: durable, checkable, and the same for every reader."""

from __future__ import annotations

import multiprocessing
import sqlite3

import pytest
from test_follows import EN, LV

from hexapla.errors import LedgerError, UsageError
from hexapla.model import Basis, Language
from hexapla.revisions import Ledger, plan, prepare, record, verify_ledger

LANG_LV = Language("lv")


@pytest.fixture
def recorded(desk):
    desk.put("en", *EN)
    desk.put("lv", *LV)
    desk.record(who="Ilze")
    return desk


def _damage(desk, statement: str, *values) -> None:
    with sqlite3.connect(desk.root / ".hexapla/ledger.sqlite") as database:
        database.execute(statement, values)
    database.close()


def _places(desk) -> list[str]:
    with desk.ledger() as ledger:
        return [one.place for one in verify_ledger(ledger)]


def test_a_revision_gives_its_bytes_and_its_document_back(recorded):
    with recorded.ledger() as ledger:
        (revision,) = ledger.revisions("plan", LANG_LV)
        content = ledger.content(revision.digest)
        document = ledger.document(revision)
    assert content == (recorded.root / "source_docs/plan/plan.lv.md").read_bytes()
    assert [block.text for block in document.blocks][1] == LV[1]
    assert revision.path == "source_docs/plan/plan.lv.md"
    assert (revision.number, revision.follows, revision.basis) == (1, 1, Basis.INFERRED)


def test_units_pair_source_and_translation_in_the_source_s_order(recorded):
    with recorded.ledger() as ledger:
        units = ledger.units("plan", LANG_LV)
    assert [unit.source_text for unit in units] == ["Action plan", *EN[1:]]
    assert [unit.target_text for unit in units] == ["Rīcības plāns", *LV[1:]]


def test_units_of_a_language_without_a_file_are_missing(desk):
    desk.put("en", *EN)
    desk.record()
    with desk.ledger() as ledger:
        units = ledger.units("plan", LANG_LV)
    assert [unit.state for unit in units] == ["missing"] * 4


def test_an_unknown_document_is_told(desk):
    with desk.ledger() as ledger, pytest.raises(UsageError, match="no document “plan”"):
        ledger.units("plan", LANG_LV)


def test_before_any_record_the_status_is_empty(desk):
    with desk.ledger() as ledger:
        assert ledger.status().as_json() == {"documents": []}


def test_the_log_says_who_did_what(recorded):
    with recorded.ledger() as ledger:
        events = ledger.log()
    assert [event.what for event in events] == ["recorded", "recorded", "stands"]
    assert {event.who for event in events} == {"Ilze"}
    assert events[0].at == "2026-01-02T03:04:05+00:00"
    assert [event.previous for event in events[1:]] == [event.hash for event in events[:-1]]


def test_a_sound_ledger_verifies(recorded):
    assert _places(recorded) == []


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE event SET who = 'Juris' WHERE seq = 1", "event 1"),
        ("UPDATE event SET body = replace(body, '1', '2') WHERE seq = 2", "event 2"),
        ("DELETE FROM event WHERE seq = 1", "event 1"),
        ("UPDATE revision SET follows = 2 WHERE language = 'lv'", "revision plan lv 1"),
        ("UPDATE revision SET digest = 'x' WHERE language = 'en'", "revision plan en 1"),
        ("DELETE FROM revision WHERE language = 'lv'", "revision plan lv 1"),
        ("UPDATE head SET state = 'stale' WHERE language = 'lv'", "document plan"),
        ("UPDATE document SET summary = '{}'", "document plan"),
        ("UPDATE standing SET content = x'00' WHERE language = 'lv'", "standing plan lv"),
        ("DELETE FROM standing WHERE language = 'lv'", "document plan"),
        (
            "INSERT INTO block_state VALUES ('plan', 'lv', 0, 'b', 'stale', 2, '[]', '')",
            "document plan",
        ),
    ],
)
def test_an_altered_row_is_named(recorded, statement, place):
    _damage(recorded, statement)
    assert place in _places(recorded)


def test_a_last_event_cut_off_the_log_is_noticed(recorded):
    _damage(recorded, "DELETE FROM event WHERE seq = 3")
    assert "document plan" in _places(recorded)


def test_every_flipped_byte_of_a_reading_is_named(recorded):
    with sqlite3.connect(recorded.root / ".hexapla/ledger.sqlite") as database:
        digest, content = database.execute("SELECT digest, content FROM reading").fetchone()
    database.close()
    for at in range(0, len(content), 40):
        altered = bytearray(content)
        altered[at] ^= 1
        _damage(recorded, "UPDATE reading SET content = ? WHERE digest = ?", altered, digest)
        assert f"reading {digest}" in _places(recorded)


def test_a_flipped_byte_of_an_object_is_named_and_never_given_out(recorded):
    with recorded.ledger() as ledger:
        (revision,) = ledger.revisions("plan", LANG_LV)
    path = recorded.root / ".hexapla/objects" / revision.digest[:2] / revision.digest[2:]
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)
    assert _places(recorded) == [f"object {revision.digest}"]
    with recorded.ledger() as ledger, pytest.raises(LedgerError, match="not what its name says"):
        ledger.content(revision.digest)


def test_a_lost_object_is_named(recorded):
    with recorded.ledger() as ledger:
        (revision,) = ledger.revisions("plan", LANG_LV)
        ledger.objects.remove(revision.digest)
    assert _places(recorded) == [f"object {revision.digest}"]


def test_a_document_that_cannot_be_read_does_not_stop_the_others(recorded):
    recorded.put("en", "New.", document="other")
    (recorded.root / "source_docs/plan/plan.lv.md").write_bytes(b"")
    made = recorded.record()
    assert [one.document for one in made.revisions] == ["other"]
    assert len(made.troubles) == 1


def test_an_earlier_revision_that_comes_too_late_is_refused(recorded):
    recorded.put("lv", "# Vecs", number=1)
    recorded.put("lv", *LV, number=2)
    (trouble,) = recorded.record().troubles
    assert "later ones were recorded" in trouble.problem


def test_a_recorded_file_may_be_moved_into_revisions(recorded):
    recorded.put("en", *EN, number=1)
    recorded.put("lv", *LV, number=1)
    recorded.put("en", *EN, "More.")
    made = recorded.record()
    assert [(one.language, one.number) for one in made.revisions] == [("en", 2)]


def test_two_writers_neither_lose_nor_double_anything(desk):
    for number in range(6):
        desk.put("en", *EN, document=f"d{number}")
        desk.put("lv", *LV, document=f"d{number}")
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        done = pool.map(_record, [str(desk.root)] * 2)
    assert sum(done) == 12
    with desk.ledger() as ledger:
        assert len(ledger.revisions()) == 12
    assert _places(desk) == []


def _record(root: str) -> int:
    from pathlib import Path

    from ledger_desk import CLOCK

    from hexapla.workspace import Workspace

    workspace = Workspace.open(Path(root))
    with Ledger.open(workspace, CLOCK) as ledger:
        return len(record(workspace, ledger).revisions)


def test_a_document_recorded_meanwhile_is_left_out_and_named(recorded):
    recorded.put("en", *EN, "More.")
    with recorded.ledger() as ledger:
        tasks = ledger.tasks(plan(recorded.workspace, ledger).jobs)
        late = [prepare(task) for task in tasks]
        record(recorded.workspace, ledger)
        assert ledger.commit(late).conflicts == ("plan",)
        assert len(ledger.revisions("plan", Language("en"))) == 2


def test_a_ledger_of_a_newer_program_is_refused(recorded):
    _damage(recorded, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer program"):
        recorded.ledger()


def test_what_is_no_database_is_refused(desk):
    (desk.root / ".hexapla").mkdir()
    (desk.root / ".hexapla/ledger.sqlite").write_bytes(b"no database at all " * 99)
    with pytest.raises(LedgerError):
        desk.ledger()


def test_the_migrations_make_the_schema_that_the_program_uses(recorded):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from hexapla.revisions.schema import metadata

    with recorded.ledger() as ledger, ledger.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_objects_may_lie_on_any_fsspec_path(desk):
    with (desk.root / "hexapla.toml").open("a", encoding="utf-8") as config:
        config.write('\n[ledger]\nobjects = "memory://objects"\n')
    desk.workspace = type(desk.workspace).open(desk.root)
    desk.put("en", *EN)
    desk.record()
    with desk.ledger() as ledger:
        (revision,) = ledger.revisions("plan")
        assert ledger.content(revision.digest).startswith(b"# Action plan")
        assert list(ledger.objects) == [revision.digest]
        assert verify_ledger(ledger) == ()
    assert not (desk.root / ".hexapla/objects").exists()

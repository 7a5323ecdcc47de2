"""The commands as a person types them."""

from __future__ import annotations

import json
import zipfile

import pytest
from typer.testing import CliRunner

from hexapla.cli.app import app
from hexapla.errors import HexaplaError


def hexapla(room, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["-C", str(room.root), *arguments])
    if isinstance(done.exception, HexaplaError):
        assert done.exception.exit_code == code, done.exception
        return f"{done.output}{done.exception}"
    assert done.exit_code == code, done.output
    return done.output


def approve_all(room):
    hexapla(room, "approve", "plan", "lv", "--role", "translator", "--who", "Anna")
    return hexapla(room, "approve", "plan", "lv", "--role", "reviewer", "--who", "Rita")


def test_approvals_are_told_by_the_status(room):
    assert "signed off (4 approved" in approve_all(room)
    told = json.loads(hexapla(room, "status", "--format", "json"))
    assert told["documents"][0]["languages"]["lv"]["approved_by"] == ["reviewer", "translator"]


def test_a_role_that_is_not_said_is_asked_for_with_those_that_fit(room):
    assert "one of: translator" not in hexapla(room, "approve", "plan", "lv", "--who", "Anna")
    said = hexapla(room, "approve", "plan", "lv", "--who", "Rita", code=2)
    assert "reviewer, translator" in said


def test_what_was_voided_is_told_with_the_reason(room):
    approve_all(room)
    room.put(
        "lv",
        "# Plāns",
        "Grupa tiekas reizi gadā.",
        "Nirēji pārbauda piestātni pavasarī.",
        "Ziņojumā nosaukts katrs kuģis.",
    )
    room.record()
    said = hexapla(room, "standing", "plan", "lv")
    assert "approved by Rita, reviewer, 20" in said
    assert "void, its translation changed" in said


def test_a_block_is_sent_back_and_that_is_taken_back(room):
    key = room.keys()[1][:10]
    hexapla(
        room,
        "send-back",
        "plan",
        "lv",
        "--role",
        "reviewer",
        "--who",
        "Rita",
        "-b",
        key,
        "--reason",
        "anew",
    )
    assert "1 sent-back" in hexapla(room, "standing", "plan", "lv")
    assert "taken back, 1 block\n" in hexapla(room, "undo", "plan", "lv", "--who", "Rita")


def test_a_release_is_made_and_rechecked_with_the_ledger(room):
    said = hexapla(room, "release", "all", "--who", "Anna", code=3)
    assert "4 of 4 blocks lack approvals" in said
    approve_all(room)
    said = hexapla(room, "release", "all", "--who", "Anna")
    assert "output/all/1" in said
    folder, signed = room.workspace.output / "all/1", room.workspace.output / "all/all-1.asice"
    said = hexapla(room, "verify", str(folder), str(signed), "--ledger")
    assert "intact, as the ledger tells" in said
    assert "no signature yet" in said
    assert "ledger: intact" in said


def test_what_is_broken_is_named_and_the_command_ends_with_3(room):
    approve_all(room)
    hexapla(room, "release", "all", "--who", "Anna")
    path = room.workspace.output / "all/1/data/all.lv.docx"
    path.chmod(0o644)
    path.write_bytes(b"other")
    assert "data/all.lv.docx: has been changed" in hexapla(
        room, "verify", str(room.workspace.output / "all/1"), code=3
    )


def test_a_damaged_ledger_is_named(room):
    approve_all(room)
    with room.ledger.database.writing() as connection:
        connection.exec_driver_sql("UPDATE event SET who = 'Olga' WHERE what = 'approved'")
    said = hexapla(room, "verify", "--ledger", code=3)
    assert "is not what its hash says" in said


def test_a_container_that_lost_a_file_is_named(room, tmp_path):
    approve_all(room)
    hexapla(room, "release", "all", "--who", "Anna")
    short = tmp_path / "short.asice"
    with (
        zipfile.ZipFile(room.workspace.output / "all/all-1.asice") as whole,
        zipfile.ZipFile(short, "w") as made,
    ):
        for one in whole.infolist():
            if one.filename != "seal.json":
                made.writestr(one, whole.read(one))
    assert "seal.json: is missing" in hexapla(room, "verify", str(short), code=3)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1"])  # noqa: S104  it is refused
def test_the_desk_listens_to_nobody_elses_machine(room, host):
    assert "does not listen" in hexapla(room, "review", "--host", host, code=2)

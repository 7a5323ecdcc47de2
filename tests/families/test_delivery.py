"""Packs go where they are told, and what is restricted goes nowhere else."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from hexapla.packs import assemble, verify
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

HEXAPLA = Path(sys.executable).with_name("hexapla")
CONFIG = """
[project]
number = "101000001"
acronym = "PILOT"
[languages]
source = "en"
[families.MLO]
distribution = "restricted"
[targets.share]
address = "delivered/share"
[targets.vault]
address = "delivered/vault"
label = "restricted"
[packs.open]
targets = ["share", "vault"]
[packs.pilot]
families = ["MLO"]
label = "restricted"
targets = ["share", "vault"]
[packs.lost]
documents = ["news"]
targets = ["nowhere", "share"]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "hexapla.toml").write_text(CONFIG)
    for name, text in (("pilot", "Officers were sent abroad."), ("news", "A seminar was held.")):
        folder = tmp_path / "source_docs" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.en.md").write_text(f"# The {name}\n\n{text}\n")
    (tmp_path / "source_docs" / "pilot" / "document.toml").write_text('family = "MLO"\n')
    subprocess.run([str(HEXAPLA), "-C", str(tmp_path), "record"], check=True, capture_output=True)
    return Workspace.open(tmp_path)


def assembled(workspace: Workspace, name: str):
    (spec,) = (one for one in workspace.config.pack_specs() if one.name == name)
    with Ledger.open(workspace, clock()) as ledger:
        return assemble(workspace, ledger, spec, (), output=workspace.output)


def words(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    return "\n".join(one.text for one in document.paragraphs)


def headers(path: Path) -> set[str]:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    return {one.text for section in document.sections for one in section.header.paragraphs}


def test_a_restricted_document_stands_in_no_pack_without_the_label(workspace):
    made = assembled(workspace, "open")
    text = words(made.files[0])
    assert "A seminar was held." in text
    assert "Officers" not in text
    (trouble,) = made.troubles
    assert "“pilot” is left out" in str(trouble)


def test_a_restricted_pack_says_so_on_its_cover_and_in_its_header(workspace):
    made = assembled(workspace, "pilot")
    assert "Officers were sent abroad." in words(made.files[0])
    assert "restricted" in words(made.files[0])
    assert any("restricted · PILOT" in header for header in headers(made.files[0]))


def test_a_restricted_pack_goes_only_to_a_target_that_carries_the_label(workspace):
    made = assembled(workspace, "pilot")
    delivered = workspace.root / "delivered"
    assert (delivered / "vault" / "pilot" / "data" / "pilot.en.docx").is_file()
    assert not (delivered / "share").exists()
    assert "not delivered to “share”" in str(made.troubles[0])


def test_a_delivered_pack_is_whole_and_takes_the_place_of_the_one_before(workspace):
    assembled(workspace, "open")
    stray = workspace.root / "delivered" / "share" / "open" / "stray.txt"
    stray.write_text("left over")
    assembled(workspace, "open")
    assert not stray.exists()
    verify(stray.parent)
    assert sorted(one.name for one in (workspace.root / "delivered" / "share").iterdir()) == [
        "open"
    ]


def test_a_target_that_is_not_there_stops_no_other(workspace):
    made = assembled(workspace, "lost")
    assert "there is no target “nowhere”" in str(made.troubles[0])
    assert (workspace.root / "delivered" / "share" / "lost").is_dir()


def test_a_folder_that_cannot_be_written_is_a_trouble_with_its_cause(workspace):
    (workspace.root / "delivered").write_text("a file, not a folder")
    made = assembled(workspace, "open")
    assert any("cannot be delivered" in str(one) for one in made.troubles)

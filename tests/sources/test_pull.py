"""Pulling brings what is new, keeps what stands, and loses nothing."""

import os
from pathlib import Path

import pytest

from hexapla.errors import InputError, ServiceError
from hexapla.sources import pull
from hexapla.workspace import Workspace


@pytest.fixture
def space(tmp_path):
    root = tmp_path / "space"
    root.mkdir()
    (tmp_path / "share" / "plan").mkdir(parents=True)
    (root / "hexapla.toml").write_text(
        '[languages]\ntargets = ["lv"]\n'
        '[[sources]]\nname = "share"\nurl = "../share"\nexclude = ["**/*.tmp"]\n'
        '[[sources]]\nname = "gone"\nurl = "../not-there"\n'
    )
    return Workspace.open(root)


def offer(space: Workspace, name: str, text: str) -> Path:
    path = space.root.parent / "share" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_new_file_comes_in_and_a_second_pull_changes_nothing(space):
    offer(space, "plan/plan.lv.md", "one")
    offer(space, "plan/notes.txt", "not a document")
    first = pull(space, only=["share"])
    assert [path.name for path in first.written] == ["plan.lv.md"]
    target = first.written[0]
    before = target.stat().st_mtime_ns
    second = pull(space, only=["share"])
    assert (second.written, second.unchanged) == ((), 1)
    assert target.stat().st_mtime_ns == before


def test_what_a_pulled_file_replaces_is_kept(space):
    offer(space, "plan/plan.lv.md", "theirs")
    mine = space.documents_root / "plan" / "plan.lv.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine, unrecorded")
    pull(space, only=["share"])
    assert mine.read_text() == "theirs"
    kept = list((space.private / "replaced").rglob("plan.lv.md"))
    assert [path.read_text() for path in kept] == ["mine, unrecorded"]


def test_a_source_out_of_reach_stops_no_other(space):
    offer(space, "plan/plan.lv.md", "one")
    pulled = pull(space)
    assert len(pulled.written) == 1
    (trouble,) = pulled.troubles
    assert isinstance(trouble, ServiceError)
    assert trouble.exit_code == 4
    assert "not-there" in str(trouble)


def test_a_link_that_leads_out_of_the_source_is_refused(space, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    offer(space, "plan/plan.en.md", "one")
    (tmp_path / "share" / "plan" / "plan.lv.md").symlink_to(secret)
    pulled = pull(space, only=["share"])
    assert [path.name for path in pulled.written] == ["plan.en.md"]
    assert "link" in str(pulled.troubles[0])


def test_an_unknown_source_is_named(space):
    with pytest.raises(InputError, match="nowhere"):
        pull(space, only=["nowhere"])


def test_names_of_another_pattern_are_brought_to_the_workspaces(tmp_path):
    root = tmp_path / "space"
    root.mkdir()
    share = tmp_path / "share"
    share.mkdir()
    (share / "privacy_lv.html").write_text("<p>a</p>")
    (root / "hexapla.toml").write_text(
        '[languages]\ntargets = ["lv"]\n[[sources]]\nname = "s"\nurl = "../share"\n'
        'rename = "privacy_{language}.{ext}"\ndocument = "privacy"\n'
    )
    written = pull(Workspace.open(root)).written
    assert [path.relative_to(root).as_posix() for path in written] == [
        "source_docs/privacy/privacy.lv.html"
    ]


def test_a_file_that_did_not_change_is_not_written_again(space):
    path = offer(space, "plan/plan.lv.md", "same")
    pull(space, only=["share"])
    os.utime(path, (2_000_000_000, 2_000_000_000))
    assert pull(space, only=["share"]).written == ()

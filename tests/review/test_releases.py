from __future__ import annotations

import json
import shutil
import subprocess
import zipfile

import docx
import pytest
from review_room import LV, finding

from hexapla.catalogue import translator
from hexapla.errors import UsageError
from hexapla.model import Severity
from hexapla.review import NotReadyError, read_container, release, releases, verify_release
from hexapla.revisions import verify_ledger


@pytest.fixture
def released(room):
    room.approve_all()
    return release(room.review(), "all", person="Helga")


def test_a_pack_whose_quorum_is_met_is_sealed_under_a_number(room, released):
    assert released.number == 1
    assert released.folder == room.workspace.output / "all" / "1"
    assert verify_release(released.folder, room.ledger) == ()
    assert verify_ledger(room.ledger) == ()


def test_a_release_holds_the_head_of_the_log_and_who_signed_it_off(room, released):
    seal = json.loads((released.folder / "seal.json").read_text(encoding="utf-8"))
    (event,) = releases(room.ledger)
    assert seal["head"] == {"seq": event.seq, "hash": event.hash}
    assert [one["person"] for one in seal["signed_off"][0]["people"]] == ["Rita", "Anna"]
    assert seal["forced"] == ""


def version_of(folder):
    """Read what the cover says under “Version”."""
    (path,) = folder.glob("data/*.lv.docx")
    lines = [one.text for one in docx.Document(str(path)).paragraphs]
    return lines[lines.index(translator(LV)("Version")) + 1]


def test_the_cover_of_a_release_says_its_number_and_that_of_a_draft_that_it_is_one(room):
    with pytest.raises(NotReadyError):
        release(room.review(), "all", person="Helga")
    assert version_of(room.workspace.output / "all" / "draft") == translator(LV)("Draft")
    room.approve_all()
    assert version_of(release(room.review(), "all", person="Helga").folder) == "1"
    assert version_of(release(room.review(), "all", person="Helga").folder) == "2"


def test_plain_sha256sum_rechecks_a_release(released):
    done = subprocess.run(
        ["sha256sum", "-c", "manifest-sha256.txt"],
        cwd=released.folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_a_pack_without_its_quorum_is_not_released(room):
    with pytest.raises(NotReadyError, match="not ready") as caught:
        release(room.review(), "all", person="Helga")
    assert "lack approvals (quorum: reviewer 1, translator 1)" in str(caught.value)
    assert releases(room.ledger) == ()


def test_an_open_critical_finding_stands_against_a_release_until_it_is_waived(room):
    critical = finding(severity=Severity.CRITICAL)
    review = room.review(critical)
    for role, person in (("translator", "Anna"), ("reviewer", "Rita")):
        keys = [one.key for one in review.standing("plan", LV).passages]
        review.approve("plan", LV, role=role, person=person, blocks=keys)
    with pytest.raises(NotReadyError, match="not ready") as caught:
        release(review, "all", person="Helga")
    assert [one.kind for one in caught.value.blockers] == ["critical"]
    review.waive("plan", LV, ["f1"], role="head", person="Helga", reason="as agreed")
    release(review, "all", person="Helga")


def test_a_pack_with_a_missing_version_is_released_only_by_force_which_is_recorded(room):
    (room.root / "source_docs/plan/plan.lv.md").unlink()
    room.record()
    with pytest.raises(NotReadyError):
        release(room.review(), "all", person="Helga")
    made = release(room.review(), "all", person="Helga", forced="the meeting is tomorrow")
    assert made.overridden
    (event,) = releases(room.ledger)
    assert (event.who, event.body["forced"]) == ("Helga", "the meeting is tomorrow")
    assert event.body["overridden"]


def test_a_release_is_never_written_over(room, released):
    again = release(room.review(), "all", person="Helga")
    assert again.number == 2
    assert verify_release(released.folder, room.ledger) == ()


def test_a_number_is_not_used_again_when_its_folder_is_gone(room, released):
    shutil.rmtree(released.folder)
    assert release(room.review(), "all", person="Helga").number == 2


def test_a_corrigendum_names_what_it_corrects(room, released):
    made = release(room.review(), "all", person="Helga", corrects=1, reason="a wrong date")
    seal = json.loads((made.folder / "seal.json").read_text(encoding="utf-8"))
    assert seal["corrects"]["release"] == 1
    assert seal["reason"] == "a wrong date"
    with pytest.raises(UsageError, match="no release 7"):
        release(room.review(), "all", person="Helga", corrects=7, reason="a wrong date")


def test_an_altered_release_is_named(room, released):
    (path, *_) = sorted((released.folder / "data").iterdir())
    path.chmod(0o644)
    path.write_bytes(b"other")
    assert f"data/{path.name}: has been changed" in verify_release(released.folder)


def test_a_release_that_the_log_does_not_know_is_named(room, released):
    path = released.folder / "seal.json"
    seal = json.loads(path.read_text(encoding="utf-8"))
    seal["head"]["hash"] = "0" * 64
    path.chmod(0o644)
    path.write_text(json.dumps(seal), encoding="utf-8")
    assert any(
        "does not tell of this release" in one
        for one in verify_release(released.folder, room.ledger)
    )


def test_the_container_is_as_the_standard_has_it(released):
    with zipfile.ZipFile(released.container) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.etsi.asic-e+zip"
    found = read_container(released.container)
    assert found.broken == ()
    assert found.signatures == ()
    assert {"seal.json", "manifest-sha256.txt"} < set(found.files)


def test_the_same_files_give_the_same_container(room):
    from hexapla.review import container

    assert container({"b.txt": b"b", "a.txt": b"a"}) == container({"a.txt": b"a", "b.txt": b"b"})

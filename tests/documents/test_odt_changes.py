"""Tracked changes of OpenDocument in the three views, as LibreOffice writes them.

`tracked-changes.odt` was saved by LibreOffice 7.4 from a Word file whose changes are Anna's and Bo's.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from hexapla.documents import docx, odt
from hexapla.model import Language
from hexapla.packs import redline

EN = Language("en")
SAVED = (Path(__file__).parent / "tracked-changes.odt").read_bytes()
SOURCES = Path(__file__).resolve().parents[2] / "source_docs"


def texts(content, view):
    return [block.text for block in odt.read(content, name="x", language=EN, view=view).blocks]


def body(document):
    return [one.text for one in document.blocks if one.path.startswith(("body", "footnote"))]


def rewritten(*changes):
    """The saved file with its XML changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAVED)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                for before, after in changes:
                    assert before.encode() in data
                    data = data.replace(before.encode(), after.encode())
            new.writestr(name, data)
    return content.getvalue()


def test_accepted_reads_what_came_and_not_what_went():
    assert texts(SAVED, "accepted") == [
        "The partners signed the strategy.", "They meet twice a year.", "A paragraph that came.",
        "One half, joined with the other.", "Parted here.", "And it goes on.", "cell new",
        "Before two that went.", "After: the end.",
    ]  # fmt: skip


def test_original_reads_what_went_and_joins_what_was_parted():
    assert texts(SAVED, "original") == [
        "The partners sign the strategy.", "They meet twice a year.", "A paragraph that went.",
        "One half, and", "joined with the other.", "Parted here. And it goes on.", "cell old",
        "Before two that went.", "First that went.", "Second that went.", "After: the end.",
    ]  # fmt: skip


def test_all_reads_both_and_marks_who_did_it():
    blocks = odt.read(SAVED, name="x", language=EN, view="all").blocks
    shown = [
        (block.text, [(one.kind, one.value, block.text[one.start : one.end]) for one in block.marks])
        for block in blocks
    ]  # fmt: skip
    assert shown == [
        ("The partners signsigned the strategy.",
         [("deleted", "Bo", "sign"), ("inserted", "Anna", "signed")]),
        ("They meet twice a year.", []),
        ("A paragraph that came.", [("inserted", "Anna", "A paragraph that came.")]),
        ("A paragraph that went.", [("deleted", "Bo", "A paragraph that went.")]),
        ("One half, and", [("deleted", "Bo", " and")]),
        ("joined with the other.", []),
        ("Parted here.", []),
        ("And it goes on.", []),
        ("cell newold", [("inserted", "Anna", "new"), ("deleted", "Bo", "old")]),
        ("Before two that went.", []),
        ("First that went.", [("deleted", "Bo", "First that went.")]),
        ("Second that went.", [("deleted", "Bo", "Second that went.")]),
        ("After: neitherthe end.",
         [("deleted", "Bo", "neither"), ("inserted", "Anna", "neither")]),
    ]  # fmt: skip


def test_a_change_that_no_region_describes_changes_nothing():
    damaged = rewritten(('xml:id="ct', 'xml:id="xt'), (' text:id="ct', ' text:id="xt'))
    assert texts(damaged, "original") == texts(damaged, "accepted") == texts(SAVED, "accepted")


def test_an_insertion_that_never_ends_goes_to_the_end_and_no_further():
    end = '<text:change-end text:change-id="'
    endless = rewritten((end, '<text:change-end text:change-id="not '))
    assert texts(endless, "original")[0] == "The partners sign"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("document", "tag"), [("strategy", "lv"), ("action-plan-2015", "en")])
def test_a_redline_saved_as_opendocument_reads_as_the_word_file_does(tmp_path, document, tag):
    new = SOURCES / document / f"{document}.{tag}.docx"
    old = max((SOURCES / document / "revisions").glob(f"*/{document}.{tag}.docx"))
    made = redline(old.read_bytes(), new.read_bytes(), language=Language(tag)).content
    (tmp_path / "redline.docx").write_bytes(made)
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "odt", "--outdir", str(tmp_path), str(tmp_path / "redline.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    saved = (tmp_path / "redline.odt").read_bytes()
    for view in ("accepted", "original"):
        word = docx.read(made, name="x", language=Language(tag), view=view)
        opened = odt.read(saved, name="x", language=Language(tag), view=view)
        assert body(opened) == body(word)  # page numbers in footers are computed anew

"""A pack on the disk: a bag that the library, sha256sum and `verify` agree on."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import bagit
import pytest
from making import word_file

from hexapla.errors import ConfigurationError, OutputError
from hexapla.model import Finding, Language, Location, PackSpec, Severity
from hexapla.packs import assemble, verify
from hexapla.packs.bag import write_bag
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace

CONFIG = """
[project]
number = "HOME/2013/ISEC/FP/C1/4000005037"
programme = "isec-2007-2013"
[languages]
source = "en"
targets = ["lv"]
[packs.all]
titles = { en = "Everything", lv = "Viss" }
"""
GLOSSARY = "concept,language,term,status\n1,en,strategy,preferred\n1,lv,stratēģija,preferred\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    folder = tmp_path / "work"
    (folder / "glossary").mkdir(parents=True)
    (folder / "hexapla.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "glossary" / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    for tag, text in (("en", "The strategy holds."), ("lv", "Stratēģija ir spēkā.")):
        path = folder / "source_docs" / "strategy" / f"strategy.{tag}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(word_file(text, heading="Strategy"))
    (folder / "source_docs" / "strategy" / "document.toml").write_text(
        '[dates]\n"1" = 2015-03-01\n', encoding="utf-8"
    )
    return Workspace.open(folder)


def pack(
    workspace: Workspace, output: Path, *, at: int = 2020, name: str = "all", findings=(), **changes
):
    moment = datetime(at, 1, 1, tzinfo=UTC)
    with Ledger.open(workspace, FixedClock(moment)) as ledger:
        record(workspace, ledger)
        (spec,) = workspace.config.pack_specs()
        spec = PackSpec(name=name, titles=spec.titles, **changes)
        return assemble(workspace, ledger, spec, findings, output=output)


def every_byte(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_pack_lies_as_a_bag_in_its_draft_folder(workspace, tmp_path):
    made = pack(workspace, tmp_path / "out")
    assert made.folder == tmp_path / "out" / "all" / "draft"
    assert [path.name for path in made.files] == ["all.en.docx", "all.lv.docx"]
    assert not made.troubles
    assert bagit.Bag(str(made.folder)).is_valid()
    assert verify(made.folder) == ()


def test_sha256sum_agrees(workspace, tmp_path):
    made = pack(workspace, tmp_path / "out")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(
            ["sha256sum", "-c", "--strict", name], cwd=made.folder, check=True, capture_output=True
        )


def test_a_byte_more_a_file_less_and_a_file_too_many_are_found(workspace, tmp_path):
    made = pack(workspace, tmp_path / "out")
    changed, gone = made.files
    changed.write_bytes(changed.read_bytes() + b"x")
    gone.unlink()
    (made.folder / "data" / "extra.txt").write_text("x")
    problems = " ".join(verify(made.folder))
    assert "data/all.en.docx: has been changed" in problems
    assert "data/all.lv.docx: is missing" in problems
    assert "data/extra.txt: is not in manifest-sha256.txt" in problems


def test_a_changed_manifest_is_found_by_the_tag_manifest(workspace, tmp_path):
    made = pack(workspace, tmp_path / "out")
    told = made.folder / "manifest.json"
    told.write_text(
        told.read_text(encoding="utf-8").replace("strategy", "tragedy"), encoding="utf-8"
    )
    assert verify(made.folder) == ("manifest.json: has been changed",)


def test_a_manifest_that_leads_out_of_the_pack_is_refused(workspace, tmp_path):
    made = pack(workspace, tmp_path / "out")
    listed = made.folder / "manifest-sha256.txt"
    listed.write_text(
        f"{'0' * 64}  data/../../../../etc/passwd\n" + listed.read_text(), encoding="utf-8"
    )
    assert any("leads out of the pack" in one for one in verify(made.folder))


def test_a_folder_that_is_no_bag_is_told(tmp_path):
    assert "is no bag" in verify(tmp_path)[0]
    assert "no such folder" in verify(tmp_path / "nothing")[0]


def test_the_manifest_names_revisions_glossary_and_rules(workspace, tmp_path):
    made = pack(workspace, tmp_path / "out")
    told = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert [(one["document"], one["language"], one["number"]) for one in told["revisions"]] == [
        ("strategy", "en", 1),
        ("strategy", "lv", 1),
    ]
    assert told["glossary"]
    assert told["rules"]
    assert set(told["files"]) == {"all.en.docx", "all.lv.docx"}


def test_two_builds_under_two_clocks_are_the_same_bytes(workspace, tmp_path):
    first = pack(workspace, tmp_path / "one", at=2016)
    second = pack(workspace, tmp_path / "two", at=2030)
    assert every_byte(first.folder) == every_byte(second.folder)


@pytest.mark.parametrize(
    "changes",
    [{"formats": ("html",)}, {"formats": ("html",), "layout": "parallel"}, {"layout": "redline"}],
    ids=["web pages", "a web page of columns", "tracked changes"],
)
def test_every_form_is_the_same_under_two_clocks(workspace, tmp_path, changes):
    made = pack(workspace, tmp_path / "out", **changes)
    again = pack(workspace, tmp_path / "again", at=2031, **changes)
    assert made.troubles == ()
    assert {one.suffix for one in made.files} == {
        ".html" if "html" in changes.get("formats", ()) else ".docx"
    }
    assert every_byte(made.folder) == every_byte(again.folder)


def test_a_format_that_does_not_exist_is_a_wrong_configuration(workspace, tmp_path):
    with pytest.raises(ConfigurationError, match="no format “odt”"):
        pack(workspace, tmp_path, formats=("odt",))


def test_the_bag_is_dated_by_its_documents(workspace, tmp_path):
    made = pack(workspace, tmp_path / "out")
    assert "Bagging-Date: 2015-03-01" in (made.folder / "bag-info.txt").read_text()


def test_source_date_epoch_dates_it_otherwise(workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1463097600")
    made = pack(workspace, tmp_path / "out")
    assert "Bagging-Date: 2016-05-13" in (made.folder / "bag-info.txt").read_text()


def test_a_second_build_takes_the_place_of_the_first(workspace, tmp_path):
    pack(workspace, tmp_path / "out")
    made = pack(workspace, tmp_path / "out", languages=(Language("lv"),))
    assert [path.name for path in made.files] == ["all.lv.docx"]
    assert verify(made.folder) == ()
    assert not list(made.folder.parent.glob(".*"))


def test_a_document_that_the_pack_names_but_nobody_has_is_a_wrong_configuration(
    workspace, tmp_path
):
    with pytest.raises(ConfigurationError, match=r"packs\.all\.documents"):
        pack(workspace, tmp_path / "out", documents=("tragedy",))


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        write_bag(
            tmp_path / "file" / "draft", {"a": b"a"}, tags={}, title="t", number="", dated=None
        )


def test_spreadsheets_come_where_they_are_asked_for(workspace, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    one = Finding(
        rule="number", category="Accuracy", severity=Severity.MAJOR, document="strategy",
        language=Language("lv"), location=Location(path="body/1"), message="=cmd|' /C calc'!A0",
    )  # fmt: skip
    made = pack(workspace, tmp_path / "out", formats=("docx", "xlsx"), findings=(one,))
    again = pack(workspace, tmp_path / "again", formats=("docx", "xlsx"), findings=(one,), at=2031)
    assert every_byte(made.folder) == every_byte(again.folder)
    book = openpyxl.load_workbook(made.folder / "data" / "all.xlsx")
    assert len(book.worksheets) == 3
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert any(
        cell.value == "=cmd|' /C calc'!A0" and cell.data_type == "s" and cell.quotePrefix
        for row in book.worksheets[0].iter_rows()
        for cell in row
    )


@pytest.mark.render
def test_a_pdf_is_the_same_every_time_tagged_and_in_its_language(workspace, tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    changes = {"formats": ("pdf",), "languages": (Language("lv"),)}
    first = pack(workspace, tmp_path / "one", at=2016, **changes)
    second = pack(workspace, tmp_path / "two", at=2030, **changes)
    assert [path.name for path in first.files] == ["all.lv.pdf"]
    assert every_byte(first.folder) == every_byte(second.folder)
    with pikepdf.open(first.files[0]) as pdf:
        assert str(pdf.Root.Lang).startswith("lv")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Outlines
        assert str(pdf.docinfo["/CreationDate"]) == "D:20150301000000Z"


def test_without_libreoffice_the_pack_has_its_word_files_and_says_so(
    workspace, tmp_path, monkeypatch
):
    from hexapla.packs import pdf

    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)
    pdf._office.cache_clear()
    try:
        made = pack(workspace, tmp_path / "out", formats=("pdf",))
    finally:
        pdf._office.cache_clear()
    assert [path.name for path in made.files] == ["all.en.docx", "all.lv.docx"]
    assert "LibreOffice" in str(made.troubles[0])

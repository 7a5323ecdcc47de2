"""Packs as LibreOffice shows them: each document's pages say what they say on their own.

The pages are written as pictures to look at, into the folder that HEXAPLA_RENDERED names.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import docx
import pikepdf
import pytest

from hexapla.model import Language
from hexapla.packs import assemble
from hexapla.packs.rendering import to_pdf
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace

ROOT = Path(__file__).parents[2]
OFFICE = shutil.which("soffice")
DOCUMENTS = {"strategy": ("strategy", "action-plan-2015"), "closing": ("closing-report",)}
LANGUAGE = "lt"
PARTED = ("lv", "et", "fi")
"""Languages in which the strategy's table stood across two pages."""

pytestmark = [
    pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice here"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext here"),
]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    """Build two packs, and turn them and their documents into PDF in one go."""
    folder = tmp_path_factory.mktemp("rendering")
    names = ("strategy", "action-plan-2015", "closing-report", "closing-conference")
    shutil.copy(ROOT / "hexapla.toml", folder)
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    for name in names:
        shutil.copytree(ROOT / "source_docs" / name, folder / "source_docs" / name)
    workspace = Workspace.open(folder)
    sources = [
        folder / "source_docs" / name / f"{name}.{LANGUAGE}.docx"
        for documents in DOCUMENTS.values()
        for name in documents
    ]
    with Ledger.open(workspace, FixedClock(datetime(2020, 1, 1, tzinfo=UTC))) as ledger:
        record(workspace, ledger)
        for spec in workspace.config.pack_specs():
            if spec.name in DOCUMENTS:
                made = assemble(workspace, ledger, spec, (), output=folder / "out")
                sources += [one for one in made.files if one.name == f"{spec.name}.{LANGUAGE}.docx"]
    sources += [folder / "source_docs/strategy" / f"strategy.{tag}.docx" for tag in PARTED]
    out = folder / "pdf"
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out


def pages(pdf: Path) -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    # without white space: a PDF has none, and what pdftotext puts there is a guess
    return [re.sub(r"\s+", "", one) for one in said.stdout.decode().split("\f")[:-1]]


@pytest.mark.parametrize(
    ("pack", "document"), [(pack, one) for pack, all_ in DOCUMENTS.items() for one in all_]
)
def test_each_page_of_a_document_says_in_the_pack_what_it_says_alone(pdfs, pack, document):
    alone = pages(pdfs / f"{document}.{LANGUAGE}.pdf")
    together = pages(pdfs / f"{pack}.{LANGUAGE}.pdf")
    assert alone[0] in together
    first = together.index(alone[0])
    assert together[first : first + len(alone)] == alone


@pytest.mark.parametrize("tag", PARTED)
def test_no_row_of_a_table_is_lost_between_two_pages(pdfs, tag):
    said = "".join(pages(pdfs / f"strategy.{tag}.pdf"))
    document = docx.Document(str(ROOT / f"source_docs/strategy/strategy.{tag}.docx"))
    words = {
        word
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for word in cell.text.split()
    }
    assert {word for word in words if word not in said} == set()


def test_a_pdfs_outline_names_each_document_and_its_chapters_below_it(pdfs):
    pack = pdfs.parent / "out" / "strategy"
    (content,) = (one.read_bytes() for one in pack.rglob(f"strategy.{LANGUAGE}.docx"))
    with pikepdf.open(io.BytesIO(to_pdf(content))) as made, made.open_outline() as outline:
        told = {
            " ".join(one.title.split()): [" ".join(below.title.split()) for below in one.children]
            for one in outline.root
        }
    assert told["2015–2017 m. veiksmų planas"][0] == "1. Tikslas"
    assert told["Tarpvalstybinė regioninė strategija"][0] == "1. Vizija"
    assert told["Terminų žodynas"] == []


def test_the_pages_are_there_to_be_looked_at(pdfs, tmp_path):
    folder = Path(os.environ.get("HEXAPLA_RENDERED", "") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    pack = pdfs / f"strategy.{LANGUAGE}.pdf"
    subprocess.run(
        ["pdftoppm", "-r", "60", "-png", str(pack), str(folder / "strategy")], check=True
    )
    drawn = sorted(folder.glob("strategy-*.png"))
    assert len(drawn) == len(pages(pack))
    assert all(one.stat().st_size > 1000 for one in drawn)


def test_a_pdf_says_that_it_is_archival_and_tagged_and_holds_what_that_asks(pdfs):
    pack = pdfs.parent / "out" / "strategy"
    (content,) = (one.read_bytes() for one in pack.rglob(f"strategy.{LANGUAGE}.docx"))
    with pikepdf.open(io.BytesIO(to_pdf(content, language=Language(LANGUAGE)))) as made:
        root = made.Root
        told = root.Metadata.read_bytes().decode()
        assert re.search(r"<pdfaid:part>2</pdfaid:part>", told)
        assert (bool(root.MarkInfo.Marked), str(root.Lang)) == (True, LANGUAGE)
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert not {"/AA", "/AcroForm"} & set(root.keys())
        objects = [one for one in made.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [one for one in objects if one.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)
        assert not [one for one in objects if one.get("/S") in {"/JavaScript", "/Launch"}]
        figures = [one for one in objects if one.get("/S") == "/Figure"]
        assert figures
        assert all(str(one.get("/Alt", "")) for one in figures)
        kinds = {str(one.S) for one in objects if "/P" in one and "/S" in one and "/K" in one}
    assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD", "/TOC", "/L"} <= kinds

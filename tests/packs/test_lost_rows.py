"""What LibreOffice loses between two pages is won back, or told on the pack's first page."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hexapla.packs import assemble, rendering, to_pdf
from hexapla.packs.package import Package
from hexapla.packs.pages_text import page_texts
from hexapla.packs.pdf import printed
from hexapla.packs.proof import letters, unshown
from hexapla.packs.rendering import rendered
from hexapla.packs.xml import parse, q, serial
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace

ROOT = Path(__file__).parents[2]
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="there is no LibreOffice")


def changed(content: bytes, change) -> bytes:
    package = Package.read(content)
    root = parse(package.parts[package.main])
    change(root)
    package.parts[package.main] = serial(root)
    return package.write()


def parted(root) -> None:
    """Let the tables of a document stand across two pages, as their authors may."""
    for one in list(root.iter(q("keepNext"))):
        if next(one.iterancestors(q("tbl")), None) is not None:
            one.getparent().remove(one)


@pytest.fixture(scope="module")
def strategy() -> bytes:
    """Give a document of which LibreOffice 7.4 loses rows, above its footnotes."""
    return changed((ROOT / "source_docs/strategy/strategy.lv.docx").read_bytes(), parted)


@needs_office
def test_rows_that_are_lost_above_footnotes_are_named(strategy):
    alone = printed(strategy)
    lost = unshown(strategy, alone)
    if not lost:
        pytest.skip("this LibreOffice loses no row here")
    assert {(one.table, one.row) for one in lost} == {(2, 3), (2, 4)}
    assert "Vadības grupa" in lost[0].text


@needs_office
def test_rows_that_are_lost_above_footnotes_are_won_back(strategy):
    made = rendered(strategy)
    assert made.lost == ()
    said = letters("".join(page_texts(made.content)))
    assert letters("Sagatavo lēmumus un seko to izpildei") in said
    assert letters("Izvērtē rīcības plāna pasākumus") in said


@needs_office
def test_a_document_that_is_shown_whole_is_rendered_as_it_is(strategy):
    whole = (ROOT / "source_docs/strategy/strategy.lv.docx").read_bytes()
    assert to_pdf(whole) == printed(whole)


@needs_office
def test_what_stays_lost_is_told_on_the_first_page_and_the_word_file_stands_beside(
    strategy, tmp_path, monkeypatch
):
    monkeypatch.setattr(rendering, "REMEDIES", ())
    folder = tmp_path / "source_docs" / "strategy"
    folder.mkdir(parents=True)
    (folder / "strategy.lv.docx").write_bytes(strategy)
    (tmp_path / "hexapla.toml").write_text(
        '[languages]\nsource = "lv"\ntargets = []\n[packs.all]\nformats = ["pdf"]\n'
        'titles = { lv = "Paziņojumi" }\n'
    )
    workspace = Workspace.open(tmp_path)
    with Ledger.open(workspace, FixedClock(datetime(2020, 1, 1, tzinfo=UTC))) as ledger:
        record(workspace, ledger)
        (spec,) = workspace.config.pack_specs()
        made = assemble(workspace, ledger, spec, (), output=tmp_path / "out")
    if not made.missing:
        pytest.skip("this LibreOffice loses no row here")
    assert [one.name for one in made.files] == ["all.lv.docx", "all.lv.pdf"]
    (line,) = made.missing
    assert line.endswith("2. tabulas rindas, kuras PDF nerāda: 3 un 4")
    assert any(trouble.problem == line for trouble in made.troubles)
    word, pdf = (one.read_bytes() for one in made.files)
    assert letters(line) in letters(next(page_texts(pdf)))
    assert "kuras PDF nerāda" not in Package.read(word).parts["word/document.xml"].decode()


def test_the_pages_of_a_pdf_say_what_was_drawn(strategy):
    if not shutil.which("soffice"):
        pytest.skip("there is no LibreOffice")
    pages = list(page_texts(printed(strategy)))
    assert len(pages) == 2
    assert "Pārrobežu reģionālā stratēģija" in pages[0]
    assert "Pārskatīšana" in pages[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rīcības plāns", "RĪCĪBAS-PLĀNS"), ("ﬁnal", "Final"), ("İş", "iş"), ("straße", "STRASSE")],
)
def test_case_hyphens_and_ligatures_say_nothing(one, other):
    assert letters(one) == letters(other)

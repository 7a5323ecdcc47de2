"""The demonstration's files are what its builder makes, and hold what they ought to hold."""

from __future__ import annotations

import sys
import tomllib
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import build_demonstration as builder  # noqa: E402  the folder is no package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MADE = dict(builder.files())
WORD_FILES = sorted(path for path in MADE if path.endswith(".docx"))
SIX = {"en", "lv", "lt", "et", "fi", "sv"}


def parts(path: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(ROOT / path)


def test_the_committed_files_are_what_the_builder_makes():
    different = [path for path, content in MADE.items() if not builder.same(ROOT / path, content)]
    assert not different, f"run tools/build_demonstration.py: {different}"


def test_no_file_lies_there_that_the_builder_does_not_make():
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in ("source_docs", "glossary")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert there == set(MADE)


def test_building_twice_gives_the_same_bytes():
    assert dict(builder.files()) == MADE


@pytest.mark.parametrize("path", WORD_FILES)
def test_every_part_of_a_word_file_is_well_formed_and_says_its_language(path: str):
    with parts(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        styles = etree.fromstring(archive.read("word/styles.xml"))
        images = etree.fromstring(archive.read("word/document.xml")).iter("{*}docPr")
        assert all(image.get("descr") for image in images)
    said = styles.find(f".//{W}lang").get(f"{W}val")
    assert said.split("-")[0] == Path(path).suffixes[-2].lstrip(".").split("-")[0]


@pytest.mark.parametrize("path", WORD_FILES)
def test_a_strict_reader_opens_every_word_file(path: str):
    opened = docx.Document(ROOT / path)
    assert opened.paragraphs[0].style.name == "Title"
    assert opened.core_properties.modified.microsecond == 0


def test_the_four_documents_of_the_strategy_stand_in_six_languages():
    for name in ("strategy", "action-plan-2015", "expert-meeting-minutes", "closing-report"):
        found = {
            path.split(".")[-2] for path in MADE if path.startswith(f"source_docs/{name}/{name}.")
        }
        assert found >= SIX, name


def test_every_planted_fault_is_listed_and_every_listed_one_is_planted():
    listed = tomllib.loads((ROOT / "tests" / "demonstration.toml").read_text(encoding="utf-8"))
    told = [
        (fault["document"], fault["language"], fault["rule"])
        for fault in listed["fault"]
        if fault["rule"] != "stale"  # stale is what no edition was made of, not a text
    ]
    assert sorted(told) == sorted(builder.planted())


def test_a_stale_translation_is_one_whose_editions_stop_early():
    listed = tomllib.loads((ROOT / "tests" / "demonstration.toml").read_text(encoding="utf-8"))
    told = {(f["document"], f["language"]) for f in listed["fault"] if f["rule"] == "stale"}
    assert told == set(builder.stopped())


def test_the_glossary_holds_sixty_concepts_in_six_languages():
    glossary = tomllib.loads((builder.HERE / "glossary.toml").read_text(encoding="utf-8"))
    whole = [concept for concept in glossary["concept"] if set(concept) >= SIX]
    assert len(whole) >= 60
    root = etree.fromstring(MADE["glossary/police-cooperation.tbx"])
    ids = [entry.get("id") for entry in root.iter("{*}conceptEntry")]
    assert len(ids) == len(set(ids)) == len(glossary["concept"])

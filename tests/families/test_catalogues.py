"""Everything that people read is there in each of the twelve languages, and stays so."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from hexapla.catalogue import messages
from hexapla.model import Finding, Language, Location, Severity
from hexapla.reports import render

ROOT = Path(__file__).parents[2]
LANGUAGES = ("az", "de", "et", "fi", "hy", "ka", "lt", "lv", "ro", "sv", "uk")


@pytest.fixture(scope="module")
def catalogues():
    place = importlib.util.spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def test_there_is_a_catalogue_of_each_language_beside_english(catalogues):
    assert catalogues.languages() == LANGUAGES


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_text_lacks_its_translation(catalogues, tag):
    assert catalogues.lacking(tag) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_translation_fills_the_same_blanks(tag):
    for english, translated in messages(tag).items():
        blanks = [sorted(re.findall(r"\{\w+\}", text)) for text in (english, translated)]
        assert blanks[0] == blanks[1], english


def test_the_texts_are_found_however_the_code_names_them(catalogues):
    found = catalogues.texts()
    assert "the source says {expected}, the translation {found}" in found  # given to `finding`
    assert "two spaces instead of one" in found  # yielded, said later
    assert "the translation is only {ratio} times as long as the source" in found  # one of two
    assert "holds macros, which are not read" in found  # a reader's trouble
    assert "To the findings" in found  # in the page of the report
    assert "Measures by status" in found  # in a pack


FINDING = Finding(
    rule="plan-measures",
    category="Accuracy",
    severity=Severity.MAJOR,
    document="plan",
    language=Language("lv"),
    location=Location(path="body/4"),
    message="measure 1.2 of the source is missing",
    template="measure {measure} of the source is missing",
    evidence={"measure": "1.2"},
    fingerprint="f1",
)
SAID = {
    "lv": "trūkst avota pasākuma 1.2",
    "lt": "trūksta šaltinio priemonės 1.2",
    "et": "lähteteksti meede 1.2 puudub",
    "fi": "lähtötekstin toimenpide 1.2 puuttuu",
    "sv": "källtextens åtgärd 1.2 saknas",
    "de": "Maßnahme 1.2 der Quelle fehlt",
}


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("tag", sorted(SAID))
def test_a_report_says_a_finding_in_the_language_of_the_reader(tag, form):
    page = render([FINDING], form, ui_language=tag).decode()
    assert SAID[tag] in page
    assert "is missing" not in page.split("<details>")[0]

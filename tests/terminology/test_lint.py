"""What the glossary's lint finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexapla.model import Language
from hexapla.terminology import Weight, lint, load_glossary

HEAD = "concept,language,term,status,subject,families,excluded_forms\n"


def rules(tmp_path: Path, rows: str, *languages: str) -> dict[str, Weight]:
    path = tmp_path / "g.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    found = lint(load_glossary([path]), [Language(tag) for tag in languages])
    assert all(fault.place.endswith(tuple("0123456789")) for fault in found)
    return {fault.rule: fault.weight for fault in found}


def test_a_clean_glossary_has_no_fault(tmp_path: Path) -> None:
    rows = "c1,en,border,,,,\nc1,lv,robeža,,,,\nc1,lv,mala,deprecated,,,\n"
    assert rules(tmp_path, rows, "en", "lv") == {}


@pytest.mark.parametrize(
    ("rows", "rule", "weight"),
    [
        ("c1,lv,robeža,,,,\nc1,lv,robeža,,,,\n", "duplicate-term", Weight.ERROR),
        ("c1,lv,robeža,,,,\nc1,lv,robeža,forbidden,,,\n", "contradiction", Weight.ERROR),
        ("c1,lv,,,,,\nc2,lv,robeža,,,,\n", "entry", Weight.ERROR),
        ("c1,lv,rоbeža,,,,\n", "mixed-script", Weight.ERROR),
        ("c1,uk,robeža,,,,\n", "unknown-script", Weight.WARNING),
        ("c1,en,border,,,,\n", "missing-language", Weight.WARNING),
        ("c1,lv,mala,forbidden,,,\n", "not-approved", Weight.WARNING),
        ("c1,lv,mala,,,,\nc1,lv,robeža,,,,\n", "several-preferred", Weight.WARNING),
        ("c1,lv,robeža,,,,\nc2,lv,robeža,,,,\n", "shared-term", Weight.WARNING),
        ("c1,lv,robeža; mala,,,,\n", "odd-term", Weight.WARNING),
        ("c1,lv,vadītājs,,,,\nc2,lv,vadītāja,,,,\n", "collision", Weight.WARNING),
        ("c1,lv,tagad,,,,\n", "vetoed", Weight.WARNING),
        (f"c1,lv,{'ļoti ' * 200}garš,,,,\nc2,lv,robeža,,,,\n", "entry", Weight.ERROR),
        ("c1,qqq,robeža,,,,\nc2,lv,robeža,,,,\n", "entry", Weight.ERROR),
    ],
)
def test_a_fault_is_found(tmp_path: Path, rows: str, rule: str, weight: Weight) -> None:
    assert rules(tmp_path, rows, "lv").get(rule) is weight


def test_terms_that_a_subject_tells_apart_are_no_fault(tmp_path: Path) -> None:
    rows = "c1,lv,robeža,,law,,\nc2,lv,robeža,,sport,,\n"
    assert "shared-term" not in rules(tmp_path, rows, "lv")


def test_an_acronym_is_in_the_script_of_any_language(tmp_path: Path) -> None:
    assert "unknown-script" not in rules(tmp_path, "c1,uk,EU,,,,\n", "uk")

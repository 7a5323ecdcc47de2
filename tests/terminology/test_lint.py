"""What the glossary's lint finds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hexapla.checks import Context, check_units
from hexapla.model import Block, BlockKind, Language, Unit
from hexapla.terminology import Weight, lint, load_glossary

HEAD = "concept,language,term,status,subject,families,excluded_forms,extra_forms\n"


def unit(source: str, target: str, language: str) -> Unit:
    def block(text: str, tag: str) -> Block:
        return Block(
            id=f"{tag}{text}", kind=BlockKind.PARAGRAPH, text=text, path="", language=Language(tag)
        )

    return Unit(
        document="d",
        source_language=Language("en"),
        target_language=Language(language),
        source=(block(source, "en"),),
        target=(block(target, language),),
    )


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


@pytest.mark.parametrize(
    ("row", "rule", "named"),
    [
        ("c1,lv,saskaņa,,,,\n", "function-word", "saskaņā"),
        ("c1,lv,līgums,,,,,un\n", "function-word", "un"),
        ("c1,de,Vertrag,,,,,der\n", "function-word", "der"),
        ("c1,lv,tagad,,,,\n", "vetoed", "tagad"),
        ("c1,en,the,,,,\n", "vetoed", "the"),
        ("c1,fi,ja,,,,\n", "vetoed", "ja"),
        (f"c1,lv,{'ļoti ' * 40}garš,,,,\n", "odd-term", "ļoti"),
        (f"c1,lv,{'ļ' * 5000},,,,\n", "entry", "ļļļ"),
        ("c1,lv,,,,,\n", "entry", "c1"),
        ("c1,lv,\u200b\u00ad,,,,\n", "entry", "c1"),
        ("c1,lv,robeža,,,,\nc1,lv,robeža,,,,\n", "duplicate-term", "robeža"),
        ("c1,lv,ро́бежа,,,,\n", "unknown-script", "ро́бежа"),
        ("c1,uk,robeža,,,,\n", "unknown-script", "robeža"),
        ("c1,ka,border,,,,\n", "unknown-script", "border"),
        ("c1,qqq,robeža,,,,\n", "entry", "qqq"),
        ("c1,not a language,robeža,,,,\n", "entry", "not a language"),
        ("c1,lv,robeža,wonderful,,,\n", "entry", "wonderful"),
        ("c1,lv,vadītājs,,,,\nc2,lv,vadītāja,,,,\n", "collision", "vadītāja"),
        ("c1,lv,123 / 456,,,,\n", "odd-term", "123 / 456"),
    ],
)
def test_a_fault_names_its_entry_and_breaks_nothing(tmp_path: Path, row, rule, named) -> None:
    path = tmp_path / "g.csv"
    path.write_text(f"{HEAD}{row}c9,lv,noziegums,,,,\nc9,en,crime,,,,\n", encoding="utf-8")
    glossary = load_glossary([path])
    (fault, *_) = [fault for fault in lint(glossary) if fault.rule == rule]
    assert fault.place.rsplit(":", 1)[-1] in {"2", "3"} or fault.place.endswith(("2", "3"))
    assert named in f"{fault.concept} {fault.term} {fault.message}"
    # What is wrong with one entry is nothing to the others.
    hits = check_units(
        [unit("a crime", "kļūda", "lv"), unit("a crime", "noziegumu", "lv")],
        Context(concepts=glossary.concepts),
    )
    assert [hit.concept for hit in hits if hit.rule == "term-missing"] == ["c9"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["c1", "c2", "", "\u0000", "c" * 400]),
            st.sampled_from(["lv", "fi", "uk", "ka", "qqq", "", "lv-LV-x-y", "\u202e"]),
            st.text(max_size=30) | st.sampled_from(["un", "EL", "-", "a" * 3000, "ά́́́", "līgums"]),
            st.sampled_from(["", "preferred", "forbidden", "?"]),
        ),
        max_size=8,
    )
)
def test_any_glossary_is_looked_over_and_used(tmp_path: Path, rows) -> None:
    path = tmp_path / "g.csv"
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["concept", "language", "term", "status"])
        writer.writerows(rows)
    glossary = load_glossary([path])
    for fault in lint(glossary, [Language("lv")]):
        assert fault.place
        assert fault.message
    check_units([unit("līgums", "līgumi un EL", "lv")], Context(concepts=glossary.concepts))


def test_terms_that_a_subject_tells_apart_are_no_fault(tmp_path: Path) -> None:
    rows = "c1,lv,robeža,,law,,\nc2,lv,robeža,,sport,,\n"
    assert "shared-term" not in rules(tmp_path, rows, "lv")


def test_an_acronym_is_in_the_script_of_any_language(tmp_path: Path) -> None:
    assert "unknown-script" not in rules(tmp_path, "c1,uk,EU,,,,\n", "uk")

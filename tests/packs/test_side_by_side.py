"""Packs with languages side by side: what the cover and the contents tell, where findings lie."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree, html
from making import EN, LT, LV, content, item, translated, version, word_file

from hexapla.model import Finding, Language, Location, Severity, State
from hexapla.packs import Package, build, web_pages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STALE = {
    EN: "plan, Latvian: passages that follow an earlier revision of the source: 1",
    LV: "plan, Latviešu: fragmenti, kas atbilst agrākai avota redakcijai: 1",
}


def plan(states=None):
    source = version("plan", EN, word_file("One.", "Two.", "Three."), number=2)
    words = ["Viens.", "Divi.", "Trīs."]
    absent = sum(state == State.MISSING for state in (states or {}).values())
    own = word_file(*words[: len(words) - absent])
    return item("plan", source, translated("plan", LV, own, source, states or {}))


def lines(what) -> list[str]:
    (made,) = build(what)
    package = Package.read(made.content)
    root = etree.fromstring(package.parts[package.main])
    return ["".join(one.itertext(f"{W}t")) for one in root.iter(f"{W}p")]


def finding(tag: Language, block) -> Finding:
    return Finding(
        rule="term-forbidden", category="Terminology", severity=Severity.MAJOR, document="plan",
        language=LV, location=Location(block=block.id, path=block.path), message=f"Wrong in {tag}.",
    )  # fmt: skip


@pytest.mark.parametrize(("layout", "own"), [("parallel", EN), ("review", LV)])
def test_the_cover_counts_what_is_missing_and_what_is_stale(layout, own):
    what = plan({0: State.STALE, 2: State.MISSING})
    told = lines(content(what, layout=layout, languages=(EN, LV)))
    missing, stale = (line for line in told if line.startswith("– plan, "))
    assert missing.endswith(": 1")
    assert stale == f"– {STALE[own]}"


def test_the_page_counts_what_is_missing_and_what_is_stale():
    what = content(plan({0: State.STALE, 2: State.MISSING}), layout="parallel", languages=(EN, LV))
    (made,) = web_pages(what)
    notes = html.fromstring(made.content).xpath("//*[@role='note']//li/text()")
    assert notes == ["plan, Latvian: passages not translated: 1", STALE[EN]]


def test_a_language_that_follows_the_source_is_not_told_of():
    assert not [
        line for line in lines(content(plan(), layout="parallel")) if line.startswith("– plan")
    ]


def test_the_contents_of_a_review_copy_tell_the_translations_revision_and_its_date():
    told = lines(content(plan(), layout="review", languages=(EN, LV)))
    assert "1.plan1. redakcija · 1.03.2015." in told


def test_a_pack_without_its_own_languages_version_claims_no_revision_for_it():
    told = lines(content(plan(), layout="parallel", languages=(LT, EN)))
    assert "1.plan" in told


def test_a_finding_is_placed_by_the_row_of_the_documents_table():
    what = plan()
    one = finding(LV, what.versions[LV].document.blocks[1])
    told = lines(content(what, layout="review", languages=(EN, LV), findings=(one,)))
    assert "Nr.\N{NO-BREAK SPACE}2" in told
    assert one.location.path not in told


def test_a_finding_on_a_missing_passage_is_placed_by_the_row_of_its_source():
    what = plan({2: State.MISSING})
    one = finding(LV, what.versions[EN].document.blocks[2])
    told = lines(content(what, layout="review", languages=(EN, LV), findings=(one,)))
    assert "Nr.\N{NO-BREAK SPACE}3" in told


def test_a_finding_where_no_rows_are_counted_is_placed_by_the_passages_first_words():
    source = version("plan", EN, word_file("One."))
    long = version("plan", LV, word_file("Vienošanās " * 20))
    what = item("plan", source, long)
    one = finding(LV, long.document.blocks[0])
    told = lines(content(what, languages=(LV,), sections=("findings",), findings=(one,)))
    (quoted,) = [line for line in told if line.startswith("Vienošanās")]
    assert quoted.endswith(" …")
    assert len(quoted) <= 62


def test_a_finding_on_the_whole_document_has_no_place():
    one = replace(finding(LV, plan().versions[LV].document.blocks[0]), location=Location())
    told = lines(content(plan(), languages=(LV,), sections=("findings",), findings=(one,)))
    assert "Wrong in lv." in told
    assert not [line for line in told if line.startswith(("Nr.", "Viens"))]


def test_the_rules_english_name_does_not_stand_on_the_findings_page():
    what = plan()
    one = finding(LV, what.versions[LV].document.blocks[1])
    told = lines(content(what, languages=(LV,), sections=("findings",), findings=(one,)))
    assert "term-forbidden" not in told


def test_a_brief_english_date_names_its_month():
    told = lines(content(plan(), languages=(EN,), sections=("revisions",)))
    assert "2 Mar 2015" in told

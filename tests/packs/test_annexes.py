"""What a pack says of itself: its languages, its terms, its revisions, who signs."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from making import EN, LV, content, item, term, translated, version, word_file

from hexapla.packs import Package, build

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plan():
    source = version("plan", EN, word_file("One plan."))
    return item("plan", source, translated("plan", LV, word_file("Viens plāns."), source, {}))


def body(what):
    (made,) = build(what)
    package = Package.read(made.content)
    return etree.fromstring(package.parts[package.main])


def lines(root):
    return ["".join(one.itertext(f"{W}t")) for one in root.iter(f"{W}p")]


def test_only_the_first_of_a_list_of_languages_has_a_capital():
    what = content(plan(), languages=(EN, LV), layout="parallel")
    said = lines(body(what))
    assert "English and Latvian" in said
    assert "Latviešu un angļu" in lines(body(replace(what, languages=(LV, EN))))


def test_the_terms_of_one_language_go_down_two_columns():
    terms = (term("plan", en="plan", lv="plāns"), term("act", en="act", lv="akts"))
    what = content(plan(), languages=(EN,), sections=("glossary",), concepts=terms)
    root = body(what)
    assert [line for line in lines(root) if line in {"plan", "act"}] == ["act", "plan"]
    assert not list(root.iter(f"{W}tbl"))
    assert [one.get(f"{W}num") for one in root.iter(f"{W}cols")] == ["2"]


def test_a_file_of_sources_alone_asks_for_no_approvals():
    what = content(plan(), languages=(EN,), sections=("cover", "sign-off"))
    assert "Sign-off" not in lines(body(what))

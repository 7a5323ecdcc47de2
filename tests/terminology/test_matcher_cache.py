"""Compiled terms come back from their cache, and only from a sound one."""

import gc
import json
import weakref

import pytest

from hexapla.terminology import compile_terms, compiled

TERMS = {"a": "nozieguma upuris", "b": "ES", "c": "cross-border/local"}
TEXT = "Nozieguma upuriem ES"


def forms(matcher):
    return [(match.term_id, match.form, match.analysis) for match in matcher.find(TEXT)]


@pytest.fixture
def inflections(monkeypatch):
    """Count how often terms are compiled anew."""
    counted = []
    original = compiled._Compiler.compile

    def compile_and_count(self, citations):
        counted.append(len(citations))
        return original(self, citations)

    monkeypatch.setattr(compiled._Compiler, "compile", compile_and_count)
    return counted


def test_the_second_run_takes_the_terms_from_the_cache(tmp_path, inflections):
    first = compile_terms("lv", TERMS, cache=tmp_path)
    second = compile_terms("lv", TERMS, cache=tmp_path)
    assert forms(first) == forms(second) == forms(compile_terms("lv", TERMS)) != []
    assert inflections == [3, 3]  # the first run, and the one without a cache


@pytest.mark.parametrize("damage", [
    lambda raw: raw[: len(raw) // 2],
    lambda raw: raw.replace(b"upur", b"uper"),
    lambda raw: b"",
    lambda raw: b"cos\nsystem\n(S'true'\ntR.",
    lambda raw: raw[:10] + b"\xff" + raw[11:],
])  # fmt: skip
def test_a_damaged_cache_is_made_anew(tmp_path, inflections, damage):
    good = forms(compile_terms("lv", TERMS, cache=tmp_path))
    (path,) = tmp_path.iterdir()
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert forms(compile_terms("lv", TERMS, cache=tmp_path)) == good
    assert inflections == [3, 3]
    assert path.read_bytes() == sound


def test_another_glossary_or_version_of_the_rules_has_another_cache(tmp_path, monkeypatch):
    compile_terms("lv", TERMS, cache=tmp_path)
    compile_terms("lv", {**TERMS, "d": "līgums"}, cache=tmp_path)
    monkeypatch.setattr(compiled.hexapla, "__version__", "0.0.0+other")
    compile_terms("lv", TERMS, cache=tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_cache_is_json_and_the_same_bytes_each_time(tmp_path):
    compile_terms("lv", TERMS, cache=tmp_path / "one")
    compile_terms("lv", TERMS, cache=tmp_path / "two")
    (one,), (two,) = (list((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert isinstance(json.loads(one.read_bytes().partition(b"\n")[2]), dict)


def test_a_folder_that_cannot_be_written_to_is_done_without(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert forms(compile_terms("lv", TERMS, cache=blocked / "cache")) != []


def test_what_was_asked_when_compiled_is_found_as_if_it_were_asked_anew(tmp_path):
    terms = {"a": "leping", "b": "Tartu", "c": "kool", "d": "mees", "e": "kogu", "f": "nimi"}
    text = (
        "Lepingu sõlmis Tartu kool, lepingut ei olnud. Tartus on mehed koolis, kogu koolgi "
        "teab nime, nimega ja nimel; mehi, meestele, koguga, kooli, koolid, tartut, Koolist."
    )
    asked, anew = compile_terms("et", terms, cache=tmp_path), compile_terms("et", terms)
    assert asked.find(text) == anew.find(text) != []
    assert asked.find(text.upper()) == anew.find(text.upper())


def test_a_cached_glossary_asks_the_analyser_nothing_about_its_own_short_forms(
    tmp_path, monkeypatch
):
    compile_terms("et", {"a": "leping"}, cache=tmp_path)
    matcher = compile_terms("et", {"a": "leping"}, cache=tmp_path)
    analyser = type(matcher._profile.analyser)

    def refuse(*_):
        pytest.fail("the analyser was asked")

    monkeypatch.setattr(analyser, "confirms", refuse)
    monkeypatch.setattr(analyser, "vetoes", refuse)
    assert [match.form for match in matcher.find("kaks lepingut")] == ["lepingut"]


def test_a_large_glossary_is_let_go_without_the_collector_of_cycles(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "_LARGE", 1)
    try:
        for _ in ("compiled", "from the cache"):
            matcher = compile_terms("lv", TERMS, cache=tmp_path)
            assert forms(matcher)
            assert gc.get_freeze_count() > 0
            known = weakref.ref(matcher._known)
            gc.disable()
            del matcher
            assert known() is None
            gc.enable()
    finally:
        gc.unfreeze()
        gc.enable()

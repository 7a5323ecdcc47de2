"""Compiled terms come back from their cache, and only from a sound one."""

import json

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

"""What the check of a redline takes from the XML alone must never hide what a reader would see."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import EN

from hexapla.packs import Package, redline
from hexapla.packs.redline import weave
from hexapla.packs.redline.oracle import Views, first_difference, settled, shown
from hexapla.packs.xml import parse, q, serial

_FILES = sorted((Path(__file__).parents[2] / "source_docs").glob("*/*.en.docx"))
_STORIES = {"header", "footer", "footnotes", "styles", "numbering", "settings"}
_VALUES = ("0", "1", "2", "x", "restart", "default", "first", "begin", "end", "Heading1")


def _damaged(package: Package, chance) -> Package:
    """Change one element of one part: gone, doubled, another value, another text."""
    made = package.copy()
    parts = sorted(
        {one.target for one in package.relations(package.main) if one.kind in _STORIES}
        | {package.main}
    )
    part = chance.choice([*parts, package.main, package.main, package.main])
    root = parse(made.parts[part])
    elements = [one for one in root.iter() if one.getparent() is not None]
    tag = chance.choice(sorted({one.tag for one in elements}))
    one = chance.choice([one for one in elements if one.tag == tag])
    act = chance.randrange(4)
    if act == 0:
        one.addnext(copy.deepcopy(one))
    elif act == 1 and one.attrib:
        one.set(chance.choice(sorted(one.attrib)), chance.choice(_VALUES))
    elif act == 2 and one.text:
        one.text = one.text[:-1] + chance.choice(("", " ", "x"))
    else:
        one.getparent().remove(one)
    made.parts[part] = serial(root)
    return made


@pytest.mark.parametrize("path", _FILES[:6], ids=lambda path: path.stem)
@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(chance=st.randoms(use_true_random=False))
def test_what_is_alike_in_the_xml_reads_the_same(path, chance):
    package = Package.read(path.read_bytes())
    other = _damaged(package, chance)
    if not Views(EN).difference_in_xml(package, other, accept=True):
        assert not first_difference(shown(package.write(), EN), shown(other.write(), EN))


def test_an_unseen_change_is_alike_in_the_xml():
    package = Package.read(_FILES[0].read_bytes())
    other = package.copy()
    root = parse(other.parts[other.main])
    for run in list(root.iter(q("r"))):
        if run.find(q("t")) is not None and (run.find(q("t")).text or "").isalpha():
            before = copy.deepcopy(run)
            before.find(q("t")).text = run.find(q("t")).text[:1]
            run.find(q("t")).text = run.find(q("t")).text[1:]
            run.addprevious(before)
    other.parts[other.main] = serial(root)
    assert other.parts[other.main] != package.parts[package.main]
    assert not Views(EN).difference_in_xml(package, other, accept=True)


def _pair():
    package = Package.read(_FILES[0].read_bytes())
    old = package.write()
    root = parse(package.parts[package.main])
    text = max(root.iter(q("t")), key=lambda one: len((one.text or "").split()))
    words = text.text.split(" ")
    text.text = " ".join([*words[:2], "entirely", *words[3:]])
    package.parts[package.main] = serial(root)
    return old, package.write()


def test_a_comparison_that_loses_a_word_is_not_called_exact(monkeypatch):
    right = weave.Weaver._went

    def forgetful(self, token):
        return [] if token.key.strip() else right(self, token)

    monkeypatch.setattr(weave.Weaver, "_went", forgetful)
    old, new = _pair()
    made = redline(old, new, language=EN)
    assert made.fallback
    assert not first_difference(
        shown(settled(made.content, accept=False), EN), shown(settled(old, accept=False), EN)
    )


def test_a_comparison_that_keeps_what_came_is_not_called_exact(monkeypatch):
    def careless(self, token):
        return [*token.riders, *token.pieces]

    monkeypatch.setattr(weave.Weaver, "_came", careless)
    old, new = _pair()
    assert not redline(old, new, language=EN).exact or redline(old, new, language=EN).fallback


def test_a_header_that_nobody_compared_is_found():
    package = Package.read(_FILES[0].read_bytes())
    other = package.copy()
    for one in package.relations(package.main):
        if one.kind == "header":
            root = parse(other.parts[one.target])
            next(root.iter(q("t"))).text = "Another header"
            other.parts[one.target] = serial(root)
    assert Views(EN).difference(package, other, accept=True)

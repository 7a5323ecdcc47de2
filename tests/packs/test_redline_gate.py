"""The check of a redline: what it reads once must not hide what it should find."""

from __future__ import annotations

import pytest
from making import EN, word_file

from hexapla.packs import Package
from hexapla.packs.redline.oracle import Views, settled, shown
from hexapla.packs.xml import parse, q, serial

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _file(*body: str) -> Package:
    package = Package.read(word_file("x"))
    root = parse(package.parts[package.main])
    made = parse(f"<w:body {_W}>{''.join(body)}</w:body>".encode())
    root.find(q("body"))[:] = [*made, root.find(q("body"))[-1]]
    package.parts[package.main] = serial(root)
    return package


def _p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def _r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(end: str) -> str:
    kinds = ("begin", "separate", *([end] if end else []))
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds]
    return marks[0] + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + "".join(marks[1:])


_A, _B, _C, _D = (_p(_r(f"{word} paragraph")) for word in ("First", "Second", "Third", "Fourth"))
_CELL = f"<w:tbl><w:tr><w:tc>{_A}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((_A, _B, _C), (_A, _B, _D)),
        ((_A, _B, _C), (_A, _C, _B)),
        ((_A, _B, _C), (_A, _B)),
        ((_A, _B), (_A, _A, _B)),
        ((_A, _CELL, _B), (_A, _A, _B)),
        ((_A, _CELL, _CELL, _B), (_A, _CELL, _B)),
    ],
)
def test_a_difference_between_what_is_the_same_is_found(one, other):
    assert Views(EN).difference(_file(*one), _file(*other), accept=True)
    assert not Views(EN).difference(_file(*one), _file(*one), accept=True)


def test_a_field_that_lost_its_end_is_found_though_what_follows_is_the_same():
    opened = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    closed = f'{opened}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    whole, broken = _file(_p(closed), _B, _C), _file(_p(opened + _r("6")), _B, _C)
    assert Views(EN).difference(whole, broken, accept=True)


def test_the_same_paragraphs_under_another_style_are_found():
    heading = _p('<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' + _r("Goals"))
    one, other = _file(heading, _B), _file(heading, _B)
    styles = other.related(other.main, "styles")
    root = parse(other.parts[styles])
    for style in root.iter(q("style")):
        if style.get(q("styleId")) == "Heading1":
            style.find(q("name")).set(q("val"), "Something")
            for level in list(style.iter(q("outlineLvl"))):
                level.getparent().remove(level)
    other.parts[styles] = serial(root)
    assert Views(EN).difference(one, other, accept=True)


def test_both_views_of_one_package_differ_where_it_holds_changes():
    tracked = _p(f'<w:ins w:id="1" w:author="Anna">{_r("new")}</w:ins>{_r(" text")}')
    with_changes = _file(_A, tracked, _C)
    views = Views(EN)
    assert not views.difference(with_changes, _file(_A, _p(_r("new text")), _C), accept=True)
    assert not views.difference(with_changes, _file(_A, _p(_r(" text")), _C), accept=False)
    assert views.difference(with_changes, _file(_A, _p(_r(" text")), _C), accept=True)


def test_the_short_reading_agrees_with_the_whole_one():
    package = _file(_A, _CELL, _p(_r("p. ") + _field("end")), _B, _CELL, _C)
    changed = _file(_A, _CELL, _p(_r("p. ") + _field("end")), _D, _CELL, _C)
    assert Views(EN).difference(package, changed, accept=True) == (
        "“Second paragraph” in body, not “Fourth paragraph”"
    )
    assert shown(settled(package.write(), accept=True), EN) != shown(changed.write(), EN)

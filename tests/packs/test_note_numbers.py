"""Notes keep their numbers in a pack, whatever program shows it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest
from making import EN, LV, content, item, version, word_file

from hexapla.packs import Package, build
from hexapla.packs.figures import figure
from hexapla.packs.package import Relation, office
from hexapla.packs.pages_text import page_texts
from hexapla.packs.pdf import printed
from hexapla.packs.xml import e, parse, q, serial

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def noted(*texts: str) -> bytes:
    """Make a Word file with a paragraph and a footnote for each text."""
    package = Package.read(word_file(*texts))
    root = parse(package.parts[package.main])
    for number, paragraph in enumerate(list(root.iter(q("p")))[: len(texts)], 2):
        paragraph.append(e("r", e("footnoteReference", id=number)))
    package.parts[package.main] = serial(root)
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r>'
        "</w:p></w:footnote>"
        for number, text in enumerate(texts, 2)
    )
    package.put(
        "word/footnotes.xml", f"<w:footnotes {_SPACE}>{notes}</w:footnotes>".encode(), _KIND
    )
    relation = Relation(id="rIdN", type=office("footnotes"), target="word/footnotes.xml")
    package.relate(package.main, [*package.relations(package.main), relation])
    return package.write()


@pytest.mark.parametrize(
    ("number", "style", "said"),
    [
        (14, "decimal", "14"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (5, "chicago", "**"),
        (3, "koreanCounting", ""),
    ],
)
def test_a_number_is_written_in_the_documents_figures(number, style, said):
    assert figure(number, style) == said


def test_each_documents_notes_count_from_one():
    items = [
        item(name, version(name, EN, noted("A.", "B.")), version(name, LV, noted("C.", "D.")))
        for name in ("first", "second")
    ]
    (one,) = build(content(*items, languages=(LV,), sections=("documents",)))
    package = Package.read(one.content)
    body = package.parts["word/document.xml"].decode()
    assert re.findall(r"<w:footnoteReference[^>]*/><w:t>(\d)</w:t>", body) == ["1", "2", "1", "2"]
    notes = package.parts["word/footnotes.xml"].decode()
    assert re.findall(r"Requires=\"w15\"><w:t>(\d+)</w:t>", notes) == ["1", "2", "1", "2"]


def test_a_document_set_from_its_text_has_its_notes_too():
    broken = Package.read(noted("C.", "D."))
    broken.parts["word/styles.xml"] = b"<styles"
    lv = replace(version("plan", LV, noted("C.", "D.")), content=broken.write())
    what = item("plan", version("plan", EN, noted("A.")), lv)
    (one,) = build(content(what, languages=(LV,), sections=("documents",)))
    body = Package.read(one.content).parts["word/document.xml"].decode()
    assert re.findall(r"<w:footnoteReference[^>]*/><w:t>(\d)</w:t>", body) == ["1", "2"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="there is no LibreOffice")
def test_a_number_of_two_figures_is_shown_once():
    told = [f"Said {letter}" for letter in "abcdefghijkl"]
    what = item("plan", version("plan", EN, noted(*told)), version("plan", LV, noted(*told)))
    (one,) = build(content(what, languages=(LV,), sections=("documents",)))
    (page,) = page_texts(printed(one.content))
    for number, letter in enumerate("abcdefghijk", 1):
        assert re.findall(rf"Said {letter}(\d+)", page)[0] == str(number)

"""Packs in their layouts: what stands in them, what they say is missing, and the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from lxml import etree
from making import EN, LT, LV, config, content, item, term, translated, version, word_file

from hexapla.errors import UsageError
from hexapla.model import Document, Finding, Language, Location, Severity, State
from hexapla.packs import Package, build, dangling

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def strategy(states=None, *, lv: bytes | None = None):
    source = version(
        "strategy", EN, word_file("First.", "Second.", "Third.", heading="Strategy"), number=2
    )
    words = ["Pirmais.", "Otrais.", "Trešais."]
    absent = [place for place, state in (states or {}).items() if state == State.MISSING]
    words = [word for place, word in enumerate(words, 1) if place not in absent]
    own = lv or word_file(*words, heading="Stratēģija")
    return item("strategy", source, translated("strategy", LV, own, source, states or {}))


def built(what):
    packs = {one.name: one for one in build(what)}
    for one in packs.values():
        assert dangling(Package.read(one.content)) == ()
    return packs


def paragraphs(raw: bytes) -> list[str]:
    package = Package.read(raw)
    root = etree.fromstring(package.parts[package.main])
    told = ("".join(p.itertext(f"{W}t")) for p in root.iter(f"{W}p"))
    return [text for text in told if text]


def first_page(raw: bytes) -> list[str]:
    """Give the paragraphs up to the end of the first section."""
    package = Package.read(raw)
    body = etree.fromstring(package.parts[package.main])[0]
    told = []
    for block in body:
        told += ["".join(p.itertext(f"{W}t")) for p in block.iter(f"{W}p")]
        if block.find(f".//{W}sectPr") is not None:
            return [text for text in told if text]
    return told


def footers(raw: bytes) -> str:
    package = Package.read(raw)
    return " ".join(
        "".join(etree.fromstring(content).itertext(f"{W}t"))
        for name, content in sorted(package.parts.items())
        if "footer" in name and name.endswith(".xml")
    )


def rows(raw: bytes) -> list[list[str]]:
    package = Package.read(raw)
    root = etree.fromstring(package.parts[package.main])
    return [
        [
            "\n".join("".join(p.itertext(f"{W}t")) for p in cell.iter(f"{W}p"))
            for cell in row.iter(f"{W}tc")
        ]
        for row in root.iter(f"{W}tr")
    ]


def test_there_is_one_file_a_language():
    assert sorted(built(content(strategy()))) == ["strategy.en.docx", "strategy.lv.docx"]


def test_the_cover_names_project_partners_and_the_official_statement():
    packs = built(content(strategy()))
    cover = first_page(packs["strategy.lv.docx"].content)
    assert "Stratēģijas pakete" in cover
    assert "HOME/2013/ISEC/FP/C1/4000005037" in cover
    assert "Lietuvas Policijas departaments (koordinators)" in cover
    assert "Ar programmas „Noziedzības novēršana un cīņa pret to” finansiālu atbalstu" in footers(
        packs["strategy.lv.docx"].content
    )


def test_the_emblem_has_a_text_in_its_place_and_is_high_enough():
    package = Package.read(built(content(strategy()))["strategy.lv.docx"].content)
    footer = etree.fromstring(package.parts["word/hx_cover_footer.xml"])
    (drawing,) = footer.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    assert drawing.get("descr") == "Eiropas Savienības emblēma"
    extent = drawing.getparent()[0]
    assert int(extent.get("cy")) >= 10 * 36_000
    assert int(extent.get("cx")) * 2 == int(extent.get("cy")) * 3


def test_the_contents_name_the_documents_in_the_packs_language():
    told = paragraphs(built(content(strategy()))["strategy.lv.docx"].content)
    assert "Saturs" in told
    assert any(text.startswith("1.Stratēģija") and "1. redakcija" in text for text in told)


def test_every_run_of_the_pack_says_its_language():
    package = Package.read(built(content(strategy()))["strategy.lv.docx"].content)
    styles = ("Hx",)
    for paragraph in etree.fromstring(package.parts[package.main]).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or not style.get(f"{W}val").startswith(styles):
            continue
        for run in paragraph.iter(f"{W}r"):
            assert run.find(f"{W}rPr/{W}lang") is not None


def test_a_version_that_is_not_there_is_named_on_the_first_page():
    pack = built(content(strategy(), languages=(LT,)))["strategy.lt.docx"]
    assert pack.missing
    page = " ".join(first_page(pack.content))
    assert "Šis rinkinys nėra išsamus" in page
    assert "Lietuvių" in page


def test_passages_that_are_stale_are_told_on_the_first_page_and_in_the_annex():
    pack = built(content(strategy({1: State.STALE}), languages=(LV,)))["strategy.lv.docx"]
    assert any("agrākai avota redakcijai: 1" in text for text in first_page(pack.content))
    assert "Novecojis kopš 2. redakcijas" in paragraphs(pack.content)


def test_a_document_that_cannot_be_composed_is_set_from_its_text():
    what = strategy()
    broken = replace(what.versions[LV], content=b"PK\x03\x04 no zip at all")
    pack = built(content(replace(what, versions={**what.versions, LV: broken}), languages=(LV,)))
    (one,) = pack.values()
    told = paragraphs(one.content)
    assert "Pirmais." in told
    assert any("bez noformējuma" in text for text in first_page(one.content))
    assert one.troubles


def test_a_language_that_begins_a_line_in_azerbaijani_keeps_the_dot_of_its_capital():
    az = Language("az")
    what = item(
        "plan", version("plan", EN, word_file("One.")), version("plan", az, word_file("Bir."))
    )
    (one,) = built(content(what, layout="parallel", languages=(az, EN))).values()
    told = "\n".join(paragraphs(one.content) + [" ".join(row) for row in rows(one.content)])
    assert "İngilis" in told
    assert "Ingilis" not in told


def test_markdown_is_set_in_the_packs_look():
    text = "# Plan\n\nOne **bold** word.\n\n- first\n- second\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    what = item("plan", version("plan", EN, text.encode()))
    (one,) = built(content(what, languages=(EN,))).values()
    told = paragraphs(one.content)
    assert "Plan" in told
    assert "One bold word." in told
    assert ["1", "2"] in rows(one.content)


def test_columns_stand_row_by_row():
    (one,) = built(content(strategy(), layout="parallel")).values()
    told = [row[1:] for row in rows(one.content)]
    assert ["Second.", "Otrais."] in told


def test_a_missing_cell_says_so_and_a_stale_one_is_labelled_and_shaded():
    what = strategy({1: State.STALE, 2: State.MISSING})
    (one,) = built(content(what, layout="parallel", languages=(LV, EN))).values()
    told = [row[1:] for row in rows(one.content)]
    assert ["Novecojis kopš 2. redakcijas\nPirmais.", "First."] in told
    assert ["Trūkst kopš 2. redakcijas", "Second."] in told
    assert ["Trešais.", "Third."] in told
    package = Package.read(one.content)
    fills = [
        shade.get(f"{W}fill")
        for shade in etree.fromstring(package.parts[package.main]).iter(f"{W}shd")
    ]
    assert {"FFF2CC", "FBE5E5"} <= set(fills)


def test_blocks_that_one_translation_joins_stand_in_one_row_for_all():
    what = strategy()
    lv = what.versions[LV]
    joined = replace(
        lv.units[1],
        source=lv.units[1].source + lv.units[2].source,
        target=lv.units[1].target + lv.units[2].target,
    )
    lv = replace(lv, units=(lv.units[0], joined, lv.units[3]))
    what = replace(what, versions={**what.versions, LV: lv})
    (one,) = built(content(what, layout="parallel")).values()
    assert ["First.\nSecond.", "Pirmais.\nOtrais."] in [row[1:] for row in rows(one.content)]


def test_the_header_row_is_repeated_and_three_languages_lie_across():
    lt = version("strategy", LT, word_file("Pirmas."))
    what = strategy()
    what = replace(what, versions={**what.versions, LT: lt})
    (one,) = built(content(what, layout="parallel", languages=(EN, LV, LT))).values()
    package = Package.read(one.content)
    root = etree.fromstring(package.parts[package.main])
    assert list(root.iter(f"{W}tblHeader"))
    assert any(size.get(f"{W}orient") == "landscape" for size in root.iter(f"{W}pgSz"))


def test_more_than_six_languages_do_not_stand_side_by_side():
    tags = tuple(Language(tag) for tag in ("en", "lv", "lt", "et", "fi", "sv", "de"))
    with pytest.raises(UsageError, match="side by side"):
        list(build(content(strategy(), layout="parallel", languages=tags)))


def finding(document: Document, text: str, start: int, end: int) -> Finding:
    block = next(block for block in document.blocks if block.text == text)
    return Finding(
        rule="term-forbidden", category="Terminology", severity=Severity.MAJOR, document="strategy",
        language=LV, location=Location(block=block.id, path=block.path, start=start, end=end),
        message="“Otrais” is forbidden", suggestion="nākamais",
    )  # fmt: skip


def test_a_review_copy_has_a_comment_at_the_very_words():
    what = strategy()
    one = finding(what.versions[LV].document, "Otrais.", 0, 6)
    (pack,) = built(content(what, layout="review", findings=(one,))).values()
    package = Package.read(pack.content)
    root = etree.fromstring(package.parts[package.main])
    (start,) = root.iter(f"{W}commentRangeStart")
    said, here = "", start.getnext()
    while here.tag != f"{W}commentRangeEnd":
        said += "".join(here.itertext(f"{W}t"))
        here = here.getnext()
    assert said == "Otrais"
    comment = package.parts[package.related(package.main, "comments")].decode()
    assert "nākamais" in comment
    assert re.findall(r'w:date="(\d{4})', comment) == ["2000"]


def test_a_finding_on_a_missing_passage_is_commented_where_it_is_missing():
    what = strategy({2: State.MISSING})
    source = what.versions[EN].document
    one = replace(finding(source, "Second.", 0, 0), rule="missing-block")
    (pack,) = built(content(what, layout="review", findings=(one,))).values()
    package = Package.read(pack.content)
    root = etree.fromstring(package.parts[package.main])
    (reference,) = root.iter(f"{W}commentReference")
    assert "Trūkst" in "".join(reference.getparent().getparent().itertext(f"{W}t"))


def test_the_glossary_is_sorted_as_the_language_sorts():
    concepts = (
        term("1", lv="zeme", en="earth"),
        term("2", lv="čaula", en="shell"),
        term("3", lv="cena", en="price"),
    )
    what = content(strategy(), languages=(LV,), concepts=concepts)
    (one,) = built(what).values()
    told = [row[0] for row in rows(one.content) if row[0] in {"zeme", "čaula", "cena"}]
    assert told == ["cena", "čaula", "zeme"]


def test_a_text_with_what_xml_does_not_know_harms_nothing():
    what = strategy()
    one = replace(
        finding(what.versions[LV].document, "Otrais.", 0, 6), message="bad \x00 \ud800 <&>"
    )
    built(content(what, layout="review", findings=(one,)))


SCRIPT = """
import hashlib, sys
sys.path.insert(0, {folder!r})
from making import *
from hexapla.packs import build
source = version("s", EN, b"# Title\\n\\nOne.\\n\\n- two\\n")
what = item("s", source, version("s", LV, b"# Virsraksts\\n\\nViens.\\n\\n- divi\\n"))
for layout in ("language", "parallel", "review"):
    for one in build(content(what, layout=layout, concepts=(term("1", lv="a", en="b"),))):
        print(one.name, hashlib.sha256(one.content).hexdigest())
"""


def test_another_time_zone_locale_and_hash_seed_give_the_same_bytes():
    script = SCRIPT.format(folder=str(Path(__file__).parent))
    said = set()
    for zone, locale, seed in (
        ("Pacific/Auckland", "C", "1"),
        ("America/Lima", "lv_LV.UTF-8", "2"),
    ):
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        said.add(done.stdout)
    assert len(said) == 1
    assert len(said.pop().splitlines()) == 4


def test_a_section_that_nobody_registered_is_named():
    with pytest.raises(UsageError, match="no “fireworks”"):
        list(build(content(strategy(), sections=("cover", "fireworks"))))


def test_roles_stand_on_the_sign_off_sheet():
    own = config(roles={"head": {"titles": {"lv": "Priekšnieks"}}})
    (one,) = built(
        content(strategy(), languages=(LV,), sections=("sign-off",), settings=own)
    ).values()
    assert any(row[2] == "Priekšnieks" for row in rows(one.content))


def test_the_properties_of_every_paragraph_and_run_stand_in_the_schemas_order():
    from hexapla.packs.xml import _ORDERS

    for layout in ("language", "parallel", "review"):
        for one in built(content(strategy({1: State.STALE}), layout=layout)).values():
            package = Package.read(one.content)
            for name in sorted(package.parts):
                if not name.startswith("word/") or not name.endswith(".xml"):
                    continue
                for element in etree.fromstring(package.parts[name]).iter():
                    kind = etree.QName(element).localname
                    if kind not in _ORDERS or not element.tag.startswith(W):
                        continue
                    places = [_ORDERS[kind].get(etree.QName(part).localname) for part in element]
                    assert None not in places, (name, etree.tostring(element))
                    assert places == sorted(places), (name, etree.tostring(element))


def test_a_partnerships_template_gives_its_styles_and_what_it_lacks_is_named():
    template = word_file("Cover text of the template", font="Georgia")
    what = replace(content(strategy(), languages=(LV,)), template=template, template_place="t.docx")
    (one,) = built(what).values()
    package = Package.read(one.content)
    styles = etree.fromstring(package.parts[package.related(package.main, "styles")])
    found = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    assert found["HxTitle"].find(f"{W}basedOn").get(f"{W}val") == "Title"
    assert found["Normal"].find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Georgia"
    assert not one.troubles
    bare = Package.read(template)
    part = bare.related(bare.main, "styles")
    bare.parts[part] = (
        bare.parts[part]
        .replace(b'w:val="Subtitle"', b'w:val="Untertitel"')
        .replace(b'w:styleId="Subtitle"', b'w:styleId="Untertitel"')
    )
    (other,) = built(replace(what, template=bare.write())).values()
    assert "Subtitle" in str(other.troubles[0])


def test_a_template_that_is_no_word_file_is_told_and_the_pack_is_built_without_it():
    what = replace(content(strategy(), languages=(LV,)), template=b"no", template_place="t.docx")
    (one,) = built(what).values()
    assert "t.docx" in str(one.troubles[0])
    assert "Stratēģijas pakete" in paragraphs(one.content)


def test_a_template_gives_its_page_and_its_header():
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(216), Mm(279)
    section.header.paragraphs[0].text = "Letterhead of the partnership"
    stream = io.BytesIO()
    document.save(stream)
    what = replace(content(strategy(), languages=(LV,)), template=stream.getvalue())
    (one,) = built(what).values()
    package = Package.read(one.content)
    root = etree.fromstring(package.parts[package.main])
    last = list(root.iter(f"{W}sectPr"))[-1]
    assert last.find(f"{W}pgSz").get(f"{W}w") == "12246"
    name = last.find(f"{W}headerReference").get(f"{{{R}}}id")
    part = next(found.target for found in package.relations(package.main) if found.id == name)
    assert b"Letterhead of the partnership" in package.parts[part]

"""Documents that clash in everything, composed into one file: each must stay what it was."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from making import word_file

from hexapla.errors import HostileDocumentError, UnreadableDocumentError
from hexapla.model import Language
from hexapla.packs import Composer, Package, dangling, default_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def compose(*documents: bytes) -> Package:
    composer = Composer(default_template())
    for number, document in enumerate(documents, 1):
        composer.document(Package.read(document), number)
    return Package.read(composer.finish().write())


def main_of(package: Package) -> etree._Element:
    return etree.fromstring(package.parts[package.main])


def part(package: Package, kind: str) -> etree._Element:
    return etree.fromstring(package.parts[package.related(package.main, kind)])


def texts(package: Package) -> list[str]:
    paragraphs = ("".join(p.itertext(f"{W}t")) for p in main_of(package).iter(f"{W}p"))
    return [text for text in paragraphs if text]


def style_of(package: Package, text: str) -> etree._Element:
    """Give the style of the paragraph with that text."""
    for paragraph in main_of(package).iter(f"{W}p"):
        if "".join(paragraph.itertext(f"{W}t")) == text:
            name = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            styles = part(package, "styles")
            return next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == name)
    raise AssertionError(text)


def with_xml(content: bytes, name: str, old: str, new: str) -> bytes:
    """Rewrite a part of a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.namelist():
            raw = source.read(entry)
            if entry == name:
                assert old in raw.decode()
                raw = raw.decode().replace(old, new, 1).encode()
            target.writestr(entry, raw)
    return stream.getvalue()


def with_body(content: bytes, xml: str) -> bytes:
    """Put blocks at the beginning of the body."""
    return with_xml(content, "word/document.xml", "<w:body>", f"<w:body>{xml}")


def test_the_documents_follow_each_other_whole():
    made = compose(word_file("One.", "Two."), word_file("Three."))
    assert texts(made) == ["One.", "Two.", "Three."]
    assert dangling(made) == ()


def test_two_looks_of_one_style_name_stay_two():
    made = compose(
        word_file("Small.", font="Arial", size=8), word_file("Large.", font="Georgia", size=20)
    )
    sizes = [
        style_of(made, text).find(f"{W}rPr/{W}sz").get(f"{W}val") for text in ("Small.", "Large.")
    ]
    assert sizes == ["16", "40"]
    names = {style_of(made, text).get(f"{W}styleId") for text in ("Small.", "Large.")}
    assert len(names) == 2


def test_equal_styles_are_shared():
    once = len(list(part(compose(word_file("One.")), "styles").iter(f"{W}style")))
    twice = compose(word_file("One."), word_file("Two."))
    assert style_of(twice, "One.").get(f"{W}styleId") == style_of(twice, "Two.").get(f"{W}styleId")
    more = len(list(part(twice, "styles").iter(f"{W}style"))) - once
    numbered = [
        s for s in part(twice, "styles").iter(f"{W}style") if s.get(f"{W}styleId").startswith("d2_")
    ]
    assert more == len(numbered)
    assert {s.get(f"{W}type") for s in numbered} <= {"paragraph", "numbering"}
    assert all(s.get(f"{W}styleId").startswith(("d2_List", "d2_No")) for s in numbered)


def test_lists_count_anew_in_each_document():
    made = compose(word_file(items=("a", "b")), word_file(items=("c",)))
    numbers = [
        style_of(made, text).find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for text in ("a", "c")
    ]
    assert numbers[0] != numbers[1]
    assert dangling(made) == ()


def test_defaults_of_a_document_come_with_it():
    other = word_file("Other.")
    other = with_xml(
        other, "word/styles.xml", '<w:spacing w:after="200"', '<w:spacing w:after="40"'
    )
    made = compose(word_file("First."), other)
    spacing = style_of(made, "Other.").find(f"{W}pPr/{W}spacing")
    assert spacing.get(f"{W}after") == "40"


def test_fonts_of_a_theme_are_written_out():
    made = compose(word_file("One.", heading="Heading"))
    for fonts in part(made, "styles").iter(f"{W}rFonts"):
        assert not [name for name in fonts.attrib if "heme" in name]


def test_bookmarks_of_one_name_and_the_links_to_them_stay_apart():
    xml = (
        '<w:p><w:bookmarkStart w:id="0" w:name="_Ref1"/><w:r><w:t>{0}</w:t></w:r><w:bookmarkEnd w:id="0"/>'
        '<w:hyperlink w:anchor="_Ref1"><w:r><w:t>see</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _R</w:instrText></w:r>'
        '<w:r><w:instrText>ef1 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    made = compose(
        with_body(word_file("a"), xml.format("A")), with_body(word_file("b"), xml.format("B"))
    )
    root = main_of(made)
    anchors = [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")]
    instructions = ["".join(p.itertext(f"{W}instrText")).split() for p in root.iter(f"{W}p")]
    assert len(set(anchors)) == 2
    assert [words[1] for words in instructions if words] == anchors
    assert dangling(made) == ()


def test_a_field_that_asks_the_clock_or_the_file_is_frozen():
    xml = (
        '<w:p><w:fldSimple w:instr=" DATE \\@ yyyy "><w:r><w:t>2015</w:t></w:r></w:fldSimple></w:p>'
    )
    root = main_of(compose(with_body(word_file("a"), xml)))
    assert not list(root.iter(f"{W}fldSimple"))
    assert "2015" in "".join(root.itertext(f"{W}t"))


def test_the_number_of_pages_means_the_documents_own():
    xml = '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>4</w:t></w:r></w:fldSimple></w:p>'
    made = compose(word_file("a"), with_body(word_file("b"), xml))
    (field,) = main_of(made).iter(f"{W}fldSimple")
    assert field.get(f"{W}instr").split() == ["PAGEREF", "_HexaplaEnd2"]
    assert dangling(made) == ()


def test_figures_count_from_one_in_each_document():
    xml = '<w:p><w:fldSimple w:instr=" SEQ Figure \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    made = compose(with_body(word_file("a"), xml), with_body(word_file("b"), xml))
    first, second = (one.get(f"{W}instr") for one in main_of(made).iter(f"{W}fldSimple"))
    assert "\\r 1" not in first
    assert "\\r 1" in second


def test_pages_count_from_one_and_headers_do_not_come_down():
    made = compose(word_file("a", header="Only mine"), word_file("b"))
    sections = list(main_of(made).iter(f"{W}sectPr"))
    assert [s.find(f"{W}pgNumType").get(f"{W}start") for s in sections] == ["1", "1"]
    (reference,) = sections[1].findall(f"{W}headerReference")
    relation = next(one for one in made.relations(made.main) if one.id == reference.get(qn("r:id")))
    assert b"Only mine" not in made.parts[relation.target]


def test_comments_keep_their_places_under_new_numbers():
    def commented(text: str) -> bytes:
        document = docx.Document()
        paragraph = document.add_paragraph(text)
        document.add_comment(paragraph.runs, text=f"on {text}", author="A", initials="A")
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    made = compose(commented("one"), commented("two"))
    root = main_of(made)
    said = {c.get(f"{W}id"): "".join(c.itertext(f"{W}t")) for c in part(made, "comments")}
    places = {
        "".join(p.itertext(f"{W}t")): next(p.iter(f"{W}commentReference")).get(f"{W}id")
        for p in root.iter(f"{W}p")
        if next(p.iter(f"{W}commentReference"), None) is not None
    }
    assert {text: said[number] for text, number in places.items()} == {
        "one": "on one",
        "two": "on two",
    }
    assert dangling(made) == ()


def test_an_image_that_is_not_in_the_file_is_told():
    content = word_file("a")
    xml = (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId99"/>'
        "</w:drawing></w:r></w:p>"
    )
    composer = Composer(default_template())
    differences = composer.document(Package.read(with_body(content, xml)), 1)
    assert any("image" in one for one in differences)
    assert dangling(composer.finish()) == ()


def test_a_link_to_outside_that_loads_by_itself_is_left_out():
    content = word_file("a")
    link = (
        '<Relationship Id="rId77" TargetMode="External" Target="http://example.org/x.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    content = with_xml(
        content, "word/_rels/document.xml.rels", "</Relationships>", f"{link}</Relationships>"
    )
    made = compose(content)
    assert not [one for one in made.relations(made.main) if one.external]


def test_runs_that_name_no_language_speak_the_documents():
    composer = Composer(default_template())
    composer.document(Package.read(word_file("Viens.")), 1, language=Language("lv"))
    (run,) = main_of(composer.finish()).iter(f"{W}r")
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}val") == "lv"


def test_settings_that_differ_are_told():
    composer = Composer(default_template())
    composer.document(Package.read(word_file("a")), 1)
    other = with_xml(
        word_file("b"),
        "word/settings.xml",
        '<w:defaultTabStop w:val="720"/>',
        '<w:defaultTabStop w:val="567"/>',
    )
    assert any("tab stops" in one for one in composer.document(Package.read(other), 2))


def test_the_same_documents_give_the_same_bytes():
    documents = [word_file("a", items=("x",), heading="H"), word_file("b", font="Arial")]
    packs = []
    for _ in range(2):
        composer = Composer(default_template())
        for number, document in enumerate(documents, 1):
            composer.document(Package.read(document), number)
        packs.append(composer.finish().write())
    assert packs[0] == packs[1]


def test_the_zip_is_canonical():
    composer = Composer(default_template())
    composer.document(Package.read(word_file("a")), 1)
    archive = zipfile.ZipFile(io.BytesIO(composer.finish().write()))
    names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    assert names[2:] == sorted(names[2:])
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in archive.infolist()} == {0}


def test_what_is_no_word_file_is_refused_with_a_reason():
    with pytest.raises(UnreadableDocumentError, match="no Word document"):
        Package.read(b"PK but no zip")
    with pytest.raises(UnreadableDocumentError):
        Package.read(b"")


def test_two_parts_of_one_name_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "<b/>")
    with pytest.raises(HostileDocumentError, match="two parts"):
        Package.read(stream.getvalue())


def test_the_checker_finds_what_leads_nowhere():
    composer = Composer(default_template())
    composer.document(Package.read(word_file("a")), 1)
    package = composer.finish()
    root = etree.fromstring(package.parts[package.main])
    paragraph = next(root.iter(f"{W}p"))
    link = etree.SubElement(paragraph, f"{W}hyperlink")
    link.set(f"{W}anchor", "nowhere")
    paragraph.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "NoStyle")
    package.parts[package.main] = etree.tostring(root)
    problems = " ".join(dangling(package))
    assert "nowhere" in problems
    assert "NoStyle" in problems


def test_nothing_in_a_pack_tells_when_it_was_built():
    made = compose(word_file("a"))
    year = str(datetime.now(UTC).year).encode()  # noqa: TID251  the very thing that must not be in it
    assert not [
        name for name, raw in made.parts.items() if b"T" + year in raw or year + b"-" in raw
    ]


def test_a_tracked_change_of_the_last_paragraphs_mark_joins_no_two_documents():
    marked = (
        '<w:p><w:pPr><w:rPr><w:ins w:id="7" w:author="A" w:date="2015-01-01T00:00:00Z"/></w:rPr>'
        "</w:pPr><w:r><w:t>The end.</w:t></w:r></w:p>"
    )
    first = with_xml(word_file("Start."), "word/document.xml", "<w:sectPr", f"{marked}<w:sectPr")
    package = compose(first, word_file("Next."))
    (paragraph,) = (
        one for one in main_of(package).iter(qn("w:p")) if "The end." in "".join(one.itertext())
    )
    assert paragraph.find(f".//{qn('w:sectPr')}") is not None
    assert paragraph.find(f".//{qn('w:ins')}") is None

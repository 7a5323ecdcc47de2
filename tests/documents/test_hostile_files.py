"""A document is hostile until read: each attack and each accident has a clear refusal."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from word_files import (
    NAMESPACES,
    cell,
    package,
    paragraph,
    reading,
    relationships,
    root,
    run,
    table,
    word,
)

from hexapla.documents import read, read_bytes
from hexapla.errors import HostileDocumentError, InputError, UnreadableDocumentError
from hexapla.model import Language

BODY = f"<w:body>{paragraph(run('text'))}</w:body>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(9))


def refused(content, kind=HostileDocumentError, name="a.docx"):
    with pytest.raises(kind) as caught:
        read_bytes(content, file_name=name, language=Language("lv"), name="a")
    error = caught.value
    assert error.place.startswith(name)
    assert error.remedy
    assert error.exit_code == 3
    return str(error)


@pytest.mark.parametrize(
    "prolog",
    [
        f"<!DOCTYPE x [{LAUGHS}]>",
        '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!-- long -->" * 3000 + "<!DOCTYPE x>",
    ],
)
def test_any_document_type_is_refused(prolog):
    document = root("document", f"<w:body>{paragraph(run('&l8;'))}</w:body>", prolog)
    said = refused(package(document))
    assert "document type" in said
    assert "word/document.xml" in said


def test_a_document_type_is_refused_in_utf_16_and_in_secondary_parts_too():
    document = f"<!DOCTYPE x><w:document {NAMESPACES}>{BODY}</w:document>"
    refused(package(document.encode("utf-16")))  # type: ignore[arg-type]
    refused(
        package(
            root("document", BODY), {"word/_rels/document.xml.rels": "<!DOCTYPE x><Relationships/>"}
        )
    )


def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_refused_before_it_is_unpacked():
    said = refused(package(root("document", f"<w:body>{paragraph(run('A' * 2**25))}</w:body>")))
    assert "32 MB" in said


def test_two_entries_of_one_name_are_refused():
    content = io.BytesIO(package(root("document", BODY)))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("WORD/document.xml", root("document", BODY))
    assert "two files of one name" in refused(content.getvalue())


def test_too_many_entries_are_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"word/{number}.xml", "")
    assert "10001 files" in refused(content.getvalue())


def test_a_name_that_leads_out_of_the_package_is_refused():
    assert "leads out" in refused(package(root("document", BODY), {"../../evil.txt": "x"}))


def test_tables_nested_without_end_are_refused():
    body = "<w:tbl><w:tr><w:tc>" * 2000 + paragraph(run("x")) + "</w:tc></w:tr></w:tbl>" * 2000
    assert "nests tables" in refused(word(body))


def test_a_span_of_millions_of_columns_is_clipped():
    block = reading(word(table(cell("g", '<w:gridSpan w:val="20000000"/>')))).blocks[0]
    assert block.cell is not None
    assert block.cell.column_span <= 1000


def test_a_damaged_file_is_refused_wherever_it_is_cut_off():
    whole = word("".join(paragraph(run(f"text {number}")) for number in range(50)))
    for length in range(4, len(whole) - 1, 97):
        refused(whole[:length], InputError)


def test_bytes_changed_at_random_places_never_crash_the_reader():
    whole = word("".join(paragraph(run(f"text {number}")) for number in range(20)))
    for position in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[position] ^= 0x55
        try:
            reading(bytes(changed))
        except InputError as error:
            assert error.remedy  # noqa: PT017  both ends are right


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.docx", "is empty"),
        (b" \n", "a.html", "is empty"),
        (b"%PDF-1.7 ...", "a.docx", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "old Word file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "encrypted",
        ),
        (b"{\\rtf1 x}", "a.txt", "Rich Text"),
        (b"<!doctype html><p>x", "a.docx", "an HTML page"),
        (b"PK\x03\x04" + b"word/document.xml", "a.html", "a Word document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.txt", "binary"),
        (b"x", "a.xyz", "no reader knows"),
        (b"x", "a", "no extension"),
        ("Līgums".encode("windows-1257"), "a.txt", "not in UTF-8"),
    ],
)
def test_a_mislabelled_or_empty_file_is_named(content, name, said):
    assert said in refused(content, UnreadableDocumentError, name)


def test_a_spreadsheet_under_the_name_of_a_document_is_named():
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert "a spreadsheet" in refused(package(root("document", BODY), media=media), InputError)


def test_an_encrypted_zip_entry_is_named():
    content = bytearray(package(root("document", BODY)))
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8 : start + 10] = struct.pack("<H", 1)
        start += 4
    assert "encrypted" in refused(bytes(content), UnreadableDocumentError)


def test_a_file_that_is_not_there_is_refused_with_its_path(tmp_path):
    with pytest.raises(UnreadableDocumentError, match=r"missing\.docx"):
        read(tmp_path / "missing.docx", language=Language("lv"), name="a")


def test_macros_are_read_around_and_told_of():
    media = "application/vnd.ms-word.document.macroEnabled.main+xml"
    document = reading(package(root("document", BODY), media=media), "a.docm")
    assert [block.text for block in document.blocks] == ["text"]
    assert ["macros" in trouble.message for trouble in document.troubles] == [True]


def test_a_template_is_read_and_named():
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    document = reading(package(root("document", BODY), media=media), "a.dotx")
    assert [trouble.message for trouble in document.troubles] == [
        "is a Word template, read as a document"
    ]


def test_what_lies_outside_is_told_of_and_never_fetched():
    parts = {
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "image", "http://127.0.0.1:9/t.png", "External"),
            ("rId2", "attachedTemplate", "file:///C:/x.dotm", "External"),
            ("rId3", "image", "media/none.png"),
            ("rId4", "hyperlink", "https://example.eu", "External"),
        )
    }
    document = reading(word(paragraph(run("text")), parts))
    told = [trouble.message for trouble in document.troubles]
    assert len(told) == 3
    assert any("http://127.0.0.1:9/t.png" in one for one in told)
    assert any("word/media/none.png" in one and "lacks" in one for one in told)
    assert {trouble.rule for trouble in document.troubles} == {"structure"}


def test_a_template_outside_is_told_of_wherever_it_is_attached():
    parts = {
        "word/settings.xml": root("settings", '<w:attachedTemplate r:id="rId1"/>'),
        "word/_rels/settings.xml.rels": relationships(
            ("rId1", "attachedTemplate", "http://127.0.0.1:9/evil.dotm", "External")
        ),
    }
    document = reading(word(paragraph(run("text")), parts))
    assert ["evil.dotm" in trouble.message for trouble in document.troubles] == [True]


def test_a_broken_note_part_is_told_of_and_the_rest_is_read():
    parts = {
        "word/_rels/document.xml.rels": relationships(("rId1", "footnotes", "footnotes.xml")),
        "word/footnotes.xml": "<w:footnotes",
    }
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    document = reading(word(paragraph(run("text") + reference), parts))
    assert [block.text for block in document.blocks] == ["text"]
    assert "word/footnotes.xml" in document.troubles[0].message


def test_a_part_that_brings_in_html_is_read_and_one_that_brings_in_itself_ends():
    parts = {
        "word/_rels/document.xml.rels": relationships(
            ("rId9", "aFChunk", "a.html"), ("rId8", "subDocument", "document.xml")
        ),
        "word/a.html": "<html><body><p>chunk</p></body></html>",
    }
    body = paragraph(run("before")) + '<w:altChunk r:id="rId9"/>' + paragraph(run("after"))
    assert [block.text for block in reading(word(body, parts)).blocks] == [
        "before",
        "chunk",
        "after",
    ]


def test_hidden_depth_in_html_is_refused_instead_of_dropped():
    page = "<html><body>" + "<div>" * 5000 + "deep" + "</div>" * 5000
    refused(page.encode(), HostileDocumentError, "a.html")


def test_markdown_nested_without_end_does_not_hang():
    content = b">" * 20000 + b" text"
    try:
        read_bytes(content, file_name="a.md", language=Language("lv"), name="a")
    except InputError as error:
        assert error.remedy  # noqa: PT017  both ends are right

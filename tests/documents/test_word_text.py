"""Every word that Word shows is read, and none that it does not show."""

from __future__ import annotations

import pytest
from word_files import cell, paragraph, reading, relationships, root, run, table, texts, word

from hexapla.documents.docx import read
from hexapla.errors import UnreadableDocumentError
from hexapla.model import BlockKind, Language

TRACKED = 'w:id="1" w:author="Ozols"'
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("a content control around a paragraph", f"<w:sdt><w:sdtContent>{paragraph(run('KEY'))}</w:sdtContent></w:sdt>"),
        ("a content control in a line", paragraph(f"<w:sdt><w:sdtContent>{run('KEY')}</w:sdtContent></w:sdt>")),
        ("a content control around a row", f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell('KEY')}</w:tr></w:sdtContent></w:sdt></w:tbl>"),
        ("a content control around a cell", table(f"<w:sdt><w:sdtContent>{cell('KEY')}</w:sdtContent></w:sdt>")),
        ("an insertion", paragraph(f"<w:ins {TRACKED}>{run('KEY')}</w:ins>")),
        ("what was moved here", paragraph(f"<w:moveTo {TRACKED}>{run('KEY')}</w:moveTo>")),
        ("a link", paragraph(f'<w:hyperlink w:anchor="x">{run("KEY")}</w:hyperlink>')),
        ("an insertion in a link", paragraph(f'<w:hyperlink w:anchor="x"><w:ins {TRACKED}>{run("KEY")}</w:ins></w:hyperlink>')),
        ("a smart tag", paragraph(f'<w:smartTag w:element="x">{run("KEY")}</w:smartTag>')),
        ("custom XML in a line", paragraph(f'<w:customXml w:element="x">{run("KEY")}</w:customXml>')),
        ("custom XML around a paragraph", f'<w:customXml w:element="x">{paragraph(run("KEY"))}</w:customXml>'),
        ("a simple field", paragraph(f'<w:fldSimple w:instr="DATE">{run("KEY")}</w:fldSimple>')),
        ("text with a direction", paragraph(f'<w:bdo w:val="rtl">{run("KEY")}</w:bdo>')),
        ("an equation", paragraph("<m:oMath><m:r><m:t>KEY</m:t></m:r></m:oMath>")),
        ("a table in a cell", table(f"<w:tc>{table(cell('KEY'))}<w:p/></w:tc>")),
        ("an element of a later Word", paragraph(f'<w:future w:val="1">{run("KEY")}</w:future>')),
        ("a drop-down of a form", paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="no"/><w:listEntry w:val="KEY"/></w:ddList></w:ffData></w:fldChar></w:r>'
            + FIELD.format("end"))),
    ],
)  # fmt: skip
def test_text_is_read_from(what, body):
    assert [text for text in texts(body) if text] == ["KEY"], what


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("a deletion", f"<w:del {TRACKED}><w:r><w:delText>NO</w:delText></w:r></w:del>"),
        ("what was moved away", f"<w:moveFrom {TRACKED}>{run('NO')}</w:moveFrom>"),
        ("hidden text", run("NO", "<w:rPr><w:vanish/></w:rPr>")),
        ("a field's instruction", f"{FIELD.format('begin')}<w:r><w:instrText>NO</w:instrText></w:r>{FIELD.format('separate')}{FIELD.format('end')}"),
        ("text typed into an instruction", f"{FIELD.format('begin')}{run('NO')}{FIELD.format('separate')}{FIELD.format('end')}"),
        ("a tab stop", ""),
    ],
)  # fmt: skip
def test_nothing_is_read_from(what, body):
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert texts(paragraph(run("shown") + body, stops)) == ["shown"], what


def test_a_field_that_never_ends_does_not_swallow_the_rest():
    assert texts(paragraph(FIELD.format("begin") + run("one")) + paragraph(run("two"))) == [
        "one",
        "two",
    ]


def test_the_result_of_a_field_in_a_field_is_read_and_its_instruction_is_not():
    inner = f"{FIELD.format('begin')}{run('inner instruction')}{FIELD.format('separate')}{run('inner')}{FIELD.format('end')}"
    outer = f"{FIELD.format('begin')}{inner}{FIELD.format('separate')}{run('outer')}{FIELD.format('end')}"
    assert texts(paragraph(outer)) == ["outer"]


def test_a_fallback_is_not_read_beside_its_choice():
    box = f"<w:txbxContent>{paragraph(run('KEY'))}</w:txbxContent>"
    body = paragraph(
        run("around")
        + '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:txbx>'
        + f"{box}</wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    read_blocks = reading(word(body)).blocks
    assert [(block.kind, block.text) for block in read_blocks] == [
        (BlockKind.PARAGRAPH, "around"),
        (BlockKind.TEXT_BOX, "KEY"),
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_in_the_accepted_view():
    mark = f"<w:rPr><w:del {TRACKED}/></w:rPr>"
    body = paragraph(run("one "), mark) + paragraph(run("text")) + paragraph(run("next"))
    assert texts(body) == ["one text", "next"]
    original = read(word(body), name="n", language=Language("lv"), view="original")
    assert [block.text for block in original.blocks] == ["one", "text", "next"]


def test_a_deleted_paragraph_mark_before_a_table_loses_nothing():
    mark = f"<w:rPr><w:del {TRACKED}/></w:rPr>"
    assert texts(paragraph(run("one"), mark) + table(cell("two"))) == ["one", "two"]


def test_three_views_of_one_change():
    body = paragraph(
        run("in ") + f"<w:del {TRACKED}><w:r><w:delText>2014</w:delText></w:r></w:del>"
        f"<w:ins {TRACKED}>{run('2015')}</w:ins>"
    )
    content = word(body)
    views = {
        view: read(content, name="n", language=Language("en"), view=view).blocks[0]
        for view in ("accepted", "original", "all")
    }
    assert [views[view].text for view in views] == ["in 2015", "in 2014", "in 20142015"]
    assert [(mark.kind, mark.value, mark.start, mark.end) for mark in views["all"].marks] == [
        ("deleted", "Ozols", 3, 7),
        ("inserted", "Ozols", 7, 11),
    ]


def test_a_deleted_row_is_gone_and_the_others_keep_their_places():
    body = table(cell("a"), f"<w:trPr><w:del {TRACKED}/></w:trPr>{cell('b')}", cell("c"))
    assert texts(body) == ["a", "c"]


def test_special_characters_read_as_what_they_look_like():
    content = (
        run("a") + "<w:r><w:noBreakHyphen/><w:tab/><w:softHyphen/></w:r>"
        '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:br/></w:r>'
        + run("b")
    )
    assert texts(paragraph(content)) == ["a\u2011\t\u00adα✓\nb"]


def test_double_spaces_and_no_break_spaces_are_kept_and_the_ends_are_not():
    assert texts(paragraph(run("  a  b\u00a0c "))) == ["a  b\u00a0c"]


def test_text_is_composed_and_its_marks_move_with_it():
    bold = "<w:rPr><w:b/></w:rPr>"
    block = reading(word(paragraph(run("rīcības ") + run("plāns", bold)))).blocks[0]
    assert block.text == "rīcības plāns"
    assert [block.text[mark.start : mark.end] for mark in block.marks] == ["plāns"]


def test_bold_of_the_paragraph_mark_is_not_bold_of_the_text():
    block = reading(word(paragraph(run("plain"), "<w:rPr><w:b/></w:rPr>"))).blocks[0]
    assert block.marks == ()


def test_neighbouring_runs_with_one_look_have_one_mark():
    look = "<w:rPr><w:b/></w:rPr>"
    block = reading(word(paragraph(run("one", look) + run(" two", look) + run(" three")))).blocks[0]
    assert [(mark.kind, mark.start, mark.end) for mark in block.marks] == [("bold", 0, 7)]


def test_a_link_carries_its_address():
    body = paragraph(f'<w:hyperlink r:id="rId7" w:anchor="top">{run("portal")}</w:hyperlink>')
    parts = {
        "word/_rels/document.xml.rels": relationships(
            ("rId7", "hyperlink", "https://example.eu/", "External")
        )
    }
    document = reading(word(body, parts))
    assert [mark.value for mark in document.blocks[0].marks] == ["https://example.eu/#top"]
    assert document.troubles == ()


def test_a_paragraph_speaks_the_language_of_most_of_its_text():
    body = paragraph(
        run("Pārrobežu stratēģija ", '<w:rPr><w:lang w:val="lv-LV"/></w:rPr>')
        + run("acquis", '<w:rPr><w:lang w:val="fr-FR"/></w:rPr>')
    ) + paragraph(run("x", '<w:rPr><w:lang w:val="x-none"/></w:rPr>'))
    assert [block.language for block in reading(word(body)).blocks] == ["lv-LV", None]


def test_pictures_show_with_and_without_alternative_text_unless_they_are_decoration():
    def picture(attributes, inside=""):
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" {attributes}>{inside}</wp:docPr>'
            "<a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    decoration = '<a:extLst><a:ext uri="x"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    body = paragraph(
        run("text") + picture('descr="ES karogs"') + picture("") + picture("", decoration)
    )
    found = reading(word(body)).blocks
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.PARAGRAPH, "text"),
        (BlockKind.ALT_TEXT, "ES karogs"),
        (BlockKind.ALT_TEXT, ""),
    ]


def test_other_prefixes_than_the_customary_ones_are_read_alike():
    body = f"<w:body>{paragraph(run('one', '<w:rPr><w:b/></w:rPr>'), '<w:outlineLvl w:val=@1@/>')}</w:body>"
    from word_files import NAMESPACES, package

    usual = f"<w:document {NAMESPACES}>{body}</w:document>".replace("@", '"')
    odd = usual.replace("<w:", "<ns0:").replace("</w:", "</ns0:").replace(" w:", " ns0:")
    odd = odd.replace("xmlns:w=", "xmlns:ns0=")
    first, second = (reading(package(document)).blocks for document in (usual, odd))
    assert first == second
    assert first[0].level == 2


def test_a_strict_document_is_read_like_a_transitional_one():
    from word_files import package

    strict = root("document", f"<w:body>{paragraph(run('strict'))}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relation = relationships(("rId1", "officeDocument", "word/document.xml")).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/",
        "http://purl.oclc.org/ooxml/officeDocument/",
    )
    document = reading(package(strict, {"_rels/.rels": relation}))
    assert document.blocks[0].text == "strict"
    assert "Strict" in document.troubles[0].message


def test_a_document_without_text_is_refused_by_name():
    with pytest.raises(UnreadableDocumentError, match=r"strategy\.lv\.docx: holds no text"):
        reading(word("<w:p/>"))

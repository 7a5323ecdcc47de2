"""Kinds, levels, labels, cells, stories and ids of a Word document's blocks."""

from __future__ import annotations

import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from word_files import W, cell, paragraph, reading, relationships, root, run, table, word

from hexapla.documents import docx_locations
from hexapla.model import BlockKind, Cell, Language

STYLES = root(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="Parasts"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Virsraksts1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Virsraksts2"><w:name w:val="heading 2"/>'
    '<w:basedOn w:val="Virsraksts1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mans"><w:name w:val="Mans"/>'
    '<w:basedOn w:val="Virsraksts2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cikls"><w:name w:val="c"/><w:basedOn w:val="Cikls"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Parakst"><w:name w:val="caption"/></w:style>',
)


def level(index, text, form="decimal", more=""):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = root(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{level(0, "%1.")}{level(1, "%1.%2.")}'
    f"{level(2, '%3)', 'lowerLetter')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "%1", "upperRoman")}'
    f"{level(1, '%1.%2', 'decimal', '<w:isLgl/>')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="3">{level(0, "Article %1.", "upperRoman")}'
    f"{level(1, 'Section %1.%2', 'decimalZero', '<w:isLgl/>')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{level(0, chr(0xF0B7), "bullet")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>',
)
BASE = {
    "word/styles.xml": STYLES,
    "word/numbering.xml": NUMBERING,
    "word/_rels/document.xml.rels": relationships(
        ("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml")
    ),
}


def styled(text, style):
    return paragraph(run(text), f'<w:pStyle w:val="{style}"/>')


def listed(text, number, depth=0):
    return paragraph(
        run(text), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def labels(body):
    return [(block.label, block.level) for block in reading(word(body, BASE)).blocks]


def test_headings_are_told_by_their_outline_level_whatever_their_style_is_called():
    body = (
        styled("Ievads", "Virsraksts1") + styled("Mērķi", "Virsraksts2") + styled("Sīkāk", "Mans")
    )
    found = reading(word(body, BASE)).blocks
    assert [(block.kind, block.level, block.label) for block in found] == [
        (BlockKind.HEADING, 1, "1."),
        (BlockKind.HEADING, 2, "1.1."),
        (BlockKind.HEADING, 2, "1.2."),
    ]


def test_a_style_that_is_its_own_ancestor_does_no_harm():
    assert reading(word(styled("teksts", "Cikls"), BASE)).blocks[0].kind is BlockKind.PARAGRAPH


def test_a_caption_is_a_caption():
    assert reading(word(styled("1. attēls", "Parakst"), BASE)).blocks[0].kind is BlockKind.CAPTION


def test_deeper_levels_begin_anew_below_the_next_item():
    body = (
        listed("a", 1) + listed("b", 1, 1) + listed("c", 1, 2) + listed("d", 1) + listed("e", 1, 1)
    )
    assert labels(body) == [("1.", 1), ("1.1.", 2), ("a)", 3), ("2.", 1), ("2.1.", 2)]


def test_a_level_never_used_shows_its_start_in_the_labels_below_it():
    assert labels(listed("a", 1, 1)) == [("1.1.", 2)]


def test_legal_numbering_writes_roman_parents_as_digits():
    assert labels(listed("a", 2) + listed("b", 2, 1)) == [("I", 1), ("1.1", 2)]


def test_legal_numbering_keeps_a_leading_zero_as_word_does():
    assert labels(listed("a", 5) + listed("b", 5, 1)) == [("Article I.", 1), ("Section 1.01", 2)]


def test_two_lists_of_one_definition_count_on_and_an_override_begins_anew():
    body = listed("a", 1) + listed("b", 4) + listed("c", 4)
    assert labels(body) == [("1.", 1), ("7.", 1), ("8.", 1)]


def test_a_bullet_of_the_symbol_font_is_shown_as_a_bullet():
    assert labels(listed("a", 3)) == [("•", 1)]


def test_a_list_that_is_switched_off_has_no_label():
    body = paragraph(
        run("x"), '<w:pStyle w:val="Virsraksts1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    assert labels(body) == [("", 1)]


def test_deleted_items_are_not_counted():
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = paragraph(
        '<w:del w:id="2" w:author="a"><w:r><w:delText>b</w:delText></w:r></w:del>', number + gone
    )
    assert labels(listed("a", 1) + deleted + listed("c", 1)) == [("1.", 1), ("2.", 1)]


def test_cells_have_their_coordinates_and_spans():
    body = table(
        cell("head", '<w:gridSpan w:val="2"/>') + cell("tall", '<w:vMerge w:val="restart"/>'),
        cell("a") + cell("b") + cell("", "<w:vMerge/>"),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("late"),
    )
    found = {block.text: (block.cell, block.path) for block in reading(word(body)).blocks}
    assert found == {
        "head": (Cell(table=0, row=0, column=0, column_span=2), "body/t0/r0/c0/0"),
        "tall": (Cell(table=0, row=0, column=2, row_span=2), "body/t0/r0/c2/0"),
        "a": (Cell(table=0, row=1, column=0), "body/t0/r1/c0/0"),
        "b": (Cell(table=0, row=1, column=1), "body/t0/r1/c1/0"),
        "late": (Cell(table=0, row=2, column=1), "body/t0/r2/c1/0"),
    }


def test_stories_come_after_the_body_in_a_fixed_order_and_only_where_they_are_shown():
    def note(name, identifier, text, sort=""):
        return f'<w:{name} w:id="{identifier}" {sort}>{paragraph(run(text))}</w:{name}>'

    def reference(name, identifier):
        return f'<w:r><w:{name}Reference w:id="{identifier}"/></w:r>'

    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        "{}</w:sectPr>"
    )
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run('box'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    body = paragraph(
        run("text") + reference("footnote", 5) + run(" and") + reference("footnote", 2)
        + reference("endnote", 1) + box
    )  # fmt: skip
    parts = {
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "footnotes", "footnotes.xml"),
            ("rId2", "endnotes", "endnotes.xml"),
            ("rId3", "comments", "comments.xml"),
            ("rId4", "header", "header1.xml"),
            ("rId5", "header", "header2.xml"),
            ("rId6", "footer", "footer1.xml"),
        ),
        "word/footnotes.xml": root(
            "footnotes",
            note("footnote", 0, "separator", 'w:type="separator"')
            + note("footnote", 2, "second")
            + note("footnote", 5, "first")
            + note("footnote", 9, "nobody refers to this"),
        ),
        "word/endnotes.xml": root("endnotes", note("endnote", 1, "end")),
        "word/comments.xml": root("comments", note("comment", 0, "comment")),
        "word/header1.xml": root("hdr", paragraph(run("header"))),
        "word/header2.xml": root("hdr", paragraph(run("first page"))),
        "word/footer1.xml": root("ftr", paragraph(run("footer"))),
    }
    found = reading(word(body + section.format(""), parts)).blocks
    assert [(block.text, block.path, block.kind.value) for block in found] == [
        ("text and", "body/0", "paragraph"),
        ("first", "footnote1/0", "note"),
        ("second", "footnote2/0", "note"),
        ("end", "endnote1/0", "note"),
        ("box", "textbox1/0", "text-box"),
        ("header", "header1/0", "header"),
        ("footer", "footer1/0", "footer"),
        ("comment", "comment1/0", "comment"),
    ]
    assert [(mark.start, mark.value) for mark in found[0].marks] == [(4, "1"), (8, "1"), (8, "2")]
    with_title = reading(word(body + section.format("<w:titlePg/>"), parts)).blocks
    assert "first page" in [block.text for block in with_title]


def test_the_same_text_keeps_its_id_when_it_moves_and_a_repetition_gets_another():
    first = reading(word("".join(paragraph(run(text)) for text in ("a", "b", "a")))).blocks
    second = reading(word("".join(paragraph(run(text)) for text in ("b", "c", "a", "a")))).blocks
    ids = {block.id for block in first}
    assert len(ids) == 3
    assert {block.id for block in second if block.text != "c"} == ids


def test_properties_tell_the_title_and_what_the_translation_follows():
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="x" pid="2" name="follows"><vt:i4>3</vt:i4></property></Properties>'
    )
    parts = {
        "_rels/.rels": relationships(
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "custom-properties", "docProps/custom.xml"),
        ),
        "docProps/custom.xml": custom,
    }
    assert reading(word(paragraph(run("x")), parts)).properties == {"follows": "3"}


def found_again(content, language="lv"):
    """What the places of the blocks lead to, beside what the blocks say."""
    blocks = {block.id: block for block in reading(content, language=language).blocks}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        trees = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    for identifier, place in docx_locations(content, language=Language(language)).items():
        text = blocks[identifier].text
        for piece in place.pieces:
            (element,) = trees[place.part].xpath(piece.element)
            length = piece.end - piece.start
            said = (element.text or "")[piece.offset : piece.offset + length]
            yield text[piece.start : piece.end], said
        assert all(trees[place.part].xpath(one)[0].tag == f"{{{W}}}p" for one in place.paragraphs)


def test_every_word_is_found_again_in_the_xml_it_came_from():
    body = (
        paragraph(
            run("  1. Pirmais ") + "<!-- a comment -->" + run("punkts", "<w:rPr><w:b/></w:rPr>")
        )
        + table(cell("šūna"))
        + paragraph(run("2. Otrais"))
    )
    pairs = list(found_again(word(body)))
    assert pairs == [
        ("Pirmais ", "Pirmais "),
        ("punkts", "punkts"),
        ("šūna", "šūna"),
        ("Otrais", "Otrais"),
    ]


WORDS = st.text(st.sampled_from("aāb \u00a0čņ1."), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=6))
def test_what_is_written_is_what_is_read(paragraphs):
    content = word("".join(paragraph("".join(run(text) for text in runs)) for runs in paragraphs))
    wanted = [text for runs in paragraphs if (text := "".join(runs).strip(" "))]
    if not wanted:
        return
    found = reading(content).blocks
    whole = [text.replace(" ", "").replace("\u00a0", "") for text in wanted]
    said = [(block.label + block.text).replace(" ", "").replace("\u00a0", "") for block in found]
    assert said == whole
    for text, element in found_again(content):
        assert text == element

"""HTML, Markdown, plain text and OpenDocument through the one face."""

from __future__ import annotations

import io
import zipfile

import pytest

from hexapla.documents import block_id, identified, read_bytes
from hexapla.model import BlockKind, Cell, Language


def reading(content, name="page.en.html", language="en"):
    content = content.encode() if isinstance(content, str) else content
    return read_bytes(content, file_name=name, language=Language(language), name="page")


def shown(content, name="page.en.html", language="en"):
    return [
        (block.kind.value, block.level, block.label, block.text)
        for block in reading(content, name, language).blocks
    ]


def html(body):
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>"


def test_white_space_collapses_as_in_a_browser_and_no_break_spaces_stay():
    page = html("<p>\n   one\n\ttwo<b> three </b> four&nbsp; five\n</p>")
    assert [block.text for block in reading(page).blocks] == ["one two three four\u00a0 five"]


def test_block_elements_cut_the_text_and_inline_ones_do_not():
    page = html("<div>loose<p>one</p>between<ul><li>item<p>more</p></ul>end</div><h2>Head</h2>")
    assert shown(page) == [
        ("paragraph", 0, "", "loose"),
        ("paragraph", 0, "", "one"),
        ("paragraph", 0, "", "between"),
        ("list-item", 1, "•", "item"),
        ("list-item", 1, "", "more"),
        ("paragraph", 0, "", "end"),
        ("heading", 2, "", "Head"),
    ]


def test_preformatted_text_keeps_its_spaces_and_lines():
    assert reading(html("<pre>a  b\nc</pre>")).blocks[0].text == "a  b\nc"


def test_a_line_break_is_a_line_break():
    assert reading(html("<p>one <br/> two<br clear='all'/></p>")).blocks[0].text == "one\ntwo"


def test_lists_are_labelled_as_a_browser_labels_them():
    page = html(
        "<ol start=3 type=a><li>x<li value=7>y<ul><li>z</ul></ol><ol reversed><li>p<li>q</ol>"
    )
    assert [(row[2], row[1]) for row in shown(page)] == [
        ("c.", 1), ("g.", 1), ("•", 2), ("2.", 1), ("1.", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("glyph", ["§", "•", "·", "–", "\uf0b7"])
def test_a_bullet_that_was_typed_becomes_a_label(glyph):
    assert shown(html(f"<p>{glyph} Email address</p>")) == [
        ("list-item", 1, glyph, "Email address")
    ]


def test_typed_numbers_become_labels_where_their_neighbours_stand_in_the_document():
    page = html(
        "<h1>1. WHY</h1><h2>1.1 How</h2><h2>1.2 When</h2><h1>2. WHO</h1><p>(a) x</p><p>(b) y</p>"
    )
    assert [row[2] for row in shown(page)] == ["1.", "1.1", "1.2", "2.", "(a)", "(b)"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("lv", ["2016. gada 12. maijā", "2017. gada 1. jūnijā"]),
        ("de", ["3. Oktober", "4. Oktober"]),
        ("en", ["1.0 version", "100 officers came", "11 February 2020"]),
        ("en", ["A police officer", "I came", "1. alone"]),
        ("sv", ["2 000 personer", "2 001 personer"]),
    ],
)
def test_dates_years_and_quantities_are_no_labels(language, lines):
    page = html("".join(f"<p>{line}</p>" for line in lines))
    assert [row[3] for row in shown(page, language=language)] == lines


def test_a_table_has_its_grid():
    page = html(
        "<table><caption>Cap</caption><tr><th rowspan=2>a<th colspan=2>b<tr><td>c<td>d"
        "<table><tr><td>inner</table></table>"
    )
    found = reading(page).blocks
    assert [(block.text, block.cell) for block in found] == [
        ("Cap", None),
        ("a", Cell(table=0, row=0, column=0, row_span=2)),
        ("b", Cell(table=0, row=0, column=1, column_span=2)),
        ("c", Cell(table=0, row=1, column=1)),
        ("d", Cell(table=0, row=1, column=2)),
        ("inner", Cell(table=1, row=0, column=0)),
    ]
    assert [block.path for block in found][:2] == ["body/t0/0", "body/t0/r0/c0/0"]


def test_what_a_browser_does_not_show_is_not_read():
    page = html(
        "<p hidden>no</p><p style='display:none'>no</p><script>no</script><style>no</style>"
        "<template><p>no</p></template><!-- no --><p>yes</p>"
    )
    assert [block.text for block in reading(page).blocks] == ["yes"]


def test_the_title_comes_first_and_is_a_property_too():
    document = reading("<html lang=lv><head><title> Stratēģija </title></head><p>x")
    assert [(block.text, block.path) for block in document.blocks] == [
        ("Stratēģija", "head/title"),
        ("x", "body/0"),
    ]
    assert document.properties == {"title": "Stratēģija"}
    assert {block.language for block in document.blocks} == {"lv"}


def test_a_picture_without_alternative_text_is_seen_and_a_decoration_is_not():
    page = html("<p>x<img src=a><img src=b alt=''><img src=c alt='ES karogs'></p>")
    found = [(block.kind, block.text) for block in reading(page).blocks]
    assert found == [
        (BlockKind.PARAGRAPH, "x"),
        (BlockKind.ALT_TEXT, ""),
        (BlockKind.ALT_TEXT, "ES karogs"),
    ]


def test_marks_stand_at_their_words_after_collapsing():
    block = reading(
        html("<p>  You may <a href='https://x.eu'>\n ask </a> <strong>us</strong></p>")
    ).blocks[0]
    assert [
        (block.text[one.start : one.end].strip(), one.kind, one.value) for one in block.marks
    ] == [
        ("ask", "link", "https://x.eu"),
        ("us", "bold", ""),
    ]


def test_decomposed_letters_are_composed():
    assert reading(html("<p>rīcība</p>")).blocks[0].text == "rīcība"


def test_the_declared_encoding_is_believed():
    page = "<html><head><meta charset='windows-1257'></head><p>Rīgā</p></html>".encode(
        "windows-1257"
    )
    assert reading(page).blocks[0].text == "Rīgā"


def test_plain_text_is_cut_at_blank_lines():
    text = "Virsraksts\n\nPirmā rinda\notrā  rinda\n \n• viens\n• divi\n"
    assert shown(text, "a.txt", "lv") == [
        ("paragraph", 0, "", "Virsraksts"),
        ("paragraph", 0, "", "Pirmā rinda\notrā  rinda"),
        ("list-item", 1, "•", "viens"),
        ("list-item", 1, "•", "divi"),
    ]


def test_plain_text_without_blank_lines_has_a_block_a_line():
    assert [row[3] for row in shown("one\r\ntwo\rthree", "a.txt")] == ["one", "two", "three"]


def test_markdown_is_read_with_front_matter_lists_and_tables():
    text = (
        "---\ntitle: Plan\nfollows: 2\n---\n# Head\n\nPara *it*\n\n1. one\n2. two\n\n"
        "| a | b |\n|---|---|\n| c | d |\n"
    )
    document = reading(text, "a.md")
    assert document.properties == {"follows": "2", "title": "Plan"}
    assert [(block.kind.value, block.label, block.text) for block in document.blocks] == [
        ("heading", "", "Head"),
        ("paragraph", "", "Para it"),
        ("list-item", "1.", "one"),
        ("list-item", "2.", "two"),
        ("table-cell", "", "a"),
        ("table-cell", "", "b"),
        ("table-cell", "", "c"),
        ("table-cell", "", "d"),
    ]


def test_an_id_is_that_of_the_text_in_its_story_and_can_be_made_anew():
    blocks = reading(html("<p>a</p><p> b</p><p>a</p>")).blocks
    assert [block.id for block in blocks] == [
        block_id("body", "a", 0),
        block_id("body", "b", 0),
        block_id("body", "a", 1),
    ]
    assert identified(blocks) == blocks


NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip


def odt(body, automatic=""):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return content.getvalue()


def test_opendocument_is_read_with_lists_notes_cells_and_changes_accepted():
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
        'style:num-suffix="." style:num-format="1"/><text:list-level-style-bullet text:level="2" '
        'text:bullet-char="–"/></text:list-style>'
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>gone</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">Head</text:h>'
        '<text:p>a<text:s text:c="2"/>b <text:span text:style-name="B">bold</text:span><text:note '
        'text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>note</text:p></text:note-body></text:note></text:p>"
        '<text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:list><text:list-item>'
        "<text:p>deep</text:p></text:list-item></text:list></text:list-item><text:list-item>"
        "<text:p>two</text:p></text:list-item></text:list>"
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p>'
        "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>c</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:image/><svg:desc>ES karogs</svg:desc></draw:frame></text:p>"
    )
    document = reading(odt(body, styles), "a.odt")
    assert [(block.kind.value, block.level, block.label, block.text, block.path) for block in document.blocks] == [
        ("heading", 2, "", "Head", "body/0"),
        ("paragraph", 0, "", "a  b bold", "body/1"),
        ("list-item", 1, "1.", "one", "body/2"),
        ("list-item", 2, "–", "deep", "body/3"),
        ("list-item", 1, "2.", "two", "body/4"),
        ("table-cell", 0, "", "wide", "body/t0/r0/c0/0"),
        ("table-cell", 0, "", "c", "body/t0/r0/c2/0"),
        ("alt-text", 0, "", "ES karogs", "body/5"),
        ("note", 0, "", "note", "footnote1/0"),
    ]  # fmt: skip
    assert [(mark.kind, mark.value) for mark in document.blocks[1].marks] == [
        ("bold", ""),
        ("note", "1"),
    ]

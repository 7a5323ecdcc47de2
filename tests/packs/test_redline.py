"""Redlines: accepting all gives the new text, rejecting all the old one, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from making import EN, word_file

from hexapla.documents import read_bytes
from hexapla.errors import UnreadableDocumentError
from hexapla.model import Block, BlockKind, Cell, language
from hexapla.packs import Package, plain_docx, redline
from hexapla.packs.redline import settled
from hexapla.packs.redline.oracle import first_difference, shown
from hexapla.packs.xml import Element, e, parse, q, serial

_ROOT = Path(__file__).parents[2]
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PLAIN = "The partners sign the strategy. They meet twice a year."
_EDITED = "The partners signed the strategy. They meet twice a year."


def _body(*paragraphs: str) -> bytes:
    """Make a file whose body is this WordprocessingML."""
    package = Package.read(word_file("x"))
    root = parse(package.parts[package.main])
    body = root.find(q("body"))
    section = body[-1]
    made = parse(f"<w:body {_NAMESPACE}>{''.join(paragraphs)}</w:body>".encode())
    body[:] = [*made, section]
    package.parts[package.main] = serial(root)
    return package.write()


def _p(text: str, *, mark: str = "") -> str:
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _table(*rows: tuple[str, ...]) -> str:
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_p(text)}</w:tc>" for text in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{lines}</w:tbl>"


def _main(content: bytes) -> Element:
    package = Package.read(content)
    return parse(package.parts[package.main])


def _paragraphs(content: bytes) -> list[str]:
    """Give the text of every paragraph, the empty ones too."""
    return [
        "".join(text.text or "" for text in paragraph.iter(q("t")))
        for paragraph in _main(content).iter(q("p"))
    ]


def _said(change: Element) -> str:
    return "".join(text.text or "" for text in change.iter(q("t"), q("delText")))


def _changed(content: bytes, tag: str) -> list[str]:
    return [_said(one) for one in _main(content).iter(q(tag)) if _said(one)]


def _check(old: bytes, new: bytes) -> bytes:
    """Redline two files; compare every paragraph with both, the empty ones too."""
    made = redline(old, new, language=EN, dated="2015-03-01")
    assert made.exact, made.notes
    assert not made.fallback, made.notes
    assert _paragraphs(settled(made.content, accept=True)) == _paragraphs(settled(new, accept=True))
    assert _paragraphs(settled(made.content, accept=False)) == _paragraphs(
        settled(old, accept=False)
    )
    return made.content


def test_only_the_word_that_changed_is_marked() -> None:
    made = _check(word_file(_PLAIN), word_file(_EDITED))
    assert _changed(made, "del") == ["sign"]
    assert _changed(made, "ins") == ["signed"]


def test_equal_files_have_no_change() -> None:
    made = _check(word_file(_PLAIN), word_file(_PLAIN))
    assert _changed(made, "ins") + _changed(made, "del") == []


def test_author_and_date_are_given_and_never_the_clocks() -> None:
    made = redline(word_file(_PLAIN), word_file(_EDITED), language=EN, dated="2015-03-01")
    change = next(_main(made.content).iter(q("ins")))
    assert change.get(q("author")) == "Hexapla"
    assert change.get(q("date")) == "2015-03-01T00:00:00Z"
    other = redline(word_file(_PLAIN), word_file(_EDITED), language=EN, author="Ilze")
    assert next(_main(other.content).iter(q("ins"))).get(q("author")) == "Ilze"


def test_the_same_files_give_the_same_bytes() -> None:
    pair = word_file(_PLAIN, "One.", header="H"), word_file(_EDITED, header="G")
    assert redline(*pair, language=EN).content == redline(*pair, language=EN).content


def test_every_change_has_a_number_of_its_own() -> None:
    old = _body(_p("One two three."), _table(("a", "b"), ("c", "d")), _p("End."))
    new = _body(_p("One 2 three."), _table(("a", "b"), ("e", "f"), ("c", "d")), _p("An end."))
    made = _check(old, new)
    numbers = [one.get(q("id")) for one in _main(made).iter(q("ins"), q("del"))]
    assert len(numbers) > 4
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("A.", "B.", "C."), ("A.", "C.")),
        (("A.", "B.", "C."), ("A.", "B.")),
        (("A.", "B."), ("A.", "B.", "C.")),
        (("B.",), ("A.", "B.")),
        (("A first one.", "Another end."), ("A first one.", "Something quite different here.")),
        (("A first sentence. A second sentence.",), ("A first sentence.", " A second sentence.")),
        (("A first sentence.", " A second one."), ("A first sentence. A second one.",)),
        (("", "A.", ""), ("A.", "", "")),
        (
            ("Alpha beta.", "Gamma delta.", "Eps zeta."),
            ("Gamma delta.", "Eps zeta.", "Alpha beta."),
        ),
    ],
)
def test_paragraphs_come_go_split_merge_and_move(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    _check(_body(*map(_p, old)), _body(*map(_p, new)))


def test_a_paragraph_that_went_before_a_table_leaves_nothing() -> None:
    table = _table(("a", "b"))
    made = _check(_body(_p("A."), _p("Gone."), table, _p("B.")), _body(_p("A."), table, _p("B.")))
    assert _changed(made, "del") == ["Gone."]


def test_the_last_paragraph_of_a_text_keeps_its_mark() -> None:
    made = _check(_body(_p("A."), _p("B.")), _body(_p("A.")))
    last = [one for one in _main(made).iter(q("p"))][-1]  # noqa: C416  read as it is written
    assert last.find(f"{q('pPr')}/{q('rPr')}/{q('del')}") is None


def test_rows_come_and_go_as_rows() -> None:
    old = _body(_table(("a", "1"), ("b", "2"), ("c", "3")), _p("End."))
    new = _body(_table(("a", "1"), ("c", "3"), ("d", "4")), _p("End."))
    made = _check(old, new)
    rows = list(_main(made).iter(q("tr")))
    assert [one.find(f"{q('trPr')}/{q('del')}") is not None for one in rows].count(True) == 1
    assert [one.find(f"{q('trPr')}/{q('ins')}") is not None for one in rows].count(True) == 1


def test_a_table_that_went_is_rejected_back() -> None:
    _check(_body(_p("A."), _table(("a", "b"), ("c", "d")), _p("B.")), _body(_p("A."), _p("B.")))
    _check(_body(_p("A."), _p("B.")), _body(_p("A."), _table(("a", "b")), _p("B.")))


def test_a_column_more_is_shown_row_by_row() -> None:
    old = _body(_table(("a", "b"), ("c", "d")), _p("End."))
    _check(old, _body(_table(("a", "b", "x"), ("c", "d", "y")), _p("End.")))


def test_headers_are_compared() -> None:
    old, new = word_file("Text.", header="Draft of May"), word_file("Text.", header="Draft of June")
    made = Package.read(_check(old, new))
    part = made.related(made.main, "header")
    assert b"May" in made.parts[part]
    assert b"June" in made.parts[part]


def test_a_header_that_went_is_rejected_back() -> None:
    _check(word_file("Text.", header="Draft"), word_file("Text."))


def _noted(text: str) -> bytes:
    package = Package.read(word_file("One."))
    root = parse(package.parts[package.main])
    run = e("r", e("footnoteReference", id=2))
    next(root.iter(q("p"))).append(run)
    package.parts[package.main] = serial(root)
    notes = f'<w:footnotes {_NAMESPACE}><w:footnote w:id="2">{_p(text)}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    package.put("word/footnotes.xml", notes.encode(), kind)
    from hexapla.packs.package import Relation, office

    known = package.relations(package.main)
    package.relate(
        package.main,
        [*known, Relation(id="rIdN", type=office("footnotes"), target="word/footnotes.xml")],
    )
    return package.write()


def test_a_note_whose_text_changed_is_compared() -> None:
    made = Package.read(_check(_noted("An old remark."), _noted("A new remark.")))
    note = parse(made.parts["word/footnotes.xml"])
    assert [_said(one) for one in note.iter(q("del"))] == ["An", "old"]


def test_a_note_that_went_is_rejected_back_with_its_text() -> None:
    made = redline(_noted("A remark."), word_file("One."), language=EN)
    assert made.exact, made.notes
    back = read_bytes(
        settled(made.content, accept=False), file_name="x.docx", language=EN, name="x"
    )
    assert [one.text for one in back.blocks if one.kind is BlockKind.NOTE] == ["A remark."]


def test_looks_are_kept_and_a_change_of_looks_is_tracked() -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Strong words here.</w:t></w:r></w:p>"
    plain = "<w:p><w:r><w:t>Strong words here.</w:t></w:r></w:p>"
    made = _check(_body(bold), _body(bold.replace("words", "texts")))
    assert all(one.find(f"{q('rPr')}/{q('b')}") is not None for one in _main(made).iter(q("r")))
    made = _check(_body(plain), _body(bold))
    assert next(_main(made).iter(q("rPrChange"))).find(q("rPr")) is not None
    assert _changed(made, "ins") == []


def test_a_field_goes_and_comes_as_a_whole() -> None:
    def field(shown: str) -> str:
        return (
            '<w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f"<w:r><w:t>{shown}</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )

    made = _check(_body(field("3")), _body(field("4")))
    deleted = next(_main(made).iter(q("del")))
    kinds = [one.get(q("fldCharType")) for one in deleted.iter(q("fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert deleted.find(f".//{q('delInstrText')}") is not None


_BY_ANNA = 'w:id="1" w:author="Anna" w:date="2014-05-06T07:08:09Z"'
_PENDING = (
    '<w:p><w:r><w:t xml:space="preserve">It starts in </w:t></w:r>'
    f"<w:del {_BY_ANNA}><w:r><w:delText>May</w:delText></w:r></w:del>"
    f"<w:ins {_BY_ANNA}><w:r><w:t>June</w:t></w:r></w:ins>"
    '<w:r><w:t xml:space="preserve"> in Riga.</w:t></w:r></w:p>'
)


def _authors(content: bytes) -> set[tuple[str, str, str]]:
    return {
        (one.get(q("author")), one.get(q("date")), _said(one))
        for one in _main(content).iter(q("ins"), q("del"))
    }


def test_a_pending_change_survives_beside_ours() -> None:
    made = _check(_body(_PENDING), _body(_PENDING.replace("Riga", "Tallinn")))
    assert ("Anna", "2014-05-06T07:08:09Z", "May") in _authors(made)
    assert ("Anna", "2014-05-06T07:08:09Z", "June") in _authors(made)
    assert ("Hexapla", "2015-03-01T00:00:00Z", "Tallinn") in _authors(made)


def test_a_pending_change_made_since_is_shown_as_its_authors() -> None:
    made = _check(_body(_p("It starts in May in Riga.")), _body(_PENDING))
    assert {author for author, _, _ in _authors(made)} == {"Anna"}


def test_a_change_that_was_accepted_since_keeps_its_author() -> None:
    made = _check(_body(_PENDING), _body(_p("It starts in June in Riga.")))
    assert {author for author, _, _ in _authors(made)} == {"Anna"}


def test_a_pending_change_that_was_dropped_stands_in_neither_text() -> None:
    _check(_body(_PENDING), _body(_p("It starts in May in Riga.")))
    _check(_body(_PENDING), _body(_p("Something else altogether.")))


def test_a_text_box_is_compared_inside() -> None:
    def box(text: str) -> str:
        return (
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
            f"<w:txbxContent>{_p(text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            "<w:r><w:t>Beside.</w:t></w:r></w:p>"
        )

    made = _check(_body(box("Inside one.")), _body(box("Inside two.")))
    assert _changed(made, "del") == ["one"]


def test_blocks_of_any_format_become_a_file_that_can_be_compared() -> None:
    def blocks(word: str) -> list[Block]:
        cell = Cell(table=0, row=0, column=0)
        return [
            Block(id="1", kind=BlockKind.HEADING, text="Aims", path="body/0", level=1),
            Block(id="2", kind=BlockKind.LIST_ITEM, text=word, path="b/1", level=1, label="•"),
            Block(id="3", kind=BlockKind.TABLE_CELL, text="Cell", path="b/t0", cell=cell),
        ]

    made = _check(plain_docx(blocks("old")), plain_docx(blocks("new")))
    assert _changed(made, "ins") == ["new"]


def test_the_oracle_tells_a_text_that_is_not_the_wanted_one() -> None:
    wanted, other = shown(word_file("One."), EN), shown(word_file("Two."), EN)
    assert "One." in first_difference(wanted, other)
    assert first_difference(wanted, [*wanted, *other]) == "1 blocks, not 2"
    assert not first_difference(wanted, wanted)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_changes_as_changes(tmp_path: Path) -> None:
    made = redline(word_file(_PLAIN), word_file(_EDITED), language=EN, dated="2015-03-01")
    file = tmp_path / "redline.docx"
    file.write_bytes(made.content)
    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with zipfile.ZipFile(tmp_path / "redline.odt") as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<text:changed-region") == 2
    assert "<dc:creator>Hexapla</dc:creator>" in content
    assert "<dc:date>2015-03-01" in content


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError):
        redline(b"<html>", word_file("x"), language=EN)


@pytest.mark.parametrize(
    "path", sorted((_ROOT / "source_docs").glob("*/revisions/*/*.docx")), ids=lambda path: path.name
)
def test_the_demonstrations_revisions_are_exact(path: Path) -> None:
    new = path.parents[2] / path.name
    if not new.exists():
        pytest.skip("the newest revision has another format")
    tag = language(path.name.split(".")[-2])
    made = redline(path.read_bytes(), new.read_bytes(), language=tag)
    assert made.exact, made.notes
    assert not made.fallback


def test_a_pending_paragraph_mark_before_a_paragraph_that_went_is_kept_right() -> None:
    def pending(text: str) -> str:
        return (
            '<w:p><w:pPr><w:rPr><w:ins w:id="4" w:author="Anna"/></w:rPr></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        )

    old = _body(_p("One."), pending("Two."), pending("Three."), _p("Four."))
    _check(old, _body(_p("One."), pending("Two."), pending("Three.")))


def test_a_paragraph_after_a_content_control_is_split_and_merged_outside_of_it() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{_p('Inside.')}</w:sdtContent></w:sdt>"
    apart = _body(control, _p("We appreciate your business."), _p("Eric White, Director."))
    together = _body(control, _p("We appreciate your business.Eric White, Director."))
    _check(apart, together)
    _check(together, apart)

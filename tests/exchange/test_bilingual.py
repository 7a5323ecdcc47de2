"""Units in and out of bilingual files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from hexapla.errors import HostileDocumentError, InputError, UnreadableDocumentError, UsageError
from hexapla.exchange import FORMS, read_units, translated, write_units
from hexapla.model import Block, BlockKind, Cell, Document, Language, Mark, State, Unit

XLIFF_2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="lv">
<file id="f"><unit id="u1"><segment state="reviewed">
<source>The <pc id="1" type="fmt" subType="xlf:b">police</pc> met<ph id="2" equiv=" {0}"/>.</source>
<target>Tikās <mrk id="m" type="term">policija</mrk>.</target></segment></unit>
<unit id="u2"><segment id="a"><source>One</source><target/></segment>
<segment id="b"><source>Two</source></segment></unit></file></xliff>"""

XLIFF_1 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="en-US" target-language="lv_LV" original="x.docx" datatype="x"><body><group>
<trans-unit id="7"><source>A <g id="1" ctype="bold">bold</g><bpt id="2">&lt;i></bpt> word<ept id="2">
&lt;/i></ept><x id="3" ctype="lb"/>below</source><target state="needs-translation">Vārds</target>
<alt-trans><source>other</source><target>cits</target></alt-trans></trans-unit>
</group></body></file></xliff>"""

TMX = """<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en"/><body>
<tu tuid="a"><tuv xml:lang="EN-GB"><seg>One <ph>&lt;br/></ph>two</seg></tuv>
<tuv xml:lang="LV"><seg>Viens divi</seg></tuv><tuv xml:lang="lt"><seg>Vienas du</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Three</seg></tuv><tuv xml:lang="lt"><seg>Trys</seg></tuv></tu>
</body></tmx>"""

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: lv\n"

msgctxt "menu"
msgid "File"
msgstr "Datne"

#, fuzzy
msgid ""
"Two "
"lines\n"
msgstr "Divas \"rindas\"\n"

#~ msgid "Old"
#~ msgstr "Vecs"
"""


def put(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_xliff_2_gives_a_unit_a_segment_without_codes_in_the_text(tmp_path: Path) -> None:
    first, second, third = read_units(put(tmp_path, "x.xlf", XLIFF_2))
    assert first.source[0].text == "The police met {0}."
    assert first.source[0].marks == (Mark(start=4, end=10, kind="bold"),)
    assert first.target[0].text == "Tikās policija."
    assert (first.source_language, first.target_language) == ("en", "lv")
    assert first.state is State.CURRENT
    assert [unit.source[0].id for unit in (first, second, third)] == ["u1", "u2/a", "u2/b"]
    assert second.target[0].text == ""
    assert third.target == ()
    assert third.state is State.MISSING


def test_xliff_1_leaves_codes_and_alternatives_out(tmp_path: Path) -> None:
    (unit,) = read_units(put(tmp_path, "x.xliff", XLIFF_1))
    assert unit.source[0].text == "A bold word\nbelow"
    assert unit.target[0].text == "Vārds"
    assert unit.state is State.STALE
    assert (unit.source_language, unit.target_language) == ("en-US", "lv-LV")


def test_the_wanted_languages_are_picked_from_a_tmx(tmp_path: Path) -> None:
    path = put(tmp_path, "m.tmx", TMX)
    (unit,) = read_units(path, source_language="en", target_language="lv")
    assert (unit.source[0].id, unit.source_text, unit.target_text) == ("a", "One two", "Viens divi")
    assert len(read_units(path, source_language="en", target_language="lt")) == 2
    (turned,) = read_units(path, source_language="lv", target_language="en")
    assert turned.source_text == "Viens divi"


def test_a_po_catalogue_gives_its_messages_without_old_ones(tmp_path: Path) -> None:
    first, second = read_units(put(tmp_path, "m.po", PO), source_language="en")
    assert (first.source[0].id, first.target_text, first.target_language) == ("menu", "Datne", "lv")
    assert second.source_text == "Two lines\n"
    assert second.target_text == 'Divas "rindas"\n'
    assert second.state is State.STALE


def test_a_table_may_have_a_header_an_id_or_neither(tmp_path: Path) -> None:
    languages = {"source_language": "en", "target_language": "lv"}
    plain = read_units(put(tmp_path, "a.tsv", 'Say "hi\tSaki „čau”\nTwo\tDivi\n'), **languages)
    assert [unit.source_text for unit in plain] == ['Say "hi', "Two"]
    three = read_units(put(tmp_path, "b.tsv", "k1\tOne\tViens\n"), **languages)
    assert three[0].source[0].id == "k1"
    named = read_units(put(tmp_path, "c.csv", 'lv,id,en\n"viens, divi",k,one\n'), **languages)
    assert (named[0].target_text, named[0].target[0].id) == ("viens, divi", "k")


def test_json_lines_bring_their_ids_back(tmp_path: Path) -> None:
    lines = (
        '{"id": "s-1", "source": "One", "target": "Viens"}\n\n'
        '{"id": 7, "source": "Two", "target": ""}\n{"id": "s-1", "source": "Three"}\n'
    )
    path = put(tmp_path, "u.jsonl", lines)
    units = read_units(path, source_language="en", target_language="lv")
    assert [unit.source[0].id for unit in units] == ["s-1", "7", "s-1~2"]
    assert [len(unit.target) for unit in units] == [1, 1, 0]


@pytest.mark.parametrize(
    ("name", "content", "error", "told"),
    [
        ("x.xlf", "<xliff", UnreadableDocumentError, "x.xlf:1"),
        ("x.xlf", "<html/>", UnreadableDocumentError, "no XLIFF"),
        ("x.tmx", '<!DOCTYPE t [<!ENTITY a "b">]><tmx/>', HostileDocumentError, "entities"),
        ("x.po", "msgid 5\nnothing", UnreadableDocumentError, "x.po"),
        ("x.jsonl", '{"source": "a"}\n{"target": "b"}\n', UnreadableDocumentError, "x.jsonl:2"),
        ("x.jsonl", "[1]\n", UnreadableDocumentError, "x.jsonl:1"),
        ("x.doc", "x", UnreadableDocumentError, ".doc"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, name: str, content: str, error: type[InputError], told: str
) -> None:
    path = put(tmp_path, name, content)
    with pytest.raises(error) as caught:
        read_units(path, source_language="en", target_language="lv")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "u.jsonl",
            '{"source": "One", "target": "Viens", "source_language": "en", "language": "lv"}',
        ),
        (
            "u.ndjson",
            '{"source": "One", "target": "Viens", "source-language": "en", "target_language": "LV"}',
        ),
        ("u.tsv", "Source\tTarget\tSource_language\tLanguage\nOne\tViens\ten\tlv\n"),
        ("u.csv", "source_language;source;language;target\nen;One;lv;Viens\n"),
    ],
)
def test_a_line_may_say_its_languages_itself(tmp_path: Path, name: str, content: str) -> None:
    (one,) = read_units(put(tmp_path, name, content))
    assert (one.source_language, one.target_language) == ("en", "lv")
    assert (one.source_text, one.target_text) == ("One", "Viens")


def test_the_language_that_is_given_goes_before_the_one_that_a_line_says(tmp_path: Path) -> None:
    line = '{"source": "One", "target": "Viens", "source_language": "en", "language": "lt"}'
    (one,) = read_units(put(tmp_path, "u.jsonl", line), target_language="lv")
    assert one.target_language == "lv"


def test_a_language_that_is_no_text_is_refused_with_its_line(tmp_path: Path) -> None:
    path = put(tmp_path, "u.jsonl", '{"source": "One", "target": "Viens", "language": 5}\n')
    with pytest.raises(InputError, match=r"u\.jsonl:1"):
        read_units(path, source_language="en", target_language="lv")


def test_a_language_that_nobody_says_is_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path, "u.jsonl", '{"source": "One", "target": "Viens"}\n')
    with pytest.raises(UsageError, match="target language"):
        read_units(path, source_language="en")


def block(identifier: str, text: str, tag: str, **more: object) -> Block:
    return Block(
        id=identifier,
        kind=BlockKind.PARAGRAPH,
        text=text,
        path=identifier,
        language=Language(tag),
        **more,
    )


def unit(source: tuple[Block, ...], target: tuple[Block, ...], state: State) -> Unit:
    return Unit(
        document="plan",
        source_language=Language("en"),
        target_language=Language("lv"),
        source=source,
        target=target,
        state=state,
    )


MARKS = (Mark(start=0, end=3, kind="bold"), Mark(start=1, end=2, kind="italic"))
UNITS = (
    unit((block("a1", "Old  <b> & text", "en", marks=MARKS),), (block("t1", "Vecs\nteksts", "lv"),), State.CURRENT),
    unit((block("a2", "Two", "en"),), (block("t2", "Divi", "lv"),), State.STALE),
    unit((block("a3", "Three", "en"),), (), State.MISSING),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_back_with_its_bold(tmp_path: Path, form: str) -> None:
    made = write_units(UNITS, form)
    path = tmp_path / ("u.tmx" if form == "tmx" else "u.xlf")
    path.write_bytes(made)
    again = read_units(path, source_language="en", target_language="lv")
    assert [(one.source_text, one.target_text) for one in again] == [
        (one.source_text, one.target_text) for one in UNITS if form != "tmx" or one.target
    ]
    assert set(again[0].source[0].marks) == set(MARKS)
    assert write_units(UNITS, form) == made


def test_a_stale_unit_is_to_be_done_again(tmp_path: Path) -> None:
    path = tmp_path / "u.xlf"
    for form in ("xliff", "xliff-1.2"):
        path.write_bytes(write_units(UNITS, form))
        assert [one.state for one in read_units(path)][1:] == [State.STALE, State.MISSING]


def test_the_ids_of_an_xliff_are_names_that_stand_once() -> None:
    twice = (UNITS[0], UNITS[0], unit((block("a b/ā", "x", "en"),), (), State.MISSING))
    root = etree.fromstring(write_units(twice, "xliff"))
    ids = [one.get("id") for one in root.iter("{*}unit")]
    assert ids == ["a1", "a1.2", "a_b__"]


def test_units_of_several_pairs_are_no_file() -> None:
    other = Unit(
        document="d",
        source_language=Language("en"),
        target_language=Language("lt"),
        source=(),
        target=(),
    )
    with pytest.raises(UsageError, match="several language pairs"):
        write_units([UNITS[0], other], "tmx")
    with pytest.raises(UsageError, match="docx"):
        write_units(UNITS, "docx")


def test_a_translation_comes_back_as_a_document() -> None:
    cell = Cell(table=0, row=0, column=1)
    source = Document(
        name="plan",
        language=Language("en"),
        digest="",
        media="",
        blocks=(
            Block(id="h", kind=BlockKind.HEADING, text="Plan", path="0", level=2),
            Block(id="p", kind=BlockKind.PARAGRAPH, text="Changed since", path="1"),
            Block(id="i", kind=BlockKind.LIST_ITEM, text="An item", path="2"),
            Block(id="c", kind=BlockKind.TABLE_CELL, text="Cell", path="3", cell=cell),
            Block(id="n", kind=BlockKind.PARAGRAPH, text="Nobody did it", path="4"),
        ),
    )
    texts = (("h", "Plan", "Plāns <1>"), ("p", "Before", "Agrāk"), ("i", "An item", "Punkts"),
             ("zz", "Cell", "Šūna"))  # fmt: skip
    done = translated(
        source,
        [unit((block(k, a, "en"),), (block(k, b, "lv"),), State.UNKNOWN) for k, a, b in texts],
    )
    page = done.content.decode()
    assert '<html lang="lv">' in page
    assert "<h2>Plāns &lt;1&gt;</h2>\n<ul>\n<li>Punkts</li>\n</ul>\n<table>" in page
    assert "<td></td><td><p>Šūna</p></td>" in page
    assert "Agrāk" not in page
    assert (done.filled, done.missing, done.outdated) == (3, ("n",), ("p",))

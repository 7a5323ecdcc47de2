"""Glossaries from files: what is read, what is refused, what is written."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from hexapla.errors import GlossaryEntryError, GlossaryError, UsageError
from hexapla.model import Concept, Language, Term, TermStatus
from hexapla.terminology import export, known_language, load_glossary

MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
  <termEntry id="c1">
    <descripGrp><descrip type="subjectField">police</descrip></descripGrp>
    <descrip type="definition">An officer abroad.</descrip>
    <langSet xml:lang="en"><tig><term>liaison officer</term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
    <langSet xml:lang="lv">
      <ntig><termGrp><term>sadarbības <hi>koordinators</hi></term>
        <termNote type="partOfSpeech">noun</termNote>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
      <ntig><termGrp><term>sakaru virsnieks</term></termGrp></ntig>
    </langSet>
  </termEntry>
</body></text></martif>"""

DCA = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<text><body><conceptEntry id="c2">
  <langSec xml:lang="fi"><termSec><term>yhdyshenkilö</term>
    <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c3">
  <min:subjectField>borders</min:subjectField>
  <langSec xml:lang="sv"><basic:definition>Avtal.</basic:definition><termSec><term>avtal</term>
    <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    if isinstance(content, str):
        content = content.encode()
    path.write_bytes(content)
    return path


def test_tbx_2_gives_terms_of_tig_and_ntig_with_their_statuses(tmp_path: Path) -> None:
    glossary = load_glossary([put(tmp_path, "g.tbx", MARTIF)])
    assert glossary.troubles == ()
    (concept,) = glossary.concepts
    assert concept.subject == "police"
    assert concept.definition == "An officer abroad."
    assert [(term.language, term.text, term.status) for term in concept.terms] == [
        ("en", "liaison officer", TermStatus.PREFERRED),
        ("lv", "sadarbības koordinators", TermStatus.DEPRECATED),
        ("lv", "sakaru virsnieks", TermStatus.PREFERRED),
    ]
    assert concept.terms[1].part_of_speech == "noun"


def test_tbx_3_is_read_in_both_styles(tmp_path: Path) -> None:
    glossary = load_glossary([put(tmp_path, "a.tbx", DCA), put(tmp_path, "b.tbx", DCT)])
    first, second = glossary.concepts
    assert first.terms[0].status is TermStatus.ADMITTED
    assert second.terms[0].status is TermStatus.SUPERSEDED
    assert second.subject == "borders"
    assert second.definition == "Avtal."


def test_a_tbx_that_declares_entities_is_refused_and_the_other_file_goes_on(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE martif [<!ENTITY a "b">]><martif><text><body/></text></martif>'
    glossary = load_glossary([put(tmp_path, "bad.tbx", bomb), put(tmp_path, "good.tbx", MARTIF)])
    (trouble,) = glossary.troubles
    assert isinstance(trouble, GlossaryError)
    assert "bad.tbx" in str(trouble)
    assert [concept.id for concept in glossary.concepts] == ["c1"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("preferred", TermStatus.PREFERRED),
        ("", TermStatus.PREFERRED),
        ("standardizedTerm-admn-sts", TermStatus.PREFERRED),
        ("legalTerm-admn-sts", TermStatus.PREFERRED),
        ("regulated", TermStatus.PREFERRED),
        ("Admitted term", TermStatus.ADMITTED),
        ("deprecated", TermStatus.DEPRECATED),
        ("Obsolete", TermStatus.SUPERSEDED),
        ("forbidden", TermStatus.FORBIDDEN),
    ],
)
def test_a_status_may_be_written_as_tbx_or_people_write_it(
    tmp_path: Path, said: str, status: TermStatus
) -> None:
    path = put(tmp_path, "g.csv", f"concept,language,term,status\nc,lv,vārds,{said}\n")
    assert load_glossary([path]).concepts[0].terms[0].status is status


def test_a_csv_may_use_semicolons_and_further_columns(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "g.csv",
        "\ufeffconcept;language;term;status;subject;extra_forms;case_sensitive;families;translate\n"
        "c1;en;EU;;law;;yes;plan|report;no\n"
        "c1;lv;ES;;;ES-ā| ES-a;;;\n",
    )
    (concept,) = load_glossary([path]).concepts
    assert concept.subject == "law"
    assert concept.families == ("plan", "report")
    assert concept.translate is False
    assert concept.terms[0].case_sensitive is True
    assert concept.terms[1].extra_forms == ("ES-ā", "ES-a")


def test_a_wide_table_has_a_column_a_language(tmp_path: Path) -> None:
    path = put(tmp_path, "g.tsv", "id\ten\tlv\tzz-unknown\nc1\tborder\trobeža\tx\nc2\tsea\t\t\n")
    glossary = load_glossary([path])
    assert [[term.text for term in one.terms] for one in glossary.concepts] == [
        ["border", "robeža"],
        ["sea"],
    ]


def test_an_iate_export_is_read_by_its_own_column_names(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "iate.csv",
        "E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_RELIABILITY|T_EVALUATION\n"
        "12345|LAW|lv|tiesību akts|Term|3|Preferred\n12345|LAW|lv|likumakts|Term|2|Deprecated\n",
    )
    (concept,) = load_glossary([path]).concepts
    assert concept.id == "12345"
    assert concept.subject == "LAW"
    assert [term.status.value for term in concept.terms] == ["preferred", "deprecated"]


def test_a_workbook_is_read_whatever_its_cells_hold(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Concept", "Language", "Term", "Status"])
    sheet.append([17, "lv", "robeža", None])
    sheet.append([None, None, None, None])
    made = BytesIO()
    book.save(made)
    (concept,) = load_glossary([put(tmp_path, "g.xlsx", made.getvalue())]).concepts
    assert (concept.id, concept.terms[0].text) == ("17", "robeža")


def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')
    (trouble,) = load_glossary([put(tmp_path, "g.xlsx", made.getvalue())]).troubles
    assert "document type" in str(trouble)


def test_a_concept_id_in_two_files_is_an_error_that_names_both_places(tmp_path: Path) -> None:
    one = put(tmp_path, "one.tbx", MARTIF)
    two = put(tmp_path, "two.csv", "concept,language,term,status\nc1,lv,cits,\nc9,lv,trešais,\n")
    glossary = load_glossary([one, two])
    (trouble,) = glossary.troubles
    assert isinstance(trouble, GlossaryError)
    assert "one.tbx:4" in str(trouble)
    assert "two.csv:2" in str(trouble)
    assert [concept.id for concept in glossary.concepts] == ["c1", "c9"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("c1,xx,vārds,", "unknown language code “xx”"),
        ("c1,lv,,", "empty term"),
        ("c1,lv,...,", "without a letter"),
        (f"c1,lv,{'garš ' * 100},", "a term of 499 characters"),
        ("c1,lv,vārds,forbiden", "unknown status “forbiden”"),
        (",lv,vārds,", "no concept id"),
    ],
)
def test_a_wrong_entry_is_named_and_the_rest_goes_on(tmp_path: Path, row: str, told: str) -> None:
    path = put(tmp_path, "g.csv", f"concept,language,term,status\n{row}\nc2,lv,labs,\n")
    glossary = load_glossary([path])
    (trouble,) = glossary.troubles
    assert isinstance(trouble, GlossaryEntryError)
    assert told in str(trouble)
    assert "g.csv:2" in str(trouble)
    assert [concept.id for concept in glossary.concepts] == ["c2"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("g.csv", b"", "is empty"),
        ("g.csv", b"a,b\n1,2\n", "no glossary header"),
        ("g.csv", "concept,language,term\nc,lv,vārds\n".encode("cp1257"), "is not UTF-8"),
        ("g.tbx", b"<martif>", "not well-formed"),
        ("g.tbx", b"<html/>", "no TBX"),
        ("g.xlsx", b"PK\x03\x04 nothing", "no readable XLSX"),
        ("g.doc", b"x", "unknown kind"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_trouble(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    glossary = load_glossary([put(tmp_path, name, content)])
    (trouble,) = glossary.troubles
    assert told in str(trouble)
    assert name in str(trouble)
    assert glossary.concepts == ()


def test_a_file_that_is_not_there_is_a_trouble(tmp_path: Path) -> None:
    (trouble,) = load_glossary([tmp_path / "none.tbx"]).troubles
    assert "cannot be read" in str(trouble)


FULL = Concept(
    id="c-1",
    subject="police",
    definition="Someone & something <else>",
    note="n",
    families=("plan",),
    partners=("vp", "polis"),
    documents=("page",),
    translate=False,
    terms=(
        Term(text="=sum", language=Language("en"), note="tn", part_of_speech="noun"),
        Term(
            text="vārds, otrs",
            language=Language("lv"),
            status=TermStatus.FORBIDDEN,
            case_sensitive=False,
            extra_forms=("vārdiņš",),
            excluded_forms=("vārdi", "vārdu"),
        ),
    ),
)


@pytest.mark.parametrize("form", ["tbx", "csv", "tsv", "xlsx"])
def test_what_is_written_is_read_back_the_same(tmp_path: Path, form: str) -> None:
    made = export([FULL], form)
    glossary = load_glossary([put(tmp_path, f"g.{form}", made)])
    assert glossary.troubles == ()
    again = export(glossary.concepts, form)
    assert again == made
    assert glossary.digest == load_glossary([put(tmp_path, "h.tbx", export([FULL], "tbx"))]).digest


def test_the_digest_changes_with_a_status_and_not_with_the_order(tmp_path: Path) -> None:
    rows = ["c1,lv,viens,", "c2,lv,divi,"]
    head = "concept,language,term,status\n"
    one = load_glossary([put(tmp_path, "a.csv", head + "\n".join(rows))]).digest
    two = load_glossary([put(tmp_path, "b.csv", head + "\n".join(rows[::-1]))]).digest
    three = load_glossary([put(tmp_path, "c.csv", head + "\n".join(rows) + "forbidden")]).digest
    assert one == two != three


def test_a_glossary_is_written_in_four_forms_only() -> None:
    with pytest.raises(UsageError, match="docx"):
        export([FULL], "docx")


@pytest.mark.parametrize(
    ("code", "tag"),
    [("LV", "lv"), ("en_GB", "en-GB"), ("lav", "lv"), ("zz", None), ("", None), ("latvian", None)],
)
def test_a_language_code_is_known_as_glossaries_write_it(code: str, tag: str | None) -> None:
    assert known_language(code) == tag

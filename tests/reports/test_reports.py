"""Reports in five forms: what each says, that it is safe, and that its bytes stay."""

from __future__ import annotations

import io
import json
import re
import zipfile

import jsonschema
import openpyxl
import pytest
from lxml import html

from hexapla import __version__
from hexapla.checks import Context, check_document, check_units
from hexapla.errors import UsageError
from hexapla.model import (
    Block,
    BlockKind,
    Document,
    Finding,
    Language,
    Location,
    Severity,
    Unit,
    digest,
)
from hexapla.reports import FORMS, render, summary


def unit(source: str, target: str, language: str = "lv") -> Unit:
    def block(text: str) -> Block:
        return Block(id=digest(text), kind=BlockKind.PARAGRAPH, text=text, path="body/4")

    return Unit(
        document="closing-report",
        source_language=Language("en"),
        target_language=Language(language),
        source=(block(source),),
        target=(block(target),),
    )


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    units = [
        unit("105 officers were trained.", "Apmācīti 150  darbinieki."),
        unit("Signed on 12 May 2016.", "Undertecknat den 13 maj 2016.", "sv"),
    ]
    return check_units(units, Context())


@pytest.fixture
def nasty() -> tuple[Finding, ...]:
    return (
        Finding(
            rule="spacing",
            category="Locale conventions",
            severity=Severity.MINOR,
            document='=HYPERLINK("http://evil")',
            language=Language("lv"),
            location=Location(block="b", start=0, end=8),
            message="=1+1 <script>alert(1)</script>",
            suggestion="@SUM(A1)\x00",
            evidence={"target": "<script>alert(1)</script> \x1b[31m\x07", "source": "+1"},
            fingerprint="0" * 32,
        ),
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_same_findings_give_the_same_bytes(findings, form: str):
    assert render(findings, form) == render(findings, form)


@pytest.mark.parametrize("form", FORMS)
def test_no_findings_give_a_whole_report(form: str):
    assert render((), form)


def test_an_unknown_form_is_refused_with_those_that_there_are():
    with pytest.raises(UsageError) as refused:
        render((), "pdf")
    assert "html" in refused.value.remedy


def test_json_is_the_object_that_is_promised(findings):
    told = json.loads(render(findings, "json"))
    assert list(told) == ["hexapla", "findings", "summary"]
    assert told["hexapla"] == __version__
    for one in told["findings"]:
        assert list(one) == [
            "rule", "category", "severity", "document", "language", "location", "message",
            "suggestion", "concept", "evidence", "fingerprint",
        ]  # fmt: skip
        assert list(one["location"]) == ["block", "path", "start", "end"]
    assert told["summary"]["total"] == len(findings) == 3
    assert told["summary"]["by_rule"] == {"date": 1, "number": 1, "spacing": 1}
    assert told["summary"]["by_severity"] == {"critical": 0, "major": 2, "minor": 1, "neutral": 0}


def test_the_summary_counts_by_severity_rule_language_and_document(findings):
    assert summary(findings)["by_language"] == {"lv": 2, "sv": 1}
    assert summary(findings)["by_document"] == {"closing-report": 3}


def test_text_shows_source_and_target_under_each_other_with_the_spot_marked(findings):
    lines = render(findings, "text").decode().splitlines()
    at = next(number for number, line in enumerate(lines) if "105 officers" in line)
    assert lines[at + 1].strip() == "^^^"
    assert lines[at + 1].index("^") == lines[at].index("105")
    assert lines[at + 2].split()[:2] == ["lv", "Apmācīti"]
    assert lines[at + 3].index("^") == lines[at + 2].index("150")
    assert lines[-1] == "findings: 3 (2 major, 1 minor)"


def test_text_has_no_colours_unless_asked_and_no_letter_that_steers_a_terminal(findings, nasty):
    assert b"\x1b" not in render(findings, "text")
    assert b"\x1b[" in render(findings, "text", colour=True)
    assert b"\x1b" not in render(nasty, "text")
    assert b"\x07" not in render(nasty, "text")


def test_sarif_names_its_rules_and_points_without_a_path_of_the_machine(findings):
    log = json.loads(render(findings, "sarif"))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["date", "number", "spacing"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["partialFingerprints"]["hexapla/v1"]
        (location,) = result["locations"]
        place = location["physicalLocation"]["artifactLocation"]
        assert not place["uri"].startswith(("/", "file:"))
        assert place["uriBaseId"] == "WORKSPACE"
        region = location["physicalLocation"]["region"]
        assert region["charLength"] > 0


def test_a_workbook_has_a_filter_a_frozen_header_and_a_row_a_finding(findings):
    book = openpyxl.load_workbook(io.BytesIO(render(findings, "xlsx")))
    sheet = book.worksheets[0]
    assert sheet.max_row == len(findings) + 1
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.freeze_panes == "C2"


def test_a_row_of_a_workbook_is_as_high_as_its_longest_text():
    long = unit("105 officers were trained. " * 12, "Apmācīti 150 darbinieki. " * 12)
    found = check_units([unit("105 officers.", "150 darbinieki."), long], Context())
    sheet = openpyxl.load_workbook(io.BytesIO(render(found, "xlsx"))).worksheets[0]
    heights = [sheet.row_dimensions[at].height for at in range(2, sheet.max_row + 1)]
    assert min(heights) < 3 * 15 < 6 * 15 <= max(heights) <= 409


def test_nothing_that_a_document_says_becomes_a_formula(nasty):
    book = openpyxl.load_workbook(io.BytesIO(render(nasty, "xlsx")))
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_workbook_holds_no_clock(findings):
    with zipfile.ZipFile(io.BytesIO(render(findings, "xlsx"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_a_page_asks_for_nothing_outside_itself(findings):
    page = render(findings, "html").decode()
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_a_page_names_the_language_of_every_text_and_marks_the_spot(findings):
    tree = html.fromstring(render(findings, "html"))
    texts = tree.xpath("//dl[@class='texts']//dd")
    assert {text.get("lang") for text in texts} == {"en", "lv", "sv"}
    assert "150" in [mark.text for mark in tree.xpath("//mark")]
    assert tree.get("lang") == "en"
    assert all(label.xpath(".//select|.//input") for label in tree.xpath("//form//label"))


def test_a_page_shows_mark_up_as_text(nasty):
    page = render(nasty, "html").decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_report_speaks_the_reader_s_language_where_a_catalogue_has_the_words(findings):
    for form in ("text", "html", "json"):
        assert render(findings, form, ui_language="lv")


_RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex", "locations"],
    "properties": {
        "message": {"type": "object", "required": ["text"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "rank": {"type": "number", "minimum": -1, "maximum": 100},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "partialFingerprints": {"additionalProperties": {"type": "string"}},
        "locations": {
            "items": {
                "properties": {
                    "physicalLocation": {
                        "anyOf": [{"required": ["artifactLocation"]}, {"required": ["address"]}],
                        "properties": {
                            "artifactLocation": {
                                "properties": {"uri": {"type": "string", "format": "uri-reference"}}
                            },
                            "region": {
                                "properties": {
                                    "charOffset": {"type": "integer", "minimum": -1},
                                    "charLength": {"type": "integer", "minimum": 0},
                                },
                                "additionalProperties": False,
                            },
                        },
                        "additionalProperties": False,
                    },
                    "logicalLocations": {"type": "array", "uniqueItems": True},
                },
                "additionalProperties": False,
            }
        },
    },
}
_LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"enum": ["2.1.0"]},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "items": {
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "semanticVersion": {"pattern": r"^\d+\.\d+\.\d+"},
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": {"required": ["text"]},
                                                "help": {"required": ["text"]},
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"items": _RESULT},
                },
            }
        },
    },
    "additionalProperties": False,
}
"""What SARIF 2.1.0 (OASIS, 2020, sections 3.13 to 3.30) asks of the objects that a report uses."""


def test_sarif_has_what_the_standard_asks_of_its_objects(findings, nasty):
    for some in (findings, nasty, ()):
        jsonschema.validate(json.loads(render(some, "sarif")), _LOG)


def test_the_standard_s_demands_can_fail(findings):
    log = json.loads(render(findings, "sarif"))
    del log["runs"][0]["results"][0]["message"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, _LOG)


def test_what_a_block_is_called_is_said_in_the_reader_s_language():
    turned = Finding(
        rule="structure",
        category="Design",
        severity=Severity.MINOR,
        document="plan",
        language=Language("fi"),
        location=Location(block="b"),
        message="this is a paragraph; in the source it is a heading",
        template="this is {found}; in the source it is {expected}",
        evidence={
            "expected": "a heading", "found": "a paragraph", "worded": ["expected", "found"],
        },
        fingerprint="0" * 32,
    )  # fmt: skip
    said = render([turned], "text", ui_language="fi").decode()
    assert "tässä on kappale; lähtötekstissä otsikko" in said


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        ("en", "the file says Latvian, the text is in Swedish"),
        ("lv", "datnē norādītā valoda: latviešu; teksta valoda: zviedru"),
        ("lt", "faile nurodyta kalba: latvių; teksto kalba: švedų"),
        ("et", "failis märgitud keel: läti; teksti keel: rootsi"),
        ("fi", "tiedostoon merkitty kieli: latvia; tekstin kieli: ruotsi"),
        ("sv", "språk enligt filen: lettiska; textens språk: svenska"),
    ],
)
def test_a_language_is_named_in_the_reader_s_language_not_by_its_code(reader: str, told: str):
    text = "Konferensen hölls i staden och samlade polischefer från fem länder i regionen."
    swedish = Block(id="b", kind=BlockKind.PARAGRAPH, text=text, path="body/0")
    document = Document(
        name="plan", language=Language("lv"), digest="0", media="text/plain", blocks=(swedish,)
    )
    found = [one for one in check_document(document, Context()) if one.rule == "language-mismatch"]
    assert [one.evidence["detected"] for one in found] == ["sv"]
    assert told in render(found, "text", ui_language=reader).decode()

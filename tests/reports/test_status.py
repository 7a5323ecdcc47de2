"""The status as a page and a workbook: the same status, the same bytes; a text is never markup."""

import io
import json
from datetime import date

from lxml import etree
from openpyxl import load_workbook

from hexapla.model import Language, State
from hexapla.reports import render_status
from hexapla.revisions import DocumentStatus, LanguageStatus, Moment, StaleBlock, Status
from hexapla.revisions.status import summary

STALE = LanguageStatus(
    state=State.STALE,
    revision=1,
    follows=1,
    stale_blocks=(StaleBlock("b1", 2, ("number",), "at most [-3-]{+4+} <b>steps</b>"),),
    since=2,
    approved_by=("=reviewer",),
)
STATUS = Status(
    documents=(
        DocumentStatus(
            document="=plan",
            source_language=Language("en"),
            source_revision=2,
            summary=summary({Language("lv"): STALE}),
        ),
    )
)


def test_the_page_shows_the_change_and_takes_no_text_for_markup():
    page = render_status(STATUS, "html").decode()
    assert "<del>3</del><ins>4</ins>" in page
    assert "&lt;b&gt;steps" in page
    assert 'lang="en"' in page
    assert "http" not in page.split("</style>")[1]


def test_before_anything_is_recorded_the_page_says_so():
    assert "Nothing is recorded yet." in render_status(Status(documents=()), "html").decode()


def test_the_workbook_holds_a_row_a_language_and_no_formula():
    sheet = load_workbook(io.BytesIO(render_status(STATUS, "xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "=plan"
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    assert rows[1][3] == "stale"


def test_the_same_status_gives_the_same_bytes():
    assert render_status(STATUS, "xlsx") == render_status(STATUS, "xlsx")
    assert json.loads(STATUS.documents[0].summary)["lv"]["since"] == 2


def moment(day: str, **states: str) -> Moment:
    return Moment(
        day=date.fromisoformat(day),
        states={Language(tag): State(state) for tag, state in states.items()},
    )


OVER_TIME = {
    "=plan <b>": (
        moment("2015-01-30", lv="current"),
        moment("2015-09-15", lv="stale", lt="missing"),
    ),
}


def drawn(history, **said) -> etree._Element:
    return etree.fromstring(render_status(STATUS, "svg", history=history, **said))


def letters(figure: etree._Element) -> list[str]:
    found = figure.xpath("//*[local-name()='g']/*[local-name()='title']/..")
    return ["".join(one.xpath("*[local-name()='text']/text()")) for one in found]


def test_the_figure_shows_what_was_current_before_it_was_stale():
    figure = drawn(OVER_TIME)
    assert letters(figure) == ["M", "C", "S"]  # lt, then lv in the two days
    titles = figure.xpath("//*[local-name()='g']/*[local-name()='title']/text()")
    assert titles[1] == "=plan <b>, lv: current, 30 Jan 2015 – 30 Jan 2015"


def test_the_figure_stands_in_the_page_and_speaks_its_language():
    page = render_status(STATUS, "html", history=OVER_TIME, ui_language=Language("lv")).decode()
    assert "<figure" in page
    assert "Dokumenti un valodas laika gaitā" in page
    assert "=plan &lt;b&gt;" in page


def test_a_figure_of_very_many_days_shows_months_and_of_very_many_documents_those_behind():
    days = [moment(f"{2000 + k // 12}-{k % 12 + 1:02}-03", lv="current") for k in range(60)]
    figure = drawn({"old": days})
    assert "2004" in figure.xpath("//*[@transform]/text()")
    many = {f"d{k:03}": (moment("2015-01-30", lv="current"),) for k in range(120)}
    many["d117"] = (moment("2015-01-30", lv="stale"),)
    said = etree.tostring(drawn(many), encoding="unicode")
    assert "d117" in said
    assert "Documents not shown: 20" in said


def test_without_a_history_there_is_no_figure():
    assert "<figure" not in render_status(STATUS, "html").decode()
    assert letters(drawn({})) == []

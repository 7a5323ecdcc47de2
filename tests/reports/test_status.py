"""The status as a page and a workbook: the same status, the same bytes; a text is never markup."""

import io
import json

from openpyxl import load_workbook

from hexapla.model import Language, State
from hexapla.reports import render_status
from hexapla.revisions import DocumentStatus, LanguageStatus, StaleBlock, Status
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

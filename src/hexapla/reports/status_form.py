"""The status of all documents as one HTML page, or as a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from hexapla import __version__
from hexapla.catalogue import translator
from hexapla.checks import language_name
from hexapla.errors import UsageError
from hexapla.model import Language
from hexapla.reports.figure import ENGLISH, matrix_figure
from hexapla.reports.xlsx_form import table
from hexapla.revisions import Moment, Status

_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
_PIECE = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)


def render_status(
    status: Status,
    form: str,
    *,
    history: Mapping[str, Sequence[Moment]] | None = None,
    ui_language: Language = ENGLISH,
) -> bytes:
    """Give the status as `html`, `svg` or `xlsx`; the same status, the same bytes.

    `history` is what `hexapla.revisions.history` tells: the figure of the matrix over time, which
    is a part of the page and all of the SVG.

    Raises:
        UsageError: there is no such form.

    """
    if form == "html":
        return _page(status, history or {}, ui_language)
    if form == "svg":
        return (matrix_figure(history or {}, ui_language=ui_language) or _NOTHING).encode()
    if form == "xlsx":
        return _workbook(status, ui_language)
    raise UsageError(f"the status has no form “{form}”", remedy="use text, json, html, svg or xlsx")


def pieces(diff: str) -> Iterator[tuple[str, str]]:
    """Cut a word diff, ``[-old-]{+new+}``, into pieces: del, ins or same, and the text."""
    at = 0
    for found in _PIECE.finditer(diff):
        if found.start() > at:
            yield "same", diff[at : found.start()]
        yield ("ins", found[2]) if found[1] is None else ("del", found[1])
        at = found.end()
    if at < len(diff):
        yield "same", diff[at:]


def _page(status: Status, history: Mapping[str, Sequence[Moment]], ui_language: Language) -> bytes:
    languages = sorted({tag for one in status.documents for tag in one.languages})
    text = files("hexapla.reports").joinpath("status.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True).from_string(text)
    return template.render(
        documents=status.documents,
        languages=[(tag, language_name(tag, ui_language)) for tag in languages],
        pieces=pieces,
        figure=Markup(matrix_figure(history, ui_language=ui_language)),  # noqa: S704  made of escaped text
        say=translator(ui_language),
        ui_language=ui_language,
        version=__version__,
    ).encode()


def _workbook(status: Status, ui_language: Language) -> bytes:
    say = translator(ui_language)
    columns = (
        ("Document", 30), ("Source", 10), ("Language", 10), ("State", 12), ("Revision", 10),
        ("Follows", 10), ("Stale", 8), ("Missing", 8), ("Since", 8), ("Approved by", 24),
    )  # fmt: skip
    rows = [
        (
            one.document,
            f"{one.source_language} {one.source_revision or ''}".strip(),
            str(tag),
            say(here.state.value),
            *(str(said or "") for said in (here.revision, here.follows)),
            str(len(here.stale_blocks)),
            str(len(here.missing_blocks)),
            str(here.since or ""),
            ", ".join(here.approved_by),
        )
        for one in status.documents
        for tag, here in one.languages.items()
    ]
    return table(say("Status"), [(say(name), width) for name, width in columns], rows)

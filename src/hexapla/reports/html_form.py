"""Findings as one HTML page: no file beside it, no request to anywhere, readable without a script.

The page is a Jinja template with its style and script inside (`findings.html`). A finding is told
once, with its two texts; the filters only hide.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any

from jinja2 import Environment, Template

from hexapla import __version__
from hexapla.checks import checks, language_name
from hexapla.model import Language, Severity
from hexapla.reports.render import summary
from hexapla.reports.said import Report


def made(report: Report) -> bytes:
    """Give the findings as a page."""
    counted = summary(report.plain)
    known = checks()
    rules = {rule: known[rule].help if rule in known else "" for rule in counted["by_rule"]}
    languages = sorted({one.finding.language for one in report.findings})
    page = _template().render(
        report=report,
        groups=list(report.by_document()),
        summary=counted,
        severities=[
            one for one in sorted(Severity, reverse=True) if counted["by_severity"][one.label]
        ],
        rules=rules,
        languages=[(tag, language_name(tag, report.ui_language)) for tag in languages],
        say=report.say,
        language_name=functools.partial(language_name, shown_in=report.ui_language),
        title=_title(report),
        version=__version__,
    )
    return page.encode()


def _title(report: Report) -> str:
    titles = report.config.project.titles
    found: Any = titles.get(Language(report.ui_language)) or next(iter(titles.values()), "")
    return str(found)


@functools.cache
def _template() -> Template:
    text = files("hexapla.reports").joinpath("findings.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)

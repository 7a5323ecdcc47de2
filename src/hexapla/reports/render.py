"""The one face of the reports: findings and a form in, bytes out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from hexapla.errors import UsageError
from hexapla.model import Finding, Severity
from hexapla.reports.said import Report
from hexapla.workspace import Config

FORMS = ("text", "json", "sarif", "xlsx", "html")
"""The forms a report can take; the module of that name makes it."""


def render(
    findings: Sequence[Finding],
    form: str,
    *,
    config: Config | None = None,
    ui_language: str = "en",
    colour: bool = False,
) -> bytes:
    """Give the findings as a report.

    The same findings give the same bytes: nothing of the clock or the machine goes in. Messages are
    said in `ui_language` where a catalogue has them. `colour` marks the spot for a terminal (text).

    Raises:
        UsageError: there is no such form.

    """
    if form not in FORMS:
        raise UsageError(f"there is no report “{form}”", remedy=f"use one of: {', '.join(FORMS)}")
    report = Report.of(findings, config=config, ui_language=ui_language, colour=colour)
    # a workbook's library takes a while to import: only the form that is asked for is
    make: Callable[[Report], bytes] = importlib.import_module(f"hexapla.reports.{form}_form").made
    return make(report)


def summary(findings: Sequence[Finding]) -> dict[str, Any]:
    """Give how many findings there are: in all, by severity, by rule, by language, by document."""
    severities = {one.label: 0 for one in sorted(Severity, reverse=True)}
    rules: dict[str, int] = {}
    languages: dict[str, int] = {}
    documents: dict[str, int] = {}
    for finding in findings:
        severities[finding.severity.label] += 1
        rules[finding.rule] = rules.get(finding.rule, 0) + 1
        languages[finding.language] = languages.get(finding.language, 0) + 1
        documents[finding.document] = documents.get(finding.document, 0) + 1
    return {
        "total": len(findings),
        "by_severity": severities,
        "by_rule": dict(sorted(rules.items())),
        "by_language": dict(sorted(languages.items())),
        "by_document": dict(sorted(documents.items())),
    }

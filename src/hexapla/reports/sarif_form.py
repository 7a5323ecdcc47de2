"""Findings as SARIF 2.1.0 (OASIS, 2020), for tools that show results of analyses."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hexapla import __version__
from hexapla.checks import checks
from hexapla.model import Finding, Severity
from hexapla.reports.said import Report, Said

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "note",
}
_RANKS = {
    Severity.CRITICAL: 100.0,
    Severity.MAJOR: 70.0,
    Severity.MINOR: 30.0,
    Severity.NEUTRAL: 0.0,
}


def made(report: Report) -> bytes:
    """Give the findings as one SARIF run."""
    used = sorted({one.rule for one in report.plain})
    index = {rule: at for at, rule in enumerate(used)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Hexapla",
                        "semanticVersion": _semantic(__version__),
                        "version": __version__,
                        "rules": [_rule(rule, report) for rule in used],
                    }
                },
                "originalUriBaseIds": {
                    "WORKSPACE": {"description": {"text": "The folder with hexapla.toml."}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, index) for one in report.findings],
            }
        ],
    }
    return (json.dumps(log, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def _semantic(version: str) -> str:
    parts = version.partition("+")[0].split(".")
    return ".".join((*parts, "0", "0")[:3])


def _rule(rule: str, report: Report) -> dict[str, Any]:
    known = checks().get(rule)
    if known is None:
        return {"id": rule}
    return {
        "id": rule,
        "name": "".join(part.title() for part in rule.split("-")),
        "shortDescription": {"text": known.summary},
        "fullDescription": {"text": known.summary},
        "help": {"text": known.help},
        "defaultConfiguration": {"level": _LEVELS[known.severity], "rank": _RANKS[known.severity]},
        "properties": {"category": known.category, "tags": [known.category, report.ui_language]},
    }


def _result(said: Said, index: dict[str, int]) -> dict[str, Any]:
    finding = said.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "rank": _RANKS[finding.severity],
        "message": {"text": said.message or finding.rule},
        "locations": [_location(finding)],
        "partialFingerprints": {"hexapla/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity.label,
            "category": finding.category,
            "language": finding.language,
            "document": finding.document,
            "suggestion": finding.suggestion,
            "concept": finding.concept,
        },
    }
    return result


def _location(finding: Finding) -> dict[str, Any]:
    """Give where it is: the document's version by name, the block as a logical location.

    A Word file has no lines, so the span goes by characters of the block; no path of the machine
    is told.
    """
    uri = quote(f"{finding.document or 'glossary'}/{finding.language}")
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "WORKSPACE"}},
    }
    at = finding.location
    if at.end > at.start:
        location["physicalLocation"]["region"] = {
            "charOffset": at.start,
            "charLength": at.end - at.start,
        }
    if at.block or at.path:
        location["logicalLocations"] = [
            {
                "name": at.path or at.block,
                "fullyQualifiedName": f"{finding.document}/{finding.language}/{at.block}",
                "kind": "block",
            }
        ]
    return location

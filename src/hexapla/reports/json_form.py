"""Findings as JSON: one object, whose keys are a promise (docs/reference/json.md)."""

from __future__ import annotations

import json
from typing import Any

from hexapla import __version__
from hexapla.reports.render import summary
from hexapla.reports.said import Report, Said


def made(report: Report) -> bytes:
    """Give the findings as one JSON object, sorted as they are, in UTF-8 with a last line break."""
    told = {
        "hexapla": __version__,
        "findings": [_finding(one) for one in report.findings],
        "summary": summary(report.plain),
    }
    return (json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def _finding(said: Said) -> dict[str, Any]:
    finding = said.finding
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.label,
        "document": finding.document,
        "language": finding.language,
        "location": {
            "block": finding.location.block,
            "path": finding.location.path,
            "start": finding.location.start,
            "end": finding.location.end,
        },
        "message": said.message,
        "suggestion": finding.suggestion,
        "concept": finding.concept,
        "evidence": {name: finding.evidence[name] for name in sorted(finding.evidence)},
        "fingerprint": finding.fingerprint,
    }

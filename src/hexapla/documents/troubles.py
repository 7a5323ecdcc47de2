"""Findings of a reader: what a document holds that could not be read, or that lies outside it."""

from __future__ import annotations

from collections.abc import Mapping

from hexapla.model import Finding, Language, Location, Severity, digest

RULE = "structure"
CATEGORY = "Design"


def trouble(
    template: str,
    *,
    document: str,
    language: Language,
    part: str,
    evidence: Mapping[str, str],
    severity: Severity = Severity.MINOR,
) -> Finding:
    """Make the finding; `template` is filled with the part and the evidence."""
    facts = {"part": part, **evidence}
    told = [f"{key}={facts[key]}" for key in sorted(facts)]
    return Finding(
        rule=RULE,
        category=CATEGORY,
        severity=severity,
        document=document,
        language=language,
        location=Location(path=part),
        message=template.format(**facts),
        template=template,
        evidence=facts,
        fingerprint=digest(RULE, document, language, template, *told),
    )

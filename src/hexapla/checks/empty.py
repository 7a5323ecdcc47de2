"""The rule `empty`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("empty", category="Accuracy", severity=Severity.MINOR, over=Unit, every=True)
def empty(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a translation that is there and says nothing.

    Wrong:
        en: Contact person
        et: …

    Right:
        en: Contact person
        et: Kontaktisik
    """
    if not unit.target or not unit.source:
        return
    said = any(sign.isalnum() for sign in unit.target_text)
    if not said and sum(sign.isalpha() for sign in unit.source_text) > 1:
        yield empty.finding(unit, "the translation is empty")

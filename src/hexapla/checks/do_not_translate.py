"""The rule `do-not-translate`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import named, rendered
from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("do-not-translate", category="Terminology", severity=Severity.MINOR, over=Unit)
def do_not_translate(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a term that must stand as it is, and does not.

    The glossary marks such terms; the translation may add an ending to one (SIENAs, Europolin).

    Wrong:
        en: The message was sent through SIENA.
        fi: Viesti lähetettiin suojatun verkon kautta.

    Right:
        en: The message was sent through SIENA.
        fi: Viesti lähetettiin SIENAn kautta.
    """
    asked = named(unit.source_text, unit.source_language, context)
    said = None
    for concept_id, places in sorted(asked.items()):
        concept = places[0].concept
        if concept.translate:
            continue
        if said is None:
            said = rendered(asked, unit.target_text, unit.target_language, context)
        forms = {one.term.text for one in places} | {one.match.form for one in places}
        if concept_id in said or any(form in unit.target_text for form in forms):
            continue
        first = places[0]
        yield do_not_translate.finding(
            unit,
            "“{term}” must stand as it is",
            source_span=first.span,
            suggestion=first.term.text,
            concept=concept_id,
            term=first.match.form,
        )

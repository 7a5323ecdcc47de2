"""The rule `extra-block`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, Unit


@check("extra-block", category="Accuracy", severity=Severity.MINOR, over=Unit, every=True)
def extra_block(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a block of the translation that nothing in the source stands behind.

    Wrong:
        en: The Parties met in Birštonas.
        lv: Puses tikās Birštonā. / Tulkotājas piezīme: skatīt pielikumu.

    Right:
        en: The Parties met in Birštonas.
        lv: Puses tikās Birštonā.
    """
    if unit.source or not unit.target:
        return
    if any(sign.isalnum() for sign in unit.target_text):
        yield extra_block.finding(
            unit,
            "this block has no counterpart in the source",
            span=Span(start=0, end=len(unit.target[0].text)),
        )

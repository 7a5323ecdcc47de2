"""The rule `currency`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import spot
from hexapla.checks.context import Context
from hexapla.checks.measures import currency_mismatches
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("currency", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def currency(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find an amount that is in another currency in the translation.

    EUR, €, euro, eiro and eurų are one currency; the sign may stand before or after the amount.

    Wrong:
        en: The grant amounts to EUR 420,000.
        sv: Bidraget uppgår till 420 000 kronor.

    Right:
        en: The grant amounts to EUR 420,000.
        sv: Bidraget uppgår till 420 000 euro.
    """
    for one in currency_mismatches(unit, context):
        yield currency.finding(
            unit,
            "{value} is in {expected} in the source, in {found} in the translation",
            span=spot(one.target),
            source_span=spot(one.source),
            value=one.target.text,
            expected=one.expected,
            found=one.found,
        )

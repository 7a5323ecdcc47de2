"""The rule `unit`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import spot
from hexapla.checks.context import Context
from hexapla.checks.measures import unit_mismatches
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("unit", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def unit(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a number that has another unit in the translation.

    Units are known as symbols (km, kg, %) and as words in every form (kilometres, kilometrų,
    kilometriä). A unit that is not known is never reported.

    Wrong:
        en: The patrol covered 120 km in 3 hours.
        et: Patrull läbis 3 tunniga 120 miili.

    Right:
        en: The patrol covered 120 km in 3 hours.
        et: Patrull läbis 3 tunniga 120 kilomeetrit.
    """
    for one in unit_mismatches(unit, context):
        yield _RULE.finding(
            unit,
            "{value} is in {expected} in the source, in {found} in the translation",
            span=spot(one.target),
            source_span=spot(one.source),
            value=one.target.text,
            expected=one.expected,
            found=one.found,
        )


_RULE = unit

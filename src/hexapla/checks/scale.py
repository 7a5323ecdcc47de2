"""The rule `scale`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import beside, spot
from hexapla.checks.context import Context
from hexapla.checks.quantities import spelled_scales
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, Unit


@check("scale", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def scale(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find thousand, million or billion that became another one, or got lost.

    Wrong:
        en: The programme has a budget of 3.1 billion euros.
        lt: Programos biudžetas – 3,1 milijono eurų.

    Right:
        en: The programme has a budget of 3.1 billion euros.
        lt: Programos biudžetas – 3,1 milijardo eurų.
    """
    both = beside(unit, context)
    for one in both.differences.found:
        if one.scale_only and one.source and one.target:
            yield scale.finding(
                unit,
                "the source says {expected}, the translation {found}",
                span=spot(one.target),
                source_span=spot(one.source),
                expected=one.source.text,
                found=one.target.text,
            )
    for ours, theirs in spelled_scales(both.source, both.target):
        yield scale.finding(
            unit,
            "the source says {expected}, the translation {found}",
            span=Span(start=theirs.start, end=theirs.end),
            source_span=Span(start=ours.start, end=ours.end),
            expected=unit.source_text[ours.start : ours.end],
            found=unit.target_text[theirs.start : theirs.end],
        )

"""The rule `number`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import differences, spot
from hexapla.checks.context import Context
from hexapla.checks.quantities import Change, Kind
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("number", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def number(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a number that is another one in the translation, or is missing or added.

    Numbers are compared by value, whatever way a language writes them: 12.5 and 12,5; 4,000 and
    4 000; 5 million and 5 000 000; “three”, “3” and “III”; 2nd, 2:a and 2-oji. A number that the
    translation repeats is no finding, nor is one that it writes in words.

    Wrong:
        en: The training was attended by 105 officers.
        lv: Apmācībās piedalījās 150 darbinieki.

    Right:
        en: The training was attended by 105 officers.
        lv: Apmācībās piedalījās 105 darbinieki.
    """
    for one in differences(unit, context).found:
        if one.kind is not Kind.NUMBER or one.scale_only:
            continue
        if one.change is Change.CHANGED and one.source and one.target:
            yield number.finding(
                unit,
                "the source says {expected}, the translation {found}",
                span=spot(one.target),
                source_span=spot(one.source),
                sure=one.sure,
                expected=one.source.text,
                found=one.target.text,
            )
        elif one.source:
            yield number.finding(
                unit,
                "{expected} of the source is missing in the translation"
                if one.change is Change.DROPPED
                else "{expected} stands more often in the source than in the translation",
                source_span=spot(one.source),
                sure=one.sure,
                expected=one.source.text,
            )
        elif one.target:
            yield number.finding(
                unit,
                "{found} is not in the source",
                span=spot(one.target),
                sure=one.sure,
                found=one.target.text,
            )

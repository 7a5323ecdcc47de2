"""The rule `date`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import differences, spot
from hexapla.checks.context import Context
from hexapla.checks.quantities import Change, Kind
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("date", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def date(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a date that is another one in the translation, or is missing or added.

    Dates are compared as dates, in every form that the languages write them: 12–13 May 2016,
    2016. gada 12.–13. maijā, 2016 m. gegužės 12–13 d., 12.–13. mail 2016, 12.–13. toukokuuta 2016,
    den 12–13 maj 2016, 2016-05-12, 12.5.2016.

    Wrong:
        en: The conference took place on 12–13 May 2016.
        lv: Konference notika 2016. gada 12.–13. jūnijā.

    Right:
        en: The conference took place on 12–13 May 2016.
        lv: Konference notika 2016. gada 12.–13. maijā.
    """
    for one in differences(unit, context).found:
        if one.kind is not Kind.DATE:
            continue
        if one.change is Change.CHANGED and one.source and one.target:
            yield date.finding(
                unit,
                "the source says {expected}, the translation {found}",
                span=spot(one.target),
                source_span=spot(one.source),
                sure=one.sure,
                expected=one.source.text,
                found=one.target.text,
            )
        elif one.source:
            yield date.finding(
                unit,
                "the date {expected} of the source is missing in the translation"
                if one.change is Change.DROPPED
                else "the date {expected} stands more often in the source than in the translation",
                source_span=spot(one.source),
                sure=one.sure,
                expected=one.source.text,
            )
        elif one.target:
            yield date.finding(
                unit,
                "the date {found} is not in the source",
                span=spot(one.target),
                sure=one.sure,
                found=one.target.text,
            )

"""The rule `date`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence

from hexapla.checks.compared import beside, spot, told
from hexapla.checks.context import Context
from hexapla.checks.quantities import Change, Kind, Quantity, Scan, days, weekday_at
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, Unit


@check("date", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def date(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a date that is another one in the translation, or is missing or added.

    Dates are compared as dates, in every form that the languages write them: 12–13 May 2016,
    2016. gada 12.–13. maijā, 2016 m. gegužės 12–13 d., 12.–13. mail 2016, 12.–13. toukokuuta 2016,
    den 12–13 maj 2016, 2016-05-12, 12.5.2016. A day that no calendar has (31 June), a day of the
    week that does not fit its date or became another one, another time zone, and a date in figures
    that can be read in two ways where the source's cannot are found too.

    Wrong:
        en: The conference took place on 12–13 May 2016.
        lv: Konference notika 2016. gada 12.–13. jūnijā.

    Right:
        en: The conference took place on 12–13 May 2016.
        lv: Konference notika 2016. gada 12.–13. maijā.
    """
    both = beside(unit, context)
    found = both.differences
    for one in found.found:
        if one.kind is Kind.DATE:
            yield date.finding(unit, _TEXTS[one.change], **told(one))
    source, target = both.source, both.target
    dates = [one for one in target.quantities if one.kind is Kind.DATE]
    other_days = list(_weekdays(unit, source, target))
    yield from other_days
    if dates:
        yield from _by_itself(unit, dates, source, target, told=bool(other_days))
        yield from _ambiguous(unit, found.pairs)
    yield from _zones(unit)


_TEXTS = {
    Change.CHANGED: "the source says {expected}, the translation {found}",
    Change.DROPPED: "the date {expected} of the source is missing in the translation",
    Change.REPEATED: "the date {expected} stands more often in the source than in the translation",
    Change.ADDED: "the date {found} is not in the source",
}
_ZONE = re.compile(r"\b(?:UTC|GMT|CES?T|MES?Z|EES?T|WES?T)\b(?:\s?[+−-]\s?\d{1,2})?")
_IN_ZONES = ("UTC", "GMT", "ET", "EST", "MEZ", "MESZ")
_SAME_ZONE = {"MEZ": "CET", "MESZ": "CEST", "GMT": "UTC"}


def _by_itself(
    unit: Unit, dates: Sequence[Quantity], source: Scan, target: Scan, *, told: bool
) -> Iterator[Finding]:
    """Find what no calendar has: the 31st of June; a Tuesday that was a Thursday.

    `told`: the day of the week is another one than the source's, which is found already.

    What the source says just so is not the translation's fault: it is told with less weight.
    """
    asked = {day for one in source.quantities for day in days(one)}
    unnamed = told or target.lexicon.weekdays.keys().isdisjoint(target.said)
    for one in dates:
        meant = days(one)
        if not meant:
            continue
        if not any(_weekday(day) for day in meant):
            yield date.finding(
                unit,
                "there is no such day as {found}",
                span=spot(one),
                sure=asked.isdisjoint(meant),
                found=one.text,
            )
            continue
        named = None if unnamed else _named_at(one, target)
        if named is None:
            continue
        wanted = target.lexicon.weekdays[named[0]]
        if any(_weekday(day) == wanted for day in meant):
            continue
        theirs = [
            said
            for other in source.quantities
            if not set(days(other)).isdisjoint(meant) and (said := _named_at(other, source))
        ]
        yield date.finding(
            unit,
            "“{weekday}” does not fit the date {found}",
            span=Span(start=named[1], end=named[2]),
            sure=all(source.lexicon.weekdays[said[0]] != wanted for said in theirs),
            weekday=target.text[named[1] : named[2]],
            found=one.text,
        )


def _named_at(one: Quantity, of: Scan) -> tuple[str, int, int] | None:
    """Give the day of the week that stands beside a date."""
    return weekday_at(one, of.words, of.text, of.lexicon)


def _weekday(day: tuple[int, int, int]) -> int:
    """Give the day of the week, 1 for Monday; 0 where the calendar has no such day."""
    year, month, of_month = day
    if of_month > calendar.monthrange(year, month)[1]:
        return 0
    return calendar.weekday(year, month, of_month) + 1


def _ambiguous(unit: Unit, pairs: Iterable[tuple[Quantity, Quantity]]) -> Iterator[Finding]:
    """Find a date in figures that can be read in two ways where the source's cannot."""
    for one, other in pairs:
        readings = set(days(other))
        if len(readings) > 1 and "/" in other.text and len(set(days(one))) == 1:
            yield date.finding(
                unit,
                "{found} can be read as two dates; the source says {expected}",
                span=spot(other),
                source_span=spot(one),
                sure=False,
                expected=one.text,
                found=other.text,
            )


def _weekdays(unit: Unit, source: Scan, target: Scan) -> Iterator[Finding]:
    """Find a day of the week that became another one; only where each text names one alone."""
    ours, theirs = _named_days(source), _named_days(target)
    if len(ours) != 1 or len(theirs) != 1:
        return
    (one, said), (other, found) = ours[0], theirs[0]
    if one != other:
        yield date.finding(
            unit,
            _TEXTS[Change.CHANGED],
            span=Span(start=found[1], end=found[2]),
            source_span=Span(start=said[1], end=said[2]),
            expected=source.text[said[1] : said[2]],
            found=target.text[found[1] : found[2]],
        )


def _named_days(of: Scan) -> list[tuple[int, tuple[str, int, int]]]:
    weekdays = of.lexicon.weekdays
    if weekdays.keys().isdisjoint(of.said):
        return []
    found = [(weekdays[word[0]], word) for word in of.words if word[0] in weekdays]
    if of.lexicon.months_capital:
        found = [one for one in found if of.text[one[1][1]].isupper()]
    return found if len({number for number, _ in found}) > 1 else found[:1]


def _zones(unit: Unit) -> Iterator[Finding]:
    """Find a time zone that became another one."""
    source = unit.source_text
    if not any(zone in source for zone in _IN_ZONES):
        return
    ours, theirs = list(_ZONE.finditer(source)), list(_ZONE.finditer(unit.target_text))
    if len(ours) != 1 or len(theirs) != 1 or _zone(ours[0][0]) == _zone(theirs[0][0]):
        return
    yield date.finding(
        unit,
        _TEXTS[Change.CHANGED],
        span=Span(start=theirs[0].start(), end=theirs[0].end()),
        source_span=Span(start=ours[0].start(), end=ours[0].end()),
        expected=ours[0][0],
        found=theirs[0][0],
    )


def _zone(written: str) -> str:
    plain = written.replace("−", "-").replace(" ", "")
    name = re.match(r"[A-Z]+", plain)
    head = name[0] if name else ""
    return _SAME_ZONE.get(head, head) + plain[len(head) :]

"""The rule `number`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import beside, told
from hexapla.checks.context import Context
from hexapla.checks.quantities import Change, Kind, spelled_numbers
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, Unit


@check("number", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def number(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a number that is another one in the translation, or is missing or added.

    Numbers are compared by value, whatever way a language writes them: 12.5 and 12,5; 4,000 and
    4 000; 5 million and 5 000 000; “three”, “3” and “III”; 2nd, 2:a and 2-oji. A number that the
    translation repeats is no finding, nor is one that it writes in words. Of numbers that both
    write in words (two Parties, trīs Puses) those above one are compared.

    Wrong:
        en: The training was attended by 105 officers.
        lv: Apmācībās piedalījās 150 darbinieki.

    Right:
        en: The training was attended by 105 officers.
        lv: Apmācībās piedalījās 105 darbinieki.
    """
    both = beside(unit, context)
    for one in both.differences.found:
        if one.kind is Kind.NUMBER and not one.scale_only:
            yield number.finding(unit, _TEXTS[one.change], **told(one))
    source, target = both.source, both.target
    for ours, theirs in spelled_numbers(source, target):
        yield number.finding(
            unit,
            _TEXTS[Change.CHANGED],
            span=Span(start=theirs.start, end=theirs.end),
            source_span=Span(start=ours.start, end=ours.end),
            expected=source.text[ours.start : ours.end],
            found=target.text[theirs.start : theirs.end],
        )


_TEXTS = {
    Change.CHANGED: "the source says {expected}, the translation {found}",
    Change.DROPPED: "{expected} of the source is missing in the translation",
    Change.REPEATED: "{expected} stands more often in the source than in the translation",
    Change.ADDED: "{found} is not in the source",
}

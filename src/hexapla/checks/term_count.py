"""The rule `term-count`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.alignment import sentences
from hexapla.checks.compared import Named, named, rendered
from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit

_TWICE = 2


@check("term-count", category="Terminology", severity=Severity.MAJOR, over=Unit)
def term_count(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a term that the source uses more often than the translation.

    A language may say “it” or leave a word out where another repeats it, and sentences are merged:
    a term is counted once a sentence, and one that is said in fewer sentences than in the source is
    reported with low confidence.

    Wrong:
        en: The liaison officer reports monthly. The liaison officer has no executive powers.
        lv: Sakaru virsnieks atskaitās reizi mēnesī. Darbiniekam nav izpildpilnvaru.

    Right:
        en: The liaison officer reports monthly. The liaison officer has no executive powers.
        lv: Sakaru virsnieks atskaitās reizi mēnesī. Sakaru virsniekam nav izpildpilnvaru.
    """
    asked = named(unit.source_text, unit.source_language, context)
    if all(len(places) < _TWICE for places in asked.values()):
        return
    said = rendered(asked, unit.target_text, unit.target_language, context)
    ours = [(one.start, one.end) for one in sentences(unit.source_text, unit.source_language)]
    theirs = [(one.start, one.end) for one in sentences(unit.target_text, unit.target_language)]
    if len(ours) != len(theirs):
        return
    for concept_id, places in sorted(asked.items()):
        if concept_id not in said or not all(one.match.longest for one in places):
            continue
        wanted = _sentences_with(places, ours)
        found = _sentences_with(said[concept_id], theirs)
        lacking = sorted(wanted - found)
        if len(wanted) < _TWICE or len(found) >= len(wanted) or not lacking:
            continue
        first = next(one for one in places if _at(one, ours) == lacking[0])
        yield term_count.finding(
            unit,
            "“{term}” stands in {expected} sentences of the source and in {found} of the "
            "translation",
            source_span=first.span,
            concept=concept_id,
            sure=False,
            term=first.match.form,
            expected=len(wanted),
            found=len(found),
        )


def _sentences_with(places: tuple[Named, ...], spans: list[tuple[int, int]]) -> set[int]:
    return {_at(one, spans) for one in places}


def _at(one: Named, spans: list[tuple[int, int]]) -> int:
    for number, (start, end) in enumerate(spans):
        if start <= one.match.start < end:
            return number
    return len(spans) - 1

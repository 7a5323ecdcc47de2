"""The rule `term-missing`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hexapla.checks.compared import Named, miscased, named, preferred, rendered
from hexapla.checks.context import Context
from hexapla.checks.doubt import begins_compound, doubt
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("term-missing", category="Terminology", severity=Severity.MAJOR, over=Unit)
def term_missing(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a term of the source that has none of its approved renderings in the translation.

    A rendering counts in any of its forms, and as the first part of a compound where the language
    writes compounds as one word. A term inside a longer term that the glossary knows too
    is asked for as part of the longer one only, and of several concepts that share a source term
    one is enough.

    The finding is minor where something speaks for the translation, and `doubt` in its evidence
    says what: the term is one short or everyday word, or a verb, that may mean something else
    (`everyday`); it is part of a longer name (`longer-name`); it is a name and left as it is
    (`kept`); all words of the rendering are there, but derived, parted or in another order, or most
    of three and more with the head, or a name is spelt with another letter (`near`); of a name the
    head alone is there (`shortened`); its initials are there, or what it is the initials of
    (`abbreviated`). Words that are another concept's term speak for nothing.

    Wrong:
        en: The liaison officer was sent to Germany.
        lv: Kontaktpersona tika nosūtīta uz Vāciju.

    Right:
        en: The liaison officer was sent to Germany.
        lv: Sakaru virsnieks tika nosūtīts uz Vāciju.
    """
    asked = named(unit.source_text, unit.source_language, context)
    if not asked:
        return
    said = rendered(asked, unit.target_text, unit.target_language, context)
    satisfied = _places_said(asked, said)
    strangers = _of_others(asked, said)
    for concept_id, places in sorted(asked.items()):
        concept = places[0].concept
        if concept_id in said or not concept.translate:
            continue
        expected = preferred(concept, unit.target_language)
        wanted = [
            one
            for one in places
            if one.match.longest and (one.match.start, one.match.end) not in satisfied
        ]
        if not expected or not wanted:
            continue
        if next(miscased(unit, concept, context), None) is not None:
            continue  # the rule term-case tells it
        if begins_compound(expected, unit):
            continue
        first = wanted[0]
        why = doubt(first, expected, unit, context, strangers)
        yield term_missing.finding(
            unit,
            "“{term}” should be rendered as “{expected}”",
            source_span=first.span,
            suggestion=expected[0],
            concept=concept_id,
            sure=not why,
            term=first.match.form,
            expected=list(expected),
            status=str(first.term.status.value),
            doubt=why or None,
        )


def _places_said(
    asked: Mapping[str, tuple[Named, ...]], said: Mapping[str, tuple[Named, ...]]
) -> set[tuple[int, int]]:
    """Give the places of the source where one of the concepts that share a term is rendered."""
    return {
        (one.match.start, one.match.end)
        for concept, places in asked.items()
        if concept in said
        for one in places
    }


def _of_others(
    asked: Mapping[str, tuple[Named, ...]], said: Mapping[str, tuple[Named, ...]]
) -> list[tuple[int, int]]:
    """Give the places of the translation that are terms of concepts the source does not name."""
    return sorted(
        {
            (one.match.start, one.match.end)
            for concept, places in said.items()
            if concept not in asked
            for one in places
        }
    )

"""The rule `term-case`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import Named, loses_capitals, miscased, named, terms_of
from hexapla.checks.context import Context
from hexapla.checks.doubt import in_longer_name
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("term-case", category="Terminology", severity=Severity.MINOR, over=Unit)
def term_case(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a term whose capital letters are not those of the glossary.

    A name that lost its capital or an acronym that lost its capitals is a major error; a name that
    keeps the first and has a later word small is one where the glossary says that case matters,
    else a minor one. A term that starts a sentence or
    stands in a text set in capitals is none; a common term with a capital is one only where the
    glossary says that case matters. An entry that only begins with a capital (*Rīcības plāns*) is
    taken for a name where the glossary says that case matters, where another of its words has a
    capital, or where the English term has one after its first word; a single word also where the
    English term begins with one too and the glossary does not begin every entry so. The capital of
    its first word alone may be lost where a longer name goes before (*Aplinkos agentūra*,
    *Europos aplinkos agentūra*).

    Wrong:
        lv: Konferenci līdzfinansēja eiropas savienība.

    Right:
        lv: Konferenci līdzfinansēja Eiropas Savienība.
    """
    asked = named(unit.source_text, unit.source_language, context)
    if not asked:
        return
    said = named(unit.target_text, unit.target_language, context)
    matcher = terms_of(unit.target_language, context)
    for concept_id, asked_for in sorted(asked.items()):
        if in_longer_name(asked_for[0], unit.source_text):
            continue  # *Amerikan yhdysvallat* is another name than *Yhdysvallat*
        for one in said.get(concept_id, ()):
            if _wrong(one, unit.target_text, name=matcher.is_name(one.match.term_id)):
                yield term_case.finding(
                    unit,
                    "“{found}” is written “{expected}” in the glossary",
                    span=one.span,
                    concept=concept_id,
                    severity=_weight(one, unit.target_text),
                    found=one.match.form,
                    expected=one.term.text,
                )
        for one in () if concept_id in said else miscased(unit, asked_for[0].concept, context):
            if _goes_on(one, unit.target_text):
                continue
            yield term_case.finding(
                unit,
                "“{found}” is written “{expected}” in the glossary",
                span=one.span,
                concept=concept_id,
                severity=_weight(one, unit.target_text),
                found=unit.target_text[one.span.start : one.span.end],
                expected=one.term.text,
            )


def _wrong(one: Named, text: str, *, name: bool) -> bool:
    form, term = one.match.form, one.term.text
    if one.term.case_sensitive is False or form.isupper():
        return False
    if loses_capitals(form.partition(" ")[2], term.partition(" ")[2]):
        return True
    if name and loses_capitals(form, term):
        return not _goes_on(one, text)
    gained = term[:1].islower() and form[:1].isupper()
    before = text[: one.match.start].rstrip()
    within = bool(before) and (before[-1].isalnum() or before[-1] == ",")
    return bool(gained and one.term.case_sensitive and within)


def _goes_on(one: Named, text: str) -> bool:
    """Say whether a term with a capital on its first word alone goes on with a name before it."""
    if any(word[:1].isupper() for word in one.term.text.split()[1:]):
        return False
    before = text[: one.match.start].split()
    return (
        " " in one.term.text and bool(before) and before[-1][0].isupper() and before[-1].isalpha()
    )


def _weight(one: Named, text: str) -> Severity:
    first = one.term.text[:1].isupper() and text[one.match.start].islower()
    sure = one.term.case_sensitive or one.term.text.isupper() or first
    named = any(sign.isupper() for sign in one.term.text)
    return Severity.MAJOR if named and sure else Severity.MINOR

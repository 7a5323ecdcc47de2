"""The rule `term-variant`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import named
from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, TermStatus


@check("term-variant", category="Terminology", severity=Severity.MINOR, over=Passage)
def term_variant(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find an admitted term where the glossary prefers another one.

    Wrong:
        fi: Yhdyshenkilö lähetettiin Saksaan.

    Right:
        fi: Yhdysmies lähetettiin Saksaan.
    """
    language = passage.language
    found = named(passage.block.text, language, context)
    right = {
        (one.match.start, one.match.end)
        for places in found.values()
        for one in places
        if one.term.status is TermStatus.PREFERRED
    }
    for concept_id, places in sorted(found.items()):
        better = [
            term.text
            for term in places[0].concept.of(language)
            if term.status is TermStatus.PREFERRED
        ]
        for one in places:
            at = (one.match.start, one.match.end)
            if one.term.status is not TermStatus.ADMITTED or not better or at in right:
                continue
            if not one.match.longest:
                continue
            yield term_variant.finding(
                passage,
                "“{found}” is admitted; “{expected}” is preferred",
                span=one.span,
                suggestion=better[0],
                concept=concept_id,
                found=one.match.form,
                term=one.term.text,
                expected=better,
            )

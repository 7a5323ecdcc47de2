"""The rule `term-deprecated`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import misused
from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, TermStatus


@check("term-deprecated", category="Terminology", severity=Severity.MAJOR, over=Passage)
def term_deprecated(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find a term that the glossary calls deprecated or superseded, in any of its forms.

    Wrong:
        lt: Ryšių karininkas buvo išsiųstas į Vokietiją.

    Right:
        lt: Ryšių pareigūnas buvo išsiųstas į Vokietiją.
    """
    for one, right in misused(passage, context, TermStatus.DEPRECATED, TermStatus.SUPERSEDED):
        yield term_deprecated.finding(
            passage,
            "“{found}” is a {status} term; use “{expected}”"
            if right
            else "“{found}” is a {status} term",
            span=one.span,
            suggestion=right[0] if right else "",
            concept=one.concept.id,
            found=one.match.form,
            term=one.term.text,
            status=str(one.term.status.value),
            worded=["status"],
            analysis=str(one.match.analysis.value),
            expected=list(right) or None,
            note=one.term.note or None,
        )

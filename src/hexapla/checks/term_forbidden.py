"""The rule `term-forbidden`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import misused
from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, TermStatus


@check("term-forbidden", category="Terminology", severity=Severity.MAJOR, over=Passage)
def term_forbidden(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find a term that the glossary forbids, in any of its forms.

    Wrong:
        lv: Milicijas iestādes apmainījās ar informāciju.

    Right:
        lv: Policijas iestādes apmainījās ar informāciju.
    """
    for one, right in misused(passage, context, TermStatus.FORBIDDEN):
        yield term_forbidden.finding(
            passage,
            "“{found}” is a forbidden term; use “{expected}”"
            if right
            else "“{found}” is a forbidden term",
            span=one.span,
            suggestion=right[0] if right else "",
            concept=one.concept.id,
            found=one.match.form,
            term=one.term.text,
            analysis=str(one.match.analysis.value),
            expected=list(right) or None,
            note=one.term.note or None,
        )

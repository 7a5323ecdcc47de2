"""The rule `stale`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, State, Unit


@check("stale", category="Accuracy", severity=Severity.MAJOR, over=Unit, every=True)
def stale(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a block whose source has changed since the translation was made.

    The finding names the source revision that made the block stale, the kind of the change, and
    the change itself. A cosmetic change makes nothing stale.

    Wrong:
        en: Contact: Rue de la Loi 200  (revision 4; before: Rue du Luxembourg 3)
        de: Kontakt: Rue du Luxembourg 3

    Right:
        en: Contact: Rue de la Loi 200
        de: Kontakt: Rue de la Loi 200
    """
    if unit.state is not State.STALE:
        return
    span = Span(start=0, end=len(unit.target[0].text)) if unit.target else None
    known = [context.states[block.id] for block in unit.source if block.id in context.states]
    known = [state for state in known if state.state is State.STALE]
    if not known:
        yield stale.finding(unit, "the source has changed since this was translated", span=span)
        return
    for state in known:
        types = [str(kind.value) for kind in state.types]
        yield stale.finding(
            unit,
            "the source has changed since revision {since}: {diff}"
            if state.since is not None
            else "the source has changed since this was translated: {diff}",
            span=span,
            since=state.since,
            behind=state.behind,
            types=types,
            diff=state.diff,
        )

"""The rule `missing-block`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, State, Unit

_SHOWN = 120


@check("missing-block", category="Accuracy", severity=Severity.MAJOR, over=Unit, every=True)
def missing_block(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a block of the source that has no counterpart in the translation.

    Wrong:
        en: The Parties met in Birštonas. / The next meeting will be held in Tallinn.
        et: Pooled kohtusid Birštonases.

    Right:
        en: The Parties met in Birštonas. / The next meeting will be held in Tallinn.
        et: Pooled kohtusid Birštonases. / Järgmine kohtumine toimub Tallinnas.
    """
    if unit.target or not unit.source:
        return
    if not any(sign.isalnum() for sign in unit.source_text):
        return
    known = context.states.get(unit.source[0].id)
    since = known.since if known is not None and known.state is State.MISSING else None
    yield missing_block.finding(
        unit,
        "this block of the source is not translated: “{text}”",
        text=shortened(unit.source_text),
        since=since,
    )


def shortened(text: str) -> str:
    """Give the beginning of a text, cut at a word where it is long."""
    flat = " ".join(text.split())
    if len(flat) <= _SHOWN:
        return flat
    return flat[:_SHOWN].rsplit(" ", 1)[0] + " …"

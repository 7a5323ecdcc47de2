"""The rule `untranslated`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.compared import beside
from hexapla.checks.context import Context
from hexapla.checks.prose import as_it_was, copied_run, is_prose, same_language
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit


@check("untranslated", category="Accuracy", severity=Severity.MAJOR, over=Unit)
def untranslated(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a text that stands in the translation as it stands in the source.

    A name, a number, a code or an address may stand as it is; a sentence may not, nor may a longer
    run of the source's words within a translated text.

    Wrong:
        en: The officers exchanged information every day.
        fi: The officers exchanged information every day.

    Right:
        en: The officers exchanged information every day.
        fi: Virkamiehet vaihtoivat tietoja päivittäin.
    """
    if same_language(unit):
        return
    source, target = unit.source_text, unit.target_text
    if as_it_was(unit):
        if is_prose(source, unit.source_language):
            yield untranslated.finding(unit, "this is the source's text, not translated")
        return
    run = copied_run(unit, beside(unit, context).target.said)
    if run is not None:
        yield untranslated.finding(
            unit,
            "“{text}” is the source's text, not translated",
            span=run,
            text=target[run.start : run.end],
        )

"""The rule `identical`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.prose import as_it_was, is_prose, same_language
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit

_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST = 2


@check("identical", category="Accuracy", severity=Severity.MINOR, over=Unit)
def identical(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a short text that stands in the translation as in the source, and may be untranslated.

    Names, numbers and single words (which languages share) are left alone; what is running text is
    reported by `untranslated`.

    Wrong:
        en: Contact person
        sv: Contact person

    Right:
        en: Contact person
        sv: Kontaktperson
    """
    source = unit.source_text
    if same_language(unit) or not as_it_was(unit):
        return
    plain = [word for word in _WORD.findall(source) if word.islower()]
    words = _WORD.findall(source)
    if is_prose(source, unit.source_language) or len(words) < _LEAST or not plain:
        return
    yield identical.finding(unit, "the translation is the same as the source")

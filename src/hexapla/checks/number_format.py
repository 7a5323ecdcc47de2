"""The rule `number-format`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.compared import beside, spot
from hexapla.checks.context import Context
from hexapla.checks.quantities import Kind, currency_at, lexicon, unit_at, written
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Unit

_GROUP = 3
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
_FIGURES = re.compile(r"^\d[\d.,'’ \xa0\u202f]*\d")


@check("number-format", category="Locale conventions", severity=Severity.MINOR, over=Unit)
def number_format(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a number that is not written as the language writes numbers.

    The decimal mark and the mark between groups of three digits are those of CLDR. A number that a
    reader of the language would take for another value (1,234 for a thousand in Latvian) is found
    by comparing it with the source.

    Wrong:
        en: The area is 1,234.5 km² and 12.5 % of it is forest.
        lv: Platība ir 1,234.5 km², un 12.5 % no tās ir mežs.

    Right:
        en: The area is 1,234.5 km² and 12.5 % of it is forest.
        lv: Platība ir 1 234,5 km², un 12,5 % no tās ir mežs.
    """
    words = lexicon(unit.target_language)
    both = beside(unit, context)
    target = both.target
    for one, other in both.differences.pairs:
        if other.kind is not Kind.NUMBER or one.kind is not Kind.NUMBER or other.text.isdigit():
            continue
        if _CLOCK.fullmatch(other.text) and _is_clock(unit.source_text, one.start):
            continue
        value = one.keys[0]
        if value[0] != "n" or value not in other.keys:
            continue
        if other.keys[0] == value and not other.unusual:
            continue
        measured = unit_at(target, other) or currency_at(target, other) or other.scale
        grouped = "." not in one.mantissa and len(one.mantissa) > _GROUP
        if not measured and not grouped:
            continue  # a section, a version or a time may well look like this
        right = _FIGURES.sub(written(one.mantissa, words), other.text)
        yield number_format.finding(
            unit,
            "“{found}” is written “{expected}” in this language",
            span=spot(other),
            source_span=spot(one),
            suggestion=right,
            found=other.text,
            expected=right,
        )


def _is_clock(text: str, at: int) -> bool:
    """Say whether the number at a place is the hours of a time, hh:mm."""
    return re.compile(r"\d{1,2}:[0-5]\d(?!\d)").match(text, at) is not None

"""Quantities: the numbers, dates, units and amounts of a text as values, and how two texts differ.

A text in any language is read into values (12,5 in Latvian and 12.5 in English are one value;
*2016. gada 12.–13. maijā* and *12–13 May 2016* are the same two dates), and two texts are compared
by value, so that what a good translator does is no difference.
"""

from hexapla.checks.quantities.compare import (
    Change,
    Difference,
    Differences,
    compare,
    spelled_numbers,
    spelled_scales,
)
from hexapla.checks.quantities.dates import days, weekday_at
from hexapla.checks.quantities.figures import Kind, Quantity
from hexapla.checks.quantities.lexicon import Lexicon, lexicon
from hexapla.checks.quantities.scan import Scan, currency_at, measured, paid, scan, unit_at, written
from hexapla.checks.quantities.spelled import Spelled

__all__ = [
    "Change",
    "Difference",
    "Differences",
    "Kind",
    "Lexicon",
    "Quantity",
    "Scan",
    "Spelled",
    "compare",
    "currency_at",
    "days",
    "lexicon",
    "measured",
    "paid",
    "scan",
    "spelled_numbers",
    "spelled_scales",
    "unit_at",
    "weekday_at",
    "written",
]

"""What stands at a number: its unit, its currency, for the rules that compare them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hexapla.checks.compared import beside
from hexapla.checks.context import Context
from hexapla.checks.quantities import Kind, Quantity, Scan, currency_at, measured, paid, unit_at
from hexapla.model import Unit

Look = Callable[[Scan, Quantity], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A number that both texts have, with different things at it, each as its text writes it."""

    source: Quantity
    target: Quantity
    expected: str
    found: str


def unit_mismatches(unit: Unit, context: Context) -> Iterator[Mismatch]:
    """Give the numbers that have one unit in the source and another in the translation."""
    yield from _mismatches(unit, context, unit_at, measured)


def currency_mismatches(unit: Unit, context: Context) -> Iterator[Mismatch]:
    """Give the amounts that are in one currency in the source and another in the translation."""
    yield from _mismatches(unit, context, currency_at, paid)


def _mismatches(unit: Unit, context: Context, look: Look, written: Look) -> Iterator[Mismatch]:
    """Compare what stands at equal numbers, as sets: their order may differ between languages."""
    both = beside(unit, context)
    pairs = both.differences.pairs
    numbers = [
        (one, other)
        for one, other in pairs
        if one.kind is Kind.NUMBER and other.kind is Kind.NUMBER
    ]
    source, target = both.source, both.target
    if not any(look(source, one) for one, _ in numbers):
        return
    by_value: dict[object, list[tuple[Quantity, Quantity]]] = {}
    for one, other in numbers:
        by_value.setdefault(one.keys[0], []).append((one, other))
    for same in by_value.values():
        ours = [(look(source, one), one) for one, _ in same]
        expected = {name for name, _ in ours if name}
        if not expected:
            continue
        theirs = [(look(target, other), other) for _, other in same]
        found = {name for name, _ in theirs if name}
        if not found or not expected.isdisjoint(found):
            continue
        first = next(one for name, one in ours if name)
        second = next(other for name, other in theirs if name)
        yield Mismatch(
            source=first,
            target=second,
            expected=written(source, first),
            found=written(target, second),
        )

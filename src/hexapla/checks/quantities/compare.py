"""Compares what two texts hold, by value."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hexapla.checks.quantities.figures import Atom, Kind, Quantity
from hexapla.checks.quantities.scan import Scan, unit_at
from hexapla.checks.quantities.spelled import Spelled

_RANGE_GAP = 6


class Change(enum.Enum):
    """What became of a quantity on its way into the translation."""

    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One quantity that the two texts do not share. `sure` is false where it may well be right."""

    kind: Kind
    change: Change
    source: Quantity | None = None
    target: Quantity | None = None
    sure: bool = True
    scale_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How two texts differ in their quantities; `pairs` are the quantities that they share."""

    found: tuple[Difference, ...]
    pairs: tuple[tuple[Quantity, Quantity], ...]


@dataclass(slots=True)
class _Left:
    """A value that the other side does not have, and the quantity that it is of."""

    atom: Atom
    of: Quantity


def compare(source: Scan, target: Scan) -> Differences:
    """Compare two scans.

    First quantities as wholes, by any of their readings; then what is left by its parts (a date
    against its day, month and year written apart); then against what the other side says in words,
    in Roman numerals or as the first part of a compound. What remains differs.
    """
    if not source.quantities and not target.quantities:
        return _NOTHING
    pairs, ours, theirs = _matched(source.quantities, target.quantities)
    if not ours and not theirs:
        return Differences(found=(), pairs=tuple(pairs))
    swapped = _swapped(ours, theirs)
    left, right = _apart(ours), _apart(theirs)
    _cancel(left, right)
    if left:
        _absorb(left, source, target)
    if right:
        _absorb(right, target, source)
    found = tuple(_explained(left, right, source, target))
    return Differences(found=found or swapped, pairs=tuple(pairs))


_NOTHING = Differences(found=(), pairs=())


def _matched(
    ours: Sequence[Quantity], theirs: Sequence[Quantity]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Pair the quantities that have a reading in common, likeliest readings first."""
    pairs: list[tuple[Quantity, Quantity]] = []
    waiting: dict[object, list[Quantity]] = {}
    for one in theirs:
        waiting.setdefault(one.keys[0], []).append(one)
    left: list[Quantity] = []
    for one in ours:
        same = waiting.get(one.keys[0])
        if same:
            pairs.append((one, same.pop(0)))
        else:
            left.append(one)
    free = sorted((one for same in waiting.values() for one in same), key=lambda one: one.start)
    if not left or not free:
        return pairs, left, free
    still: list[Quantity] = []
    for one in left:
        keys = set(one.keys)
        match = next((other for other in free if not keys.isdisjoint(other.keys)), None)
        if match is None:
            still.append(one)
        else:
            free.remove(match)
            pairs.append((one, match))
    return pairs, still, free


def _swapped(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[Difference, ...]:
    """Find whole dates that hold the same figures in another order."""
    full = [
        [one for one in side if one.kind is Kind.DATE and None not in one.keys[0][2:]]
        for side in (ours, theirs)
    ]
    if not full[0] or len(full[0]) != len(full[1]):
        return ()
    # a year may stand at one of several dates, and at another one in the other language
    days = [Counter(one.keys[0][2:] for one in side) for side in full]
    figures = [Counter(value for one in side for value in one.keys[0][2:]) for side in full]
    if figures[0] != figures[1] or days[0] == days[1]:
        return ()
    return tuple(
        Difference(kind=Kind.DATE, change=Change.CHANGED, source=one, target=other)
        for one, other in zip(*full, strict=True)
    )


def _apart(quantities: Iterable[Quantity]) -> list[_Left]:
    return [_Left(atom, one) for one in quantities for atom in one.parts]


def _cancel(left: list[_Left], right: list[_Left]) -> None:
    """Take away what both sides have: same value first, then a month against its number."""
    for same in (lambda one, other: one == other, lambda one, other: str(one[1]) == str(other[1])):
        for one in list(left):
            match = next((other for other in right if same(one.atom, other.atom)), None)
            if match is not None:
                left.remove(one)
                right.remove(match)


def _absorb(left: list[_Left], own: Scan, other: Scan) -> None:
    """Take away what the other text says in another way than with digits of full size.

    A number that its own text says twice, “twelve (12)”, is not said by the word alone, and what
    both texts say in words (“one of”, “viens no”) stands for no digits.
    """
    weak: Counter[str] | None = None
    months = {month for month, _, _ in other.loose_months}
    for one in list(left):
        kind, value = one.atom
        if kind == "m":
            if value in months:
                left.remove(one)
            continue
        if weak is None:
            weak = other.weak() - own.weak()
        meant = weak[str(value)] > 0 or (
            # “en”, “ein” say one of a measure (“1 year”), never a number of its own (“point 1”)
            value == "1" and weak["article"] > 0 and _counts(own, one.of)
        )
        # a zero that no one says: 10:00 against 10
        if (meant and not own.echoes(one.of)) or (value == "0" and one.of.text.startswith("0")):
            left.remove(one)


def _counts(of: Scan, one: Quantity) -> bool:
    """Say whether a number counts things: it has a unit, or begins a range ("1 to 5")."""
    following = next((other for other in of.quantities if other.start >= one.end), None)
    near = following is not None and following.start - one.end <= _RANGE_GAP
    return near or bool(unit_at(of, one))


def _explained(
    left: list[_Left], right: list[_Left], source: Scan, target: Scan
) -> list[Difference]:
    """Say what became of each value that is left, once for each quantity.

    What the source says once and the translation twice is no difference: languages repeat a number
    where another leaves it out ("Article 5(1) and (2)", "artikel 5.1 och 5.2").
    """
    made: dict[tuple[Quantity | None, Quantity | None], Difference] = {}
    ours = {atom for one in source.quantities for atom in one.parts}
    theirs = {atom for one in target.quantities for atom in one.parts}
    free = [one for one in right if one.atom not in ours]
    for one in left:
        match = _closest(one, free)
        if match is not None:
            free.remove(match)
            both_dates = one.of.kind is Kind.DATE and match.of.kind is Kind.DATE
            made.setdefault(
                (one.of, match.of),
                Difference(
                    kind=Kind.DATE if both_dates else Kind.NUMBER,
                    change=Change.CHANGED,
                    source=one.of,
                    target=match.of,
                    scale_only=_scale_only(one.of, match.of),
                ),
            )
        elif _coordinated(one, source):
            continue
        elif not any(one.of is source_side for source_side, _ in made):
            repeated = one.atom in theirs or source.echoes(one.of)
            made[one.of, None] = Difference(
                kind=one.of.kind,
                change=Change.REPEATED if repeated else Change.DROPPED,
                source=one.of,
                sure=not repeated,
            )
    for one in free:
        if not any(one.of is target_side for _, target_side in made):
            made[None, one.of] = Difference(kind=one.of.kind, change=Change.ADDED, target=one.of)
    return list(made.values())


def _coordinated(one: _Left, own: Scan) -> bool:
    """Say whether a reference repeats its first part: “artikel 5.1 och 5.2”, “Article 5(1), (2)”.

    The first part of a dotted number may be missing where another one with the same part stands
    beside it.
    """
    head, dot, _ = one.of.text.partition(".")
    if not dot or one.atom[1] != head:
        return False
    return any(
        other is not one.of and other.text.startswith(f"{head}.") for other in own.quantities
    )


def _scale_only(one: Quantity, other: Quantity) -> bool:
    return one.scale != other.scale and one.mantissa == other.mantissa and one.kind is Kind.NUMBER


def _closest(one: _Left, free: Sequence[_Left]) -> _Left | None:
    """Give what the value most probably became: the same kind, then the most alike."""
    best: tuple[tuple[int, int, int], _Left] | None = None
    for index, other in enumerate(free):
        same_kind = one.of.kind is other.of.kind
        alike = _alike(str(one.atom[1]), str(other.atom[1]))
        rank = (int(same_kind) + int(one.atom[0] == other.atom[0]), alike, -index)
        if best is None or rank > best[0]:
            best = (rank, other)
    return None if best is None else best[1]


def _alike(one: str, other: str) -> int:
    """Count the digits that two numbers have in common, less what they differ in length."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common - abs(len(one) - len(other))


def _scales_alone(of: Scan) -> list[Spelled]:
    """Give the powers of ten in words that belong to no number in figures."""
    spans = [(one.start, one.end) for one in of.quantities]
    return [
        one
        for one in of.spelled
        if one.scale and not any(start <= one.start < end for start, end in spans)
    ]


def spelled_numbers(source: Scan, target: Scan) -> list[tuple[Spelled, Spelled]]:
    """Give the numbers above one in words that differ: two Parties, trīs Puses.

    Only where each side has one such number that the other has neither in words nor in figures, in
    no part of a compound and no Roman numeral; or where a number in brackets belies the words
    before it.
    """
    if not source.may_count or not target.may_count:
        return []
    ours, theirs = source.counted, target.counted
    if not ours or not theirs or {one.value for one in ours} == {one.value for one in theirs}:
        return []
    left, right = _unsaid(ours, target), _unsaid(theirs, source)
    if len(left) == 1 and len(right) == 1:
        return [(left[0], right[0])]
    return _contradicted(source, target)


def _contradicted(source: Scan, target: Scan) -> list[tuple[Spelled, Spelled]]:
    """Give the words that the number behind them in brackets belies: “trīspadsmit (12)”.

    Only where the source says that number in words and in brackets alike.
    """
    echoed = {
        one.mantissa: said
        for one in source.quantities
        if (said := source.said_before(one)) is not None and str(said.value) == one.mantissa
    }
    found = []
    for one in target.quantities if echoed else ():
        said = target.said_before(one)
        if said is not None and one.mantissa in echoed and str(said.value) != one.mantissa:
            found.append((echoed[one.mantissa], said))
    return found


def _unsaid(numbers: Sequence[Spelled], other: Scan) -> list[Spelled]:
    meant = other.weak()
    figures = {str(value) for one in other.quantities for _, value in one.parts}
    return [one for one in numbers if not meant[str(one.value)] and str(one.value) not in figures]


def spelled_scales(source: Scan, target: Scan) -> list[tuple[Spelled, Spelled]]:
    """Give the powers of ten in words alone that differ: two million, divi miljardi.

    Only where each side has one such number that the other has neither in words nor in figures.
    """
    if not source.may_scale or not target.may_scale:
        return []
    ours, theirs = _scales_alone(source), _scales_alone(target)
    if not ours or not theirs:
        return []
    counted = {one.scale for one in source.quantities}, {one.scale for one in target.quantities}
    left = [one for one in ours if all(one.scale != other.scale for other in theirs)]
    right = [one for one in theirs if all(one.scale != other.scale for other in ours)]
    if len(left) != 1 or len(right) != 1:
        return []
    if left[0].scale in counted[1] or right[0].scale in counted[0]:
        return []
    return [(left[0], right[0])]

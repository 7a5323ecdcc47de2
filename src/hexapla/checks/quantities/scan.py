"""Reads a text into its quantities."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from hexapla.checks.quantities.dates import with_months
from hexapla.checks.quantities.figures import Kind, Quantity, figures, plain, whole
from hexapla.checks.quantities.lexicon import SIGNS, Lexicon
from hexapla.checks.quantities.spelled import Spelled, Word, parted, placed, spelled, weak, words

_SCALE_GAP = re.compile(r"[\s\xa0-]{0,2}")
_AFTERNOON, _GROUP = 12, 3


@dataclass(slots=True, kw_only=True)
class Scan:
    """What a text holds; its words and the numbers in words are read where they are asked for.

    `said` are its words, casefolded, in order.
    """

    text: str
    lexicon: Lexicon
    quantities: tuple[Quantity, ...]
    said: list[str] = field(default_factory=list)
    loose_months: tuple[tuple[int, int, int], ...] = ()
    _words: list[Word] | None = field(default=None, repr=False)
    _spelled: tuple[Spelled, ...] | None = field(default=None, repr=False)

    @property
    def words(self) -> list[Word]:
        """The words, casefolded, with where they stand."""
        if self._words is None:
            self._words = words(self.text)
        return self._words

    @property
    def may_scale(self) -> bool:
        """Whether a word names a power of ten."""
        return not self.lexicon.scales.keys().isdisjoint(self.said)

    @property
    def may_count(self) -> bool:
        """Whether a word names a number above one."""
        return not self.lexicon.counting.isdisjoint(self.said)

    @property
    def spelled(self) -> tuple[Spelled, ...]:
        """The numbers in words, read where they are asked for."""
        if self._spelled is None:
            self._spelled = tuple(spelled(self.words, self.text, self.lexicon))
        return self._spelled

    @property
    def counted(self) -> list[Spelled]:
        """The numbers in words above one that name no power of ten."""
        return [one for one in self.spelled if one.value > 1 and not one.scale]

    def echoes(self, one: Quantity) -> bool:
        """Say whether a number in brackets repeats the words before it: “twelve (12)”."""
        said = self.said_before(one)
        return said is not None and str(said.value) == one.mantissa

    def said_before(self, one: Quantity) -> Spelled | None:
        """Give the number in words that a number in brackets stands behind: “twelve (12)”."""
        if not one.text.isdigit() or self.text[one.start - 1 : one.start] != "(":
            return None
        before = next((word for word in reversed(self.words) if word[2] <= one.start), None)
        if before is None or self.text[before[2] : one.start].strip(" \xa0") != "(":
            return None
        return next((said for said in self.spelled if said.end == before[2]), None)

    def weak(self) -> Counter[str]:
        """Count every value that the text may mean without writing digits of full size.

        The word of “1 million” belongs to its figure.
        """
        spans = [(one.start, one.end) for one in self.quantities if one.scale]
        sums = [
            one for one in self.spelled if not any(start <= one.start < end for start, end in spans)
        ]
        return weak(self.text, self.words, sums, self.lexicon)


def scan(text: str, lexicon: Lexicon) -> Scan:
    """Read a text in the lexicon's language."""
    found = figures(text, lexicon)
    folded = text.casefold()
    parts = parted(folded)
    said = parts[1::2]
    telling = lexicon.telling.intersection(said)
    if not telling:
        if lexicon.afternoon is not None and found:
            found = _scaled(found, [], text, lexicon)
        return Scan(text=text, lexicon=lexicon, quantities=tuple(found), said=said)
    listed = placed(parts) if len(folded) == len(text) else words(text)
    listed = [one for one in listed if one[0] in telling]
    if found:
        found = _scaled(found, listed, text, lexicon)
    found, loose = with_months(found, listed, text, lexicon)
    return Scan(
        text=text,
        lexicon=lexicon,
        quantities=tuple(found),
        said=said,
        loose_months=tuple(loose),
    )


def _scaled(
    found: list[Quantity], words: list[Word], text: str, lexicon: Lexicon
) -> list[Quantity]:
    """Let the words million, milj., bn … multiply the number before them."""
    by_start = {start: (word, end) for word, start, end in words if word in lexicon.scales}
    if not by_start:
        later = lexicon.afternoon
        if later is None:
            return found
        return [_afternoon(one) if later.match(text, one.end) else one for one in found]
    made: list[Quantity] = []
    for one in found:
        changed = one
        gap = _SCALE_GAP.match(text, one.end)
        follows = by_start.get(gap.end()) if gap and one.kind is Kind.NUMBER else None
        if follows and one.mantissa and not text[follows[1] : follows[1] + 1].isdigit():
            power = lexicon.scales[follows[0]]
            keys = tuple(("n", _times(str(key[1]), power)) for key in one.keys if key[0] == "n")
            changed = one._replace(
                end=follows[1],
                text=text[one.start : follows[1]],
                keys=keys,
                parts=whole(str(keys[0][1])),
                scale=power,
            )
        elif lexicon.afternoon and lexicon.afternoon.match(text, one.end):
            changed = _afternoon(one)
        made.append(changed)
    return made


def _afternoon(one: Quantity) -> Quantity:
    hour = one.parts[0][1]
    if not str(hour).isdigit() or int(hour) >= _AFTERNOON:
        return one
    later = str(int(hour) + _AFTERNOON)
    return one._replace(keys=(*one.keys, ("n", later)))


def _times(value: str, power: int) -> str:
    shown = f"{Decimal(value).scaleb(power):f}"
    whole, _, rest = shown.partition(".")
    return plain(whole, rest)


def unit_at(of: Scan, quantity: Quantity) -> str:
    """Give the unit that follows a number ("kilometre"), or nothing where none is known."""
    return _unit(of, quantity)[0]


def measured(of: Scan, quantity: Quantity) -> str:
    """Give the unit of a number as the text writes it: “km”, “kilometriä”."""
    return _unit(of, quantity)[1]


def currency_at(of: Scan, quantity: Quantity) -> str:
    """Give the currency before or after an amount, as ISO 4217 says it, or nothing."""
    return _currency(of, quantity)[0]


def paid(of: Scan, quantity: Quantity) -> str:
    """Give the currency of an amount as the text writes it: “€”, “euroa”."""
    return _currency(of, quantity)[1]


_NO_UNIT = ".,;:/"
"""Marks that no unit and no currency begins with, and that none stands behind."""


def _unit(of: Scan, quantity: Quantity) -> tuple[str, str]:
    if of.text[quantity.end : quantity.end + 1] in _NO_UNIT:  # or nothing at all
        return "", ""
    hit = of.lexicon.units.match(of.text, quantity.end)
    if hit is None or hit.lastindex is None:
        return "", ""
    return of.lexicon.unit_names[hit.lastindex - 1], hit[hit.lastindex]


def _currency(of: Scan, quantity: Quantity) -> tuple[str, str]:
    # a number behind a small letter or a mark has no code before it: what is quick to see
    sign = of.text[max(0, quantity.start - 3) : quantity.start].rstrip()[-1:]
    if sign.isupper() or sign in SIGNS:
        before = of.lexicon.money_before.search(of.text, max(0, quantity.start - 5), quantity.start)
        if before is not None:
            return SIGNS.get(before[1], before[1]), before[1]
    if of.text[quantity.end : quantity.end + 1] in _NO_UNIT:
        return "", ""
    hit = of.lexicon.money_after.match(of.text, quantity.end)
    if hit is None or hit.lastindex is None:
        return "", ""
    return of.lexicon.money_names[hit.lastindex - 1], hit[hit.lastindex]


def written(value: str, lexicon: Lexicon) -> str:
    """Write a number as the language does: its decimal mark, its mark between groups."""
    whole, _, rest = value.partition(".")
    mark = next(iter(sorted(lexicon.groups)), "\xa0")
    groups: list[str] = []
    while len(whole) > _GROUP:
        groups.insert(0, whole[-_GROUP:])
        whole = whole[:-_GROUP]
    shown = mark.join([whole, *groups])
    return f"{shown}{lexicon.decimal}{rest}" if rest else shown

"""The units that are looked at together, and what they do as a rule: a habit is no slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hexapla.model import Unit

_FEW = 3


class Company:
    """The units of one text, or of one bilingual file, that a unit stands among."""

    __slots__ = ("_known", "units")

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.units = tuple(units)
        self._known: dict[tuple[object, ...], tuple[int, int]] = {}

    def counted(
        self, name: object, unit: Unit, differs: Callable[[Unit], bool | None]
    ) -> tuple[int, int]:
        """Count the units that differ from their source, and those that might.

        Those of `unit`'s document and languages are asked; `name` tells one question from another,
        and `differs` says None of a unit that the question is not about.
        """
        key = (name, unit.document, unit.source_language, unit.target_language)
        known = self._known.get(key)
        if known is None:
            said = [differs(one) for one in self.units if self._alike(one, unit)]
            known = self._known[key] = said.count(True), len(said) - said.count(None)
        return known

    def wavers(
        self, name: object, unit: Unit, differs: Callable[[Unit], bool | None], share: float
    ) -> bool:
        """Say whether a text differs from its source here and there, at will.

        In at least three units, in `share` of them or more, but in fewer than half: what is done
        throughout is one error of the whole text.
        """
        count, asked = self.counted(name, unit, differs)
        return count >= _FEW and share * asked <= count < asked / 2

    @staticmethod
    def _alike(one: Unit, other: Unit) -> bool:
        return (
            one.document == other.document
            and one.source_language == other.source_language
            and one.target_language == other.target_language
            and bool(one.source and one.target)
        )

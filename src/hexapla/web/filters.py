"""What a reader asks to see of a document: filters that combine, with counts that agree.

A cell has to fit all that is asked of cells; a row fits where one of its cells does. The number
beside a choice is the number of rows that taking it would leave, counted in one pass.
"""

from __future__ import annotations

import urllib.parse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hexapla.model import Finding, Severity
from hexapla.web.rows import STATES, VERDICTS, Cell, Row

FLAGS = {
    "mine": "waiting for me",
    "changed": "changed since I last looked",
    "findings": "with open findings",
    "talk": "with open comments",
    "unsure": "unsure alignment",
    "voided": "decision voided",
    "waived": "with waived findings",
}
CHOICES = ("state", "verdict", "severity", "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asked to see; “” means all. `only` are the flags that must hold."""

    state: str = ""
    verdict: str = ""
    severity: str = ""
    rule: str = ""
    q: str = ""
    only: frozenset[str] = frozenset()

    @classmethod
    def of(cls, asked: Mapping[str, Sequence[str]]) -> Filters:
        """Read them from an address's parameters."""
        said = {name: asked.get(name, [""])[-1].strip() for name in (*CHOICES, "q")}
        return cls(**said, only=frozenset(one for one in asked.get("only", ()) if one in FLAGS))

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.only or self.q or self._of_cells)

    @property
    def _of_cells(self) -> bool:
        return bool(self.state or self.verdict or self.severity or self.rule)

    def parameters(self) -> list[tuple[str, str]]:
        """Give them as parameters of an address."""
        said = [(name, getattr(self, name)) for name in (*CHOICES, "q")]
        return [(name, value) for name, value in said if value] + [
            ("only", name) for name in FLAGS if name in self.only
        ]

    def query(self) -> str:
        """Give them as the query of an address."""
        return urllib.parse.urlencode(self.parameters())

    def fits(self, row: Row) -> bool:
        """Tell whether a row is asked for."""
        if self.q and self.q.casefold() not in row.words:
            return False
        if not self.only and not self._of_cells:
            return True
        return any(not self._failing(cell) for cell in row.cells if cell.passage)

    def _failing(self, cell: Cell) -> list[str]:
        """Give what a cell lacks of what is asked; “finding” stands for severity and rule."""
        assert cell.passage is not None  # noqa: S101  only cells that have one are asked
        lacks = [name for name in self.only if name not in cell.flags]
        if self.state and (cell.state is None or cell.state.value != self.state):
            lacks.append("state")
        if self.verdict and cell.passage.verdict.value != self.verdict:
            lacks.append("verdict")
        if (self.severity or self.rule) and not any(
            self._meant(one) for one in cell.passage.open_findings
        ):
            lacks.append("finding")
        return lacks

    def _meant(self, finding: Finding, *, but: str = "") -> bool:
        return (
            but == "severity" or not self.severity or finding.severity.label == self.severity
        ) and (but == "rule" or not self.rule or finding.rule == self.rule)

    def _choices(self, cell: Cell) -> Iterable[tuple[str, str]]:
        """Give the choices that would leave a cell."""
        assert cell.passage is not None  # noqa: S101  only cells that have one are asked
        lacks = self._failing(cell)
        if len(lacks) > 1:
            return
        lacking = lacks[0] if lacks else ""
        if lacking in {"", "state"} and cell.state is not None:
            yield "state", cell.state.value
        if lacking in {"", "verdict"}:
            yield "verdict", cell.passage.verdict.value
        if lacking in {"", "finding"}:
            for one in cell.passage.open_findings:
                if self._meant(one, but="rule"):
                    yield "rule", one.rule
                if self._meant(one, but="severity"):
                    yield "severity", one.severity.label
        if not lacking:
            for name in cell.flags:
                yield "only", name


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter, with the number of rows that choosing it would show."""

    value: str
    label: str
    count: int
    chosen: bool


def options(rows: Iterable[Row], filters: Filters) -> Mapping[str, tuple[Option, ...]]:
    """Give what can be chosen of each filter (and as “only” the flags), with the rows it leaves."""
    counts: Counter[tuple[str, str]] = Counter()
    wanted = filters.q.casefold()
    for row in rows:
        if wanted and wanted not in row.words:
            continue
        counts.update(
            {one for cell in row.cells if cell.passage for one in filters._choices(cell)}  # noqa: SLF001  one thought in two parts
        )
    labels: Mapping[str, Mapping[str, str]] = {
        "state": {key.value: label for key, (_, label) in STATES.items()},
        "verdict": {key.value: label for key, (_, label) in VERDICTS.items()},
        "severity": {one.label: one.label for one in sorted(Severity, reverse=True)},
        "rule": {name: name for name in sorted({v for n, v in counts if n == "rule"})},
        "only": FLAGS,
    }
    made: dict[str, tuple[Option, ...]] = {}
    for name, known in labels.items():
        chosen = filters.only if name == "only" else {getattr(filters, name)} - {""}
        order = [*known, *sorted(chosen - set(known))]
        made[name] = tuple(
            Option(
                value=value,
                label=known.get(value, value),
                count=counts[name, value],
                chosen=value in chosen,
            )
            for value in order
            if counts[name, value] or value in chosen or name == "only"
        )
    return made

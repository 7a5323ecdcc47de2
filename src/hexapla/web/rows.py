"""The rows of a document's page: a source block with what each language says of it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hexapla.model import Block, BlockState, Finding, Language, State, digest
from hexapla.review import WHOLE, Cause, Passage, Standing, Thread, Verdict

UNSURE = 0.7
"""An alignment below this confidence is shown as unsure."""

STATES = {
    State.CURRENT: ("●", "current"),
    State.STALE: ("◐", "stale"),
    State.MISSING: ("○", "missing"),
    State.EXTRA: ("＋", "extra"),
    State.UNKNOWN: ("?", "not confirmed"),
}
VERDICTS = {
    Verdict.OPEN: ("·", "open"),
    Verdict.PARTLY: ("◔", "partly approved"),
    Verdict.APPROVED: ("✓", "approved"),
    Verdict.SENT_BACK: ("↩", "sent back"),
}
CAUSES = {
    Cause.SOURCE: "its source changed",
    Cause.TARGET: "its translation changed",
    Cause.FINDINGS: "its findings changed",
    Cause.GONE: "the block is gone",
    Cause.ROLE: "its maker does not have the role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is known of a translation beside its standing, for one person.

    `changed` are the ids of the blocks of either side whose text changed since the person last
    looked, `since` the number of the newest event then (None: never looked); `roles` those that
    the person has and the quorum asks for.
    """

    states: Mapping[str, BlockState] = field(default_factory=dict)
    threads: Mapping[str, tuple[Thread, ...]] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    since: int | None = None
    person: str = ""
    roles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A translation's part of a row. `passage` is None where the block above covers it."""

    language: Language
    passage: Passage | None
    beside: Beside = field(default_factory=Beside, repr=False)

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"c-{self.language}-{self.passage.key}" if self.passage else ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the translation."""
        unit = self.passage.unit if self.passage else None
        return unit.target if unit else ()

    @property
    def state(self) -> State | None:
        """How it stands to its source; None for the document as a whole."""
        unit = self.passage.unit if self.passage else None
        return unit.state if unit else None

    @property
    def behind(self) -> BlockState | None:
        """The state that makes it stale."""
        unit = self.passage.unit if self.passage else None
        known = [self.beside.states.get(one.id) for one in unit.source] if unit else []
        return next((one for one in known if one and one.state is State.STALE), None)

    @property
    def threads(self) -> tuple[Thread, ...]:
        """What was said about it."""
        return self.beside.threads.get(self.passage.key, ()) if self.passage else ()

    @property
    def decidable(self) -> bool:
        """Whether it can be approved as it is."""
        if self.passage is None:
            return False
        unit = self.passage.unit
        return unit is None or (bool(unit.target) and unit.state is not State.STALE)

    def approved_by(self, person: str, role: str) -> bool:
        """Whether a person has approved it in a role."""
        decisions = self.passage.decisions if self.passage else ()
        return any(
            one.signoff.approved and (one.signoff.person, one.signoff.role) == (person, role)
            for one in decisions
        )

    def can_be_approved(self, person: str, role: str) -> bool:
        """Whether there is something for a person to approve in a role; “”: they have none."""
        return bool(role) and self.decidable and not self.approved_by(person, role)

    @property
    def waives_critical(self) -> bool:
        """Whether waiving what is open in it would waive a critical finding.

        That a block is stale is waived with the block, whatever its severity.
        """
        return self.passage is not None and any(
            one.rule != "stale" for one in self.passage.open_critical
        )

    @property
    def waivable(self) -> bool:
        """Whether there is something to waive in it."""
        if self.passage is None:
            return False
        return bool(self.passage.open_findings) or self.state in {State.STALE, State.UNKNOWN}

    @functools.cached_property
    def flags(self) -> frozenset[str]:
        """What else the reader can ask of it: see `hexapla.web.filters.FLAGS`."""
        passage = self.passage
        if passage is None:
            return frozenset()
        unit = passage.unit
        unsure = bool(unit and unit.source and unit.target and unit.score < UNSURE)
        holds = {
            "findings": bool(passage.open_findings),
            "mine": self._is_mine(passage),
            "changed": self._has_changed(passage),
            "talk": any(one.open for one in self.threads),
            "unsure": unsure,
            "voided": bool(passage.voided),
            "waived": bool(passage.waivers),
        }
        return frozenset(name for name, is_so in holds.items() if is_so)

    def _is_mine(self, passage: Passage) -> bool:
        """Whether the quorum still wants the person's decision."""
        for role, wanted in self.beside.roles.items():
            people = {
                one.signoff.person
                for one in passage.decisions
                if one.signoff.role == role and one.signoff.approved
            }
            if self.beside.person not in people and len(people) < wanted:
                return True
        return False

    def _has_changed(self, passage: Passage) -> bool:
        since = self.beside.since
        if since is None:
            return False
        unit = passage.unit
        blocks = (*unit.source, *unit.target) if unit else ()
        if any(one.id in self.beside.changed for one in blocks):
            return True
        acts = [(one.seq, one.signoff.person) for one in passage.decisions]
        acts += [(one.seq, one.person) for one in passage.waivers.values()]
        acts += [(two.seq, two.author) for one in self.threads for two in one.comments]
        return any(seq > since and who != self.beside.person for seq, who in acts)

    @property
    def mark(self) -> str:
        """Changes with whatever is shown of it."""
        return f"{self.passage.seen}{self._said}" if self.passage else ""

    @property
    def frame(self) -> str:
        """Changes with whatever is shown of it but its decisions."""
        passage = self.passage
        if passage is None:
            return ""
        waivers = sorted(one.seq for one in passage.waivers.values())
        return f"{self.state}{passage.binding.hashes}{waivers}{self._said}"

    @property
    def _said(self) -> str:
        return "".join(f"{one.id}{len(one.comments)}{one.settled_by}" for one in self.threads)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A source block with what each language says; or an extra block, or the document's own row."""

    key: str
    source: Block | None
    cells: tuple[Cell, ...]

    @functools.cached_property
    def words(self) -> str:
        """Everything that can be searched for in it, folded."""
        blocks = ([self.source] if self.source else []) + [
            block for cell in self.cells for block in cell.blocks
        ]
        return " ".join(block.text for block in blocks).casefold()

    @property
    def mark(self) -> str:
        """Changes with whatever is shown of it."""
        return digest(*(cell.mark for cell in self.cells))

    @property
    def frame(self) -> str:
        """Changes with whatever is shown of it but its decisions."""
        return digest(*(cell.frame for cell in self.cells))


def rows_of(
    blocks: Sequence[Block],
    standings: Mapping[Language, Standing],
    beside: Mapping[Language, Beside],
) -> tuple[Row, ...]:
    """Give the rows of some translations, in the source's order."""
    first: dict[Language, dict[str, Passage]] = {}
    after: dict[str, list[tuple[Language, Passage]]] = {}
    whole: dict[Language, Passage] = {}
    for tag, here in standings.items():
        known, last = first.setdefault(tag, {}), ""
        for passage in here.passages:
            unit = passage.unit
            if unit is None:
                whole[tag] = passage
            elif unit.source:
                known[unit.source[0].id] = passage
                last = unit.source[-1].id
            else:
                after.setdefault(last, []).append((tag, passage))

    def row(key: str, source: Block | None, found: Mapping[Language, Passage]) -> Row:
        cells = tuple(
            Cell(language=tag, passage=found.get(tag), beside=beside[tag]) for tag in standings
        )
        return Row(key=key, source=source, cells=cells)

    def extras(passages: Iterable[tuple[Language, Passage]]) -> Iterable[Row]:
        return (row(f"{tag}-{one.key}", None, {tag: one}) for tag, one in passages)

    made = [row(WHOLE, None, whole)] if whole else []
    made += extras(after.get("", ()))
    for block in blocks:
        here_ = {tag: first[tag][block.id] for tag in standings if block.id in first[tag]}
        made.append(row(block.id, block, here_))
        made += extras(after.get(block.id, ()))
    return tuple(made)


def source_findings(findings: Sequence[Finding], block: Block) -> list[Finding]:
    """Give the findings in a block of the source itself."""
    return [one for one in findings if one.location.block == block.id]

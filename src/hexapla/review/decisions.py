"""What people decided, read back from the ledger's log, and what still holds of it.

A decision binds the hashes of what its maker saw: the source, the target and the findings of a
block. Whatever of the three has changed since voids it, for that block alone.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hexapla.model import Block, Finding, Language, Severity, SignOff, Unit, digest
from hexapla.revisions import Event, Ledger, lineage

APPROVED, SENT_BACK = "approved", "sent-back"
WAIVED, UNDONE, RELEASED = "finding-waived", "decision-undone", "released"
BLOCK_WAIVED, LINKED = "waived", "linked"
"""What people say of how blocks stand, which the ledger keeps and can take back."""
WHOLE = "document"
"""The key of what concerns a document as a whole: the findings that stand in no block."""


class Verdict(enum.StrEnum):
    """Where a block stands: its quorum met, partly, not at all; or sent back by somebody."""

    APPROVED = "approved"
    PARTLY = "partly"
    OPEN = "open"
    SENT_BACK = "sent-back"


class Cause(enum.StrEnum):
    """What voided a decision."""

    SOURCE = "source"
    TARGET = "target"
    FINDINGS = "findings"
    GONE = "gone"
    ROLE = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a decision about a block is bound to; `seen` sums it up."""

    block: str
    source: str
    target: str
    findings: str
    source_blocks: tuple[str, ...] = ()
    target_blocks: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()

    @property
    def hashes(self) -> tuple[str, str, str]:
        """The three hashes."""
        return (self.source, self.target, self.findings)

    def as_json(self) -> dict[str, Any]:
        """Give it as the log keeps it."""
        return {
            "block": self.block,
            "source": self.source,
            "target": self.target,
            "findings": self.findings,
            "source_blocks": list(self.source_blocks),
            "target_blocks": list(self.target_blocks),
            "fingerprints": list(self.fingerprints),
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Binding:
        """Read it from the log."""
        return cls(
            block=kept["block"],
            source=kept["source"],
            target=kept["target"],
            findings=kept["findings"],
            source_blocks=tuple(kept["source_blocks"]),
            target_blocks=tuple(kept["target_blocks"]),
            fingerprints=tuple(kept["fingerprints"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An approval or a sending back of one block. `seq` is its event's number in the log."""

    seq: int
    bulk: bool
    signoff: SignOff
    binding: Binding


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided:
    """A decision that no longer holds: why, and which block stands in its block's place now.

    `now` is empty where the block is gone. `added` and `settled` are fingerprints of findings that
    came and went since.
    """

    decision: Decision
    causes: tuple[Cause, ...]
    now: str = ""
    added: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Somebody's word that a finding need not be settled. It ends with the finding."""

    seq: int
    fingerprint: str
    rule: str
    role: str
    person: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of a translation with its source, its findings and what was decided about it.

    `unit` is None for the document as a whole. `seen` changes with whatever a reviewer sees of it:
    a form that carries an older one is stale.
    """

    key: str
    unit: Unit | None
    findings: tuple[Finding, ...]
    waivers: Mapping[str, Waiver]
    binding: Binding
    decisions: tuple[Decision, ...]
    voided: tuple[Voided, ...]
    verdict: Verdict
    seen: str

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody waived."""
        return tuple(one for one in self.findings if one.fingerprint not in self.waivers)

    @property
    def open_critical(self) -> tuple[Finding, ...]:
        """The critical ones among them."""
        return tuple(one for one in self.open_findings if one.severity is Severity.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a translation stands on its way to sign-off."""

    document: str
    language: Language
    quorum: Mapping[str, int]
    passages: tuple[Passage, ...]
    gone: tuple[Voided, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every block has what the quorum asks for; so too where it asks for nothing."""
        return not self.quorum or all(one.verdict is Verdict.APPROVED for one in self.passages)

    @property
    def voided(self) -> tuple[Voided, ...]:
        """Every decision that no longer holds and was not made anew."""
        return tuple(one for passage in self.passages for one in passage.voided) + self.gone

    @property
    def open_critical(self) -> tuple[Finding, ...]:
        """The critical findings that nobody waived."""
        return tuple(one for passage in self.passages for one in passage.open_critical)

    def approved_by(self) -> tuple[str, ...]:
        """Give the roles that approved every block, by as many people as the quorum asks for."""
        roles = {one.signoff.role for passage in self.passages for one in passage.decisions}
        return tuple(
            sorted(
                role
                for role in roles
                if all(
                    len(_people(passage.decisions, role)) >= max(self.quorum.get(role, 1), 1)
                    for passage in self.passages
                )
            )
        )


def hash_of(blocks: Iterable[Block]) -> str:
    """Give the hash that a decision binds of some blocks: of what a reader sees of them."""
    return digest(*(block.hash for block in blocks))


Bound = tuple[Unit | None, tuple[Finding, ...], Binding]
"""A block with its findings and what a decision about it would be bound to."""


def bound(units: Sequence[Unit], findings: Sequence[Finding]) -> list[Bound]:
    """Put each finding to the unit that it stands in; those in no block concern the whole."""
    of_block: dict[str, int] = {}
    for side in ("target", "source"):
        for index, unit in enumerate(units):
            for block in getattr(unit, side):
                of_block.setdefault(block.id, index)
    sorted_out: dict[int, list[Finding]] = {}
    for finding in findings:
        sorted_out.setdefault(of_block.get(finding.location.block, -1), []).append(finding)
    made: list[Bound] = []
    taken: set[str] = {WHOLE}
    for index, unit in enumerate(units):
        found = tuple(sorted_out.get(index, ()))
        key = (unit.source or unit.target)[0].id
        while key in taken:
            key += "+"
        taken.add(key)
        made.append((unit, found, _binding(key, unit.source, unit.target, found)))
    if -1 in sorted_out:
        found = tuple(sorted_out[-1])
        made.append((None, found, _binding(WHOLE, (), (), found)))
    return made


def _binding(
    key: str, source: Sequence[Block], target: Sequence[Block], findings: Sequence[Finding]
) -> Binding:
    fingerprints = tuple(sorted({f"{one.fingerprint}" for one in findings}))
    weighed = sorted(f"{one.fingerprint} {one.severity.label}" for one in findings)
    return Binding(
        block=key,
        source=hash_of(source),
        target=hash_of(target),
        findings=digest(*weighed),
        source_blocks=tuple(block.id for block in source),
        target_blocks=tuple(block.id for block in target),
        fingerprints=fingerprints,
    )


@dataclass(frozen=True, slots=True)
class Logged:
    """The decisions about a translation that nobody took back, in the log's order."""

    decisions: tuple[Decision, ...]
    waivers: Mapping[str, Waiver]
    events: Mapping[int, Event]

    @classmethod
    def read(cls, ledger: Ledger, document: str, language: Language) -> Logged:
        """Read them from the ledger's log."""
        events = {
            one.seq: one
            for one in ledger.log(document=document, language=language)
            if one.what in {APPROVED, SENT_BACK, WAIVED, UNDONE}
            or (one.what in {BLOCK_WAIVED, LINKED} and "before" in one.body)
        }
        undone = {one.body["undoes"] for one in events.values() if one.what == UNDONE}
        standing = {
            seq: one for seq, one in events.items() if seq not in undone and one.what != UNDONE
        }
        decisions: list[Decision] = []
        waivers: dict[str, Waiver] = {}
        for event in standing.values():
            if event.what == WAIVED:
                for waiver in _waivers(event):
                    waivers[waiver.fingerprint] = waiver
            elif event.what in {APPROVED, SENT_BACK}:
                decisions += _decisions(event)
        return cls(tuple(decisions), waivers, standing)

    def last_of(self, person: str) -> Event | None:
        """Give the newest act of a person that still stands."""
        acts = [one for one in self.events.values() if one.who == person]
        return acts[-1] if acts else None


def _decisions(event: Event) -> list[Decision]:
    made = []
    for kept in event.body["blocks"]:
        binding = Binding.of(kept)
        signoff = SignOff(
            document=event.document,
            language=Language(event.language),
            block=binding.block,
            source_hash=binding.source,
            target_hash=binding.target,
            findings_hash=binding.findings,
            role=event.body["role"],
            person=event.who,
            at=datetime.fromisoformat(event.at),
            approved=event.what == APPROVED,
            reason=event.body.get("reason", ""),
        )
        bulk = bool(event.body["bulk"])
        made.append(Decision(seq=event.seq, bulk=bulk, signoff=signoff, binding=binding))
    return made


def _waivers(event: Event) -> list[Waiver]:
    return [
        Waiver(
            seq=event.seq,
            fingerprint=one["fingerprint"],
            rule=one["rule"],
            role=event.body["role"],
            person=event.who,
            reason=event.body["reason"],
            at=datetime.fromisoformat(event.at),
        )
        for one in event.body["findings"]
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Newest:
    """The newest decision of a person in a role about a block."""

    decision: Decision
    causes: tuple[Cause, ...]
    now: str


def standing(
    ledger: Ledger,
    document: str,
    language: Language,
    *,
    quorum: Mapping[str, int],
    blocks: Sequence[Bound],
    has_role: Callable[[str, str], bool],
) -> Standing:
    """Give where a translation stands: its blocks, what was decided of each, what was voided.

    `has_role` tells of a person and a role whether the one has the other: a decision in a role
    that its maker does not have (any more) counts for nothing.
    """
    logged = Logged.read(ledger, document, language)
    by_key = {binding.block: binding for _, _, binding in blocks}
    newest: dict[tuple[str, str, str], _Newest] = {}
    gone: list[Voided] = []
    finder = Finder(ledger, document, language, by_key)
    for decision in logged.decisions:
        now = finder.find(decision.binding, decision.seq)
        if now is None:
            gone.append(Voided(decision=decision, causes=(Cause.GONE,)))
            continue
        causes = _causes(decision.binding, now)
        if not has_role(decision.signoff.person, decision.signoff.role):
            causes += (Cause.ROLE,)
        key = (now.block, decision.signoff.role, decision.signoff.person)
        newest[key] = _Newest(decision=decision, causes=causes, now=now.block)
    live: dict[str, list[Decision]] = {}
    voided: dict[str, list[Voided]] = {}
    for one in newest.values():
        if one.causes:
            voided.setdefault(one.now, []).append(_voided(one, by_key[one.now]))
        else:
            live.setdefault(one.now, []).append(one.decision)
    return Standing(
        document=document,
        language=language,
        quorum=quorum,
        passages=tuple(
            _passage(unit, found, binding, logged, quorum, live, voided)
            for unit, found, binding in blocks
        ),
        gone=tuple(gone),
    )


def _passage(  # noqa: PLR0917  what is known of one block, gathered
    unit: Unit | None,
    found: tuple[Finding, ...],
    binding: Binding,
    logged: Logged,
    quorum: Mapping[str, int],
    live: Mapping[str, list[Decision]],
    voided: Mapping[str, list[Voided]],
) -> Passage:
    decisions = tuple(live.get(binding.block, ()))
    waivers = {
        one.fingerprint: logged.waivers[one.fingerprint]
        for one in found
        if one.fingerprint in logged.waivers
    }
    acts = sorted({one.seq for one in decisions} | {one.seq for one in waivers.values()})
    return Passage(
        key=binding.block,
        unit=unit,
        findings=found,
        waivers=waivers,
        binding=binding,
        decisions=decisions,
        voided=tuple(voided.get(binding.block, ())),
        verdict=_verdict(decisions, quorum),
        seen=digest(*binding.hashes, unit.state if unit else "", *map(str, acts)),
    )


def _people(decisions: Iterable[Decision], role: str) -> set[str]:
    return {
        one.signoff.person for one in decisions if one.signoff.role == role and one.signoff.approved
    }


def _verdict(decisions: Sequence[Decision], quorum: Mapping[str, int]) -> Verdict:
    if any(not one.signoff.approved for one in decisions):
        return Verdict.SENT_BACK
    if not decisions:
        return Verdict.OPEN
    enough = all(len(_people(decisions, role)) >= wanted for role, wanted in quorum.items())
    return Verdict.APPROVED if enough else Verdict.PARTLY


def _causes(then: Binding, now: Binding) -> tuple[Cause, ...]:
    pairs = zip((Cause.SOURCE, Cause.TARGET, Cause.FINDINGS), then.hashes, now.hashes, strict=True)
    return tuple(cause for cause, old, new in pairs if old != new)


def _voided(one: _Newest, now: Binding) -> Voided:
    then = set(one.decision.binding.fingerprints)
    here = set(now.fingerprints)
    return Voided(
        decision=one.decision,
        causes=one.causes,
        now=one.now,
        added=tuple(sorted(here - then)),
        settled=tuple(sorted(then - here)),
    )


class Finder:
    """Finds the block that stands now where the block of a decision or a comment stood."""

    def __init__(
        self, ledger: Ledger, document: str, language: Language, by_key: Mapping[str, Binding]
    ) -> None:
        self._ledger, self._document, self._language = ledger, document, language
        self._by_key = by_key
        self._of_source = {name: one for one in by_key.values() for name in one.source_blocks}
        self._of_target = {name: one for one in by_key.values() for name in one.target_blocks}
        self._became: dict[int, Mapping[str, str]] = {}

    def find(self, then: Binding, seq: int) -> Binding | None:
        """Give what stands where `then` stood when event `seq` was logged; None: it is gone.

        It is found by the ids of both sides, else by the target's lineage.
        """
        if then.block == WHOLE:
            return self._by_key.get(WHOLE)
        for ids, known in (
            (then.source_blocks, self._of_source),
            (then.target_blocks, self._of_target),
        ):
            for name in ids:
                if name in known:
                    return known[name]
        for name in then.target_blocks:
            now = self._lineage(seq).get(name)
            if now in self._of_target:
                return self._of_target[str(now)]
        return None

    def _lineage(self, seq: int) -> Mapping[str, str]:
        """Give what the blocks that the target had at event `seq` have become since."""
        at = self._revision_at(seq)
        if at in self._became:
            return self._became[at]
        revisions = self._ledger.revisions(self._document, self._language)
        then = next((one for one in revisions if one.number == at), None)
        became: dict[str, str] = {}
        if then is not None and revisions[-1].number != at:
            old = self._ledger.document(then).blocks
            new = self._ledger.document(revisions[-1]).blocks
            for link in lineage(old, new).links:
                if link.new:
                    became.update({old[index].id: new[link.new[0]].id for index in link.old})
        self._became[at] = became
        return became

    def _revision_at(self, seq: int) -> int:
        recorded = self._ledger.log(
            document=self._document, language=self._language, what="recorded"
        )
        return max((one.body["number"] for one in recorded if one.seq < seq), default=0)

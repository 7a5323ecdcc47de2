"""Deciding: who may, what is refused, what goes into the log."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hexapla.errors import UsageError
from hexapla.model import Finding, Language, Severity
from hexapla.review.choosing import chosen as choose
from hexapla.review.choosing import only, own_decisions
from hexapla.review.decisions import (
    APPROVED,
    BLOCK_WAIVED,
    LINKED,
    SENT_BACK,
    UNDONE,
    WAIVED,
    Bound,
    Logged,
    Passage,
    Standing,
    Verdict,
    bound,
    standing,
)
from hexapla.review.known import Known
from hexapla.review.permissions import NotAllowedError, Permissions
from hexapla.review.users import User
from hexapla.revisions import Event, Group, Ledger
from hexapla.workspace import Role, SourceDocument, Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What an act came to: its number in the log, and the blocks it was about.

    `passed_over` gives the blocks that a decision in bulk left alone, each with the reason.
    """

    seq: int
    blocks: tuple[str, ...] = ()
    passed_over: Mapping[str, str] = field(default_factory=dict)


_Kept = tuple[int, Sequence[Bound], tuple[User, ...], Standing]
"""A standing with what it rests on: the newest event, the blocks, the accounts."""


class Review:
    """The review of a workspace: where each translation stands, and the acts upon it.

    It reads the ledger at each call; the findings are looked up again when what they rest on
    changed, and kept standings are given again while nothing was logged about the translation.
    `findings`, where given, stand for those of the workspace.
    """

    def __init__(
        self, workspace: Workspace, ledger: Ledger, findings: Sequence[Finding] | None = None
    ) -> None:
        self.workspace, self.ledger = workspace, ledger
        self.permissions = Permissions.of(workspace)
        self.known = Known(workspace, ledger, findings)
        self._blocks: dict[tuple[str, str], tuple[str, Sequence[Bound]]] = {}
        self._standings: dict[tuple[str, str], _Kept] = {}
        self._held = False
        self._documents: dict[str, SourceDocument] = {}

    def refresh(self, patience: float | None = None) -> None:
        """Look whether the findings still rest on what is there, and look again where not.

        With `patience`, in seconds, what is known after that has to do; `lacks` tells of what.
        """
        if not self._held and self.known.refresh(patience):
            self._documents, self._blocks = {}, {}

    def lacks(self, document: str) -> bool:
        """Whether more may be found in a document than is known of it yet."""
        return self.known.lacks(document)

    @contextlib.contextmanager
    def held(self, patience: float | None = None) -> Iterator[None]:
        """Look once whether the findings still hold, and not again until the end of the block.

        What is written meanwhile by `waive_block` and `link` is looked at all the same. `patience`
        is that of `refresh`.
        """
        self.refresh(patience)
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def findings(self) -> tuple[Finding, ...]:
        """Give the findings of the workspace that nobody waived."""
        self.refresh()
        return self.known.all()

    def findings_of(self, document: str, language: Language) -> tuple[Finding, ...]:
        """Give the findings in one version of a document, those that were waived among them."""
        self.refresh()
        return self.known.of(document, language)

    def documents(self) -> Mapping[str, SourceDocument]:
        """Give the workspace's documents, by name."""
        if not self._documents:
            self._documents = {one.name: one for one in self.workspace.documents()[0]}
        return self._documents

    def quorum(self, document: str) -> Mapping[str, int]:
        """Give how many people of which role must approve a document's translations."""
        found = self.documents().get(document)
        family = self.workspace.family(found) if found else None
        return dict(sorted(family.quorum.items())) if family else {}

    def standing(self, document: str, language: Language) -> Standing:
        """Give where a translation stands: its blocks, their decisions, what was voided and why.

        Raises:
            UsageError: the ledger does not know the document, or the language is its source's.

        """
        if language == self.ledger.source_language(document):
            raise UsageError(
                "{language} is what the translations of “{document}” follow",
                remedy="name a language that it is translated to",
                facts={"language": language, "document": document},
            )
        return self.standing_of(document, language)

    def standing_of(self, document: str, language: Language) -> Standing:
        """Give where any version stands; of a source only its findings are decided about."""
        is_source = language == self.ledger.source_language(document)
        blocks = self._bound(document, language)
        last = self.ledger.latest(document, language)
        people = self.permissions.users.all() if self.permissions.guarded else ()
        kept = self._standings.get((document, language))
        if kept is not None and kept[0] == last and kept[1] is blocks and kept[2] == people:
            return kept[3]
        made = standing(
            self.ledger,
            document,
            language,
            quorum={} if is_source else self.quorum(document),
            blocks=blocks,
            has_role=self._who_has(document, language),
        )
        self._standings[document, language] = (last, blocks, people, made)
        return made

    def _who_has(self, document: str, language: Language) -> Callable[[str, str], bool]:
        """Give whether a person has a role for a translation now; asked once for each of them."""
        family = self.family(document)

        @functools.cache
        def has(person: str, role: str) -> bool:
            return not self.permissions.refusal(role, person, language, family)

        return has

    def _bound(self, document: str, language: Language) -> Sequence[Bound]:
        """Give a version's blocks with their findings; kept while nothing of the document moves."""
        findings = self.findings_of(document, language)
        mark = self.known.mark(document)
        kept = self._blocks.get((document, language))
        if kept is not None and mark and kept[0] == mark:
            return kept[1]
        made = bound(self.ledger.units(document, language), findings)
        if mark:
            self._blocks[document, language] = (mark, made)
        return made

    def open_decisions(self, document: str, language: Language, role: str) -> tuple[Passage, ...]:
        """Give the blocks that still want the decision of somebody in a role."""
        here = self.standing(document, language)
        wanted = max(here.quorum.get(role, 1), 1)
        return tuple(
            one
            for one in here.passages
            if one.verdict is Verdict.SENT_BACK
            or len({two.signoff.person for two in one.decisions if two.signoff.role == role})
            < wanted
        )

    def roles_of(self, person: str, document: str, language: Language) -> tuple[str, ...]:
        """Give the roles that a person may decide in about a translation, sorted."""
        return self.permissions.roles_of(person, language, self.family(document))

    def family(self, document: str) -> str:
        """Give the name of the family that a document belongs to; “” where it belongs to none."""
        found = self.documents().get(document)
        return found.config.family if found else ""

    def require(self, role: str, person: str, document: str, language: Language) -> Role:
        """Give a role that a person decides in about a translation.

        Raises:
            UsageError: there is no such role, or no name is given.
            NotAllowedError: the person does not have it for this translation; says who does.

        """
        if not person.strip():
            raise UsageError("a decision needs a name", remedy="say who decides")
        found = self.workspace.config.roles.get(role)
        known = ", ".join(sorted(self.workspace.config.roles))
        if found is None:
            raise UsageError(
                f"there is no role “{role}”",
                place="hexapla.toml",
                remedy=f"use one of: {known}" if known else "add a table [roles.NAME]",
            )
        family = self.family(document)
        refusal = self.permissions.refused(role, person, language, family)
        if refusal:
            asked = self.quorum(document) or self.permissions.roles
            raise NotAllowedError(
                refusal,
                could=self.permissions.could({role, *asked}, language, family),
                remedy="decide in another role, or change [roles.{role}]",
                facts={"role": role, "person": person, "language": language, "family": family},
            )
        self.permissions.forbid_closed(person)
        return found

    # The acts

    def approve(
        self,
        document: str,
        language: Language,
        *,
        role: str,
        person: str,
        blocks: Sequence[str] | None = None,
        seen: Mapping[str, str] | None = None,
    ) -> Decided:
        """Approve blocks; without `blocks` all that nothing speaks against, logged as in bulk.

        `blocks` are keys of passages or what they begin with. `seen` gives for keys what the
        approver saw of them (`Passage.seen`). What the same person has approved in the same role
        stays as it is: a second click decides nothing.

        Raises:
            UsageError: the role or person may not, or a block cannot be approved.
            ChangedError: what was seen is not what is there now.

        """
        self.require(role, person, document, language)
        here = self.standing(document, language)
        chosen, passed_over = choose(here, blocks, seen, role, person, approving=True)
        if not chosen and blocks is not None:
            return Decided(seq=max(one.seq for one in own_decisions(here, role, person)))
        if not chosen:
            why = "; ".join(sorted(set(passed_over.values())))
            raise UsageError(
                "nothing of “{document}” in {language} is left to approve",
                cause=why,
                remedy="look at the blocks one by one: `hexapla review`",
                facts={"document": document, "language": language},
            )
        body = {"role": role, "bulk": blocks is None, "reason": ""}
        seq = self._decide(APPROVED, body, chosen, person, document, language)
        return Decided(seq=seq, blocks=tuple(one.key for one in chosen), passed_over=passed_over)

    def send_back(
        self,
        document: str,
        language: Language,
        *,
        role: str,
        person: str,
        reason: str,
        blocks: Sequence[str] | None = None,
        seen: Mapping[str, str] | None = None,
    ) -> Decided:
        """Send blocks back with a reason; without `blocks` the whole translation, as in bulk.

        Raises:
            UsageError: the role or person may not, there is no such block, or no reason is given.
            ChangedError: what was seen is not what is there now.

        """
        self.require(role, person, document, language)
        if not reason.strip():
            raise UsageError(
                "sending back needs a reason", remedy="say what is to be changed", facts={}
            )
        here = self.standing(document, language)
        chosen, _ = choose(here, blocks, seen, role, person, approving=False)
        body = {"role": role, "bulk": blocks is None, "reason": reason.strip()}
        seq = self._decide(SENT_BACK, body, chosen, person, document, language)
        return Decided(seq=seq, blocks=tuple(one.key for one in chosen))

    def waive(
        self,
        document: str,
        language: Language,
        fingerprints: Sequence[str],
        *,
        role: str,
        person: str,
        reason: str,
    ) -> Decided:
        """Waive findings, named by their fingerprints or what these begin with.

        A waiver ends with its finding: a change of the block makes another one. A critical finding
        is waived only in a role with `waives_critical`.

        Raises:
            UsageError: the role or person may not, no reason is given, or there is no such finding.

        """
        said = self.require(role, person, document, language)
        _reasoned(reason)
        there = self.findings_of(document, language)
        chosen = [
            only(there, name, lambda one: one.fingerprint, "finding") for name in fingerprints
        ]
        critical = [one for one in chosen if one.severity is Severity.CRITICAL]
        if critical and not said.waives_critical:
            able = [
                name
                for name, one in sorted(self.workspace.config.roles.items())
                if one.waives_critical
            ]
            raise NotAllowedError(
                "the role “{role}” does not waive critical findings",
                cause="{rule}: {message}",
                facts={"role": role, "rule": critical[0].rule, "message": critical[0].message},
                could=self.permissions.could(able, language, self.family(document)),
                remedy="have it settled, or set waives_critical for a role in hexapla.toml",
            )
        body = {
            "role": role,
            "reason": reason.strip(),
            "bulk": len(chosen) > 1,
            "findings": [
                {
                    "fingerprint": one.fingerprint,
                    "rule": one.rule,
                    "severity": one.severity.label,
                    "block": one.location.block,
                }
                for one in chosen
            ],
        }
        event = self._note(WAIVED, body, person, document, language)
        return Decided(seq=event.seq, blocks=tuple(one.location.block for one in chosen))

    def waive_block(
        self,
        document: str,
        language: Language,
        block: str,
        *,
        role: str,
        person: str,
        reason: str,
    ) -> Decided:
        """Say that a stale or unconfirmed block needs no change; `block` is a passage's key.

        Raises:
            UsageError: the role or person may not, no reason is given, or the block is not stale.

        """
        self.require(role, person, document, language)
        _reasoned(reason)
        passage = only(
            self.standing(document, language).passages, block, lambda one: one.key, "block"
        )
        source = passage.unit.source if passage.unit is not None else ()
        self.ledger.waive(
            document, language, source[0].id if source else block, who=person, reason=reason
        )
        return self._moved(document, language, (passage.key,))

    def link(
        self,
        document: str,
        language: Language,
        groups: Sequence[Group],
        *,
        role: str,
        person: str,
        reason: str = "",
    ) -> Decided:
        """Say which source and target blocks belong together; see `Ledger.link`.

        Raises:
            UsageError: the role or person may not, or the blocks are not there.

        """
        self.require(role, person, document, language)
        self.ledger.link(document, language, groups, who=person, reason=reason)
        return self._moved(document, language, tuple(one.source[0] for one in groups if one.source))

    def _moved(self, document: str, language: Language, blocks: tuple[str, ...]) -> Decided:
        """Look again at what a person has moved."""
        _, before = self._blocks.get((document, language), ("", ()))
        units = [unit for unit, _, _ in before if unit is not None]
        now = self.ledger.units(document, language)
        if units and self.known.moved(document, language, units, now):
            made = bound(now, self.known.of(document, language))
            self._blocks[document, language] = (self.known.mark(document), made)
        else:
            self.known.refresh()
            self._blocks = {}
        self.tell_status(document, language)
        return Decided(seq=self.ledger.latest(document, language), blocks=blocks)

    def undo(
        self, document: str, language: Language, *, person: str, seq: int | None = None
    ) -> Decided:
        """Take back one's newest decision or waiver about a translation, or the one named.

        Raises:
            UsageError: there is none that stands, or it is somebody else's.

        """
        logged = Logged.read(self.ledger, document, language)
        event = logged.last_of(person) if seq is None else logged.events.get(seq)
        if event is None and seq is not None:
            raise UsageError(
                f"decision {seq} is not one that stands",
                remedy="`hexapla log` shows what was decided",
            )
        if event is None:
            raise UsageError(
                "there is nothing of {person} to take back in “{document}”, {language}",
                remedy="`hexapla log` shows what was decided",
                facts={"person": person, "document": document, "language": language},
            )
        if event.who != person:
            raise UsageError(
                f"decision {event.seq} is {event.who}’s",
                remedy="each takes back their own; decide anew instead",
            )
        if event.what in {BLOCK_WAIVED, LINKED}:
            self.ledger.restore(event.seq, who=person)
            return self._moved(document, language, ())
        done = self._note(UNDONE, {"undoes": event.seq}, person, document, language)
        about = event.body.get("blocks") or event.body.get("findings") or []
        return Decided(seq=done.seq, blocks=tuple(one["block"] for one in about))

    def _decide(  # noqa: PLR0917  one event's parts
        self,
        what: str,
        body: Mapping[str, object],
        chosen: Sequence[Passage],
        person: str,
        document: str,
        language: Language,
    ) -> int:
        blocks = [one.binding.as_json() for one in chosen]
        return self._note(what, {**body, "blocks": blocks}, person, document, language).seq

    def _note(
        self,
        what: str,
        body: Mapping[str, object],
        person: str,
        document: str,
        language: Language,
    ) -> Event:
        event = self.ledger.note(what, body, who=person, document=document, language=language)
        self.tell_status(document, language)
        return event

    def tell_status(self, document: str, language: Language) -> None:
        """Bring `approved_by` of the ledger's status up to what holds now."""
        if language == self.ledger.source_language(document):
            return
        status = self.ledger.status([document]).documents
        told = status[0].languages.get(language) if status else None
        roles = self.standing(document, language).approved_by()
        if told is not None and tuple(told.approved_by) != roles:
            self.ledger.approve_head(document, language, roles)


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise UsageError(
            "a waiver needs a reason", remedy="say why nothing is to be changed", facts={}
        )

"""Deciding: who may, what is refused, what goes into the log."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hexapla.checks import check_workspace, keys
from hexapla.errors import InputError, UsageError
from hexapla.model import Finding, Language, Severity, State
from hexapla.review.decisions import (
    APPROVED,
    SENT_BACK,
    UNDONE,
    WAIVED,
    Bound,
    Decision,
    Logged,
    Passage,
    Standing,
    Verdict,
    bound,
    standing,
)
from hexapla.review.permissions import NotAllowedError, Permissions
from hexapla.revisions import Event, Ledger
from hexapla.workspace import Role, SourceDocument, Workspace

T = TypeVar("T")


class ChangedError(InputError):
    """What a decision was made about has changed since it was looked at; nothing was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What an act came to: its number in the log, and the blocks it was about.

    `passed_over` gives the blocks that a decision in bulk left alone, each with the reason.
    """

    seq: int
    blocks: tuple[str, ...] = ()
    passed_over: Mapping[str, str] = field(default_factory=dict)


class Review:
    """The review of a workspace: where each translation stands, and the acts upon it.

    It reads the ledger at each call; the findings are looked up again when what they rest on
    changed. `findings`, where given, stand for those of the workspace.
    """

    def __init__(
        self, workspace: Workspace, ledger: Ledger, findings: Sequence[Finding] | None = None
    ) -> None:
        self.workspace, self.ledger = workspace, ledger
        self.permissions = Permissions.of(workspace)
        self._fixed = findings is not None
        self._key: Mapping[str, str] | None = None
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        self._all: tuple[Finding, ...] = ()
        self._blocks: dict[tuple[str, str], tuple[str, Sequence[Bound]]] = {}
        if findings is not None:
            self._keep(findings)
        self._documents: dict[str, SourceDocument] = {}

    def _keep(self, findings: Sequence[Finding]) -> None:
        self._all = tuple(findings)
        self._findings = {}
        for one in findings:
            self._findings.setdefault((one.document, one.language), []).append(one)

    def refresh(self) -> None:
        """Look whether the findings still rest on what is there, and look again where not."""
        if self._fixed:
            return
        now = keys(self.workspace, self.ledger)
        if now != self._key:
            self._keep(check_workspace(self.workspace, self.ledger).findings)
            self._key = now
            self._documents, self._blocks = {}, {}

    def findings(self) -> tuple[Finding, ...]:
        """Give all findings of the workspace."""
        self.refresh()
        return self._all

    def findings_of(self, document: str, language: Language) -> tuple[Finding, ...]:
        """Give the findings in one version of a document."""
        self.refresh()
        return tuple(self._findings.get((document, language), ()))

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
                f"{language} is what the translations of “{document}” follow",
                remedy="name a language that it is translated to",
            )
        return self.standing_of(document, language)

    def standing_of(self, document: str, language: Language) -> Standing:
        """Give where any version stands; of a source only its findings are decided about."""
        is_source = language == self.ledger.source_language(document)
        return standing(
            self.ledger,
            document,
            language,
            quorum={} if is_source else self.quorum(document),
            blocks=self._bound(document, language),
            has_role=self._who_has(document, language),
        )

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
        key = self._key.get(document) if self._key else None
        kept = self._blocks.get((document, language))
        if kept is not None and key is not None and kept[0] == key:
            return kept[1]
        made = bound(self.ledger.units(document, language), findings)
        if key is not None:
            self._blocks[document, language] = (key, made)
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
        refusal = self.permissions.refusal(role, person, language, family)
        if refusal:
            asked = self.quorum(document) or self.permissions.roles
            raise NotAllowedError(
                refusal,
                could=self.permissions.could({role, *asked}, language, family),
                remedy=f"decide in another role, or change [roles.{role}]",
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
        chosen, passed_over = self._chosen(here, blocks, seen, role, person, approving=True)
        if not chosen and blocks is not None:
            return Decided(seq=max(one.seq for one in _own(here, role, person)))
        if not chosen:
            why = "; ".join(sorted(set(passed_over.values())))
            raise UsageError(
                f"nothing of “{document}” in {language} is left to approve",
                cause=why,
                remedy="look at the blocks one by one: `hexapla review`",
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
            raise UsageError("sending back needs a reason", remedy="say what is to be changed")
        here = self.standing(document, language)
        chosen, _ = self._chosen(here, blocks, seen, role, person, approving=False)
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
        if not reason.strip():
            raise UsageError("a waiver needs a reason", remedy="say why nothing is to be changed")
        there = self.findings_of(document, language)
        chosen = [
            _only(there, name, lambda one: one.fingerprint, "finding") for name in fingerprints
        ]
        critical = [one for one in chosen if one.severity is Severity.CRITICAL]
        if critical and not said.waives_critical:
            able = [
                name
                for name, one in sorted(self.workspace.config.roles.items())
                if one.waives_critical
            ]
            raise NotAllowedError(
                f"the role “{role}” does not waive critical findings",
                cause=f"{critical[0].rule}: {critical[0].message}",
                could=self.permissions.could(able, language, self.family(document)),
                remedy=f"leave it to: {', '.join(able)}"
                if able
                else "set waives_critical for a role in hexapla.toml",
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

    def undo(
        self, document: str, language: Language, *, person: str, seq: int | None = None
    ) -> Decided:
        """Take back one's newest decision or waiver about a translation, or the one named.

        Raises:
            UsageError: there is none that stands, or it is somebody else's.

        """
        logged = Logged.read(self.ledger, document, language)
        event = logged.last_of(person) if seq is None else logged.events.get(seq)
        if event is None:
            raise UsageError(
                f"there is nothing of {person} to take back in “{document}”, {language}"
                if seq is None
                else f"decision {seq} is not one that stands",
                remedy="`hexapla log` shows what was decided",
            )
        if event.who != person:
            raise UsageError(
                f"decision {event.seq} is {event.who}’s",
                remedy="each takes back their own; decide anew instead",
            )
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

    @staticmethod
    def _chosen(
        here: Standing,
        blocks: Sequence[str] | None,
        seen: Mapping[str, str] | None,
        role: str,
        person: str,
        *,
        approving: bool,
    ) -> tuple[list[Passage], dict[str, str]]:
        """Give the passages that are decided about, and in bulk those passed over with the why."""
        if not any(one.unit is not None and one.unit.target for one in here.passages):
            raise UsageError(
                f"“{here.document}” has no file in {here.language}",
                remedy="`hexapla status` shows the languages that it has",
            )
        if blocks is None and not approving:
            return list(here.passages), {}
        if blocks is None:
            against = {one.key: _against(one) or _against_in_bulk(one) for one in here.passages}
            return [
                one
                for one in here.passages
                if not against[one.key] and not _decided(one, role, person)
            ], {key: why for key, why in against.items() if why}
        chosen = [_only(here.passages, name, lambda one: one.key, "block") for name in blocks]
        if approving:
            chosen = [one for one in chosen if not _decided(one, role, person)]
        for one in chosen:
            _allow(one, here, (seen or {}).get(one.key, one.seen), approving=approving)
        return chosen, {}


def _allow(one: Passage, here: Standing, seen: str, *, approving: bool) -> None:
    """Refuse a decision about what has changed since it was seen, or what cannot be approved."""
    if seen != one.seen:
        raise _changed(one, here)
    against = _against(one) if approving else ""
    if against:
        raise UsageError(
            f"block {one.key[:8]} of “{here.document}” in {here.language} {against}",
            remedy="have the translation brought up to date, or say with `hexapla waive` "
            "that it needs no change",
        )


def _against(one: Passage) -> str:
    """Say what makes an approval of a passage senseless; “” where nothing does."""
    if one.unit is None:
        return ""
    if one.unit.state is State.MISSING or not one.unit.target:
        return "is not translated"
    return "is stale" if one.unit.state is State.STALE else ""


def _against_in_bulk(one: Passage) -> str:
    if one.open_critical:
        return "has an open critical finding"
    if one.verdict is Verdict.SENT_BACK:
        return "was sent back"
    return ""


def _decided(one: Passage, role: str, person: str) -> bool:
    return any(
        two.signoff.approved and (two.signoff.role, two.signoff.person) == (role, person)
        for two in one.decisions
    )


def _own(here: Standing, role: str, person: str) -> list[Decision]:
    return [
        two
        for one in here.passages
        for two in one.decisions
        if (two.signoff.role, two.signoff.person) == (role, person)
    ]


def _changed(one: Passage, here: Standing) -> ChangedError:
    last = max(one.decisions, key=lambda two: two.seq, default=None)
    told = ""
    if last is not None:
        did = "approved it" if last.signoff.approved else "sent it back"
        told = f"{last.signoff.person}, {last.signoff.role}, {did}"
        told += f": {last.signoff.reason}" if last.signoff.reason else ""
    return ChangedError(
        "this block has changed since you looked at it; nothing was decided",
        place=f"{here.document}, {here.language}, block {one.key[:8]}",
        cause=told or "its text or its findings are others now",
        remedy="look at it as it is now, and decide again",
    )


def _only(there: Sequence[T], name: str, of: Callable[[T], str], what: str) -> T:
    """Give the one that is called so, or whose name begins so."""
    whole = [one for one in there if of(one) == name]
    found = whole or [one for one in there if name and of(one).startswith(name)]
    if len(found) != 1:
        raise UsageError(
            f"there is no {what} “{name}”"
            if not found
            else f"“{name}” begins {len(found)} {what}s",
            remedy=f"`hexapla review` and the JSON forms of status and check name each {what}"
            if not found
            else "give more of it",
        )
    return found[0]

"""The decisions that an offline page saved: read, held against what is there now, planned.

Each decision names the source, the translation and the findings that it was made about; where one
of them is another by now, that decision is not taken, and the line says which. The file's digest
tells of damage and of changes by hand, not of forgery: who decides is who imports it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hexapla.errors import InputError, UnreadableDocumentError, UsageError
from hexapla.model import Language
from hexapla.review.bringing import Act, Plan, Step
from hexapla.review.decisions import Binding, Passage, Standing, bound
from hexapla.review.offline.page import SHORT
from hexapla.review.signing_off import Review

_ACTS = {"approve": Act.APPROVE, "send-back": Act.SEND_BACK, "waive": Act.WAIVE}
_FIELDS = ("document", "language", "block", "source", "target", "findings", "act", "reason")
_MOST = 100_000
_CAUSES = ("its source", "its translation", "its findings")


def decisions_plan(review: Review, content: bytes, *, place: str, role: str, person: str) -> Plan:
    """Give what a file of decisions would do, line by line.

    Raises:
        UnreadableDocumentError: it is no such file, or was damaged or changed after it was saved.
        InputError: it is of another project.
        UsageError: no role is named.

    """
    said = _read(content, place)
    own = review.workspace.config.project.number
    if said["project"] != own:
        raise InputError(
            f"was made for the project {said['project'] or 'without a number'}",
            place=place,
            cause=f"this is {own or 'one without a number'}",
            remedy="import it in the workspace that made its pack (-C)",
        )
    if not role.strip():
        raise UsageError(
            "decisions need a role",
            place=place,
            remedy=f"give --role, one of: {', '.join(sorted(review.workspace.config.roles))}",
        )
    planning = _Planning(review, role, person)
    return Plan(
        digest=hashlib.sha256(content).hexdigest(),
        steps=tuple(step for one in said["decisions"] for step in planning.steps(one)),
    )


def is_decisions(content: bytes) -> bool:
    """Tell whether a file looks like one of decisions: JSON, whatever its name."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _read(content: bytes, place: str) -> Mapping[str, Any]:
    try:
        said = json.loads(content.decode("utf-8-sig"))
        wrong = _wrong(said)
        kept = [] if wrong else said["decisions"]
        digest = "" if wrong else _digest(str(said["page"]), kept)
        project = str(said["project"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        wrong = str(error) or type(error).__name__
    if wrong:
        raise UnreadableDocumentError(
            "is no file of decisions that can be read",
            place=place,
            cause=wrong,
            remedy="save it again from the pack's page",
        )
    if digest != said.get("digest"):
        raise UnreadableDocumentError(
            "was changed after it was saved, or is damaged; nothing of it was taken",
            place=place,
            cause="its digest is another",
            remedy="save it again from the pack's page, and hand it on as it is",
        )
    return {"decisions": kept, "project": project}


def _wrong(said: Any) -> str:
    """Say what makes a value no decisions; “” where nothing does."""
    if said["hexapla"] != "decisions":
        return "it is another kind of file"
    if said["version"] != 1:
        return f"it is of version {said['version']}; this program reads version 1"
    kept = said["decisions"]
    if not isinstance(kept, list) or len(kept) > _MOST:
        return "its decisions are no list, or too long a one"
    for one in kept:
        words = [*(one[name] for name in _FIELDS), *one["fingerprints"]]
        if not all(isinstance(word, str) for word in words):
            return "a decision lacks a part"
    return ""


def _digest(page: str, kept: list[Mapping[str, Any]]) -> str:
    """Give the digest that the page gives its decisions (see `save` in page.js)."""
    lines = [
        json.dumps(
            [*(one[name] for name in _FIELDS), " ".join(one["fingerprints"])],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for one in kept
    ]
    return hashlib.sha256("\n".join((page, *lines)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Here:
    """A translation as it is now: its passages, and their bindings without waived findings."""

    standing: Standing
    open: Mapping[str, Binding]


class _Planning:
    def __init__(self, review: Review, role: str, person: str) -> None:
        self.review, self.role, self.person = review, role, person
        self._seen: dict[tuple[str, str], _Here | None] = {}

    def steps(self, one: Mapping[str, Any]) -> Iterator[Step]:
        """Give the steps of one decision: one, or one a finding that is waived."""
        step = Step(
            act=_ACTS.get(one["act"], Act.REFUSED),
            document=one["document"],
            language=Language(one["language"]),
            block=one["block"],
            text=one["reason"],
        )
        here = self._here(step.document, step.language)
        passage = _passage(here, one)
        refusal = self._refusal(one, here, passage)
        if refusal or passage is None or here is None:
            yield replace(step, act=Act.REFUSED, note=f"{one['act']}: {refusal}")
            return
        step = replace(step, block=passage.key, seen=passage.seen)
        if step.act is Act.WAIVE:
            yield from self._waivers(step, passage, one["fingerprints"])
        elif self._known(step, passage):
            yield replace(step, act=Act.KNOWN, note=f"{one['act']}: was decided so before")
        else:
            yield step

    def _refusal(self, one: Mapping[str, Any], here: _Here | None, passage: Passage | None) -> str:
        if one["act"] not in _ACTS:
            return f"there is no act “{one['act']}”"
        if here is None:
            return f"there is no “{one['document']}” in {one['language']} here"
        if passage is None:
            return "the block is no more"
        then = (one["source"], one["target"], one["findings"])
        now = tuple(part[:SHORT] for part in passage.binding.hashes)
        unwaived = tuple(part[:SHORT] for part in here.open[passage.key].hashes)
        if then in {now, unwaived}:
            return ""
        causes = [cause for cause, old, new in zip(_CAUSES, then, now, strict=True) if old != new]
        return f"{' and '.join(causes)} changed since the page was made; look at it again"

    def _waivers(self, step: Step, passage: Passage, names: list[str]) -> Iterator[Step]:
        for name in names:
            found = [one for one in passage.findings if name and one.fingerprint.startswith(name)]
            if len(found) != 1:
                yield replace(step, act=Act.REFUSED, note="waive: the finding is no more")
            elif found[0].fingerprint in passage.waivers:
                yield replace(step, act=Act.KNOWN, note="waive: the finding is waived already")
            else:
                yield replace(step, fingerprint=found[0].fingerprint, quoted=found[0].rule)

    def _known(self, step: Step, passage: Passage) -> bool:
        wanted = (step.act is Act.APPROVE, self.role, self.person)
        return any(
            (one.signoff.approved, one.signoff.role, one.signoff.person) == wanted
            and (step.act is Act.APPROVE or one.signoff.reason == step.text.strip())
            for one in passage.decisions
        )

    def _here(self, document: str, language: Language) -> _Here | None:
        key = (document, language)
        if key not in self._seen:
            self._seen[key] = self._looked_up(document, language)
        return self._seen[key]

    def _looked_up(self, document: str, language: Language) -> _Here | None:
        ledger = self.review.ledger
        if ledger.head(document, language) is None:
            return None
        if language == ledger.source_language(document):
            return None
        standing = self.review.standing(document, language)
        waived = {name for one in standing.passages for name in one.waivers}
        units = [one.unit for one in standing.passages if one.unit is not None]
        left = [
            one
            for passage in standing.passages
            for one in passage.findings
            if one.fingerprint not in waived
        ]
        without = {binding.block: binding for _, _, binding in bound(units, left)}
        return _Here(
            standing,
            {one.key: without.get(one.key, one.binding) for one in standing.passages},
        )


def _passage(here: _Here | None, one: Mapping[str, Any]) -> Passage | None:
    """Give the block that a decision is about: by its key, else by what it says on one side."""
    if here is None or not one["block"]:
        return None
    passages = here.standing.passages
    found = [two for two in passages if two.key.startswith(one["block"])]
    for side in ("target", "source"):
        if not found and one[side]:
            found = [
                two
                for two in passages
                if two.unit and getattr(two.binding, side).startswith(one[side])
            ]
    return found[0] if len(found) == 1 else None

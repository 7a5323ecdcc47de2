"""What people say about how blocks stand: that one needs no change, that two belong together.

Each is an event that keeps how the ties stood before and after it, and can be taken back as long as
nothing has moved them since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.engine import Connection

from hexapla.errors import UsageError
from hexapla.model import BlockState, Language, State
from hexapla.revisions.encoding import Standing, pack_standing, tie_as_json, tie_of
from hexapla.revisions.events import Appender, Event
from hexapla.revisions.preparing import follows_of
from hexapla.revisions.standing import (
    Arrival,
    Bead,
    Pair,
    Tie,
    Versions,
    block_states,
    completed,
    in_force,
    waived,
    worst,
)
from hexapla.revisions.tasks import Head
from hexapla.revisions.tokens import same
from hexapla.revisions.writing import head_row, source_number, write_heads

WAIVED, LINKED, UNDONE = "waived", "linked", "decision-undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that a person says belong together: source and target blocks, by id."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A translation whose ties a person changes, within one transaction."""

    connection: Connection
    appender: Appender
    document: str
    language: Language
    pair: Pair
    standing: Standing
    versions: Versions

    def waive(self, block: str, *, who: str, reason: str) -> BlockState:
        """Say that a stale or unknown block needs no change."""
        found = [tie for tie in self.standing.ties if block in tie.source]
        if not found or found[0].state not in {State.STALE, State.UNKNOWN}:
            raise UsageError(
                f"block {block} of “{self.document}” in {self.language} is not stale",
                remedy="`hexapla status --format json` lists the stale blocks",
            )
        before, after = found[0], waived(found[0], who)
        ties = tuple(after if one is before else one for one in self.standing.ties)
        body = {
            "block": block,
            "reason": reason,
            "source": [self.pair.source[one].hash for one in after.source],
            "target": [self.pair.target[one].hash for one in after.target],
        }
        states = self._write(WAIVED, body, ties, before=[before], after=[after])
        return next(one for one in states if one.block == block)

    def link(self, groups: Sequence[Group], *, who: str, reason: str) -> tuple[BlockState, ...]:
        """Put blocks together, and apart from all others."""
        _verify(groups, self.pair)
        grouped = {one for group in groups for one in (*group.source, *group.target)}
        touched = [
            tie for tie in self.standing.ties if not grouped.isdisjoint((*tie.source, *tie.target))
        ]
        number = source_number(self.connection, self.document, Language(self.pair.source_language))
        arrival = Arrival(self.pair, number, self.versions)
        made = [
            replace(self._together(group, touched, arrival), linked=who)
            for group in groups
            if group.source
        ]
        for tie in touched:
            rest = Group(
                source=tuple(one for one in tie.source if one not in grouped),
                target=tuple(one for one in tie.target if one not in grouped),
            )
            if rest.source:
                made.append(self._together(rest, [tie], arrival))
        untouched = [tie for tie in self.standing.ties if tie not in touched and tie.source]
        ties = completed([*untouched, *made], self.pair)
        body = {
            "groups": [{"source": list(one.source), "target": list(one.target)} for one in groups],
            "reason": reason,
        }
        before = [tie for tie in self.standing.ties if tie not in ties]
        after = [tie for tie in ties if tie not in self.standing.ties]
        if not after:
            raise UsageError(
                "these blocks stand together already", remedy="load the page again", facts={}
            )
        return self._write(LINKED, body, ties, before=before, after=after)

    def restore(self, event: Event) -> tuple[BlockState, ...]:
        """Put the ties back as they stood before an event."""
        if "before" not in event.body:
            raise UsageError(f"event {event.seq} cannot be taken back", cause=event.what)
        before, after = ([tie_of(one) for one in event.body[key]] for key in ("before", "after"))
        if any(tie not in self.standing.ties for tie in after):
            raise UsageError(
                "this can be taken back no more: the blocks have moved on since",
                place=f"{self.document}, {self.language}, event {event.seq}",
                remedy="say how they stand now",
                facts={},
            )
        kept = [tie for tie in self.standing.ties if tie not in after]
        ties = completed([tie for tie in (*kept, *before) if tie.source], self.pair)
        return self._write(UNDONE, {"undoes": event.seq}, ties)

    def _together(self, group: Group, touched: Iterable[Tie], arrival: Arrival) -> Tie:
        """Give the tie of some blocks, as up to date as the ties that they come from."""
        bead = Bead(source=group.source, target=group.target)
        if not group.target:
            return arrival.missing(Tie(source=group.source, target=(), state=State.MISSING))
        own = set(group.source) | set(group.target)
        known = [
            tie
            for tie in touched
            if tie.source and tie.target and not own.isdisjoint((*tie.source, *tie.target))
        ]
        if not known:
            return arrival.inferred(bead, otherwise=State.CURRENT)
        score = min(tie.score for tie in known)
        tie = Tie(source=group.source, target=group.target, state=State.CURRENT, score=score)
        if any(one.state is State.UNKNOWN for one in known):
            return replace(tie, state=State.UNKNOWN)
        since = [one.since for one in known if one.state is State.STALE and one.since is not None]
        if not since:
            return tie
        followed = min(since) - 1
        texts = [in_force(self.versions, one, followed) for one in group.source]
        base = "\n".join(text for text in texts if text)
        if not base or same(base, self.pair.said(group.source), self.pair.source_language):
            return tie
        was = self.pair.translated(group.target)
        return replace(tie, state=State.STALE, since=min(since), base=base, was=was)

    def _write(
        self,
        what: str,
        body: Mapping[str, Any],
        ties: tuple[Tie, ...],
        *,
        before: Sequence[Tie] = (),
        after: Sequence[Tie] = (),
    ) -> tuple[BlockState, ...]:
        kept = {
            name: [tie_as_json(one) for one in listed]
            for name, listed in (("before", before), ("after", after))
            if listed
        }
        self.appender.add(what, {**body, **kept}, document=self.document, language=self.language)
        stored = head_row(self.connection, self.document, self.language)
        number = source_number(self.connection, self.document, Language(self.pair.source_language))
        states = block_states(ties, self.pair, number=number)
        standing = replace(self.standing, ties=ties)
        head = Head(
            language=self.language,
            number=stored.number,
            path=stored.path,
            follows=follows_of(ties, number),
            state=worst(one.state for one in states),
            since=min((one.since for one in states if one.since is not None), default=None),
            standing=pack_standing(standing),
            states=states,
        )
        write_heads(self.connection, self.document, [head], self.appender)
        self.appender.flush()
        return states


def _verify(groups: Sequence[Group], pair: Pair) -> None:
    named = [one for group in groups for one in (*group.source, *group.target)]
    unknown = [one for one in named if one not in pair.source and one not in pair.target]
    crossed = any(
        one not in side
        for group in groups
        for ids, side in ((group.source, pair.source), (group.target, pair.target))
        for one in ids
    )
    if not named or unknown or crossed:
        raise UsageError(
            "there is no block “{name}”" if unknown else "no blocks are named to link",
            cause="the text has moved on since" if unknown else "",
            remedy="load the page again",
            facts={"name": unknown[0] if unknown else ""},
        )
    if len(set(named)) < len(named):
        raise UsageError("a block is named twice", remedy="name each block once")

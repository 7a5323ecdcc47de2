"""Releases that wait for somebody's word: who was asked, since when, about exactly what.

What was asked stands in the ledger's log, so that it outlives every process: `release-asked` when
a pack is shown, `release-answered` when somebody has said what is to become of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hexapla.review.releasing import blockers, pack_documents
from hexapla.review.signing_off import Review
from hexapla.review.substance import substance_digest
from hexapla.revisions import Ledger

ASKED, ANSWERED, REMINDED = "release-asked", "release-answered", "release-reminded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A release that waits. `run` is the flow run that does, `api` where its server is.

    `reminded` is when people were last told of it; when it was asked, where they were not since.
    """

    pack: str
    run: str
    api: str
    since: datetime
    reminded: datetime
    substance: str


def ask(
    ledger: Ledger, pack: str, *, run: str, api: str, substance: Mapping[str, str], days: float
) -> str:
    """Note that a pack is shown for release, for so many days; give the digest of what is shown."""
    shown = substance_digest(substance)
    known = [one for one in waiting(ledger) if one.run == run]
    if not known:
        ledger.note(
            ASKED,
            {"pack": pack, "run": run, "api": api, "substance": shown, "days": days},
            who="",
        )
    return shown


def answered(
    ledger: Ledger, pack: str, *, run: str, person: str, decision: str, reason: str = ""
) -> None:
    """Note what somebody said of a release that waits, or that nobody did."""
    body = {"pack": pack, "run": run, "decision": decision, "reason": reason}
    ledger.note(ANSWERED, body, who=person)


def waiting(ledger: Ledger, pack: str | None = None) -> tuple[Waiting, ...]:
    """Give the releases that wait, in the order in which they were asked for.

    One whose time is over waits no more, though nobody noted it.
    """
    now = ledger.clock.now()
    found: dict[str, Waiting] = {}
    over = {str(one.body["run"]) for one in ledger.log(what=ANSWERED)}
    reminded = {
        str(one.body["run"]): datetime.fromisoformat(one.at) for one in ledger.log(what=REMINDED)
    }
    for event in ledger.log(what=ASKED):
        run = str(event.body["run"])
        if run in over or (pack is not None and event.body["pack"] != pack):
            continue
        since = datetime.fromisoformat(event.at)
        if now > since + timedelta(days=event.body["days"]):
            continue
        found[run] = Waiting(
            pack=event.body["pack"],
            run=run,
            api=event.body["api"],
            since=since,
            reminded=reminded.get(run, since),
            substance=event.body["substance"],
        )
    return tuple(found.values())


def ready(review: Review, document: str) -> tuple[Waiting, ...]:
    """Give the waiting releases of packs with a document that nothing stands against any more."""
    if not review.ledger.log(what=ASKED):
        return ()
    return tuple(
        one
        for one in waiting(review.ledger)
        if one.pack in review.workspace.config.packs
        and document in pack_documents(review, one.pack)
        and not blockers(review, one.pack)
    )


def due(ledger: Ledger, days: int) -> tuple[Waiting, ...]:
    """Give the waiting releases that people are to be reminded of: every `days` days; 0: never."""
    if not days:
        return ()
    now = ledger.clock.now()
    return tuple(one for one in waiting(ledger) if (now - one.reminded).days >= days)


def reminded(ledger: Ledger, given: Sequence[Waiting]) -> None:
    """Note that people were reminded of releases."""
    for one in given:
        ledger.note(REMINDED, {"pack": one.pack, "run": one.run}, who="")

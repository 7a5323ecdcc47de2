"""How the translations stood over time, as the event log tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from hexapla.model import Language, State
from hexapla.revisions import schema
from hexapla.revisions.events import read_events

if TYPE_CHECKING:
    from hexapla.revisions.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """How the translations of a document stood from a day on, until the next moment."""

    day: date
    states: Mapping[Language, State]


def history(
    ledger: Ledger, documents: Sequence[str] | None = None
) -> Mapping[str, tuple[Moment, ...]]:
    """Give how each document stood over time, its moments in order, one a day at most.

    A revision counts from the day that it bears, else from when it was recorded; nothing goes back
    before what the log says earlier. What was recorded before the log kept states is left out.
    """
    table = schema.event.c
    told: sa.ColumnElement[bool] = table.what.in_(["recorded", "stands"])
    if documents is not None:
        told = sa.and_(told, table.document.in_(list(documents)))
    moments: dict[str, dict[date, Mapping[Language, State]]] = {}
    last: dict[str, tuple[str, date]] = {}
    with ledger.database.reading() as connection:
        for event in read_events(connection, told):
            states = event.body.get("states")
            if states is None:
                continue
            at, day = last.get(event.document, ("", date.min))
            if event.what == "recorded" and event.body["dated"]:
                day = max(day, date.fromisoformat(event.body["dated"]))
            elif event.at != at:  # what stands after a recording belongs to the recording's day
                day = max(day, datetime.fromisoformat(event.at).date())
            last[event.document] = event.at, day
            moments.setdefault(event.document, {})[day] = {
                Language(tag): State(state) for tag, state in states.items()
            }
    return {
        name: tuple(Moment(day=day, states=states) for day, states in sorted(days.items()))
        for name, days in sorted(moments.items())
    }

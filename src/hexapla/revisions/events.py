"""The event log: who did what, when, over which digests, each event bound to the one before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hexapla.revisions import schema
from hexapla.revisions.encoding import canonical, sha256

GENESIS = "0" * 64
"""What the first event follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the log. `at` is a time of RFC 3339 in UTC; `body` holds the facts."""

    seq: int
    at: str
    who: str
    what: str
    document: str
    language: str
    body: Mapping[str, Any]
    previous: str
    hash: str


def event_hash(  # noqa: PLR0917  the fields in the order that is hashed
    seq: int, at: str, who: str, what: str, document: str, language: str, body: str, previous: str
) -> str:
    """Give the hash of an event: SHA-256 of all its fields, the previous hash among them."""
    return sha256(canonical([seq, at, who, what, document, language, body, previous]).encode())


class Appender:
    """Writes events at the end of the chain, within one transaction."""

    def __init__(self, connection: Connection, at: str, who: str) -> None:
        self._connection, self._at, self._who = connection, at, who
        last = connection.execute(
            sa.select(schema.event.c.seq, schema.event.c.hash)
            .order_by(schema.event.c.seq.desc())
            .limit(1)
        ).first()
        self.seq: int = last.seq if last else 0
        self._hash: str = last.hash if last else GENESIS
        self._rows: list[dict[str, Any]] = []

    def add(
        self,
        what: str,
        body: Mapping[str, Any],
        *,
        document: str = "",
        language: str = "",
        who: str | None = None,
    ) -> int:
        """Append an event and give its number; `flush` writes it."""
        self.seq += 1
        fields = (
            self.seq,
            self._at,
            self._who if who is None else who,
            what,
            document,
            language,
            canonical(body),
            self._hash,
        )
        self._hash = event_hash(*fields)
        names = ("seq", "at", "who", "what", "document", "language", "body", "previous")
        self._rows.append({**dict(zip(names, fields, strict=True)), "hash": self._hash})
        return self.seq

    def flush(self) -> None:
        """Write the appended events."""
        if self._rows:
            self._connection.execute(sa.insert(schema.event), self._rows)
            self._rows = []


def read_events(connection: Connection, condition: Any = None) -> Iterator[Event]:
    """Give events in order, all or those that meet a condition over the event table."""
    query = sa.select(schema.event).order_by(schema.event.c.seq)
    if condition is not None:
        query = query.where(condition)
    for row in connection.execute(query):
        yield Event(
            seq=row.seq,
            at=row.at,
            who=row.who,
            what=row.what,
            document=row.document,
            language=row.language,
            body=json.loads(row.body),
            previous=row.previous,
            hash=row.hash,
        )

"""Rechecks the ledger: the chain of events, every row that an event speaks of, every object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hexapla.errors import LedgerError
from hexapla.revisions import schema
from hexapla.revisions.encoding import sha256
from hexapla.revisions.events import GENESIS, event_hash
from hexapla.revisions.ledger import Ledger
from hexapla.revisions.writing import heads_digest

_FACTS = ("number", "digest", "parent", "follows", "basis", "path", "dated", "reading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something in the ledger that is not as it was written.

    `place` names the row (table and key) or the object, `problem` says what is wrong with it.
    """

    place: str
    problem: str


def verify_ledger(ledger: Ledger, *, objects: bool = True) -> tuple[Damage, ...]:
    """Recheck the whole ledger and name every row and object that was altered, lost or added.

    `objects=False` leaves the files' bytes out, which is most of the work.
    """
    with ledger.database.reading() as connection:
        found = list(_events(connection))
        found += _revisions(connection)
        found += _blobs(connection, schema.reading, (schema.reading.c.digest,))
        found += _blobs(
            connection, schema.standing, (schema.standing.c.document, schema.standing.c.language)
        )
        found += _heads(connection)
        found += _seen(connection)
        digests = set(connection.execute(sa.select(schema.revision.c.digest)).scalars())
    if objects:
        for digest in sorted(digests):
            try:
                ledger.objects.get(digest)
            except LedgerError as error:
                found.append(Damage(place=f"object {digest}", problem=error.problem))
    return tuple(found)


def _events(connection: Connection) -> Iterator[Damage]:
    previous, expected = GENESIS, 1
    for row in connection.execute(sa.select(schema.event).order_by(schema.event.c.seq)):
        place = f"event {row.seq}"
        if row.seq != expected:
            yield Damage(place=f"event {expected}", problem="is missing from the log")
        if row.previous != previous and row.seq == expected:
            yield Damage(place=place, problem="does not follow the event before it")
        made = event_hash(
            row.seq, row.at, row.who, row.what, row.document, row.language, row.body, row.previous
        )
        if made != row.hash:
            yield Damage(place=place, problem="is not what its hash says")
        previous, expected = row.hash, row.seq + 1


def _last(connection: Connection, what: str) -> Iterator[Any]:
    return iter(
        connection.execute(
            sa.select(schema.event).where(schema.event.c.what == what).order_by(schema.event.c.seq)
        )
    )


def _revisions(connection: Connection) -> Iterator[Damage]:
    said: dict[tuple[str, str, int], dict[str, Any]] = {}
    for event in _last(connection, "recorded"):
        try:
            body = json.loads(event.body)
            said[event.document, event.language, body["number"]] = body
        except (ValueError, KeyError, TypeError):
            continue  # the event itself is damaged, and was named
    for row in connection.execute(sa.select(schema.revision)):
        key = (row.document, row.language, row.number)
        place = f"revision {row.document} {row.language} {row.number}"
        body = said.pop(key, None)
        if body is None:
            yield Damage(place=place, problem="stands in no event of the log")
        else:
            wrong = [name for name in _FACTS if getattr(row, name) != body.get(name)]
            if wrong:
                yield Damage(place=place, problem=f"is not what the log says: {', '.join(wrong)}")
    for document, language, number in sorted(said):
        yield Damage(
            place=f"revision {document} {language} {number}",
            problem="stands in the log and is missing from the table",
        )


def _blobs(
    connection: Connection, table: sa.Table, keys: tuple[sa.Column[Any], ...]
) -> Iterator[Damage]:
    for row in connection.execute(sa.select(*keys, table.c.digest, table.c.content)):
        if sha256(bytes(row.content)) != row.digest:
            name = " ".join(str(part) for part in row[: len(keys)])
            yield Damage(place=f"{table.name} {name}", problem="is not what its digest says")
    if table is schema.reading:
        wanted = schema.revision.c.reading
        lost = connection.execute(
            sa.select(wanted)
            .distinct()
            .outerjoin(table, table.c.digest == wanted)
            .where(table.c.digest.is_(None))
        ).scalars()
        for digest in lost:
            yield Damage(place=f"{table.name} {digest}", problem="is missing")


def _heads(connection: Connection) -> Iterator[Damage]:
    said: dict[str, str] = {}
    for event in _last(connection, "stands"):
        try:
            said[event.document] = json.loads(event.body)["digest"]
        except (ValueError, KeyError, TypeError):
            continue
    names = set(connection.execute(sa.select(schema.document.c.name)).scalars())
    for table in (schema.head, schema.block_state, schema.standing):
        names |= set(connection.execute(sa.select(table.c.document).distinct()).scalars())
    for name in sorted(names | set(said)):
        if name not in said:
            yield Damage(place=f"document {name}", problem="stands in no event of the log")
        elif heads_digest(connection, name) != said[name]:
            yield Damage(
                place=f"document {name}",
                problem="its heads or block states are not what the log says",
            )


def _seen(connection: Connection) -> Iterator[Damage]:
    """Find files seen whose bytes no revision has; their times and sizes are the system's own."""
    known = schema.revision.c.digest
    rows = connection.execute(
        sa.select(schema.seen.c.path)
        .outerjoin(schema.revision, known == schema.seen.c.digest)
        .where(known.is_(None))
    ).scalars()
    for path in sorted(rows):
        yield Damage(place=f"seen {path}", problem="names bytes that no revision has")

"""Keeps a ledger healthy: what nothing refers to goes, a copy is made, its state is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from hexapla.errors import LedgerError, OutputError, UsageError
from hexapla.revisions import schema
from hexapla.revisions.ledger import Ledger
from hexapla.revisions.objects import Objects
from hexapla.revisions.verification import Damage, verify_ledger

_GRACE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What a garbage collection took away."""

    objects: int
    readings: int


def collect_garbage(ledger: Ledger) -> Collected:
    """Take away objects and readings that no revision refers to.

    Objects of the last hour stay: somebody may be recording them.
    """
    edge = (ledger.clock.now() - _GRACE).timestamp()
    with ledger.database.writing() as connection:
        used = set(connection.execute(sa.select(schema.revision.c.digest)).scalars())
        orphans = [one for one in ledger.objects if one not in used]
        old = [one for one in orphans if ledger.objects.written(one) < edge]
        for digest in old:
            ledger.objects.remove(digest)
        for path in ledger.objects.leftovers():
            if path.stat().st_mtime < edge:
                path.unlink(missing_ok=True)
        unread = connection.execute(
            sa.delete(schema.reading).where(
                schema.reading.c.digest.not_in(sa.select(schema.revision.c.reading))
            )
        )
        return Collected(objects=len(old), readings=unread.rowcount)


def back_up(ledger: Ledger, folder: Path) -> int:
    """Copy the ledger as it is at one moment into a folder; give the number of new objects.

    A folder that holds an earlier backup is brought up to date. The copy is a ledger itself: put
    it in place of `.hexapla`.

    Raises:
        UsageError: the database is no SQLite file; its server has its own tools.
        OutputError: the folder cannot be written.
        LedgerError: an object is missing or was altered.

    """
    if not ledger.database.is_sqlite:
        raise UsageError(
            "a PostgreSQL ledger is backed up by its server",
            remedy="use pg_dump, or `hexapla ledger export`",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / ".ledger.sqlite.part"
        part.unlink(missing_ok=True)
        with ledger.database.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            if raw is None:
                raise LedgerError("is closed", place=ledger.database.url)
            raw.cursor().execute("VACUUM INTO ?", (str(part),))
        part.replace(folder / "ledger.sqlite")
    except OSError as error:
        raise OutputError(
            "cannot be written", place=str(folder), cause=error.strerror or str(error)
        ) from error
    copy = Objects(str(folder / "objects"))
    count = 0
    with ledger.database.reading() as reading:
        for digest in sorted(set(reading.execute(sa.select(schema.revision.c.digest)).scalars())):
            if not copy.has(digest):
                copy.put(ledger.objects.get(digest))
                count += 1
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a ledger is: its schema, how much it holds, what lies about unused, what is damaged."""

    schema: str
    revisions: int
    events: int
    objects: int
    unused: int
    damage: tuple[Damage, ...]


def examine(ledger: Ledger) -> Health:
    """Look through the whole ledger."""
    with ledger.database.reading() as connection:
        used = set(connection.execute(sa.select(schema.revision.c.digest)).scalars())
        revisions = connection.execute(
            sa.select(sa.func.count()).select_from(schema.revision)
        ).scalar_one()
        events = connection.execute(
            sa.select(sa.func.count()).select_from(schema.event)
        ).scalar_one()
        damage = []
        if ledger.database.is_sqlite:
            damage = [
                Damage(place="ledger.sqlite", problem=str(said))
                for said in connection.exec_driver_sql("PRAGMA quick_check").scalars()
                if said != "ok"
            ]
    kept = list(ledger.objects)
    return Health(
        schema=schema.HEAD,
        revisions=revisions,
        events=events,
        objects=len(kept),
        unused=sum(one not in used for one in kept),
        damage=(*damage, *verify_ledger(ledger)),
    )

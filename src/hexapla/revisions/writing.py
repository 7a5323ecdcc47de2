"""Writes what was prepared: rows, events over them, and the summary that the status shows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hexapla.errors import HexaplaError
from hexapla.model import Language, Revision, State
from hexapla.revisions import schema
from hexapla.revisions.encoding import canonical, sha256
from hexapla.revisions.events import Appender
from hexapla.revisions.status import LanguageStatus, StaleBlock, summary
from hexapla.revisions.tasks import Head, Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a recording came to: the new revisions, how many files were as before, what failed.

    `conflicts` names documents that another program recorded in the meantime; they want another
    plan.
    """

    revisions: tuple[Revision, ...] = ()
    unchanged: int = 0
    troubles: tuple[HexaplaError, ...] = ()
    conflicts: tuple[str, ...] = ()

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(
            revisions=self.revisions + other.revisions,
            unchanged=self.unchanged + other.unchanged,
            troubles=self.troubles + other.troubles,
            conflicts=self.conflicts + other.conflicts,
        )


def commit_one(connection: Connection, one: Prepared, appender: Appender) -> Recorded:
    """Write a document as it was prepared, unless it was recorded since by somebody else."""
    job = one.job
    serial = connection.execute(
        sa.select(schema.document.c.serial).where(schema.document.c.name == job.document)
    ).scalar()
    if (serial or 0) != one.serial:
        return Recorded(conflicts=(job.document,))
    _see(connection, one)
    if one.is_idle and serial is None:
        return Recorded(unchanged=one.unchanged, troubles=one.troubles)
    for (revision, reading), stood in zip(one.revisions, one.stood, strict=True):
        _write_revision(connection, revision, reading, stood, appender)
    _write_document(connection, one, is_new=serial is None)
    write_heads(connection, job.document, one.heads, appender)
    return Recorded(
        revisions=tuple(revision for revision, _ in one.revisions),
        unchanged=one.unchanged,
        troubles=one.troubles,
    )


def _see(connection: Connection, one: Prepared) -> None:
    """Keep what the file system said of the files, so that the next plan need not open them."""
    table = schema.seen
    places = [file.place for file in one.seen] + list(one.gone)
    for start in range(0, len(places), 500):
        connection.execute(sa.delete(table).where(table.c.path.in_(places[start : start + 500])))
    rows = [
        {
            "path": file.place,
            "document": one.job.document,
            "language": file.language,
            "size": file.stat.size,
            "mtime": file.stat.mtime,
            "ctime": file.stat.ctime,
            "inode": file.stat.inode,
            "digest": file.digest,
        }
        for file in one.seen
        if file.stat is not None
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def _write_revision(
    connection: Connection,
    revision: Revision,
    reading: bytes,
    stood: Mapping[Language, State],
    appender: Appender,
) -> None:
    digest = sha256(reading)
    there = connection.execute(
        sa.select(schema.reading.c.digest).where(schema.reading.c.digest == digest)
    ).first()
    if there is None:
        connection.execute(sa.insert(schema.reading), {"digest": digest, "content": reading})
    facts = {
        "number": revision.number,
        "digest": revision.digest,
        "parent": revision.parent,
        "follows": revision.follows,
        "basis": revision.basis.value,
        "path": revision.path,
        "dated": revision.dated.isoformat() if revision.dated else "",
        "reading": digest,
    }
    seq = appender.add(
        "recorded",
        {**facts, "states": stood},
        document=revision.document,
        language=revision.language,
    )
    connection.execute(
        sa.insert(schema.revision),
        {**facts, "document": revision.document, "language": revision.language, "seq": seq},
    )


def _write_document(connection: Connection, one: Prepared, *, is_new: bool) -> None:
    job = one.job
    row = {
        "source_language": job.source_language,
        "wanted": canonical(list(job.wanted)),
        "declared": canonical(dict(job.declared)),
        "serial": one.serial + 1,
        "present": bool(job.files),
    }
    if is_new:
        row["summary"] = "{}"
        connection.execute(sa.insert(schema.document), {"name": job.document, **row})
    else:
        connection.execute(
            sa.update(schema.document).where(schema.document.c.name == job.document).values(row)
        )


def write_heads(
    connection: Connection, document: str, heads: Sequence[Head], appender: Appender
) -> None:
    """Write heads anew, with their standings and the blocks that are not current, and seal them."""
    for head in heads:
        for table in (schema.head, schema.standing, schema.block_state):
            connection.execute(
                sa.delete(table).where(
                    table.c.document == document, table.c.language == head.language
                )
            )
        key = {"document": document, "language": head.language}
        connection.execute(
            sa.insert(schema.head),
            {
                **key,
                "number": head.number,
                "path": head.path,
                "follows": head.follows,
                "state": head.state.value,
                "since": head.since,
                "approved_by": "[]",
            },
        )
        connection.execute(
            sa.insert(schema.standing),
            {**key, "digest": sha256(head.standing), "content": head.standing},
        )
        rows = [
            {
                **key,
                "position": position,
                "block": one.block,
                "state": one.state.value,
                "since": one.since,
                "types": canonical([kind.value for kind in one.types]),
                "diff": one.diff,
            }
            for position, one in enumerate(head.states)
            if one.state is not State.CURRENT or one.types
        ]
        if rows:
            connection.execute(sa.insert(schema.block_state), rows)
    seal_heads(connection, document, appender)


def heads_digest(connection: Connection, document: str) -> str:
    """Give the digest of everything that the ledger says of where a document stands."""
    said: list[Any] = []
    for table, keys in (
        (schema.document, (schema.document.c.name,)),
        (schema.head, (schema.head.c.document, schema.head.c.language)),
        (schema.standing, (schema.standing.c.document, schema.standing.c.language)),
        (
            schema.block_state,
            (
                schema.block_state.c.document,
                schema.block_state.c.language,
                schema.block_state.c.position,
            ),
        ),
    ):
        columns = [column for column in table.c if column.name != "content"]
        found = connection.execute(sa.select(*columns).where(keys[0] == document).order_by(*keys))
        said.append([table.name, sorted([*row] for row in found)])
    return sha256(canonical(said).encode())


def seal_heads(connection: Connection, document: str, appender: Appender) -> None:
    """Write the document's summary, and an event over everything that says where it stands."""
    table = schema.document
    source = connection.execute(
        sa.select(table.c.source_language).where(table.c.name == document)
    ).scalar_one()
    number, languages = _languages(connection, document, source)
    connection.execute(
        sa.update(table)
        .where(table.c.name == document)
        .values(source_revision=number, summary=summary(languages))
    )
    states = {tag: here.state for tag, here in sorted(languages.items())}
    appender.add(
        "stands",
        {"digest": heads_digest(connection, document), "states": states},
        document=document,
    )


def head_row(connection: Connection, document: str, language: Language) -> Any:
    """Give the row of a head."""
    table = schema.head.c
    return connection.execute(
        sa.select(schema.head).where(table.document == document, table.language == language)
    ).one()


def source_number(connection: Connection, document: str, language: Language) -> int:
    """Give the number of the source's head; 0 where there is none."""
    table = schema.head.c
    found = connection.execute(
        sa.select(table.number).where(table.document == document, table.language == language)
    ).scalar()
    return int(found or 0)


def _languages(
    connection: Connection, document: str, source: str
) -> tuple[int | None, dict[Language, LanguageStatus]]:
    """Put together where a document stands, from its heads and the blocks that are not current."""
    number: int | None = None
    languages: dict[Language, LanguageStatus] = {}
    blocks: dict[str, list[Any]] = {}
    states = schema.block_state
    for row in connection.execute(
        sa.select(states).where(states.c.document == document).order_by(states.c.position)
    ):
        blocks.setdefault(row.language, []).append(row)
    for head in connection.execute(
        sa.select(schema.head).where(schema.head.c.document == document)
    ):
        if head.language == source:
            number = head.number or None
            continue
        rows = blocks.get(head.language, [])
        named = {
            state: tuple(row.block for row in rows if row.state == state)
            for state in (State.MISSING, State.EXTRA)
        }
        languages[Language(head.language)] = LanguageStatus(
            state=State(head.state),
            revision=head.number if head.number and head.path else None,
            follows=head.follows,
            stale_blocks=tuple(
                StaleBlock(row.block, row.since, tuple(json.loads(row.types)), row.diff)
                for row in rows
                if row.state == State.STALE
            ),
            missing_blocks=named[State.MISSING],
            extra_blocks=named[State.EXTRA],
            since=head.since,
            approved_by=tuple(json.loads(head.approved_by)),
        )
    return number, languages

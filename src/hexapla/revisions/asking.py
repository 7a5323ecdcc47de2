"""What the ledger's tables answer: each function asks over a connection, and writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hexapla.model import Basis, Block, Language, Revision, digest
from hexapla.revisions import schema
from hexapla.revisions.encoding import EMPTY, Standing, unpack_document, unpack_standing
from hexapla.revisions.standing import Pair
from hexapla.revisions.status import DocumentStatus, Status
from hexapla.revisions.tasks import Job, Known, Task


def revision(row: Any) -> Revision:
    """Give a row of the revisions as a revision."""
    return Revision(
        document=row.document,
        language=Language(row.language),
        number=row.number,
        digest=row.digest,
        parent=row.parent,
        follows=row.follows,
        basis=Basis(row.basis),
        path=row.path,
        dated=date.fromisoformat(row.dated) if row.dated else None,
    )


def pair(
    connection: Connection, document: str, source: Language, target: Language
) -> tuple[Pair, Standing]:
    """Give the present blocks of two languages of a document, and how the second stands."""
    blocks: list[dict[str, Block]] = []
    for tag in (source, target):
        said = reading(connection, document, tag)
        blocks.append({block.id: block for block in unpack_document(said).blocks} if said else {})
    made = Pair(source_language=source, target_language=target, source=blocks[0], target=blocks[1])
    return made, standing(connection, document, target)


def reading(connection: Connection, document: str, language: Language) -> bytes:
    """Give the reading of a head, packed; empty: there is none."""
    table = schema.revision.c
    found = connection.execute(
        sa.select(schema.reading.c.content)
        .join(schema.revision, table.reading == schema.reading.c.digest)
        .where(table.document == document, table.language == language)
        .order_by(table.number.desc())
        .limit(1)
    ).scalar()
    return bytes(found) if found is not None else b""


def standing(connection: Connection, document: str, language: Language) -> Standing:
    """Give how the blocks of a head stand."""
    table = schema.standing.c
    found = connection.execute(
        sa.select(table.content).where(table.document == document, table.language == language)
    ).scalar()
    return unpack_standing(bytes(found)) if found is not None else EMPTY


def status(connection: Connection, documents: Sequence[str] | None = None) -> Status:
    """Give where the documents stand, from what was written when they were recorded."""
    table = schema.document.c
    query = sa.select(
        table.name, table.source_language, table.source_revision, table.summary
    ).where(table.present.is_(True))
    if documents is not None:
        query = query.where(table.name.in_(list(documents)))
    rows = connection.execute(query).all()
    return Status(
        tuple(
            DocumentStatus(
                document=name,
                source_language=Language(source),
                source_revision=number,
                summary=told,
            )
            for name, source, number, told in sorted(rows)
        )
    )


def marks(connection: Connection, documents: Sequence[str] | None = None) -> Mapping[str, str]:
    """Give each document's mark, in two queries, however many documents there are."""
    said: dict[str, list[str]] = {}
    heads, standings = schema.head, schema.standing
    asked = sa.true() if documents is None else heads.c.document.in_(list(documents))
    there = set(
        connection.scalars(sa.select(schema.document.c.name).where(schema.document.c.present))
    )
    for row in connection.execute(
        sa.select(heads.c.document, heads.c.language, heads.c.number, standings.c.digest)
        .join_from(
            heads,
            standings,
            sa.and_(
                heads.c.document == standings.c.document,
                heads.c.language == standings.c.language,
            ),
            isouter=True,
        )
        .where(asked)
        .order_by(heads.c.document, heads.c.language)
    ):
        if row.document in there:
            said.setdefault(row.document, []).append(f"{row.language} {row.number} {row.digest}")
    return {name: digest(*lines) for name, lines in sorted(said.items())}


def task(connection: Connection, job: Job, *, objects: str) -> Task:
    """Give a job what the ledger knows of its document, for `prepare`; `objects` is the store."""
    row = connection.execute(
        sa.select(schema.document).where(schema.document.c.name == job.document)
    ).first()
    known: dict[Language, Known] = {}
    if row is not None:
        table = schema.revision.c
        listed: dict[Language, list[Revision]] = {}
        for one in connection.execute(
            sa.select(schema.revision)
            .where(table.document == job.document)
            .order_by(table.language, table.number)
        ):
            listed.setdefault(Language(one.language), []).append(revision(one))
        heads = connection.execute(
            sa.select(schema.head).where(schema.head.c.document == job.document)
        ).all()
        standings = {
            one.language: bytes(one.content)
            for one in connection.execute(
                sa.select(schema.standing).where(schema.standing.c.document == job.document)
            )
        }
        for one in heads:
            tag = Language(one.language)
            known[tag] = Known(
                revisions=tuple(listed.get(tag, ())),
                path=one.path,
                reading=reading(connection, job.document, tag),
                standing=standings.get(tag, b""),
            )
    return Task(
        job=job,
        serial=row.serial if row is not None else 0,
        source_before=row.source_language if row is not None else "",
        known=known,
        objects=objects,
    )

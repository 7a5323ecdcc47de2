"""The ledger: what was recorded, where every block stands, and who did what.

Everything that a question needs was written when it happened; no question scans the revisions.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from hexapla.errors import LedgerError, OutputError, UsageError
from hexapla.model import (
    BlockState,
    Document,
    Language,
    Revision,
    State,
    Unit,
)
from hexapla.revisions import asking, schema
from hexapla.revisions.amending import LINKED, WAIVED, Amendment, Group
from hexapla.revisions.database import Database
from hexapla.revisions.encoding import (
    canonical,
    sha256,
    unpack_document,
)
from hexapla.revisions.events import Appender, Event, read_events
from hexapla.revisions.objects import Objects
from hexapla.revisions.standing import block_states
from hexapla.revisions.status import Status
from hexapla.revisions.tasks import Job, Prepared, Task
from hexapla.revisions.writing import (
    Recorded,
    commit_one,
    seal_heads,
)
from hexapla.workspace import Clock, Workspace


class Ledger:
    """A workspace's ledger. Use it as a context manager, or call `close`."""

    def __init__(self, database: Database, objects: Objects, clock: Clock) -> None:
        self.database, self.objects, self.clock = database, objects, clock

    @classmethod
    def open(cls, workspace: Workspace, clock: Clock) -> Ledger:
        """Open the workspace's ledger; make it where there is none, migrate it where it is older.

        A ledger that may only be read is opened for that.

        Raises:
            OutputError: there is none or it is older, and its folder cannot be written.
            LedgerError: it is damaged, or was written by a newer program.
            ServiceError: its database server is out of reach.

        """
        said = workspace.config.ledger
        private = workspace.private
        if not said.database or not said.objects:
            try:
                private.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(
                    "cannot be written",
                    place=str(private),
                    cause=error.strerror or str(error),
                    remedy="make the workspace's folder writable",
                ) from error
        database = Database(said.database or f"sqlite:///{private / 'ledger.sqlite'}")
        return cls(database, Objects(said.objects or str(private / "objects")), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    # What there is

    def revisions(
        self, document: str | None = None, language: Language | None = None
    ) -> tuple[Revision, ...]:
        """Give the revisions, by document, language and number."""
        table = schema.revision.c
        query = sa.select(schema.revision).order_by(table.document, table.language, table.number)
        if document is not None:
            query = query.where(table.document == document)
        if language is not None:
            query = query.where(table.language == language)
        with self.database.reading() as connection:
            return tuple(asking.revision(row) for row in connection.execute(query))

    def head(self, document: str, language: Language) -> Revision | None:
        """Give the newest revision of a language of a document, or None."""
        found = self.revisions(document, language)
        return found[-1] if found else None

    def content(self, digest: str) -> bytes:
        """Give the bytes of a revision by their digest, checked against it.

        Raises:
            LedgerError: they are not there, or were altered.

        """
        return self.objects.get(digest)

    def document(self, revision: Revision) -> Document:
        """Give a revision as it was read when it was recorded.

        Raises:
            LedgerError: the ledger does not hold it, or its bytes were altered.

        """
        table = schema.revision.c
        with self.database.reading() as connection:
            row = connection.execute(
                sa.select(schema.reading)
                .join(schema.revision, table.reading == schema.reading.c.digest)
                .where(
                    table.document == revision.document,
                    table.language == revision.language,
                    table.number == revision.number,
                )
            ).first()
        if row is None:
            raise LedgerError(
                f"there is no revision {revision.number} of “{revision.document}” "
                f"in {revision.language}",
                place=self.database.url,
                remedy="`hexapla history DOCUMENT` lists the revisions",
            )
        return unpack_document(_checked(row.content, row.digest, f"reading {row.digest}"))

    def source_language(self, document: str) -> Language:
        """Give the language that a recorded document is translated from.

        Raises:
            UsageError: the ledger does not know the document.

        """
        with self.database.reading() as connection:
            found = connection.execute(
                sa.select(schema.document.c.source_language).where(
                    schema.document.c.name == document
                )
            ).scalar()
        if found is None:
            raise UsageError(
                f"the ledger knows no document “{document}”",
                remedy="run `hexapla record`, or see `hexapla status` for the names",
            )
        return Language(found)

    def units(self, document: str, target_language: Language) -> tuple[Unit, ...]:
        """Give the source and target blocks that say the same, in the source's order, with states.

        A language without a file gives the source's blocks as missing.

        Raises:
            UsageError: the ledger does not know the document.

        """
        source_language = self.source_language(document)
        with self.database.reading() as connection:
            pair, standing = asking.pair(connection, document, source_language, target_language)
        if not standing.ties:
            return tuple(
                Unit(
                    document=document,
                    source_language=source_language,
                    target_language=target_language,
                    source=(block,),
                    target=(),
                    state=State.MISSING,
                )
                for block in pair.source.values()
            )
        return tuple(
            Unit(
                document=document,
                source_language=source_language,
                target_language=target_language,
                source=tuple(pair.source[one] for one in tie.source),
                target=tuple(pair.target[one] for one in tie.target),
                state=tie.state,
                score=tie.score,
            )
            for tie in standing.ties
        )

    def states(self, document: str, language: Language) -> tuple[BlockState, ...]:
        """Give the state of every block, in the source's order, extra blocks last.

        Raises:
            UsageError: the ledger does not know the document.

        """
        source_language = self.source_language(document)
        head = self.head(document, source_language)
        with self.database.reading() as connection:
            pair, standing = asking.pair(connection, document, source_language, language)
        return block_states(standing.ties, pair, number=head.number if head else 0)

    def origins(self, document: str, language: Language) -> Mapping[str, int]:
        """Give of each block of a head the revision in which its text last changed."""
        with self.database.reading() as connection:
            return asking.standing(connection, document, language).origins

    # Where it stands

    def status(self, documents: Sequence[str] | None = None) -> Status:
        """Give where the documents stand, from what was written when they were recorded."""
        with self.database.reading() as connection:
            return asking.status(connection, documents)

    def cosmetic(self) -> Mapping[tuple[str, Language], int]:
        """Give by document and translation how many of its current blocks differ in form alone.

        Their source changed in spacing, punctuation or the like since what they follow.
        """
        table = schema.block_state.c
        query = (
            sa.select(table.document, table.language, sa.func.count())
            .where(table.state == State.CURRENT.value)
            .group_by(table.document, table.language)
        )
        with self.database.reading() as connection:
            return {(name, Language(tag)): count for name, tag, count in connection.execute(query)}

    def marks(self, documents: Sequence[str] | None = None) -> Mapping[str, str]:
        """Give each document's mark: it changes with whatever the ledger says of where it stands.

        What is made of a document (findings, packs) is kept under its mark. Two queries, however
        many documents there are.
        """
        with self.database.reading() as connection:
            return asking.marks(connection, documents)

    def log(
        self,
        *,
        document: str | None = None,
        language: Language | None = None,
        what: str | None = None,
    ) -> tuple[Event, ...]:
        """Give the events in order, all or those of a document, a language or a kind."""
        table = schema.event.c
        conditions = [
            column == value
            for column, value in (
                (table.document, document),
                (table.language, language),
                (table.what, what),
            )
            if value is not None
        ]
        with self.database.reading() as connection:
            return tuple(read_events(connection, sa.and_(*conditions) if conditions else None))

    def latest(self, document: str, language: Language) -> int:
        """Give the number of the newest event about a version of a document; 0: there is none."""
        table = schema.event.c
        query = sa.select(sa.func.max(table.seq)).where(
            table.document == document, table.language == language
        )
        with self.database.reading() as connection:
            return connection.execute(query).scalar() or 0

    def recent(
        self, count: int, kinds: Sequence[str], *, before: int | None = None
    ) -> tuple[Event, ...]:
        """Give the newest events of some kinds, newest first; `before` goes on from a number."""
        table = schema.event.c
        asked: sa.ColumnElement[bool] = table.what.in_(list(kinds))
        if before is not None:
            asked = sa.and_(asked, table.seq < before)
        newest = sa.select(table.seq).where(asked).order_by(table.seq.desc()).limit(count)
        with self.database.reading() as connection:
            return tuple(read_events(connection, table.seq.in_(newest)))[::-1]

    # What is written

    def note(
        self,
        what: str,
        body: Mapping[str, Any],
        *,
        who: str,
        document: str = "",
        language: str = "",
    ) -> Event:
        """Append an event of another part of the program (an approval, a release) to the log."""
        with self.database.writing() as connection:
            appender = Appender(connection, self.clock.now().isoformat(), who)
            seq = appender.add(what, body, document=document, language=language)
            appender.flush()
            return next(read_events(connection, schema.event.c.seq == seq))

    def waive(
        self, document: str, language: Language, block: str, *, who: str, reason: str
    ) -> BlockState:
        """Record that a stale or unknown block of a translation needs no change.

        It holds for the source's present text: the next change of the block ends it.

        Raises:
            UsageError: no name or reason is given, or the block is not there or not stale.

        """
        if not who.strip() or not reason.strip():
            raise UsageError("a waiver needs a name and a reason", remedy="give both")
        with self._amending(document, language, who) as amendment:
            return amendment.waive(block, who=who, reason=reason)

    def link(
        self,
        document: str,
        language: Language,
        groups: Sequence[Group],
        *,
        who: str,
        reason: str = "",
    ) -> tuple[BlockState, ...]:
        """Record that a person has put blocks together: each group is a unit of its own from now.

        A group without target blocks says that its source is not translated, one without source
        blocks that its target translates nothing. It holds over later revisions as long as the
        blocks live, and gives how every block stands then.

        Raises:
            UsageError: no name is given, a block is not there or named twice, or they stand
                together already.

        """
        if not who.strip():
            raise UsageError("a link needs a name", remedy="say who links")
        with self._amending(document, language, who) as amendment:
            return amendment.link(groups, who=who, reason=reason)

    def restore(self, seq: int, *, who: str) -> tuple[BlockState, ...]:
        """Take back a waiver of a stale block, or a link: the blocks stand as they stood before it.

        Raises:
            UsageError: there is no such event, it is somebody else's, or the blocks moved on since.

        """
        with self.database.reading() as connection:
            event = next(read_events(connection, schema.event.c.seq == seq), None)
        if event is None or event.what not in {WAIVED, LINKED}:
            raise UsageError(f"event {seq} is no waiver of a block and no link")
        if event.who != who:
            raise UsageError(
                f"event {seq} is {event.who}’s", remedy="each takes back their own; decide anew"
            )
        with self._amending(event.document, Language(event.language), who) as amendment:
            return amendment.restore(event)

    @contextlib.contextmanager
    def _amending(self, document: str, language: Language, who: str) -> Iterator[Amendment]:
        source_language = self.source_language(document)
        with self.database.writing() as connection:
            pair, standing = asking.pair(connection, document, source_language, language)
            yield Amendment(
                connection,
                Appender(connection, self.clock.now().isoformat(), who),
                document,
                language,
                pair,
                standing,
                asking.standing(connection, document, source_language).versions,
            )

    def offers(self, document: str, language: Language) -> tuple[BlockState, ...]:
        """Give the stale blocks where the source moved towards what the translation says already.

        The translation may have been right first; somebody decides, and waives or edits.
        """
        source_language = self.source_language(document)
        with self.database.reading() as connection:
            _, standing = asking.pair(connection, document, source_language, language)
        offered = {one for tie in standing.ties if tie.offered for one in tie.source}
        return tuple(one for one in self.states(document, language) if one.block in offered)

    def approve_head(self, document: str, language: Language, roles: Sequence[str]) -> None:
        """Keep with a head the roles that approved it; the next change of its states clears it."""
        table = schema.head.c
        with self.database.writing() as connection:
            connection.execute(
                sa.update(schema.head)
                .where(table.document == document, table.language == language)
                .values(approved_by=canonical(sorted(set(roles))))
            )
            appender = Appender(connection, self.clock.now().isoformat(), "")
            seal_heads(connection, document, appender)
            appender.flush()

    # Recording, in chunks

    def tasks(self, jobs: Sequence[Job]) -> tuple[Task, ...]:
        """Give jobs what the ledger knows of their documents, for `prepare`."""
        with self.database.reading() as connection:
            return tuple(asking.task(connection, job, objects=self.objects.place) for job in jobs)

    def commit(self, prepared: Sequence[Prepared], *, who: str = "") -> Recorded:
        """Write what was prepared, in one transaction.

        A document that another program recorded since its task was made is left out and named in
        `conflicts`: plan it again.

        Raises:
            ServiceError: another writer did not finish in time.

        """
        made = Recorded()
        with self.database.writing() as connection:
            appender = Appender(connection, self.clock.now().isoformat(), who)
            for one in prepared:
                made += commit_one(connection, one, appender)
            appender.flush()
        return made


def _checked(content: bytes, digest: str, place: str) -> bytes:
    if sha256(bytes(content)) != digest:
        raise LedgerError(
            "is not what its digest says",
            place=place,
            cause="its bytes were altered",
            remedy="put the ledger back from a backup",
        )
    return bytes(content)

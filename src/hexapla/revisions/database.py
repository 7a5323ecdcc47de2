"""Opens the ledger's database, brings its schema up to date and gives its transactions.

SQLite runs in WAL mode with `synchronous=FULL`; a writer takes the lock when it begins, so that two
of them come one after the other. A file that may not be written is read as it is. PostgreSQL has
the same tables; there an advisory lock does it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from hexapla.errors import LedgerError, OutputError, ServiceError
from hexapla.revisions import schema

_PATIENCE = 60
"""Seconds that a writer waits for another."""
_LOCK = 0x6865_7861_706C_61
"""The key of the advisory lock: the program's name."""


class Database:
    """The ledger's tables, wherever they are."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL, and migrate it if it is older than the program.

        A SQLite file that may be read but not written is opened for reading alone.

        Raises:
            OutputError: it is not there or is older, and its folder cannot be written.
            LedgerError: it is no ledger, is damaged, or was written by a newer program.
            ServiceError: its server is out of reach.

        """
        self.url = url
        self.engine = self._engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        try:
            self._open()
        except sa.exc.OperationalError as error:
            if self.is_sqlite:
                if _is_forbidden(error):
                    raise self._unwritable(str(error.orig)) from error
                raise LedgerError(
                    "cannot be opened",
                    place=url,
                    cause=str(error.orig),
                    remedy="put the ledger back from a backup",
                ) from error
            raise ServiceError(
                "the ledger's database is out of reach",
                place=_without_password(url),
                cause=str(error.orig).strip().splitlines()[0],
                remedy="start it, or correct ledger.database in hexapla.toml",
            ) from error
        except sa.exc.DatabaseError as error:
            raise LedgerError(
                "is no ledger",
                place=_without_password(url),
                cause=str(error.orig),
                remedy="put the ledger back from a backup",
            ) from error

    def _open(self) -> None:
        try:
            self._migrate()
        except sa.exc.OperationalError as error:
            if not self.is_sqlite or not _is_forbidden(error):
                raise
            self._open_for_reading(error)

    def _open_for_reading(self, forbidden: sa.exc.OperationalError) -> None:
        """Open a file that cannot be written, or raise what forbade it.

        SQLite reads a WAL database in such a folder where the log's two files are there; where
        they are not, nobody writes to it, and it can be read as one that does not change.
        """
        file = Path(sa.engine.make_url(self.url).database or "")
        log = file.with_name(f"{file.name}-wal")
        whole = not log.exists() or log.stat().st_size == 0
        for mode in ("mode=ro", *(["mode=ro&immutable=1"] if whole else [])):
            self.engine.dispose()
            self.engine = self._engine(self.url, f"file:{quote(str(file.absolute()))}?{mode}")
            try:
                self._migrate()
            except sa.exc.OperationalError as error:
                if not _is_forbidden(error):
                    raise
            else:
                return
        raise forbidden

    def _unwritable(self, cause: str) -> OutputError:
        file = Path(sa.engine.make_url(self.url).database or "")
        return OutputError(
            "the ledger cannot be written",
            place=str(file),
            cause=cause,
            remedy=f"get the right to write into {file.parent}, "
            "or work as the user whom it belongs to",
        )

    @staticmethod
    def _engine(url: str, reading: str = "") -> Engine:
        """Make the engine; `reading` is SQLite's address of a file that is to be read alone."""
        if url.startswith("postgresql://"):
            url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        if reading:
            made = sa.create_engine(
                "sqlite://",
                creator=lambda: sqlite3.connect(reading, uri=True, check_same_thread=False),
                poolclass=sa.pool.QueuePool,
            )
        else:
            made = sa.create_engine(url)
        if made.dialect.name != "sqlite":
            return made

        @sa.event.listens_for(made, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # transactions are begun below, not by the driver
            for pragma in (
                f"busy_timeout={_PATIENCE * 1000}",
                *(() if reading else ("journal_mode=WAL", "synchronous=FULL")),
                "foreign_keys=ON",
                "cache_size=-65536",
            ):
                connection.execute(f"PRAGMA {pragma}")

        @sa.event.listens_for(made, "begin")
        def _begin(connection: Connection) -> None:
            writes = connection.get_execution_options().get("writes", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return made

    def _migrate(self) -> None:
        with self.engine.connect() as connection:
            tables = sa.inspect(connection).get_table_names()
            if "alembic_version" in tables:
                found = connection.exec_driver_sql(
                    "SELECT version_num FROM alembic_version"
                ).scalar()
                if found == schema.HEAD:
                    return
                if found is not None and found > schema.HEAD:
                    raise LedgerError(
                        f"was written by a newer program (schema {found})",
                        place=_without_password(self.url),
                        remedy="update Hexapla",
                    )
        self._upgrade()

    def _upgrade(self) -> None:
        from alembic import command  # noqa: PLC0415  only a ledger that is not up to date needs it
        from alembic.config import Config  # noqa: PLC0415  the same

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        with self.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that alone may write; it is kept whole or not at all.

        Raises:
            OutputError: the ledger may only be read, or the disk is full.
            ServiceError: another writer did not finish in time.

        """
        with self.engine.connect().execution_options(writes=True) as connection:
            try:
                with connection.begin():
                    if not self.is_sqlite:
                        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                    yield connection
            except sa.exc.OperationalError as error:
                if self.is_sqlite and _is_forbidden(error):
                    raise self._unwritable(str(error.orig)) from error
                if self.is_sqlite and _is_full(error):
                    raise OutputError(
                        "the ledger cannot be written",
                        place=_without_password(self.url),
                        cause=str(error.orig),
                        remedy="free some space and run again: what was recorded is kept",
                    ) from error
                if "locked" not in str(error.orig):
                    raise
                raise ServiceError(
                    "another program writes to the ledger",
                    place=_without_password(self.url),
                    cause=f"it did not finish in {_PATIENCE} s",
                    remedy="try again",
                ) from error

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that reads one state of the ledger."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _is_forbidden(error: sa.exc.OperationalError) -> bool:
    """Tell whether SQLite was kept from a file by the rights to it."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest of it says which kind
    return code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def _is_full(error: sa.exc.OperationalError) -> bool:
    """Tell whether SQLite had no room left, or could not write what it had to."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def _without_password(url: str) -> str:
    return sa.engine.make_url(url).render_as_string(hide_password=True)

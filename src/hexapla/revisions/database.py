"""Opens the ledger's database, brings its schema up to date and gives its transactions.

SQLite runs in WAL mode with `synchronous=FULL`; a writer takes the lock when it begins, so that two
of them come one after the other. PostgreSQL has the same tables; there an advisory lock does it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from hexapla.errors import LedgerError, ServiceError
from hexapla.revisions import schema

_PATIENCE = 60
"""Seconds that a writer waits for another."""
_LOCK = 0x6865_7861_706C_61
"""The key of the advisory lock: the program's name."""


class Database:
    """The ledger's tables, wherever they are."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL, and migrate it if it is older than the program.

        Raises:
            LedgerError: it is no ledger, is damaged, or was written by a newer program.
            ServiceError: its server is out of reach.

        """
        self.url = url
        self.engine = self._engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        try:
            self._migrate()
        except sa.exc.OperationalError as error:
            if self.is_sqlite:
                raise LedgerError(
                    "cannot be opened",
                    place=url,
                    cause=str(error.orig),
                    remedy="make the folder writable; if it is damaged, put it back from a backup",
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

    @staticmethod
    def _engine(url: str) -> Engine:
        if url.startswith("postgresql://"):
            url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        made = sa.create_engine(url)
        if made.dialect.name != "sqlite":
            return made

        @sa.event.listens_for(made, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # transactions are begun below, not by the driver
            for pragma in (
                f"busy_timeout={_PATIENCE * 1000}",
                "journal_mode=WAL",
                "synchronous=FULL",
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
            ServiceError: another writer did not finish in time.

        """
        with self.engine.connect().execution_options(writes=True) as connection:
            try:
                with connection.begin():
                    if not self.is_sqlite:
                        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                    yield connection
            except sa.exc.OperationalError as error:
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


def _without_password(url: str) -> str:
    return sa.engine.make_url(url).render_as_string(hide_password=True)

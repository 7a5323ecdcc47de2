"""What a workspace keeps for its owner alone: small SQLite files in its .hexapla folder."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from hexapla.errors import OutputError


@contextlib.contextmanager
def private_database(path: Path, tables: str) -> Iterator[sqlite3.Connection]:
    """Open a SQLite file that its owner alone can read, for one transaction.

    Raises:
        OutputError: it cannot be opened or written.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(0o600)
        connection = sqlite3.connect(path, timeout=10)
        try:
            connection.row_factory = sqlite3.Row
            connection.executescript(tables)
            with connection:
                yield connection
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        raise OutputError(
            "cannot be read or written",
            place=str(path),
            cause=str(error),
            remedy="make the workspace's .hexapla folder writable for who runs the desk",
        ) from error

"""Full-text search over the newest revisions of all documents, in SQLite's FTS5.

Words are looked for by their beginnings and without their diacritics: “kugis” finds “kuģis” and
“kuģiem” is found by “kuģ”. The index lies in `.hexapla/desk/search.sqlite` and follows the ledger:
what has changed since the last search is read again before the next.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hexapla.model import Language
from hexapla.revisions import Ledger

_TABLES = """
create table if not exists seen (document text primary key, mark text not null);
create virtual table if not exists said using fts5 (
    document unindexed, language unindexed, key unindexed, source unindexed, text,
    tokenize = 'unicode61 remove_diacritics 2'
);
"""
_WORD = re.compile(r"\w+")
_OPEN, _CLOSE = "\x02", "\x03"
_AROUND = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A block in which all words were found; `key` is its row's, `pieces` are text and whether hit.

    `is_source` tells whether it is the source's block or a translation's.
    """

    document: str
    language: Language
    key: str
    is_source: bool
    pieces: tuple[tuple[str, bool], ...]


class Index:
    """The index of a workspace."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._path, self._ledger = folder / "desk" / "search.sqlite", ledger

    def find(self, words: str, *, most: int) -> tuple[Found, ...]:
        """Give the blocks that hold every word, the likeliest first."""
        asked = [f'"{word}"*' for word in _WORD.findall(words)]
        if not asked:
            return ()
        with self._open() as connection:
            self._follow(connection)
            rows = connection.execute(
                "select document, language, key, source, snippet(said, 4, ?, ?, '…', ?) "
                "from said where said match ? order by rank, rowid limit ?",
                (_OPEN, _CLOSE, _AROUND, " ".join(asked), most),
            ).fetchall()
        return tuple(
            Found(
                document=document,
                language=Language(tag),
                key=key,
                is_source=bool(source),
                pieces=_pieces(text),
            )
            for document, tag, key, source, text in rows
        )

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._path)) as connection:
            connection.executescript(_TABLES)
            yield connection

    def _follow(self, connection: sqlite3.Connection) -> None:
        marks = self._ledger.marks()
        known = dict(connection.execute("select document, mark from seen"))
        for name in sorted(set(known) | set(marks)):
            if known.get(name) == marks.get(name):
                continue
            with connection:
                connection.execute("delete from said where document = ?", (name,))
                connection.execute("delete from seen where document = ?", (name,))
                if name in marks:
                    connection.executemany(
                        "insert into said values (?, ?, ?, ?, ?)", self._said(name)
                    )
                    connection.execute("insert into seen values (?, ?)", (name, marks[name]))

    def _said(self, name: str) -> Iterator[tuple[str, str, str, int, str]]:
        source = self._ledger.source_language(name)
        head = self._ledger.head(name, source)
        for block in self._ledger.document(head).blocks if head else ():
            yield name, source, block.id, 1, block.text
        (status,) = self._ledger.status([name]).documents
        for tag, one in status.languages.items():
            if not one.revision:
                continue
            for unit in self._ledger.units(name, Language(tag)):
                key = (unit.source or unit.target)[0].id
                if unit.target:
                    yield name, tag, key, 0, unit.target_text


def _pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    made: list[tuple[str, bool]] = []
    for part in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", marked):
        if part:
            hit = part.startswith(_OPEN)
            made.append((part.strip(_OPEN + _CLOSE), hit))
    return tuple(made)

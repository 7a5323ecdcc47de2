"""The accounts of a workspace: who may sign in to the desk, and which roles each was given.

They lie in `.hexapla/access.sqlite`, which the owner alone can read; hexapla.toml and the ledger
never hold a password or its hash. A hash is Argon2id's (RFC 9106) with the library's parameters.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sqlite3
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hexapla.errors import UsageError
from hexapla.model import Language
from hexapla.workspace import private_database

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FILE = "access.sqlite"
SHORTEST, LONGEST = 12, 256
"""The characters that a password has: NIST SP 800-63B asks for length, and for no character kinds.
The upper bound keeps a hash from being asked of a book."""
_SHORT = 3
"""Characters that stand in many words: a name so short may be in a password."""
_AT_ONCE = 2
"""Passwords that are hashed at the same time: each takes 64 MiB."""
_TABLES = """
create table if not exists account (
    name text primary key,
    person text not null unique,
    password text not null,
    grants text not null,
    epoch integer not null,
    closed integer not null
) strict
"""
_COUNTER = slice(24, 28)
"""Where a SQLite file counts its changes (its file format, 1.3.7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role that was given to somebody, narrowed to languages and families; empty: as the role."""

    role: str
    languages: tuple[Language, ...] = ()
    families: tuple[str, ...] = ()

    def covers(self, language: str, family: str) -> bool:
        """Whether it reaches a language (“”: any one) of a family (“”: none in particular)."""
        in_language = not self.languages or not language or language in self.languages
        return in_language and (not self.families or family in self.families)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. `person` is the name that decisions carry.

    `epoch` grows with whatever ends its sessions: a new password, other roles, its closing.
    """

    name: str
    person: str
    grants: tuple[Grant, ...] = ()
    has_password: bool = False
    epoch: int = 0
    closed: bool = False


class Users:
    """The accounts of a workspace. Every call reads and writes the file; processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._known: tuple[object, tuple[User, ...]] = (None, ())
        self._hashing = threading.BoundedSemaphore(_AT_ONCE)

    def all(self) -> tuple[User, ...]:
        """Give the accounts, closed ones among them, by name."""
        try:
            with self.path.open("rb") as stream:
                told = os.fstat(stream.fileno())
                state = (stream.read(_COUNTER.stop)[_COUNTER], told.st_ino, told.st_mtime_ns)
        except FileNotFoundError:
            return ()
        if self._known[0] != state:
            with self._open() as connection:
                rows = connection.execute("select * from account order by name").fetchall()
            self._known = (state, tuple(_user(row) for row in rows))
        return self._known[1]

    def get(self, name: str) -> User | None:
        """Give the account of a name, in any case and form of its letters; or None."""
        wanted = folded(name)
        return next((one for one in self.all() if one.name == wanted), None)

    def of_person(self, person: str) -> User | None:
        """Give the account of a person, or None."""
        return next((one for one in self.all() if one.person == person), None)

    def check(self, name: str, password: str) -> User | None:
        """Give the account if the password is its own.

        An unknown name, a closed account and one without a password take the same work as a wrong
        password: a hash is checked in any case.
        """
        found = self.get(name)
        with self._open() as connection:
            row = connection.execute(
                "select password from account where name = ? and closed = 0", (folded(name),)
            ).fetchone()
        kept, dummy = row["password"] if row else "", _dummy()
        with self._hashing:
            right = _matches(kept or dummy, password)
        return found if right and kept else None

    def add(self, name: str, person: str, password: str = "", grants: Sequence[Grant] = ()) -> User:
        """Make an account, or open a closed one of the same person again.

        Without a password it can be used through a proxy or a provider alone.

        Raises:
            UsageError: name or person is taken or empty, or the password is too weak.

        """
        wanted, called = folded(name), _plain(person) or _plain(name)
        if not wanted or any(not one.isprintable() for one in wanted + called):
            raise UsageError("an account needs a name", remedy="give letters, digits, @ . - _")
        for one in self.all():
            if one.closed and one.name == wanted and one.person == called:
                continue
            # A role's people are named either way: no account is called what another's person is.
            theirs = {one.name, folded(one.person)}
            if theirs & {wanted, folded(called)}:
                raise UsageError(
                    f"“{wanted}” is taken by {one.person}"
                    if wanted in theirs
                    else f"“{called}” has the account “{one.name}”",
                    remedy="choose another name; what somebody decided stays under theirs",
                )
        row = (wanted, called, self._hashed(wanted, password), _packed(grants))
        with self._open() as connection:
            connection.execute(
                "insert into account values (?, ?, ?, ?, 0, 0) on conflict (name) do update set"
                " password = excluded.password, grants = excluded.grants,"
                " epoch = epoch + 1, closed = 0",
                row,
            )
        return self._there(wanted)

    def set_password(self, name: str, password: str) -> User:
        """Give an account another password; its sessions end.

        Raises:
            UsageError: there is no such account, or the password is too weak.

        """
        found = self._there(name)
        return self._change(found, "password = ?", self._hashed(found.name, password))

    def grant(self, name: str, grants: Sequence[Grant]) -> User:
        """Give a person's account these roles in place of those it had; its sessions end.

        Raises:
            UsageError: there is no such account.

        """
        return self._change(self._there(name), "grants = ?", _packed(grants))

    def close(self, name: str) -> User:
        """Close an account: nobody signs in to it, and what its person decided still counts.

        Raises:
            UsageError: there is no such account.

        """
        return self._change(self._there(name), "closed = 1, password = ?", "")

    def _there(self, name: str) -> User:
        found = self.get(name)
        if found is None:
            known = ", ".join(one.name for one in self.all() if not one.closed)
            raise UsageError(
                f"there is no account “{name}”",
                remedy=f"use one of: {known}" if known else "make one with `hexapla users add`",
            )
        return found

    def _change(self, user: User, what: str, value: str) -> User:
        # `what` is one of the three texts above, never anybody's input.
        order = f"update account set {what}, epoch = epoch + 1 where name = ?"  # noqa: S608
        with self._open() as connection:
            connection.execute(order, (value, user.name))
        return self._there(user.name)

    def _hashed(self, name: str, password: str) -> str:
        if not password:
            return ""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(
                "the password has {count} characters",
                remedy="take {least} to {most}; a few words that do not belong together",
                facts={"count": len(password), "least": SHORTEST, "most": LONGEST},
            )
        if (len(name) > _SHORT and name in folded(password)) or len(set(password)) < SHORTEST // 3:
            raise UsageError(
                "the password is easily guessed",
                remedy="leave the name and repetitions out",
                facts={},
            )
        with self._hashing:
            return _hasher().hash(_normal(password))

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with private_database(self.path, _TABLES) as connection:
            yield connection


def folded(name: str) -> str:
    """Give an account's name as it is compared: NFKC, without case and blanks around it."""
    return _plain(unicodedata.normalize("NFKC", name)).casefold()


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _normal(password: str) -> str:
    """Give a password in one form: keyboards differ in how they compose the same letter."""
    return unicodedata.normalize("NFKC", password)


@functools.cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415  only who has accounts needs it

    return PasswordHasher()


@functools.cache
def _dummy() -> str:
    """Give a hash that no password fits: of bytes that nobody can type."""
    return _hasher().hash(b"\xff\xfe")


def _matches(kept: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        return _hasher().verify(kept, _normal(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _packed(grants: Sequence[Grant]) -> str:
    return json.dumps(
        [[one.role, sorted(one.languages), sorted(one.families)] for one in grants],
        ensure_ascii=False,
    )


def _user(row: sqlite3.Row) -> User:
    return User(
        name=row["name"],
        person=row["person"],
        grants=tuple(
            Grant(
                role=role,
                languages=tuple(Language(tag) for tag in languages),
                families=tuple(families),
            )
            for role, languages, families in json.loads(row["grants"])
        ),
        has_password=bool(row["password"]),
        epoch=row["epoch"],
        closed=bool(row["closed"]),
    )

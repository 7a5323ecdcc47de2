"""Sessions, failed sign-ins and sign-ins under way, in `.hexapla/sessions.sqlite`.

The desk may be restarted, or run in several processes: what stands here outlives it. Of a session's
token only the SHA-256 is kept; who reads the file cannot take a session over.
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hexapla.workspace import Auth, Clock, private_database

_TABLES = """
create table if not exists session (
    key text primary key, user text not null, person text not null, via text not null,
    epoch integer not null, begun integer not null, used integer not null
) strict;
create table if not exists failure (key text not null, at integer not null) strict;
create index if not exists failure_by_key on failure (key, at);
create table if not exists pending (
    key text primary key, nonce text not null, verifier text not null, next text not null,
    browser text not null, at integer not null
) strict
"""
_BYTES = 32
_TOUCHED = 30
"""Seconds: a session's use is written down no oftener."""
_PENDING = 600
"""Seconds that somebody has at the provider."""
_MOST_PENDING = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody's session. `epoch` is their account's when it began; times are seconds."""

    user: str
    person: str
    via: str
    epoch: int
    begun: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A sign-in that is under way at a provider, for one browser: its session's token."""

    nonce: str
    verifier: str
    next: str
    browser: str


def new_token() -> str:
    """Give a token that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(_BYTES)


class Sessions:
    """The sessions of a desk."""

    def __init__(self, folder: Path, auth: Auth, time: Clock) -> None:
        self._path, self._auth, self._time = folder / "sessions.sqlite", auth, time

    def begin(self, *, user: str, person: str, via: str, epoch: int) -> str:
        """Begin a session under a new token; give the token."""
        token, now = new_token(), self._now()
        with self._open() as connection:
            idle, longest = self._limits()
            connection.execute(
                "delete from session where used < ? or begun < ?", (now - idle, now - longest)
            )
            connection.execute(
                "insert into session values (?, ?, ?, ?, ?, ?, ?)",
                (_key(token), user, person, via, epoch, now, now),
            )
        return token

    def find(self, token: str) -> Session | None:
        """Give the session of a token, and note its use; None where it has ended."""
        now = self._now()
        idle, longest = self._limits()
        with self._open() as connection:
            row = connection.execute(
                "select user, person, via, epoch, begun, used from session where key = ?"
                " and used >= ? and begun >= ?",
                (_key(token), now - idle, now - longest),
            ).fetchone()
            if row is None:
                return None
            if now - row["used"] >= _TOUCHED:
                connection.execute("update session set used = ? where key = ?", (now, _key(token)))
        return Session(**dict(row))

    def end(self, token: str) -> None:
        """End a session."""
        with self._open() as connection:
            connection.execute("delete from session where key = ?", (_key(token),))

    def has_one(self, user: str, via: str) -> bool:
        """Whether somebody has a session that was used of late."""
        with self._open() as connection:
            return (
                connection.execute(
                    "select 1 from session where user = ? and via = ? and used >= ?",
                    (user, via, self._now() - self._limits()[0]),
                ).fetchone()
                is not None
            )

    # Failed sign-ins

    def attempt(self, *, address: str, name: str) -> int:
        """Note that a sign-in is tried; give the seconds that it has to wait instead, or 0.

        A try counts as failed until it has `succeeded`: many at the same time are as many. One that
        has to wait counts for nothing, so who waits gets in.
        """
        window, now = self._auth.window_minutes * 60, self._now()
        limits = (
            (_address_key(address), self._auth.attempts_by_address),
            (_name_key(name), self._auth.attempts),
        )
        with self._open() as connection:
            connection.execute("begin immediate")
            connection.execute("delete from failure where at <= ?", (now - window,))
            waits = [
                rows[-1]["at"] + window - now
                for key, most in limits
                if len(
                    rows := connection.execute(
                        "select at from failure where key = ? order by at desc limit ?",
                        (key, most),
                    ).fetchall()
                )
                >= most
            ]
            if waits:
                return int(max(waits))
            connection.executemany(
                "insert into failure values (?, ?)", [(key, now) for key, _ in limits]
            )
        return 0

    def succeeded(self, *, address: str, name: str) -> None:
        """Forget the failures of an account, and of its address the try that did not fail."""
        with self._open() as connection:
            connection.execute("delete from failure where key = ?", (_name_key(name),))
            connection.execute(
                "delete from failure where rowid ="
                " (select rowid from failure where key = ? order by at desc limit 1)",
                (_address_key(address),),
            )

    # Sign-ins under way at a provider

    def ask(self, pending: Pending) -> str:
        """Keep what a sign-in at a provider will be checked against; give its state."""
        state, now = new_token(), self._now()
        with self._open() as connection:
            connection.execute("delete from pending where at < ?", (now - _PENDING,))
            connection.execute(
                "delete from pending where key in"
                " (select key from pending order by at desc limit -1 offset ?)",
                (_MOST_PENDING,),
            )
            connection.execute(
                "insert into pending values (?, ?, ?, ?, ?, ?)",
                (
                    _key(state),
                    pending.nonce,
                    pending.verifier,
                    pending.next,
                    _key(pending.browser),
                    now,
                ),
            )
        return state

    def answered(self, state: str, browser: str) -> Pending | None:
        """Give what was kept under a state, once; None where it is too old or another browser's."""
        with self._open() as connection:
            row = connection.execute(
                "delete from pending where key = ? returning nonce, verifier, next, browser, at",
                (_key(state),),
            ).fetchone()
        if row is None or row["at"] < self._now() - _PENDING or row["browser"] != _key(browser):
            return None
        return Pending(
            nonce=row["nonce"], verifier=row["verifier"], next=row["next"], browser=browser
        )

    def _limits(self) -> tuple[int, int]:
        return self._auth.idle_minutes * 60, self._auth.absolute_hours * 3600

    def _now(self) -> int:
        return int(self._time.now().timestamp())

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with private_database(self._path, _TABLES) as connection:
            yield connection


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _address_key(address: str) -> str:
    # A house has the last 64 bits of an IPv6 address to itself.
    if ":" in address:
        return f"address {ipaddress.ip_network((address, 64), strict=False)}"
    return f"address {address}"


def _name_key(name: str) -> str:
    # What was typed as a name may be a password: it is not kept as it is.
    return f"name {_key(name)}"

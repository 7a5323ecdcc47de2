"""What goes to a worker process to be prepared, and what comes back; all of it can be pickled."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hexapla.errors import HexaplaError
from hexapla.model import BlockState, Language, Revision, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """What the file system says of a file; equal twice: nobody wrote to it in between."""

    size: int
    mtime: int
    ctime: int
    inode: int

    @classmethod
    def of(cls, path: str) -> Stat:
        """Ask the file system.

        Raises:
            OSError: it does not know the file.

        """
        found = os.stat(path)  # noqa: PTH116  60,000 files are asked for in a row
        return cls(
            size=found.st_size,
            mtime=found.st_mtime_ns,
            ctime=found.st_ctime_ns,
            inode=found.st_ino,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFile:
    """A file to look at. `digest` is known where the file system says it is as it was."""

    path: str
    place: str
    language: Language
    number: int | None
    stat: Stat | None
    digest: str = ""
    follows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document in which something may have changed: its files, oldest first, source first."""

    document: str
    source_language: Language
    wanted: tuple[Language, ...]
    declared: Mapping[str, int | str]
    declared_before: Mapping[str, int | str]
    dates: Mapping[str, date]
    files: tuple[JobFile, ...]
    vanished: tuple[str, ...] = ()
    follows: int | None = None
    override: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the ledger holds of one language of a document."""

    revisions: tuple[Revision, ...]
    path: str
    reading: bytes
    standing: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job with what the ledger knows of the document, for `prepare`."""

    job: Job
    serial: int
    source_before: str
    known: Mapping[Language, Known]
    objects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a language of a document stands. Number 0: there is no file."""

    language: Language
    number: int
    path: str
    follows: int | None
    state: State
    since: int | None
    standing: bytes
    states: tuple[BlockState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a task came to, for the ledger's `commit`.

    `stood` says after each revision how every translation of the document stood then.
    """

    job: Job
    serial: int
    revisions: tuple[tuple[Revision, bytes], ...]
    stood: tuple[Mapping[Language, State], ...]
    heads: tuple[Head, ...]
    seen: tuple[JobFile, ...]
    gone: tuple[str, ...]
    unchanged: int
    troubles: tuple[HexaplaError, ...]

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to tell but what the file system says."""
        return not self.revisions and not self.heads

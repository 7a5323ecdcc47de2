"""Work as files: a worker is told a folder and a number, whatever it is and wherever it runs.

The function with what all its calls share is written once, each batch and each result in a file of
its own. What travels is two small values, so a thread's process pool and a Dask worker on another
machine that has the workspace at the same path are handed the very same thing; and Prefect, which
looks into every parameter, finds nothing to look into.
"""

from __future__ import annotations

import functools
import os
import pickle
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hexapla.errors import OutputError

A = TypeVar("A")
R = TypeVar("R")

WORK, GIVEN, MADE = "work", "given", "made"
PREFIX = "parcels"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One batch of work: where its files are, and which of them."""

    folder: str
    number: int

    def do(self) -> None:
        """Do the work, by whatever process has this; leave what it made beside what was given.

        Raises:
            Exception: what the work raises.

        """
        work = _work(self.folder)
        _write(self._path(MADE), work(_read(self._path(GIVEN))))

    def made(self) -> Any:
        """Give what the work made, once it is done; its file is gone then."""
        made = _read(self._path(MADE))
        self._path(MADE).unlink()
        return made

    def _path(self, what: str) -> Path:
        return Path(self.folder) / f"{what}-{self.number}"


@contextmanager
def parcels(
    private: Path, work: Callable[[A], Any], batches: Sequence[A]
) -> Iterator[tuple[Parcel, ...]]:
    """Write work and batches into a new folder below `private`; it is removed with the block.

    Args:
        private: the workspace's private folder; what a killed run left there is removed first.
        work: a function of a module, or a partial of one.
        batches: what it is called with.

    Raises:
        OutputError: they cannot be written.

    """
    _forget_those_of_the_dead(private)
    try:
        private.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}@{_here()}@{os.getpid()}@", dir=private))
    except OSError as error:
        raise _unwritten(private, error) from error
    try:
        _write(folder / WORK, work)
        for number, batch in enumerate(batches):
            _write(folder / f"{GIVEN}-{number}", batch)
        yield tuple(Parcel(str(folder), number) for number in range(len(batches)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_those_of_the_dead(private: Path) -> None:
    """Remove what a killed run of this machine left; those of others may be at work."""
    for folder in sorted(private.glob(f"{PREFIX}@{_here()}@*@*")):
        if not _is_running(int(folder.name.split("@")[2])):
            shutil.rmtree(folder, ignore_errors=True)


def _here() -> str:
    return socket.gethostname().replace("@", "-")


def _is_running(process: int) -> bool:
    if os.name != "posix":  # elsewhere this signal would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@functools.lru_cache(maxsize=1)
def _work(folder: str) -> Callable[[Any], Any]:
    """Read a step's function once a worker process: what its calls share may be large."""
    work: Callable[[Any], Any] = _read(Path(folder) / WORK)
    return work


def _write(path: Path, content: object) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_bytes(pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL))
        part.replace(path)
    except OSError as error:
        raise _unwritten(path.parent, error) from error


def _unwritten(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        "cannot be written",
        place=str(folder),
        cause=error.strerror or str(error),
        remedy="make the folder writable, or free some space",
    )


def _read(path: Path) -> Any:
    # Written by this very run into a folder that it made, which nobody else may look into.
    return pickle.loads(path.read_bytes())  # noqa: S301

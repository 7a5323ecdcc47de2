"""The content-addressed store: each object under its SHA-256, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hexapla.errors import LedgerError, OutputError, ServiceError
from hexapla.workspace import write_atomically

_DIGEST_LENGTH = 64


class Objects:
    """A folder, or any fsspec address, of objects named by what they hold.

    An object never changes; putting it twice is putting it once.
    """

    def __init__(self, place: str) -> None:
        self.place = place
        self._remote: Any = None
        self._root = Path(place)
        if "://" in place and not place.startswith("file://"):
            import fsspec  # noqa: PLC0415  a folder needs none of it

            self._remote, self._base = fsspec.core.url_to_fs(place)
        elif place.startswith("file://"):
            self._root = Path(place.removeprefix("file://"))

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest[2:]

    def _address(self, digest: str) -> str:
        return f"{self._base}/{digest[:2]}/{digest[2:]}"

    def put(self, content: bytes) -> str:
        """Keep `content` and give its digest; when this returns it is on the disk.

        Raises:
            OutputError: the store cannot be written.

        """
        digest = hashlib.sha256(content).hexdigest()
        if self.has(digest):
            return digest
        if self._remote is not None:
            try:
                self._remote.pipe_file(self._address(digest), content)
            except Exception as error:
                raise OutputError(
                    "cannot be written",
                    place=self.place,
                    cause=str(error),
                    remedy="see that the store can be reached and written",
                ) from error
            return digest
        path = self._path(digest)
        fresh = not path.parent.is_dir()
        write_atomically(path, content)
        _sync_folder(path.parent)
        if fresh:
            _sync_folder(path.parent.parent)
        return digest

    def has(self, digest: str) -> bool:
        """Tell whether the object is there."""
        if self._remote is not None:
            return bool(self._remote.exists(self._address(digest)))
        return self._path(digest).is_file()

    def get(self, digest: str) -> bytes:
        """Give an object's content, checked against its digest.

        Raises:
            LedgerError: it is not there, or it is not what its name says.

        """
        place = f"{self.place}/{digest[:2]}/{digest[2:]}"
        try:
            if self._remote is not None:
                content: bytes = self._remote.cat_file(self._address(digest))
            else:
                content = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise LedgerError(
                "an object of the ledger is missing",
                place=place,
                remedy="put it back from a backup; `hexapla ledger doctor` lists what is missing",
            ) from error
        except OSError as error:
            raise ServiceError(
                "cannot be read",
                place=place,
                cause=str(error),
                remedy="see that the store can be reached",
            ) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise LedgerError(
                "an object of the ledger is not what its name says",
                place=place,
                cause="its bytes were altered",
                remedy="put it back from a backup",
            )
        return content

    def written(self, digest: str) -> float:
        """Give when an object was put, in seconds since 1970; 0 where the store does not know."""
        if self._remote is None:
            return self._path(digest).stat().st_mtime
        try:
            return float(self._remote.modified(self._address(digest)).timestamp())
        except (NotImplementedError, OSError):
            return 0.0

    def remove(self, digest: str) -> None:
        """Take an object away, as garbage collection does."""
        if self._remote is not None:
            self._remote.rm_file(self._address(digest))
        else:
            self._path(digest).unlink(missing_ok=True)

    def leftovers(self) -> Iterator[Path]:
        """Give the files of objects that a killed program did not finish."""
        if self._remote is None and self._root.is_dir():
            yield from sorted(self._root.glob("*/.*.part*"))

    def __iter__(self) -> Iterator[str]:
        """Give the digests of all objects, sorted."""
        if self._remote is not None:
            with contextlib.suppress(FileNotFoundError):
                found = (
                    "".join(str(path).rsplit("/", 2)[-2:]) for path in self._remote.find(self._base)
                )
                yield from sorted(one for one in found if len(one) == _DIGEST_LENGTH)
            return
        if not self._root.is_dir():
            return
        for folder in sorted(self._root.iterdir()):
            if folder.is_dir():
                for path in sorted(folder.iterdir()):
                    if len(folder.name + path.name) == _DIGEST_LENGTH:
                        yield folder.name + path.name


def _sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

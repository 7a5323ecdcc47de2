"""Brings files from the configured sources into the workspace, atomically, keeping what stands.

A source is a folder or any address that fsspec knows. Only files whose names fit the pattern come
in; a name that would leave the documents' folder, a link that leaves the source, and a file beyond
the cap are troubles. What a pulled file replaces is kept by its digest in `.hexapla/replaced/`, so
that nothing that a person put there and nobody recorded is lost.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from hexapla.errors import HexaplaError, InputError, ServiceError
from hexapla.workspace import Source, Workspace, write_atomically
from hexapla.workspace.files import name_pattern

LARGEST = 256 * 1024 * 1024
"""The largest file that is pulled, in bytes."""
_SECRET = re.compile(r"//[^/@\s]+@")
_REFUSED = re.compile(r"\b(401|403|Unauthorized|Forbidden|AccessDenied|ExpiredToken|Auth\w*Exc)")
"""What HTTP, S3 and SSH call credentials that they do not take (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What a pull did: the files that are new or changed, how many stood already, what failed."""

    written: tuple[Path, ...] = ()
    unchanged: int = 0
    troubles: tuple[HexaplaError, ...] = field(default=())


def pull(workspace: Workspace, *, only: Iterable[str] = ()) -> Pulled:
    """Pull from every source of the workspace, or from those named in `only`.

    A source out of reach is a trouble (`ServiceError`); the others are pulled all the same.

    Raises:
        InputError: `only` names a source that is not configured.

    """
    wanted = set(only)
    unknown = wanted - {source.name for source in workspace.config.sources}
    if unknown:
        raise InputError(
            f"there is no source “{min(unknown)}”",
            place="hexapla.toml",
            remedy="name one of [[sources]], or leave the name out",
        )
    written: list[Path] = []
    troubles: list[HexaplaError] = []
    unchanged = 0
    for source in workspace.config.sources:
        if wanted and source.name not in wanted:
            continue
        try:
            for target, content in _offered(workspace, source, troubles):
                if _same(target, content):
                    unchanged += 1
                else:
                    _keep_replaced(workspace, target)
                    write_atomically(target, content)
                    written.append(target)
        except HexaplaError as error:
            troubles.append(error)
    return Pulled(written=tuple(sorted(written)), unchanged=unchanged, troubles=tuple(troubles))


def _offered(
    workspace: Workspace, source: Source, troubles: list[HexaplaError]
) -> Iterator[tuple[Path, bytes]]:
    """Give each file that the source offers, and where it belongs, in the order of names."""
    filesystem, root = _filesystem(workspace, source)
    pattern = name_pattern(source.rename or workspace.config.documents.pattern)
    local = getattr(filesystem, "protocol", "") in {"file", "local", ("file", "local")}
    for path in _names(filesystem, root, source):
        relative = path[len(root) :].lstrip("/")
        if not _included(relative, source):
            continue
        found = pattern.fullmatch(relative)
        if found is None or ".." in PurePosixPath(relative).parts:
            continue
        place = f"{source.name}:{relative}"
        if local and not Path(path).resolve().is_relative_to(Path(root).resolve()):
            troubles.append(
                InputError(
                    "is a link that leads out of the source",
                    place=place,
                    remedy="put the file itself there",
                )
            )
            continue
        try:
            size = filesystem.size(path) or 0
            if size > LARGEST:
                troubles.append(
                    InputError(
                        f"is larger than {LARGEST // 1024**2} MiB",
                        place=place,
                        remedy="make it smaller, most often its images",
                    )
                )
                continue
            content: bytes = filesystem.cat_file(path)
        except Exception as error:  # noqa: BLE001  each kind of source brings errors of its own
            troubles.append(
                _trouble("cannot be read", place, source, error, "check its permissions")
            )
            continue
        parts = found.groupdict()
        parts.setdefault("document", source.document)
        name = workspace.config.documents.pattern.format(**parts)
        yield workspace.documents_root / name, content


def _filesystem(workspace: Workspace, source: Source) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415  fsspec is slow to import, pulls are rare

    url = os.path.expandvars(source.url)
    if "://" not in url:
        url = str((workspace.root / Path(url).expanduser()).resolve())
    try:
        filesystem, root = url_to_fs(url, **source.options)
        if not filesystem.isdir(root):
            raise FileNotFoundError(root)  # noqa: TRY301  as a library would
    except Exception as error:  # each kind of source brings errors of its own
        remedy = "check the address and the connection, then pull again"
        problem = f"the source “{source.name}” is out of reach"
        raise _trouble(problem, source.url, source, error, remedy) from error
    return filesystem, str(root)


def _trouble(
    problem: str, place: str, source: Source, error: Exception, remedy: str
) -> ServiceError:
    """Say what went wrong with a source: what has run out by name, and no secret."""
    said = f"{type(error).__name__}: {error}".replace(os.path.expandvars(source.url), source.url)
    if _REFUSED.search(said) or getattr(error, "status", 0) in {401, 403}:
        remedy = f"renew the credentials of [[sources]] “{source.name}”, then pull again"
    return ServiceError(
        problem,
        place=_SECRET.sub("//…@", place),
        cause=_SECRET.sub("//…@", said),
        remedy=remedy,
    )


def _names(filesystem: Any, root: str, source: Source) -> list[str]:
    try:
        return sorted(str(name) for name in filesystem.find(root))
    except Exception as error:  # each kind of source brings errors of its own
        problem = f"the source “{source.name}” cannot be listed"
        remedy = "check the connection, then pull again"
        raise _trouble(problem, source.url, source, error, remedy) from error


def _included(relative: str, source: Source) -> bool:
    """Whether the patterns let the file in; ** also stands for no folder at all."""

    def fits(patterns: Iterable[str]) -> bool:
        return any(
            fnmatch.fnmatch(relative, one)
            or (one.startswith("**/") and fnmatch.fnmatch(relative, one[3:]))
            for one in patterns
        )

    return fits(source.include) and not fits(source.exclude)


def _same(target: Path, content: bytes) -> bool:
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except FileNotFoundError:
        return False


def _keep_replaced(workspace: Workspace, target: Path) -> None:
    if target.is_file():
        old = target.read_bytes()
        kept = workspace.private / "replaced" / hashlib.sha256(old).hexdigest() / target.name
        if not kept.exists():
            write_atomically(kept, old)

"""Brings files from the configured sources into the workspace, atomically, keeping what stands.

A source is a folder or any address that fsspec knows. Only files whose names fit the pattern come
in; a name that would leave the documents' folder, a link that leaves the source, and a file beyond
the cap are troubles. A file is taken when the source has another one than it gave last time: what
was edited here since then stands until the partner's own changes. What a pulled file replaces is
kept by its digest in `.hexapla/replaced/`, so that nothing that nobody recorded is lost.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from hexapla.errors import HexaplaError, InputError
from hexapla.sources.places import Place, open_place
from hexapla.workspace import Source, Workspace, write_atomically
from hexapla.workspace.files import name_pattern

_TAKEN = "taken.json"
LARGEST = 256 * 1024 * 1024
"""The largest file that is pulled, in bytes."""


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
    taken = _taken(workspace)
    known = dict(taken)
    for source in workspace.config.sources:
        if wanted and source.name not in wanted:
            continue
        try:
            for said, target, content in _offered(workspace, source, troubles):
                digest = hashlib.sha256(content).hexdigest()
                if (taken.get(said) == digest and target.is_file()) or _same(target, content):
                    unchanged += 1
                else:
                    _keep_replaced(workspace, target)
                    write_atomically(target, content)
                    written.append(target)
                taken[said] = digest
        except HexaplaError as error:
            troubles.append(error)
    if taken != known:
        listed = json.dumps(taken, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(workspace.private / _TAKEN, listed.encode())
    return Pulled(written=tuple(sorted(written)), unchanged=unchanged, troubles=tuple(troubles))


def _taken(workspace: Workspace) -> dict[str, str]:
    """Give the digest of each file as its source gave it last; nothing where nothing is known."""
    try:
        return dict(json.loads((workspace.private / _TAKEN).read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _offered(
    workspace: Workspace, source: Source, troubles: list[HexaplaError]
) -> Iterator[tuple[str, Path, bytes]]:
    """Give each file that the source offers, and where it belongs, in the order of names."""
    place = open_place(workspace, source)
    filesystem, root = place.filesystem, place.root
    documents = workspace.config.documents.pattern
    # A mailbox has no folders: of the documents' pattern the file's own name is left.
    pattern = name_pattern(
        source.rename or (documents.rpartition("/")[2] if place.flat else documents)
    )
    for path in _names(place):
        relative = path[len(root) :].lstrip("/")
        if not _included(relative, source):
            continue
        found = pattern.fullmatch(relative)
        if found is None or ".." in PurePosixPath(relative).parts:
            continue
        said = f"{source.name}:{relative}"
        if place.local and not Path(path).resolve().is_relative_to(Path(root).resolve()):
            troubles.append(
                InputError(
                    "is a link that leads out of the source",
                    place=said,
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
                        place=said,
                        remedy="make it smaller, most often its images",
                    )
                )
                continue
            content: bytes = filesystem.cat_file(path)
        except Exception as error:  # noqa: BLE001  each kind of source brings errors of its own
            troubles.append(place.trouble("cannot be read", said, error, "check its permissions"))
            continue
        parts = found.groupdict()
        parts.setdefault("document", source.document)
        name = documents.format(**parts)
        yield said, workspace.documents_root / name, content


def _names(place: Place) -> list[str]:
    source = place.source
    try:
        return sorted(str(name) for name in place.filesystem.find(place.root))
    except Exception as error:  # each kind of source brings errors of its own
        problem = f"the source “{source.name}” cannot be listed"
        remedy = "check the connection, then pull again"
        raise place.trouble(problem, source.url, error, remedy) from error


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

"""A pack as a BagIt bag (RFC 8493): its files under data/, their SHA-256 beside them.

Plain ``sha256sum -c manifest-sha256.txt`` checks the same as `verify`. Nothing in the bag tells
when or where it was made.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hexapla import __version__
from hexapla.errors import OutputError
from hexapla.workspace import write_atomically

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST = "manifest-sha256.txt"
_TAGS = "tagmanifest-sha256.txt"
_LINE = re.compile(r"([0-9A-Fa-f]{64}) [ *]?(.+)")


def write_bag(
    folder: Path,
    payload: Mapping[str, bytes],
    *,
    tags: Mapping[str, bytes],
    title: str,
    number: str,
    dated: date | None,
) -> None:
    """Write a bag in place of what the folder holds: whole, or not at all.

    `payload` names files under data/, `tags` files beside it.

    Raises:
        OutputError: the folder cannot be written.

    """
    part = folder.with_name(f".{folder.name}.part")
    old = folder.with_name(f".{folder.name}.old")
    try:
        for gone in (part, old):
            if gone.exists():
                shutil.rmtree(gone)
        part.mkdir(parents=True)
        _write(part, payload, tags, _info(payload, title, number, dated))
        if folder.exists():
            folder.rename(old)
        part.rename(folder)
        if old.exists():
            shutil.rmtree(old)
    except OSError as error:
        raise OutputError(
            "cannot be written",
            place=str(folder),
            cause=error.strerror or str(error),
            remedy="make the folder writable, or free some space",
        ) from error


def _write(part: Path, payload: Mapping[str, bytes], tags: Mapping[str, bytes], info: str) -> None:
    sums = [
        f"{hashlib.sha256(content).hexdigest()}  data/{name}"
        for name, content in sorted(payload.items())
    ]
    beside = {
        "bagit.txt": _DECLARATION.encode(),
        "bag-info.txt": info.encode(),
        _MANIFEST: ("\n".join(sums) + "\n").encode(),
        **tags,
    }
    tag_sums = [
        f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(beside.items())
    ]
    beside[_TAGS] = ("\n".join(tag_sums) + "\n").encode()
    for name, content in sorted(payload.items()):
        write_atomically(part / "data" / name, content)
    (part / "data").mkdir(exist_ok=True)
    for name, content in sorted(beside.items()):
        write_atomically(part / name, content)


def _info(payload: Mapping[str, bytes], title: str, number: str, dated: date | None) -> str:
    size = sum(len(content) for content in payload.values())
    lines = [
        ("Bag-Software-Agent", f"hexapla {__version__}"),
        ("Bagging-Date", (dated or date(1980, 1, 1)).isoformat()),
        ("External-Description", " ".join(title.split())),
        ("External-Identifier", number),
        ("Payload-Oxum", f"{size}.{len(payload)}"),
    ]
    return "".join(f"{name}: {said}\n" for name, said in lines if said)


def verify(path: Path) -> tuple[str, ...]:
    """Check a pack's folder against its manifests; give the problems, none where it is intact.

    A problem is a line: the file and what is wrong with it. A file too many is a problem as well.
    """
    if not path.is_dir():
        return (f"{path}: there is no such folder",)
    if not (path / "bagit.txt").is_file() or not (path / _MANIFEST).is_file():
        return (f"{path}: is no bag: bagit.txt or {_MANIFEST} is missing",)
    problems: list[str] = []
    listed = _checked(path, _MANIFEST, problems)
    present = {
        found.relative_to(path).as_posix()
        for root, _, names in os.walk(path / "data")
        for found in (Path(root) / name for name in names)
    }
    problems += [f"{name}: is not in {_MANIFEST}" for name in sorted(present - listed)]
    if (path / _TAGS).is_file():
        _checked(path, _TAGS, problems)
    else:
        problems.append(f"{_TAGS}: is missing")
    problems += _oxum(path, present)
    return tuple(dict.fromkeys(problems))


def _checked(path: Path, manifest: str, problems: list[str]) -> set[str]:
    listed: set[str] = set()
    try:
        lines = (path / manifest).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{manifest}: cannot be read ({error})")
        return listed
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None:
            problems.append(f"{manifest}:{number}: is no line of a manifest")
            continue
        name = found[2].strip()
        target = (path / name).resolve()
        if not target.is_relative_to(path.resolve()):
            problems.append(f"{manifest}:{number}: leads out of the pack: {name}")
            continue
        if name in listed:
            problems.append(f"{manifest}:{number}: names {name} twice")
        listed.add(name)
        if not target.is_file():
            problems.append(f"{name}: is missing")
        elif _sum(target) != found[1].lower():
            problems.append(f"{name}: has been changed")
    return listed


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _oxum(path: Path, present: set[str]) -> list[str]:
    try:
        info = (path / "bag-info.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ["bag-info.txt: cannot be read"]
    found = re.search(r"^Payload-Oxum: (\d+)\.(\d+)$", info, re.MULTILINE)
    size = sum((path / name).stat().st_size for name in present)
    if found and (int(found[1]), int(found[2])) != (size, len(present)):
        promised = f"{found[2]} files of {found[1]} bytes are promised"
        return [f"bag-info.txt: {promised}, {len(present)} of {size} are there"]
    return []

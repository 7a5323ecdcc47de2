"""The whole ledger as an OCFL 1.1 storage root, and back.

Source: Oxford Common File Layout 1.1 (https://ocfl.io/1.1/spec/) and its extension 0003, hashed
n-tuple trees with the object's id. A document is an object whose versions are the ledger's
recordings; its state holds every revision as ``<language>/<number>/<file name>``. One more object
holds the tables, a JSON line a row, so that `import_ocfl` gives the same ledger again, its chain of
events included.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hexapla.errors import LedgerError, OutputError, UsageError
from hexapla.revisions import schema
from hexapla.revisions.encoding import canonical, sha256
from hexapla.revisions.ledger import Ledger

_LAYOUT = "0003-hash-and-id-n-tuple-storage-layout"
_TUPLES, _WIDTH = 3, 3
_LONGEST = 100
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_LEDGER = "urn:hexapla:ledger"
_DOCUMENT = "urn:hexapla:document:"
_TABLES = (
    schema.event,
    schema.document,
    schema.revision,
    schema.reading,
    schema.head,
    schema.standing,
    schema.block_state,
)


@dataclass(slots=True)
class _Version:
    """A version of an object: when, by whom, and the files that it adds (path: content)."""

    at: str
    who: str
    message: str
    files: dict[str, bytes] = field(default_factory=dict)


def export_ocfl(ledger: Ledger, root: Path) -> int:
    """Write the ledger as an OCFL storage root into an empty folder; give the number of objects.

    Raises:
        UsageError: the folder is not empty.
        OutputError: it cannot be written.
        LedgerError: an object of the ledger is missing or was altered.

    """
    if root.exists() and any(root.iterdir()):
        raise UsageError("is not empty", place=str(root), remedy="name a new folder")
    try:
        root.mkdir(parents=True, exist_ok=True)
        _write_root(root)
        with ledger.database.reading() as connection:
            count = 0
            for name, versions in _documents(connection, ledger):
                _write_object(root, _DOCUMENT + name, versions)
                count += 1
            _write_object(root, _LEDGER, [_tables(connection)])
    except OSError as error:
        raise OutputError(
            "cannot be written",
            place=str(root),
            cause=error.strerror or str(error),
            remedy="make the folder writable, or free some space",
        ) from error
    return count + 1


def _write_root(root: Path) -> None:
    (root / "0=ocfl_1.1").write_text("ocfl_1.1\n", encoding="ascii")
    layout = {"extension": _LAYOUT, "description": "Hashed n-tuple trees with the object's id"}
    (root / "ocfl_layout.json").write_text(json.dumps(layout, indent=2), encoding="utf-8")
    config = root / "extensions" / _LAYOUT / "config.json"
    config.parent.mkdir(parents=True)
    said = {
        "extensionName": _LAYOUT,
        "digestAlgorithm": "sha256",
        "tupleSize": _WIDTH,
        "numberOfTuples": _TUPLES,
    }
    config.write_text(json.dumps(said, indent=2), encoding="utf-8")


def _folder(root: Path, name: str) -> Path:
    digest = sha256(name.encode())
    parts = [digest[k * _WIDTH : (k + 1) * _WIDTH] for k in range(_TUPLES)]
    encoded = "".join(chr(byte) if byte in _SAFE else f"%{byte:02x}" for byte in name.encode())
    if len(encoded) > _LONGEST:
        encoded = f"{encoded[:_LONGEST]}-{digest}"
    return root.joinpath(*parts, encoded)


def _documents(connection: Connection, ledger: Ledger) -> Iterator[tuple[str, list[_Version]]]:
    events = schema.event.c
    names = connection.execute(sa.select(schema.document.c.name).order_by(schema.document.c.name))
    for name in names.scalars().all():
        revisions = connection.execute(
            sa.select(schema.revision, events.at, events.who)
            .join(schema.event, events.seq == schema.revision.c.seq)
            .where(schema.revision.c.document == name)
            .order_by(schema.revision.c.seq)
        ).all()
        ends = (
            connection.execute(
                sa.select(events.seq)
                .where(events.document == name, events.what == "stands")
                .order_by(events.seq)
            )
            .scalars()
            .all()
        )
        versions: list[_Version] = []
        made_for = -1
        for row in revisions:
            end = next((seq for seq in ends if seq > row.seq), row.seq)
            if end != made_for:
                versions.append(_Version(at=row.at, who=row.who, message="hexapla record"))
                made_for = end
            file_name = PurePosixPath(row.path).name or "content"
            versions[-1].files[f"{row.language}/{row.number}/{file_name}"] = ledger.content(
                row.digest
            )
        if versions:
            yield name, versions


def _tables(connection: Connection) -> _Version:
    last = connection.execute(
        sa.select(schema.event).order_by(schema.event.c.seq.desc()).limit(1)
    ).first()
    made = _Version(
        at=last.at if last else "1970-01-01T00:00:00+00:00", who="", message="hexapla ledger export"
    )
    for table in _TABLES:
        rows = connection.execute(sa.select(table).order_by(*table.primary_key.columns))
        lines = (canonical(_plain(row._mapping)) for row in rows)  # noqa: SLF001  its public way
        made.files[f"{table.name}.jsonl"] = "".join(line + "\n" for line in lines).encode()
    made.files["schema.json"] = canonical({"schema": schema.HEAD}).encode()
    return made


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(key): base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for key, value in row.items()
    }


def _write_object(root: Path, name: str, versions: list[_Version]) -> None:
    folder = _folder(root, name)
    folder.mkdir(parents=True)
    (folder / "0=ocfl_object_1.1").write_text("ocfl_object_1.1\n", encoding="ascii")
    manifest: dict[str, list[str]] = {}
    fixity: dict[str, list[str]] = {}
    state: dict[str, list[str]] = {}
    told: dict[str, Any] = {}
    content = b""
    for number, version in enumerate(versions, 1):
        label = f"v{number}"
        for path, data in sorted(version.files.items()):
            digest = hashlib.sha512(data).hexdigest()
            if digest not in manifest:
                place = f"{label}/content/{path}"
                target = folder / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                manifest[digest] = [place]
                fixity.setdefault(sha256(data), []).append(place)
            state.setdefault(digest, []).append(path)
        told[label] = {
            "created": version.at,
            "message": version.message,
            "user": {"name": version.who or "hexapla", "address": "urn:hexapla:ledger"},
            "state": {digest: sorted(paths) for digest, paths in state.items()},
        }
        inventory = {
            "id": name,
            "type": "https://ocfl.io/1.1/spec/#inventory",
            "digestAlgorithm": "sha512",
            "head": label,
            "contentDirectory": "content",
            "manifest": manifest,
            "fixity": {"sha256": fixity},
            "versions": told,
        }
        content = json.dumps(inventory, ensure_ascii=False, indent=1, sort_keys=True).encode()
        (folder / label).mkdir(exist_ok=True)
        _write_inventory(folder / label, content)
    _write_inventory(folder, content)


def _write_inventory(folder: Path, content: bytes) -> None:
    (folder / "inventory.json").write_bytes(content)
    digest = hashlib.sha512(content).hexdigest()
    (folder / "inventory.json.sha512").write_text(f"{digest} inventory.json\n", encoding="ascii")


def import_ocfl(ledger: Ledger, root: Path) -> int:
    """Build an empty ledger from what `export_ocfl` wrote; give the number of revisions.

    Every inventory and file is checked against its digest first.

    Raises:
        LedgerError: the root is damaged or is no export, or the ledger is not empty.

    """
    if not (root / "0=ocfl_1.1").is_file():
        raise LedgerError("is no OCFL 1.1 storage root", place=str(root))
    with ledger.database.reading() as connection:
        if connection.execute(sa.select(schema.event.c.seq).limit(1)).first():
            raise LedgerError(
                "the ledger is not empty",
                place=ledger.database.url,
                remedy="import into a new workspace",
            )
    tables: dict[str, bytes] = {}
    for inventory_path in sorted(root.glob("*/*/*/*/inventory.json")):
        inventory = _inventory(inventory_path)
        files = _contents(inventory_path.parent, inventory)
        if inventory["id"] == _LEDGER:
            tables = files
        else:
            for content in files.values():
                ledger.objects.put(content)
    if "event.jsonl" not in tables:
        raise LedgerError("holds no ledger", place=str(root), remedy="name an export of a ledger")
    return _load(ledger, root, tables)


def _load(ledger: Ledger, root: Path, tables: Mapping[str, bytes]) -> int:
    count = 0
    said = json.loads(tables.get("schema.json", b"{}")).get("schema")
    if said != schema.HEAD:
        raise LedgerError(
            f"was written with schema {said}, this program has {schema.HEAD}",
            place=str(root),
            remedy="export it again with this program",
        )
    with ledger.database.writing() as connection:
        for table in _TABLES:
            blobs = {column.name for column in table.c if isinstance(column.type, sa.LargeBinary)}
            lines = tables[f"{table.name}.jsonl"].decode().splitlines()
            rows: list[dict[str, Any]] = [
                {
                    key: base64.b64decode(value) if key in blobs else value
                    for key, value in json.loads(line).items()
                }
                for line in lines
            ]
            if table is schema.revision:
                count = len(rows)
                for row in rows:
                    if not ledger.objects.has(row["digest"]):
                        raise LedgerError(
                            f"lacks revision {row['number']} of “{row['document']}” "
                            f"in {row['language']}",
                            place=str(root),
                        )
            for start in range(0, len(rows), 500):
                connection.execute(sa.insert(table), rows[start : start + 500])
    return count


def _inventory(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    sidecar = path.with_name("inventory.json.sha512")
    said = sidecar.read_text(encoding="ascii").split()[:1] if sidecar.is_file() else []
    if said != [hashlib.sha512(content).hexdigest()]:
        raise LedgerError("is not what its digest says", place=str(path))
    made: dict[str, Any] = json.loads(content)
    return made


def _contents(folder: Path, inventory: Mapping[str, Any]) -> dict[str, bytes]:
    """Give the files of an object's head by their logical path, each checked."""
    made: dict[str, bytes] = {}
    for digest, paths in inventory["versions"][inventory["head"]]["state"].items():
        place = folder / inventory["manifest"][digest][0]
        if not place.resolve().is_relative_to(folder.resolve()):
            raise LedgerError("names a file outside of its object", place=str(folder))
        try:
            content = place.read_bytes()
        except OSError as error:
            raise LedgerError("is missing", place=str(place)) from error
        if hashlib.sha512(content).hexdigest() != digest:
            raise LedgerError("is not what its digest says", place=str(place))
        for path in paths:
            made[path] = content
    return made

"""Readings and standings as bytes: JSON in a fixed order, compressed; equal things, equal bytes."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hexapla.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    Finding,
    Language,
    Location,
    Mark,
    Severity,
    State,
)
from hexapla.revisions.standing import Tie, Versions

_LEVEL = 6


def canonical(body: Any) -> str:
    """Give JSON that is the same for the same content: sorted keys, no white space."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(content: bytes) -> str:
    """Give the SHA-256 of bytes as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file; “” where it cannot be read."""
    try:
        return sha256(path.read_bytes())
    except OSError:
        return ""


def pack(body: Any) -> bytes:
    """Give a JSON body as compressed bytes."""
    return zlib.compress(canonical(body).encode(), _LEVEL)


def unpack(content: bytes) -> Any:
    """Give the body that `pack` took."""
    return json.loads(zlib.decompress(content))


def pack_document(document: Document) -> bytes:
    """Give a document, as it was read, as bytes."""
    return pack(
        {
            "name": document.name,
            "language": document.language,
            "digest": document.digest,
            "media": document.media,
            "properties": dict(document.properties),
            "blocks": [_block(block) for block in document.blocks],
            "troubles": [_finding(finding) for finding in document.troubles],
        }
    )


def unpack_document(content: bytes) -> Document:
    """Give the document that `pack_document` took."""
    raw = unpack(content)
    return Document(
        name=raw["name"],
        language=Language(raw["language"]),
        digest=raw["digest"],
        media=raw["media"],
        blocks=tuple(_unblock(one) for one in raw["blocks"]),
        properties=raw["properties"],
        troubles=tuple(_unfinding(one) for one in raw["troubles"]),
    )


def _block(block: Block) -> list[Any]:
    cell = block.cell
    made: list[Any] = [
        block.id,
        block.kind.value,
        block.text,
        block.path,
        block.level,
        block.label,
        block.language,
        [[mark.start, mark.end, mark.kind, mark.value] for mark in block.marks],
        [cell.table, cell.row, cell.column, cell.row_span, cell.column_span] if cell else None,
        block.hint,
    ]
    return made


def _unblock(raw: list[Any]) -> Block:
    name, kind, text, path, level, label, tag, marks, cell, hint = raw
    return Block(
        id=name,
        kind=BlockKind(kind),
        text=text,
        path=path,
        level=level,
        label=label,
        language=Language(tag) if tag else None,
        marks=tuple(Mark(start=s, end=e, kind=k, value=v) for s, e, k, v in marks),
        cell=Cell(table=cell[0], row=cell[1], column=cell[2], row_span=cell[3], column_span=cell[4])
        if cell
        else None,
        hint=hint,
    )


def _finding(finding: Finding) -> dict[str, Any]:
    made = asdict(finding)
    made["severity"] = int(finding.severity)
    made["evidence"] = dict(finding.evidence)
    return made


def _unfinding(raw: Mapping[str, Any]) -> Finding:
    fields = dict(raw)
    fields["severity"] = Severity(fields["severity"])
    fields["location"] = Location(**fields["location"])
    return Finding(**fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the ledger knows of a head beyond its bytes.

    `origins` gives of each block the revision in which its text last changed.
    A source has `versions`, a translation has `ties`.
    """

    origins: Mapping[str, int]
    versions: Versions
    ties: tuple[Tie, ...] = ()


EMPTY = Standing(origins={}, versions={})


def pack_standing(standing: Standing) -> bytes:
    """Give a standing as bytes."""
    return pack(
        {
            "origins": dict(standing.origins),
            "versions": {
                key: [list(one) for one in value] for key, value in standing.versions.items()
            },
            "ties": [tie_as_json(tie) for tie in standing.ties],
        }
    )


def unpack_standing(content: bytes) -> Standing:
    """Give the standing that `pack_standing` took."""
    raw = unpack(content)
    return Standing(
        origins=raw["origins"],
        versions={
            key: tuple((one[0], one[1]) for one in value) for key, value in raw["versions"].items()
        },
        ties=tuple(tie_of(one) for one in raw["ties"]),
    )


def tie_as_json(tie: Tie) -> dict[str, Any]:
    """Leave out what has its usual value: a translation has thousands of ties."""
    made: dict[str, Any] = {
        "s": list(tie.source),
        "t": list(tie.target),
        "state": tie.state.value,
        "since": tie.since,
        "base": tie.base,
        "was": tie.was,
        "score": round(tie.score, 6),
        "offered": tie.offered,
        "waived": tie.waived,
        "also": list(tie.also),
        "linked": tie.linked,
    }
    return {key: value for key, value in made.items() if value or key in {"s", "t", "score"}}


def tie_of(raw: Mapping[str, Any]) -> Tie:
    """Give the tie that `tie_as_json` took."""
    return Tie(
        source=tuple(raw["s"]),
        target=tuple(raw["t"]),
        state=State(raw["state"]),
        since=raw.get("since"),
        base=raw.get("base", ""),
        was=raw.get("was", ""),
        score=raw["score"],
        offered=raw.get("offered", False),
        waived=raw.get("waived", ""),
        also=tuple(raw.get("also", ())),
        linked=raw.get("linked", ""),
    )

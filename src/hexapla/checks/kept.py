"""Findings kept between runs, a file a document, so that only what changed is checked again.

A document's findings are kept under a key: the digest of everything that they depend on (the heads
of its languages, the glossary, the rules, the configuration). Another key means: check again.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hexapla.model import Finding, Language, Location, Severity
from hexapla.workspace import write_atomically

FORM = 1
"""The form of the files; another one is checked again."""


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """The folder that findings are kept in."""

    folder: Path

    def get(self, document: str, key: str) -> tuple[Finding, ...] | None:
        """Give the document's findings, or None where they are not kept under this key."""
        try:
            kept = json.loads(self._path(document).read_bytes())
            if kept["form"] != FORM or kept["key"] != key:
                return None
            return tuple(_finding(one) for one in kept["findings"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, document: str, key: str, findings: Sequence[Finding]) -> None:
        """Keep the document's findings under the key, in place of what was kept before.

        Raises:
            OutputError: the folder cannot be written.

        """
        kept = {"form": FORM, "key": key, "findings": [dataclasses.asdict(one) for one in findings]}
        write_atomically(
            self._path(document), json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()
        )

    def forget_all_but(self, documents: Iterable[str]) -> None:
        """Remove what is kept of documents that are no more."""
        there = {self._path(document) for document in documents}
        if self.folder.is_dir():
            for path in sorted(self.folder.glob("*.json")):
                if path not in there:
                    path.unlink()

    def _path(self, document: str) -> Path:
        return self.folder / f"{document.replace('/', '%2F')}.json"


def _finding(kept: dict[str, Any]) -> Finding:
    return Finding(
        **{
            **kept,
            "severity": Severity(kept["severity"]),
            "language": Language(kept["language"]),
            "location": Location(**kept["location"]),
        }
    )

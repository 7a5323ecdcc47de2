"""What was looked at, kept between runs, a file a document, so that only what changed is looked at.

It is kept under a key: the digest of everything that it depends on (where the document stands in
the ledger, the glossary, the rules, the configuration). Another key means: look again.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hexapla.checks.rule import Observation
from hexapla.errors import HexaplaError
from hexapla.model import Finding, Language, Location, Severity
from hexapla.workspace import write_atomically

FORM = 2
"""The form of the files; another one is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What looking at one document gave. Its observations wait for those of the others."""

    document: str
    key: str
    findings: tuple[Finding, ...]
    observations: tuple[Observation, ...] = ()
    troubles: tuple[HexaplaError, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """The folder that it is kept in."""

    folder: Path

    def get(self, document: str, key: str) -> Looked | None:
        """Give what was seen in the document, or None where it is not kept under this key."""
        try:
            kept = json.loads(self._path(document).read_bytes())
            if kept["form"] != FORM or kept["key"] != key:
                return None
            return Looked(
                document=document,
                key=key,
                findings=tuple(_finding(one) for one in kept["findings"]),
                observations=tuple(_observation(one) for one in kept["observations"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, looked: Looked) -> None:
        """Keep what was seen in a document, in place of what was kept before.

        Raises:
            OutputError: the folder cannot be written.

        """
        kept = {
            "form": FORM,
            "key": looked.key,
            "findings": [dataclasses.asdict(one) for one in looked.findings],
            "observations": [
                {**one._asdict(), "location": dataclasses.asdict(one.location)}
                for one in looked.observations
            ],
        }
        write_atomically(
            self._path(looked.document),
            json.dumps(kept, ensure_ascii=False, sort_keys=True).encode(),
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


def _observation(kept: dict[str, Any]) -> Observation:
    return Observation(
        **{
            **kept,
            "language": Language(kept["language"]),
            "location": Location(**kept["location"]),
        }
    )

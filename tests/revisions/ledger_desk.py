"""A small workspace with its ledger, for the tests of revisions."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from hexapla.model import Language, State
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace

CLOCK = FixedClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


class Desk:
    """A workspace, and the ledger that goes with it, for tests."""

    def __init__(self, root: Path, source: str = "en", targets: tuple[str, ...] = ("lv",)) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        (root / "hexapla.toml").write_text(
            f'[languages]\nsource = "{source}"\ntargets = {json.dumps(targets)}\n', encoding="utf-8"
        )
        self.workspace = Workspace.open(root)

    def put(self, tag: str, *paragraphs: str, document: str = "plan", number: int = 0) -> Path:
        folder = self.root / "source_docs" / document
        if number:
            folder = folder / "revisions" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{document}.{tag}.md"
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        return path

    def configure(self, text: str, document: str = "plan") -> None:
        folder = self.root / "source_docs" / document
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "document.toml").write_text(text, encoding="utf-8")

    def record(self, **options):
        with self.ledger() as ledger:
            return record(self.workspace, ledger, **options)

    def ledger(self) -> Ledger:
        return Ledger.open(self.workspace, CLOCK)

    def version(self, tag: str = "lv", document: str = "plan"):
        with self.ledger() as ledger:
            found = {one.document: one for one in ledger.status().documents}
        return found[document].languages[Language(tag)]

    def states(self, tag: str = "lv", document: str = "plan") -> list[State]:
        with self.ledger() as ledger:
            return [one.state for one in ledger.states(document, Language(tag))]

"""When each person last looked at a translation: what is new to them since.

A visit lasts as long as its requests are no further apart than half an hour; what is new stays new
for all of it. Kept in `.hexapla/desk/looks.json`: a look is nobody's decision, and no event.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from hexapla.workspace import write_atomically

_VISIT = timedelta(minutes=30)


class Looks:
    """The looks of everybody. A look is the newest event before the visit, the one now, when."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "desk" / "looks.json"
        self._kept: dict[str, dict[str, list[int | str]]] = {}
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(self._path.read_bytes())
            self._kept = {str(name): dict(of) for name, of in read.items()}

    def look(self, person: str, what: str, latest: int, now: datetime) -> int | None:
        """Note that a person looks now; give the newest event when they last did, None: never."""
        known = self._kept.setdefault(person, {})
        before = known.get(what)
        if before is None:
            known[what] = [latest, latest, now.isoformat()]
            self._save()
            return None
        since, until, at = int(before[0]), int(before[1]), datetime.fromisoformat(str(before[2]))
        if now - at > _VISIT:
            since = until
        made: list[int | str] = [since, latest, now.isoformat()]
        if made != before:
            known[what] = made
            self._save()
        return since

    def since(self, person: str, what: str) -> int | None:
        """Give the newest event when a person last looked, without a look."""
        known = self._kept.get(person, {}).get(what)
        return None if known is None else int(known[0])

    def seen(self, person: str, latest: Mapping[str, int], now: datetime) -> None:
        """Note that a person has seen all there is."""
        known = self._kept.setdefault(person, {})
        known.update({what: [seq, seq, now.isoformat()] for what, seq in latest.items()})
        self._save()

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._kept, ensure_ascii=False, sort_keys=True, indent=1)
        write_atomically(self._path, text.encode())

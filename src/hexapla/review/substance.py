"""What a release is bound to: what a person was shown when they were asked about a pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hexapla.errors import InputError
from hexapla.model import digest


class OtherPackError(InputError):
    """A pack is not what was approved; nothing was sealed. `changes` says what is another."""

    def __init__(self, pack: str, changes: tuple[str, ...]) -> None:
        self.changes = changes
        more = f"; and {len(changes) - 1} more" if len(changes) > 1 else ""
        super().__init__(
            "is not what was approved; nothing was sealed",
            place=f"pack {pack}",
            cause=f"{changes[0]}{more}",
            remedy="look at the draft as it is now, and release it anew",
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return (OtherPackError, (self.place.removeprefix("pack "), self.changes))


def substance(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Give what a person decides on when they release a pack, by name, from its manifest.

    The texts, the glossary and the rules, the layout and its languages: whatever of these is
    another makes it another pack. Who signed off may be added meanwhile; that is what was asked.
    """
    made = {
        f"{one['document']}, {one['language']}": f"revision {one['number']}, {one['digest'][:16]}"
        for one in manifest["revisions"]
    }
    return {
        **made,
        "the glossary": str(manifest["glossary"])[:16],
        "the rules": str(manifest["rules"])[:16],
        "the layout": str(manifest["layout"]),
        "the languages": ", ".join(manifest["languages"]),
        "what is missing": "; ".join(manifest.get("missing", ())),
    }


def substance_digest(given: Mapping[str, str]) -> str:
    """Give the digest of what a release is bound to."""
    return digest(*(part for pair in sorted(given.items()) for part in pair))


def changed(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Say what is another in a pack than it was when it was approved, a line each."""
    return tuple(
        f"{name}: {then.get(name) or 'nothing'} was approved, {now.get(name) or 'nothing'} is there"
        for name in sorted(then.keys() | now.keys())
        if then.get(name, "") != now.get(name, "")
    )

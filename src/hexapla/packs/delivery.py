"""Where packs go, and what may go there.

A target is a function of the pack's folder, its name and an address, registered in the entry-point
group hexapla.targets; `[targets.NAME]` in hexapla.toml names one with its address and label. What
is for restricted distribution goes into no pack and to no target that does not carry that label.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from hexapla.errors import ConfigurationError, HexaplaError, OutputError, UsageError
from hexapla.model import PackSpec
from hexapla.packs.content import Item
from hexapla.plugins import load
from hexapla.workspace import Workspace

GROUP = "hexapla.targets"
RESTRICTED = "restricted"
Target = Callable[[Path, str, str], None]
"""What an entry point of hexapla.targets gives: takes a pack's folder, the name it has there, and
the address; raises OutputError or ServiceError where it cannot be delivered."""


def permitted(
    items: Sequence[Item], spec: PackSpec, troubles: list[HexaplaError]
) -> tuple[Item, ...]:
    """Give the documents that may stand in the pack; one that may not is added to `troubles`.

    A document whose distribution is “restricted” stands only in a pack with that label.
    """
    if spec.label == RESTRICTED:
        return tuple(items)
    troubles += (
        ConfigurationError(
            f"“{one.name}” is left out of the pack “{spec.name}”",
            place="hexapla.toml",
            cause="its distribution is restricted, and the pack does not carry that label",
            remedy=f'set packs.{spec.name}.label = "{RESTRICTED}", or name other documents',
        )
        for one in items
        if one.distribution == RESTRICTED
    )
    return tuple(one for one in items if one.distribution != RESTRICTED)


def deliver(workspace: Workspace, spec: PackSpec, made: Path) -> list[HexaplaError]:
    """Deliver a pack to each of its targets; give what could not be done. None stops another."""
    troubles: list[HexaplaError] = []
    for name in spec.targets:
        try:
            _deliver(workspace, spec, made, name)
        except HexaplaError as error:
            troubles.append(error)
    return troubles


def _deliver(workspace: Workspace, spec: PackSpec, made: Path, name: str) -> None:
    known = workspace.config.targets
    if name not in known:
        raise ConfigurationError(
            f"“packs.{spec.name}.targets”: there is no target “{name}”",
            place=str(workspace.root / "hexapla.toml"),
            remedy=f"use one of: {', '.join(sorted(known)) or 'none yet; add [targets.NAME]'}",
        )
    target = known[name]
    if spec.label == RESTRICTED and target.label != RESTRICTED:
        raise ConfigurationError(
            f"the pack “{spec.name}” is not delivered to “{name}”",
            place=str(workspace.root / "hexapla.toml"),
            cause="the pack is restricted, and the target does not carry that label",
            remedy=f'set targets.{name}.label = "{RESTRICTED}" if only those entitled can read it',
        )
    give = load(GROUP, target.kind)
    if not callable(give):
        raise UsageError(f"the target “{target.kind}” is no function", place=GROUP)
    give(made, spec.name, _absolute(workspace.root, target.address))


def _absolute(root: Path, address: str) -> str:
    """Give an address that is a path from the workspace; one with a scheme stays as it is."""
    return address if "://" in address else str(root / address)


def folder(made: Path, name: str, address: str) -> None:
    """Copy a pack into a folder as `name`: whole, or not at all, in place of an earlier one.

    Raises:
        OutputError: the folder cannot be written.

    """
    place = Path(address)
    there, part, old = (place / one for one in (name, f".{name}.part", f".{name}.old"))
    try:
        for gone in (part, old):
            if gone.exists():
                shutil.rmtree(gone)
        place.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, part)
        if there.exists():
            there.rename(old)
        part.rename(there)
        if old.exists():
            shutil.rmtree(old)
    except OSError as error:
        raise OutputError(
            "cannot be delivered",
            place=str(there),
            cause=error.strerror or str(error),
            remedy="make the folder writable, or free some space",
        ) from error

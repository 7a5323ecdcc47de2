"""The extension points: entry points, loaded by name, sorted, never twice.

Built-in readers, checks, sections, targets, languages and flows are registered in pyproject.toml by
the same road that a stranger's package takes.
"""

from __future__ import annotations

import functools
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from hexapla.errors import UsageError


@functools.cache
def registered(group: str) -> dict[str, EntryPoint]:
    """Give the entry points of `group` (say ``hexapla.readers``), sorted by name.

    Raises:
        UsageError: two packages register the same name.

    """
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        earlier = found.get(point.name)
        if earlier is not None and earlier.value != point.value:
            raise UsageError(
                f"two packages register “{point.name}” in {group}",
                cause=f"{earlier.value} and {point.value}",
                remedy="uninstall one of the two packages",
            )
        found[point.name] = point
    return found


@functools.cache
def load(group: str, name: str) -> Any:
    """Import and give the object that `name` stands for in `group`.

    Raises:
        UsageError: nothing of that name is registered; the message lists what is.

    """
    points = registered(group)
    if name not in points:
        raise UsageError(
            f"there is no “{name}” among {group}",
            remedy=f"use one of: {', '.join(points) or 'none installed'}",
        )
    return points[name].load()

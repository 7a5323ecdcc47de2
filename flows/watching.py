"""Runs when something has changed: looks every few seconds, waits until a file has stood still.

Where a Prefect API is configured it also tells it: the event `hexapla.source.changed`, once a
document, starts the deployments that wait for it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from flows.engines import run
from flows.runner import Say
from hexapla.workspace import Workspace

EVENT = "hexapla.source.changed"
Look = dict[str, tuple[int, int]]


def watch(
    workspace: Workspace,
    *,
    every: float,
    quiet_for: float,
    say: Say,
    once: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Look every `every` seconds; run when files changed and stood still for `quiet_for` seconds.

    Stops by an interrupt, or after the first run where `once` is true.
    """
    say(f"watching {workspace.root}")
    done = look(workspace)
    while True:
        sleep(every)
        seen = look(workspace)
        if seen == done:
            continue
        sleep(quiet_for)
        if look(workspace) != seen:
            continue
        changed = sorted(path for path in {*seen, *done} if seen.get(path) != done.get(path))
        say(f"changed: {', '.join(changed[:5])}{' …' if len(changed) > 5 else ''}")  # noqa: PLR2004
        _tell(workspace, changed)
        published = run(workspace, pull=False, say=say)
        say(published.summary())
        for trouble in published.troubles:
            say(str(trouble))
        done = seen
        if once:
            return


def look(workspace: Workspace) -> Look:
    """Give size and time of every document and glossary file, by path."""
    seen: Look = {}
    for root in (workspace.documents_root, workspace.glossary_root):
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.name.startswith((".", "~$")):
                continue
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file():
                name = path.relative_to(workspace.root).as_posix()
                seen[name] = (stat.st_size, stat.st_mtime_ns)
    return seen


def _tell(workspace: Workspace, changed: list[str]) -> None:
    if not os.environ.get("PREFECT_API_URL"):
        return
    from prefect.events import emit_event  # noqa: PLC0415  Prefect is slow to import

    root = Path(workspace.config.documents.root)
    documents = {
        Path(path).relative_to(root).parts[0] for path in changed if Path(path).is_relative_to(root)
    }
    for document in sorted(documents):
        emit_event(
            event=EVENT,
            resource={"prefect.resource.id": f"hexapla.document.{document}"},
            payload={"document": document, "workspace": str(workspace.root)},
        )

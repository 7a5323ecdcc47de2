"""Runs when something has changed: looks every few seconds, waits until a file has stood still.

Where a Prefect API is configured it is told instead: the event `hexapla.source.changed`, once a
document, starts the deployment `arrival`, so that the run is where the others are.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from flows.api import reached
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
        if os.environ.get("PREFECT_API_URL"):
            for document in tell(workspace, changed):
                say(f"told Prefect: {document}")
        else:
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


def tell(workspace: Workspace, changed: Sequence[str]) -> tuple[str, ...]:
    """Tell the Prefect API that is configured of changed files, once a document; give those.

    A changed glossary concerns every document: it is told as one change without a document.

    Raises:
        ServiceError: the API is out of reach.

    """
    reached(os.environ["PREFECT_API_URL"])
    from prefect.events import emit_event  # noqa: PLC0415  Prefect is slow to import

    from flows.sending import sent  # noqa: PLC0415  the same

    root = Path(workspace.config.documents.root)
    documents = {
        Path(path).relative_to(root).parts[0] if Path(path).is_relative_to(root) else ""
        for path in changed
    }
    for document in sorted(documents):
        emit_event(
            event=EVENT,
            resource={
                "prefect.resource.id": f"hexapla.document.{document or 'glossary'}",
                "prefect.resource.name": document or "glossary",
                "hexapla.workspace": str(workspace.root),
            },
            payload={"document": document, "workspace": str(workspace.root)},
        )
    sent()
    return tuple(document or "glossary" for document in sorted(documents))

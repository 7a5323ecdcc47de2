"""One run at a time works on a workspace, whatever started it: a command, a watch, any deployment.

Prefect counts the runs of one deployment alone; a workspace has several, and commands beside them.
The lock is the operating system's (flock(2)): it goes with the process that held it, so a run that
was killed leaves none behind.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.runner import Say
from hexapla.errors import ServiceError
from hexapla.workspace import Workspace

LOCK = "run.lock"
"""The file in the workspace's private folder that is locked; it stays, and is empty."""


class BusyError(ServiceError):
    """Another run works on the workspace, and `[run] concurrency` says not to wait for it."""


@contextmanager
def turn(workspace: Workspace, say: Say) -> Iterator[None]:
    """Hold the workspace for one run; wait for another one's end, and say so.

    Raises:
        BusyError: another run works on it, and `[run] concurrency` is "refuse".

    """
    workspace.private.mkdir(parents=True, exist_ok=True)
    with (workspace.private / LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if workspace.config.run.concurrency == "refuse":
                raise busy(workspace.root) from None
            say("another run works on this workspace; this one goes on when that has ended")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def busy(root: Path) -> BusyError:
    """Give the error of a workspace that another run works on."""
    return BusyError(
        "another run works on this workspace",
        place=str(root),
        remedy='run it again after that, or set `[run] concurrency = "wait"`',
    )

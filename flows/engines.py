"""Runs the order by an engine: `local` without Prefect, `prefect` with it, `auto` as configured.

The work is planned first; a run with nothing to do starts no server and imports no Prefect.
"""

from __future__ import annotations

import os
from pathlib import Path

from flows import order
from flows.api import drain, private_api
from flows.runner import LocalRunner, Say
from hexapla.errors import UsageError
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

ENGINES = ("auto", "local", "prefect")


def run(
    workspace: Workspace, request: order.Request, *, engine: str = "auto", say: Say
) -> order.Published:
    """Run the whole order on the workspace and give what it made.

    Raises:
        UsageError: there is no such engine.
        ServiceError: Prefect's API is out of reach or did not start.

    """
    if engine not in ENGINES:
        raise UsageError(f"there is no engine “{engine}”", remedy=f"use {', '.join(ENGINES)}")
    with Ledger.open(workspace, clock()) as ledger:
        if not order.pending(workspace, ledger, request):
            return order.kept(workspace, ledger)
        configured = bool(os.environ.get("PREFECT_API_URL"))
        if engine == "local" or (engine == "auto" and not configured):
            runner = LocalRunner(say, workers=workspace.config.run.workers)
            return order.publish(workspace, ledger, request, runner)
    if configured:
        return _by_prefect(workspace, request)
    with private_api(_cache(), say) as api:
        os.environ.update(api.environment())
        published = _by_prefect(workspace, request)
        drain(api, published.run, published.tasks)
    return published


def _by_prefect(workspace: Workspace, request: order.Request) -> order.Published:
    from flows.publish import PublishParameters, publish_here  # noqa: PLC0415  Prefect is slow

    return publish_here(
        PublishParameters(
            workspace=str(workspace.root),
            documents=list(request.documents),
            packs=list(request.packs),
            pull=request.pull,
            force=request.force,
        )
    )


def _cache() -> Path:
    """Give the user's cache folder, by the XDG base directory specification."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hexapla"

"""Runs the order by an engine: `local` without Prefect, `prefect` with it, `auto` as configured.

The work is planned first; a run with nothing to do starts no server and imports no Prefect.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from pathlib import Path

from flows import order
from flows.api import PrivateApi, drain, private_api, reached
from flows.runner import LocalRunner, Say
from flows.turns import turn
from hexapla.errors import UsageError
from hexapla.model import Published
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

ENGINES = ("auto", "local", "prefect")


def run(
    workspace: Workspace,
    *,
    documents: Sequence[str] = (),
    packs: Sequence[str] = (),
    pull: bool = True,
    force: bool = False,
    engine: str = "auto",
    say: Say,
) -> Published:
    """Run the whole order on the workspace and give what it made.

    Raises:
        UsageError: there is no such engine, document or pack.
        ServiceError: Prefect's API is out of reach or did not start, or another run works on the
            workspace and it is not to be waited for.

    """
    if engine not in ENGINES:
        raise UsageError(f"there is no engine “{engine}”", remedy=f"use {', '.join(ENGINES)}")
    request = order.Request(documents=tuple(documents), packs=tuple(packs), pull=pull, force=force)
    configured = bool(os.environ.get("PREFECT_API_URL"))
    here = engine == "local" or (engine == "auto" and not configured)
    with Ledger.open(workspace, clock()) as ledger:
        pulls = pull and bool(workspace.config.sources)
        # Someone may have to be told that a translation has been stale for too long.
        tells = bool(workspace.config.notify.stale_days)
        nothing_to_do = None if pulls or tells else order.idle(workspace, ledger, request)
        if nothing_to_do is not None:
            return nothing_to_do
        if here:
            runner = LocalRunner(say, workers=workspace.config.run.workers)
            with turn(workspace, say):
                return order.publish(workspace, ledger, request, runner)
    return _by_prefect(workspace, request, configured=configured, say=say)


def _by_prefect(
    workspace: Workspace, request: order.Request, *, configured: bool, say: Say
) -> Published:
    parameters = {
        "workspace": str(workspace.root),
        "documents": list(request.documents),
        "packs": list(request.packs),
        "pull": request.pull,
        "force": request.force,
    }
    if configured:
        reached(os.environ["PREFECT_API_URL"])
        from flows.publish import PublishParameters, publish_here  # noqa: PLC0415  slow to import

        return publish_here(PublishParameters.model_validate(parameters))[0]
    with private_api(cache_folder(), say, meanwhile=_client_of) as api:
        from flows.publish import PublishParameters, publish_here  # noqa: PLC0415  after its API

        published, flow_run, tasks = publish_here(PublishParameters.model_validate(parameters))
        drain(api, flow_run, tasks)
    return published


def _client_of(api: PrivateApi) -> None:
    """Import Prefect's client while its server starts; it reads where that is when imported."""
    os.environ.update(api.environment())
    importlib.import_module("flows.publish")


def cache_folder() -> Path:
    """Give the user's cache folder, by the XDG base directory specification."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hexapla"

"""Makes a workspace's deployments known to the Prefect server that is configured."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.api import reached
from hexapla.errors import ServiceError, UsageError
from hexapla.workspace import Workspace


def deploy(workspace: Workspace, *, pool: str, suffix: str = "") -> tuple[str, ...]:
    """Register the deployments on the work pool `pool` and give their names.

    Args:
        workspace: whose deployments.
        pool: a work pool of any type; what it needs beside (an image, volumes) says `[run.job]`.
        suffix: ends every name, so that two workspaces may have the same server.

    Raises:
        UsageError: no API is configured, or the names are another workspace's already.
        ServiceError: the API is out of reach, or has no such pool.

    """
    if not os.environ.get("PREFECT_API_URL"):
        raise UsageError(
            "no Prefect server is configured",
            remedy="set PREFECT_API_URL, or keep one going here with `hexapla serve`",
        )
    place = os.environ["PREFECT_API_URL"]
    reached(place)
    from prefect.client.orchestration import get_client  # noqa: PLC0415  slow to import
    from prefect.exceptions import ObjectNotFound  # noqa: PLC0415  the same

    from flows.deployments import deployments  # noqa: PLC0415  the same

    wanted = deployments(workspace, suffix)
    made = []
    with get_client(sync_client=True) as client:
        for deployment in wanted:
            name = f"{deployment.flow_name}/{deployment.name}"
            try:
                there = client.read_deployment_by_name(name)
            except ObjectNotFound:
                continue
            _refuse_anothers(workspace, name, there.parameters)
    for deployment in wanted:
        deployment.job_variables = dict(workspace.config.run.job)
        try:
            deployment.apply(work_pool_name=pool)
        except (ObjectNotFound, OSError, RuntimeError, ValueError) as error:
            raise ServiceError(
                "the deployment was not taken",
                place=place,
                cause=str(error),
                remedy=f"is it reached, and is there a work pool “{pool}”?",
            ) from error
        made.append(f"{deployment.flow_name}/{deployment.name}")
    return tuple(made)


def _refuse_anothers(workspace: Workspace, name: str, parameters: Mapping[str, Any]) -> None:
    """Refuse a name that a workspace which is still there has taken; one that moved had it."""
    other = str(dict(parameters.get("parameters") or {}).get("workspace", ""))
    if other in {"", ".", str(workspace.root)} or not (Path(other) / "hexapla.toml").is_file():
        return
    raise UsageError(
        f"the deployment “{name}” is another workspace's",
        place=os.environ["PREFECT_API_URL"],
        cause=other,
        remedy=f"give --suffix, as in `hexapla deploy --suffix -{workspace.root.name}`",
    )

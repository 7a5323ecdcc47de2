"""Makes a workspace's deployments known to the Prefect server that is configured."""

from __future__ import annotations

import os

from flows.api import reached
from hexapla.errors import ServiceError, UsageError
from hexapla.workspace import Workspace


def deploy(workspace: Workspace, *, pool: str) -> tuple[str, ...]:
    """Register the deployments on the work pool `pool` and give their names.

    Raises:
        UsageError: no API is configured.
        ServiceError: the API is out of reach, or has no such pool.

    """
    if not os.environ.get("PREFECT_API_URL"):
        raise UsageError(
            "no Prefect server is configured",
            remedy="set PREFECT_API_URL, or keep one going here with `hexapla serve`",
        )
    reached(os.environ["PREFECT_API_URL"])
    from prefect.exceptions import ObjectNotFound  # noqa: PLC0415  slow to import

    from flows.deployments import deployments  # noqa: PLC0415  the same

    made = []
    for deployment in deployments(workspace):
        try:
            deployment.apply(work_pool_name=pool)
        except (ObjectNotFound, OSError, ValueError) as error:
            raise ServiceError(
                "the deployment was not taken",
                place=os.environ["PREFECT_API_URL"],
                cause=str(error),
                remedy=f"is it reached, and is there a work pool “{pool}”?",
            ) from error
        made.append(f"{deployment.flow_name}/{deployment.name}")
    return tuple(made)

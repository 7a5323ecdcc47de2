"""The deployments of a workspace: nightly and by hand. `hexapla deploy` and prefect.yaml agree.

`serve` keeps them going on one machine: Prefect's server, the schedules and the runs under one
process, with its data in the workspace.
"""

from __future__ import annotations

from typing import Any, cast

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.publish import PublishParameters, publish
from hexapla.workspace import Workspace

NIGHTLY, MANUAL = "nightly", "manual"


def deployments(workspace: Workspace) -> tuple[RunnerDeployment, ...]:
    """Give the workspace's deployments: `nightly` on its schedule and `manual` without one.

    Both refuse a wrong parameter before a run exists, and never run twice at once on a workspace.
    """
    run = workspace.config.run
    strategy = (
        ConcurrencyLimitStrategy.ENQUEUE
        if run.concurrency == "wait"
        else ConcurrencyLimitStrategy.CANCEL_NEW
    )
    common: dict[str, Any] = {
        "parameters": {"parameters": PublishParameters(workspace=str(workspace.root)).model_dump()},
        "concurrency_limit": ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
        "enforce_parameter_schema": True,
        "tags": ["hexapla"],
    }
    made = (
        publish.to_deployment(
            NIGHTLY,
            schedule=Cron(run.schedule, timezone=run.timezone),
            description="Every night: what has changed.",
            **common,
        ),
        publish.to_deployment(MANUAL, description="By hand: what you choose.", **common),
    )
    return cast("tuple[RunnerDeployment, ...]", made)  # a coroutine only inside an event loop

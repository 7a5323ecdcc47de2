"""The deployments of a workspace; `hexapla serve`, `hexapla deploy` and prefect.yaml agree on them.

| deployment | runs |
|---|---|
| publish/nightly | by `[run] schedule`: what has changed |
| publish/weekly | by `[run] weekly`: everything, whether it has changed or not |
| publish/arrival | when `hexapla watch` tells of a changed document: that document |
| publish/manual | by hand: what the form says |
| release/release | by hand: asks a person, then seals a pack |
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.events import DeploymentEventTrigger
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.publish import PublishParameters, publish
from flows.release import release
from flows.watching import EVENT
from hexapla.workspace import Workspace

DEBOUNCE = timedelta(seconds=10)
"""Further events of a document within this time after one that started a run start none."""


def deployments(workspace: Workspace) -> tuple[RunnerDeployment, ...]:
    """Give the workspace's deployments.

    Each refuses a wrong parameter before a run exists, and a workspace is never published twice at
    once: the second run waits or is refused, as `[run] concurrency` says.
    """
    run = workspace.config.run
    strategy = (
        ConcurrencyLimitStrategy.ENQUEUE
        if run.concurrency == "wait"
        else ConcurrencyLimitStrategy.CANCEL_NEW
    )
    root = str(workspace.root)
    packs = sorted(workspace.config.packs)
    names = [document.name for document in workspace.documents()[0]]
    by_name = _offering(publish, "PublishParameters", packs=packs)
    by_choice = _offering(publish, "PublishParameters", packs=packs, documents=names)
    common: dict[str, Any] = {
        "concurrency_limit": ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
        "enforce_parameter_schema": True,
        "entrypoint_type": EntrypointType.MODULE_PATH,
        "tags": ["hexapla", workspace.root.name],
    }

    def publishing(name: str, made_of: Flow[Any, Any], **more: Any) -> Any:
        said = {"workspace": root, **more.pop("said", {})}
        parameters = PublishParameters.model_validate(said).model_dump()
        return made_of.to_deployment(name, parameters={"parameters": parameters}, **more, **common)

    arrived = DeploymentEventTrigger(
        name=f"{EVENT} · {workspace.root.name}",
        match={"hexapla.workspace": root},
        expect={EVENT},
        for_each={"prefect.resource.id"},
        within=DEBOUNCE,
        parameters={
            "parameters": {
                "workspace": root,
                "documents": ["{{ event.payload.document }}"],
                "pull": False,
            }
        },
    )
    made = (
        publishing(
            "nightly",
            by_name,
            schedule=Cron(run.schedule, timezone=run.timezone),
            description="Every night: what has changed.",
        ),
        publishing(
            "weekly",
            by_name,
            schedule=Cron(run.weekly, timezone=run.timezone),
            description="Every week: everything, whether it has changed or not.",
            said={"force": True},
        ),
        publishing(
            "arrival",
            by_name,
            triggers=[arrived],
            description="When a document has changed, as `hexapla watch` tells: that one.",
            said={"pull": False},
        ),
        publishing("manual", by_choice, description="By hand: what you choose."),
        _offering(release, "ReleaseParameters", pack=packs).to_deployment(
            "release",
            parameters={"parameters": {"workspace": root}},
            description="Asks a person, then seals a pack.",
            **{**common, "concurrency_limit": None},
        ),
    )
    return cast("tuple[RunnerDeployment, ...]", made)  # coroutines only inside an event loop


def _offering(made_of: Flow[Any, Any], form: str, **choices: Sequence[str]) -> Flow[Any, Any]:
    """Give the flow with a form that offers what the workspace has, and refuses the rest."""
    offering = made_of.with_options()
    offering.parameters = copy.deepcopy(made_of.parameters)
    fields = offering.parameters.definitions[form]["properties"]
    for name, names in choices.items():
        if names:
            fields[name].get("items", fields[name])["enum"] = list(names)
    return offering

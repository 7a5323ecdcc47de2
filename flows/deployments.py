"""The deployments of a workspace; `hexapla serve`, `hexapla deploy` and prefect.yaml agree on them.

| deployment | runs |
|---|---|
| publish/nightly | by `[run] schedule`: what has changed |
| publish/weekly | by `[run] weekly`: everything, whether it has changed or not |
| publish/arrival | when `hexapla watch` tells of a changed document: that document |
| publish/manual | by hand: what the form says |
| release/release | by hand: asks a person, then seals a pack |
| tell/tell | when a run has failed or is late, where `[notify]` names a way: tells people |
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.events import DeploymentEventTrigger
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.publish import PublishParameters, publish
from flows.release import release
from flows.telling import EVENTS, tell
from flows.watching import EVENT
from hexapla.workspace import Workspace

DEBOUNCE = timedelta(seconds=10)
"""Further events of a document within this time after one that started a run start none."""


def deployments(workspace: Workspace, suffix: str = "") -> tuple[RunnerDeployment, ...]:
    """Give the workspace's deployments; `suffix` tells them from those of another workspace.

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
    common: dict[str, Any] = {
        "concurrency_limit": ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
        "enforce_parameter_schema": True,
        "entrypoint_type": EntrypointType.MODULE_PATH,
        "tags": ["hexapla", workspace.root.name],
    }

    def publishing(name: str, *, documents: Sequence[str] = (), **more: Any) -> Any:
        said = {"workspace": root, **more.pop("said", {})}
        parameters = {"parameters": PublishParameters.model_validate(said).model_dump()}
        made = publish.to_deployment(name + suffix, parameters=parameters, **more, **common)
        return _offering(made, "PublishParameters", packs=packs, documents=documents)

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
    made: tuple[Any, ...] = (
        publishing(
            "nightly",
            schedule=Cron(run.schedule, timezone=run.timezone, slug="nightly"),
            description="Every night: what has changed.",
        ),
        publishing(
            "weekly",
            schedule=Cron(run.weekly, timezone=run.timezone, slug="weekly"),
            description="Every week: everything, whether it has changed or not.",
            said={"force": True},
        ),
        publishing(
            "arrival",
            triggers=[arrived],
            description="When a document has changed, as `hexapla watch` tells: that one.",
            said={"pull": False},
        ),
        publishing("manual", documents=names, description="By hand: what you choose."),
        _offering(
            release.to_deployment(
                "release" + suffix,
                parameters={"parameters": {"workspace": root}},
                description="Asks a person, then seals a pack.",
                **{**common, "concurrency_limit": None},
            ),
            "ReleaseParameters",
            pack=packs,
        ),
    )
    said = workspace.config.notify
    if said.smtp_host or said.webhooks:
        made = (*made, _telling(workspace, suffix))
    return made  # coroutines only inside an event loop


def _telling(workspace: Workspace, suffix: str) -> Any:
    """Give the deployment that tells of runs which cannot tell of themselves."""
    root, name = str(workspace.root), workspace.root.name
    wrong = DeploymentEventTrigger(
        name=f"a run has failed or is late · {name}",
        match_related={
            "prefect.resource.role": "tag",
            "prefect.resource.id": f"prefect.tag.{name}",
        },
        expect=set(EVENTS),
        for_each={"prefect.resource.id"},
        parameters={
            "parameters": {
                "workspace": root,
                "run": "{{ event.resource.name }}",
                "state": "{{ event.payload.validated_state.name }}",
                "message": "{{ event.payload.validated_state.message | default('') }}",
            }
        },
    )
    return tell.to_deployment(
        "tell" + suffix,
        parameters={"parameters": {"workspace": root, "run": ""}},
        triggers=[wrong],
        description="When a run has failed or is late: tells people, as [notify] says.",
        enforce_parameter_schema=True,
        entrypoint_type=EntrypointType.MODULE_PATH,
        tags=["hexapla-tell"],  # not the workspace's: it must not tell of itself
    )


def _offering(made: Any, form: str, **choices: Sequence[str]) -> Any:
    """Make the deployment's form offer what the workspace has, and refuse the rest."""
    # Prefect derives the form from the flow alone; this is the one place that it is kept in.
    schema = made._parameter_openapi_schema  # noqa: SLF001
    fields = schema.definitions[form]["properties"]
    for name, names in choices.items():
        if names:
            fields[name].get("items", fields[name])["enum"] = list(names)
    return made

"""The Prefect flow `publish`: the order of the steps, as a flow run that a person can follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.runtime import flow_run
from prefect.states import Completed, State
from pydantic import BaseModel, ConfigDict, Field

from flows import order
from flows.prefect_runner import PrefectRunner, task_runner
from hexapla.errors import UsageError
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock


class PublishParameters(BaseModel):
    """What a run of `publish` is told; a form in Prefect's pages."""

    model_config = ConfigDict(extra="forbid")

    workspace: str = Field(description="The folder that hexapla.toml lies in.")
    documents: list[str] = Field(default=[], description="Empty: all.")
    packs: list[str] = Field(default=[], description="Empty: all.")
    pull: bool = Field(default=True, description="Fetch from the sources first.")
    force: bool = Field(default=False, description="Do all of it, also what has not changed.")

    def request(self) -> order.Request:
        """Give the same as the order takes it."""
        return order.Request(
            documents=tuple(self.documents),
            packs=tuple(self.packs),
            pull=self.pull,
            force=self.force,
        )


def _run_name() -> str:
    parameters: Any = flow_run.parameters.get("parameters", {})
    packs = getattr(parameters, "packs", None) or parameters.get("packs", [])
    return f"publish · {', '.join(packs) or 'all packs'}"


@flow(
    name="publish",
    flow_run_name=_run_name,
    task_runner=task_runner(),
    persist_result=False,
    validate_parameters=True,
)
def publish(parameters: PublishParameters) -> State[order.Published]:
    """Pull, record, align, check and assemble: what changed alone, or all of it by force."""
    log = get_run_logger()
    workspace = Workspace.open(Path(parameters.workspace))
    runner = PrefectRunner(say=log.info, workers=workspace.config.run.workers)
    with Ledger.open(workspace, clock()) as ledger:
        published = order.publish(workspace, ledger, parameters.request(), runner)
    for trouble in published.troubles:
        log.error(str(trouble))
    _show(published)
    name = "Checked" if published.changed else "NothingChanged"
    return Completed(name=name, message=published.summary(), data=published)


def _show(published: order.Published) -> None:
    """Leave what a person wants to see beside the run: what was done, what was found."""
    lines = [f"# {published.summary()}", ""]
    lines += [f"- `{path}`" for path in published.made]
    if published.troubles:
        lines += ["", "## Not done", ""]
        lines += [f"- {trouble}" for trouble in published.troubles]
    create_markdown_artifact("\n".join(lines), key="publish", description="What this run made")
    create_table_artifact(
        [
            {"rule": rule, "language": language, "severity": severity, "findings": number}
            for (rule, language, severity), number in published.counts()
        ],
        key="findings",
        description="Findings by rule and language",
    )


def check_parameters(parameters: dict[str, Any]) -> PublishParameters:
    """Give the parameters as the flow takes them.

    Raises:
        UsageError: one is wrong; the message names it.

    """
    try:
        return PublishParameters.model_validate(parameters)
    except ValueError as error:
        raise UsageError("wrong parameters", cause=str(error)) from error

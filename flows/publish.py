"""The Prefect flow `publish`: the order of the steps, as a flow run that a person can follow."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, cast

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed
from pydantic import BaseModel, ConfigDict, Field

from flows import order
from flows.api import DRAINED_WITHIN
from flows.prefect_runner import PrefectRunner, task_runner
from hexapla.model import Published
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

_tasks: dict[str, int] = {}
"""How many task runs each flow run of this process had, for whoever waits until all are known."""


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
    said: Any = flow_run.parameters.get("parameters", {})
    packs = said.packs if isinstance(said, PublishParameters) else said.get("packs", [])
    return f"publish · {', '.join(packs) or 'all packs'}"


@flow(
    name="publish",
    flow_run_name=_run_name,
    task_runner=cast("Any", task_runner()),
    persist_result=False,
    validate_parameters=True,
)
def publish(parameters: PublishParameters) -> State[Published]:
    """Pull, record, align, check and assemble: what changed alone, or all of it by force."""
    log = get_run_logger()
    workspace = Workspace.open(Path(parameters.workspace))
    runner = PrefectRunner(say=log.info, workers=workspace.config.run.workers)
    with Ledger.open(workspace, clock()) as ledger:
        published = order.publish(workspace, ledger, parameters.request(), runner)
    _tasks[str(flow_run.id)] = runner.tasks
    for trouble in published.troubles:
        log.error(str(trouble))
    _show(published)
    name = "Checked" if published.changed else "NothingChanged"
    return Completed(name=name, message=published.summary(), data=published)


def publish_here(parameters: PublishParameters) -> tuple[Published, str, int]:
    """Run the flow in this process; give what it made, its run's id and how many tasks it had.

    Raises:
        HexaplaError: what the order of the steps raises.

    """
    run: Any = publish  # its own types speak of coroutines as well
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):  # waits a second at its end
        state = run(parameters, return_state=True)
    # What is still on its way to the API gets there now: at the end of the process the API may be
    # gone, and Prefect would wait a minute for it.
    for worker in (EventsWorker, APILogWorker):
        worker.drain_all(timeout=DRAINED_WITHIN)
    flow_run_id = str(state.state_details.flow_run_id)
    published: Published = state.result()
    return published, flow_run_id, _tasks.pop(flow_run_id, 0)


def _show(published: Published) -> None:
    """Leave what a person wants to see beside the run: what was done, what was found."""
    lines = [f"# {published.summary()}", ""]
    lines += [f"- `{path}`" for path in published.made]
    if published.troubles:
        lines += ["", "## Not done", ""]
        lines += [f"- {trouble}" for trouble in published.troubles]
    create_markdown_artifact("\n".join(lines), key="publish", description="What this run made")
    counts = Counter((one.rule, one.language, one.severity.label) for one in published.findings)
    create_table_artifact(
        [
            {"rule": rule, "language": language, "severity": severity, "findings": number}
            for (rule, language, severity), number in sorted(counts.items())
        ],
        key="findings",
        description="Findings by rule and language",
    )

"""The Prefect flow `publish`: the order of the steps, as a flow run that a person can follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from prefect import flow, get_run_logger, tags
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from pydantic import BaseModel, ConfigDict, Field, field_validator

from flows import order
from flows.prefect_runner import PrefectRunner, task_runner
from flows.runner import Say
from flows.sending import sent
from flows.showing import Progress, show
from flows.states import BUSY, ended, failed, moved
from flows.turns import busy, turn
from hexapla.errors import HexaplaError, NoWorkspaceError
from hexapla.model import Published
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

NAMED = 3
"""Documents and packs that a run's name names."""

_tasks: dict[str, int] = {}
"""How many task runs each flow run of this process had, for whoever waits until all are known."""


class PublishParameters(BaseModel):
    """Which documents and packs, and how."""

    model_config = ConfigDict(extra="forbid")

    workspace: str = Field(description="The folder that hexapla.toml lies in.")
    documents: list[str] = Field(default=[], description="Empty: all.")
    packs: list[str] = Field(default=[], description="Empty: all.")
    pull: bool = Field(default=True, description="Fetch from the sources first.")
    force: bool = Field(default=False, description="Do all of it, also what has not changed.")

    @field_validator("documents", mode="before")
    @classmethod
    def _named(cls, said: Any) -> Any:
        """Leave empty names out: an event without a document concerns all of them."""
        return [one for one in said if one != ""] if isinstance(said, list) else said

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
    if isinstance(said, PublishParameters):
        said = said.model_dump()
    documents = [one for one in said.get("documents", []) if one]
    of = [*documents, *(f"pack {one}" for one in said.get("packs", []))]
    shown = ", ".join(of[:NAMED]) + (" …" if len(of) > NAMED else "")
    return f"publish · {Path(said.get('workspace', '.')).name} · {shown or 'all'}"


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
    try:
        return ended(_published(parameters, log.info))
    except HexaplaError as error:
        told = moved(error) if isinstance(error, NoWorkspaceError) else error
        log.error(str(told))  # noqa: TRY400  a person reads it: the traceback says nothing more
        return failed(told)


def _published(parameters: PublishParameters, say: Say) -> Published:
    log = get_run_logger()
    workspace = Workspace.open(Path(parameters.workspace))
    said = workspace.config.run
    runner = PrefectRunner(
        say=say,
        private=workspace.private,
        workers=said.workers,
        dask=said.dask,
        progress=Progress,
    )
    with Ledger.open(workspace, clock()) as ledger, turn(workspace, say), runner:
        published = order.publish(workspace, ledger, parameters.request(), runner)
        status = ledger.status()
    _tasks[str(flow_run.id)] = runner.tasks
    for trouble in published.troubles:
        log.error(str(trouble))
    show(workspace, status, published)
    return published


def publish_here(parameters: PublishParameters) -> tuple[Published, str, int]:
    """Run the flow in this process; give what it made, its run's id and how many tasks it had.

    Raises:
        HexaplaError: what the order of the steps raises.

    """
    run: Any = publish  # its own types speak of coroutines as well
    name = Path(parameters.workspace).name
    with (
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),  # waits a second at its end
        tags("hexapla", name),  # as the runs of deployments have them
    ):
        state = run(parameters, return_state=True)
    sent()
    flow_run_id = str(state.state_details.flow_run_id)
    if state.name == BUSY:
        raise busy(Path(parameters.workspace))
    published: Published = state.result()
    return published, flow_run_id, _tasks.pop(flow_run_id, 0)

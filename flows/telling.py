"""The Prefect flow `tell`: a run that failed or is late is told on the ways that `[notify]` names.

A run that ends tells by itself what it could not do. One that crashed, was refused or never began
cannot; Prefect's server sees it and starts this.
"""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger
from pydantic import BaseModel, ConfigDict, Field

from flows.notifying import notify
from flows.states import OUT_OF_REACH, REFUSED
from hexapla.errors import ServiceError
from hexapla.model import Published
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

EVENTS = frozenset(
    f"prefect.flow-run.{name}"
    for name in ("Late", "Failed", "Crashed", "TimedOut", REFUSED, OUT_OF_REACH)
)
"""What the server says of a run that went wrong."""
LATE = "Late"


class TellParameters(BaseModel):
    """Which run went wrong, and how."""

    model_config = ConfigDict(extra="forbid")

    workspace: str = Field(description="The folder that hexapla.toml lies in.")
    run: str = Field(description="The run's name.")
    state: str = Field(default="", description="The state that it is in.")
    message: str = Field(default="", description="What the state says.")


@flow(name="tell", flow_run_name="tell · {parameters.run}", persist_result=False)
def tell(parameters: TellParameters) -> None:
    """Tell people of one run.

    Raises:
        ServiceError: a way is out of reach.

    """
    workspace = Workspace.open(Path(parameters.workspace))
    late = parameters.state == LATE
    trouble = ServiceError(
        "has not begun in time" if late else f"ended as {parameters.state}",
        place=f"run “{parameters.run}”",
        cause="" if late else " ".join(parameters.message.split()),
        remedy="is `hexapla serve`, or a worker, running?"
        if late
        else "see the run in Prefect's pages, mend it, run it again",
    )
    get_run_logger().info(str(trouble))
    with Ledger.open(workspace, clock()) as ledger:
        untold = notify(workspace, ledger, Published(changed=False, troubles=(trouble,)))
    if untold:
        raise untold[0]

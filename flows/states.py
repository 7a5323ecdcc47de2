"""The states that a run ends in, so that its row in Prefect's pages says what became of it.

| state | Prefect's type | what it says |
|---|---|---|
| Checked | completed | all of it was done |
| Incomplete | completed | done but for what the message names: a document, a source, a pack |
| NothingChanged | completed | there was nothing to do |
| Refused | failed | the workspace or the call is wrong; the message says what to do |
| OutOfReach | failed | a service, a disk, a target was out of reach; the same |
| Busy | cancelled | another run works on the workspace, which does not wait |

A fault of the program itself is Prefect's own Failed, with the traceback in the run's log.
"""

from __future__ import annotations

from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed, Failed

from flows.turns import BusyError
from hexapla.errors import FaultError, HexaplaError, NoWorkspaceError, ServiceError
from hexapla.model import Published

REFUSED, OUT_OF_REACH, BUSY = "Refused", "OutOfReach", "Busy"
NAMED = 3
"""Troubles that a state's message names; the run's page lists them all."""


def ended(published: Published) -> State[Published]:
    """Give the state of a run that came to its end."""
    if not published.troubles:
        name = "Checked" if published.changed else "NothingChanged"
        return Completed(name=name, message=published.summary(), data=published)
    shown = [str(trouble) for trouble in published.troubles[:NAMED]]
    over = len(published.troubles) - len(shown)
    lines = [published.summary(), "Not done:", *shown, *([f"and {over} more"] if over else [])]
    return Completed(name="Incomplete", message="\n".join(lines), data=published)


def failed(error: HexaplaError) -> State[Any]:
    """Give the state of a run that could not do its work, with the cause and the remedy.

    Raises:
        FaultError: it is one; what called this shall see it whole.

    """
    if isinstance(error, FaultError):
        raise error
    if isinstance(error, BusyError):
        return Cancelled(name=BUSY, message=str(error))
    name = OUT_OF_REACH if isinstance(error, ServiceError) else REFUSED
    return Failed(name=name, message=str(error), data=error)


def moved(error: NoWorkspaceError) -> NoWorkspaceError:
    """Say of a deployment's workspace what to do when it is no longer where it was."""
    return NoWorkspaceError(
        error.problem,
        place=error.place,
        cause="the workspace of this deployment was moved or removed",
        remedy="where it lies now: start `hexapla serve`, or run `hexapla deploy`, anew",
    )

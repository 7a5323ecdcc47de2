"""The Prefect flow `release`: asks a person before a pack is sealed, however long it takes.

The run suspends: its process ends, nothing runs while it waits, and it goes on in a new one when
someone has answered, after days and restarts. What was shown is kept with the run: the texts, the
glossary and the rules that the draft was made of; what is sealed is that, or the release is sent
back with what is another. Who answered is in the ledger (Prefect knows one identity alone). What
goes on while it waits stands in `flows.review`.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import Pause
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed
from pydantic import BaseModel, ConfigDict, Field

from flows.api import DESK
from flows.review import APPROVED, AWAITING, NOT_READY, SENT_BACK, tell_asked
from hexapla.errors import HexaplaError, InputError, UsageError
from hexapla.review import (
    NotReadyError,
    OtherPackError,
    Review,
    answered,
    ask,
    blockers,
    changed,
    substance,
)
from hexapla.review import release as seal
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock, write_atomically

KEY = "decision"
"""The name of the question in Prefect: its number follows."""
DAY = 86_400
MANIFEST = "manifest.json"


class ReleaseParameters(BaseModel):
    """Which pack, and how long it waits."""

    model_config = ConfigDict(extra="forbid")

    workspace: str = Field(description="The folder that hexapla.toml lies in.")
    pack: str = Field(description="The pack to release.")
    days: float = Field(default=14, gt=0, le=365, description="How long it waits for an answer.")


class SignOff(RunInput):
    """Whether the draft is released, who says so, and why."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["approve", "send-back"]
    person: str = Field(min_length=2, description="Who decides; goes into the ledger.")
    reason: str = Field(default="", description="Why; needed to send back.")
    force: bool = Field(
        default=False, description="Release over what stands against it; needs a reason."
    )


def _run_name() -> str:
    said: Any = flow_run.parameters.get("parameters", {})
    pack = said.pack if isinstance(said, ReleaseParameters) else said.get("pack", "")
    return f"release · {pack}"


@task(name="show", task_run_name="show {pack}", cache_policy=NO_CACHE, persist_result=True)
def shown(root: str, pack: str, days: float) -> str:
    """Leave what a person decides on beside the run, and tell people; give the draft's substance.

    As JSON, and kept in the workspace: after the wait the flow begins anew, in whatever process
    and with whatever is drafted by then. What was shown is read, and nobody is told again.
    """
    workspace = Workspace.open(Path(root))
    kept = _kept(workspace)
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    drafted = draft(workspace, pack)
    with Ledger.open(workspace, clock()) as ledger:
        against = blockers(Review(workspace, ledger), pack)
        digest = ask(
            ledger,
            pack,
            run=str(flow_run.id),
            api=PREFECT_API_URL.value() or "",
            substance=drafted,
            days=days,
        )
        for failed in tell_asked(workspace, ledger, pack):
            get_run_logger().warning(str(failed))
    folder = workspace.output / pack / "draft"
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("data/**/*"))]
    desk = os.environ.get(DESK, "").rstrip("/")
    shown = f"[at the desk]({desk}/packs), in `{folder}`" if desk else f"`{folder}`"
    lines = [
        f"# {pack}: to be released?",
        "",
        f"The draft: {shown}, substance `{digest[:16]}`",
        "",
        *(f"- `{name}`" for name in files),
        "",
        "## What stands against it" if against else "Nothing stands against it.",
        "",
        *(f"- {one}" for one in against),
    ]
    create_markdown_artifact("\n".join(lines), key=f"release-{pack}", description="To decide on")
    said = json.dumps(drafted)
    write_atomically(kept, said.encode())
    return said


def _kept(workspace: Workspace) -> Path:
    """Give the file that keeps what this run has shown, until it is answered."""
    return workspace.private / "asked" / f"{flow_run.id}.json"


def draft(workspace: Workspace, pack: str) -> dict[str, str]:
    """Give what a pack's draft is made of: what a release of it is bound to.

    Raises:
        UsageError: there is no such pack.
        InputError: it has no draft yet.

    """
    if pack not in workspace.config.packs:
        raise UsageError(
            f"there is no pack “{pack}”",
            place="hexapla.toml",
            remedy=f"use one of: {', '.join(sorted(workspace.config.packs)) or 'none yet'}",
        )
    manifest = workspace.output / pack / "draft" / MANIFEST
    if not manifest.is_file():
        raise InputError(
            "has no draft", place=f"pack {pack}", remedy="build it first: `hexapla run`"
        )
    return substance(json.loads(manifest.read_bytes()))


@flow(name="release", flow_run_name=_run_name, persist_result=True, validate_parameters=True)
def release(parameters: ReleaseParameters) -> State[str]:
    """Show a pack's draft, wait for a person's decision, seal it or send it back."""
    log = get_run_logger()
    drafted = json.loads(shown(parameters.workspace, parameters.pack, parameters.days))
    answer = _answered(parameters)
    workspace = Workspace.open(Path(parameters.workspace))
    with Ledger.open(workspace, clock()) as ledger:
        name, said = decide(workspace, ledger, parameters.pack, drafted, answer)
        answered(
            ledger,
            parameters.pack,
            run=str(flow_run.id),
            person=answer.person,
            decision=name,
            reason=answer.reason,
        )
    _kept(workspace).unlink(missing_ok=True)
    log.info(said)
    return Completed(name=name, message=said, data=said)


def _answered(parameters: ReleaseParameters) -> SignOff:
    """Ask until an answer is whole. Prefect refuses what the form does not allow; this, the rest.

    After the wait the flow begins anew: questions that were answered give their answers at once.
    """
    said = f"**{parameters.pack}**: release this draft? What it holds is beside the run."
    for number in itertools.count(1):
        suspend: Any = suspend_flow_run  # its own types speak of coroutines as well
        try:
            answer: SignOff = suspend(
                wait_for_input=SignOff.with_initial_data(description=said, decision="approve"),
                timeout=math.ceil(parameters.days * DAY),
                key=f"{KEY}-{number}",
            )
        except Pause as paused:
            _named(paused.state)
            raise
        lacking = lacks(answer)
        if not lacking:
            return answer
        said = f"**{parameters.pack}**: {lacking}. What it holds is beside the run."
    raise AssertionError  # the loop returns


def _named(wait: State[Any] | None) -> None:
    """Let Prefect's lists say what the run waits for: Prefect itself calls every wait Suspended."""
    if wait is None:
        return
    asks = wait.model_copy(update={"name": AWAITING, "message": "a person decides: see Artifacts"})
    # Without the name it waits all the same.
    with contextlib.suppress(Exception), get_client(sync_client=True) as client:
        client.set_flow_run_state(flow_run.id, asks, force=True)


def lacks(answer: SignOff) -> str:
    """Say what an answer lacks; nothing where it is whole."""
    if not answer.person.strip():
        return "a decision needs the name of who decides"
    if answer.decision == "send-back" and not answer.reason.strip():
        return "sending back needs a reason"
    if answer.force and not answer.reason.strip():
        return "releasing over what stands against it needs a reason"
    return ""


def decide(
    workspace: Workspace, ledger: Ledger, pack: str, drafted: Mapping[str, str], answer: Any
) -> tuple[str, str]:
    """Do what was decided; give the run's last state and a line that says what was done.

    What is sealed is what was shown (`drafted`), or nothing is.
    """
    if answer.decision == "send-back":
        ledger.note("sent-back", {"pack": pack, "reason": answer.reason}, who=answer.person)
        return SENT_BACK, f"{answer.person}: {answer.reason}"
    others = changed(drafted, draft(workspace, pack))
    if others:
        return SENT_BACK, _other(pack, others)
    try:
        sealed = seal(
            Review(workspace, ledger),
            pack,
            person=answer.person,
            forced=answer.reason if answer.force else "",
            approved=drafted,
        )
    except OtherPackError as error:
        return SENT_BACK, _other(pack, error.changes)
    except NotReadyError as error:
        return NOT_READY, "\n".join((str(error), *(str(one) for one in error.blockers)))
    except HexaplaError as error:  # who answered may not release it, say
        return NOT_READY, str(error)
    return APPROVED, f"{answer.person} released {pack} {sealed.number}: {sealed.folder}"


def _other(pack: str, others: tuple[str, ...]) -> str:
    head = f"{pack} is not what was shown, and was not sealed; release it anew"
    return "\n".join((head, *others))

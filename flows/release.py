"""The Prefect flow `release`: asks a person before a pack is sealed, however long it takes.

The run suspends: its process ends, nothing runs while it waits, and it goes on in a new one when
someone has answered, after days and restarts. What was shown is kept by the digest of the draft's
manifest: an answer to a draft that has changed since is sent back. Who answered is in the ledger
(Prefect knows one identity alone).
"""

from __future__ import annotations

import hashlib
import itertools
import math
from pathlib import Path
from typing import Any, Literal

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput
from prefect.runtime import flow_run
from prefect.states import Completed
from pydantic import BaseModel, ConfigDict, Field

from hexapla.errors import InputError, UsageError
from hexapla.review import NotReadyError, Review, blockers
from hexapla.review import release as seal
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

KEY = "decision"
"""The name of the question in Prefect: its number follows."""
DAY = 86_400
MANIFEST = "manifest-sha256.txt"


class ReleaseParameters(BaseModel):
    """What a run of `release` is told; a form in Prefect's pages."""

    model_config = ConfigDict(extra="forbid")

    workspace: str = Field(description="The folder that hexapla.toml lies in.")
    pack: str = Field(description="The pack to release.")
    days: float = Field(default=14, gt=0, le=365, description="How long it waits for an answer.")


class Approval(RunInput):
    """The answer that a waiting release wants; a form in Prefect's pages."""

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
def shown(root: str, pack: str) -> str:
    """Leave what a person decides on beside the run; give the digest of the draft's manifest.

    Its result is persisted: after the wait it is read, not made again.
    """
    workspace = Workspace.open(Path(root))
    digest = draft(workspace, pack)
    with Ledger.open(workspace, clock()) as ledger:
        against = blockers(Review(workspace, ledger), pack)
    folder = workspace.output / pack / "draft"
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("data/**/*"))]
    lines = [
        f"# {pack}: to be released?",
        "",
        f"The draft: [{folder}]({folder.as_uri()}), manifest `{digest[:16]}`",
        "",
        *(f"- `{name}`" for name in files),
        "",
        "## What stands against it" if against else "Nothing stands against it.",
        "",
        *(f"- {one}" for one in against),
    ]
    create_markdown_artifact("\n".join(lines), key=f"release-{pack}", description="To decide on")
    return digest


def draft(workspace: Workspace, pack: str) -> str:
    """Give the digest of a pack's draft.

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
    return hashlib.sha256(manifest.read_bytes()).hexdigest()


@flow(name="release", flow_run_name=_run_name, persist_result=True, validate_parameters=True)
def release(parameters: ReleaseParameters) -> State[str]:
    """Show a pack's draft, wait for a person's decision, seal it or send it back."""
    log = get_run_logger()
    digest = shown(parameters.workspace, parameters.pack)
    answer = _answered(parameters, digest)
    workspace = Workspace.open(Path(parameters.workspace))
    with Ledger.open(workspace, clock()) as ledger:
        name, said = decide(workspace, ledger, parameters.pack, digest, answer)
    log.info(said)
    return Completed(name=name, message=said, data=said)


def _answered(parameters: ReleaseParameters, digest: str) -> Approval:
    """Ask until an answer is whole. Prefect refuses what the form does not allow; this, the rest.

    After the wait the flow begins anew: questions that were answered give their answers at once.
    """
    said = f"**{parameters.pack}**: release this draft? Manifest `{digest[:16]}`."
    for number in itertools.count(1):
        ask: Any = suspend_flow_run  # its own types speak of coroutines as well
        answer: Approval = ask(
            wait_for_input=Approval.with_initial_data(description=said, decision="approve"),
            timeout=math.ceil(parameters.days * DAY),
            key=f"{KEY}-{number}",
        )
        lacking = lacks(answer)
        if not lacking:
            return answer
        said = f"**{parameters.pack}**: {lacking}. Manifest `{digest[:16]}`."
    raise AssertionError  # the loop returns


def lacks(answer: Approval) -> str:
    """Say what an answer lacks; nothing where it is whole."""
    if not answer.person.strip():
        return "a decision needs the name of who decides"
    if answer.decision == "send-back" and not answer.reason.strip():
        return "sending back needs a reason"
    if answer.force and not answer.reason.strip():
        return "releasing over what stands against it needs a reason"
    return ""


def decide(
    workspace: Workspace, ledger: Ledger, pack: str, digest: str, answer: Any
) -> tuple[str, str]:
    """Do what was decided; give the run's last state and a line that says what was done."""
    if answer.decision == "send-back":
        _note(ledger, pack, digest, answer)
        return "SentBack", f"{answer.person}: {answer.reason}"
    if draft(workspace, pack) != digest:
        return "SentBack", f"the draft of {pack} has changed since it was shown; release it anew"
    try:
        sealed = seal(
            Review(workspace, ledger),
            pack,
            person=answer.person,
            forced=answer.reason if answer.force else "",
        )
    except NotReadyError as error:
        return "NotReady", "\n".join((str(error), *(str(one) for one in error.blockers)))
    return "Approved", f"{answer.person} released {pack} {sealed.number}: {sealed.folder}"


def _note(ledger: Ledger, pack: str, digest: str, answer: Any) -> None:
    ledger.note(
        "sent-back",
        {"pack": pack, "manifest": digest, "reason": answer.reason},
        who=answer.person,
    )

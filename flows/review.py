"""A release that waits for approval: it is told, reminded of, and answered.

A run of the flow `release` suspends itself (see `flows.release`). It goes on when it is answered:
in Prefect's pages, by the approval that completes the quorum (`hexapla approve`, the desk), or by
`hexapla review answer`. Whoever is to decide is told when it is asked, and again every
`[notify] waiting_days`; the log of the ledger knows when that was.

| state | where | what it says |
|---|---|---|
| AwaitingApproval | the run, and the log: asked, not answered | nothing runs meanwhile |
| Approved | the run's last state | the pack is sealed, and is what was shown |
| SentBack | the run's last state | by somebody with a reason, or because the pack is another now |
| NotReady | the run's last state | it was approved, but something stands against it |
"""

from __future__ import annotations

import os
import urllib.error
from typing import Any

from flows.api import PrivateApi
from flows.notifying import Message, tell
from hexapla.errors import InputError, ServiceError, UsageError
from hexapla.review import Review, Waiting, blockers, due, ready, reminded, waiting
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

AWAITING, APPROVED, SENT_BACK, NOT_READY = "AwaitingApproval", "Approved", "SentBack", "NotReady"
SHOWN = 20


def answer(
    workspace: Workspace,
    pack: str,
    *,
    person: str,
    decision: str = "approve",
    reason: str = "",
    force: bool = False,
) -> Waiting:
    """Answer the release of a pack that waits; its run goes on, wherever it is served.

    Raises:
        InputError: no release of the pack waits, or Prefect refuses the answer.
        UsageError: a name or a reason is missing.
        ServiceError: Prefect's server is out of reach.

    """
    if not person.strip():
        raise UsageError("a decision needs the name of who decides", remedy="give --who")
    if (decision == "send-back" or force) and not reason.strip():
        raise UsageError("this needs a reason", remedy="give --reason")
    with Ledger.open(workspace, clock()) as ledger:
        there = waiting(ledger, pack)
    if not there:
        raise InputError(
            "no release of it waits",
            place=f"pack {pack}",
            remedy="start one in Prefect's pages (`hexapla serve`), or `hexapla release`",
        )
    said = {"decision": decision, "person": person, "reason": reason, "force": force}
    one = there[-1]
    _resume(_api(workspace, one), one, said)
    return one


def _api(workspace: Workspace, one: Waiting) -> PrivateApi:
    """Give the server that the run is known to: the one that is set, else the one it was asked by.

    Its password is in the environment, or in the workspace where `hexapla serve` keeps it.
    """
    url = os.environ.get("PREFECT_API_URL", "") or one.api
    password = os.environ.get("PREFECT_API_AUTH_STRING", "")
    kept = workspace.private / "prefect" / "password"
    if not password and kept.is_file():
        password = kept.read_text(encoding="utf-8").strip()
    return PrivateApi(url=url, password=password)


def _resume(api: PrivateApi, one: Waiting, said: dict[str, object]) -> None:
    try:
        given: Any = api.ask(f"/flow_runs/{one.run}/resume", {"run_input": said})
    except (OSError, ValueError) as error:
        code = error.code if isinstance(error, urllib.error.HTTPError) else ""
        raise ServiceError(
            "Prefect's server does not take the answer" if code else "Prefect is out of reach",
            place=api.url or "no address is known",
            cause=f"it answers {code}" if code else str(error),
            remedy="start `hexapla serve`, or answer in Prefect's pages",
        ) from error
    if given.get("status") != "ACCEPT":
        told = (given.get("details") or {}).get("reason") or given.get("status")
        raise InputError(
            "the answer is refused",
            place=f"pack {one.pack}",
            cause=str(told),
            remedy="it may have been answered or given up meanwhile: see Prefect's pages",
        )


def signed_off(workspace: Workspace, document: str, person: str) -> tuple[str, ...]:
    """Answer the waiting releases that an approval has made ready; give the packs' names.

    Raises:
        ServiceError: Prefect's server is out of reach.

    """
    with Ledger.open(workspace, clock()) as ledger:
        there = ready(Review(workspace, ledger), document)
    # Of several that wait for one pack the last one asked for is sealed.
    packs = dict.fromkeys(one.pack for one in there)
    return tuple(answer(workspace, pack, person=person).pack for pack in packs)


def remind(workspace: Workspace, ledger: Ledger) -> tuple[ServiceError, ...]:
    """Remind of the releases that have waited for long; give the ways that failed.

    A reminder that reached nobody is not noted, so that the next run tries again.
    """
    late = due(ledger, workspace.config.notify.waiting_days)
    if not late:
        return ()
    now = ledger.clock.now()
    review = Review(workspace, ledger)
    lines = [
        line
        for one in late
        for line in (
            f"{one.pack}: asked on {one.since.date()}, {(now - one.since).days} days ago",
            *_against(review, one.pack),
            "",
        )
    ]
    packs = ", ".join(dict.fromkeys(one.pack for one in late))
    subject = f"Hexapla {workspace.root.name}: waits for approval: {packs}"
    ways = len(workspace.config.notify.webhooks) + bool(workspace.config.notify.smtp_host)
    failed = tell(workspace, Message(subject=subject, lines=(*lines, _HOW)))
    if len(failed) < ways:
        reminded(ledger, late)
    return failed


def tell_asked(workspace: Workspace, ledger: Ledger, pack: str) -> tuple[ServiceError, ...]:
    """Tell that a pack waits for approval from now on; give the ways that failed."""
    lines = ("What stands against it:", *_against(Review(workspace, ledger), pack), "", _HOW)
    subject = f"Hexapla {workspace.root.name}: {pack} waits for approval"
    return tell(workspace, Message(subject=subject, lines=lines))


_HOW = (
    "Approve in the review desk, with `hexapla approve`, or in Prefect’s pages. "
    "The approval that completes it releases the pack."
)


def _against(review: Review, pack: str) -> list[str]:
    if pack not in review.workspace.config.packs:
        return ["- there is no such pack any more"]
    against = [f"- {one}" for one in blockers(review, pack)]
    more = [f"- and {len(against) - SHOWN} more"] if len(against) > SHOWN else []
    return [*against[:SHOWN], *more] or ["- nothing: it can be released"]

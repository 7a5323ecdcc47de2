"""The order of the steps. It stands here and nowhere else, and knows no Prefect.

    pull → record (read, lineage, align) → check → assemble → notify

`publish` runs it over a runner; `idle` says beforehand whether there is anything to do. Work goes
out in batches of documents; a worker gets the workspace's folder and the documents' names, opens
what it needs, and gives back what is kept here, batch by batch.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from flows.notifying import notify
from flows.runner import Runner, cores
from hexapla import checks
from hexapla.checks import Checked, Context, KeptFindings, Looked
from hexapla.errors import FaultError, HexaplaError, ServiceError, UsageError
from hexapla.model import Finding, PackSpec, Published, Revision, digest
from hexapla.revisions import Ledger, Prepared, Task, glossary_terms, plan, prepare
from hexapla.sources import pull
from hexapla.workspace import Workspace, clock, write_atomically

T = TypeVar("T")
RETRIES = 3
_LEAST = 4
REPORTS = ("html", "json", "sarif", "xlsx")
LAST = "last-run"
"""What all documents together showed when they were checked last, kept as one."""
DONE = "run.json"
"""What the last run that left nothing undone was made of, in the workspace's private folder."""
ASKED = "release-asked"
DECISIONS = ("approved", "sent-back", "decision-undone")
TALK = ("commented", "thread-settled", "thread-reopened")
"""The kinds of events that change who has approved what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run is asked for. No documents or packs named: all of them."""

    documents: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    pull: bool = True
    force: bool = False


def idle(workspace: Workspace, ledger: Ledger, request: Request) -> Published | None:
    """Give what a run with nothing to do gives, the findings that stand; None: there is work.

    As far as can be told without pulling.

    Raises:
        UsageError: the request names a document or a pack that is not there.

    """
    specs = _wanted(workspace, request)
    if request.force:
        return None
    planned = plan(workspace, ledger, documents=request.documents or None)
    if planned.jobs or planned.troubles:
        return None
    key_of = checks.keys(workspace, ledger)
    if _stale_packs(workspace, _pack_keys(workspace, ledger, key_of, specs)):
        return None
    last = KeptFindings(workspace.private).get(LAST, _last_key(workspace, ledger, key_of))
    return None if last is None else Published(changed=False, findings=last.findings)


def publish(workspace: Workspace, ledger: Ledger, request: Request, runner: Runner) -> Published:
    """Pull, record, check and assemble what changed, all of it by force; tell who wants to know.

    Raises:
        UsageError: the request names a document or a pack that is not there.

    """
    published = _published(workspace, ledger, request, runner)
    untold: list[HexaplaError] = []

    def tell() -> None:
        untold[:] = notify(workspace, ledger, published)
        if ledger.log(what=ASKED):
            from flows.review import remind  # noqa: PLC0415  an idle run starts fast

            untold.extend(remind(workspace, ledger))
        if untold:
            raise untold[0]

    if workspace.config.notify.smtp_host or workspace.config.notify.webhooks:
        with contextlib.suppress(ServiceError):
            runner.step("notify", tell, retries=RETRIES)
    return dataclasses.replace(published, troubles=(*published.troubles, *untold))


def _published(workspace: Workspace, ledger: Ledger, request: Request, runner: Runner) -> Published:
    specs = _wanted(workspace, request)
    troubles: list[HexaplaError] = []
    if request.pull and workspace.config.sources:
        troubles += _pull(workspace, runner)
    nothing_to_do = idle(workspace, ledger, request)
    if nothing_to_do is not None:
        return dataclasses.replace(nothing_to_do, troubles=tuple(troubles))
    revisions, refused = _record(workspace, ledger, request, runner)
    troubles += refused
    key_of = checks.keys(workspace, ledger)
    checked = _check(workspace, key_of, request, runner)
    troubles += checked.troubles
    # As the desk has them: what was waived is among them, for decisions are bound to it as well.
    found = checks.unsettled(checked.findings, workspace)
    open_ones = checks.unsettled(found, workspace, ledger)
    last_key = _last_key(workspace, ledger, key_of)
    KeptFindings(workspace.private).put(Looked(document=LAST, key=last_key, findings=open_ones))
    made = runner.step("report", lambda: _reported(workspace, open_ones))
    pack_keys = _pack_keys(workspace, ledger, key_of, specs)
    due = [spec.name for spec in specs] if request.force else _stale_packs(workspace, pack_keys)
    built: list[_Built] = []
    work = functools.partial(_assembled, str(workspace.root), found)
    runner.each("assemble", work, due, built.append)
    built.sort(key=lambda one: one.pack)  # they come as they are finished
    _note_built(workspace, pack_keys, built)
    return Published(
        changed=True,
        revisions=revisions,
        findings=open_ones,
        made=(*made, *(path for one in built for path in one.made)),
        troubles=(*troubles, *(trouble for one in built for trouble in one.troubles)),
    )


def _wanted(workspace: Workspace, request: Request) -> tuple[PackSpec, ...]:
    specs = workspace.config.pack_specs()
    unknown = sorted(set(request.packs) - {spec.name for spec in specs})
    if unknown:
        raise UsageError(
            f"there is no pack “{unknown[0]}”",
            place="hexapla.toml",
            remedy=f"use one of: {', '.join(spec.name for spec in specs) or 'none yet'}",
        )
    return tuple(spec for spec in specs if not request.packs or spec.name in request.packs)


def _pull(workspace: Workspace, runner: Runner) -> tuple[HexaplaError, ...]:
    """Pull from all sources, again while one is out of reach; what stays so is a trouble."""
    troubles: list[HexaplaError] = []

    def work() -> None:
        troubles[:] = pull(workspace).troubles
        for trouble in troubles:
            if isinstance(trouble, ServiceError):
                raise trouble

    with contextlib.suppress(ServiceError):
        runner.step("pull", work, retries=RETRIES)
    return tuple(troubles)


# Recording: the ledger knows what each document's task needs; workers prepare, the ledger commits.


def _record(
    workspace: Workspace, ledger: Ledger, request: Request, runner: Runner
) -> tuple[tuple[Revision, ...], tuple[HexaplaError, ...]]:
    planned = plan(workspace, ledger, documents=request.documents or None)
    revisions: list[Revision] = []
    troubles: list[HexaplaError] = [*planned.troubles]
    pending = planned.jobs
    while pending:
        conflicts: list[str] = []

        def keep(prepared: Sequence[Prepared], conflicts: list[str] = conflicts) -> None:
            done = ledger.commit(prepared)
            revisions.extend(done.revisions)
            troubles.extend(done.troubles)
            conflicts.extend(done.conflicts)

        batches = [ledger.tasks(jobs) for jobs in _batches(workspace, pending)]
        work = functools.partial(_prepared, str(workspace.root))
        runner.each("record", work, batches, keep)
        # What another program recorded in the meantime is planned again.
        pending = plan(workspace, ledger, documents=conflicts).jobs if conflicts else ()
    return tuple(revisions), tuple(troubles)


def _prepared(root: str, tasks: Sequence[Task]) -> tuple[Prepared, ...]:
    terms = glossary_terms(Workspace.open(Path(root)))
    return tuple(prepare(task, terms=terms) for task in tasks)


# Checking: what was looked at under the same key is not looked at again.


def _check(
    workspace: Workspace, key_of: Mapping[str, str], request: Request, runner: Runner
) -> Checked:
    store = KeptFindings(workspace.private / "findings")
    store.forget_all_but(key_of)
    looked: list[Looked] = []
    due: list[str] = []
    for name, key in key_of.items():
        found = None if request.force else store.get(name, key)
        if found is None:
            due.append(name)
        else:
            looked.append(found)

    def keep(batch: Sequence[Looked]) -> None:
        for one in batch:
            looked.append(one)
            if not one.troubles:
                store.put(one)

    work = functools.partial(_looked, str(workspace.root), checks.basis(workspace))
    runner.each("check", work, _batches(workspace, due), keep)
    context, wrong = checks.context_of(workspace)
    return checks.conclude_looked(looked, context, wrong)


def _looked(root: str, basis: str, documents: Sequence[str]) -> tuple[Looked, ...]:
    workspace, context = _warm(root, basis)
    with Ledger.open(workspace, clock()) as ledger:
        key_of = checks.keys(workspace, ledger)
        return checks.look(workspace, ledger, documents, context, key_of)


@functools.lru_cache(maxsize=1)
def _warm(root: str, basis: str) -> tuple[Workspace, Context]:  # noqa: ARG001  it is a key
    """Open a workspace once a worker process, as it stands: its glossary is compiled once.

    `basis` changes with the configuration and the glossary: a process that lives on sees both anew.
    """
    workspace = Workspace.open(Path(root))
    return workspace, checks.context_of(workspace)[0]


# Reports and packs


def _reported(workspace: Workspace, findings: Sequence[Finding]) -> tuple[str, ...]:
    from hexapla.reports import render  # noqa: PLC0415  an idle run writes nothing, and starts fast

    made = []
    for form in REPORTS:
        path = workspace.output / "reports" / f"findings.{form}"
        write_atomically(path, render(findings, form, config=workspace.config))
        made.append(_shown(workspace, path))
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Built:
    pack: str
    made: tuple[str, ...] = ()
    troubles: tuple[HexaplaError, ...] = ()


def _assembled(root: str, findings: Sequence[Finding], name: str) -> _Built:
    """Build one pack; one that cannot be built stops no other."""
    # an idle run builds nothing, and starts fast
    from hexapla.packs import assemble, sections_of  # noqa: PLC0415  see above
    from hexapla.review import Review, approvals, pages_of  # noqa: PLC0415  see above

    workspace = Workspace.open(Path(root))
    (spec,) = (spec for spec in workspace.config.pack_specs() if spec.name == name)
    try:
        with Ledger.open(workspace, clock()) as ledger:
            review = Review(workspace, ledger, findings)
            done = assemble(
                workspace,
                ledger,
                spec,
                findings,
                output=workspace.output,
                extra=pages_of(review),
                signoffs=approvals(review, spec) if "sign-off" in sections_of(spec) else (),
            )
    except HexaplaError as error:
        return _Built(pack=name, troubles=(error,))
    except Exception as error:  # noqa: BLE001  a fault in one pack is told, and stops no other
        return _Built(pack=name, troubles=(FaultError.of(error, place=f"pack {name}"),))
    return _Built(
        pack=name,
        made=tuple(_shown(workspace, path) for path in done.files),
        troubles=done.troubles,
    )


def _pack_keys(
    workspace: Workspace, ledger: Ledger, key_of: Mapping[str, str], specs: Iterable[PackSpec]
) -> dict[str, str]:
    """Give for each pack the key of what it is made from: every document, as it may name any.

    The baseline is in it, whose findings no pack shows. A pack with a sign-off sheet also shows
    approvals: whatever was decided last is in its key. So is what was said last: the page for its
    review offline shows it.
    """
    talk = (f"said={one.seq}" for one in ledger.recent(1, TALK))
    known = [*_flat(key_of), *talk, *sorted(checks.settled(workspace))]
    decided = ledger.recent(1, DECISIONS)
    keys = {}
    for spec in specs:
        shown = [f"decided={one.seq}" for one in decided if _shows_approvals(spec)]
        keys[spec.name] = digest(repr(spec), *known, *shown)
    return keys


def _shows_approvals(spec: PackSpec) -> bool:
    from hexapla.packs import sections_of  # noqa: PLC0415  only where something was decided

    return "sign-off" in sections_of(spec)


def _last_key(workspace: Workspace, ledger: Ledger, key_of: Mapping[str, str]) -> str:
    """Give the key of what a run finds: every document's, and what somebody has settled."""
    return digest(*_flat(key_of), *sorted(checks.settled(workspace, ledger)))


def _flat(key_of: Mapping[str, str]) -> list[str]:
    return [f"{name}={key}" for name, key in sorted(key_of.items())]


def _stale_packs(workspace: Workspace, pack_keys: Mapping[str, str]) -> list[str]:
    built = _built_keys(workspace)
    return [
        name
        for name, key in pack_keys.items()
        if built.get(name) != key or not (workspace.output / name / "draft").is_dir()
    ]


def _built_keys(workspace: Workspace) -> dict[str, str]:
    try:
        said = json.loads((workspace.private / DONE).read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _note_built(
    workspace: Workspace, pack_keys: Mapping[str, str], built: Iterable[_Built]
) -> None:
    there = {spec.name for spec in workspace.config.pack_specs()}
    noted = {name: key for name, key in _built_keys(workspace).items() if name in there}
    for one in built:
        if one.troubles:
            noted.pop(one.pack, None)
        else:
            noted[one.pack] = pack_keys[one.pack]
    write_atomically(workspace.private / DONE, json.dumps(noted, sort_keys=True).encode())


def _batches(workspace: Workspace, items: Sequence[T]) -> list[Sequence[T]]:
    """Cut the work into pieces: no larger than configured, and enough of them for every worker.

    Pieces of fewer than four documents are not worth another process.
    """
    said = workspace.config.run
    share = -(-len(items) // cores(said.workers))
    size = min(said.batch, max(share, _LEAST))
    return [items[start : start + size] for start in range(0, len(items), size)]


def _shown(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()

"""The engine `prefect`: steps as tasks of a flow run, batches as task runs in threads.

A batch is a parcel: files, and two small values that travel. Without further word a task run is a
thread that has its parcel done by a warm worker process; with `[run] dask` the task run itself goes
to a Dask worker. Either way the result is kept here as soon as it is there, so a run that is killed
goes on at the batch. No result is cached or persisted by Prefect: what was done stands in the
ledger (a task cache would not see that a helper changed, PrefectHQ/prefect#16925, and confuses
tasks that differ in their closure alone, #23062).
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.parcels import Parcel, parcels
from flows.runner import PAUSE, Say, cores, worker_pool
from hexapla.errors import ServiceError, UsageError

A = TypeVar("A")
R = TypeVar("R")

UNCACHED: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}
ABREAST = 4
"""Batches that a worker process has waiting, so that none runs dry."""


def task_runner(workers: int = 0) -> ThreadPoolTaskRunner[Any]:
    """Give the flow's task runner: threads, which wait for worker processes."""
    return ThreadPoolTaskRunner(max_workers=ABREAST * cores(workers))


def _only_services(_task: Any, _run: Any, state: Any) -> bool:
    """Whether to try again: a source or target out of reach may come back, a document will not."""
    failure = state.result(raise_on_failure=False)
    return isinstance(failure, ServiceError)


def _shown(batch: object, number: int, count: int) -> str:
    """Say in Prefect's pages which batch it is: the one thing in it, or its number."""
    return batch if isinstance(batch, str) else f"{number + 1} of {count}"


def _done(parcel: Parcel, shown: str) -> None:  # noqa: ARG001  stands in the task run's name
    """Do a parcel's work: the task that a Dask worker is sent."""
    parcel.do()


def dask(where: str, workers: int = 0) -> TaskRunner[Any]:
    """Give the task runner of a Dask cluster.

    Args:
        where: its scheduler's address, `tcp://…`; `local`: a cluster on this machine alone, for as
            long as the run lasts.
        workers: processes of a local one; 0: one a core.

    Raises:
        UsageError: prefect-dask is not installed.

    """
    try:
        task_runners: Any = importlib.import_module("prefect_dask.task_runners")
    except ImportError as error:
        raise UsageError(
            "Dask is not installed",
            place="hexapla.toml, [run] dask",
            cause=str(error),
            remedy="pip install 'hexapla[dask]', or leave `dask` out",
        ) from error
    if where != "local":
        made: TaskRunner[Any] = task_runners.DaskTaskRunner(address=where)
        return made
    # A process a core, each with one thread: readers hold Python's lock. No page of it is served.
    kept_here = {
        "n_workers": cores(workers),
        "threads_per_worker": 1,
        "dashboard_address": None,
        "worker_dashboard_address": None,
        "host": "127.0.0.1",
    }
    here: TaskRunner[Any] = task_runners.DaskTaskRunner(cluster_kwargs=kept_here)
    return here


@dataclass
class PrefectRunner:
    """Runs steps as tasks of the flow run that it is used in; ends its workers with its block.

    `private` is the workspace's private folder, where the parcels lie; `dask` is `[run] dask`;
    `progress` is made for each fan-out with its name and size, and called with what is done.
    """

    say: Say
    private: Path
    workers: int = 0
    dask: str = ""
    progress: Callable[[str, int], Callable[[int], None]] | None = None
    tasks: int = field(default=0)
    _keeping: threading.Lock = field(default_factory=threading.Lock)
    _opened: ExitStack = field(default_factory=ExitStack)
    _pool: ProcessPoolExecutor | None = None
    _cluster: TaskRunner[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.__exit__(kind, error, trace)

    def step(self, name: str, work: Callable[[], R], *, retries: int = 0) -> R:
        """Run `work` as one task, here; after a ServiceError again, with jitter."""
        self.tasks += 1
        done: Task[[], R] = Task(
            lambda: work(),  # noqa: PLW0108  Prefect wants a plain function
            name=name,
            task_run_name=name,
            retries=retries,
            retry_delay_seconds=[PAUSE * 2**attempt for attempt in range(retries)],
            retry_jitter_factor=0.5,
            retry_condition_fn=_only_services,
            **UNCACHED,
        )
        return done()

    def each(
        self,
        name: str,
        work: Callable[[A], R],
        batches: Sequence[A],
        keep: Callable[[R], None],
    ) -> None:
        """Run `work` over the batches, a task run each.

        Raises:
            ServiceError: the Dask cluster is out of reach.
            OutputError: the parcels cannot be written.

        """
        if not batches:
            return
        self.tasks += len(batches)

        def kept(parcel: Parcel) -> None:
            with self._keeping:
                keep(parcel.made())

        with parcels(self.private, work, batches) as packed:
            shown = [_shown(batch, number, len(batches)) for number, batch in enumerate(batches)]
            named = list(zip(packed, shown, strict=True))
            ended = self._by_dask(name, named, kept) if self.dask else self._here(name, named, kept)
            done = self.progress(name, len(batches)) if self.progress else None
            for number, _ in enumerate(ended, 1):
                self.say(f"{name}: {number} of {len(batches)}")
                if done:
                    done(number)

    def _here(
        self, name: str, named: Sequence[tuple[Parcel, str]], kept: Callable[[Parcel], None]
    ) -> Iterator[None]:
        """Do the parcels in worker processes; a thread waits for each, and keeps what it made."""
        workers = cores(self.workers)
        alone = workers == 1 or len(named) == 1
        if self._pool is None and not alone:
            self._pool = self._opened.enter_context(worker_pool(workers))
        pool = self._pool

        def one_parcel(parcel: Parcel, shown: str) -> None:  # noqa: ARG001  in the run's name
            if alone or pool is None:
                parcel.do()
            else:
                pool.submit(Parcel.do, parcel).result()
            kept(parcel)

        task: Task[[Parcel, str], None] = _task(one_parcel, name)
        pending = [task.submit(parcel, shown) for parcel, shown in named]
        for future in pending:
            yield future.result()

    def _by_dask(
        self, name: str, named: Sequence[tuple[Parcel, str]], kept: Callable[[Parcel], None]
    ) -> Iterator[None]:
        """Have Dask's workers do the parcels; keep what they made as it comes."""
        with _dask_in_reach(self.dask):
            if self._cluster is None:
                self._cluster = self._opened.enter_context(dask(self.dask, self.workers))
            task: Task[[Parcel, str], None] = _task(_done, name)
            futures = {
                self._cluster.submit(task, {"parcel": parcel, "shown": shown}): parcel
                for parcel, shown in named
            }
        for future in as_completed(list(futures)):
            future.result()
            kept(futures[future])
            yield


def _task(work: Callable[[Parcel, str], None], name: str) -> Task[[Parcel, str], None]:
    return Task(work, name=name, task_run_name=f"{name} {{shown}}", **UNCACHED)


@contextmanager
def _dask_in_reach(where: str) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise ServiceError(
            "the Dask cluster is out of reach",
            place=f"[run] dask = {where}",
            cause=str(error),
            remedy="start its scheduler and workers, correct the address, or leave `dask` out",
        ) from error

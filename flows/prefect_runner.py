"""The engine `prefect`: steps as tasks of a flow run, batches as task runs in threads.

The computing happens in warm worker processes; a task run waits for its batch and keeps the result
before it ends, so a run that is killed goes on at the batch. No result is cached or persisted by
Prefect: what was done stands in the ledger (a task cache would not see that a helper changed,
PrefectHQ/prefect#16925, and confuses tasks that differ in their closure alone, #23062).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.runner import PAUSE, Say, cores, worker_pool
from hexapla.errors import ServiceError

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


@dataclass
class PrefectRunner:
    """Runs steps as tasks of the flow run that it is used in."""

    say: Say
    workers: int = 0
    tasks: int = field(default=0)
    _keeping: threading.Lock = field(default_factory=threading.Lock)

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
        """Run `work` over the batches, a task run each."""
        if not batches:
            return
        workers = min(cores(self.workers), len(batches))
        inline = workers == 1
        with worker_pool(workers) as pool:

            def one_batch(number: int, shown: str) -> None:  # noqa: ARG001  in the run's name
                batch = batches[number]
                made = work(batch) if inline else pool.submit(work, batch).result()
                with self._keeping:
                    keep(made)

            batch_task: Task[[int, str], None] = Task(
                one_batch, name=name, task_run_name=f"{name} {{shown}}", **UNCACHED
            )
            self.tasks += len(batches)
            pending = [
                batch_task.submit(number, _shown(batch, number, len(batches)))
                for number, batch in enumerate(batches)
            ]
            for number, future in enumerate(pending, 1):
                future.result()
                self.say(f"{name}: {number} of {len(batches)}")

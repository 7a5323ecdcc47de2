"""What the order of the steps asks of whoever runs it; and the engine without Prefect.

A runner knows nothing of documents. It runs a step here (`step`), or a function over batches in
worker processes (`each`), and hands each batch's result to `keep` in this process as soon as it is
there, so that a run that is killed has lost one batch at most.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from hexapla.errors import HexaplaError, ServiceError

A = TypeVar("A")
R = TypeVar("R")

Say = Callable[[str], None]
PAUSE = 1.0
"""Seconds before the first retry; each further one waits twice as long."""


class Runner(Protocol):
    """Runs steps."""

    def step(self, name: str, work: Callable[[], R], *, retries: int = 0) -> R:
        """Run `work` here; after a ServiceError again, at most `retries` times."""

    def each(
        self,
        name: str,
        work: Callable[[A], R],
        batches: Sequence[A],
        keep: Callable[[R], None],
    ) -> None:
        """Run `work` over the batches in worker processes and `keep` each result here."""


def cores(workers: int) -> int:
    """Give the number of worker processes: `workers`, or one a core where it is 0."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return workers or there or 1


def _end_with_the_run() -> None:
    """End this worker when the run is killed: it would wait for work for ever."""
    run = multiprocessing.parent_process()

    def wait() -> None:
        if run is not None:
            run.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def worker_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of warm worker processes, made by a fork server: safe beside threads."""
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_the_run)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass
class LocalRunner:
    """The engine `local`: worker processes and plain lines."""

    say: Say
    workers: int = 0
    pause: float = PAUSE
    sleep: Callable[[float], None] = field(default=time.sleep)

    def step(self, name: str, work: Callable[[], R], *, retries: int = 0) -> R:
        """Run `work` here; after a ServiceError again, at most `retries` times."""
        for attempt in range(retries + 1):
            try:
                return work()
            except ServiceError as error:
                if attempt == retries:
                    raise
                self.say(f"{name}: {error.problem}; trying again")
                self.sleep(self.pause * 2**attempt)
        raise AssertionError  # the loop returns or raises

    def each(
        self,
        name: str,
        work: Callable[[A], R],
        batches: Sequence[A],
        keep: Callable[[R], None],
    ) -> None:
        """Run `work` over the batches, in worker processes where there is more than one batch."""
        if len(batches) <= 1 or cores(self.workers) == 1:
            for batch in batches:
                keep(work(batch))
            return
        with worker_pool(min(cores(self.workers), len(batches))) as pool:
            pending: list[Future[R]] = [pool.submit(work, batch) for batch in batches]
            for number, future in enumerate(pending, 1):
                keep(future.result())
                self.say(f"{name}: {number} of {len(batches)}")


def exit_code(troubles: Sequence[HexaplaError]) -> int:
    """Give the exit code that troubles end a run with: the gravest of theirs, 0 for none."""
    return max((trouble.exit_code for trouble in troubles), default=0)

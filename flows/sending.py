"""What Prefect's client still has to send: events and logs."""

from __future__ import annotations

import logging

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

from flows.api import DRAINED_WITHIN


def sent() -> None:
    """Send it now: at the end of the process the API may be gone, and Prefect would wait for it."""
    for worker in (EventsWorker, APILogWorker):
        # “Still processing items” is nothing that a person has to do with.
        logging.getLogger(worker.__name__).setLevel(logging.ERROR)
        worker.drain_all(timeout=DRAINED_WITHIN)

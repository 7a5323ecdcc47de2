"""An approval at the desk that completes a pack lets the release of it go on that waits for it."""

from __future__ import annotations

import logging
import threading

from hexapla.errors import HexaplaError
from hexapla.plugins import load
from hexapla.review import Review, ready
from hexapla.workspace import Workspace

_LOG = logging.getLogger(__name__)


def go_on(review: Review, document: str, person: str) -> threading.Thread | None:
    """Answer the waiting releases that nothing stands against any more, beside the desk's work.

    Whoever decides does not wait for it, and a server out of reach takes no approval back: that is
    logged, and `hexapla review answer` can do it later. None where no release is ready.
    """
    if not ready(review, document):
        return None
    beside = threading.Thread(
        target=_answer, args=(review.workspace, document, person), daemon=True
    )
    beside.start()
    return beside


def _answer(workspace: Workspace, document: str, person: str) -> None:
    try:
        load("hexapla.flows", "signed-off")(workspace, document, person)
    except HexaplaError as error:
        _LOG.warning("a release that waits could not be answered: %s", error)

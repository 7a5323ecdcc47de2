from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from hexapla.web import application
from hexapla.workspace import Clock

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from review_room import CLOCK, Room

CHROMIUM = Path("/usr/bin/chromium")


@contextlib.contextmanager
def served(
    room: Room,
    *,
    port: int = 0,
    person: str = "Anna",
    time: Clock = CLOCK,
    language: str = "",
    patience: float = 60,
) -> Iterator[str]:
    """Serve the desk as `hexapla review` does, but wait for findings; give its address."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()  # who comes before the server is up waits, and is not turned away
        port = listening.getsockname()[1]
        desk = application(
            room.workspace,
            person=person,
            time=time,
            port=port,
            language=language,
            patience=patience,
        )
        server = uvicorn.Server(uvicorn.Config(desk, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()

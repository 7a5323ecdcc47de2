from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from hexapla.web import application

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from review_room import CLOCK, Room


@contextlib.contextmanager
def served(room: Room) -> Iterator[str]:
    """Serve the desk as `hexapla review` does; give its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        desk = application(room.workspace, person="Anna", time=CLOCK, port=port)
        server = uvicorn.Server(uvicorn.Config(desk, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()

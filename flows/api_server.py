"""A Prefect API that ends with the process that started it: `python -m flows.api_server PORT`.

The starter keeps the other end of the standard input. When it ends, however it ends, the input is
closed and the server goes, so nothing is left running behind a killed command.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

GRACE = 10.0
"""Seconds that the server has to finish what it is writing."""


def _end_with_the_starter() -> None:
    sys.stdin.buffer.read()
    threading.Timer(GRACE, os._exit, (0,)).start()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve Prefect's API on 127.0.0.1 until the standard input is closed."""
    import uvicorn  # noqa: PLC0415  the check of the call comes before a slow import

    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    main()

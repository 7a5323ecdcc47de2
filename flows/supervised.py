"""Runs a module that ends with the process that started it: `python -m flows.supervised MODULE …`.

The starter keeps the other end of the standard input. When it ends, however it ends, the input is
closed and this process goes, so nothing is left running behind a killed command.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading

GRACE = 10.0
"""Seconds that it has to finish what it is writing."""


def end_with_the_starter() -> None:
    """Send this process SIGTERM once its standard input is closed."""

    def wait() -> None:
        os.read(sys.stdin.fileno(), 1)
        threading.Timer(GRACE, os._exit, (0,)).start()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    end_with_the_starter()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)

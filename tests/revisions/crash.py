"""A recording that is killed at a chosen moment, and what must hold afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

_RECORD = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace
workspace = Workspace.open(Path(sys.argv[1]))
with Ledger.open(workspace, FixedClock(datetime(2026, 1, 1, tzinfo=UTC))) as ledger:
    print("ready", flush=True)
    record(workspace, ledger)
"""


def killed_after(root: Path, seconds: float) -> bool:
    """Record a workspace and kill it so many seconds after it began; tell whether it was alive."""
    process = subprocess.Popen(
        [sys.executable, "-c", _RECORD, str(root)], stdout=subprocess.PIPE, env=os.environ
    )
    process.stdout.readline()
    time.sleep(seconds)
    alive = process.poll() is None
    process.kill()
    process.wait()
    process.stdout.close()
    return alive

"""What a Prefect client of the tests needs to know, and a run of the command with its output."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "hexapla:of-the-tests"  # noqa: S105  of a test


@contextmanager
def environment(api):
    """Prefect's variables for this process, and the profile of nobody."""
    before = dict(os.environ)
    os.environ.update(api.environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def hexapla(space: Path, cache: Path, *arguments: str, **variables: str):
    """Run the command on the workspace `space`, with a cache of the tests' own."""
    return subprocess.run(
        [sys.executable, "-m", "hexapla.cli", "-C", str(space), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), **variables},
    )


def packed(space: Path) -> dict[str, bytes]:
    """Give all that lies under the workspace's output, by path."""
    return {
        path.relative_to(space).as_posix(): path.read_bytes()
        for path in sorted((space / "output").rglob("*"))
        if path.is_file()
    }

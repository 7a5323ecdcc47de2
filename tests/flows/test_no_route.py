"""A whole run of the demonstration on a machine without a way out asks nothing of anybody."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.flow

REPOSITORY = Path(__file__).parents[2]
WATCH = """
import os, sys

def watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
        if not isinstance(address, tuple) or address[0] in {"127.0.0.1", "::1"}:
            return
    elif event == "socket.getaddrinfo":
        address = arguments[0]
        if address in {None, "127.0.0.1", "localhost", b"127.0.0.1", b"localhost", "::1"}:
            return
    else:
        return
    with open(os.environ["ASKED"], "a", encoding="utf-8") as file:
        file.write(f"{event} {address}\\n")

sys.addaudithook(watch)
"""


def test_a_demonstration_run_makes_no_external_request(cache, tmp_path):
    space = tmp_path / "demonstration"
    space.mkdir()
    for name in ("source_docs", "glossary"):
        shutil.copytree(REPOSITORY / name, space / name)
    shutil.copy(REPOSITORY / "hexapla.toml", space)
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    asked = tmp_path / "asked"
    asked.touch()
    inside = 'ip link set lo up || exit 99; exec "$0" -m hexapla.cli -C "$1" run --engine prefect'
    done = subprocess.run(
        ["unshare", "-rn", "sh", "-c", inside, sys.executable, str(space)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={
            **os.environ,
            "XDG_CACHE_HOME": str(cache),
            "ASKED": str(asked),
            "PYTHONPATH": os.pathsep.join(
                part for part in (str(hook), os.environ.get("PYTHONPATH", "")) if part
            ),
        },
    )
    if done.returncode in {1, 99} and "hexapla" not in done.stderr:
        pytest.skip(f"no network namespace can be made here: {done.stderr.strip()[:100]}")
    assert done.returncode == 0, done.stderr
    assert "Finished in state Checked" in done.stdout + done.stderr
    assert (space / "output" / "strategy" / "draft" / "data").is_dir()
    assert asked.read_text(encoding="utf-8") == ""

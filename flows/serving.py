"""Prefect for a small team on one machine: server, schedules and runs under one process."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flows.api import DESK, PrivateApi, api, seeded
from flows.engines import cache_folder
from flows.runner import Say
from hexapla.errors import ServiceError
from hexapla.workspace import Workspace, write_atomically

PORT = 4200
RUNS = 4
"""Runs at once; those of one deployment wait for each other anyway."""
AGAIN, AGAIN_AT_MOST = 1.0, 60.0
"""Seconds until a desk that ended is started again: each further time twice as long."""
UNFINISHED = ["RUNNING", "PENDING", "CANCELLING"]


def serve(workspace: Workspace, *, port: int = PORT, desk: int = 0, say: Say) -> None:
    """Serve the workspace's deployments until it is stopped; its data lie in the workspace.

    Prefect's pages are at http://127.0.0.1:PORT and ask for the password in `.hexapla/prefect/`;
    the review desk is at the port `desk` beside it, where that is not 0.

    Raises:
        ServiceError: the port is taken, or the server did not start.

    """
    home = workspace.private / "prefect"
    password = _secret(home / "password", lambda: f"hexapla:{secrets.token_hex(16)}")
    key = _secret(workspace.private / "prefect.key", _fernet_key)
    for wanted, option in ((port, "--port"), *([(desk, "--desk")] if desk else [])):
        _free(wanted, option)
    seeded(home, cache_folder())
    with (
        contextlib.suppress(KeyboardInterrupt),
        # From the first moment, so that no server outlives its start.
        _handled(signal.SIGTERM, _interrupted),
        _desk(workspace, desk, say),
        api(home, port=port, password=password, pages=True, key=key, meanwhile=_client_of) as ready,
    ):
        sweep(ready)
        from prefect.runner import Runner  # noqa: PLC0415  the API comes first

        from flows.deployments import deployments  # noqa: PLC0415  the same

        runner = Runner(name=workspace.root.name, pause_on_shutdown=False, limit=RUNS)
        for deployment in deployments(workspace):
            runner.add_deployment(deployment)
        say(f"Prefect's pages: http://127.0.0.1:{port} (password: {home / 'password'})")
        say(f"nightly: {workspace.config.run.schedule} {workspace.config.run.timezone}")
        say("stop it with Ctrl-C or SIGTERM; what runs then goes on at the next run")
        asyncio.run(_run(runner))


async def _run(runner: Any) -> None:
    """Let the runner do its runs until this process is asked to stop; they end with it."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop(*_: Any) -> None:
        # What the runs' connections say while they end is nothing that a person has to do with.
        loop.set_exception_handler(lambda *_: None)
        if task is not None:
            loop.call_soon_threadsafe(task.cancel)

    # Prefect's own handler of SIGTERM never awaits its stop.
    runner.handle_sigterm = stop
    with _handled(signal.SIGINT, stop), contextlib.suppress(asyncio.CancelledError):
        await runner.start()


@contextlib.contextmanager
def _handled(number: signal.Signals, handler: Callable[..., None]) -> Iterator[None]:
    """Take a signal by `handler` within the block, in the thread where signals are taken."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def _free(port: int, option: str) -> None:
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServiceError(
                f"port {port} of 127.0.0.1 is taken",
                cause=str(error.strerror),
                remedy=f"stop what uses it, or choose another with {option}",
            ) from error


@contextlib.contextmanager
def _desk(workspace: Workspace, port: int, say: Say) -> Iterator[None]:
    """Keep the review desk going beside the server; one that ended is started again, and told."""
    if not port:
        yield
        return
    place = f"http://127.0.0.1:{port}"
    stopping = threading.Event()

    def keep() -> None:
        pause = AGAIN
        while True:
            code = _one_desk(workspace, port, stopping)
            if stopping.is_set():
                return
            say(f"the review desk ended ({code}); it is started again in {pause:.0f} s")
            stopping.wait(pause)
            pause = min(2 * pause, AGAIN_AT_MOST)

    keeper = threading.Thread(target=keep, name="desk", daemon=True)
    keeper.start()
    os.environ[DESK] = place
    say(f"the review desk: {place}")
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _one_desk(workspace: Workspace, port: int, stopping: threading.Event) -> int:
    """Run a desk until it ends or is to stop; give its exit code. It ends with this process."""
    with subprocess.Popen(  # noqa: S603  our own module
        [
            *(sys.executable, "-m", "flows.supervised", "hexapla.cli", "--quiet"),
            *("-C", str(workspace.root), "review", "--port", str(port)),
        ],
        stdin=subprocess.PIPE,
    ) as desk:
        while desk.poll() is None and not stopping.wait(0.5):
            pass
        if desk.stdin is not None:
            desk.stdin.close()
        try:
            return desk.wait(15)
        except subprocess.TimeoutExpired:
            desk.kill()
            return desk.wait()


def _client_of(api: PrivateApi) -> None:
    """Import Prefect's client while its server starts; it reads where that is when imported."""
    os.environ.update(api.environment())
    for name in ("prefect.runner", "flows.deployments"):
        importlib.import_module(name)


def sweep(api: PrivateApi) -> int:
    """Set the runs that the last stop cut off to Crashed, so that none holds a place; how many.

    A run that waits for a person is left as it is.
    """
    left: Any = api.ask(
        "/flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": UNFINISHED}}}}
    )
    message = "the server was stopped; what was finished is kept, run it again"
    for run in left:
        state = {"type": "CRASHED", "name": "Crashed", "message": message}
        api.ask(f"/flow_runs/{run['id']}/set_state", {"state": state})
    return len(left)


def _interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


def _fernet_key() -> str:
    from cryptography.fernet import Fernet  # noqa: PLC0415  Prefect brings it

    return Fernet.generate_key().decode()


def _secret(path: Path, make: Callable[[], str]) -> str:
    """Give the secret that `path` keeps; made the first time, for its owner's eyes alone."""
    if not path.is_file():
        write_atomically(path, make().encode())
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()

"""Prefect for a small team on one machine: server, schedules and runs under one process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.api import PrivateApi, api, seeded
from flows.engines import cache_folder
from flows.runner import Say
from hexapla.errors import ServiceError
from hexapla.workspace import Workspace, write_atomically

PORT = 4200
RUNS = 4
"""Runs at once; those of one deployment wait for each other anyway."""
UNFINISHED = ["RUNNING", "PENDING", "CANCELLING"]


def serve(workspace: Workspace, *, port: int = PORT, say: Say) -> None:
    """Serve the workspace's deployments until it is stopped; its data lie in the workspace.

    Prefect's pages are at http://127.0.0.1:PORT and ask for the password in `.hexapla/prefect/`.

    Raises:
        ServiceError: the port is taken, or the server did not start.

    """
    home = workspace.private / "prefect"
    password = _secret(home / "password", lambda: f"hexapla:{secrets.token_hex(16)}")
    key = _secret(workspace.private / "prefect.key", _fernet_key)
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServiceError(
                f"port {port} of 127.0.0.1 is taken",
                cause=str(error.strerror),
                remedy="stop what uses it, or choose another with --port",
            ) from error
    seeded(home, cache_folder())
    with api(home, port=port, password=password, pages=True, key=key) as ready:
        sweep(ready)
        os.environ.update(ready.environment())
        from prefect.runner import Runner  # noqa: PLC0415  the API comes first

        from flows.deployments import deployments  # noqa: PLC0415  the same

        say(f"Prefect's pages: http://127.0.0.1:{port} (password: {home / 'password'})")
        say(f"nightly: {workspace.config.run.schedule} {workspace.config.run.timezone}")
        say("stop it with Ctrl-C or SIGTERM; what runs then goes on at the next run")
        runner = Runner(name=workspace.root.name, pause_on_shutdown=False, limit=RUNS)
        for deployment in deployments(workspace):
            runner.add_deployment(deployment)
        # Prefect's own handler of SIGTERM never awaits its stop; an interrupt takes the usual way.
        runner.handle_sigterm = _interrupted  # type: ignore[method-assign]
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(runner.start())


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

"""Prefect for a small team on one machine: server, schedules and runs under one process."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from flows.api import api
from flows.runner import Say
from hexapla.errors import ServiceError
from hexapla.workspace import Workspace, write_atomically

PORT = 4200


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
    with api(home, port=port, password=password, pages=True, key=key) as ready:
        os.environ.update(ready.environment())
        from prefect import serve as serve_deployments  # noqa: PLC0415  the API comes first

        from flows.deployments import deployments  # noqa: PLC0415  the same

        say(f"Prefect's pages: http://127.0.0.1:{port} (password: {home / 'password'})")
        say(f"nightly: {workspace.config.run.schedule} {workspace.config.run.timezone}")
        with contextlib.suppress(KeyboardInterrupt):
            serve_deployments(
                *deployments(workspace), pause_on_shutdown=False, print_starting_message=False
            )


def _fernet_key() -> str:
    from cryptography.fernet import Fernet  # noqa: PLC0415  Prefect brings it

    return Fernet.generate_key().decode()


def _secret(path: Path, make: Callable[[], str]) -> str:
    """Give the secret that `path` keeps; made the first time, for its owner's eyes alone."""
    if not path.is_file():
        write_atomically(path, make().encode())
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()

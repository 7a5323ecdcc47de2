"""A Prefect API of our own: for one command (`private_api`), or while a team works (`api`).

Prefect's own ephemeral server is killed at the end of a run and loses what it had not yet written,
takes ten seconds and more to migrate an empty database, and gives up after twenty. This one lives
in a folder of its own, starts from a migrated database that is kept in the user's cache, listens on
127.0.0.1 alone behind a password made for the run, and is waited for with a real time-out.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hexapla.errors import ServiceError

CLIENT = f"hexapla-{secrets.token_hex(8)}"
"""Who asks: the server keeps one token for each, and two processes must not have the same."""
DESK = "HEXAPLA_DESK"
"""The variable that tells the runs where the review desk is."""
DATABASE = "prefect.db"
READY_WITHIN = 180.0
"""Seconds; a busy machine with a new database was seen to need 119."""
DRAINED_WITHIN = 60.0
BUSY_TRIES, BUSY_PAUSE = 20, 0.5

LEASES = "prefect.server.concurrency.lease_storage.filesystem"
QUIET = {
    # One run's events come in a burst; the defaults take them one by one (a minute per 1,000).
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
    # Nothing goes out.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "DO_NOT_TRACK": "1",
    # A run that waits for another looks every five seconds whether that has ended.
    "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",
    # A restarted server still knows which runs hold a place, so that none is held for ever.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": LEASES,
    # No other page of this machine's browser can reach it.
    "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
    "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": "http://127.0.0.1",
}
"""Settings of the server."""
ALONE = {
    f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
    for service in (
        "CANCELLATION_CLEANUP",
        "CLEANUP_RECONCILER",
        "EVENT_PERSISTER",
        "FOREMAN",
        "LATE_RUNS",
        "PAUSE_EXPIRATIONS",
        "REPOSSESSOR",
        "SCHEDULER",
        "TRIGGERS",
    )
}
"""What looks every few seconds for schedules, workers, late runs: one command has none of them."""


@dataclass(frozen=True, slots=True)
class PrivateApi:
    """A running private API: where it is and its password."""

    url: str
    password: str

    def environment(self) -> dict[str, str]:
        """Give the variables that a Prefect client needs to use it."""
        return {
            "PREFECT_API_URL": self.url,
            "PREFECT_API_AUTH_STRING": self.password,
            "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
            "DO_NOT_TRACK": "1",
        }

    def ask(self, path: str, body: object | None = None) -> object:
        """Ask the API: GET without a body, POST with one; give the answer's JSON.

        Raises:
            OSError: it is out of reach, or refuses (urllib's HTTPError).

        """
        headers = {
            "content-type": "application/json",
            "authorization": f"Basic {b64encode(self.password.encode()).decode()}",
        }
        if body is not None:
            # CSRF protection is on: a POST names the token that a GET was given.
            given: Any = self.ask(f"/csrf-token?client={CLIENT}")
            headers |= {"Prefect-Csrf-Token": given["token"], "Prefect-Csrf-Client": CLIENT}
        request = urllib.request.Request(  # noqa: S310  http to 127.0.0.1, made above
            self.url + path, None if body is None else json.dumps(body).encode(), headers
        )
        for last in (*[False] * BUSY_TRIES, True):
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  the same
                    made: object = json.loads(answer.read() or b"null")
                    return made
            except urllib.error.HTTPError as error:
                # Another wrote to the database just then: nothing was done, and it says so.
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or last:
                    raise
                error.close()
            time.sleep(BUSY_PAUSE)
        raise AssertionError  # the loop returns or raises


def _nothing(_: PrivateApi) -> None:
    """Do nothing while the server starts."""


@contextlib.contextmanager
def private_api(
    cache: Path,
    say: Callable[[str], None],
    *,
    meanwhile: Callable[[PrivateApi], None] = _nothing,
) -> Iterator[PrivateApi]:
    """Start an API for one command, give it when it is ready, end it; nothing is left of it.

    Args:
        cache: the folder that the migrated database is kept in between runs.
        say: told what is waited for.
        meanwhile: called while it starts, with the API to be: the time to import a slow client.

    Raises:
        ServiceError: it ended or was not ready in time; with its last words.

    """
    home = Path(tempfile.mkdtemp(prefix="hexapla-prefect-"))
    fresh = not seeded(home, cache)
    say("starting Prefect" + (" (the first time takes longer)" if fresh else ""))
    try:
        password = f"hexapla:{secrets.token_hex(16)}"
        with api(
            home, port=free_port(), password=password, alone=True, meanwhile=meanwhile
        ) as ready:
            if fresh:
                _keep_template(home / DATABASE, _template(cache))
            yield ready
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def api(
    home: Path,
    *,
    port: int,
    password: str,
    pages: bool = False,
    alone: bool = False,
    key: str = "",
    meanwhile: Callable[[PrivateApi], None] = _nothing,
) -> Iterator[PrivateApi]:
    """Start an API with its data in `home`, on 127.0.0.1 and `port`; end it with the block.

    Args:
        home: made where it is missing; nobody else may look into it.
        port: a free one.
        password: what a client has to know; ASCII.
        pages: whether it serves Prefect's pages as well.
        alone: whether it is for one command, without schedules, automations and workers.
        key: encrypts secrets in the database; empty: Prefect makes one beside it.
        meanwhile: called while it starts, with the API to be.

    Raises:
        ServiceError: it ended or was not ready in time; with its last words.

    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(0o700)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        **QUIET,
        **(ALONE if alone else {}),
        "PREFECT_HOME": str(home),
        "PREFECT_UI_ENABLED": "true" if pages else "false",
        "PREFECT_SERVER_UI_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_AUTH_STRING": password,
        **({"PREFECT_SERVER_ENCRYPTION_KEY": key} if key else {}),
    }
    errors = home / "server.log"
    with errors.open("wb") as log:
        server = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "flows.api_server", str(port)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            umask=0o077,
        )
    made = PrivateApi(f"http://127.0.0.1:{port}/api", password)
    try:
        meanwhile(made)
        _wait(server, made, errors)
        yield made
    finally:
        if server.stdin is not None:
            server.stdin.close()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def reached(url: str) -> None:
    """Make sure that the API that is configured answers, and takes us.

    Raises:
        ServiceError: it does not.

    """
    said = os.environ
    if password := said.get("PREFECT_API_AUTH_STRING", ""):
        shown = f"Basic {b64encode(password.encode()).decode()}"
    else:
        shown = f"Bearer {said['PREFECT_API_KEY']}" if said.get("PREFECT_API_KEY") else ""
    try:
        request = urllib.request.Request(  # noqa: S310  ours
            f"{url.rstrip('/')}/admin/version", headers={"authorization": shown} if shown else {}
        )
        with urllib.request.urlopen(request, timeout=10):  # noqa: S310  the same
            pass
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise ServiceError(
                "Prefect's server does not take our password",
                place=url,
                cause=f"it answers {error.code}",
                remedy="set PREFECT_API_AUTH_STRING (`hexapla serve` keeps its password in "
                ".hexapla/prefect/password), or PREFECT_API_KEY",
            ) from error
        # It answers; what else it thinks of us, its client will say.
    except (OSError, ValueError) as error:
        raise ServiceError(
            "Prefect's server is out of reach",
            place=url,
            cause=str(getattr(error, "reason", error)),
            remedy="start it (`hexapla serve`), correct PREFECT_API_URL, or run --engine local",
        ) from error


def drain(api: PrivateApi, flow_run: str, tasks: int) -> bool:
    """Wait until the API has recorded the end of a run's tasks; whether it did in time."""
    ended = {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]}}}
    until = time.monotonic() + DRAINED_WITHIN
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            count = api.ask(
                "/task_runs/count",
                {"flow_runs": {"id": {"any_": [flow_run]}}, "task_runs": ended},
            )
            if isinstance(count, int) and count >= tasks:
                return True
        time.sleep(0.2)
    return False


def seeded(home: Path, cache: Path) -> bool:
    """Give `home` the migrated database that the cache keeps, unless it has one; whether it has."""
    if (home / DATABASE).is_file():
        return True
    template = _template(cache)
    if not template.is_file():
        return False
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(template, home / DATABASE)
    (home / DATABASE).chmod(0o600)
    return True


def _template(cache: Path) -> Path:
    return cache / f"prefect-{version('prefect')}.db"


def free_port() -> int:
    """Give a port of 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: subprocess.Popen[bytes], api: PrivateApi, errors: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            api.ask("/health")
        except urllib.error.HTTPError as error:
            if error.code < 500:  # noqa: PLR2004  it answers: it is there
                return
        except OSError:
            pass
        else:
            return
        time.sleep(0.1)
    said = errors.read_text(errors="replace").strip().splitlines()
    raise ServiceError(
        "Prefect's server did not start",
        cause=said[-1] if said else f"no answer within {READY_WITHIN:.0f} s",
        remedy="run `hexapla doctor`; `hexapla run --engine local` does the same without Prefect",
    )


def _keep_template(database: Path, template: Path) -> None:
    """Keep the migrated, still empty database for the next run."""
    with contextlib.suppress(OSError, sqlite3.Error):
        template.parent.mkdir(parents=True, exist_ok=True)
        part = template.with_suffix(f".part{os.getpid()}")
        with (
            contextlib.closing(sqlite3.connect(database)) as source,
            contextlib.closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
        part.replace(template)

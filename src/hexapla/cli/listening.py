"""Where the review desk may listen: on this machine for one, elsewhere for who signs in alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hexapla.errors import UsageError

if TYPE_CHECKING:
    from hexapla.workspace import Workspace

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def admitted(
    workspace: Workspace, host: str, port: int, certificate: Path | None, key: Path | None
) -> str:
    """Give the address that people type, if the desk may listen there.

    Raises:
        UsageError: it would be open to others without a sign-in, or would take passwords over a
            network that everybody can read.

    """
    auth = workspace.config.review.auth
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise UsageError("there is no such file", place=str(path))
    if (certificate is None) != (key is None):
        raise UsageError("a certificate goes with its key", remedy="give --certificate and --key")
    shown = f"[{host}]" if ":" in host else host
    scheme = "https" if certificate else "http"
    local = f"{scheme}://{shown}:{port}"
    if auth is None:
        if host not in LOOPBACK:
            raise UsageError(
                f"the desk asks nobody who they are, and does not listen at {host}",
                remedy="leave --host out and use a tunnel (ssh -L "
                f"{port}:127.0.0.1:{port}), or set up [review.auth]: docs/how-to/access.md",
            )
        return local
    if host in LOOPBACK:
        return auth.public_url or local
    if not auth.public_url:
        raise UsageError(
            f"the desk does not know by which name it is reached at {host}",
            place="hexapla.toml: review.auth",
            remedy='set public_url = "https://…", the address that people type',
        )
    behind = bool(auth.trusted_proxies)
    public = urlsplit(auth.public_url)
    if public.scheme != "https" and public.hostname not in LOOPBACK:
        raise UsageError(
            "passwords and sessions would go over the network for everybody to read",
            place="hexapla.toml: review.auth.public_url",
            cause=f"{auth.public_url} is not https",
            remedy="put the desk behind a proxy with https, or give --certificate and --key",
        )
    if not certificate and not behind:
        raise UsageError(
            f"the desk has no certificate, and knows no proxy that has one, at {host}",
            remedy="give --certificate and --key, or name the proxy in review.auth.trusted_proxies",
        )
    return auth.public_url

"""What a form of the desk carries to prove that it is one, and where it may lead."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import urllib.parse
from pathlib import Path

from starlette.requests import Request

from hexapla.workspace import write_atomically

TOKEN_HEADER = "x-hexapla-token"  # noqa: S105  a header's name
_KEY_BYTES = 32


def key_of(folder: Path) -> bytes:
    """Give the workspace's secret for the desk's tokens; it outlives a restart of the server."""
    path = folder / "desk.key"
    if path.is_file():
        return path.read_bytes()
    made = secrets.token_bytes(_KEY_BYTES)
    write_atomically(path, made)
    path.chmod(0o600)
    return made


def token(key: bytes, session: str) -> str:
    """Give the token that a form of this session carries."""
    return hmac.new(key, session.encode(), hashlib.sha256).hexdigest()


def is_ours(key: bytes, request: Request, sent: str) -> bool:
    """Whether a form, or a post of another kind by its header, was made for this session."""
    given = (sent or request.headers.get(TOKEN_HEADER, "")).encode()
    return hmac.compare_digest(token(key, request.state.session).encode(), given)


def inside(place: str) -> str:
    """Give a place on this desk to go on to; what leads elsewhere leads to the first page.

    Browsers take a backslash for a slash and leave out tabs and line breaks.
    """
    if not place.startswith("/") or re.search(r"[\x00-\x20\\\x7f]", place):
        return "/"
    parts = urllib.parse.urlsplit(place)
    return place if not parts.netloc and not place.startswith("//") else "/"

"""What keeps the desk to its own user: hosts, tokens against forged posts, strict headers."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from hexapla.workspace import write_atomically

COOKIE = "hexapla-desk"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
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
    """Whether a form was made by this desk for this browser."""
    session = request.cookies.get(COOKIE, "")
    return bool(session) and hmac.compare_digest(token(key, session), sent)


class Guard(BaseHTTPMiddleware):
    """Refuses other hosts and origins, gives every browser a session, sets the headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        super().__init__(app)
        self._hosts = hosts

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Let a request through, or refuse it."""
        # A page elsewhere that has its name point here would send its own name as the host.
        if request.headers.get("host", "") not in self._hosts:
            return PlainTextResponse("This desk does not answer to that name.", status_code=421)
        origin = request.headers.get("origin")
        if (
            request.method == "POST"
            and origin is not None
            and origin.partition("://")[2] not in self._hosts
        ):
            return PlainTextResponse("This form comes from elsewhere.", status_code=403)
        session = request.cookies.get(COOKIE)
        request.state.session = session or secrets.token_urlsafe(24)
        response = await call_next(request)
        if session is None:
            response.set_cookie(COOKIE, request.state.session, httponly=True, samesite="strict")
        for name, said in HEADERS.items():
            response.headers[name] = said
        return response

"""What stands before every page: hosts, origins, sizes, sessions, and the headers of each answer.

Without `[review.auth]` the desk is one person's own and answers to this machine alone. With it
nothing but the sign-in and the style sheets is answered to somebody who is not signed in.
"""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hexapla.web.access.callers import Caller, caller_of
from hexapla.web.access.forms import inside, is_ours, key_of, token
from hexapla.web.access.gate import Gate, RefusedError
from hexapla.web.access.sessions import new_token
from hexapla.web.access.viewer import VIEWER

__all__ = ["COOKIE", "HEADERS", "Guard", "inside", "is_ours", "key_of", "token"]

COOKIE = "hexapla-desk"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
LARGEST = 1 << 20
"""Bytes that a post may have: reasons and comments are short, and no page takes a file."""
_OPEN = re.compile(r"/static/.*|/sign-in(/.*)?|/language|/alive")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
_SAFE = {"GET", "HEAD"}


class Guard:
    """Refuses other hosts and origins, gives every browser a session, sets the headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], gate: Gate | None = None) -> None:
        self._app, self._gate = app, gate
        self._public = urllib.parse.urlsplit(gate.auth.public_url) if gate else None
        self._hosts = frozenset(one.lower() for one in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        caller = caller_of(scope, self._gate.trusted if self._gate else ())
        if self._public and caller.host == self._public.netloc:
            caller = replace(caller, scheme=self._public.scheme)
        cookie = f"__Host-{COOKIE}" if caller.scheme == "https" else COOKIE
        request = Request(scope)
        sent = request.cookies.get(cookie, "")
        sent = sent if _TOKEN.fullmatch(sent) else ""
        state = scope.setdefault("state", {})
        state.update(session=sent or new_token(), address=caller.address, scheme=caller.scheme)
        said = Said(send, caller, cookie, state, sent)
        refused = self._refusal(request, caller)
        if refused is not None:
            state["session"] = sent  # a post from elsewhere has no cookie, and takes none away
        else:
            refused = await self._arriving(request, caller, sent)
        if refused is not None:
            await refused(scope, receive, said)
            return
        await self._app(scope, _Measured(receive), said)

    def _refusal(self, request: Request, caller: Caller) -> Response | None:
        """Refuse what no page of this desk can have sent."""
        # A page elsewhere that has its name point here would send its own name as the host.
        if caller.host not in self._hosts:
            return PlainTextResponse("This desk does not answer to that name.", status_code=421)
        if request.method in _SAFE:
            return None
        if request.method != "POST":
            return PlainTextResponse("The desk knows GET and POST.", status_code=405)
        site = request.headers.get("sec-fetch-site", "same-origin")
        origin = request.headers.get("origin", f"{caller.scheme}://{caller.host}")
        if site not in {"same-origin", "none"} or origin.lower() != (
            f"{caller.scheme}://{caller.host}"
        ):
            return PlainTextResponse("This form comes from elsewhere.", status_code=403)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            return PlainTextResponse("That is more than the desk reads.", status_code=413)
        return None

    async def _arriving(self, request: Request, caller: Caller, sent: str) -> Response | None:
        """Find out who it is; send who has to sign in first to do so."""
        if self._gate is None:
            return None
        try:
            viewer, begun = await run_in_threadpool(
                self._gate.arriving, request.scope, caller, sent
            )
        except RefusedError as error:
            return PlainTextResponse(error.reason, status_code=error.status)
        if begun:
            request.scope["state"]["session"] = begun
        VIEWER.set(viewer)
        if viewer is not None or _OPEN.fullmatch(request.url.path):
            return None
        return _to_sign_in(request)


def _to_sign_in(request: Request) -> Response | None:
    if request.method in _SAFE:
        place = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        asked = urllib.parse.urlencode({"next": inside(place)})
        return RedirectResponse(f"/sign-in?{asked}" if place != "/" else "/sign-in", 303)
    # What was posted is not done: the sign-in is the answer, and no redirect says otherwise.
    request.scope.update(path="/sign-in", raw_path=b"/sign-in", method="GET", query_string=b"")
    request.scope["state"]["ended"] = "yes"
    return None


class Said:
    """Sends an answer with the headers, and with the session's cookie where it is a new one."""

    def __init__(
        self,
        send: Send,
        caller: Caller,
        cookie: str,
        state: dict[str, str],
        sent: str,
    ) -> None:
        self._send, self._caller, self._cookie = send, caller, cookie
        self._state, self._sent = state, sent

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, said in HEADERS.items():
                headers[name] = said
            is_secure = self._caller.scheme == "https"
            if is_secure:
                headers["Strict-Transport-Security"] = "max-age=31536000"
                message["headers"] = [
                    (name, said + b"; Secure" if name == b"set-cookie" else said)
                    for name, said in message["headers"]
                ]
                headers = MutableHeaders(scope=message)
            if self._state["session"] != self._sent:
                # Who comes from a link in a mail, or back from a provider, is still signed in; a
                # post from elsewhere never is.
                headers.append(
                    "Set-Cookie",
                    f"{self._cookie}={self._state['session']}; Path=/; HttpOnly; SameSite=lax"
                    + ("; Secure" if is_secure else ""),
                )
        await self._send(message)


class _Measured:
    """Receives a request's body, and stops where it is more than it may be, whatever it said."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._read = receive, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            if self._read > LARGEST:
                raise HTTPException(413, "That is more than the desk reads.")
        return message

"""The pages of the sign-in: in, out, one's account, and the way to a provider and back."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Callable
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hexapla.errors import HexaplaError, InputError, ServiceError, UsageError
from hexapla.review import LONGEST, SHORTEST, User
from hexapla.web.access.forms import inside, is_ours
from hexapla.web.access.gate import Gate, RefusedError
from hexapla.web.access.viewer import VIEWER, Viewer

_UNAUTHORISED, _FORBIDDEN, _REFUSED, _TOO_MANY, _AWAY = 401, 403, 422, 429, 503


class Renderer(Protocol):
    """What gives a page: the desk."""

    key: bytes

    def render(self, request: Request, template: str, status: int = 200, **facts: Any) -> Response:
        """Give a page."""


class Door:
    """The sign-in of a desk."""

    def __init__(self, desk: Renderer, gate: Gate) -> None:
        self._desk, self._gate = desk, gate
        self._provider = self._made()

    def _made(self) -> Any:
        said = self._gate.auth.oidc
        if said is None:
            return None
        try:
            from hexapla.web.access.oidc import Provider  # noqa: PLC0415  an extra
        except ImportError as error:
            raise UsageError(
                "sign-in at an OpenID provider is not installed",
                cause=str(error),
                remedy="pip install 'hexapla[oidc]'",
            ) from error
        if not self._gate.auth.public_url:
            raise UsageError(
                "the provider has to know where it sends people back to",
                place="hexapla.toml: review.auth",
                remedy="set public_url",
            )
        return Provider(
            said,
            self._gate.sessions,
            self._gate.time,
            secret=os.environ.get(said.client_secret_variable, ""),
            callback=f"{self._gate.auth.public_url}/sign-in/oidc/done",
        )

    def routes(self) -> list[Route]:
        """Give the pages with their addresses."""
        made = [
            Route("/sign-in", self._shown(self.ask)),
            Route("/sign-in", self._posted(self.sign_in), methods=["POST"]),
            Route("/sign-out", self._posted(self.sign_out), methods=["POST"]),
            Route("/account", self._shown(self.account)),
            Route("/account", self._posted(self.change), methods=["POST"]),
        ]
        if self._provider is not None:
            made += [
                Route("/sign-in/oidc", self._shown(self.away)),
                Route("/sign-in/oidc/done", self._shown(self.back)),
            ]
        return made

    # Sign-in

    def ask(self, request: Request) -> Response:
        """Show the sign-in; who is signed in already goes on."""
        place = inside(request.query_params.get("next", "/"))
        if request.scope["state"].get("ended"):
            referer = urllib.parse.urlsplit(request.headers.get("referer", ""))
            place = inside(referer.path + (f"?{referer.query}" if referer.query else ""))
            answer = self._asked(request, place, _UNAUTHORISED, ended=True)
            if "hx-request" in request.headers:
                asked = urllib.parse.urlencode({"next": place, "ended": "1"})
                answer.headers["HX-Redirect"] = f"/sign-in?{asked}"
            return answer
        if VIEWER.get() is not None:
            return RedirectResponse(place, status_code=303)
        said = request.query_params
        return self._asked(request, place, out="out" in said, ended="ended" in said)

    def _asked(
        self,
        request: Request,
        place: str,
        status: int = 200,
        *,
        problem: HexaplaError | None = None,
        **facts: Any,
    ) -> Response:
        auth = self._gate.auth
        return self._desk.render(
            request,
            "sign-in.html",
            status,
            problem=problem,
            next=place,
            passwords=auth.passwords,
            provider=(auth.oidc.label or auth.oidc.issuer) if auth.oidc else "",
            proxy=auth.proxy is not None,
            **{"ended": False, "out": False, "wrong": False, "wait": 0, "name": "", **facts},
        )

    def sign_in(self, request: Request, form: FormData) -> Response:
        """Sign somebody in by name and password."""
        place = inside(_text(form, "next") or "/")
        if not self._gate.auth.passwords:
            return self._asked(request, place, _FORBIDDEN)
        name, password = _text(form, "name"), _text(form, "password")
        token, wait = self._gate.by_password(name, password, request.state.address)
        if wait:
            minutes = -(-wait // 60)
            answer = self._asked(request, place, _TOO_MANY, wait=minutes, name=name)
            answer.headers["Retry-After"] = str(wait)
            return answer
        if not token:
            return self._asked(request, place, _UNAUTHORISED, wrong=True, name=name)
        return self._let_in(request, token, place)

    def _let_in(self, request: Request, token: str, place: str) -> Response:
        """Go on under a new session; the one that was there before is worth nothing."""
        self._gate.sessions.end(request.state.session)
        request.scope["state"]["session"] = token
        return RedirectResponse(place, status_code=303)

    def sign_out(self, request: Request, _: FormData) -> Response:
        """End the session."""
        viewer = VIEWER.get()
        if viewer is not None:
            self._gate.note("signed-out", {"via": viewer.via}, viewer.person)
        self._gate.sessions.end(request.state.session)
        request.scope["state"]["session"] = self._gate.fresh()
        answer = RedirectResponse("/sign-in?out=1", status_code=303)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    # At a provider

    def away(self, request: Request) -> Response:
        """Send the browser to the provider."""
        place = inside(request.query_params.get("next", "/"))
        return RedirectResponse(self._provider.begin(request.state.session, place), status_code=303)

    def back(self, request: Request) -> Response:
        """Take in who comes back from the provider."""
        try:
            named, place = self._provider.finish(request.state.session, dict(request.query_params))
            user, person = self._gate.admitted(named)
        except (InputError, RefusedError) as error:
            self._gate.note("sign-in-failed", {"via": "oidc", "address": request.state.address}, "")
            told = InputError(error.reason, facts={}) if isinstance(error, RefusedError) else error
            return self._asked(request, "/", _FORBIDDEN, problem=told)
        token = self._gate.sign_in(user, named, person, via="oidc", address=request.state.address)
        return self._let_in(request, token, place)

    # One's account

    def account(
        self,
        request: Request,
        status: int = 200,
        *,
        problem: HexaplaError | None = None,
    ) -> Response:
        """Show who is signed in, in which roles, and the change of the password."""
        viewer = VIEWER.get()
        assert viewer is not None  # noqa: S101  the guard lets nobody else come here
        user = self._gate.users.get(viewer.user)
        allowed = self._gate.permissions
        given = {one.role: (*one.languages, *one.families) for one in user.grants} if user else {}
        named = {
            name: (*one.languages, *one.families)
            for name, one in allowed.roles.items()
            if {viewer.person, viewer.user} & set(one.people)
        }
        return self._desk.render(
            request,
            "account.html",
            status,
            problem=problem,
            done="changed" in request.query_params,
            mine=sorted({**given, **named}.items()),
            may_change=viewer.has_password and self._gate.auth.passwords,
            shortest=SHORTEST,
            longest=LONGEST,
        )

    def change(self, request: Request, form: FormData) -> Response:
        """Change one's password: with the old one, and again under a limit; other sessions end."""
        viewer = VIEWER.get()
        if viewer is None or not viewer.has_password or not self._gate.auth.passwords:
            raise UsageError("there is no password to change", facts={})
        wait = self._gate.sessions.attempt(address=request.state.address, name=viewer.user)
        if wait:
            answer = self.account(
                request,
                _TOO_MANY,
                problem=UsageError(
                    "too many tries",
                    remedy="wait for {minutes} minutes, and try again",
                    facts={"minutes": -(-wait // 60)},
                ),
            )
            answer.headers["Retry-After"] = str(wait)
            return answer
        try:
            user = self._changed(request, viewer, form)
        except UsageError as error:
            return self.account(request, _REFUSED, problem=error)
        self._gate.note("password-changed", {"user": user.name, "person": user.person}, user.person)
        self._gate.sessions.end(request.state.session)
        request.scope["state"]["session"] = self._gate.sessions.begin(
            user=user.name, person=user.person, via=viewer.via, epoch=user.epoch
        )
        return RedirectResponse("/account?changed=1", status_code=303)

    def _changed(self, request: Request, viewer: Viewer, form: FormData) -> User:
        address = request.state.address
        if self._gate.users.check(viewer.user, _text(form, "old")) is None:
            self._gate.note("sign-in-failed", {"address": address}, viewer.person)
            raise UsageError("the present password is another one", facts={})
        self._gate.sessions.succeeded(address=address, name=viewer.user)
        new = _text(form, "new")
        if new != _text(form, "again"):
            raise UsageError("the new password is not the same in both fields", facts={})
        if not new:
            raise UsageError("the new password is empty", facts={})
        return self._gate.users.set_password(viewer.user, new)

    # How they are asked for

    def _shown(self, view: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            try:
                return view(request)
            except ServiceError as error:
                return self._asked(request, "/", _AWAY, problem=error)
            except HexaplaError as error:
                return self._asked(request, "/", _REFUSED, problem=error)

        return answer

    def _posted(self, act: Callable[[Request, FormData], Response]) -> Callable[[Request], Any]:
        def work(request: Request, form: FormData) -> Response:
            if not is_ours(self._desk.key, request, _text(form, "token")):
                stale = UsageError(
                    "this form was not made for this browser; nothing was decided",
                    remedy="load the page again",
                    facts={},
                )
                return self._asked(request, "/", _FORBIDDEN, problem=stale)
            try:
                return act(request, form)
            except HexaplaError as error:
                return self._asked(request, "/", _REFUSED, problem=error)

        async def answer(request: Request) -> Response:
            form = await request.form(max_files=0, max_fields=20)
            return await run_in_threadpool(work, request, form)

        return answer


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""

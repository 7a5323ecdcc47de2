"""The review desk: what every page and act leans on, and the addresses that they answer to.

Every page works without scripts; with them an act sends back the rows that it changed, and no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from hexapla.errors import HexaplaError, UsageError
from hexapla.model import Language, State
from hexapla.review import Review, is_restricted
from hexapla.revisions import Ledger
from hexapla.web.access.viewer import VIEWER
from hexapla.web.acting import Acts
from hexapla.web.guard import Guard, is_ours, key_of, token
from hexapla.web.looks import Looks
from hexapla.web.overviews import Overviews
from hexapla.web.pages import Shelf
from hexapla.web.rows import CAUSES, STATES, VERDICTS
from hexapla.web.screens import Screens
from hexapla.web.searching import Index
from hexapla.web.settings import ROLE, Settings
from hexapla.web.showing import Showing
from hexapla.web.speaking import COOKIE, Speech, languages, negotiated
from hexapla.web.terms import Terms
from hexapla.web.texts import diff_pieces
from hexapla.workspace import Clock, Workspace, clock

_REFUSED, _FORGED, _UNKNOWN = 422, 403, 404


class Desk:
    """The desk over one workspace: of one person, or of whoever is signed in."""

    def __init__(self, workspace: Workspace, person: str, language: str, time: Clock) -> None:
        self.workspace, self.language, self.time = workspace, language, time
        self._owner = person
        self.ledger = Ledger.open(workspace, time)
        self.review = Review(workspace, self.ledger)
        self.shelf, self.terms = Shelf(self.review), Terms(workspace)
        self.looks, self.screens = Looks(workspace.private), Screens()
        self.index = Index(workspace.private, self.ledger)
        self.key = key_of(workspace.private)
        # One act after the other: what a decision is checked against is what it is written to.
        self.lock = threading.Lock()
        self.pages = Environment(
            loader=PackageLoader("hexapla.web"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self.pages.globals.update(
            STATES=STATES,
            VERDICTS=VERDICTS,
            CAUSES=CAUSES,
            State=State,
            diff_pieces=diff_pieces,
            desk_languages=languages(),
        )

    @property
    def person(self) -> str:
        """Who asks: who is signed in, else whose desk it is."""
        viewer = VIEWER.get()
        return viewer.person if viewer is not None else self._owner

    def sees(self, document: str) -> bool:
        """Whether who asks may see a document at all."""
        found = self.review.documents().get(document)
        if found is None or not is_restricted(self.workspace, found):
            return True
        return self.review.permissions.sees(self.person, found.config.family)

    def require(self, document: str) -> None:
        """Refuse a document that who asks may not see, as if there were none.

        Raises:
            UsageError: the ledger does not know it, or it is for others.

        """
        if not self.sees(document):
            raise UsageError(
                f"the ledger knows no document “{document}”",
                remedy="run `hexapla record`, or see `hexapla status` for the names",
            )

    def speech(self, request: Request) -> Speech:
        """Give the language that a page speaks."""
        accepted = request.headers.get("accept-language", "")
        return Speech(negotiated(request.cookies.get(COOKIE, ""), self.language, accepted))

    def render(self, request: Request, name: str, status: int = 200, **facts: Any) -> Response:
        """Give a page."""
        speech = self.speech(request)
        text = self.pages.get_template(name).render(
            **{
                "_": speech.say,
                "t": speech,
                "ui": speech.language,
                "person": self.person,
                "viewer": VIEWER.get(),
                "place": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
                "token": token(self.key, request.state.session),
                "role": request.cookies.get(ROLE, ""),
                "roles": sorted(self.workspace.config.roles),
                "role_titles": {
                    one: said.titles.get(Language(speech.language), one)
                    for one, said in self.workspace.config.roles.items()
                },
                "problem": None,
                "typed": (),
                "q": "",
                **facts,
            }
        )
        return HTMLResponse(text, status_code=status)


def application(
    workspace: Workspace,
    *,
    person: str,
    port: int = 8340,
    language: str = "",
    time: Clock | None = None,
    hosts: frozenset[str] = frozenset(),
) -> Starlette:
    """Give the desk as an ASGI application for one person.

    It answers to 127.0.0.1 and localhost at `port`, and to further `hosts` (with their port). An
    empty `language` leaves it to each browser which language the desk speaks.

    Raises:
        LedgerError: the workspace's ledger is damaged.

    """
    desk = Desk(workspace, person, language, time or clock())
    showing, overviews = Showing(desk), Overviews(desk)
    acts, settings = Acts(desk, showing, overviews), Settings(desk)
    shown, posted = _asked(desk)
    return Starlette(
        routes=[
            Route("/", shown(overviews.matrix)),
            Route("/log", shown(overviews.log)),
            Route("/activity", shown(overviews.activity)),
            Route("/search", shown(overviews.search)),
            Route("/packs", shown(overviews.packs)),
            Route("/packs/{pack}", posted(acts.seal), methods=["POST"]),
            Route("/role", posted(settings.choose_role), methods=["POST"]),
            Route("/language", posted(settings.choose_language), methods=["POST"]),
            Route("/documents/{document:path}", shown(showing.document)),
            Route("/align/{language}/{document:path}", shown(showing.alignment)),
            Route("/align/{language}/{document:path}", posted(acts.align), methods=["POST"]),
            Route("/act/{language}/{document:path}", posted(acts.act), methods=["POST"]),
            Route("/seen/{document:path}", posted(acts.seen), methods=["POST"]),
            Route("/alive", lambda _: PlainTextResponse("yes")),
            Mount("/static", StaticFiles(packages=[("hexapla.web", "static")])),
        ],
        middleware=[
            Middleware(
                Guard,
                hosts=frozenset({f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"})
                | hosts,
            )
        ],
    )


_View = Callable[[Request], Response]
_Act = Callable[[Request, FormData], Response]


def _asked(desk: Desk) -> tuple[Callable[[_View], _View], Callable[[_Act], Callable[..., Any]]]:
    """Give what makes a page, and what makes an act, of a function."""

    def shown(view: _View) -> _View:
        def answer(request: Request) -> Response:
            with desk.lock:
                try:
                    with desk.review.held():
                        return view(request)
                except HexaplaError as error:
                    return desk.render(request, "problem.html", _UNKNOWN, problem=error)

        return answer

    def posted(act: _Act) -> Callable[..., Any]:
        def work(request: Request, form: FormData) -> Response:
            with desk.lock:
                if not is_ours(desk.key, request, str(form.get("token", ""))):
                    stale = UsageError(
                        "this form was not made for this browser; nothing was decided",
                        remedy="load the page again, and decide again",
                    )
                    return desk.render(
                        request, "problem.html", _FORGED, problem=stale, typed=typed(form)
                    )
                try:
                    with desk.review.held():
                        return act(request, form)
                except HexaplaError as error:
                    return desk.render(
                        request, "problem.html", _REFUSED, problem=error, typed=typed(form)
                    )

        async def answer(request: Request) -> Response:
            form = await request.form()
            return await run_in_threadpool(work, request, form)

        return answer

    return shown, posted


def typed(form: FormData) -> tuple[str, ...]:
    """Give what somebody has written into a form: an act that fails loses none of it."""
    written = (str(form.get(name, "")).strip() for name in ("reason", "why", "text", "force"))
    return tuple(one for one in written if one)

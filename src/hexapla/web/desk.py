"""The review desk: what every page and act leans on, and the addresses that they answer to.

Every page works without scripts; with them an act sends back the rows that it changed, and no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
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
from hexapla.review import Review, Views
from hexapla.revisions import Ledger
from hexapla.web.access import VIEWER, Door, Gate
from hexapla.web.acting import Acts
from hexapla.web.guard import Guard, is_ours, key_of, token
from hexapla.web.looks import Looks
from hexapla.web.overviews import Overviews
from hexapla.web.pages import Shelf
from hexapla.web.rows import CAUSES, STATES, VERDICTS
from hexapla.web.screens import Screens
from hexapla.web.searching import Index
from hexapla.web.settings import ROLE, Settings
from hexapla.web.showing import Showing, status_of
from hexapla.web.speaking import COOKIE, Speech, languages, negotiated
from hexapla.web.terms import Terms
from hexapla.web.texts import diff_pieces
from hexapla.workspace import Clock, SystemClock, Workspace, clock

_FORGED, _UNKNOWN = 403, 404
PATIENCE = 0.3
"""Seconds that a page waits for its findings."""


class NowhereError(UsageError):
    """An address names what is not there."""


class Desk:
    """The desk over one workspace: of one person, or of whoever is signed in."""

    def __init__(
        self, workspace: Workspace, person: str, language: str, time: Clock, patience: float
    ) -> None:
        self.language, self.time, self.patience = language, time, patience
        self._owner = person
        self.whole = Review(workspace, Ledger.open(workspace, time))
        self.views = Views(self.whole)
        self.shelf, self.terms = Shelf(self.whole), Terms(workspace)
        self.looks, self.screens = Looks(workspace.private), Screens()
        self.index = Index(workspace.private, self.whole.ledger)
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
        """Who asks: who is signed in, else whose own desk it is; “”: nobody knows yet."""
        viewer = VIEWER.get()
        if viewer is not None:
            return viewer.person
        return "" if self.whole.permissions.guarded else self._owner

    # What there is for who asks: what they may not see is unknown to the three of these.

    @property
    def review(self) -> Review:
        """The review as who asks sees it."""
        return self.views.of(self.person)

    @property
    def ledger(self) -> Ledger:
        """The ledger as who asks sees it."""
        return self.review.ledger

    @property
    def workspace(self) -> Workspace:
        """The workspace as who asks sees it."""
        return self.review.workspace

    def sees(self, document: str) -> bool:
        """Whether who asks may see a document at all."""
        return self.views.shows(self.person, document)

    def note(self, what: str, body: Mapping[str, Any], who: str) -> None:
        """Write into the log what no document is about: that somebody signed in, say."""
        with self.lock:
            self.whole.ledger.note(what, body, who=who)

    def look_for(self, request: Request) -> None:
        """Look for what an address names.

        Raises:
            NowhereError: it is not there; what who asks may not see is not there.

        """
        document, pack = (request.path_params.get(one) for one in ("document", "pack"))
        if pack is not None and pack not in self.workspace.config.packs:
            raise NowhereError(
                "there is no pack “{pack}”",
                remedy="the page of packs lists them",
                facts={"pack": pack},
            )
        try:
            if document is not None:
                self.ledger.source_language(document)
        except UsageError as error:
            raise NowhereError(
                "the ledger knows no document “{document}”",
                remedy="run `hexapla record`, or see `hexapla status` for the names",
                facts={"document": document},
            ) from error

    def require(self, document: str) -> None:
        """Refuse a document that who asks may not see, as if there were none.

        Raises:
            UsageError: the ledger does not know it, or it is for others.

        """
        if not self.sees(document):
            raise UsageError(
                "the ledger knows no document “{document}”",
                remedy="run `hexapla record`, or see `hexapla status` for the names",
                facts={"document": document},
            )

    def speech(self, request: Request) -> Speech:
        """Give the language that a page speaks."""
        accepted = request.headers.get("accept-language", "")
        return Speech(negotiated(request.cookies.get(COOKIE, ""), self.language, accepted))

    def render(self, request: Request, template: str, status: int = 200, **facts: Any) -> Response:
        """Give a page."""
        text = self.pages.get_template(template).render(self.told(request, facts))
        return HTMLResponse(text, status_code=status)

    def told(self, request: Request, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Give what every template knows, and some facts."""
        speech = self.speech(request)
        return {
            "_": speech.say,
            "t": speech,
            "ui": speech.language,
            "person": self.person,
            "viewer": VIEWER.get(),
            "place": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "token": token(self.key, request.state.session),
            "role": request.cookies.get(ROLE, ""),
            "roles": self.whole.permissions.held(self.person),
            "role_titles": {
                one: said.titles.get(Language(speech.language), one)
                for one, said in self.workspace.config.roles.items()
            },
            "problem": None,
            "typed": (),
            "q": "",
            "hint": "",
            **facts,
        }


def application(
    workspace: Workspace,
    *,
    person: str,
    port: int = 8340,
    language: str = "",
    time: Clock | None = None,
    hosts: frozenset[str] = frozenset(),
    patience: float = PATIENCE,
) -> Starlette:
    """Give the desk as an ASGI application for one person.

    It answers to 127.0.0.1 and localhost at `port`, and to further `hosts` (with their port). An
    empty `language` leaves it to each browser which language the desk speaks. With
    `[review.auth]` it is everybody's who is let in, and `person` means nothing. After something was
    recorded a page waits for its findings as long as `patience`, in seconds; then it is shown
    without them, and they are filled in.

    Raises:
        LedgerError: the workspace's ledger is damaged.

    """
    desk = Desk(workspace, person, language, time or clock(), patience)
    showing, overviews = Showing(desk), Overviews(desk)
    acts, settings = Acts(desk, showing, overviews), Settings(desk)
    shown, posted = _asked(desk)
    gate = Gate.of(workspace, time or SystemClock(), desk.note)
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
            Route("/found/{document:path}", shown(showing.found)),
            Route("/align/{language}/{document:path}", shown(showing.alignment)),
            Route("/align/{language}/{document:path}", posted(acts.align), methods=["POST"]),
            Route("/act/{language}/{document:path}", posted(acts.act), methods=["POST"]),
            Route("/seen/{document:path}", posted(acts.seen), methods=["POST"]),
            Route("/alive", lambda _: PlainTextResponse("yes")),
            Mount("/static", StaticFiles(packages=[("hexapla.web", "static")])),
            *(Door(desk, gate).routes() if gate else ()),
        ],
        middleware=[
            Middleware(
                Guard,
                hosts=frozenset({f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"})
                | hosts
                | (gate.hosts if gate else frozenset()),
                gate=gate,
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
                    desk.look_for(request)
                    with desk.review.held(desk.patience):
                        return view(request)
                except HexaplaError as error:
                    return desk.render(request, "problem.html", _UNKNOWN, problem=error)

        return answer

    def posted(act: _Act) -> Callable[..., Any]:
        def work(request: Request, form: FormData) -> Response:
            # A decision is bound to what there is to find: that is waited for, out of others' way.
            desk.whole.known.wait()
            with desk.lock:
                if not is_ours(desk.key, request, str(form.get("token", ""))):
                    stale = UsageError(
                        "this form was not made for this browser; nothing was decided",
                        remedy="load the page again, and decide again",
                        facts={},
                    )
                    return desk.render(
                        request, "problem.html", _FORGED, problem=stale, typed=typed(form)
                    )
                try:
                    desk.look_for(request)
                    with desk.review.held():
                        made = act(request, form)
                except HexaplaError as error:
                    status = _UNKNOWN if isinstance(error, NowhereError) else status_of(error)
                    return desk.render(
                        request, "problem.html", status, problem=error, typed=typed(form)
                    )
                desk.whole.refresh(0)
                return made

        async def answer(request: Request) -> Response:
            form = await request.form()
            return await run_in_threadpool(work, request, form)

        return answer

    return shown, posted


def typed(form: FormData) -> tuple[str, ...]:
    """Give what somebody has written into a form: an act that fails loses none of it."""
    written = (str(form.get(name, "")).strip() for name in ("reason", "why", "text", "force"))
    return tuple(one for one in written if one)

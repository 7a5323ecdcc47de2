"""The review desk: documents × languages, a document side by side, packs to release, the log.

Every page works without scripts; `desk.js` adds the keys and keeps the place. One person uses it,
on the machine that it runs on; it listens nowhere else.
"""

from __future__ import annotations

import threading
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from hexapla.catalogue import translator
from hexapla.errors import HexaplaError, UsageError
from hexapla.model import Language, State
from hexapla.model import language as tag_of
from hexapla.review import (
    ChangedError,
    NotAllowedError,
    NotReadyError,
    Review,
    SeenReview,
    Sight,
    blockers,
    release,
    releases,
)
from hexapla.revisions import Ledger
from hexapla.web.access import VIEWER, Door, Gate
from hexapla.web.guard import Guard, inside, is_ours, key_of, token
from hexapla.web.pages import CAUSES, STATES, VERDICTS, Filters, page
from hexapla.workspace import Clock, SystemClock, Workspace, clock

_NEWEST = 200
_LATE, _REFUSED, _FORGED, _FORBIDDEN, _NOWHERE = 409, 422, 403, 403, 404
_ROLE = "hexapla-role"


class NowhereError(UsageError):
    """An address names what is not there."""


class Desk:
    """The desk of one person over one workspace."""

    def __init__(self, workspace: Workspace, person: str, language: str, time: Clock) -> None:
        self._owner, self.ui = person, language
        self.whole = Review(workspace, Ledger.open(workspace, time))
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
            _=translator(language),
            ui=language,
            STATES=STATES,
            VERDICTS=VERDICTS,
            CAUSES=CAUSES,
            State=State,
        )

    # Whose desk it is: everything below asks these, and so shows and does what the viewer may.

    @property
    def person(self) -> str:
        """Who looks at the page: who is signed in, else whose own desk it is; “”: not known yet."""
        viewer = VIEWER.get()
        if viewer is not None:
            return viewer.person
        return "" if self.whole.permissions.guarded else self._owner

    @property
    def review(self) -> Review:
        """The review as the viewer sees it."""
        sight = Sight.of(self.whole, self.person)
        return self.whole if sight is None else SeenReview(self.whole, sight)

    @property
    def ledger(self) -> Ledger:
        """The ledger as the viewer sees it."""
        return self.review.ledger

    @property
    def workspace(self) -> Workspace:
        """The workspace as the viewer sees it."""
        return self.review.workspace

    def note(self, what: str, body: Mapping[str, Any], who: str) -> None:
        """Write into the log what no document is about: that somebody signed in, say."""
        with self.lock:
            self.whole.ledger.note(what, body, who=who)

    def look_for(self, request: Request) -> None:
        """Look for what an address names.

        Raises:
            NowhereError: it is not there; what the viewer may not see is not there.

        """
        document, pack = (request.path_params.get(one) for one in ("document", "pack"))
        if pack is not None and pack not in self.workspace.config.packs:
            raise NowhereError(f"there is no pack “{pack}”", remedy="the page of packs lists them")
        try:
            if document is not None:
                self.ledger.source_language(document)
        except UsageError as error:
            raise NowhereError(error.problem, remedy=error.remedy) from error

    def render(self, request: Request, name: str, status: int = 200, **facts: Any) -> Response:
        """Give a page."""
        text = self.pages.get_template(name).render(
            token=token(self.key, request.state.session),
            person=self.person,
            viewer=VIEWER.get(),
            role=request.cookies.get(_ROLE, ""),
            roles=self.whole.permissions.held(self.person),
            role_titles={
                name: one.titles.get(Language(self.ui), name)
                for name, one in self.workspace.config.roles.items()
            },
            **{"problem": None, **facts},
        )
        return HTMLResponse(text, status_code=status)

    # Pages

    def matrix(self, request: Request) -> Response:
        """Show the documents by languages."""
        status = self.ledger.status().documents
        findings: dict[tuple[str, str], int] = {}
        for one in self.review.findings():
            findings[one.document, one.language] = findings.get((one.document, one.language), 0) + 1
        languages = [
            tag
            for tag in self.workspace.config.every_language
            if any(tag in one.languages for one in status)
        ]
        quorum = {one.document: set(self.review.quorum(one.document)) for one in status}
        return self.render(
            request,
            "matrix.html",
            documents=status,
            languages=languages,
            findings=findings,
            quorum=quorum,
        )

    def document(
        self,
        request: Request,
        *,
        asked: str | None = None,
        problem: HexaplaError | None = None,
        changed: str = "",
    ) -> Response:
        """Show a document with its translations side by side, or of it what an act changed.

        `changed` is the block that was decided about: only its row is given, and what counts.
        """
        name = request.path_params["document"]
        query = request.url.query if asked is None else asked
        given = urllib.parse.parse_qs(query)
        languages = [tag_of(one) for one in given.get("language", [])]
        if not languages:
            languages = self._first(name)
        filters = Filters.of({key: values[0] for key, values in given.items()})
        shown = page(self.review, name, list(dict.fromkeys(languages)), filters)
        status = 200 if problem is None else _status(problem)
        return self.render(
            request,
            "part.html" if changed else "document.html",
            status,
            page=shown,
            changed={row.key for row in shown.rows if changed in row.keys},
            deciding={tag: self._deciding(request, name, tag) for tag in shown.languages},
            query=urllib.parse.urlencode(
                [("language", one) for one in shown.languages]
                + [
                    (key, getattr(filters, key))
                    for key in Filters.__slots__
                    if getattr(filters, key)
                ]
            ),
            problem=problem,
        )

    def _first(self, name: str) -> list[Language]:
        status = self.ledger.status([name]).documents
        self.ledger.source_language(name)
        there = [tag for tag, one in status[0].languages.items() if one.revision] if status else []
        order = [tag for tag in self.workspace.config.every_language if tag in there]
        return (order or there)[:1]

    def log(self, request: Request) -> Response:
        """Show the newest of what was done."""
        events = [one for one in self.ledger.log() if one.what != "stands"][-_NEWEST:]
        return self.render(request, "log.html", events=events[::-1])

    def packs(
        self, request: Request, problem: HexaplaError | None = None, made: str = ""
    ) -> Response:
        """Show the packs: what stands against each one's release, and the releases there are."""
        rows = [
            (spec, blockers(self.review, spec.name), releases(self.ledger, spec.name))
            for spec in self.workspace.config.pack_specs()
        ]
        status = 200 if problem is None else _status(problem)
        return self.render(request, "packs.html", status, rows=rows, problem=problem, made=made)

    # Acts

    def act(self, request: Request, form: FormData) -> Response:
        """Do what a form of a document's page asks for; show the page as it is then."""
        back = str(form.get("back", ""))
        problem: HexaplaError | None = None
        try:
            self._decide(request, form)
        except HexaplaError as error:
            problem = error
        if request.headers.get("x-desk") == "part" or problem is not None:
            # A waiver may change findings elsewhere in the document; these two change one row.
            alone = problem is None and request.path_params["act"] in {"approve", "send-back"}
            changed = str(form.get("block", "")) if alone else ""
            return self.document(request, asked=back, problem=problem, changed=changed)
        name = urllib.parse.quote(request.path_params["document"])
        return RedirectResponse(
            f"/documents/{name}?{back}#{form.get('anchor', '')}", status_code=303
        )

    def _decide(self, request: Request, form: FormData) -> None:
        document = request.path_params["document"]
        tag = tag_of(request.path_params["language"])
        role = self._role(request, document, tag)
        self.review.require(role, self.person, document, tag)
        act = request.path_params["act"]
        reason = str(form.get("reason", ""))
        block = str(form.get("block", ""))
        blocks = [block] if block else None
        seen = {block: str(form.get("seen", ""))} if block else None
        review = self.review
        if act == "approve":
            review.approve(document, tag, role=role, person=self.person, blocks=blocks, seen=seen)
        elif act == "send-back":
            review.send_back(
                document,
                tag,
                role=role,
                person=self.person,
                reason=reason,
                blocks=blocks,
                seen=seen,
            )
        elif act == "waive":
            self._waive(document, tag, block, role, reason)
        elif act == "undo":
            review.undo(document, tag, person=self.person)
        else:
            raise UsageError(f"there is no act “{act}”")

    def _waive(self, document: str, tag: Language, block: str, role: str, reason: str) -> None:
        """Waive a block's open findings, or that it is stale, where it is."""
        here = self.review.standing(document, tag)
        passage = next((one for one in here.passages if one.key == block), None)
        if passage is None:
            raise UsageError("the block is there no more", remedy="load the page again")
        open_findings = [one for one in passage.open_findings if one.rule != "stale"]
        if open_findings:
            self.review.waive(
                document,
                tag,
                [one.fingerprint for one in open_findings],
                role=role,
                person=self.person,
                reason=reason,
            )
        unit = passage.unit
        if unit is not None and unit.state in {State.STALE, State.UNKNOWN} and unit.source:
            if unit.state is State.STALE or not open_findings:
                self.ledger.waive(document, tag, unit.source[0].id, who=self.person, reason=reason)
        elif not open_findings:
            raise UsageError("there is nothing to waive in this block")

    def _deciding(self, request: Request, document: str, tag: Language) -> str:
        try:
            role = self._role(request, document, tag)
            self.review.require(role, self.person, document, tag)
        except UsageError:
            return ""
        return role

    def _role(self, request: Request, document: str, tag: Language) -> str:
        """Give the role that was chosen, or the first of the quorum that the person may have."""
        chosen = request.cookies.get(_ROLE, "")
        if chosen:
            return chosen
        able = self.review.roles_of(self.person, document, tag)
        wanted = [one for one in able if one in self.review.quorum(document)] or list(able)
        if not wanted:
            raise UsageError(
                f"{self.person} has no role for this translation",
                remedy="add a table [roles.NAME] to hexapla.toml",
            )
        return wanted[0]

    def choose_role(self, request: Request, form: FormData) -> Response:
        """Keep the role that the person decides in."""
        back = str(form.get("back", "/"))
        response = RedirectResponse(inside(back), status_code=303)
        role = str(form.get("role", ""))
        if role in self.workspace.config.roles:
            is_secure = request.state.scheme == "https"
            response.set_cookie(_ROLE, role, httponly=True, samesite="strict", secure=is_secure)
        else:
            response.delete_cookie(_ROLE)
        return response

    def seal(self, request: Request, form: FormData) -> Response:
        """Release a pack."""
        pack = request.path_params["pack"]
        try:
            made = release(self.review, pack, person=self.person, forced=str(form.get("force", "")))
        except NotReadyError as error:
            return self.packs(request, problem=error)
        except HexaplaError as error:
            return self.packs(request, problem=error)
        return self.packs(request, made=f"{pack}/{made.number}")


def _status(problem: HexaplaError) -> int:
    if isinstance(problem, NotAllowedError):
        return _FORBIDDEN
    if isinstance(problem, NowhereError):
        return _NOWHERE
    return _LATE if isinstance(problem, ChangedError) else _REFUSED


def application(
    workspace: Workspace,
    *,
    person: str,
    port: int = 8340,
    language: str = "en",
    time: Clock | None = None,
    hosts: frozenset[str] = frozenset(),
) -> Starlette:
    """Give the desk as an ASGI application for one person.

    It answers to 127.0.0.1 and localhost at `port`, and to further `hosts` (with their port). With
    `[review.auth]` it is everybody's who is let in, and `person` means nothing.

    Raises:
        LedgerError: the workspace's ledger is damaged.

    """
    desk = Desk(workspace, person, language, time or clock())
    gate = Gate.of(workspace, time or SystemClock(), desk.note)

    def shown(view: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            with desk.lock:
                try:
                    desk.look_for(request)
                    return view(request)
                except HexaplaError as error:
                    return desk.render(request, "problem.html", 404, problem=error)

        return answer

    def posted(act: Callable[[Request, FormData], Response]) -> Callable[[Request], Any]:
        def work(request: Request, form: FormData) -> Response:
            with desk.lock:
                if not is_ours(desk.key, request, str(form.get("token", ""))):
                    stale = UsageError(
                        "this form was not made for this browser; nothing was decided",
                        remedy="load the page again, and decide again",
                    )
                    return desk.render(request, "problem.html", _FORGED, problem=stale)
                try:
                    desk.look_for(request)
                    return act(request, form)
                except HexaplaError as error:
                    return desk.render(request, "problem.html", _status(error), problem=error)

        async def answer(request: Request) -> Response:
            form = await request.form()
            return await run_in_threadpool(work, request, form)

        return answer

    return Starlette(
        routes=[
            Route("/", shown(desk.matrix)),
            Route("/log", shown(desk.log)),
            Route("/packs", shown(desk.packs)),
            Route("/packs/{pack}", posted(desk.seal), methods=["POST"]),
            Route("/role", posted(desk.choose_role), methods=["POST"]),
            Route("/documents/{document:path}", shown(desk.document)),
            Route("/decide/{act}/{language}/{document:path}", posted(desk.act), methods=["POST"]),
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

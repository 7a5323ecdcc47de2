"""A document's page, whole or what has changed on an open one; the page to align by hand."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from hexapla.errors import HexaplaError, UsageError
from hexapla.model import Block, Concept, Finding, Language
from hexapla.model import language as tag_of
from hexapla.review import ChangedError, NotAllowedError, Standing
from hexapla.web.filters import CHOICES, FLAGS, Filters
from hexapla.web.pages import Page, Viewer
from hexapla.web.redrawing import redrawn
from hexapla.web.rows import Row
from hexapla.web.settings import ROLE
from hexapla.web.texts import Text, marked
from hexapla.workspace import DocumentConfig

if TYPE_CHECKING:
    from hexapla.web.desk import Desk

_FORBIDDEN, _LATE, _REFUSED = 403, 409, 422
_AROUND = 8
"""So many passages before and after one are shown to align it with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of an act that was done, and what its maker should know beside."""

    note: str = ""
    hint: str = ""


NOTHING = Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page's address asks for."""

    document: str
    languages: tuple[Language, ...]
    filters: Filters

    @property
    def query(self) -> str:
        """The query of its address."""
        named = [("language", one) for one in self.languages]
        return urllib.parse.urlencode([*named, *self.filters.parameters()])


class Drawing:
    """Draws the texts of a page, and remembers which terms it drew."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self._terms, self._page = desk.terms, page
        found = desk.review.documents().get(page.document)
        self._config = found.config if found else DocumentConfig()
        self._seen: set[str] = set()

    def __call__(self, block: Block, findings: Sequence[Finding], language: Language) -> Text:
        """Give a block's text with its findings and terms marked."""
        hits = self._terms.hits(block.text, language, self._page.document, self._config)
        self._seen.update(one.concept for one in hits)
        return marked(block, findings, hits)

    def concepts(self) -> tuple[Concept, ...]:
        """Give the concepts of the terms that were drawn."""
        return self._terms.concepts(self._seen)


class Showing:
    """A document's page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def asked(self, document: str, query: str) -> Asked:
        """Read what an address asks for; without languages, for the first that there is."""
        given = urllib.parse.parse_qs(query)
        languages = [tag_of(one) for one in given.get("language", [])]
        return Asked(
            document=document,
            languages=tuple(dict.fromkeys(languages or self._first(document))),
            filters=Filters.of(given),
        )

    def page(self, asked: Asked, *, looking: bool = False) -> Page:
        """Put a page together; `looking` notes that the person looks at it now."""
        desk = self._desk
        since: dict[Language, int | None] = {}
        for tag in asked.languages:
            what = f"{asked.document} {tag}"
            if looking:
                latest = self.latest(asked.document, tag)
                since[tag] = desk.looks.look(desk.person, what, latest, desk.time.now())
            else:
                since[tag] = desk.looks.since(desk.person, what)
        viewer = Viewer(person=desk.person, since=since)
        return desk.shelf.page(asked.document, asked.languages, asked.filters, viewer)

    def latest(self, document: str, tag: Language) -> int:
        """Give the newest event that concerns a translation."""
        ledger = self._desk.ledger
        source = ledger.source_language(document)
        return max(ledger.latest(document, tag), ledger.latest(document, source))

    def document(self, request: Request) -> Response:
        """Show a document with its translations side by side."""
        name = request.path_params["document"]
        self._desk.require(name)
        return self.whole(request, self.asked(name, request.url.query))

    def found(self, request: Request) -> Response:
        """Fill into an open page what was found since; the page asks for it while there is more."""
        name = request.path_params["document"]
        self._desk.require(name)
        asked = self.asked(name, request.url.query)
        screen = request.query_params.get("screen", "")
        return self.changes(request, asked, screen=screen, touched="")

    def whole(
        self,
        request: Request,
        asked: Asked,
        *,
        problem: HexaplaError | None = None,
        typed: Sequence[str] = (),
        note: str = "",
    ) -> Response:
        """Give a page as a whole."""
        page = self.page(asked, looking=problem is None)
        facts = self._facts(request, asked, page)
        return self._desk.render(
            request,
            "document.html",
            status_of(problem),
            screen=self._desk.screens.open(page.rows),
            problem=problem,
            typed=typed,
            note=note,
            **facts,
        )

    def changes(
        self,
        request: Request,
        asked: Asked,
        *,
        screen: str,
        touched: str,
        problem: HexaplaError | None = None,
        said: Said = NOTHING,
    ) -> Response:
        """Give what has changed on an open page."""
        desk = self._desk
        page = self.page(asked)
        changes = desk.screens.update(screen, page.rows, touched=touched)
        facts = {
            "changes": changes,
            "screen": screen,
            "problem": problem,
            "note": said.note,
            "hint": said.hint,
            **self._facts(request, asked, page),
        }
        if changes.decided:
            drawing = desk.pages.get_template("cells.html").make_module(desk.told(request, facts))
            facts["redrawn"] = redrawn(
                changes.decided,
                about=drawing.__dict__["about"],
                decided=drawing.__dict__["decided"],
                person=desk.person,
                roles=facts["deciding"],
            )
        return desk.render(request, "changes.html", status_of(problem), **facts)

    def _facts(self, request: Request, asked: Asked, page: Page) -> dict[str, Any]:
        self._desk.terms.refresh()
        chosen = request.cookies.get(ROLE, "")
        return {
            "page": page,
            "query": asked.query,
            "looking": self._desk.review.lacks(asked.document),
            "draw": Drawing(self._desk, page),
            "deciding": {tag: self.deciding(asked.document, tag, chosen) for tag in page.languages},
            **self._allowed(asked.document, page.languages),
            "by_me": {tag: self._by_me(one) for tag, one in page.standings.items()},
            "choices": CHOICES,
            "flags": FLAGS,
            "q": asked.filters.q,
        }

    def _allowed(self, document: str, languages: Sequence[Language]) -> dict[str, Any]:
        """Give who decides where the person cannot, and who waives what is critical."""
        review = self._desk.review
        allowed, family = review.permissions, review.family(document)
        asked = review.quorum(document) or allowed.roles
        critical = [name for name, one in allowed.roles.items() if one.waives_critical]

        def able(roles: Iterable[str]) -> dict[Language, str]:
            return {tag: "; ".join(allowed.could(roles, tag, family)) for tag in languages}

        return {
            "deciders": able(asked),
            "waivers": able(critical),
            "may_waive": dict.fromkeys(critical, True),
        }

    def _by_me(self, standing: Standing) -> int:
        """Count the blocks that the person has approved, whatever the quorum still lacks."""
        person = self._desk.person
        return sum(
            any(two.signoff.person == person and two.signoff.approved for two in one.decisions)
            for one in standing.passages
        )

    def deciding(self, document: str, tag: Language, chosen: str) -> str:
        """Give the role that the person decides in: chosen, or the first that is asked for.

        “” where they have none for this translation.
        """
        review = self._desk.review
        able = review.roles_of(self._desk.person, document, tag)
        if chosen in able:
            return chosen
        wanted = [one for one in able if one in review.quorum(document)] or list(able)
        return wanted[0] if wanted else ""

    def _first(self, name: str) -> list[Language]:
        ledger = self._desk.ledger
        status = ledger.status([name]).documents
        ledger.source_language(name)
        there = [tag for tag, one in status[0].languages.items() if one.revision] if status else []
        order = [tag for tag in self._desk.workspace.config.every_language if tag in there]
        return (order or there)[:1]

    def alignment(self, request: Request, problem: HexaplaError | None = None) -> Response:
        """Show a block's passage among those around it, to say which blocks belong together."""
        name, tag = request.path_params["document"], tag_of(request.path_params["language"])
        self._desk.require(name)
        asked = self.asked(name, f"language={tag}")
        page = self.page(asked)
        wanted = request.query_params.get("block", "")
        rows = [row for row in page.every_row if row.source or row.cells[0].passage]
        at = next((n for n, row in enumerate(rows) if _holds(row, wanted)), None)
        if at is None:
            raise UsageError("the block is there no more", remedy="load the page again", facts={})
        around = _AROUND if "all" not in request.query_params else len(rows)
        return self._desk.render(
            request,
            "alignment.html",
            status_of(problem),
            problem=problem,
            tag=tag,
            block=wanted,
            back=request.query_params.get("back", ""),
            chosen=rows[at].cells[0].passage,
            around=rows[max(at - around, 0) : at + around + 1],
            more=at - around > 0 or at + around + 1 < len(rows),
            **self._facts(request, asked, page),
        )


def _holds(row: Row, key: str) -> bool:
    return any(cell.passage and cell.passage.key == key for cell in row.cells)


def status_of(problem: HexaplaError | None) -> int:
    """Give the status of an answer that tells of a problem, or of none."""
    if problem is None:
        return 200
    if isinstance(problem, NotAllowedError):
        return _FORBIDDEN
    return _LATE if isinstance(problem, ChangedError) else _REFUSED

"""The pages over all documents: matrix, packs, what happened lately, log, search."""

from __future__ import annotations

import urllib.parse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from hexapla.errors import HexaplaError
from hexapla.model import Language, Severity
from hexapla.review import blockers, may_release, mentions, people, releases
from hexapla.revisions import DocumentStatus, Event
from hexapla.web.showing import status_of

if TYPE_CHECKING:
    from hexapla.web.desk import Desk

_NEWEST = 200
_MOST_FOUND = 100
DEEDS = {
    "recorded": "recorded a revision",
    "approved": "approved",
    "sent-back": "sent back",
    "finding-waived": "waived findings",
    "waived": "waived that a block is stale",
    "linked": "put blocks together",
    "decision-undone": "took back a decision",
    "commented": "commented",
    "thread-settled": "closed a thread",
    "thread-reopened": "opened a thread again",
    "released": "released",
}
"""What people read of the kinds of events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that happened: who did what, where to look at it."""

    event: Event
    said: str
    where: str
    href: str
    blocks: int
    text: str
    for_me: bool
    languages: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """The day when it happened."""
        return self.event.at[:10]


class Overviews:
    """The pages over all documents."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def matrix(self, request: Request) -> Response:
        """Show the documents by languages."""
        desk = self._desk
        found = desk.review.findings()
        status = [one for one in desk.ledger.status().documents if desk.sees(one.document)]
        findings = Counter((one.document, one.language) for one in found)
        critical = Counter(
            (one.document, one.language) for one in found if one.severity is Severity.CRITICAL
        )
        languages = [
            tag
            for tag in desk.workspace.config.every_language
            if any(tag in one.languages for one in status)
        ]
        quorum = {one.document: set(desk.review.quorum(one.document)) for one in status}
        mine = self._mine(status)
        only_mine = "mine" in request.query_params
        shown = [one for one in status if any(name == one.document for name, _ in mine)]
        return desk.render(
            request,
            "matrix.html",
            documents=shown if only_mine else status,
            total=len(status),
            only_mine=only_mine,
            languages=languages,
            findings=findings,
            critical=critical,
            quorum=quorum,
            mine=mine,
            titles={
                name: one.config.titles.get(
                    Language(desk.speech(request).language),
                    one.config.titles.get(desk.workspace.config.languages.source, ""),
                )
                for name, one in desk.review.documents().items()
            },
        )

    def _mine(self, status: Iterable[DocumentStatus]) -> frozenset[tuple[str, str]]:
        """Give the translations that want a decision in a role that the person has."""
        review, person = self._desk.review, self._desk.person
        mine = set()
        for one in status:
            wanted = set(review.quorum(one.document))
            for tag, here in one.languages.items():
                able = set(review.roles_of(person, one.document, Language(tag)))
                if here.revision and (wanted & able) - set(here.approved_by):
                    mine.add((one.document, tag))
        return frozenset(mine)

    def log(self, request: Request) -> Response:
        """Show the newest of what was done, as the log keeps it."""
        desk = self._desk
        kinds = [*DEEDS, "signed-in", "signed-out", "sign-in-failed", "password-changed"]
        events = desk.ledger.recent(_NEWEST, kinds)
        seen = [one for one in events if not one.document or desk.sees(one.document)]
        return desk.render(request, "log.html", events=seen)

    def activity(self, request: Request) -> Response:
        """Show what happened lately, for people: with where to look at it."""
        desk = self._desk
        to_me = "me" in request.query_params
        before = request.query_params.get("before", "")
        known = people(desk.review)
        events = desk.ledger.recent(
            _NEWEST,
            ["commented"] if to_me else list(DEEDS),
            before=int(before) if before.isdecimal() else None,
        )
        deeds = [
            self._deed(one, known) for one in events if not one.document or desk.sees(one.document)
        ]
        return desk.render(
            request,
            "activity.html",
            deeds=_together(one for one in deeds if one.for_me or not to_me),
            to_me=to_me,
            older=events[-1].seq if len(events) == _NEWEST else 0,
        )

    def _deed(self, event: Event, known: tuple[str, ...]) -> Deed:
        body = event.body
        about = body.get("blocks") or (body["findings"] if event.what == "finding-waived" else [])
        blocks = [one["block"] for one in about]
        block = str(body.get("block") or (blocks[0] if len(blocks) == 1 else ""))
        name = urllib.parse.quote(event.document)
        source = ""
        if event.document:
            source = self._desk.ledger.source_language(event.document)
        asked = f"?language={event.language}" if event.language not in {"", source} else ""
        anchor = f"#c-{event.language}-{block}" if block and asked else ""
        text = str(body.get("text") or body.get("reason") or body.get("forced") or "")
        return Deed(
            event=event,
            said=DEEDS[event.what],
            where=event.document or str(body.get("pack", "")),
            href=f"/documents/{name}{asked}{anchor}" if event.document else "/packs",
            blocks=len(blocks),
            text=text,
            for_me=self._desk.person in mentions(text, known) if text else False,
        )

    def search(self, request: Request) -> Response:
        """Search all documents."""
        desk = self._desk
        words = request.query_params.get("q", "").strip()
        found = desk.index.find(words, most=_MOST_FOUND)
        places = []
        for one in found:
            if not desk.sees(one.document):
                continue
            name = urllib.parse.quote(one.document)
            where = f"#r-{one.key}" if one.is_source else f"?language={one.language}"
            anchor = "" if one.is_source else f"#c-{one.language}-{one.key}"
            places.append((one, f"/documents/{name}{where}{anchor}"))
        return desk.render(
            request, "search.html", q=words, found=places, most=len(places) == _MOST_FOUND
        )

    def packs(
        self, request: Request, problem: HexaplaError | None = None, made: str = ""
    ) -> Response:
        """Show the packs: what stands against each one's release, and the releases there are."""
        desk = self._desk
        rows = []
        for spec in desk.workspace.config.pack_specs():
            against = blockers(desk.review, spec.name)
            refused = may_release(desk.review, spec.name, person=desk.person, over=against)
            rows.append((spec, against, releases(desk.ledger, spec.name), refused))
        return desk.render(
            request, "packs.html", status_of(problem), rows=rows, problem=problem, made=made
        )


def _together(deeds: Iterable[Deed]) -> list[Deed]:
    """Tell what was recorded of one document in a row as one deed, with its languages."""
    made: list[Deed] = []
    for one in deeds:
        tags = (one.event.language,) if one.event.language else ()
        last = made[-1] if made else None
        if (
            last is not None
            and one.event.what == last.event.what == "recorded"
            and (one.where, one.event.who, one.day) == (last.where, last.event.who, last.day)
        ):
            made[-1] = replace(last, languages=tuple(dict.fromkeys((*last.languages, *tags))))
        else:
            made.append(replace(one, languages=tags))
    return made

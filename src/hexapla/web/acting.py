"""The acts: decisions, waivers, comments, links, taking back, releasing."""

from __future__ import annotations

import urllib.parse
from collections import Counter
from typing import TYPE_CHECKING

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hexapla.errors import HexaplaError, UsageError
from hexapla.model import Language, State, digest
from hexapla.model import language as tag_of
from hexapla.review import Decided, NotAllowedError, comment, people, release, reopen, settle
from hexapla.revisions import Group
from hexapla.web.going_on import go_on
from hexapla.web.settings import ROLE
from hexapla.web.showing import NOTHING, Said

if TYPE_CHECKING:
    from hexapla.catalogue import Translator
    from hexapla.web.desk import Desk
    from hexapla.web.overviews import Overviews
    from hexapla.web.showing import Showing


class Acts:
    """What people do at the desk. Each answers with the page then, or what changed on it."""

    def __init__(self, desk: Desk, showing: Showing, overviews: Overviews) -> None:
        self._desk, self._showing, self._overviews = desk, showing, overviews

    def act(self, request: Request, form: FormData) -> Response:
        """Do what a form of a document's page asks for."""
        document = request.path_params["document"]
        self._desk.require(document)
        tag = tag_of(request.path_params["language"])
        back, block = str(form.get("back", "")), str(form.get("block", ""))
        problem: HexaplaError | None = None
        said = NOTHING
        try:
            said = self._do(request, form, document, tag)
        except HexaplaError as error:
            problem = error
        asked = self._showing.asked(document, back)
        if request.headers.get("hx-request"):
            screen = str(form.get("screen", ""))
            # An approval takes nothing from the fields of its block: what stands there stays.
            touched = "" if form.get("act") == "approve" else block
            return self._showing.changes(
                request, asked, screen=screen, touched=touched, problem=problem, said=said
            )
        if problem is not None:
            written = [str(form.get(name, "")) for name in ("reason", "why", "text")]
            return self._showing.whole(
                request, asked, problem=problem, typed=[one for one in written if one.strip()]
            )
        name = urllib.parse.quote(document)
        anchor = f"c-{tag}-{block}" if block else "top"
        return RedirectResponse(f"/documents/{name}?{back}#{anchor}", status_code=303)

    def _do(self, request: Request, form: FormData, document: str, tag: Language) -> Said:
        """Do it, and say what came of it."""
        act, _, about = str(form.get("act", "")).partition(":")
        block = str(form.get("block", ""))
        review, person = self._desk.review, self._desk.person
        say = self._desk.speech(request).say
        if act == "undo":
            review.undo(document, tag, person=person)
            return Said(note=say("Taken back."))
        if act in {"comment", "settle", "reopen"}:
            return self._talk(act, about, form, document, tag, say)
        role = self._role(request, document, tag)
        review.require(role, person, document, tag)
        blocks = [block] if block else None
        seen = {block: str(form.get("seen", ""))} if block else None
        if act == "approve":
            done = review.approve(document, tag, role=role, person=person, blocks=blocks, seen=seen)
            go_on(review, document, person)
            return Said(note=_told(done, say) if blocks is None else say("Approved."))
        if act == "send-back":
            reason = str(form.get("reason", ""))
            review.send_back(
                document, tag, role=role, person=person, reason=reason, blocks=blocks, seen=seen
            )
            return Said(note=say("Sent back."))
        if act == "waive":
            self._waive(document, tag, block, role, str(form.get("why", "")))
            return Said(note=say("Waived."))
        raise UsageError(f"there is no act “{act}”")

    def _talk(  # noqa: PLR0917  what a comment is about
        self, act: str, about: str, form: FormData, document: str, tag: Language, say: Translator
    ) -> Said:
        review, person = self._desk.review, self._desk.person
        if act == "settle":
            settle(review, document, tag, about, person=person)
            return Said(note=say("The thread is closed."))
        if act == "reopen":
            reopen(review, document, tag, about, person=person)
            return Said(note=say("The thread is open again."))
        # A form that is sent twice says it once; with other words it says something else.
        text = str(form.get("text", ""))
        once = digest(str(form.get("once", "")), text)
        made = comment(
            review,
            document,
            tag,
            author=person,
            text=text,
            block="" if about else str(form.get("block", "")),
            thread=about,
            origin=f"desk {person} {once}",
        )
        known = people(review)
        nobody = [name for name in made.mentions if name not in known]
        hint = say("Nobody here is called {names}. These can be mentioned: {people}").format(
            names=", ".join(f"“{name}”" for name in nobody), people=", ".join(known) or "–"
        )
        return Said(note=say("Said."), hint=hint if nobody else "")

    def _waive(self, document: str, tag: Language, block: str, role: str, reason: str) -> None:
        """Waive a block's open findings, or that it is stale, where it is."""
        review, person = self._desk.review, self._desk.person
        here = review.standing(document, tag)
        passage = next((one for one in here.passages if one.key == block), None)
        if passage is None:
            raise UsageError("the block is there no more", remedy="load the page again", facts={})
        open_findings = [one for one in passage.open_findings if one.rule != "stale"]
        if open_findings:
            review.waive(
                document,
                tag,
                [one.fingerprint for one in open_findings],
                role=role,
                person=person,
                reason=reason,
            )
        unit = passage.unit
        if unit is not None and unit.state in {State.STALE, State.UNKNOWN} and unit.source:
            if unit.state is State.STALE or not open_findings:
                review.waive_block(document, tag, block, role=role, person=person, reason=reason)
        elif not open_findings:
            raise UsageError("there is nothing to waive in this block", facts={})

    def align(self, request: Request, form: FormData) -> Response:
        """Say which blocks belong together."""
        document = request.path_params["document"]
        self._desk.require(document)
        tag = tag_of(request.path_params["language"])
        source = tuple(str(one) for one in form.getlist("source"))
        target = tuple(str(one) for one in form.getlist("target"))
        groups = [Group(source=source, target=target)]
        if form.get("act") == "apart":
            # One with one, in order; what is left over on either side stands alone.
            groups = [
                Group(source=source[n : n + 1], target=target[n : n + 1])
                for n in range(max(len(source), len(target)))
            ]
        try:
            role = self._role(request, document, tag)
            self._desk.review.link(document, tag, groups, role=role, person=self._desk.person)
        except HexaplaError as error:
            return self._showing.alignment(request, problem=error)
        key = (source or target or ("",))[0]
        name, back = urllib.parse.quote(document), str(form.get("back", ""))
        return RedirectResponse(f"/documents/{name}?{back}#c-{tag}-{key}", status_code=303)

    def seen(self, request: Request, form: FormData) -> Response:
        """Note that the person has seen all that is new in a document's translations."""
        desk, document = self._desk, request.path_params["document"]
        desk.require(document)
        back = str(form.get("back", ""))
        asked = self._showing.asked(document, back)
        latest = {
            f"{document} {tag}": self._showing.latest(document, tag) for tag in asked.languages
        }
        desk.looks.seen(desk.person, latest, desk.time.now())
        name = urllib.parse.quote(document)
        return RedirectResponse(f"/documents/{name}?{back}", status_code=303)

    def _role(self, request: Request, document: str, tag: Language) -> str:
        """Give the role that was chosen, or the first of the quorum that the person may have."""
        chosen = request.cookies.get(ROLE, "")
        if chosen in self._desk.workspace.config.roles:
            return chosen
        role = self._showing.deciding(document, tag, "")
        if not role:
            review = self._desk.review
            asked = review.quorum(document) or review.permissions.roles
            raise NotAllowedError(
                "{person} has no role for this translation",
                facts={"person": self._desk.person},
                could=review.permissions.could(asked, tag, review.family(document)),
                remedy="give one with `hexapla users grant`"
                if review.permissions.guarded
                else "add a table [roles.NAME] to hexapla.toml",
            )
        return role

    def seal(self, request: Request, form: FormData) -> Response:
        """Release a pack."""
        pack = request.path_params["pack"]
        try:
            made = release(
                self._desk.review,
                pack,
                person=self._desk.person,
                forced=str(form.get("force", "")),
            )
        except HexaplaError as error:
            return self._overviews.packs(request, problem=error)
        return self._overviews.packs(request, made=f"{pack}/{made.number}")


def _told(done: Decided, say: Translator) -> str:
    """Say what an approval in bulk came to."""
    told = say("Blocks approved in bulk: {count}.").format(count=len(done.blocks))
    if not done.passed_over:
        return told
    reasons = Counter(done.passed_over.values())
    left = ", ".join(f"{say(why)} ({count})" for why, count in sorted(reasons.items()))
    return f"{told} {say('Left alone: {reasons}').format(reasons=left)}"

"""What a file that came back would do, said before it is done; and the doing of it.

A file is a reviewers' copy (`word_plan`) or the decisions of an offline page (`offline`): each
gives a `Plan`, whose steps can be shown, and `carry_out` does them. A step that was done before is
told as such and not done again; one that cannot be done is told with the reason.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

from hexapla.errors import HexaplaError
from hexapla.model import Language
from hexapla.review.comments import comment, settle, threads
from hexapla.review.proposing import Proposal, propose
from hexapla.review.signing_off import Review

BROUGHT = "brought-in"


class Act(enum.StrEnum):
    """What a step does, or why it does nothing."""

    COMMENT = "comment"
    ANSWER = "answer"
    SETTLE = "settle"
    EDIT = "edit"
    APPROVE = "approve"
    SEND_BACK = "send-back"
    WAIVE = "waive"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that a file asks for.

    `block` is the key of the passage that it is about, `target` the id of the block that an edit
    changes, `text` the words of a comment or the proposed text, `author` who the file says wrote
    it, `sure` how sure it is that it is about this block (1: a bookmark says so), `note` what a
    person should know of it: why it is refused, what was uncertain.
    """

    act: Act
    document: str
    language: Language
    block: str = ""
    target: str = ""
    text: str = ""
    before: str = ""
    author: str = ""
    quoted: str = ""
    origin: str = ""
    answers: str = ""
    fingerprint: str = ""
    seen: str = ""
    sure: float = 1.0
    note: str = ""

    def __str__(self) -> str:
        where = f"{self.document}, {self.language}"
        if self.block:
            where += f", block {self.block[:8]}"
        said = " ".join(self.text.split())
        said = f" “{said[:80]}{'…' if len(said) > 80 else ''}”" if said else ""  # noqa: PLR2004  a line
        by = f" ({self.author})" if self.author else ""
        sure = f" [{self.sure:.0%} sure of the place]" if self.sure < 1 else ""
        note = f": {self.note}" if self.note else ""
        return f"{_WORDS[self.act]} {where}{said}{by}{sure}{note}"


_WORDS = {
    Act.COMMENT: "comment  ",
    Act.ANSWER: "answer   ",
    Act.SETTLE: "close    ",
    Act.EDIT: "edit     ",
    Act.APPROVE: "approve  ",
    Act.SEND_BACK: "send back",
    Act.WAIVE: "waive    ",
    Act.KNOWN: "as before",
    Act.REFUSED: "not done ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would do, in order. `digest` is the SHA-256 of the file."""

    digest: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Step, ...]:
        """The steps that there is something to do for."""
        return tuple(one for one in self.steps if one.act not in {Act.KNOWN, Act.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of a plan: the steps that were done, those that were not with the reason."""

    done: tuple[Step, ...]
    failed: tuple[tuple[Step, HexaplaError], ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(slots=True)
class _Doing:
    review: Review
    person: str
    role: str
    threads: dict[tuple[str, Language, str], str] = field(default_factory=dict)
    decided: set[tuple[str, Language, str]] = field(default_factory=set)

    def seen(self, step: Step) -> dict[str, str] | None:
        """Give what was seen of a block when the plan was made; None: this plan has acted on it."""
        fresh = (step.document, step.language, step.block) not in self.decided
        return {step.block: step.seen} if step.seen and fresh else None


def carry_out(review: Review, plan: Plan, *, person: str, role: str = "") -> Brought:
    """Do what a plan says, step by step; one that fails stops no other.

    Decisions are the person's, in the role named; comments stay those of whom the file names,
    brought in by the person. Edits become a proposed file: see `propose`.
    """
    doing = _Doing(review, person, role)
    wrong: dict[int, HexaplaError] = {}
    with review.held():
        for group in _groups(plan.open):
            wrong |= _tried(doing, group)
    done = [step for step in plan.open if id(step) not in wrong]
    failed = [(step, wrong[id(step)]) for step in plan.open if id(step) in wrong]
    proposals = _proposals(doing, plan.steps, {id(step) for step, _ in failed})
    if done:
        review.ledger.note(
            BROUGHT,
            {
                "file": plan.digest,
                "done": len(done),
                "failed": len(failed),
                "proposed": [
                    {"document": one.document, "language": one.language, "file": one.digest}
                    for one in proposals
                ],
            },
            who=person,
        )
    return Brought(done=tuple(done), failed=tuple(failed), proposals=proposals)


def _groups(steps: Sequence[Step]) -> list[list[Step]]:
    """Give what is done at once: the approvals of a translation, after everything else alone.

    One event of 300 blocks takes as long as one of a single block.
    """
    approvals: dict[tuple[str, Language], list[Step]] = {}
    for step in steps:
        if step.act is Act.APPROVE:
            approvals.setdefault((step.document, step.language), []).append(step)
    return [*([step] for step in steps if step.act is not Act.APPROVE), *approvals.values()]


def _tried(doing: _Doing, group: Sequence[Step]) -> dict[int, HexaplaError]:
    """Do a group; where it cannot be done at once, each of it alone. Give what failed, by `id`."""
    try:
        _do(doing, group)
    except HexaplaError as error:
        if len(group) == 1:
            return {id(group[0]): error}
        wrong: dict[int, HexaplaError] = {}
        for step in group:
            wrong |= _tried(doing, [step])
        return wrong
    doing.decided |= {(step.document, step.language, step.block) for step in group}
    return {}


def _do(doing: _Doing, group: Sequence[Step]) -> None:
    review, person, role = doing.review, doing.person, doing.role
    about = {"role": role, "person": person}
    step = group[0]
    if step.act is Act.APPROVE:
        seen: dict[str, str] = {}
        for one in group:
            seen |= doing.seen(one) or {}
        review.approve(
            step.document,
            step.language,
            blocks=[one.block for one in group],
            seen=seen,
            **about,
        )
    elif step.act is Act.SEND_BACK:
        review.send_back(
            step.document,
            step.language,
            blocks=[step.block],
            seen=doing.seen(step),
            reason=step.text,
            **about,
        )
    elif step.act is Act.WAIVE:
        review.waive(step.document, step.language, [step.fingerprint], reason=step.text, **about)
    elif step.act is Act.SETTLE:
        thread = _thread(doing, step)
        settle(review, step.document, step.language, thread, person=person, origin=step.origin)
    else:
        _say(doing, step)


def _thread(doing: _Doing, step: Step) -> str:
    """Give the thread that a step is about, by the origin of a comment in it; “”: none."""
    where = (step.document, step.language)
    known = doing.threads.get((*where, step.answers), "")
    if known or not step.answers:
        return known
    return next(
        (
            one.id
            for one in threads(doing.review, *where)
            if any(two.origin == step.answers for two in one.comments)
        ),
        "",
    )


def _say(doing: _Doing, step: Step) -> None:
    where = (step.document, step.language)
    thread = _thread(doing, step)
    text = f"Proposed: {step.text}" if step.act is Act.EDIT or step.before else step.text
    made = comment(
        doing.review,
        step.document,
        step.language,
        author=step.author or doing.person,
        text=text,
        block=step.block,
        thread=thread,
        origin=step.origin,
        quoted=step.quoted or step.before,
        brought_by=doing.person,
    )
    doing.threads[*where, step.origin] = made.thread


def _proposals(doing: _Doing, steps: Sequence[Step], without: set[int]) -> tuple[Proposal, ...]:
    """Make a file of the edits of each version: those brought in before as well, so it is whole."""
    edits: dict[tuple[str, Language], dict[str, str]] = {}
    fresh: set[tuple[str, Language]] = set()
    for step in steps:
        if step.target and step.act in {Act.EDIT, Act.KNOWN} and id(step) not in without:
            edits.setdefault((step.document, step.language), {})[step.target] = step.text
            if step.act is Act.EDIT:
                fresh.add((step.document, step.language))
    return tuple(
        propose(doing.review, document, language, edits[document, language])
        for document, language in sorted(fresh)
    )

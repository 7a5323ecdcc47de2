"""`hexapla review import` and `answer`: what comes back from outside the desk."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hexapla.errors import InputError, UnreadableDocumentError

if TYPE_CHECKING:
    from hexapla.review import Brought, Plan, Review

_MOST_BYTES = 256 << 20


def bring_in(
    file: Annotated[Path, typer.Argument(help="A reviewers' copy (.docx) or decisions (.json).")],
    who: Annotated[
        str, typer.Option(help="Your name: the decisions are yours.", envvar="HEXAPLA_WHO")
    ] = "",
    role: Annotated[str, typer.Option(help="The role, from hexapla.toml.")] = "",
    document: Annotated[str, typer.Option("--document", "-d", help="Only of this document.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Only in this one.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Only show what would be done.")
    ] = False,
) -> None:
    """Read comments, changes and decisions back from a file: show what they do, then do it.

    From Word: comments, answers to findings (“waive: reason” waives one, with --role) and changed
    words, tracked or not, which become a proposed file in output/proposed. Nothing in source_docs
    is written over, and what was brought in before is not brought in twice.

    From a pack's page for review offline: the decisions that it saved, in your name and --role.
    """
    from hexapla.cli.app import say
    from hexapla.cli.review import counted, opened, person_of, tag_of
    from hexapla.review import carry_out

    tag = tag_of(language) if language else ""
    person = person_of(who)
    with opened() as review:
        plan = _plan(review, file, person, role, document, tag)
        for note in plan.notes:
            say(f"{file}: {note}")
        for step in plan.steps:
            say(f"  {step}")
        steps = counted(len(plan.open), "step")
        if not plan.open or dry_run:
            say(f"{steps} to do; nothing was done" if plan.open else "nothing to do")
            return
        if not yes and not typer.confirm(f"Do this, as {person}?"):
            say("nothing was done")
            return
        done = carry_out(review, plan, person=person, role=role)
    _tell(done, person)


def _tell(done: Brought, person: str) -> None:
    from hexapla.cli.app import complain, say, settings
    from hexapla.cli.review import counted

    say(f"{counted(len(done.done), 'step')} done by {person}")
    root = settings.workspace().root
    for one in done.proposals:
        if one.path is not None:
            changed = counted(len(one.changed), "block")
            say(f"  proposed, {changed}: {one.path.relative_to(root).as_posix()}")
            say("    to take it, put it in the place of the present file; then `hexapla record`")
        for name in one.by_hand:
            complain(f"{one.document}, {one.language}: change block {name[:8]} by hand")
    for step, error in done.failed:
        complain(f"not done: {step}: {error}")
    if done.failed:
        raise typer.Exit(InputError.exit_code)


def _plan(review: Review, file: Path, person: str, role: str, document: str, language: str) -> Plan:
    from hexapla.review import decisions_plan, is_decisions, word_plan

    try:
        if file.stat().st_size > _MOST_BYTES:
            raise UnreadableDocumentError("is too large", place=str(file))
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(
            "cannot be read", place=str(file), cause=error.strerror or str(error)
        ) from error
    if is_decisions(content):
        return decisions_plan(review, content, place=str(file), role=role, person=person)
    return word_plan(
        review,
        content,
        place=str(file),
        role=role,
        person=person,
        document=document,
        language=language,
    )


class Answer(enum.StrEnum):
    """What is to become of a release that waits."""

    APPROVE = "approve"
    SEND_BACK = "send-back"


def answer(
    pack: Annotated[str, typer.Argument(help="The pack whose release waits.")],
    decision: Annotated[Answer, typer.Argument(help="What is to become of it.")],
    who: Annotated[str, typer.Option(help="Your name.", envvar="HEXAPLA_WHO")] = "",
    reason: Annotated[str, typer.Option(help="Why; needed to send it back.")] = "",
    force: Annotated[
        bool, typer.Option(help="Release over what stands against it; needs a reason.")
    ] = False,
) -> None:
    """Answer a release that waits for approval in Prefect; its run goes on."""
    from hexapla.cli.app import say, settings
    from hexapla.cli.review import person_of
    from hexapla.plugins import load

    person = person_of(who)
    load("hexapla.flows", "answer")(
        settings.workspace(),
        pack,
        person=person,
        decision=decision.value,
        reason=reason,
        force=force,
    )
    said = "approved" if decision is Answer.APPROVE else "sent back"
    say(f"{pack}: {said} by {person}; its run goes on in Prefect")

"""Approving, sending back, releasing, rechecking; and the review desk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hexapla.cli.bringing import answer, bring_in
from hexapla.errors import HexaplaError, InputError, NoWorkspaceError, ServiceError, UsageError

if TYPE_CHECKING:
    from hexapla.model import Language
    from hexapla.review import Container, Review, Standing
    from hexapla.revisions import Ledger

Document = Annotated[str, typer.Argument(help="The document's name.")]
Tag = Annotated[str, typer.Argument(metavar="LANG", help="The language.")]
Blocks = Annotated[
    list[str] | None,
    typer.Option("--block", "-b", help="A block's id or its beginning; may be repeated."),
]
RoleOption = Annotated[str, typer.Option(help="The role, from hexapla.toml.")]
Who = Annotated[str, typer.Option(help="Your name.", envvar="HEXAPLA_WHO")]
_SHOWN = 5


@contextlib.contextmanager
def opened() -> Iterator[Review]:
    """Open the review of the workspace that the command is for."""
    from hexapla.cli.app import settings
    from hexapla.review import Review
    from hexapla.revisions import Ledger
    from hexapla.workspace import clock

    workspace = settings.workspace()
    with Ledger.open(workspace, clock()) as ledger:
        yield Review(workspace, ledger)


def counted(number: int, thing: str) -> str:
    """Give a number with what it counts: 1 block, 2 blocks."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def not_installed(error: ImportError) -> UsageError:
    """Give the error of a desk, or its accounts, without what they need."""
    return UsageError(
        "the review desk is not installed",
        cause=str(error),
        remedy="pip install 'hexapla[review]'",
    )


def person_of(who: str) -> str:
    """Give who acts: as said, else the system's user."""
    from hexapla.cli.revisions import present_user

    person = who.strip() or present_user()
    if not person:
        raise UsageError("it is not said who you are", remedy="give --who, or set HEXAPLA_WHO")
    return person


def tag_of(tag: str) -> Language:
    """Give a language by its code."""
    from hexapla.model import language

    return language(tag)


def _role(review: Review, role: str, who: str, document: str, tag: Language) -> str:
    """Give the role that was named, or the only one that the person may decide in."""
    if role:
        return role
    able = review.roles_of(who, document, tag)
    wanted = [one for one in able if one in review.quorum(document)] or list(able)
    if len(wanted) == 1:
        return wanted[0]
    raise UsageError(
        "it is not said in which role you decide",
        remedy=f"give --role, one of: {', '.join(wanted)}"
        if wanted
        else "add a table [roles.NAME] to hexapla.toml",
    )


def approve(
    document: Document, tag: Tag, who: Who = "", role: RoleOption = "", block: Blocks = None
) -> None:
    """Approve a translation, or some of its blocks.

    Without --block all that nothing speaks against is approved in bulk; what is stale, missing,
    sent back or has an open critical finding is left alone, and named.
    """
    from hexapla.cli.app import say

    with opened() as review:
        wanted = tag_of(tag)
        known = _role(review, role, who, document, wanted)
        done = review.approve(document, wanted, role=known, person=who, blocks=block)
        here = review.standing(document, wanted)
    say(f"{document}, {wanted}: {counted(len(done.blocks), 'block')} approved by {who}, {known}")
    for key, why in list(done.passed_over.items())[:_SHOWN]:
        say(f"  left alone: {key[:8]} {why}")
    if len(done.passed_over) > _SHOWN:
        say(f"  … and {len(done.passed_over) - _SHOWN} more")
    say(f"  {_told(here)}")
    _answer_waiting(document, who)


def _answer_waiting(document: str, who: str) -> None:
    """Let the releases go on that this approval made ready; what fails is said, and undoes nothing.

    Only a workspace in which a release was ever asked for imports what it takes.
    """
    from hexapla.cli.app import complain, say, settings
    from hexapla.plugins import load

    with opened() as review:
        asked = review.ledger.log(what="release-asked")
    if not asked:
        return
    try:
        for pack in load("hexapla.flows", "signed-off")(settings.workspace(), document, who):
            say(f"  nothing stands against {pack} any more: its release goes on")
    except HexaplaError as error:
        complain(f"the release that waits could not be answered: {error}")


def send_back(
    document: Document,
    tag: Tag,
    reason: Annotated[str, typer.Option(help="What is to be changed.")],
    who: Who = "",
    role: RoleOption = "",
    block: Blocks = None,
) -> None:
    """Send a translation, or some of its blocks, back with a reason."""
    from hexapla.cli.app import say

    with opened() as review:
        wanted = tag_of(tag)
        known = _role(review, role, who, document, wanted)
        done = review.send_back(
            document, wanted, role=known, person=who, reason=reason, blocks=block
        )
    sent = counted(len(done.blocks), "block")
    say(f"{document}, {wanted}: {sent} sent back by {who}, {known}: {reason}")


def undo(
    document: Document,
    tag: Tag,
    who: Who = "",
    decision: Annotated[
        int | None, typer.Option(help="Its number in `hexapla log`; else your newest.")
    ] = None,
) -> None:
    """Take back one of your own decisions or waivers."""
    from hexapla.cli.app import say

    with opened() as review:
        done = review.undo(document, tag_of(tag), person=who, seq=decision)
    say(f"{document}, {tag}: taken back, {counted(len(done.blocks), 'block')}")


def standing(document: Document, tag: Tag) -> None:
    """Show how far a translation is from its sign-off, what was voided, and why."""
    with opened() as review:
        here = review.standing(document, tag_of(tag))
    typer.echo(_told(here))
    for finding in here.open_critical:
        typer.echo(f"  critical: {finding.rule}: {finding.message}")
    for one in here.voided:
        signoff = one.decision.signoff
        did = "approved" if signoff.approved else "sent back"
        causes = {
            "source": "its source changed",
            "target": "its translation changed",
            "findings": "its findings changed",
            "gone": "it is no more",
            "role": "its maker does not have the role",
        }
        why = " and ".join(causes[cause] for cause in one.causes)
        typer.echo(
            f"  {signoff.block[:8]} {did} by {signoff.person}, {signoff.role}, "
            f"{signoff.at.date()}: void, {why}"
        )


def _told(here: Standing) -> str:
    from collections import Counter

    counts = Counter(one.verdict.value for one in here.passages)
    shares = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    state = "signed off" if here.complete else "not signed off"
    wanted = ", ".join(f"{count} {role}" for role, count in here.quorum.items()) or "nobody"
    return f"{here.document}, {here.language}: {state} ({shares}; asked for: {wanted})"


def release(
    pack: Annotated[str, typer.Argument(help="The pack's name.")],
    who: Who = "",
    force: Annotated[
        str, typer.Option(metavar="REASON", help="Release it although something is lacking.")
    ] = "",
    corrects: Annotated[
        int | None, typer.Option(help="The release that this one is a corrigendum to.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Of a corrigendum: what was wrong.")] = "",
) -> None:
    """Seal a pack as a numbered release, when its quorum is met.

    Beside the release lies an .asice container for the signatories to sign.
    """
    from hexapla.cli.app import complain, say, settings
    from hexapla.review import NotReadyError
    from hexapla.review import release as seal

    with opened() as review:
        try:
            made = seal(review, pack, person=who, forced=force, corrects=corrects, reason=reason)
        except NotReadyError as error:
            for one in error.blockers:
                complain(str(one))
            raise
        root = settings.workspace().root
    say(f"{pack}: release {made.number}, sealed by {who}")
    for path in (made.folder, made.container):
        say(f"  {path.relative_to(root).as_posix()}")
    for blocker in made.overridden:
        say(f"  forced over: {blocker}")


def verify(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Packs or .asice files.")
    ] = None,
    ledger: Annotated[bool, typer.Option("--ledger", help="The workspace's ledger.")] = False,
) -> None:
    """Recheck packs, releases, signed containers, or the ledger; name what is not as it was."""
    from hexapla.cli.app import complain

    if not paths and not ledger:
        raise UsageError("nothing to recheck is named", remedy="name packs, or give --ledger")
    broken = [line for path in paths or () for line in _rechecked(path)]
    if ledger:
        broken += _rechecked_ledger()
    for line in broken:
        complain(line)
    if broken:
        raise typer.Exit(InputError.exit_code)


def _rechecked(path: Path) -> list[str]:
    from hexapla.cli.app import say
    from hexapla.review import read_container, verify_release

    if path.is_file() and path.suffix.lower() in {".asice", ".sce"}:
        found = read_container(path)
        _show(path, found)
        return [f"{path}: {one}" for one in found.broken]
    with _ledger_around(path) as ledger:
        problems = verify_release(path, ledger)
        beside = "" if ledger is None else ", as the ledger tells"
    if not problems:
        sealed = (path / "seal.json").is_file()
        say(f"{path}: intact{beside if sealed else ''}")
    return [f"{path}: {one}" for one in problems]


@contextlib.contextmanager
def _ledger_around(path: Path) -> Iterator[Ledger | None]:
    """Give the ledger of the workspace that a pack lies in, if it lies in one."""
    from hexapla.revisions import Ledger
    from hexapla.workspace import Workspace, clock

    try:
        workspace = Workspace.find(path if path.is_dir() else path.parent)
    except NoWorkspaceError:
        yield None
        return
    if not workspace.private.is_dir() and not workspace.config.ledger.database:
        yield None
        return
    with Ledger.open(workspace, clock()) as ledger:
        yield ledger


def _show(path: Path, found: Container) -> None:
    from hexapla.cli.app import say
    from hexapla.review import UNCHECKED

    if not found.signatures:
        say(f"{path}: {counted(len(found.files), 'file')}, no signature yet")
        return
    for one in found.signatures:
        say(f"{path}: {one.name}: {'broken' if one.problems else 'right'}")
        say(f"  signed by    {one.signer or 'unknown'}")
        say(f"  certificate  {one.serial}, valid {one.valid[0][:10]} to {one.valid[1][:10]}")
        say(f"  issued by    {one.issuer or 'unknown'}")
        say(f"  at           {one.claimed or 'not said'} (as the signer's machine said)")
        say(f"  covers       {', '.join(one.files) or 'nothing'}")
    say("  not checked:")
    for line in UNCHECKED:
        say(f"    {line}")


def _rechecked_ledger() -> list[str]:
    from hexapla.cli.app import say
    from hexapla.revisions import verify_ledger

    with opened() as review:
        damage = verify_ledger(review.ledger)
    if not damage:
        say("ledger: intact")
    return [f"ledger: {one.place}: {one.problem}" for one in damage]


desk = typer.Typer(invoke_without_command=True, help="Open the review desk in a browser.")


@desk.callback()
def review(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.")] = 8340,
    who: Who = "",
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = False,
    certificate: Annotated[
        Path | None, typer.Option(help="A certificate (PEM) for https, where no proxy does it.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key (PEM).")] = None,
) -> None:
    """Open the review desk in a browser: see, approve, send back, waive, release."""
    if context.invoked_subcommand is not None:
        return
    from hexapla.cli.app import say, settings
    from hexapla.cli.listening import admitted

    try:
        import uvicorn

        from hexapla.web import application
    except ImportError as error:
        raise not_installed(error) from error
    workspace = settings.workspace()
    address = admitted(workspace, host, port, certificate, key)
    person = person_of(who)
    # English is what is spoken unless another language is asked for: then the browser says.
    tongue = "" if settings.ui_language == "en" else settings.ui_language
    application_ = application(workspace, person=person, port=port, language=tongue)
    whose = "The desk" if workspace.config.review.auth else f"The desk of {person}"
    say(f"{whose}: {address}/   (Ctrl+C ends it)")
    if open_:
        import webbrowser

        webbrowser.open(f"{address}/")
    try:
        uvicorn.run(
            application_,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # the desk itself knows which proxies to believe
            server_header=False,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
    except SystemExit as error:
        raise ServiceError(
            f"the desk could not start at {host}:{port}",
            remedy="end what listens there, or give another --port",
        ) from error


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (approve, undo, standing, release, verify):
        app.command()(command)
    app.command(name="send-back")(send_back)
    desk.command(name="import")(bring_in)
    desk.command(name="answer")(answer)
    app.add_typer(desk, name="review")

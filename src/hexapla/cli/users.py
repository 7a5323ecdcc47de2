"""The accounts that the review desk lets in: `hexapla users`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from hexapla.errors import UsageError

if TYPE_CHECKING:
    from hexapla.review import Grant, User, Users
    from hexapla.revisions import Ledger

Name = Annotated[str, typer.Argument(help="The account's name: what is typed to sign in.")]
Roles = Annotated[
    list[str] | None, typer.Option("--role", "-r", help="A role of hexapla.toml; may be repeated.")
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", "-l", help="The role in this language alone; may be repeated."),
]
Families = Annotated[
    list[str] | None,
    typer.Option("--family", "-f", help="The role in this family alone; may be repeated."),
]
Piped = Annotated[
    bool, typer.Option("--stdin", help="Read the password from the standard input's first line.")
]
Who = Annotated[
    str,
    typer.Option(help="Who you are, for the log; else the machine's user.", envvar="HEXAPLA_WHO"),
]

users = typer.Typer(no_args_is_help=True, help="The accounts of the review desk.")


@contextlib.contextmanager
def _accounts() -> Iterator[tuple[Users, Ledger]]:
    from hexapla.cli.app import settings
    from hexapla.review import Users
    from hexapla.revisions import Ledger
    from hexapla.workspace import clock

    workspace = settings.workspace()
    try:
        import argon2  # noqa: F401  named here, before anybody types a password
    except ImportError as error:
        from hexapla.cli.review import not_installed

        raise not_installed(error) from error
    with Ledger.open(workspace, clock()) as ledger:
        yield Users(workspace.private), ledger


@users.command()
def add(
    name: Name,
    person: Annotated[
        str, typer.Option(help="The name that decisions carry; else the account's.")
    ] = "",
    role: Roles = None,
    language: Languages = None,
    family: Families = None,
    stdin: Piped = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="For who comes through a proxy or a provider.")
    ] = False,
    who: Who = "",
) -> None:
    """Make an account, or open a closed one again; the password is asked for."""
    from hexapla.cli.app import say

    with _accounts() as (known, ledger):
        grants = _grants(role, language, family)
        password = "" if no_password else _password(stdin)
        user = known.add(name, person, password, grants)
        _note(ledger, "user-added", user, who)
    say(f"{user.name}: {user.person}; {_told(user)}")


@users.command()
def passwd(name: Name, stdin: Piped = False, who: Who = "") -> None:
    """Give an account another password; its sessions end."""
    from hexapla.cli.app import say

    with _accounts() as (known, ledger):
        user = known.set_password(name, _password(stdin))
        _note(ledger, "password-changed", user, who)
    say(f"{user.name}: the password is changed, its sessions are ended")


@users.command()
def grant(
    name: Name,
    role: Roles = None,
    language: Languages = None,
    family: Families = None,
    who: Who = "",
) -> None:
    """Give roles to an account, beside those that it has; its sessions end.

    A role that it has already is given anew, with the languages and families named now.
    """
    from hexapla.cli.app import say

    if not role:
        raise UsageError("no role is named", remedy="give --role")
    with _accounts() as (known, ledger):
        given = _grants(role, language, family)
        kept = [one for one in _there(known, name).grants if one.role not in role]
        user = known.grant(name, [*kept, *given])
        _note(ledger, "user-changed", user, who)
    say(f"{user.name}: {_told(user)}")


@users.command()
def revoke(name: Name, role: Roles = None, who: Who = "") -> None:
    """Take roles from an account, or all; its approvals in them count no more."""
    from hexapla.cli.app import say

    with _accounts() as (known, ledger):
        before = _there(known, name).grants
        kept = [one for one in before if role and one.role not in role]
        missing = sorted(set(role or ()) - {one.role for one in before})
        if missing:
            raise UsageError(
                f"“{name}” was not given: {', '.join(missing)}",
                remedy="what a role's people say is changed in hexapla.toml",
            )
        user = known.grant(name, kept)
        _note(ledger, "user-changed", user, who)
    say(f"{user.name}: {_told(user)}")


@users.command()
def remove(name: Name, who: Who = "") -> None:
    """Close an account: its sessions end, nobody signs in to it; what was decided counts on."""
    from hexapla.cli.app import say

    with _accounts() as (known, ledger):
        user = known.close(name)
        _note(ledger, "user-removed", user, who)
    say(f"{user.name}: closed; `hexapla users revoke` takes its approvals out of the count")


@users.command(name="list")
def list_() -> None:
    """Show the accounts with their roles."""
    with _accounts() as (known, _):
        for user in known.all():
            typer.echo(f"{user.name}\t{user.person}\t{_told(user)}")


def _there(known: Users, name: str) -> User:
    found = known.get(name)
    if found is None:
        raise UsageError(f"there is no account “{name}”", remedy="see `hexapla users list`")
    return found


def _grants(
    roles: Sequence[str] | None, languages: Sequence[str] | None, families: Sequence[str] | None
) -> list[Grant]:
    from hexapla.cli.app import settings
    from hexapla.review import Grant
    from hexapla.workspace import known_tag

    config = settings.workspace().config
    for given, known, what in (
        (roles, config.roles, "role"),
        (families, config.families, "family"),
    ):
        for one in given or ():
            if one not in known:
                raise UsageError(
                    f"there is no {what} “{one}”",
                    place="hexapla.toml",
                    remedy=f"use one of: {', '.join(sorted(known)) or 'none yet'}",
                )
    if not roles and (languages or families):
        raise UsageError("languages and families narrow a role", remedy="give --role")
    tags = tuple(sorted({known_tag(one) for one in languages or ()}))
    narrowed = tuple(sorted(set(families or ())))
    return [Grant(role=one, languages=tags, families=narrowed) for one in sorted(set(roles or ()))]


def _password(piped: bool) -> str:
    """Ask for a password twice without showing it, or read the first line that is piped in."""
    if piped:
        given = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        raise UsageError("there is nobody to ask for the password", remedy="give --stdin")
    if not given:
        raise UsageError("the password is empty", remedy="type one, or give --no-password")
    return str(given)


def _note(ledger: Ledger, what: str, user: User, who: str) -> None:
    from hexapla.cli.review import person_of

    body = {
        "user": user.name,
        "person": user.person,
        "roles": [
            {"role": one.role, "languages": list(one.languages), "families": list(one.families)}
            for one in user.grants
        ],
    }
    ledger.note(what, body, who=person_of(who))


def _told(user: User) -> str:
    parts = []
    for one in user.grants:
        narrowed = [*one.languages, *one.families]
        parts.append(f"{one.role} ({', '.join(narrowed)})" if narrowed else one.role)
    told = ", ".join(parts) or "no role given"
    if user.closed:
        return f"{told}; closed"
    return told if user.has_password else f"{told}; without a password"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(users, name="users")

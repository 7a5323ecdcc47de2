"""Who somebody is: by their session, or by what a trusted proxy says; and what is logged of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.types import Scope

from hexapla.review import Permissions, User
from hexapla.review.users import folded
from hexapla.web.access.callers import Caller, headers, networks
from hexapla.web.access.sessions import Session, Sessions, new_token
from hexapla.web.access.viewer import Viewer
from hexapla.workspace import Auth, Clock, Workspace

Note = Callable[[str, Mapping[str, Any], str], None]
"""Writes into the log: what happened, the facts, who did it."""


class RefusedError(Exception):
    """A request that is not answered, with its status and the reason."""

    def __init__(self, status: int, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(reason)


class Gate:
    """The sign-in of a desk: who is known, whose session holds, who may come in."""

    def __init__(self, workspace: Workspace, auth: Auth, time: Clock, note: Note) -> None:
        self.auth, self.time, self.note = auth, time, note
        self.permissions = Permissions.of(workspace)
        self.users = self.permissions.users
        self.sessions = Sessions(workspace.private, auth, time)
        self.trusted = networks(auth.trusted_proxies)

    @classmethod
    def of(cls, workspace: Workspace, time: Clock, note: Note) -> Gate | None:
        """Give the sign-in that a workspace asks for; None where the desk is one person's own."""
        auth = workspace.config.review.auth
        return cls(workspace, auth, time, note) if auth is not None else None

    @property
    def hosts(self) -> frozenset[str]:
        """The name and port that people type."""
        return frozenset({self.auth.public_url.partition("://")[2]} - {""})

    @staticmethod
    def fresh() -> str:
        """Give the token of a session that is nobody's yet."""
        return new_token()

    def arriving(self, scope: Scope, caller: Caller, token: str) -> tuple[Viewer | None, str]:
        """Say who sends a request; the second is the token of a session begun just now, or “”.

        Raises:
            RefusedError: a header names a user and may not, or names one that is not let in.

        """
        session = self.sessions.find(token) if token else None
        named = self._named(scope, caller)
        if named:
            return self._by_proxy(session, named, caller)
        if session is None or session.via == "proxy":
            # What a proxy vouched for holds as long as it vouches.
            return None, ""
        return self._viewer(session), ""

    def _named(self, scope: Scope, caller: Caller) -> str:
        """Give the user that a proxy names; “” where none does."""
        if self.auth.proxy is None:
            return ""
        said = headers(scope, self.auth.proxy.header)
        if said == []:
            return ""
        if not caller.trusted:
            raise RefusedError(403, "This header is taken from the desk's own proxy alone.")
        if said is None or len(said) != 1 or not said[0].strip():
            raise RefusedError(400, "The proxy has to name one user.")
        return said[0].strip()

    def _by_proxy(
        self, session: Session | None, named: str, caller: Caller
    ) -> tuple[Viewer | None, str]:
        user, person = self.admitted(named)
        epoch = user.epoch if user else 0
        if session is not None and session.via == "proxy" and session.user == named:
            viewer = self._viewer(session)
            if viewer is not None:
                return viewer, ""
        is_new = not self.sessions.has_one(named, "proxy")
        token = self.sessions.begin(user=named, person=person, via="proxy", epoch=epoch)
        if is_new:
            self.note("signed-in", {"via": "proxy", "address": caller.address}, person)
        return Viewer(user=named, person=person, via="proxy"), token

    def _viewer(self, session: Session) -> Viewer | None:
        """Give whose session it is, if their account is what it was when it began."""
        user = self.users.get(session.user)
        if user is None:
            if session.via == "password" or session.epoch or not self._admits(session.user):
                return None
            return Viewer(user=session.user, person=session.person, via=session.via)
        if user.closed or user.epoch != session.epoch or user.person != session.person:
            return None
        return Viewer(
            user=user.name, person=user.person, via=session.via, has_password=user.has_password
        )

    def admitted(self, named: str) -> tuple[User | None, str]:
        """Give the account and the person that a proxy or a provider means by a name.

        Raises:
            RefusedError: nobody of that name is let in.

        """
        user = self.users.get(named)
        if user is None and self.users.of_person(named) is not None:
            # The name is another account's person: nobody gets theirs by being called so elsewhere.
            raise RefusedError(403, "This name belongs to an account that is called otherwise.")
        if user is not None and not user.closed:
            return user, user.person
        if user is not None or not self._admits(named):
            raise RefusedError(403, "You are signed in, but have no account at this desk.")
        return None, named

    def _admits(self, named: str) -> bool:
        plain = named.isprintable() and named == " ".join(named.split())
        return plain and (self.auth.admit == "anyone" or self.permissions.knows(named))

    def sign_in(self, user: User | None, named: str, person: str, *, via: str, address: str) -> str:
        """Begin somebody's session, and log it; give its token."""
        token = self.sessions.begin(
            user=user.name if user else named,
            person=person,
            via=via,
            epoch=user.epoch if user else 0,
        )
        self.note("signed-in", {"via": via, "address": address}, person)
        return token

    def by_password(self, name: str, password: str, address: str) -> tuple[str, int]:
        """Try a sign-in; give its session's token or “”, and the seconds to wait where too many.

        A name that nobody has is logged without the name: it may be a password at the wrong place.
        """
        account = folded(name)
        wait = self.sessions.attempt(address=address, name=account)
        if wait:
            return "", wait
        user = self.users.check(name, password)
        if user is None:
            known = self.users.get(name)
            self.note("sign-in-failed", {"address": address}, known.person if known else "")
            return "", 0
        self.sessions.succeeded(address=address, name=account)
        return self.sign_in(user, user.name, user.person, via="password", address=address), 0

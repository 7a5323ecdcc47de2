"""Who may do what: from the roles of hexapla.toml and, where the desk asks who one is, accounts.

Without `[review.auth]` a role without `people` is anybody's. With it a role is had by those that
its `people` name and by those that it was given to (`hexapla users grant`), and by nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hexapla.errors import UsageError
from hexapla.review.users import User, Users
from hexapla.workspace import Role, SourceDocument, Workspace

RESTRICTED = "restricted"
NO_ROLE = "there is no role “{role}”"
NOT_AMONG = "{person} does not stand among the people of the role “{role}”"
NOT_LANGUAGE = "the role “{role}” is not for {language}"
NOT_FAMILY = "the role “{role}” is not for the family “{family}”"
REFUSALS = (NO_ROLE, NOT_AMONG, NOT_LANGUAGE, NOT_FAMILY)
"""Why somebody does not have a role for a translation."""


class NotAllowedError(UsageError):
    """Somebody may not do what they asked for; `could` says who could."""

    def __init__(
        self,
        problem: str,
        *,
        could: Iterable[str] = (),
        cause: str = "",
        remedy: str = "",
        facts: Mapping[str, object] | None = None,
    ) -> None:
        self.could = tuple(could)
        told = {**(facts or {}), "could": "; ".join(self.could)}
        said = "leave it to: {could}" if self.could else remedy
        super().__init__(problem, cause=cause, remedy=said, facts=told)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return (_rebuilt, (self.could, self.templates, self.facts))


def _rebuilt(
    could: tuple[str, ...], said: Mapping[str, str], facts: Mapping[str, object]
) -> NotAllowedError:
    return NotAllowedError(**said, could=could, facts=facts)


@dataclass(frozen=True)
class Permissions:
    """What the people of a workspace may do."""

    roles: Mapping[str, Role]
    guarded: bool
    users: Users

    @classmethod
    def of(cls, workspace: Workspace) -> Permissions:
        """Give those of a workspace."""
        return cls(
            roles=workspace.config.roles,
            guarded=workspace.config.review.auth is not None,
            users=Users(workspace.private),
        )

    def refusal(self, role: str, person: str, language: str, family: str) -> str:
        """Say why a person does not have a role for a translation; “” where they have it.

        An empty `language` stands for any that the role is for.
        """
        template = self.refused(role, person, language, family)
        return template.format(role=role, person=person, language=language, family=family)

    def refused(self, role: str, person: str, language: str, family: str) -> str:
        """Say the same as a template, with {role}, {person}, {language} and {family}."""
        said = self.roles.get(role)
        if said is None:
            return NO_ROLE
        if not self._has(role, said, person, language, family):
            return NOT_AMONG
        if said.languages and language and language not in said.languages:
            return NOT_LANGUAGE
        return NOT_FAMILY if said.families and family not in said.families else ""

    def _has(self, role: str, said: Role, person: str, language: str, family: str) -> bool:
        if not self.guarded:
            return not said.people or person in said.people
        user = self.users.of_person(person)
        if person in said.people or (user is not None and user.name in said.people):
            return True
        return user is not None and any(
            one.role == role and one.covers(language, family) for one in user.grants
        )

    def roles_of(self, person: str, language: str, family: str) -> tuple[str, ...]:
        """Give the roles that a person has for a translation, sorted."""
        return tuple(
            name for name in sorted(self.roles) if not self.refusal(name, person, language, family)
        )

    def held(self, person: str) -> tuple[str, ...]:
        """Give the roles that a person has for anything at all, sorted."""
        user = self.users.of_person(person)
        given = {one.role for one in user.grants} if user else set()
        return tuple(
            name
            for name, one in sorted(self.roles.items())
            if name in given or self._has(name, one, person, "", "")
        )

    def could(self, roles: Iterable[str], language: str, family: str) -> tuple[str, ...]:
        """Give for each of some roles who has it for a translation: “reviewer: Ragnar, Rita”."""
        accounts = [one for one in self.users.all() if not one.closed] if self.guarded else []
        told = []
        for name in sorted(set(roles)):
            said = self.roles.get(name)
            if said is None:
                continue
            people = {one.person for one in accounts} | {
                _person(one, accounts) for one in said.people
            }
            able = sorted(one for one in people if not self.refusal(name, one, language, family))
            if able:
                told.append(f"{name}: {', '.join(able)}")
            elif not self.guarded and not said.people:
                told.append(f"{name}: anybody")
        return tuple(told)

    def knows(self, person: str) -> bool:
        """Whether a person has an open account, or stands among the people of a role."""
        user = self.users.get(person) or self.users.of_person(person)
        if user is not None:
            return not user.closed
        return any(person in one.people for one in self.roles.values())

    def forbid_closed(self, person: str) -> None:
        """Refuse an act in the name of a closed account.

        Raises:
            NotAllowedError: the person's account is closed.

        """
        user = self.users.of_person(person) if self.guarded else None
        if user is not None and user.closed:
            raise NotAllowedError(
                f"the account of {person} is closed", remedy="`hexapla users add` opens it again"
            )

    # What is for restricted distribution

    def sees(self, person: str, family: str) -> bool:
        """Whether a person sees restricted documents of a family."""
        return not self.guarded or any(
            self.roles[name].restricted for name in self.roles_of(person, "", family)
        )

    def sees_all(self, person: str) -> bool:
        """Whether a person sees restricted documents whatever their family."""
        return not self.guarded or any(
            one.restricted and not one.families and not self.refusal(name, person, "", "")
            for name, one in self.roles.items()
        )

    # Releasing

    def may_release(self, person: str, languages: Iterable[str], families: Iterable[str]) -> None:
        """Refuse a release by somebody without a releasing role for all that a pack holds.

        Raises:
            NotAllowedError: says who could.

        """
        self.forbid_closed(person)
        reach = [(tag, family) for tag in languages for family in families] or [("", "")]
        named = [name for name, one in self.roles.items() if one.releases]
        if not self.guarded and not named:
            return
        if any(all(not self.refusal(name, person, *one) for one in reach) for name in named):
            return
        raise NotAllowedError(
            "{person} has no role that releases this pack",
            could=self._all_over(named, reach),
            remedy="set releases = true for a role in hexapla.toml, and give it to somebody",
            facts={"person": person},
        )

    def _all_over(self, named: Iterable[str], reach: list[tuple[str, str]]) -> tuple[str, ...]:
        """Give who has one of some roles for every one of some languages and families."""
        told = [set(self.could(named, *one)) for one in reach]
        return tuple(sorted(set.intersection(*told)))

    def may_force(self, person: str, language: str, family: str) -> None:
        """Refuse a release over an open critical finding by somebody who could not waive it.

        Raises:
            NotAllowedError: says who could.

        """
        able = [name for name, one in self.roles.items() if one.waives_critical]
        if not self.guarded or any(
            not self.refusal(name, person, language, family) for name in able
        ):
            return
        raise NotAllowedError(
            "{person} may not release over an open critical finding",
            could=self.could(able, language, family),
            remedy="have it settled, or set waives_critical for a role in hexapla.toml",
            facts={"person": person},
        )


def _person(name: str, accounts: Iterable[User]) -> str:
    """Give the person that a name among a role's people stands for: it may be an account's."""
    return next((one.person for one in accounts if one.name == name), name)


def is_restricted(workspace: Workspace, document: SourceDocument) -> bool:
    """Whether a document is for restricted distribution."""
    family = workspace.family(document)
    said = document.config.distribution or (family.distribution if family else "")
    return said == RESTRICTED

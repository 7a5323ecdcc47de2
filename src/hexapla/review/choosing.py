"""Which blocks an act is about, and which of them may not be decided about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from hexapla.errors import InputError, UsageError
from hexapla.model import State
from hexapla.review.decisions import Decision, Passage, Standing, Verdict

T = TypeVar("T")
STALE = "is stale"


class ChangedError(InputError):
    """What a decision was made about has changed since it was looked at; nothing was decided."""


def chosen(
    here: Standing,
    blocks: Sequence[str] | None,
    seen: Mapping[str, str] | None,
    role: str,
    person: str,
    *,
    approving: bool,
) -> tuple[list[Passage], dict[str, str]]:
    """Give the passages that are decided about, and in bulk those passed over with the why."""
    if not any(one.unit is not None and one.unit.target for one in here.passages):
        raise UsageError(
            "“{document}” has no file in {language}",
            remedy="`hexapla status` shows the languages that it has",
            facts={"document": here.document, "language": here.language},
        )
    if blocks is None and not approving:
        return list(here.passages), {}
    if blocks is None:
        against = {one.key: _against(one) or _against_in_bulk(one) for one in here.passages}
        return [
            one for one in here.passages if not against[one.key] and not _decided(one, role, person)
        ], {key: why for key, why in against.items() if why}
    named = [only(here.passages, name, lambda one: one.key, "block") for name in blocks]
    if approving:
        named = [one for one in named if not _decided(one, role, person)]
    for one in named:
        _allow(one, here, (seen or {}).get(one.key, one.seen), approving=approving)
    return named, {}


def _allow(one: Passage, here: Standing, seen: str, *, approving: bool) -> None:
    """Refuse a decision about what has changed since it was seen, or what cannot be approved."""
    if seen != one.seen:
        raise _changed(one, here)
    against = _against(one) if approving else ""
    if against:
        raise UsageError(
            "block {block} of “{document}” in {language} is stale"
            if against == STALE
            else "block {block} of “{document}” in {language} is not translated",
            remedy="have the translation brought up to date, or say with `hexapla waive` "
            "that it needs no change",
            facts={"block": one.key[:8], "document": here.document, "language": here.language},
        )


def _against(one: Passage) -> str:
    """Say what makes an approval of a passage senseless; “” where nothing does."""
    if one.unit is None:
        return ""
    if one.unit.state is State.MISSING or not one.unit.target:
        return "is not translated"
    return STALE if one.unit.state is State.STALE else ""


def _against_in_bulk(one: Passage) -> str:
    if one.open_critical:
        return "has an open critical finding"
    if one.verdict is Verdict.SENT_BACK:
        return "was sent back"
    return ""


def _decided(one: Passage, role: str, person: str) -> bool:
    return any(
        two.signoff.approved and (two.signoff.role, two.signoff.person) == (role, person)
        for two in one.decisions
    )


def own_decisions(here: Standing, role: str, person: str) -> list[Decision]:
    """Give what a person has decided in a role and still holds."""
    return [
        two
        for one in here.passages
        for two in one.decisions
        if (two.signoff.role, two.signoff.person) == (role, person)
    ]


def _changed(one: Passage, here: Standing) -> ChangedError:
    last = max(one.decisions, key=lambda two: two.seq, default=None)
    made = last.signoff if last is not None else None
    return ChangedError(
        "this block has changed since you looked at it; nothing was decided",
        place=f"{here.document}, {here.language}, block {one.key[:8]}",
        cause="its text or its findings are others now"
        if made is None
        else "{person}, {role}, approved it"
        if made.approved
        else "{person}, {role}, sent it back: {reason}",
        remedy="look at it as it is now, and decide again",
        facts={"person": made.person, "role": made.role, "reason": made.reason} if made else {},
    )


def only(there: Sequence[T], name: str, of: Callable[[T], str], what: str) -> T:
    """Give the one that is called so, or whose name begins so."""
    whole = [one for one in there if of(one) == name]
    found = whole or [one for one in there if name and of(one).startswith(name)]
    if not found and what == "block":
        raise UsageError(
            "there is no block “{name}”",
            remedy="`hexapla review` and the JSON forms of status and check name each block",
            facts={"name": name},
        )
    if len(found) != 1:
        raise UsageError(
            f"there is no {what} “{name}”"
            if not found
            else f"“{name}” begins {len(found)} {what}s",
            remedy=f"`hexapla review` and the JSON forms of status and check name each {what}"
            if not found
            else "give more of it",
        )
    return found[0]

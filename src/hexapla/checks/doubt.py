"""What speaks for a translation that seems to lack a term: reasons to report it with less weight.

A finding with such a reason is lowered by one, not hidden: a terminologist sees it, a pack does not
stop for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hexapla.languages import Role, profile

if TYPE_CHECKING:
    from hexapla.checks.compared import Named
    from hexapla.checks.context import Context
    from hexapla.model import Language, Unit

_SHORT_SINGLE = 6
_LONG_ENOUGH = 4
_LONGER = 8
_LONG_NAME = 6
_LONG_COMPOUND = 12
_MOST_OF = 3
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_REMARK = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_NAME_AFTER = re.compile(r"\s+(?:of\s+(?:the\s+)?)?[^\W\d_a-z][a-z]")
_NAME_BEFORE = re.compile(r"(?<![.!?:]\s)\b([^\W\d_a-z][a-z]+)\s+$")
_STATE_BEFORE = re.compile(
    r"\b(?:Republic|Kingdom|Principality|Duchy|Federation|State|Commonwealth)\s+of\s+(?:the\s+)?$"
)
_OBJECT_AFTER = re.compile(
    r"\W{0,2}\s+(?:the|an?|this|these|that|those|any|all|each|every|its|their|your|our)\b"
)


def doubt(
    place: Named,
    expected: Iterable[str],
    unit: Unit,
    context: Context,
    strangers: Iterable[tuple[int, int]] = (),
) -> str:
    """Say why a term that seems to be missing may not be; nothing where it surely is.

    ``everyday``: one short or everyday word, or a verb (*by lobbying the*), which may mean
    something else here. ``longer-name``: it is part of a longer name (*United States* of America).
    ``kept``: a name stands in the translation as in the source (an address, a label). ``near``: the
    words of a rendering are there, in another order, derived, or parted by others; of three or
    more, most of them and the head; a name may be spelt with another letter. ``shortened``: of a
    name the head alone is there (the *Commission*). ``abbreviated``: its initials are there, or
    the words of which it is the initials.

    `strangers` are the stretches of the translation that are terms of concepts the source does not
    name: their words speak for nothing, and where one is a name, no longer name is meant.
    """
    if _may_mean_else(place, unit, context):
        return "everyday"
    strangers = list(strangers)
    another = any(unit.target_text[start].isupper() for start, _ in strangers)
    if not another and (in_longer_name(place, unit.source_text) or _is_state(place, unit)):
        return "longer-name"
    if place.match.form[:1].isupper() and place.match.form in unit.target_text:
        return "kept"
    wanted = [_REMARK.sub("", one) or one for one in expected]
    text = _without(unit.target_text, strangers)
    said = _WORD.findall(text)
    language = unit.target_language
    for why, speaks in (
        ("near", any(_is_near(one, said, language) for one in wanted)),
        ("shortened", any(_is_shortened(one, text, language) for one in wanted)),
        ("abbreviated", any(_is_abbreviated(one, said) for one in (place.match.form, *wanted))),
    ):
        if speaks:
            return why
    return ""


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def begins_compound(renderings: Iterable[str], unit: Unit) -> bool:
    """Say whether a rendering of one word begins a compound, where the language writes them so.

    *Environmental protection requirements* are *ympäristönsuojeluvaatimukset*: the term is there.
    """
    if not profile(unit.target_language).paradigms.joins_compounds:
        return False
    said = [word.casefold() for word in _WORD.findall(unit.target_text)]
    return any(
        other.startswith(word[: -(-3 * len(word) // 4)]) and len(other) >= len(word) + _LONG_ENOUGH
        for word in (one.casefold() for one in renderings)
        if len(word) >= _LONGER and _WORD.fullmatch(word)
        for other in said
    )


def _may_mean_else(place: Named, unit: Unit, context: Context) -> bool:
    text = place.term.text
    if " " in text.strip() or text.isupper():
        return False
    everyday = context.conventions(unit.source_language).everyday_words
    if len(text) < _SHORT_SINGLE or text.casefold() in everyday:
        return True
    end = place.match.end
    return text.endswith("ing") and _OBJECT_AFTER.match(unit.source_text, end) is not None


def in_longer_name(place: Named, text: str) -> bool:
    """Say whether capitals go on after the term's own, or stand right before them."""
    match = place.match
    form = match.form
    if not form[:1].isupper() or form.isupper() or form.endswith(("'s", "’s")):
        return False
    if not any(word[:1].isupper() for word in place.term.text.split()[1:]) and " " in form:
        return False
    before = _NAME_BEFORE.search(text[: match.start])
    return _NAME_AFTER.match(text, match.end) is not None or (
        before is not None and before.start() > 0
    )


def _is_state(place: Named, unit: Unit) -> bool:
    """Say whether a country stands in its long name: the *Republic of Moldova*."""
    return _STATE_BEFORE.search(unit.source_text[: place.match.start]) is not None


def _is_near(rendering: str, said: list[str], language: Language) -> bool:
    """Say whether the longer words of a rendering have one in the text that begins or holds them.

    All of them; of three or more, two thirds with the head are enough.
    """
    words = _WORD.findall(rendering)
    roles = profile(language).roles([word.casefold() for word in words])
    longer = [
        (word, role) for word, role in zip(words, roles, strict=True) if len(word) >= _LONG_ENOUGH
    ]
    if not longer:
        return False
    joined = profile(language).paradigms.joins_compounds
    there = [
        role
        for word, role in longer
        if any(
            _akin(word.casefold(), one.casefold())
            or _is_name_alike(word, one)
            or (joined and _shares_tail(word.casefold(), one.casefold()))
            for one in said
        )
    ]
    if len(there) == len(longer):
        return True
    enough = len(longer) >= _MOST_OF and 3 * len(there) >= 2 * len(longer)
    return enough and Role.HEAD in there


def _shares_tail(word: str, other: str) -> bool:
    """Say whether all but the first quarter of a long compound is there: *Tieliikennepalvelut*."""
    return len(word) >= _LONG_COMPOUND and word[len(word) // 4 : -2] in other


def _is_name_alike(word: str, other: str) -> bool:
    """Say whether two capitalised words are the same name, spelt or built otherwise.

    They begin the same but for one letter (*Taivāna*, *Taivana*), or one begins with the other
    (*Pitcairnöarna*, *Pitcairn*).
    """
    if len(word) < _LONG_NAME or not (word[:1].isupper() and other[:1].isupper()):
        return False
    if len(other) > _LONG_ENOUGH and word.startswith(other):
        return True
    start, said = word.casefold()[: -(-3 * len(word) // 4)], other.casefold()
    size = len(start)
    for at in range(size):
        another = start[at + 1 :] == said[at + 1 : size]
        one_less = start[at + 1 :] == said[at : size - 1]
        one_more = start[at:] == said[at + 1 : size + 1]
        if another or one_less or one_more:
            return True
        if start[at] != said[at : at + 1]:
            return False
    return True


def _akin(word: str, other: str) -> bool:
    """Say whether two words share three quarters of the first one, four letters at least."""
    least = max(_LONG_ENOUGH, -(-3 * len(word) // 4))
    start = word[:least]
    return other.startswith(start) or (least > _LONG_ENOUGH and start in other)


def _is_shortened(rendering: str, text: str, language: Language) -> bool:
    """Say whether the head of a name stands alone, or in a compound (*EU-kommissionen*)."""
    words = _WORD.findall(rendering)
    if len(words) < 2 or not any(word[:1].isupper() for word in words):  # noqa: PLR2004  a name
        return False
    roles = profile(language).roles([word.casefold() for word in words])
    heads = [word.casefold() for word, role in zip(words, roles, strict=True) if role is Role.HEAD]
    return any(
        _akin(head, other.rsplit("-", 1)[-1].casefold())
        for head in heads
        if len(head) > _LONG_ENOUGH
        for other in _JOINED.findall(text)
        if other[0].isupper()
    )


def _is_abbreviated(rendering: str, said: list[str]) -> bool:
    """Say whether a text has the initials of a name, or the words that it abbreviates.

    The initials may have one letter more: *United States*, *USA*.
    """
    words = _WORD.findall(rendering)
    if len(words) > 1:
        initials = "".join(word[0] for word in words).upper()
        return words[0][0].isupper() and any(initials in {one, one[:-1]} for one in said)
    size = len(rendering)
    if size < 2 or not rendering.isupper():  # noqa: PLR2004  one letter abbreviates nothing
        return False
    initials = "".join(word[0] for word in said)
    at = initials.upper().find(rendering)
    return at >= 0 and said[at][0].isupper() and all(len(word) > 1 for word in said[at : at + size])

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
_WORD = re.compile(r"[^\W\d_]+")
_REMARK = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_NAME_AFTER = re.compile(r"\s+(?:of\s+(?:the\s+)?)?[^\W\d_a-z][a-z]")
_NAME_BEFORE = re.compile(r"(?<![.!?:]\s)\b([^\W\d_a-z][a-z]+)\s+$")


def doubt(place: Named, expected: Iterable[str], unit: Unit, context: Context) -> str:
    """Say why a term that seems to be missing may not be; nothing where it surely is.

    ``everyday``: one short or everyday word, which may mean something else here. ``longer-name``:
    it is part of a longer name (*United States* of America). ``kept``: a name stands in the
    translation as in the source (an address, a label). ``near``: all words of a rendering
    are there, in another order, derived, or parted by others. ``shortened``: of a name the head
    alone is there (the *Commission*).
    """
    if _may_mean_else(place, unit, context):
        return "everyday"
    if in_longer_name(place, unit.source_text):
        return "longer-name"
    if place.match.form[:1].isupper() and place.match.form in unit.target_text:
        return "kept"
    wanted = [_REMARK.sub("", one) or one for one in expected]
    said = _WORD.findall(unit.target_text)
    folded = [word.casefold() for word in said]
    if any(_is_near(one, folded) for one in wanted):
        return "near"
    if any(_is_shortened(one, said, unit.target_language) for one in wanted):
        return "shortened"
    return ""


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
    return len(text) < _SHORT_SINGLE or text.casefold() in everyday


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


def _is_near(rendering: str, said: list[str]) -> bool:
    """Say whether each longer word of a rendering has one in the text that begins or holds it."""
    words = [word.casefold() for word in _WORD.findall(rendering)]
    words = [word for word in words if len(word) >= _LONG_ENOUGH] or words
    if not words or len(words[0]) < _LONG_ENOUGH:
        return False
    return all(any(_akin(word, other) for other in said) for word in words)


def _akin(word: str, other: str) -> bool:
    """Say whether two words share three quarters of the first one, four letters at least."""
    least = max(_LONG_ENOUGH, -(-3 * len(word) // 4))
    start = word[:least]
    return other.startswith(start) or (least > _LONG_ENOUGH and start in other)


def _is_shortened(rendering: str, said: list[str], language: Language) -> bool:
    words = _WORD.findall(rendering)
    if len(words) < 2 or not any(word[:1].isupper() for word in words):  # noqa: PLR2004  a name
        return False
    roles = profile(language).roles([word.casefold() for word in words])
    heads = [word.casefold() for word, role in zip(words, roles, strict=True) if role is Role.HEAD]
    return any(
        _akin(head, other.casefold())
        for head in heads
        if len(head) > _LONG_ENOUGH
        for other in said
        if other[0].isupper()
    )

"""What stands in a message beside its own words, as the reader's language says it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from babel import Locale, UnknownLocaleError


def worded(
    evidence: Mapping[str, Any], say: Callable[[str], str], language: str
) -> Mapping[str, Any]:
    """Give a finding's evidence as its message says it in `language`.

    Of the names that the evidence's ``worded`` lists the texts are said by the catalogue, of those
    that its ``languages`` lists the language's name stands for its code.
    """
    texts, tags = evidence.get("worded") or (), evidence.get("languages") or ()
    if not texts and not tags:
        return evidence
    return {
        **evidence,
        **{name: say(str(evidence[name])) for name in texts if name in evidence},
        **{name: language_name(str(evidence[name]), language) for name in tags if name in evidence},
    }


@functools.cache
def language_name(tag: str, shown_in: str) -> str:
    """Give a language's name as the reader's language says it; an unknown one by its tag."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(Locale.parse(shown_in, sep="-"))
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag

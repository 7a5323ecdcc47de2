"""Which language codes there are, as glossaries write them."""

from __future__ import annotations

import functools

from hexapla.errors import UsageError
from hexapla.model import Language, language


@functools.cache
def known_language(code: str) -> Language | None:
    """Give the tag that a code means (LV, en_GB, lav), or None where there is no such language.

    A language is known when CLDR names it; three-letter codes that have a two-letter one become it.
    """
    from babel.core import Locale, get_global  # noqa: PLC0415  needs its data only here

    try:
        tag = language(code.strip().replace("_", "-"))
    except UsageError:
        return None
    head, dash, rest = tag.partition("-")
    replaced = get_global("language_aliases").get(head, head).replace("_", "-")
    if replaced.split("-")[0] not in Locale("en").languages:
        return None
    return language(f"{replaced}{dash}{rest}")

"""Which language codes there are, as glossaries write them."""

from __future__ import annotations

import functools

from hexapla.errors import UsageError
from hexapla.model import Language, language
from hexapla.workspace import known_tag


@functools.cache
def known_language(code: str) -> Language | None:
    """Give the tag that a code means (LV, en_GB, lav), or None where there is no such language.

    A language is known when CLDR names it; three-letter codes that have a two-letter one become it.
    """
    from babel.core import get_global  # noqa: PLC0415  needs its data only here

    try:
        head, dash, rest = language(code.strip().replace("_", "-")).partition("-")
        replaced = get_global("language_aliases").get(head, head).replace("_", "-")
        return known_tag(f"{replaced}{dash}{rest}")
    except UsageError:
        return None

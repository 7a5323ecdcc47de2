"""Voikko as the second opinion on Finnish: whether a form belongs to a word.

Needs libvoikko (the Python package of that name and the system's library) with the dictionary
voikko-fi. Without them the generator's word stands.
"""

from __future__ import annotations

import functools
import re
import threading
from typing import Any

# Voikko's classes that may be a term's word; everything else is a verb, an adverb or the like.
_NOMINAL = frozenset(
    (
        "nimisana",
        "nimi",
        "paikannimi",
        "etunimi",
        "sukunimi",
        "lyhenne",
        "nimisana_laatusana",
        "laatusana",
        "lukusana",
        "asemosana",
    )
)
_OURS_AND_YOURS = frozenset(("1s", "2s", "1p", "2p"))
_REMEMBERED = 200_000
# A longer form hardly ever belongs to two words; asking about it would take most of the time.
_LONGEST_SHARED = 8
# What is shown to the library: a word of letters with hyphens and apostrophes, no longer than words
# are. Texts and glossaries are not trusted, and it is compiled code.
_WORD = re.compile(r"[^\W\d_]+(?:[-'’:][^\W\d_]+)*")
_LONGEST_WORD = 60


def _is_word(text: str) -> bool:
    return len(text) <= _LONGEST_WORD and _WORD.fullmatch(text) is not None


class Voikko:
    """Finnish words by their lexemes, as libvoikko sees them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @functools.cached_property
    def _library(self) -> tuple[Any, str]:
        """The library's handle and version; no handle, and why, where something is missing."""
        try:
            import libvoikko  # noqa: PLC0415  optional, and loaded when it is first asked
        except ImportError:
            return None, "the Python package libvoikko is not installed"
        try:
            handle = libvoikko.Voikko("fi")
            version = libvoikko.Voikko.getVersion()
        except OSError:
            return None, "the system library libvoikko1 is not installed"
        except libvoikko.VoikkoException:
            return None, "the dictionary voikko-fi is not installed"
        return handle, f"voikko {version}"

    @property
    def available(self) -> bool:
        """Whether Voikko answers."""
        return self._library[0] is not None

    @property
    def reason(self) -> str:
        """Why it does not answer; empty when it does."""
        return "" if self.available else self._library[1]

    @property
    def version(self) -> str:
        """Name and version, or that there is none."""
        return self._library[1] if self.available else "no voikko"

    @functools.lru_cache(maxsize=_REMEMBERED)  # noqa: B019  one object a process, for its life
    def _analyses(self, word: str) -> tuple[tuple[str, bool, bool], ...]:
        """Give (lexeme, whether nominal, whether nominative) for each reading of a word."""
        handle = self._library[0]
        if handle is None or not _is_word(word):
            return ()
        with self._lock:
            found = handle.analyze(word)
        readings = set()
        # “Your, our” is the rarer reading wherever another stands beside it: tilanne, halusi.
        plain = [each for each in found if each.get("POSSESSIVE") not in _OURS_AND_YOURS]
        for each in plain or found:
            lexeme = each.get("BASEFORM", "").casefold()
            kind = each.get("CLASS")
            nominal = kind in _NOMINAL
            if each.get("MOOD") == "MINEN-infinitive":
                # Voikko gives the verb; the term is the noun: tekemisen → tekeminen.
                cut = word.casefold().rfind("mi")
                lexeme, nominal = word.casefold()[:cut] + "minen", cut > 0
            readings.add((lexeme, nominal, each.get("SIJAMUOTO") == "nimento"))
        return tuple(sorted(readings))

    def keys(self, word: str) -> frozenset[str]:  # noqa: ARG002  the protocol's
        """Give none: the generator finds what Voikko does, which is asked about its finds alone."""
        return frozenset()

    def confirms(self, form: str, word: str) -> bool | None:
        """Say whether a form is one of a nominal's; None when Voikko lacks either of them."""
        if len(form) > _LONGEST_SHARED:
            return None
        read = self._analyses(form)
        cited = self._analyses(word)
        lexemes = {lexeme for lexeme, nominal, nominative in cited if nominal and nominative}
        if not read or not lexemes:
            return None
        return any(nominal and lexeme in lexemes for lexeme, nominal, _ in read)

    def vetoes(self, form: str) -> bool:  # noqa: ARG002  the protocol's
        """Leave it to the list: Voikko gives *esimerkiksi* and *aluksi* as nouns alone."""
        return False


VOIKKO = Voikko()

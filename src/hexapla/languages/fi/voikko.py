"""Voikko as the second opinion on Finnish: whether a form belongs to a word.

Needs libvoikko (the Python package of that name and the system's library) with the dictionary
voikko-fi. Without them the generator's word stands.
"""

from __future__ import annotations

import functools
from typing import Any

from hexapla.languages.optional import LONGEST_SHARED, AbsentError, OptionalAnalyser

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


class Voikko(OptionalAnalyser):
    """Finnish words by their lexemes, as libvoikko sees them."""

    name = "voikko"

    def _load(self) -> tuple[Any, str]:
        try:
            import libvoikko  # noqa: PLC0415  optional, and loaded when it is first asked
        except ImportError:
            raise AbsentError("the Python package libvoikko is not installed") from None
        try:
            handle = libvoikko.Voikko("fi")
            version = libvoikko.Voikko.getVersion()
        except OSError:
            raise AbsentError("the system library libvoikko1 is not installed") from None
        except libvoikko.VoikkoException:
            raise AbsentError("the dictionary voikko-fi is not installed") from None
        return handle, f"voikko {version}"

    @functools.lru_cache(maxsize=_REMEMBERED)  # noqa: B019  one object a process, for its life
    def _analyses(self, word: str) -> tuple[tuple[str, bool, bool], ...]:
        """Give (lexeme, whether nominal, whether nominative) for each reading of a word."""
        handle = self._handle_for(word)
        if handle is None:
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

    def confirms(self, form: str, word: str) -> bool | None:
        """Say whether a form is one of a nominal's; None when Voikko lacks either of them."""
        if len(form) > LONGEST_SHARED:
            return None
        read = {lexeme for lexeme, nominal, _ in self._analyses(form) if nominal}
        if word.casefold() in read:
            return True
        lexemes = {
            lexeme for lexeme, nominal, nominative in self._analyses(word) if nominal and nominative
        }
        if not lexemes or not self._analyses(form):
            return None
        return not read.isdisjoint(lexemes)

    def vetoes(self, form: str) -> bool:  # noqa: ARG002  the protocol's
        """Leave it to the list: Voikko gives *esimerkiksi* and *aluksi* as nouns alone."""
        return False


VOIKKO = Voikko()

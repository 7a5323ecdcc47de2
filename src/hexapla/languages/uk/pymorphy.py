"""pymorphy3 as the knower of Ukrainian paradigms.

Needs the packages pymorphy3 and pymorphy3-dicts-uk (the dictionary is under GPL 3). Without them
the tables' word stands. Its dictionary gives whole paradigms when a glossary is compiled, so that
a text is never analysed word by word.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import re
from collections.abc import Iterator, Sequence
from typing import Any

from hexapla.languages.optional import AbsentError, OptionalAnalyser
from hexapla.languages.profile import Role, last_is_head

_REMEMBERED = 200_000
_NOMINAL = frozenset(("NOUN", "ADJF", "ADJS", "PRTF", "NUMR"))


class Pymorphy(OptionalAnalyser):
    """Ukrainian words by their paradigms, as pymorphy3 sees them.

    It fails on characters without a name: it is shown Ukrainian words alone.
    """

    name = "pymorphy3"
    words = re.compile(r"[а-яєіїґ]+(?:[-'’][а-яєіїґ]+)*", re.IGNORECASE)

    def _installed(self) -> str:
        versions = []
        for module, package, said in (
            ("pymorphy3", "pymorphy3", "the Python package pymorphy3"),
            ("pymorphy3_dicts_uk", "pymorphy3-dicts-uk", "the dictionary pymorphy3-dicts-uk"),
        ):
            if importlib.util.find_spec(module) is None:
                raise AbsentError(f"{said} is not installed")
            versions.append(importlib.metadata.version(package))
        return "pymorphy3 {}, dictionary {}".format(*versions)

    def _load(self) -> tuple[Any, str]:
        installed = self._installed()
        try:
            import pymorphy3  # noqa: PLC0415  optional, and loaded when it is first asked

            handle = pymorphy3.MorphAnalyzer(lang="uk")
        except (ImportError, ValueError, OSError) as error:
            raise AbsentError(f"pymorphy3 is not whole: {error}") from None
        return handle, installed

    def lexeme(self, word: str, role: Role) -> Iterator[str]:
        """Give the forms of a nominal; those of the plural alone where the word is a plural.

        A head is read as a nominative where it can be one; a modifier, as any nominal.
        """
        handle = self._handle_for(word)
        if handle is None:
            return
        with self._lock:
            parses = [each for each in handle.parse(word) if each.tag.POS in _NOMINAL]
            nominative = [each for each in parses if each.tag.case in {"nomn", None}]
            if role is Role.HEAD and nominative:
                parses = nominative
            if role is Role.FROZEN:
                # A genitive stays one, in either number; what else stands frozen stays as it is.
                for parse in parses:
                    if parse.tag.case == "gent":
                        yield from (form.word for form in parse.lexeme if form.tag.case == "gent")
                return
            singular = any(each.tag.number != "plur" for each in parses)
            for parse in parses:
                for form in parse.lexeme:
                    if singular or form.tag.number == "plur":
                        yield form.word

    def roles(self, words: Sequence[str]) -> tuple[Role, ...]:
        """Give the roles of a term's words: a genitive after a noun is frozen.

        *Захист персональних даних* has its head in front. A word that may be a nominative too
        agrees or is an apposition (*Леся Українка*); it is inflected with the last word.
        """
        found = list(last_is_head(words))
        headed = False
        for at, word in enumerate(words):
            genitive, nominative_noun = self._cases(word)
            if headed and genitive:
                found[at] = Role.FROZEN
            headed = headed or nominative_noun
        return tuple(found)

    @functools.lru_cache(maxsize=_REMEMBERED)  # noqa: B019  one object a process, for its life
    def _cases(self, word: str) -> tuple[bool, bool]:
        """Say whether a nominal is a genitive and no nominative, and whether a nominative noun."""
        handle = self._handle_for(word)
        if handle is None:
            return False, False
        with self._lock:
            tags = [each.tag for each in handle.parse(word)]
        cases = {tag.case for tag in tags if tag.POS in _NOMINAL}
        noun = any(tag.POS == "NOUN" and tag.case == "nomn" for tag in tags)
        return "gent" in cases and "nomn" not in cases, noun

    def confirms(self, form: str, word: str) -> bool | None:  # noqa: ARG002  the protocol's
        """Leave it to the paradigms, which are the dictionary's own."""
        return None

    def vetoes(self, form: str) -> bool:  # noqa: ARG002  the protocol's
        """Leave it to the list: the dictionary gives rare readings no weight."""
        return False


PYMORPHY = Pymorphy()

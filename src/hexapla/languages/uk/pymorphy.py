"""pymorphy3 as the knower of Ukrainian paradigms.

Needs the packages pymorphy3 and pymorphy3-dicts-uk (the dictionary is under GPL 3). Without them
the tables' word stands. Its dictionary gives whole paradigms when a glossary is compiled, so that
a text is never analysed word by word.
"""

from __future__ import annotations

import functools
import importlib.metadata
import re
import threading
from collections.abc import Iterator
from typing import Any

from hexapla.languages.profile import Role

_NOMINAL = frozenset(("NOUN", "ADJF", "ADJS", "PRTF", "NUMR"))
# What is shown to the library, which fails on characters without a name: a Ukrainian word.
_WORD = re.compile(r"[а-яєіїґ]+(?:[-'’][а-яєіїґ]+)*", re.IGNORECASE)
_LONGEST_WORD = 60


def _is_word(text: str) -> bool:
    return len(text) <= _LONGEST_WORD and _WORD.fullmatch(text) is not None


class Pymorphy:
    """Ukrainian words by their paradigms, as pymorphy3 sees them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @functools.cached_property
    def _library(self) -> tuple[Any, str]:
        """The analyser and its version; none, and why, where something is missing."""
        try:
            import pymorphy3  # noqa: PLC0415  optional, and loaded when it is first asked

            handle = pymorphy3.MorphAnalyzer(lang="uk")
            dictionary = importlib.metadata.version("pymorphy3-dicts-uk")
        except ImportError:
            return None, "the Python package pymorphy3 is not installed"
        except (ValueError, OSError):
            return None, "the dictionary pymorphy3-dicts-uk is not installed"
        return handle, f"pymorphy3 {pymorphy3.__version__}, dictionary {dictionary}"

    @property
    def available(self) -> bool:
        """Whether pymorphy3 answers."""
        return self._library[0] is not None

    @property
    def reason(self) -> str:
        """Why it does not answer; empty when it does."""
        return "" if self.available else self._library[1]

    @property
    def version(self) -> str:
        """Name and version, or that there is none."""
        return self._library[1] if self.available else "no pymorphy3"

    def lexeme(self, word: str, role: Role) -> Iterator[str]:
        """Give the forms of a nominal; those of the plural alone where the word is a plural.

        A head is read as a nominative where it can be one; a modifier, as any nominal.
        """
        handle = self._library[0]
        if handle is None or not _is_word(word):
            return
        with self._lock:
            parses = [each for each in handle.parse(word) if each.tag.POS in _NOMINAL]
            nominative = [each for each in parses if each.tag.case in {"nomn", None}]
            if role is Role.HEAD and nominative:
                parses = nominative
            singular = any(each.tag.number != "plur" for each in parses)
            for parse in parses:
                for form in parse.lexeme:
                    if singular or form.tag.number == "plur":
                        yield form.word

    def keys(self, word: str) -> frozenset[str]:  # noqa: ARG002  the protocol's
        """Give none: the paradigms hold every form that the dictionary knows."""
        return frozenset()

    def confirms(self, form: str, word: str) -> bool | None:  # noqa: ARG002  the protocol's
        """Leave it to the paradigms, which are the dictionary's own."""
        return None

    def vetoes(self, form: str) -> bool:  # noqa: ARG002  the protocol's
        """Leave it to the list: the dictionary gives rare readings no weight."""
        return False


PYMORPHY = Pymorphy()

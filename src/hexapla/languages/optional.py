"""What the optional analysers have in common: they load when first asked, and may be absent."""

from __future__ import annotations

import functools
import re
import threading
from abc import ABC, abstractmethod
from typing import Any, ClassVar

LONGEST_SHARED = 8
"""Letters. A longer form hardly ever belongs to two words, and asking costs more than all else."""

_LONGEST_WORD = 60


class AbsentError(Exception):
    """An analyser's package, library or dictionary is not installed; the text says which."""


class OptionalAnalyser(ABC):
    """An analyser whose library is loaded when it is first asked, in any thread, and once.

    Texts and glossaries are not trusted, and the libraries are compiled code: they are shown words
    alone, no longer than words are.
    """

    name: ClassVar[str]
    words: ClassVar[re.Pattern[str]] = re.compile(r"[^\W\d_]+(?:[-'’:][^\W\d_]+)*")

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @abstractmethod
    def _load(self) -> tuple[Any, str]:
        """Give the library's handle, and name and version.

        Raises:
            AbsentError: something is missing.

        """

    def _installed(self) -> str:
        """Give name and version of what is installed; without loading it where that takes long.

        Raises:
            AbsentError: something is missing.

        """
        handle, said = self._library
        if handle is None:
            raise AbsentError(said)
        return said

    @functools.cached_property
    def _library(self) -> tuple[Any, str]:
        try:
            return self._load()
        except AbsentError as absent:
            return None, str(absent)

    @property
    def available(self) -> bool:
        """Whether it answers."""
        return self._library[0] is not None

    @property
    def reason(self) -> str:
        """Why it does not answer; empty when it does."""
        return "" if self.available else self._library[1]

    @property
    def version(self) -> str:
        """Name and version, or that there is none."""
        try:
            return self._installed()
        except AbsentError:
            return f"no {self.name}"

    def _handle_for(self, word: str) -> Any:
        """Give the library's handle; None where it is absent or `word` is nothing to show it."""
        handle = self._library[0]
        if handle is None or len(word) > _LONGEST_WORD or not self.words.fullmatch(word):
            return None
        return handle

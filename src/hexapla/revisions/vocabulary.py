"""Which of the glossary's concepts a text names: blocks that name the same are aligned by it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from hexapla.revisions.encoding import file_digest
from hexapla.workspace import Workspace

if TYPE_CHECKING:
    from hexapla.model import Concept
    from hexapla.revisions.changes import Terms
    from hexapla.terminology import TermMatcher

_TEXTS = 16384
"""Texts whose concepts are remembered: a source text is asked about for each of its languages."""


def glossary_terms(workspace: Workspace) -> Terms | None:
    """Give what finds the concepts of the workspace's glossary in a text; None: there is none.

    Nothing is read before it is first asked. What it finds depends on the text and the glossary's
    bytes alone; what is wrong in the glossary is told by the check of the glossary, not here.
    """
    files = tuple((path, file_digest(path)) for path in workspace.glossary_files())
    return _vocabulary(files, workspace.private / "cache").concepts_in if files else None


@functools.lru_cache(maxsize=1)
def _vocabulary(files: tuple[tuple[Path, str], ...], cache: Path) -> _Vocabulary:
    return _Vocabulary(tuple(path for path, _ in files), cache)


class _Vocabulary:
    """A glossary, compiled for each language when a text in it first comes."""

    def __init__(self, files: tuple[Path, ...], cache: Path) -> None:
        self.files, self.cache = files, cache
        self._matchers: dict[str, TermMatcher] = {}
        self.concepts_in = functools.lru_cache(maxsize=_TEXTS)(self._concepts_in)

    @functools.cached_property
    def concepts(self) -> tuple[Concept, ...]:
        from hexapla.terminology import load_glossary  # noqa: PLC0415  an idle run needs none

        return tuple(load_glossary(self.files).concepts)

    def _concepts_in(self, text: str, language: str) -> frozenset[str]:
        matcher = self._matchers.get(language)
        if matcher is None:
            from hexapla.terminology import compile_terms  # noqa: PLC0415  see above

            matcher = compile_terms(language, self.concepts, cache=self.cache)
            self._matchers[language] = matcher
        return frozenset(concept.id for concept in matcher.concepts(text))

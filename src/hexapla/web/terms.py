"""The glossary at the desk: where its terms stand in a text, and what it says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hexapla.model import Concept, Language
from hexapla.terminology import TermMatcher, compile_terms, load_glossary
from hexapla.workspace import DocumentConfig, Workspace

_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A term in a text: its place, its concept, and whether the glossary wants it there."""

    start: int
    end: int
    concept: str
    approved: bool


class Terms:
    """The workspace's glossary, read again when its files change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._state: tuple[tuple[str, int, int], ...] | None = None
        self._concepts: Mapping[str, Concept] = {}
        self._matchers: dict[str, TermMatcher] = {}
        self._found: dict[tuple[str, str, str, str, str], tuple[Hit, ...]] = {}

    def refresh(self) -> None:
        """Read the glossary again where its files are not as they were."""
        files = [(str(path), path.stat()) for path in self._workspace.glossary_files()]
        state = tuple((name, said.st_mtime_ns, said.st_size) for name, said in files)
        if state == self._state:
            return
        loaded = load_glossary(self._workspace.glossary_files())
        self._concepts = {one.id: one for one in loaded.concepts}
        self._matchers, self._found, self._state = {}, {}, state

    def hits(
        self, text: str, language: Language, document: str, config: DocumentConfig
    ) -> tuple[Hit, ...]:
        """Give the terms in a text of a document, the longest where they overlap, in order."""
        if not self._concepts:
            return ()
        key = (text, language, document, config.family, config.partner)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            found = self._found[key] = tuple(self._find(text, language, document, config))
        return found

    def _find(
        self, text: str, language: Language, document: str, config: DocumentConfig
    ) -> Iterable[Hit]:
        matcher = self._matchers.get(language)
        if matcher is None:
            cache = self._workspace.private / "cache"
            matcher = compile_terms(language, self._concepts.values(), cache=cache)
            self._matchers[language] = matcher
        meant = [
            (match, *matcher.terms[match.term_id])
            for match in matcher.find(text)
            if match.longest and _is_for(matcher.terms[match.term_id][0], document, config)
        ]
        # Of concepts with one term in common the one that approves of it is shown.
        meant.sort(key=lambda one: (one[0].start, -one[0].end, not one[2].status.approved))
        at = 0
        for match, concept, term in meant:
            if match.start >= at:
                yield Hit(
                    start=match.start,
                    end=match.end,
                    concept=concept.id,
                    approved=term.status.approved,
                )
                at = match.end

    def concepts(self, ids: Iterable[str]) -> tuple[Concept, ...]:
        """Give concepts by their ids, in the glossary's order."""
        wanted = set(ids)
        return tuple(one for name, one in self._concepts.items() if name in wanted)


def _is_for(concept: Concept, document: str, config: DocumentConfig) -> bool:
    """Say whether the glossary means the concept for a document."""
    return (
        (not concept.families or config.family in concept.families)
        and (not concept.partners or config.partner in concept.partners)
        and (not concept.documents or document in concept.documents)
    )

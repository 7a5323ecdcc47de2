"""The glossary of a pack's page: the concepts whose terms stand in its texts, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from hexapla.model import Concept, Language
from hexapla.packs import Item
from hexapla.terminology import TermMatcher, compile_terms


class Glossary:
    """Finds terms, and numbers the concepts that it found, from 0 in the order of finding."""

    def __init__(self, concepts: Sequence[Concept], cache: Path | None) -> None:
        self._concepts, self._cache = concepts, cache
        self._matchers: dict[str, TermMatcher] = {}
        self._numbers: dict[str, int] = {}
        self._found: dict[tuple[str, str, str], tuple[Concept, ...]] = {}

    def numbers(self, item: Item, texts: Iterable[tuple[str, Language]]) -> list[int]:
        """Give the numbers of the concepts whose terms stand in some texts of a document."""
        found = {one.id: None for text, language in texts for one in self._in(text, language, item)}
        return sorted(self._numbers.setdefault(one, len(self._numbers)) for one in found)

    def _in(self, text: str, language: Language, item: Item) -> tuple[Concept, ...]:
        if not self._concepts:
            return ()
        key = (text, language, item.name)
        if key not in self._found:
            if language not in self._matchers:
                self._matchers[language] = compile_terms(
                    language, self._concepts, cache=self._cache
                )
            matcher = self._matchers[language]
            self._found[key] = tuple(one for one in matcher.concepts(text) if _is_for(one, item))
        return self._found[key]

    def shown(self, languages: Iterable[str]) -> list[dict[str, Any]]:
        """Give what the page shows of each concept that was found, by its number."""
        known = {one.id: one for one in self._concepts}
        tags = sorted(languages)
        return [_shown(known[name], tags) for name in self._numbers]


def _shown(concept: Concept, tags: Sequence[str]) -> dict[str, Any]:
    terms = {
        tag: [
            [one.text, "" if one.status.value == "preferred" else one.status.value]
            for one in concept.of(Language(tag))
        ]
        for tag in tags
    }
    made: dict[str, Any] = {"terms": {tag: listed for tag, listed in terms.items() if listed}}
    said = "; ".join(part for part in (concept.definition, concept.note) if part)
    return {**made, "said": said} if said else made


def _is_for(concept: Concept, item: Item) -> bool:
    """Whether the glossary means a concept for a document; a partner's own terms are left out."""
    return (
        not concept.partners
        and (not concept.families or item.family in concept.families)
        and (not concept.documents or item.name in concept.documents)
    )

"""Glossary entries as a file states them, before anybody has judged what they say.

`fields` of an entry: subject, definition, note, families, partners, documents, translate; of a
term: status, part_of_speech, case_sensitive, extra_forms, excluded_forms, note. Lists are joined
by "|". `at` is the line, or sheet and row, that a person finds it at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

CONCEPT_FIELDS = (
    "subject", "definition", "note", "families", "partners", "documents", "translate",
)  # fmt: skip
TERM_FIELDS = (
    "status", "part_of_speech", "case_sensitive", "extra_forms", "excluded_forms", "term_note",
)  # fmt: skip


@dataclass(slots=True)
class TermEntry:
    """A term as a file states it."""

    language: str
    text: str
    at: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """A concept as a file states it."""

    id: str
    at: str
    terms: list[TermEntry] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def joined(values: Iterable[str]) -> str:
    """Join a list as entries hold it."""
    return "|".join(values)


def split(value: str) -> tuple[str, ...]:
    """Take a list apart as entries hold it."""
    return tuple(part for raw in value.split("|") if (part := raw.strip()))

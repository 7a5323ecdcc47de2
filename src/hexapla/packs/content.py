"""What a pack is made from, as plain values: no ledger, no files, no clock.

`assemble` gathers it from a workspace and its ledger; tests and other programs may make it by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from hexapla.model import (
    Concept,
    Document,
    Finding,
    Language,
    PackSpec,
    Revision,
    SignOff,
    State,
    Unit,
)
from hexapla.workspace import Config

_WORST = (State.MISSING, State.STALE, State.UNKNOWN, State.CURRENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A document in one language.

    `content` is the file's bytes and `document` what was read of it; `units` align it with its
    source (none for the source itself). `since` gives for a source block's id the source revision
    that made it stale or missing, `changes` its word diff since then.
    `before` is the revision that a copy with tracked changes shows them from, with what was read
    of it and its bytes.
    """

    revision: Revision
    document: Document | None = None
    content: bytes = b""
    units: tuple[Unit, ...] = ()
    since: Mapping[str, int] = field(default_factory=dict)
    source_revision: int | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    before: Revision | None = None
    before_document: Document | None = None
    before_content: bytes = b""

    @property
    def state(self) -> State:
        """The state of its worst block; the source is current."""
        states = {unit.state for unit in self.units}
        return next((state for state in _WORST if state in states), State.CURRENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document of the pack with its versions."""

    name: str
    source_language: Language
    titles: Mapping[Language, str] = field(default_factory=dict)
    family: str = ""
    distribution: str = ""
    reports_on: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[Language, Version] = field(default_factory=dict)

    def title(self, language: Language) -> str:
        """Give the title in a language: as configured, as in the document, else its name."""
        said = self.titles.get(language)
        version = self.versions.get(language)
        if not said and version is not None and version.document is not None:
            said = document_title(version.document)
        return said or self.titles.get(self.source_language) or self.name


def document_title(document: Document) -> str:
    """Give a document's own title: its first heading, else its property, else “”."""
    for block in document.blocks:
        if block.kind == "heading" and block.level <= 1 and block.text.strip():
            return " ".join(block.text.split())
    return document.properties.get("title", "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a pack says. `dated` is its date: the newest of its documents'.

    `release` is the number that it is sealed under; 0: it is a draft.
    """

    config: Config
    spec: PackSpec
    items: tuple[Item, ...]
    languages: tuple[Language, ...]
    concepts: tuple[Concept, ...] = ()
    findings: Sequence[Finding] = ()
    signoffs: tuple[SignOff, ...] = ()
    glossary: str = ""
    rules: str = ""
    dated: datetime | None = None
    template: bytes = b""
    template_place: str = ""
    release: int = 0

    def title(self, language: Language) -> str:
        """Give the pack's title in a language, else the project's, else the pack's name."""
        titles, project = self.spec.titles, self.config.project.titles
        return (
            titles.get(language)
            or next(iter(titles.values()), "")
            or project.get(language)
            or next(iter(project.values()), "")
            or self.spec.name
        )

    @property
    def source(self) -> Language:
        """The language that the workspace translates from."""
        return self.config.languages.source

    def of(self, document: str, language: Language) -> tuple[Finding, ...]:
        """Give the findings in one version of a document, in reading order."""
        return tuple(
            one for one in self.findings if one.document == document and one.language == language
        )


def shown(day: date | None) -> str:
    """Give a date as machines write it; a page writes it by its language."""
    return day.isoformat() if day else ""

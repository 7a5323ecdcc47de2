"""Where every document stands in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from hexapla.model import Language, State


class StaleBlock(NamedTuple):
    """A block of the source that its translation does not follow any more.

    `since` is the source revision that changed it, `types` what changed, `diff` the change itself,
    ``[-old-]{+new+}``.
    """

    block: str
    since: int | None
    types: tuple[str, ...]
    diff: str


class LanguageStatus(NamedTuple):
    """Where a document stands in one language. `revision` is None where there is no file.

    `follows` is the newest revision of the source that all of it follows; None: not known. `since`
    is the source revision from which on it does not follow. `missing_blocks` and `stale_blocks`
    name blocks of the source, `extra_blocks` blocks of the translation.
    """

    state: State
    revision: int | None
    follows: int | None
    stale_blocks: tuple[StaleBlock, ...] = ()
    missing_blocks: tuple[str, ...] = ()
    extra_blocks: tuple[str, ...] = ()
    unknown_blocks: tuple[str, ...] = ()
    since: int | None = None
    approved_by: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the object that `hexapla status --format json` prints."""
        return {
            "state": self.state.value,
            "revision": self.revision,
            "follows": self.follows,
            "stale_blocks": [
                {"block": one.block, "since": one.since, "types": list(one.types), "diff": one.diff}
                for one in self.stale_blocks
            ],
            "missing_blocks": list(self.missing_blocks),
            "extra_blocks": list(self.extra_blocks),
            "since": self.since,
            "approved_by": list(self.approved_by),
        }


class DocumentStatus(NamedTuple):
    """Where a document stands. `languages` holds the translations, sorted by language."""

    document: str
    source_language: Language
    source_revision: int | None
    languages: Mapping[Language, LanguageStatus]


class Status(NamedTuple):
    """Where all documents stand, sorted by name; before any `record` there are none."""

    documents: tuple[DocumentStatus, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the object that `hexapla status --format json` prints."""
        return {
            "documents": [
                {
                    "document": one.document,
                    "source_language": one.source_language,
                    "source_revision": one.source_revision,
                    "languages": {tag: here.as_json() for tag, here in one.languages.items()},
                }
                for one in self.documents
            ]
        }

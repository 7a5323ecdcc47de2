"""Where every document stands in every language."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from hexapla.model import Language, State
from hexapla.revisions.encoding import canonical


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
    since: int | None = None
    approved_by: tuple[str, ...] = ()

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> LanguageStatus:
        """Take what `as_json` gave."""
        return cls(
            state=State(raw["state"]),
            revision=raw["revision"],
            follows=raw["follows"],
            stale_blocks=tuple(
                StaleBlock(one["block"], one["since"], tuple(one["types"]), one["diff"])
                for one in raw["stale_blocks"]
            ),
            missing_blocks=tuple(raw["missing_blocks"]),
            extra_blocks=tuple(raw["extra_blocks"]),
            since=raw["since"],
            approved_by=tuple(raw["approved_by"]),
        )

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


@dataclass(frozen=True, kw_only=True)
class DocumentStatus:
    """Where a document stands, as it was written down when it was recorded last.

    `summary` is the JSON of its languages, sorted by language.
    """

    document: str
    source_language: Language
    source_revision: int | None
    summary: str

    @functools.cached_property
    def languages(self) -> Mapping[Language, LanguageStatus]:
        """The translations, by language."""
        return {
            Language(tag): LanguageStatus.of(raw) for tag, raw in json.loads(self.summary).items()
        }


class Status(NamedTuple):
    """Where all documents stand, sorted by name; before any `record` there are none."""

    documents: tuple[DocumentStatus, ...]

    def as_text(self) -> str:
        """Give the JSON text of `as_json` without reading what was written: fast for thousands."""
        listed = ",".join(
            f'{{"document":{json.dumps(one.document, ensure_ascii=False)},'
            f'"source_language":"{one.source_language}",'
            f'"source_revision":{json.dumps(one.source_revision)},"languages":{one.summary}}}'
            for one in self.documents
        )
        return f'{{"documents":[{listed}]}}'

    def as_json(self) -> dict[str, Any]:
        """Give the object that `hexapla status --format json` prints."""
        return {
            "documents": [
                {
                    "document": one.document,
                    "source_language": one.source_language,
                    "source_revision": one.source_revision,
                    "languages": json.loads(one.summary),
                }
                for one in self.documents
            ]
        }


def summary(languages: Mapping[Language, LanguageStatus]) -> str:
    """Give the JSON of a document's languages, as `DocumentStatus` takes it."""
    return canonical({tag: here.as_json() for tag, here in sorted(languages.items())})

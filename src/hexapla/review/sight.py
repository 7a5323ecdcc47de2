"""What somebody sees of a workspace who may not see restricted documents.

The workspace, its ledger and its review are the same objects to whoever asks, less the documents
and packs that are hidden: a hidden one is unknown, stands in no count and no list, and leaves no
trace in the log. So a page that asks them shows nothing that it should not.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hexapla.errors import HexaplaError, UsageError
from hexapla.model import BlockState, Document, Finding, Language, Revision
from hexapla.review.decisions import Bound, Standing
from hexapla.review.permissions import RESTRICTED, is_restricted
from hexapla.review.signing_off import Decided, Review
from hexapla.revisions import Event, Group, Ledger, Status
from hexapla.workspace import SourceDocument, Workspace

SIGN_INS = frozenset({"signed-in", "signed-out", "sign-in-failed", "sign-in-blocked"})
"""Events that tell of accounts: everybody sees their own, the command line all."""
_VIEWS = 200
ACCOUNTS = SIGN_INS | {"user-added", "user-changed", "user-removed", "password-changed"}


@dataclass(frozen=True)
class Sight:
    """Which documents and packs a person sees. `others`: those that the workspace knows no more."""

    person: str
    documents: frozenset[str]
    hidden_packs: frozenset[str]
    others: bool

    @classmethod
    def of(cls, review: Review, person: str) -> Sight:
        """Give what a person sees."""
        allowed = review.permissions
        workspace = review.workspace
        seen = frozenset(
            name
            for name, one in review.documents().items()
            if not is_restricted(workspace, one) or allowed.sees(person, one.config.family)
        )
        packs = workspace.config.packs
        hidden = frozenset(
            name
            for name, one in packs.items()
            if one.label == RESTRICTED
            and not all(allowed.sees(person, family) for family in one.families or ("",))
        )
        return cls(person, seen, hidden, allowed.sees_all(person))

    def shows(self, document: str) -> bool:
        """Whether a document is to be seen; “” is none in particular."""
        return not document or document in self.documents or self.others

    def tells(self, event: Event) -> bool:
        """Whether an entry of the log is to be seen."""
        if event.what in ACCOUNTS:
            return self.person in {event.who, event.body.get("person")}
        return self.shows(event.document) and event.body.get("pack", "") not in self.hidden_packs


class SeenWorkspace(Workspace):
    """A workspace less what somebody does not see."""

    sight: Sight

    @classmethod
    def of(cls, whole: Workspace, sight: Sight) -> SeenWorkspace:
        """Give what is to be seen of a workspace."""
        packs = {
            name: one for name, one in whole.config.packs.items() if name not in sight.hidden_packs
        }
        made = cls(whole.root, whole.config.model_copy(update={"packs": packs}))
        object.__setattr__(made, "sight", sight)  # the dataclass is frozen
        return made

    def documents(self) -> tuple[tuple[SourceDocument, ...], tuple[HexaplaError, ...]]:
        """Find the documents that are to be seen; what stands in the way of others is not told."""
        found, troubles = super().documents()
        shown = tuple(one for one in found if self.sight.shows(one.name))
        return shown, troubles if self.sight.others else ()


class SeenLedger(Ledger):
    """A ledger less what somebody does not see."""

    def __init__(self, whole: Ledger, sight: Sight) -> None:
        super().__init__(whole.database, whole.objects, whole.clock)
        self.sight = sight

    def close(self) -> None:
        """Leave the database open: it is the whole ledger's."""

    def source_language(self, document: str) -> Language:
        """Give the language that a recorded document is translated from."""
        if not self.sight.shows(document):
            # In the ledger's own words: a document that is hidden is one that is not there.
            raise UsageError(
                f"the ledger knows no document “{document}”",
                remedy="run `hexapla record`, or see `hexapla status` for the names",
            )
        return super().source_language(document)

    def revisions(
        self, document: str | None = None, language: Language | None = None
    ) -> tuple[Revision, ...]:
        """Give the revisions, by document, language and number."""
        found = super().revisions(document, language)
        return tuple(one for one in found if self.sight.shows(one.document))

    def status(self, documents: Sequence[str] | None = None) -> Status:
        """Give where the documents stand."""
        found = super().status(documents)
        return Status(tuple(one for one in found.documents if self.sight.shows(one.document)))

    def cosmetic(self) -> Mapping[tuple[str, Language], int]:
        """Give how many current blocks differ in form alone."""
        return {key: count for key, count in super().cosmetic().items() if self.sight.shows(key[0])}

    def marks(self, documents: Sequence[str] | None = None) -> Mapping[str, str]:
        """Give each document's mark."""
        found = super().marks(documents).items()
        return {name: mark for name, mark in found if self.sight.shows(name)}

    def log(
        self,
        *,
        document: str | None = None,
        language: Language | None = None,
        what: str | None = None,
    ) -> tuple[Event, ...]:
        """Give the events in order."""
        found = super().log(document=document, language=language, what=what)
        return tuple(one for one in found if self.sight.tells(one))

    def recent(
        self, count: int, kinds: Sequence[str], *, before: int | None = None
    ) -> tuple[Event, ...]:
        """Give the newest events of some kinds, the newest first: as many, if some are hidden."""
        seen: list[Event] = []
        while True:
            found = super().recent(count, kinds, before=before)
            seen += [one for one in found if self.sight.tells(one)]
            if len(seen) >= count or len(found) < count:
                return tuple(seen[:count])
            before = found[-1].seq

    def latest(self, document: str, language: Language) -> int:
        """Give the number of a translation's newest event."""
        return super().latest(document, language) if self.sight.shows(document) else 0

    def document(self, revision: Revision) -> Document:
        """Give a revision as it was read."""
        self.source_language(revision.document)
        return super().document(revision)

    def link(
        self,
        document: str,
        language: Language,
        groups: Sequence[Group],
        *,
        who: str,
        reason: str = "",
    ) -> tuple[BlockState, ...]:
        """Say which blocks belong together."""
        self.source_language(document)
        return super().link(document, language, groups, who=who, reason=reason)

    def note(
        self,
        what: str,
        body: Mapping[str, Any],
        *,
        who: str,
        document: str = "",
        language: str = "",
    ) -> Event:
        """Append an event to the log."""
        if document:
            self.source_language(document)
        return super().note(what, body, who=who, document=document, language=language)

    def waive(
        self, document: str, language: Language, block: str, *, who: str, reason: str
    ) -> BlockState:
        """Record that a stale or unknown block of a translation needs no change."""
        self.source_language(document)
        return super().waive(document, language, block, who=who, reason=reason)


class SeenReview(Review):
    """A review less what somebody does not see; findings and decisions are the whole one's."""

    def __init__(self, whole: Review, sight: Sight) -> None:
        super().__init__(
            SeenWorkspace.of(whole.workspace, sight), SeenLedger(whole.ledger, sight), ()
        )
        self._whole, self.sight = whole, sight

    def refresh(self, patience: float | None = None) -> None:
        """Look whether the findings still rest on what is there, and look again where not."""
        self._whole.refresh(patience)

    def lacks(self, document: str) -> bool:
        """Whether more may be found in a document than is known of it yet."""
        return self._whole.lacks(document)

    def findings(self) -> tuple[Finding, ...]:
        """Give all findings that are to be seen."""
        return tuple(one for one in self._whole.findings() if self.sight.shows(one.document))

    def findings_of(self, document: str, language: Language) -> tuple[Finding, ...]:
        """Give the findings in one version of a document."""
        if not self.sight.shows(document):
            return ()
        return self._whole.findings_of(document, language)

    def documents(self) -> Mapping[str, SourceDocument]:
        """Give the documents that are to be seen, by name."""
        whole = self._whole.documents().items()
        return {name: one for name, one in whole if self.sight.shows(name)}

    def standing_of(self, document: str, language: Language) -> Standing:
        """Give where any version stands."""
        self.ledger.source_language(document)
        return self._whole.standing_of(document, language)

    def _bound(self, document: str, language: Language) -> Sequence[Bound]:
        self.ledger.source_language(document)
        return self._whole._bound(document, language)  # noqa: SLF001  its own kind's

    @contextlib.contextmanager
    def held(self, patience: float | None = None) -> Iterator[None]:
        """Look once whether the findings still hold, and not again until the end of the block."""
        with self._whole.held(patience):
            yield

    def _moved(self, document: str, language: Language, blocks: tuple[str, ...]) -> Decided:
        self.ledger.source_language(document)
        return self._whole._moved(document, language, blocks)  # noqa: SLF001  its own kind's


class Views:
    """A review as each person sees it, kept while neither documents nor accounts change."""

    def __init__(self, whole: Review) -> None:
        self.whole = whole
        self._kept: dict[str, tuple[object, object, SeenReview]] = {}

    def of(self, person: str) -> Review:
        """Give what a person sees."""
        if not self.whole.permissions.guarded:
            return self.whole
        documents, accounts = self.whole.documents(), self.whole.permissions.users.all()
        kept = self._kept.get(person)
        if kept is not None and kept[0] is documents and kept[1] is accounts:
            return kept[2]
        if len(self._kept) >= _VIEWS:
            self._kept.clear()
        made = SeenReview(self.whole, Sight.of(self.whole, person))
        self._kept[person] = (documents, accounts, made)
        return made

    def shows(self, person: str, document: str) -> bool:
        """Whether a person may see a document."""
        seen = self.of(person)
        return not isinstance(seen, SeenReview) or seen.sight.shows(document)

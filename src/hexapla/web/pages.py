"""What a document's page shows: the rows that the filters leave, with what is known beside them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hexapla.model import Block, BlockState, Finding, Language
from hexapla.review import Review, Standing, Thread, threads
from hexapla.revisions import Event
from hexapla.web.filters import Filters, Option, options
from hexapla.web.rows import Beside, Row, rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks: their name, and of each language the newest event when they last did."""

    person: str
    since: Mapping[Language, int | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A document's page."""

    document: str
    titles: Mapping[Language, str]
    source_language: Language
    source_revision: int
    languages: tuple[Language, ...]
    standings: Mapping[Language, Standing]
    every_row: tuple[Row, ...]
    rows: tuple[Row, ...]
    filters: Filters
    source_findings: tuple[Finding, ...]
    others: tuple[Language, ...] = ()
    family: str = ""
    behind: Mapping[Language, int] = field(default_factory=dict)
    follows: Mapping[Language, int | None] = field(default_factory=dict)

    @property
    def gone(self) -> int:
        """How many decisions were about blocks that are gone."""
        return sum(len(one.gone) for one in self.standings.values())

    @functools.cached_property
    def options(self) -> Mapping[str, tuple[Option, ...]]:
        """What can be chosen of each filter, with the rows that it leaves."""
        return options(self.every_row, self.filters)

    @property
    def changed(self) -> bool:
        """Whether anything is new to who looks."""
        return any("changed" in cell.flags for row in self.every_row for cell in row.cells)

    @functools.cached_property
    def title(self) -> tuple[str, str]:
        """The title and its language."""
        if self.source_language in self.titles:
            return self.titles[self.source_language], self.source_language
        return next(((text, tag) for tag, text in self.titles.items()), (self.document, ""))


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: str
    blocks: tuple[Block, ...]
    number: int
    states: Mapping[str, BlockState]
    changed_at: Mapping[str, int]
    follows: int | None


class Shelf:
    """What the desk keeps of the ledger between requests, as long as nothing of it moves."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._threads: dict[tuple[str, str], tuple[int, tuple[Thread, ...]]] = {}

    def page(
        self, document: str, languages: Sequence[Language], filters: Filters, viewer: Viewer
    ) -> Page:
        """Put a document's page together.

        Raises:
            UsageError: the ledger does not know the document, or a language is its source's.

        """
        review = self._review
        source_language = review.ledger.source_language(document)
        standings = {tag: review.standing(document, tag) for tag in languages}
        mark = review.ledger.marks([document]).get(document, "")
        kept = {tag: self._of(document, tag, source_language, mark) for tag in languages}
        source = self._of(document, source_language, source_language, mark)
        beside = {
            tag: self._beside(document, tag, one, standings[tag], viewer)
            for tag, one in kept.items()
        }
        every = rows_of(source.blocks, standings, beside)
        found = review.documents().get(document)
        wanted = review.workspace.wanted_languages(found) if found else ()
        return Page(
            document=document,
            titles=found.config.titles if found else {},
            source_language=source_language,
            source_revision=source.number,
            languages=tuple(languages),
            standings=standings,
            every_row=every,
            rows=tuple(row for row in every if filters.fits(row)),
            filters=filters,
            source_findings=review.findings_of(document, source_language),
            others=tuple(tag for tag in wanted if tag not in languages),
            family=found.config.family if found else "",
            behind={
                tag: max((state.behind for state in one.states.values()), default=0)
                for tag, one in kept.items()
            },
            follows={tag: one.follows for tag, one in kept.items()},
        )

    def _beside(
        self,
        document: str,
        tag: Language,
        kept: _Kept,
        standing: Standing,
        viewer: Viewer,
    ) -> Beside:
        since = viewer.since.get(tag)
        by_block: dict[str, tuple[Thread, ...]] = {}
        for one in self.threads(document, tag):
            by_block[one.block] = (*by_block.get(one.block, ()), one)
        able = set(self._review.roles_of(viewer.person, document, tag))
        return Beside(
            states=kept.states,
            threads=by_block,
            changed=frozenset(
                name for name, seq in kept.changed_at.items() if since is not None and seq > since
            ),
            since=since,
            person=viewer.person,
            roles={role: wanted for role, wanted in standing.quorum.items() if role in able},
        )

    def threads(self, document: str, language: Language) -> tuple[Thread, ...]:
        """Give what was said about a translation."""
        last = self._review.ledger.latest(document, language)
        known = self._threads.get((document, language))
        if known is None or known[0] != last:
            known = (last, threads(self._review, document, language))
            self._threads[document, language] = known
        return known[1]

    def _of(self, document: str, tag: Language, source: Language, mark: str) -> _Kept:
        known = self._kept.get((document, tag))
        if known is not None and known.mark == mark:
            return known
        ledger = self._review.ledger
        head = ledger.head(document, tag)
        is_source = tag == source
        at = _recorded_at(ledger.log(document=document, language=source, what="recorded"))
        changed = _changed(ledger.origins(document, source), at)
        if not is_source:
            own = _recorded_at(ledger.log(document=document, language=tag, what="recorded"))
            changed |= _changed(ledger.origins(document, tag), own)
        states = () if is_source else ledger.states(document, tag)
        made = _Kept(
            mark=mark,
            blocks=ledger.document(head).blocks if head and is_source else (),
            number=head.number if head else 0,
            states={one.block: one for one in states},
            changed_at=changed,
            follows=head.follows if head else None,
        )
        self._kept[document, tag] = made
        return made


def _recorded_at(events: Sequence[Event]) -> dict[int, int]:
    return {one.body["number"]: one.seq for one in events}


def _changed(origins: Mapping[str, int], at: Mapping[int, int]) -> dict[str, int]:
    """Give of each block the event that brought its present text."""
    return {name: at.get(number, 0) for name, number in origins.items()}

"""Which block of which document each place of a Word file is.

The bookmarks of a reviewers' copy say it, for every revision that the ledger has. A file that lost
them, or never had them, is compared with the documents by its words; each place then says how sure
it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hexapla.errors import InputError, UsageError
from hexapla.model import Block, BlockKind, Language, Revision, normal
from hexapla.packs import ANCHOR, anchor
from hexapla.review.signing_off import Review
from hexapla.review.word import Copy, Place
from hexapla.revisions import lineage

_LEAST = 0.5
"""A place shares so many of its words with a block, or it is not taken for it."""
_ENOUGH = 0.3
"""So much of a document stands in a file, by letters, or the file is none of it."""
_WHOLE = 0.7
"""So much of every further one: documents share lists and headings with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A place that is known: its block as the copy was made with, and the block as it is now.

    `now` is None where the block is no more. `behind` tells that the copy was made from an older
    revision, in which the block said something else; `sure` is 1 where a bookmark says it.
    """

    document: str
    language: Language
    block: Block
    now: Block | None
    revision: int
    newest: int
    sure: float = 1.0

    @property
    def behind(self) -> bool:
        """Whether the block says something else by now."""
        return self.now is None or normal(self.now.text) != normal(self.block.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What is known of a file's places, by their names; `gone` are blocks that were taken out."""

    known: Mapping[str, Known]
    unknown: tuple[str, ...] = ()
    gone: tuple[Known, ...] = ()


def recognise(
    review: Review, copy: Copy, *, document: str = "", language: str = "", place: str = ""
) -> Recognised:
    """Find what the places of a file are, in one document and language or in any.

    Raises:
        UsageError: there is no such document.
        InputError: the file belongs to another document, or to none of this workspace.

    """
    names = sorted({one.document for one in review.ledger.revisions()})
    if document and document not in names:
        raise UsageError(
            f"there is no document “{document}”",
            remedy=f"use one of: {', '.join(names) or 'none is recorded yet'}",
        )
    wanted = {one.name for one in copy.places if ANCHOR.fullmatch(one.name)}
    if not wanted:
        return _by_words(review, copy, names, (document, language), place)
    known = _by_bookmarks(review, names, wanted)
    if not known:
        own = review.workspace.config.project.number
        cause = ""
        if copy.project and copy.project != own:
            cause = f"it says that it was made for the project {copy.project}"
        raise InputError(
            "is a reviewers' copy of documents that are not here",
            place=place,
            cause=cause,
            remedy="import it in the workspace that made it (-C)",
        )
    here = {(one.document, one.language) for one in known.values()}
    if document and document not in {name for name, _ in here}:
        raise InputError(
            f"holds nothing of “{document}”",
            place=place,
            cause=f"it is a copy of: {', '.join(sorted({name for name, _ in here}))}",
            remedy="leave --document out, or name one of these",
        )
    return Recognised(
        known=known,
        unknown=tuple(sorted(wanted - known.keys())),
        gone=tuple(_gone(review, known)),
    )


def _by_bookmarks(review: Review, names: Sequence[str], wanted: set[str]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    later: list[tuple[Revision, Revision]] = []
    for name in names:
        newest: dict[Language, Revision] = {}
        every = review.ledger.revisions(name)
        for one in every:
            newest[one.language] = one
        for head in newest.values():
            _add(review, known, wanted, head, head)
        later += [
            (one, newest[one.language])
            for one in reversed(every)
            if one is not newest[one.language]
        ]
        if wanted <= known.keys():
            return known
    for revision, head in later:
        _add(review, known, wanted, revision, head)
        if wanted <= known.keys():
            break
    return known


def _add(
    review: Review, known: dict[str, Known], wanted: set[str], revision: Revision, head: Revision
) -> None:
    old = review.ledger.document(revision).blocks
    here = {
        name: place
        for place, block in enumerate(old)
        if (name := anchor(revision.document, revision.language, block.id)) in wanted
        if name not in known
    }
    if not here:
        return
    became: Mapping[int, tuple[int, ...]] = {place: (place,) for place in range(len(old))}
    new = old
    if revision is not head:
        new = review.ledger.document(head).blocks
        became = lineage(old, new).forward()
    for name, place in here.items():
        following = became.get(place, ())
        known[name] = Known(
            document=revision.document,
            language=revision.language,
            block=old[place],
            now=new[following[0]] if following else None,
            revision=revision.number,
            newest=head.number,
        )


def _gone(review: Review, known: Mapping[str, Known]) -> Iterator[Known]:
    """Give the blocks whose bookmark is no longer there, of versions that have others there.

    The copy was made from the revision that has all that is left, and the fewest others.
    """
    for document, language in sorted({(one.document, one.language) for one in known.values()}):
        left = {
            name
            for name, one in known.items()
            if (one.document, one.language) == (document, language)
        }
        every = review.ledger.revisions(document, language)
        made: list[tuple[int, int, list[Block]]] = []
        for revision in every:
            told = {
                anchor(document, language, block.id): block
                for block in review.ledger.document(revision).blocks
                if block.text.strip()
            }
            if left <= told.keys():
                missing = [block for name, block in told.items() if name not in left]
                made.append((len(missing), -revision.number, missing))
        for block in min(made, key=lambda one: one[:2])[2] if made else ():
            yield Known(
                document=document,
                language=language,
                block=block,
                now=None,
                revision=every[-1].number,
                newest=every[-1].number,
            )


def _by_words(
    review: Review, copy: Copy, names: Sequence[str], wanted: tuple[str, str], place: str
) -> Recognised:
    """Compare the paragraphs of a file with every document, and take those that it holds."""
    document, language = wanted
    places = [one for one in copy.places if one.before.strip()]
    found: list[tuple[float, dict[str, Known]]] = []
    for name in names:
        for tag in sorted({one.language for one in review.ledger.revisions(name)}):
            head = review.ledger.head(name, tag)
            if head is not None and (not language or tag == language):
                found.append(_compared(review, head, places))
    found.sort(key=lambda one: -one[0])
    enough = [
        known
        for rank, (share, known) in enumerate(found)
        if known and share >= (_ENOUGH if rank == 0 else _WHOLE)
    ]
    if not enough:
        raise InputError(
            "belongs to no document of this workspace",
            place=place,
            cause=f"the likeliest shares {found[0][0] if found else 0:.0%} of its words with it",
            remedy="import it in the workspace that it is from, or name --language",
        )
    # A place that fits two documents is the one's that it fits better.
    known: dict[str, Known] = {}
    for one in enough:
        for name, fits in one.items():
            if name not in known or fits.sure > known[name].sure:
                known[name] = fits
    here = sorted({one.document for one in known.values()})
    if document and document not in here:
        raise InputError(
            f"belongs to “{', '.join(here)}”, not to “{document}”",
            place=place,
            cause="by the words that it shares with it",
            remedy="leave --document out, or name the right one",
        )
    return Recognised(known=known)


def _compared(
    review: Review, head: Revision, places: Sequence[Place]
) -> tuple[float, dict[str, Known]]:
    blocks = [one for one in review.ledger.document(head).blocks if one.text.strip()]
    read = [
        Block(
            id=one.name,
            kind=BlockKind.PARAGRAPH,
            text=one.before,
            path=f"body/{number}",
        )
        for number, one in enumerate(places)
    ]
    known: dict[str, Known] = {}
    matched, whole = 0, sum(len(one.text) for one in blocks) or 1
    for link in lineage(blocks, read).links:
        if len(link.old) != 1 or len(link.new) != 1 or link.score < _LEAST:
            continue
        block = blocks[link.old[0]]
        matched += len(block.text)
        known[read[link.new[0]].id] = Known(
            document=head.document,
            language=head.language,
            block=block,
            now=block,
            revision=head.number,
            newest=head.number,
            sure=min(link.score, 0.99),
        )
    return matched / whole, known

"""Aligns the blocks of two documents."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from hexapla.alignment.evidence import Lexicon, Reader
from hexapla.alignment.lexicon import common_words, merged
from hexapla.alignment.pairing import pair
from hexapla.alignment.tables import Found, Item, TablePair, outline
from hexapla.model import Block, Document, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Blocks that say the same, by their indexes; `score` from 0 to 1 is how sure that is."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


TermHits = tuple[Sequence[Collection[str]], Sequence[Collection[str]]]
"""The ids of the concepts found in each source block, and in each target block."""

ACCEPTED = 0.99
"""A bead with this score or more may be taken without anybody looking at it."""


def align(
    source: Sequence[Block],
    target: Sequence[Block],
    *,
    source_language: str,
    target_language: str,
    lexicon: Lexicon | None = None,
    terms: TermHits | None = None,
) -> tuple[Bead, ...]:
    """Pair the blocks of a document with those of its translation.

    Every block stands in exactly one bead: 1–1, 1–2, 2–1, 2–2, or alone (1–0 missing, 0–1 extra).
    Beads come in the order of the source; an extra block follows what it follows in the target.
    Tables align by row and column. `lexicon` is what earlier alignments taught (`learn`), `terms`
    what the glossary found in each block.
    """
    readers = Reader(source_language), Reader(target_language)
    known = merged(common_words(source_language, target_language), lexicon or {})
    with _uncollected():
        return _in_order(_found((source, target), readers, known, terms))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles still: many small things are made here, and no cycles."""
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()


def _found(
    both: tuple[Sequence[Block], Sequence[Block]],
    readers: tuple[Reader, Reader],
    known: Lexicon,
    terms: TermHits | None,
) -> Iterator[Found]:
    """Give what says the same, in any order."""
    ours, theirs = map(outline, both)
    features = [
        reader.read(
            [item.block for item in items], _hits(items, hits), [item.table for item in items]
        )
        for reader, items, hits in zip(readers, (ours, theirs), terms or ((), ()), strict=True)
    ]
    paired = pair(features[0], features[1], known)
    for (i, j, m, n), score in paired.steps.items():
        if m and n and ours[i].table and theirs[j].table:
            tables = (ours[i].blocks, theirs[j].blocks)
            yield from TablePair(
                blocks=both, tables=tables, readers=readers, lexicon=paired.lexicon
            ).align()
        elif not n:
            yield from (((block,), (), score) for block in ours[i].blocks)
        elif not m:
            yield from (((), (block,), score) for block in theirs[j].blocks)
        else:
            blocks = tuple(block for item in ours[i : i + m] for block in item.blocks)
            others = tuple(block for item in theirs[j : j + n] for block in item.blocks)
            yield blocks, others, score


def _hits(items: Sequence[Item], hits: Sequence[Collection[str]]) -> list[set[str]]:
    if not hits:
        return []
    return [{term for block in item.blocks for term in hits[block]} for item in items]


def _in_order(found: Iterable[Found]) -> tuple[Bead, ...]:
    """Give the beads in the order of the source, an extra block after what it follows."""
    placed = [
        Bead(source=source, target=target, score=round(score, 4))
        for source, target, score in found
        if source or target
    ]
    ends = {bead.target[-1]: bead.source[-1] for bead in placed if bead.source and bead.target}
    after: dict[int, int] = {}
    last = -1
    for block in range(max((bead.target[-1] for bead in placed if bead.target), default=-1) + 1):
        last = ends.get(block, last)
        after[block] = last

    def order(bead: Bead) -> tuple[int, int, int]:
        if bead.source:
            return bead.source[0], 0, 0
        return after[bead.target[0]], 1, bead.target[0]

    return tuple(sorted(placed, key=order))


def units(name: str, source: Document, target: Document, beads: Sequence[Bead]) -> tuple[Unit, ...]:
    """Give the beads of two documents as units, in the beads' order."""
    return tuple(
        Unit(
            document=name,
            source_language=source.language,
            target_language=target.language,
            source=tuple(source.blocks[index] for index in bead.source),
            target=tuple(target.blocks[index] for index in bead.target),
            score=bead.score,
        )
        for bead in beads
    )

"""Aligns the blocks of two documents."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hexapla.alignment.evidence import Features, Lexicon, Reader, Side
from hexapla.alignment.lexicon import learn_from_stems, merged, reversed_lexicon
from hexapla.alignment.path import Step, band_along, best_path
from hexapla.alignment.scoring import Scorer
from hexapla.model import Block, Document, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Blocks that say the same, by their indexes; `score` from 0 to 1 is how sure that is."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


TermHits = tuple[Sequence[Collection[str]], Sequence[Collection[str]]]
"""The ids of the concepts found in each source block, and in each target block."""

ACCEPTED = 0.9
"""A bead with this score or more may be taken without anybody looking at it."""

_WIDTH = 12
_WIDE = 40
_NARROW = 8
_SURE_OF_A_MOVE = 6.0


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
    `lexicon` is what earlier alignments taught (`learn`), `terms` what the glossary found.
    """
    ours = Reader(source_language).read(source, terms[0] if terms else ())
    theirs = Reader(target_language).read(target, terms[1] if terms else ())
    given = lexicon or {}
    steps, scorer = _pass(ours, theirs, given, _anchors(ours, theirs), _WIDTH)
    learned = merged(given, _learned(steps, ours, theirs))
    points = [(i + m, j + n) for i, j, m, n in steps if m and n]
    steps, scorer = _pass(ours, theirs, learned, points, _NARROW)
    beads = [
        Bead(
            source=tuple(range(i, i + m)),
            target=tuple(range(j, j + n)),
            score=_score(scorer, (i, j, m, n)),
        )
        for i, j, m, n in steps
    ]
    return tuple(_in_order(_with_moves(beads, scorer)))


def _pass(
    ours: list[Features],
    theirs: list[Features],
    lexicon: Lexicon,
    points: Sequence[tuple[int, int]],
    width: int,
) -> tuple[list[Step], Scorer]:
    source, target = Side(ours), Side(theirs)
    source.expect(target, lexicon)
    target.expect(source, reversed_lexicon(lexicon))
    scorer = Scorer(source, target)
    band = band_along(points, len(ours), len(theirs), width if points else _WIDE)
    return best_path(scorer, band), scorer


def _anchors(ours: list[Features], theirs: list[Features]) -> list[tuple[int, int]]:
    """Give a growing chain of block pairs that share keys which nearly no other block has."""
    where: dict[str, list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for each in ours:
        counts.update(each.keys)
    for j, each in enumerate(theirs):
        for key in each.keys:
            if key[0] not in "wp":
                where[key].append(j)
    votes: Counter[tuple[int, int]] = Counter()
    for i, each in enumerate(ours):
        for key in each.keys:
            if counts[key] == 1 and len(where.get(key, ())) == 1:
                votes[i, where[key][0]] += 1
    least = 2
    return _chain([(pair, count) for pair, count in sorted(votes.items()) if count >= least])


def _chain(pairs: list[tuple[tuple[int, int], int]]) -> list[tuple[int, int]]:
    """Give the heaviest chain in which both numbers grow."""
    best: list[tuple[int, int]] = []  # (weight, index of the one before or -1)
    for index, ((i, j), weight) in enumerate(pairs):
        most, before = 0, -1
        for earlier in range(max(0, index - 200), index):
            (k, m), total = pairs[earlier][0], best[earlier][0]
            if k < i and m < j and total > most:
                most, before = total, earlier
        best.append((most + weight, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda index: best[index][0])
    chain = []
    while at >= 0:
        chain.append(pairs[at][0])
        at = best[at][1]
    return chain[::-1]


def _learned(steps: list[Step], ours: list[Features], theirs: list[Features]) -> Lexicon:
    return learn_from_stems(
        (
            frozenset().union(*(each.stems for each in ours[i : i + m])),
            frozenset().union(*(each.stems for each in theirs[j : j + n])),
        )
        for i, j, m, n in steps
        if m and n
    )


def _score(scorer: Scorer, step: Step) -> float:
    return 1 / (1 + math.exp(-max(min(scorer.score(*step), 30.0), -30.0)))


def _with_moves(beads: list[Bead], scorer: Scorer) -> list[Bead]:
    """Pair blocks that stayed alone because they stand elsewhere in the other document."""
    alone = [bead.source[0] for bead in beads if not bead.target]
    extra = [bead.target[0] for bead in beads if not bead.source]
    offers = sorted(
        ((-scorer.score(i, j, 1, 1), i, j) for i in alone for j in extra),
    )
    taken_i: dict[int, int] = {}
    taken_j: set[int] = set()
    for weight, i, j in offers:
        if -weight > _SURE_OF_A_MOVE and i not in taken_i and j not in taken_j:
            taken_i[i] = j
            taken_j.add(j)
    made = []
    for bead in beads:
        if not bead.target and bead.source[0] in taken_i:
            j = taken_i[bead.source[0]]
            score = _score(scorer, (bead.source[0], j, 1, 1))
            made.append(Bead(source=bead.source, target=(j,), score=score))
        elif bead.source or bead.target[0] not in taken_j:
            made.append(bead)
    return made


def _in_order(beads: list[Bead]) -> list[Bead]:
    return beads


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

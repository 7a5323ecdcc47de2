"""Pairs two sequences of blocks: a first path, a lexicon learned from it, a better path, moves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hexapla.alignment.anchors import anchors
from hexapla.alignment.confidence import margins
from hexapla.alignment.evidence import Features, Lexicon
from hexapla.alignment.lexicon import learn_from_stems, merged, reversed_lexicon
from hexapla.alignment.moves import Doubts, lookalikes, moves
from hexapla.alignment.path import SHAPES, Lattice, Step, band_along
from hexapla.alignment.scoring import PRIORS, Scorer, Shape, habits
from hexapla.alignment.sides import Numbers, Side

_WIDTH, _WIDE = 2, 15
"""Blocks to both sides that the first path may stray where anchors are known, where none are."""
_SLACK = 6.0
"""How much a bead may fall behind the best way to where it ends and still count as a rival."""

_SLOPE, _JOINED = 2.0, 2.0
"""How fast sureness grows with the margin, and what every block too many takes off the margin."""
_MOVED, _BESIDE_MOVED = 0.75, 0.95
"""What a block that stands elsewhere is worth at most, and what stood beside it: a look."""


@dataclass(frozen=True, slots=True)
class Paired:
    """The steps through two sequences with how sure each is, from 0 to 1; and the words learned."""

    steps: Mapping[Step, float]
    lexicon: Lexicon


def pair(
    ours: list[Features], theirs: list[Features], lexicon: Lexicon, *, whole: bool = False
) -> Paired:
    """Pair two sequences; `whole`: one with one, as rows and columns of tables are."""
    shapes = SHAPES[:3] if whole else SHAPES
    every = (range(len(ours)), range(len(theirs)))
    lexicon = _spoken(lexicon, _stems(ours), _stems(theirs))
    sides = sides_of(ours, theirs)
    steps = _roughly(sides, lexicon, shapes[:5])
    learned = merged(lexicon, _learned(steps, ours, theirs))
    scorer = scorer_of(sides, learned, habits(steps))
    steps = Lattice(scorer, *every, shapes).again(steps).steps
    doubts: Doubts = {}
    moved = moves(steps, scorer, lookalikes(scorer), doubts)
    gone = ({i for i, _ in moved}, {j for _, j in moved})
    left = [[k for k in some if k not in out] for some, out in zip(every, gone, strict=True)]
    walked = Lattice(scorer, left[0], left[1], shapes).again(steps, _SLACK)
    steps = walked.steps
    sure = margins(walked)
    moved += moves(steps, scorer)
    sources, targets = {i for i, _ in moved}, {j for _, j in moved}
    stayed = [
        (i, j, m, n)
        for i, j, m, n in steps
        if not (n == 0 and i in sources) and not (m == 0 and j in targets)
    ]
    scores = {
        step: min(
            _score(step, sure[step], doubts),
            _BESIDE_MOVED if _beside(step, sources, targets) else 1.0,
        )
        for step in stayed
    }
    scores |= {(i, j, 1, 1): _MOVED for i, j in moved}
    return Paired(scores, learned)


def _beside(step: Step, sources: set[int], targets: set[int]) -> bool:
    """Tell whether a block before or after a step has moved: it may rather belong to the step."""
    i, j, m, n = step
    near = bool(sources & {i - 1, i + m} or targets & {j - 1, j + n})
    return bool(m and n) and near


def _score(step: Step, margin: float, doubts: Doubts) -> float:
    """Give the chance that a step is right, by what its best rival lacks on edited translations.

    A rival is another path, or another place for one of the blocks, off the path.
    """
    i, j, m, n = step
    if m and n:
        blocks = [*(("source", i + k) for k in range(m)), *(("target", j + k) for k in range(n))]
        margin = min(margin, *(doubts.get(block, math.inf) for block in blocks))
        margin -= _JOINED * (m + n - 2)
    return 1 / (1 + math.exp(-margin / _SLOPE))


def sides_of(ours: Sequence[Features], theirs: Sequence[Features]) -> tuple[Side, Side]:
    """Give two sequences as the sides that look at each other."""
    numbers = Numbers()
    return Side(ours, numbers), Side(theirs, numbers)


def scorer_of(
    sides: tuple[Side, Side],
    lexicon: Lexicon,
    priors: Mapping[Shape, float] = PRIORS,
    *,
    roughly: bool = False,
) -> Scorer:
    """Give what scores beads of two sides; `roughly`: it only bounds those of many blocks.

    The sides then expect what this lexicon says: a scorer made of them before is of no more use.
    """
    source, target = sides
    source.expect(target, lexicon)
    target.expect(source, reversed_lexicon(lexicon))
    return Scorer(source, target, priors, roughly=roughly)


def _spoken(lexicon: Lexicon, ours: frozenset[str], theirs: frozenset[str]) -> Lexicon:
    """Give the links of a lexicon of which one end stands in the texts: few of all it knows."""
    found: dict[str, Mapping[str, float]] = {}
    for word, others in lexicon.items():
        if word in ours:
            found[word] = others
        elif not theirs.isdisjoint(others):
            found[word] = {other: rho for other, rho in others.items() if other in theirs}
    return found


def _roughly(sides: tuple[Side, Side], lexicon: Lexicon, shapes: Sequence[Shape]) -> Sequence[Step]:
    """Find the best path through all blocks, along what nothing else could be meant by."""
    source, target = sides
    scorer = scorer_of(sides, lexicon, roughly=True)
    points = [(i + 1, j + 1) for i, j in anchors(source.features, target.features)]
    band = band_along(points, source.size, target.size, _WIDTH if points else _WIDE)
    return Lattice(scorer, range(source.size), range(target.size), shapes).best(band).steps


def _learned(steps: Sequence[Step], ours: list[Features], theirs: list[Features]) -> Lexicon:
    return learn_from_stems(
        (
            _stems(ours[i : i + m]),
            _stems(theirs[j : j + n]),
        )
        for i, j, m, n in steps
        if m and n
    )


def _stems(features: Sequence[Features]) -> frozenset[str]:
    return frozenset().union(*(each.stems for each in features))

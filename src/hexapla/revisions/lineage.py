"""Which block of one revision became which block of the next.

Three passes, from what is certain to what is likely. Equal texts are matched first, each to the one
whose neighbours match too. Table cells go by row and column, once the rows and columns are aligned.
What is left is matched by the words it shares, rare words weighing more, and what an edit leaves
over decides whether a block was split or merged. What remains between two matched neighbours is an
edit if it is alone there, else it was added or removed.
"""

from __future__ import annotations

import bisect
import enum
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq

from hexapla.model import Block, BlockKind
from hexapla.revisions.tables import cell_pairs, weight, word_weights
from hexapla.revisions.tokens import meaning


class Fate(enum.StrEnum):
    """What became of a block, or where one came from."""

    KEPT = "kept"
    MOVED = "moved"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Old blocks and the new blocks they became, as indexes; an empty side: added or removed.

    `fates` holds several where several happened (moved and edited). `score` is the share of the
    words that stayed, 0 to 1.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    fates: frozenset[Fate]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Lineage:
    """The links of two revisions, in the order of the new blocks; the removed ones come last."""

    links: tuple[Link, ...]

    def forward(self) -> Mapping[int, tuple[int, ...]]:
        """Give the new blocks of each old block."""
        return {old: link.new for link in self.links for old in link.old}

    def backward(self) -> Mapping[int, tuple[int, ...]]:
        """Give the old blocks of each new block."""
        return {new: link.old for link in self.links for new in link.new}


_EDIT = 0.38
_PART = 0.5
_BETWEEN = 0.3
_NEAR = 0.25
_REST = 0.45
_COMMON = 50
"""A word that stands in more blocks tells nothing."""
_CANDIDATES = 8
"""So many blocks are looked at closely as what became of one."""
_FEW = 3
"""So many different words make a text that can be told from others."""


def lineage(old: Sequence[Block], new: Sequence[Block]) -> Lineage:
    """Find which of the blocks `old` became which of the blocks `new`.

    The same blocks give the same lineage; the cost grows with the blocks that changed.
    """
    return _Search(old, new).found()


class _Search:
    """One comparison: what is matched so far, and the passes that match more."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self.old, self.new = old, new
        self.old_words = [_folded(block) for block in old]
        self.new_words = [_folded(block) for block in new]
        self.groups: list[tuple[list[int], list[int]]] = []
        self.of_old: dict[int, int] = {}
        self.of_new: dict[int, int] = {}

    def found(self) -> Lineage:
        self._tables()
        self._equal()
        self._alike()
        self._beside()
        self._between()
        return Lineage(tuple(self._links()))

    def _join(self, i: int, j: int) -> None:
        self.of_old[i] = self.of_new[j] = len(self.groups)
        self.groups.append(([i], [j]))

    def _free(self) -> tuple[list[int], list[int]]:
        return (
            [i for i in range(len(self.old)) if i not in self.of_old],
            [j for j in range(len(self.new)) if j not in self.of_new],
        )

    # Pass 1: equal texts

    def _equal(self) -> None:
        free_old, free_new = self._free()
        by_words: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
        for i in free_old:
            by_words.setdefault(self.old_words[i], ([], []))[0].append(i)
        for j in free_new:
            if self.new_words[j] in by_words:
                by_words[self.new_words[j]][1].append(j)
        several = []
        for words, (ours, theirs) in by_words.items():
            if not theirs:
                continue
            if len(ours) == len(theirs) == 1 and words:
                self._join(ours[0], theirs[0])
            else:
                several.append((ours, theirs))
        for ours, theirs in several:
            self._repeated(ours, theirs)

    def _repeated(self, ours: list[int], theirs: list[int]) -> None:
        """Match texts that stand several times: by their neighbours, then in order."""
        if len(ours) == len(theirs):
            for i, j in zip(ours, theirs, strict=True):
                self._join(i, j)
            return
        ranked = sorted(
            (
                (-self._company(i, j), abs(i / len(self.old) - j / len(self.new)), i, j)
                for i in ours
                for j in theirs
            )
            if len(ours) * len(theirs) <= 10_000  # noqa: PLR2004  beyond, in order
            else ((0, 0, i, j) for i, j in zip(ours, theirs, strict=False))
        )
        for _, _, i, j in ranked:
            if i not in self.of_old and j not in self.of_new:
                self._join(i, j)

    def _company(self, i: int, j: int) -> float:
        """Tell how much of the surroundings of two blocks agrees."""
        agree = 0.0
        for step in (-3, -2, -1, 1, 2, 3):
            a, b = i + step, j + step
            inside_old, inside_new = 0 <= a < len(self.old), 0 <= b < len(self.new)
            if inside_old and inside_new:
                agree += (self.old_words[a] == self.new_words[b]) / abs(step)
            elif not inside_old and not inside_new:
                agree += 1 / abs(step)
        block, other = self.old[i], self.new[j]
        return agree + 0.5 * (block.kind == other.kind and block.level == other.level)

    # Pass 2: tables

    def _tables(self) -> None:
        for i, j in cell_pairs(self.old, self.new, self.old_words, self.new_words):
            self._join(i, j)

    # Pass 3: shared words

    def _alike(self) -> None:
        free_old, free_new = self._free()
        if not free_old or not free_new:
            return
        weights = word_weights([[words] for words in (*self.old_words, *self.new_words)])
        bags_old = {i: Counter(self.old_words[i]) for i in free_old}
        bags_new = {j: Counter(self.new_words[j]) for j in free_new}
        edges = list(self._edges(bags_old, bags_new, weights))
        for _, _, i, j in sorted(edges):
            if i not in self.of_old and j not in self.of_new:
                self._join(i, j)
        self._parts(bags_old, bags_new, weights, edges)

    def _edges(
        self,
        bags_old: Mapping[int, Counter[str]],
        bags_new: Mapping[int, Counter[str]],
        weights: Mapping[str, float],
    ) -> Iterator[tuple[float, float, int, int]]:
        """Give likely pairs, the likeliest with the smallest first member."""
        holding: dict[str, list[int]] = defaultdict(list)
        for j, bag in bags_new.items():
            for word in bag:
                holding[word].append(j)
        for i, bag in bags_old.items():
            mine = weight(bag, weights)
            candidates: dict[int, float] = {}
            for word in bag:
                there = holding.get(word, ())
                if len(there) <= _COMMON:
                    for j in there:
                        candidates[j] = candidates.get(j, 0.0) + weights[word]
            expected = self._expected(i)
            for j in heapq.nlargest(_CANDIDATES, candidates, key=lambda j: (candidates[j], -j)):
                other = bags_new[j]
                common = weight(bag & other, weights)
                theirs = weight(other, weights)
                covers = max(common / mine, common / theirs) if mine and theirs else 0.0
                alike = 2 * common / (mine + theirs) if mine + theirs else 0.0
                away = abs(expected - j) / max(len(self.new), 1)
                within = covers >= 2 * _EDIT and min(len(bag), len(other)) >= _FEW
                if alike >= _EDIT or within:
                    yield (-round(max(alike, 0.9 * covers) - 0.1 * min(away, 1.0), 6), away, i, j)

    def _expected(self, i: int) -> float:
        """Tell where an old block should stand among the new: after its nearest matched one."""
        for step in range(1, 6):
            group = self.of_old.get(i - step)
            if group is not None:
                return max(self.groups[group][1]) + step
        return i * len(self.new) / max(len(self.old), 1)

    def _parts(
        self,
        bags_old: Mapping[int, Counter[str]],
        bags_new: Mapping[int, Counter[str]],
        weights: Mapping[str, float],
        edges: Iterable[tuple[float, float, int, int]],
    ) -> None:
        """Find the other parts of what was split, and the others that were merged."""
        for _, _, i, j in sorted(edges):
            if j not in self.of_new and i in self.of_old:
                group = self.groups[self.of_old[i]]
                taken = sum((Counter(self.new_words[k]) for k in group[1]), Counter[str]())
                source = sum((bags_old.get(k, Counter()) for k in group[0]), Counter[str]())
                near = min(abs(j - k) for k in group[1]) <= 2  # noqa: PLR2004
                if near and _covered(bags_new[j], source - taken, weights) >= _PART:
                    group[1].append(j)
                    self.of_new[j] = self.of_old[i]
            elif i not in self.of_old and j in self.of_new:
                group = self.groups[self.of_new[j]]
                taken = sum((Counter(self.old_words[k]) for k in group[0]), Counter[str]())
                whole = sum((bags_new.get(k, Counter()) for k in group[1]), Counter[str]())
                if _covered(bags_old[i], whole - taken, weights) >= _PART:
                    group[0].append(i)
                    self.of_old[i] = self.of_new[j]

    def _beside(self) -> None:
        """Find parts that lie right beside the rest of their block, by the order of their words."""
        for j in range(len(self.new)):
            if j in self.of_new or self.new[j].cell is not None:
                continue
            for other in (j - 1, j + 1):
                group = self.of_new.get(other)
                if group is not None and self._is_rest(
                    self.new_words[j],
                    [self.old_words[i] for i in sorted(self.groups[group][0])],
                    [self.new_words[k] for k in sorted(self.groups[group][1])],
                ):
                    self.groups[group][1].append(j)
                    self.of_new[j] = group
                    break
        for i in range(len(self.old)):
            if i in self.of_old or self.old[i].cell is not None:
                continue
            for other in (i - 1, i + 1):
                group = self.of_old.get(other)
                if group is not None and self._is_rest(
                    self.old_words[i],
                    [self.new_words[j] for j in sorted(self.groups[group][1])],
                    [self.old_words[k] for k in sorted(self.groups[group][0])],
                ):
                    self.groups[group][0].append(i)
                    self.of_old[i] = group
                    break

    @staticmethod
    def _is_rest(
        part: tuple[str, ...], whole: list[tuple[str, ...]], taken: list[tuple[str, ...]]
    ) -> bool:
        """Tell whether `part` is what `whole` has beyond what of it was `taken`."""
        words = [word for one in whole for word in one]
        others = [word for one in taken for word in one]
        left: list[str] = []
        for step in Indel.opcodes(words, others):
            if step.tag == "delete":
                left += words[step.src_start : step.src_end]
        common = LCSseq.similarity(part, left)
        return common >= max(2, _REST * len(part), _NEAR * len(left))

    # Pass 4: what stands alone between two matched neighbours

    def _between(self) -> None:
        free_old, free_new = self._free()
        gaps: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        for i in free_old:
            gaps.setdefault(self._gap_of_old(i), ([], []))[0].append(i)
        for j in free_new:
            gaps.setdefault(self._gap_of_new(j), ([], []))[1].append(j)
        for ours, theirs in gaps.values():
            if len(ours) != len(theirs):
                continue
            for i, j in zip(ours, theirs, strict=True):
                if self._could_be(i, j, alone=len(ours) == 1):
                    self._join(i, j)

    def _could_be(self, i: int, j: int, *, alone: bool) -> bool:
        block, other = self.old[i], self.new[j]
        if block.kind != other.kind or block.level != other.level:
            return False
        first, second = self.old_words[i], self.new_words[j]
        if min(len(first), len(second)) <= 3 and max(len(first), len(second)) <= 6:  # noqa: PLR2004
            return alone or block.kind is BlockKind.TABLE_CELL
        return Indel.normalized_similarity(first, second) >= _BETWEEN

    def _gap_of_old(self, i: int) -> tuple[int, int]:
        before = next((k for k in range(i - 1, -1, -1) if k in self.of_old), -1)
        after = next((k for k in range(i + 1, len(self.old)) if k in self.of_old), -1)
        return (
            -1 if before < 0 else max(self.groups[self.of_old[before]][1]),
            -1 if after < 0 else min(self.groups[self.of_old[after]][1]),
        )

    def _gap_of_new(self, j: int) -> tuple[int, int]:
        return (
            next((k for k in range(j - 1, -1, -1) if k in self.of_new), -1),
            next((k for k in range(j + 1, len(self.new)) if k in self.of_new), -1),
        )

    # The result

    def _links(self) -> Iterator[Link]:
        order = {id(group): min(group[1]) for group in self.groups}
        ranked = sorted(self.groups, key=lambda group: order[id(group)])
        staying = _longest_rise([min(group[0]) for group in ranked])
        free_old, free_new = self._free()
        made: list[tuple[int, Link]] = []
        for index, (ours, theirs) in enumerate(ranked):
            made.append((min(theirs), self._link(sorted(ours), sorted(theirs), index in staying)))
        made.extend((j, Link(old=(), new=(j,), fates=frozenset({Fate.ADDED}))) for j in free_new)
        yield from (link for _, link in sorted(made, key=lambda item: item[0]))
        for i in free_old:
            yield Link(old=(i,), new=(), fates=frozenset({Fate.REMOVED}))

    def _link(self, ours: list[int], theirs: list[int], stays: bool) -> Link:  # noqa: FBT001
        first = [word for i in ours for word in meaning(self.old[i].text)]
        second = [word for j in theirs for word in meaning(self.new[j].text)]
        fates = set()
        if len(theirs) > 1:
            fates.add(Fate.SPLIT)
        if len(ours) > 1:
            fates.add(Fate.MERGED)
        if not stays:
            fates.add(Fate.MOVED)
        score = 1.0
        if first != second:
            fates.add(Fate.EDITED)
            score = Indel.normalized_similarity(first, second)
        return Link(
            old=tuple(ours),
            new=tuple(theirs),
            fates=frozenset(fates or {Fate.KEPT}),
            score=round(score, 4),
        )


def _folded(block: Block) -> tuple[str, ...]:
    """Give the words by which a block is found again: a capital changes as a sentence is joined."""
    return tuple(word.casefold() for word in meaning(block.text))


def _covered(part: Counter[str], whole: Counter[str], weights: Mapping[str, float]) -> float:
    total = weight(part, weights)
    return weight(part & whole, weights) / total if total else 0.0


def _longest_rise(values: Sequence[int]) -> set[int]:
    """Give the positions of a longest rising subsequence."""
    ends: list[int] = []
    at: list[int] = []
    came: list[int] = []
    for index, value in enumerate(values):
        place = bisect.bisect_left(ends, value)
        came.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(value)
            at.append(index)
        else:
            ends[place], at[place] = value, index
    chosen: set[int] = set()
    here = at[-1] if at else -1
    while here >= 0:
        chosen.add(here)
        here = came[here]
    return chosen

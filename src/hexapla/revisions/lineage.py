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
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq, Levenshtein

from hexapla.model import Block, BlockKind
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


_Likeness = Callable[[int, int], float]
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
        ours, theirs = _grids(self.old), _grids(self.new)
        if not ours or not theirs:
            return
        bags = [Counter(self.old_words[i] for i in _cells(grid)) for grid in ours]
        others = [Counter(self.new_words[j] for j in _cells(grid)) for grid in theirs]
        ranked = sorted(
            (-_shared(one, two), abs(a - b), a, b)
            for a, one in enumerate(bags)
            for b, two in enumerate(others)
        )
        used_old: set[int] = set()
        used_new: set[int] = set()
        for score, _, a, b in ranked:
            alone = len(ours) == len(theirs) and a == b
            if a in used_old or b in used_new or (-score < _NEAR and not alone):
                continue
            used_old.add(a)
            used_new.add(b)
            self._grid(ours[a], theirs[b])

    def _grid(self, ours: _Grid, theirs: _Grid) -> None:
        rows = self._lines(ours, theirs, 0)
        columns = self._lines(ours, theirs, 1, dict(rows))
        for r, s in rows:
            for c, d in columns:
                mine, other = ours.get((r, c), []), theirs.get((s, d), [])
                if len(mine) == len(other):
                    for i, j in zip(mine, other, strict=True):
                        self._join(i, j)

    def _lines(
        self, ours: _Grid, theirs: _Grid, axis: int, across: Mapping[int, int] | None = None
    ) -> list[tuple[int, int]]:
        """Align the rows (axis 0) or columns (axis 1) of two tables, in order."""
        first = sorted({place[axis] for place in ours})
        second = sorted({place[axis] for place in theirs})
        old_lines = [self._line(ours, axis, at, self.old_words, across) for at in first]
        new_lines = [self._line(theirs, axis, at, self.new_words, None) for at in second]
        weights = _weights([line.values() for line in (*old_lines, *new_lines)])
        pairs: list[tuple[int, int]] = []
        keys = [tuple(sorted(line.items())) for line in old_lines]
        others = [tuple(sorted(line.items())) for line in new_lines]
        for step in Levenshtein.opcodes(keys, others):
            if step.tag == "equal":
                same_old = range(step.src_start, step.src_end)
                same_new = range(step.dest_start, step.dest_end)
                pairs.extend(zip(same_old, same_new, strict=True))
        made: list[tuple[int, int]] = []
        a = b = -1
        for x, y in [*pairs, (len(first), len(second))]:

            def likeness(p: int, q: int, a: int = a, b: int = b) -> float:
                return _line_likeness(old_lines[a + 1 + p], new_lines[b + 1 + q], weights)

            within = _in_order(x - a - 1, y - b - 1, likeness, least=0.2)
            made.extend((a + 1 + p, b + 1 + q) for p, q in within)
            made.append((x, y))
            a, b = x, y
        return [(first[x], second[y]) for x, y in _filled(made[:-1], len(first), len(second))]

    @staticmethod
    def _line(
        grid: _Grid,
        axis: int,
        at: int,
        words: list[tuple[str, ...]],
        across: Mapping[int, int] | None,
    ) -> dict[int, tuple[str, ...]]:
        made: dict[int, tuple[str, ...]] = {}
        for place, blocks in grid.items():
            if place[axis] == at:
                other = place[1 - axis]
                if across is not None:
                    if other not in across:
                        continue
                    other = across[other]
                made[other] = tuple(word for i in blocks for word in words[i])
        return made

    # Pass 3: shared words

    def _alike(self) -> None:
        free_old, free_new = self._free()
        if not free_old or not free_new:
            return
        weights = _weights([[words] for words in (*self.old_words, *self.new_words)])
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
            mine = _weight(bag, weights)
            candidates: dict[int, float] = {}
            for word in bag:
                there = holding.get(word, ())
                if len(there) <= _COMMON:
                    for j in there:
                        candidates[j] = candidates.get(j, 0.0) + weights[word]
            expected = self._expected(i)
            for j in heapq.nlargest(_CANDIDATES, candidates, key=lambda j: (candidates[j], -j)):
                other = bags_new[j]
                common = _weight(bag & other, weights)
                theirs = _weight(other, weights)
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


_Grid = dict[tuple[int, int], list[int]]
"""A table: the blocks of each cell by row and column."""


def _grids(blocks: Sequence[Block]) -> list[_Grid]:
    tables: dict[int, _Grid] = {}
    for index, block in enumerate(blocks):
        if block.cell is not None:
            grid = tables.setdefault(block.cell.table, {})
            grid.setdefault((block.cell.row, block.cell.column), []).append(index)
    return [tables[number] for number in sorted(tables)]


def _cells(grid: _Grid) -> Iterator[int]:
    for blocks in grid.values():
        yield from blocks


def _shared(one: Counter[tuple[str, ...]], two: Counter[tuple[str, ...]]) -> float:
    whole = one.total() + two.total()
    return 2 * (one & two).total() / whole if whole else 0.0


def _weights(lines: Iterable[Iterable[tuple[str, ...]]]) -> Mapping[str, float]:
    """Weigh words by how rare they are among the lines (inverse document frequency)."""
    counted: Counter[str] = Counter()
    number = 0
    for line in lines:
        number += 1
        counted.update({word for words in line for word in words})
    return {word: math.log(1 + number / count) for word, count in counted.items()}


def _weight(bag: Counter[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(word, 1.0) * count for word, count in bag.items())


def _covered(part: Counter[str], whole: Counter[str], weights: Mapping[str, float]) -> float:
    total = _weight(part, weights)
    return _weight(part & whole, weights) / total if total else 0.0


def _line_likeness(
    one: Mapping[int, tuple[str, ...]],
    two: Mapping[int, tuple[str, ...]],
    weights: Mapping[str, float],
) -> float:
    """Tell how alike two rows are: equal cells in the same columns, else their words."""
    first = Counter(word for words in one.values() for word in words)
    second = Counter(word for words in two.values() for word in words)
    whole = _weight(first, weights) + _weight(second, weights)
    words = 2 * _weight(first & second, weights) / whole if whole else 1.0
    places = set(one) | set(two)
    equal = sum(one.get(place) == two.get(place) for place in places) / len(places) if places else 0
    return 0.6 * words + 0.4 * equal


def _in_order(
    first: int, second: int, likeness: _Likeness, *, least: float
) -> list[tuple[int, int]]:
    """Pair two sequences in order so that the likeness of the pairs is the greatest together."""
    head = 0
    while head < min(first, second) and likeness(head, head) >= 0.999:  # noqa: PLR2004
        head += 1
    tail = 0
    while (
        tail < min(first, second) - head and likeness(first - 1 - tail, second - 1 - tail) >= 0.999  # noqa: PLR2004
    ):
        tail += 1
    rows, columns = first - head - tail, second - head - tail
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    score = [[likeness(head + a, head + b) for b in range(columns)] for a in range(rows)]
    for a in range(rows - 1, -1, -1):
        for b in range(columns - 1, -1, -1):
            pair = best[a + 1][b + 1] + score[a][b] if score[a][b] >= least else -1.0
            best[a][b] = max(pair, best[a + 1][b], best[a][b + 1])
    pairs = [(k, k) for k in range(head)]
    a = b = 0
    while a < rows and b < columns:
        if score[a][b] >= least and best[a][b] == best[a + 1][b + 1] + score[a][b]:
            pairs.append((head + a, head + b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    pairs.extend((first - tail + k, second - tail + k) for k in range(tail))
    return pairs


def _filled(pairs: list[tuple[int, int]], first: int, second: int) -> list[tuple[int, int]]:
    """Add the lines between two pairs where both sides have equally many."""
    made: list[tuple[int, int]] = []
    a = b = -1
    for x, y in [*pairs, (first, second)]:
        if x - a == y - b:
            made.extend((a + k, b + k) for k in range(1, x - a))
        made.append((x, y))
        a, b = x, y
    return made[:-1]


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

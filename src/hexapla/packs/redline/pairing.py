"""Which paragraphs, tables and rows of the old file stand for which of the new one, in order.

The lineage says what became of what; of its links those are kept that do not cross and that hold
the most text. What moved across them is shown as gone at one place and come at another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from rapidfuzz.distance import Indel

from hexapla.model import Block, BlockKind, normal
from hexapla.packs.redline.tokens import Prints
from hexapla.packs.xml import Element, local
from hexapla.revisions import lineage


class Item:
    """A paragraph, a table or a row. What it costs to know of it is worked out when asked for."""

    __slots__ = ("_print", "_prints", "_raw", "_text", "_text_of", "element", "sort")

    def __init__(
        self, element: Element, prints: Prints | None, text_of: Callable[[Element], str]
    ) -> None:
        self.element = element
        self.sort = local(element)
        self._prints, self._text_of = prints, text_of
        self._raw: bytes | None = None
        self._print: bytes | None = None
        self._text: str | None = None

    @property
    def raw(self) -> bytes:
        """Its XML."""
        if self._raw is None:
            self._raw = etree.tostring(self.element, with_tail=False)
        return self._raw

    @property
    def print(self) -> bytes:
        """What it shows."""
        if self._print is None:
            self._print = b"" if self._prints is None else self._prints.of_raw(self.raw)
        return self._print

    @property
    def text(self) -> str:
        """Its text."""
        if self._text is None:
            self._text = self._text_of(self.element)
        return self._text

    def same(self, other: Item) -> bool:
        """Tell whether both show the same. An id of a relationship means another thing there."""
        if self.raw == other.raw and b" r:" not in self.raw:
            return True
        return self.print == other.print


@dataclass(frozen=True, slots=True)
class Group:
    """Old items and the new ones that stand for them, as ranges; one may be empty."""

    old: range
    new: range


def paired(old: Sequence[Item], new: Sequence[Item], care: int) -> Iterator[Group]:
    """Give groups in the order of the result: what is gone before what came in its place.

    `care` 0 pairs by lineage, 1 only items that show the same, 2 none.
    """
    at_old = at_new = 0
    end = Group(range(len(old), len(old)), range(len(new), len(new)))
    for group in (*_kept(old, new, care), end):
        for i in range(at_old, group.old.start):
            yield Group(range(i, i + 1), range(0))
        for j in range(at_new, group.new.start):
            yield Group(range(0), range(j, j + 1))
        if group.old:
            yield group
        at_old, at_new = group.old.stop, group.new.stop


def _kept(old: Sequence[Item], new: Sequence[Item], care: int) -> list[Group]:
    if care > 1:
        return []
    head = 0
    while head < min(len(old), len(new)) and old[head].same(new[head]):
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail].same(new[-1 - tail]):
        tail += 1
    old_end, new_end = len(old) - tail, len(new) - tail
    find: Callable[..., Iterable[Group]] = _alike if care == 0 else _equal
    if care == 0 and old_end - head == new_end - head == 1 and old[head].sort == new[head].sort:
        find = _the_pair
    return [
        *(Group(range(i, i + 1), range(i, i + 1)) for i in range(head)),
        *find(old, new, range(head, old_end), range(head, new_end)),
        *(
            Group(range(old_end + i, old_end + i + 1), range(new_end + i, new_end + i + 1))
            for i in range(tail)
        ),
    ]


def _the_pair(
    _old: Sequence[Item], _new: Sequence[Item], ours: range, theirs: range
) -> Iterator[Group]:
    """Pair the one that is left with the one that stands in its place."""
    yield Group(ours, theirs)


def _equal(old: Sequence[Item], new: Sequence[Item], ours: range, theirs: range) -> Iterator[Group]:
    steps = Indel.opcodes([old[i].print for i in ours], [new[j].print for j in theirs])
    for step in steps:
        if step.tag == "equal":
            for by in range(step.src_end - step.src_start):
                i, j = ours[step.src_start + by], theirs[step.dest_start + by]
                yield Group(range(i, i + 1), range(j, j + 1))


def _alike(old: Sequence[Item], new: Sequence[Item], ours: range, theirs: range) -> list[Group]:
    found = []
    for link in lineage(_blocks(old, ours), _blocks(new, theirs)).links:
        if link.old and link.new:
            group = _group(old, new, [ours[i] for i in link.old], [theirs[j] for j in link.new])
            if group is not None:
                found.append(group)
    found.sort(key=lambda group: (group.new.start, group.old.start))
    return _uncrossed(found, [len(new[group.new.start].text) + 1 for group in found])


def _blocks(items: Sequence[Item], among: range) -> list[Block]:
    return [
        Block(
            id=str(i),
            kind=BlockKind.PARAGRAPH if items[i].sort == "p" else BlockKind.TEXT_BOX,
            text=normal(items[i].text),
            path=f"body/{i}",
        )
        for i in among
    ]


def _group(
    old: Sequence[Item], new: Sequence[Item], ours: list[int], theirs: list[int]
) -> Group | None:
    """Give the link as ranges: a split or merge if it is of paragraphs side by side, else one."""
    mine, other = sorted(ours), sorted(theirs)
    together = (
        mine[-1] - mine[0] == len(mine) - 1
        and other[-1] - other[0] == len(other) - 1
        and {old[i].sort for i in mine} | {new[j].sort for j in other} == {"p"}
    )
    if together:
        return Group(range(mine[0], mine[-1] + 1), range(other[0], other[-1] + 1))
    for i in mine:
        for j in other:
            if old[i].sort == new[j].sort:
                return Group(range(i, i + 1), range(j, j + 1))
    return None


def _uncrossed(groups: Sequence[Group], weights: Sequence[int]) -> list[Group]:
    """Give the heaviest choice of groups that do not cross: a longest increasing subsequence."""
    best: list[tuple[int, int, int]] = []  # end in the old, weight, index: both first ones rise
    before: list[int] = []
    for index, group in enumerate(groups):
        at = _last_before(best, group.old.start)
        weight = weights[index] + (best[at][1] if at >= 0 else 0)
        before.append(best[at][2] if at >= 0 else -1)
        place = _last_before(best, group.old.stop) + 1
        if place and best[place - 1][1] >= weight:
            continue
        end = place
        while end < len(best) and best[end][1] <= weight:
            end += 1
        best[place:end] = [(group.old.stop, weight, index)]
    chosen = []
    at = best[-1][2] if best else -1
    while at >= 0:
        chosen.append(groups[at])
        at = before[at]
    return chosen[::-1]


def _last_before(best: Sequence[tuple[int, int, int]], limit: int) -> int:
    """Give the last entry whose end is not beyond the limit, or -1."""
    low, high = 0, len(best)
    while low < high:
        middle = (low + high) // 2
        if best[middle][0] <= limit:
            low = middle + 1
        else:
            high = middle
    return low - 1

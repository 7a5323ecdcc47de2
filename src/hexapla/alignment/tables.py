"""Tables align by row and column, whatever their cells say; around them they count as one block."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hexapla.alignment.evidence import Features, Lexicon, Reader
from hexapla.alignment.pairing import pair, scorer_of, sides_of
from hexapla.model import Block, BlockKind

_MOST_COLUMNS = 12
"""Columns of a table that are looked at in another order."""
_REARRANGED = 6.0
"""What must speak for columns standing in another order."""

Found = tuple[tuple[int, ...], tuple[int, ...], float]
"""Blocks of the source, of the target, and how sure it is that they say the same."""


@dataclass(frozen=True, slots=True)
class Item:
    """What the path runs over: a block, or a whole table as one; `blocks` are their indexes."""

    blocks: tuple[int, ...]
    block: Block
    table: bool = False


def outline(blocks: Sequence[Block]) -> list[Item]:
    """Take the cells of each table together; the table stands where its first cell stands."""
    items: list[Item] = []
    tables: dict[int, list[int]] = {}
    places: list[int | None] = []
    for index, block in enumerate(blocks):
        number = block.cell.table if block.cell else None
        if number is None:
            items.append(Item((index,), block))
            places.append(None)
        elif number not in tables:
            tables[number] = [index]
            items.append(Item((), block, table=True))
            places.append(number)
        else:
            tables[number].append(index)
    return [
        item
        if number is None
        else Item(tuple(tables[number]), _joined(blocks, tables[number]), table=True)
        for item, number in zip(items, places, strict=True)
    ]


def _joined(blocks: Sequence[Block], indexes: Sequence[int]) -> Block:
    """Give several blocks as one, to be recognised by all that they say."""
    text = "\n".join(blocks[index].text for index in indexes)
    return Block(id="", kind=BlockKind.TABLE_CELL, text=text, path="")


class TablePair:
    """Two tables, a block at a time."""

    def __init__(
        self,
        *,
        blocks: tuple[Sequence[Block], Sequence[Block]],
        tables: tuple[Sequence[int], Sequence[int]],
        readers: tuple[Reader, Reader],
        lexicon: Lexicon,
    ) -> None:
        """Take the blocks of both documents and the indexes of those that make the two tables."""
        self.blocks, self.tables = blocks, tables
        self.readers, self.lexicon = readers, lexicon

    def align(self) -> Iterator[Found]:
        """Align the cells of two tables.

        Rows are paired with rows, so that an inserted one moves no other; columns with columns.
        """
        source, target = self.blocks
        columns = self._columns()
        for row, other_row, sure in self._lines(_row):
            here = [k for k in self.tables[0] if row is not None and _row(source[k]) == row]
            there = [
                k for k in self.tables[1] if other_row is not None and _row(target[k]) == other_row
            ]
            used: set[int] = set()
            for column in sorted({_column(source[k]) for k in here}):
                cell = [k for k in here if _column(source[k]) == column]
                match = [k for k in there if _column(target[k]) == columns.get(column)]
                used.update(match)
                yield from self._cell(cell, match, sure)
            yield from (((), (k,), sure) for k in there if k not in used)

    def _columns(self) -> dict[int, int]:
        """Pair the columns; as many on both sides keep their order unless much speaks against."""
        numbers, features = self._read(_column)
        if len(numbers[0]) != len(numbers[1]):
            return {
                one: other
                for one, other, _ in self._lines(_column)
                if one is not None and other is not None
            }
        order = list(range(len(numbers[0])))
        if 1 < len(order) <= _MOST_COLUMNS:
            scorer = scorer_of(sides_of(*features), self.lexicon)

            def worth(places: Sequence[int]) -> float:
                return sum(scorer.pair(i, j) for i, j in enumerate(places))

            better = max(_rearranged(order), key=worth)
            while worth(better) > worth(order) + _REARRANGED:
                order = better
                better = max(_rearranged(order), key=worth)
        return {one: numbers[1][place] for one, place in zip(numbers[0], order, strict=True)}

    def _read(
        self, number: Callable[[Block], int]
    ) -> tuple[list[list[int]], tuple[list[Features], list[Features]]]:
        """Give the numbers of the rows, or of the columns, of both tables, and what they say."""
        numbers = [
            sorted({number(blocks[k]) for k in table})
            for blocks, table in zip(self.blocks, self.tables, strict=True)
        ]
        first, second = (
            reader.read(
                [_joined(blocks, [k for k in table if number(blocks[k]) == line]) for line in lines]
            )
            for reader, blocks, table, lines in zip(
                self.readers, self.blocks, self.tables, numbers, strict=True
            )
        )
        return numbers, (first, second)

    def _lines(self, number: Callable[[Block], int]) -> list[tuple[int | None, int | None, float]]:
        """Pair the rows, or the columns, of two tables by their numbers."""
        numbers, features = self._read(number)
        if len(numbers[0]) == len(numbers[1]):  # most likely nothing was inserted
            for place, (one, other) in enumerate(zip(*features, strict=True)):
                one.hint = other.hint = f"line {place}"
        paired = pair(features[0], features[1], self.lexicon, whole=True)
        return [
            (
                numbers[0][i] if m else None,
                numbers[1][j] if n else None,
                score,
            )
            for (i, j, m, n), score in sorted(paired.steps.items())
        ]

    def _cell(self, ours: list[int], theirs: list[int], sure: float) -> Iterator[Found]:
        """Align two cells: one block with one by their place, else by what they say."""
        if len(ours) == len(theirs) == 1:
            yield (ours[0],), (theirs[0],), sure
            return
        features = [
            reader.read([blocks[k] for k in cell])
            for reader, blocks, cell in zip(self.readers, self.blocks, (ours, theirs), strict=True)
        ]
        paired = pair(features[0], features[1], self.lexicon)
        for (i, j, m, n), score in paired.steps.items():
            yield (
                tuple(ours[i : i + m]) if m else (),
                tuple(theirs[j : j + n]) if n else (),
                score,
            )


def _rearranged(order: Sequence[int]) -> Iterator[list[int]]:
    """Give every order in which one column stands elsewhere, or two stand in each other's place."""
    for i, j in itertools.permutations(range(len(order)), 2):
        moved = list(order)
        moved.insert(j, moved.pop(i))
        yield moved
        if i < j:
            moved = list(order)
            moved[i], moved[j] = moved[j], moved[i]
            yield moved


def _row(block: Block) -> int:
    return block.cell.row if block.cell else 0


def _column(block: Block) -> int:
    return block.cell.column if block.cell else 0

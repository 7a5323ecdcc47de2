"""Which block became which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edits import KINDS, Dice, block, document, edited

from hexapla.model import BlockKind, Cell
from hexapla.revisions import Fate, lineage

_WORDS = [
    "police",
    "border",
    "patrol",
    "exchange",
    "information",
    "officer",
    "vehicle",
    "decision",
    "authority",
    "regulation",
    "member",
    "state",
    "council",
    "agreement",
    "register",
    "consent",
    "report",
    "partner",
    "language",
    "meeting",
    "strategy",
    "measure",
    "plan",
    "training",
    "crime",
    "prevention",
    "network",
    "contact",
    "liaison",
    "region",
    "evidence",
    "request",
    "deadline",
    "budget",
    "cost",
    "equipment",
    "interpreter",
    "translation",
    "glossary",
    "revision",
    "annex",
    "signature",
    "quarter",
    "activity",
    "result",
]


def _stock() -> list[str]:
    made = []
    for number in range(200):
        dice = Dice("stock", number)
        made.append(" ".join(dice.pick(_WORDS) for _ in range(10 + dice.below(25))))
    return made


STOCK = _stock()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_origin_of_edited_blocks_is_found(kind):
    right = touched = 0
    for seed in range(40):
        dice = Dice("test", kind, seed)
        old = document(dice, STOCK)
        made = edited(old, kind, dice, STOCK)
        back = lineage(old, made.blocks).backward()
        touched += len(made.touched)
        right += sum(frozenset(back.get(k, ())) == made.came[k] for k in made.touched)
    assert right >= 0.99 * touched


def _fates(old, new) -> list[set[str]]:
    return [{fate.value for fate in link.fates} for link in lineage(old, new).links]


def test_kept_edited_added_and_removed_are_told_apart():
    old = [block(text, k) for k, text in enumerate(STOCK[:4])]
    changed = STOCK[1].rsplit(" ", 1)[0] + " elsewhere"
    new = [
        old[0],
        block(changed, 1),
        block("Fuel cards are handed out at noon by the driver's own desk.", 2),
        old[3],
    ]
    assert _fates(old, new) == [{"kept"}, {"edited"}, {"added"}, {"kept"}, {"removed"}]


def test_a_block_that_moved_and_was_edited_is_both():
    old = [block(text, k) for k, text in enumerate(STOCK[:6])]
    new = [*old[1:], block(STOCK[0] + " elsewhere", 0)]
    assert _fates(old, new)[-1] == {"moved", "edited"}


def test_equal_texts_keep_to_their_neighbours():
    same = "Not applicable."
    old = [block(STOCK[0]), block(same, 1), block(STOCK[1]), block(same, 2), block(STOCK[2])]
    new = [old[0], old[2], old[3], old[4]]
    back = lineage(old, new).backward()
    assert back[2] == (3,)


def test_a_column_inserted_into_a_table_leaves_its_cells_where_they_were():
    def table(*rows):
        return [
            block(
                text, 100 * r + c, BlockKind.TABLE_CELL, cell=Cell(table=0, row=r, column=c)
            )
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        ]  # fmt: skip

    old = table(("Measure", "Done"), ("Patrols", "yes"), ("Training", "no"), ("Network", "yes"))
    new = table(
        ("Measure", "Cost", "Done"),
        ("Patrols", "10", "yes"),
        ("Training", "yes", "no"),
        ("Network", "5", "yes"),
    )
    back = lineage(old, new).backward()
    for j, one in enumerate(new):
        column = one.cell.column
        if column == 1:
            assert back.get(j, ()) == ()
        else:
            assert back[j] == (one.cell.row * 2 + column // 2,)


def test_a_changed_cell_is_the_same_cell():
    old = document(Dice("cell"), STOCK)
    at = next(k for k, one in enumerate(old) if one.cell is not None and one.cell.column == 2)
    new = list(old)
    new[at] = replace(old[at], text="something else", id="x")
    assert lineage(old, new).backward()[at] == (at,)


def test_nothing_comes_of_nothing():
    assert lineage([], []).links == ()
    (link,) = lineage([], [block("New.")]).links
    assert link.fates == {Fate.ADDED}


def test_the_same_blocks_give_the_same_lineage():
    dice = Dice("again")
    old = document(dice, STOCK)
    made = edited(old, "split + edit", dice, STOCK)
    assert lineage(old, made.blocks) == lineage(old, made.blocks)

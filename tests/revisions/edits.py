"""Seeded edits of block lists, with the truth of what became of each block."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hexapla.model import Block, BlockKind, Cell, digest


class Dice:
    """Numbers that are the same for the same seed, on every machine."""

    def __init__(self, *seed: object) -> None:
        self._seed = "/".join(map(str, seed))
        self._count = 0

    def below(self, limit: int) -> int:
        self._count += 1
        raw = hashlib.sha256(f"{self._seed}/{self._count}".encode()).digest()
        return int.from_bytes(raw[:8], "big") % limit

    def pick(self, choices: Sequence):
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence, count: int) -> list:
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]


def block(text: str, at: int = 0, kind: BlockKind = BlockKind.PARAGRAPH, **more) -> Block:
    return Block(id=digest(text, str(at)), kind=kind, text=text, path=f"body/{at}", **more)


@dataclass
class Edited:
    """A revision made by an edit: per new block the old blocks that it came from."""

    blocks: list[Block]
    came: list[frozenset[int]]
    touched: set[int]


def untouched(blocks: Sequence[Block]) -> Edited:
    return Edited(list(blocks), [frozenset({k}) for k in range(len(blocks))], set())


def _paragraphs(made: Edited, least: int = 8) -> list[int]:
    return [
        k
        for k, one in enumerate(made.blocks)
        if one.cell is None and len(one.text.split()) >= least
    ]


def _set(made: Edited, at: int, text: str) -> None:
    made.blocks[at] = replace(made.blocks[at], text=text, id=digest(text, str(at), "new"))
    made.touched.add(at)


def move(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = dice.pick(_paragraphs(made, 1))
    one, came = made.blocks.pop(at), made.came.pop(at)
    free = [k for k in range(len(made.blocks) + 1) if _outside_table(made, k) and k != at]
    to = dice.pick(free)
    made.blocks.insert(to, one)
    made.came.insert(to, came)
    made.touched = {to}


def _outside_table(made: Edited, at: int) -> bool:
    before = made.blocks[at - 1] if at else None
    after = made.blocks[at] if at < len(made.blocks) else None
    return not (before and after and before.cell and after.cell)


def punctuation(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = dice.pick(_paragraphs(made))
    words = made.blocks[at].text.split(" ")
    words[dice.below(len(words))] += dice.pick([",", ";", ":"])
    _set(made, at, " ".join(words))


def number(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = dice.pick(_paragraphs(made))
    words = made.blocks[at].text.split(" ")
    digits = [k for k, word in enumerate(words) if any(c.isdigit() for c in word)]
    new = str(dice.below(900) + 12)
    if digits:
        words[dice.pick(digits)] = new
    else:
        words.insert(dice.below(len(words)), new)
    _set(made, at, " ".join(words))


def negation(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = dice.pick(_paragraphs(made))
    words = made.blocks[at].text.split(" ")
    words.insert(dice.below(len(words)), "not")
    _set(made, at, " ".join(words))


def rewrite(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = dice.pick(_paragraphs(made))
    words = made.blocks[at].text.split(" ")
    _set(made, at, " ".join(_rewritten(words, dice, stock, 0.5)))


def _rewritten(words: list[str], dice: Dice, stock: Sequence[str], share: float) -> list[str]:
    new = list(words)
    for k in dice.some(range(len(words)), int(len(words) * share)):
        new[k] = dice.pick(dice.pick(stock).split())
    return new


def split(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = dice.pick(_paragraphs(made, 12))
    words = made.blocks[at].text.split(" ")
    cut = 4 + dice.below(len(words) - 8)
    _cut(made, at, words[:cut], words[cut:])


def _cut(made: Edited, at: int, first: list[str], second: list[str]) -> None:
    _set(made, at, " ".join(first))
    made.blocks.insert(at + 1, block(" ".join(second), at + 1000))
    made.came.insert(at + 1, made.came[at])
    made.touched |= {at, at + 1}


def merge(made: Edited, dice: Dice, stock: Sequence[str]) -> int:
    able = _paragraphs(made, 4)
    pairs = [k for k in able if k + 1 in able]
    at = dice.pick(pairs)
    _set(made, at, made.blocks[at].text + " " + made.blocks[at + 1].text)
    made.blocks.pop(at + 1)
    made.came[at] |= made.came.pop(at + 1)
    return at


def split_and_edit(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = dice.pick(_paragraphs(made, 16))
    words = made.blocks[at].text.split(" ")
    cut = 6 + dice.below(len(words) - 12)
    _cut(
        made,
        at,
        _rewritten(words[:cut], dice, stock, 0.2),
        _rewritten(words[cut:], dice, stock, 0.2),
    )


def merge_and_move(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    at = merge(made, dice, stock)
    one, came = made.blocks.pop(at), made.came.pop(at)
    to = dice.pick([k for k in range(len(made.blocks) + 1) if _outside_table(made, k)])
    made.blocks.insert(to, one)
    made.came.insert(to, came)
    made.touched = {to}


def insert_row(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    cells = [k for k, one in enumerate(made.blocks) if one.cell is not None]
    rows = sorted({made.blocks[k].cell.row for k in cells})
    columns = sorted({made.blocks[k].cell.column for k in cells})
    row = dice.pick(rows[1:])
    for k in cells:
        cell = made.blocks[k].cell
        if cell.row >= row:
            made.blocks[k] = replace(made.blocks[k], cell=replace(cell, row=cell.row + 1))
    at = next(k for k in cells if made.blocks[k].cell.row == row + 1)
    texts = [dice.pick(["yes", "no", "1", "2", "3", str(dice.below(50))]) for _ in columns]
    texts[0] = " ".join(dice.pick(stock).split()[:5])
    for offset, (column, text) in enumerate(zip(columns, texts, strict=True)):
        made.blocks.insert(
            at + offset,
            block(
                text,
                at + offset + 2000,
                BlockKind.TABLE_CELL,
                cell=Cell(table=0, row=row, column=column),
            ),
        )
        made.came.insert(at + offset, frozenset())
        made.touched.add(at + offset)


def add_and_remove(made: Edited, dice: Dice, stock: Sequence[str]) -> None:
    free = [k for k in range(len(made.blocks)) if _outside_table(made, k)]
    at = dice.pick(free)
    made.blocks.insert(at, block("Fresh " + dice.pick(stock), at + 7000))
    made.came.insert(at, frozenset())
    at = dice.pick(_paragraphs(made, 1))
    made.blocks.pop(at)
    made.came.pop(at)


KINDS: dict[str, Callable[[Edited, Dice, Sequence[str]], object]] = {
    "move": move,
    "punctuation": punctuation,
    "number": number,
    "negation": negation,
    "50 % rewrite": rewrite,
    "split": split,
    "merge": merge,
    "split + edit": split_and_edit,
    "merge + move": merge_and_move,
    "table row": insert_row,
}


def document(dice: Dice, stock: Sequence[str], size: int = 40) -> list[Block]:
    """Give a document of paragraphs from the stock with a table of four columns in it."""
    texts = dice.some(stock, size)
    made = [block(text, k) for k, text in enumerate(texts[: size // 2])]
    for row in range(6):
        line = [" ".join(dice.pick(stock).split()[:5])]
        line += [dice.pick(["yes", "no", "1", "2", "3", str(dice.below(50))]) for _ in range(3)]
        made.extend(
            block(
                text, 5000 + 10 * row + column, BlockKind.TABLE_CELL,
                cell=Cell(table=0, row=row, column=column),
            )
            for column, text in enumerate(line)
        )  # fmt: skip
    made.extend(block(text, 100 + k) for k, text in enumerate(texts[size // 2 :]))
    return made


def edited(blocks: Sequence[Block], kind: str, dice: Dice, stock: Sequence[str]) -> Edited:
    made = untouched(blocks)
    KINDS[kind](made, dice, stock)
    return made


# Changes of meaning within one text


def _replace_word(text: str, dice: Dice, able: Callable[[str], bool], new: Callable[[str], str]):
    words = text.split(" ")
    found = [k for k, word in enumerate(words) if able(word)]
    if not found:
        return None
    at = dice.pick(found)
    words[at] = new(words[at])
    return " ".join(words)


def _insert(text: str, dice: Dice, *new: str) -> str:
    words = text.split(" ")
    at = dice.below(len(words))
    return " ".join([*words[:at], *new, *words[at:]])


def change_number(text: str, dice: Dice) -> str:
    def other(word: str) -> str:
        places = [k for k, sign in enumerate(word) if sign.isdigit()]
        at = dice.pick(places)
        digit = str((int(word[at]) + 1 + dice.below(8)) % 10)
        return word[:at] + digit + word[at + 1 :]

    has_digit = any(sign in "0123456789" for sign in text)
    if has_digit:
        made = _replace_word(text, dice, lambda w: any(c in "0123456789" for c in w), other)
        if made is not None:
            return made
    return _insert(text, dice, str(2 + dice.below(97)))


def change_date(text: str, dice: Dice) -> str:
    months = "January February March April June July August September October November December"
    names = months.split()
    made = _replace_word(
        text,
        dice,
        lambda word: word in names,
        lambda word: dice.pick([one for one in names if one != word]),
    )
    return made or _insert(text, dice, "by", str(1 + dice.below(28)), dice.pick(names))


def change_negation(text: str, dice: Dice) -> str:
    made = None
    if dice.below(2):
        made = _replace_word(text, dice, lambda word: word == "not", lambda word: "")
    return made or _insert(text, dice, dice.pick(["not", "no", "never", "without"]))


def change_unit(text: str, dice: Dice) -> str:
    units = ["km", "m", "kg", "g", "MW", "mW", "%", "‰", "EUR", "USD", "€", "$", "hours", "days"]
    return _insert(text, dice, str(2 + dice.below(50)), dice.pick(units))


def change_term(text: str, dice: Dice) -> str:
    made = _replace_word(
        text,
        dice,
        lambda word: len(word) > 5 and word.isalpha(),
        lambda word: dice.pick(
            ["directive", "authority", "register", "vehicle", "fine", "consent"]
        ),
    )
    return made or _insert(text, dice, "authority")


MEANINGS: dict[str, Callable[[str, Dice], str]] = {
    "number": change_number,
    "date": change_date,
    "negation": change_negation,
    "unit": change_unit,
    "term": change_term,
}


def typo(text: str, dice: Dice) -> str:
    """Correct a letter in some word of a translation, as a proofreader would."""
    made = _replace_word(
        text,
        dice,
        lambda word: len(word) > 4 and word.isalpha(),
        lambda word: word[:-1] + dice.pick("aeiu"),
    )
    return made or text + "."

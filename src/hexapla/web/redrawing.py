"""What is drawn of rows of which nothing but the decisions changed.

An act in bulk decides hundreds of blocks, and most of what they show of it is the same: each such
piece is drawn once, and every cell says which ones are its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from hexapla.review import Decision
from hexapla.web.rows import Cell, Row

Draw = Callable[[Cell], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """The pieces, and the cells that they belong into.

    `cells` gives for each cell its id, its verdict, what was seen of it, whether it can be
    approved (1) or not (0), and the numbers of its pieces: how it stands, and its decisions. It
    stands in an attribute, where a quotation mark would take five letters: fields are parted by
    spaces, cells by commas.
    """

    cells: str = ""
    pieces: tuple[Markup, ...] = ()


@dataclass(slots=True)
class _Pieces:
    numbers: dict[Hashable, int] = field(default_factory=dict)
    drawn: dict[Markup, int] = field(default_factory=dict)

    def number(self, key: Hashable, draw: Draw, cell: Cell) -> int:
        """Give the number of the piece that is drawn so, drawing it where it is not known."""
        known = self.numbers.get(key)
        if known is None:
            known = self.drawn.setdefault(Markup(draw(cell)), len(self.drawn))  # noqa: S704  what a template drew
            self.numbers[key] = known
        return known


def _said(one: Decision) -> Hashable:
    """Give what is shown of a decision."""
    made = one.signoff
    return (one.bulk, made.approved, made.person, made.role, made.at, made.reason)


def redrawn(
    rows: Iterable[Row], *, about: Draw, decided: Draw, person: str, roles: Mapping[str, str]
) -> Redrawn:
    """Draw what changed of some rows; `roles` are those that the person decides in."""
    pieces = _Pieces()
    cells = []
    for row in rows:
        for cell in row.cells:
            passage = cell.passage
            if passage is None:
                continue
            role = roles.get(cell.language, "")
            acts = (tuple(map(_said, passage.decisions)), passage.voided)
            looks = (cell.state, passage.verdict, cell.flags, cell.behind)
            numbers = (
                pieces.number(("about", looks), about, cell),
                pieces.number(("decided", acts), decided, cell),
            )
            can = int(cell.can_be_approved(person, role))
            said = (cell.anchor, passage.verdict.value, passage.seen, can, *numbers)
            cells.append(" ".join(map(str, said)))
    return Redrawn(cells=",".join(cells), pieces=tuple(pieces.drawn))

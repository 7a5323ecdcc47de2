"""What each open page shows now, so that an act sends back only what is another since.

Of a row in which nothing but decisions changed these alone are sent: an act in bulk touches
hundreds of them. A page that the desk does not know (it was started again, or too many are open)
is sent whole.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from hexapla.web.rows import Row

_MOST = 200
_MANY = 12
"""So many rows are put in faster one by one than all of them at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How to get from what a page shows to what it should: `whole`, or some rows and those gone.

    Of the rows `decided` nothing but the decisions is another.
    """

    whole: bool = False
    rows: tuple[Row, ...] = ()
    gone: tuple[str, ...] = ()
    decided: tuple[Row, ...] = ()


_Mark = tuple[str, str]
"""A row's mark and frame."""


class Screens:
    """The open pages, each under a name that its forms carry."""

    def __init__(self) -> None:
        self._shown: OrderedDict[str, Mapping[str, _Mark]] = OrderedDict()

    def open(self, rows: tuple[Row, ...]) -> str:
        """Give a name for a page that shows these rows."""
        name = secrets.token_urlsafe(9)
        self._keep(name, {row.key: (row.mark, row.frame) for row in rows})
        return name

    def update(self, name: str, rows: tuple[Row, ...], *, touched: str = "") -> Changes:
        """Give what has changed on a page, and keep what it shows then.

        The row of the block `touched` is sent in any case: what was written into it is said.
        """
        before = self._shown.get(name)
        now = {row.key: (row.mark, row.frame) for row in rows}
        if before is None or any(key not in before for key in now):
            self._keep(name, now)
            return Changes(whole=True)
        self._keep(name, now)
        used = {
            row.key
            for row in rows
            if any(cell.passage and cell.passage.key == touched for cell in row.cells)
        }
        changed = [row for row in rows if before[row.key] != now[row.key] or row.key in used]
        anew = used | {row.key for row in changed if before[row.key][1] != now[row.key][1]}
        if len(anew) > _MANY:
            return Changes(whole=True)
        return Changes(
            rows=tuple(row for row in changed if row.key in anew),
            gone=tuple(key for key in before if key not in now),
            decided=tuple(row for row in changed if row.key not in anew),
        )

    def _keep(self, name: str, shown: Mapping[str, _Mark]) -> None:
        self._shown[name] = shown
        self._shown.move_to_end(name)
        while len(self._shown) > _MOST:
            self._shown.popitem(last=False)

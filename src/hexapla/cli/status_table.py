"""The status as a table that fits a terminal: letters, colours beside them, and the reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hexapla.model import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hexapla.model import Language
    from hexapla.revisions import DocumentStatus, LanguageStatus, Status

_LETTERS = {
    State.CURRENT: ("C", "green"),
    State.STALE: ("S", "bold yellow"),
    State.MISSING: ("M", "bold red"),
    State.UNKNOWN: ("U", "bold magenta"),
}
_WIDEST_NAME = 32
_SHOWN = 3
_CHANGES = re.compile(r"(?:(?:\[-.*?-\]|\{\+.*?\+\})\s?)*(?:\[-.*?-\]|\{\+.*?\+\})")
"""What went and what came in its place, side by side in a word diff."""
_SIDE = re.compile(r"(\[-|\{\+)(.*?)(-\]|\+\})")
_LEAST = 3
"""So many characters stay of each side of a change, however narrow the terminal."""


def print_status(
    status: Status, cosmetic: Mapping[tuple[str, Language], int] | None = None
) -> None:
    """Print the table, then of each version that is not current what makes it so.

    `cosmetic` counts the blocks of a version whose source changed in form alone.
    """
    console = Console(highlight=False, soft_wrap=False)
    if not status.documents:
        console.print("Nothing is recorded yet: run `hexapla record`.", markup=False)
        return
    tags = sorted({tag for one in status.documents for tag in one.languages})
    widest = max(len(one.document) for one in status.documents)
    name_width = min(max(widest, len("document")), _WIDEST_NAME, max(console.width // 2, 8))
    room = max((console.width - name_width - 6) // 5, 1)
    for start in range(0, max(len(tags), 1), room):
        console.print(_matrix(status, tags[start : start + room], name_width))
    console.print(_legend())
    for one in status.documents:
        for tag, here in one.languages.items():
            if here.state is not State.CURRENT or here.extra_blocks:
                _reasons(console, one, tag, here)
            if count := (cosmetic or {}).get((one.document, tag), 0):
                blocks = "1 block" if count == 1 else f"{count} blocks"
                console.print(
                    Text(
                        f"{one.document} {tag}: {blocks} of {one.source_language} changed in "
                        "spacing or punctuation alone, which makes nothing stale",
                        style="dim",
                    )
                )


def _matrix(status: Status, tags: list[Language], name_width: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("document", width=name_width, no_wrap=True, overflow="ellipsis")
    table.add_column("src", width=4, no_wrap=True)
    for tag in tags:
        table.add_column(tag, width=4, no_wrap=True)
    for one in status.documents:
        cells = [_cell(one.languages.get(tag)) for tag in tags]
        source = f"{one.source_language}{one.source_revision or ''}"
        table.add_row(Text(one.document), Text(source, style="dim"), *cells)
    return table


def _cell(here: LanguageStatus | None) -> Text:
    if here is None:
        return Text("·", style="dim")
    letter, style = _LETTERS[here.state]
    blocks = {
        State.STALE: here.stale_blocks,
        State.MISSING: here.missing_blocks,
    }.get(here.state, ())
    return Text(f"{letter}{len(blocks) or ''}", style=style)


def _legend() -> Text:
    made = Text()
    words = {
        State.CURRENT: "current",
        State.STALE: "stale",
        State.MISSING: "missing",
        State.UNKNOWN: "unknown",
    }
    for state, word in words.items():
        letter, style = _LETTERS[state]
        made.append(letter, style=style)
        made.append(f" {word}   ")
    made.append("the number counts the blocks", style="dim")
    return made


def _reasons(console: Console, one: DocumentStatus, tag: Language, here: LanguageStatus) -> None:
    if here.revision is None:
        console.print(Text(f"{one.document} {tag}: no file"))
        return
    said = []
    if here.stale_blocks:
        count = len(here.stale_blocks)
        said.append(
            f"{count} block{'s' if count > 1 else ''} behind {one.source_language} "
            f"since revision {min(block.since or 0 for block in here.stale_blocks)}"
        )
    if here.missing_blocks:
        said.append(f"{len(here.missing_blocks)} not translated")
    if here.follows is None:
        said.append(
            f"of some blocks nobody knows which revision of {one.source_language} they follow"
        )
    if here.extra_blocks:
        said.append(f"{len(here.extra_blocks)} that the source does not have")
    console.print(Text(f"{one.document} {tag}: {', '.join(said)}"))
    for block in here.stale_blocks[:_SHOWN]:
        line = Text(f"  {block.block[:8]} {'+'.join(block.types)}: ", style="dim")
        line.append(excerpt(block.diff, console.width - len(line)), style="")
        console.print(line, overflow="ellipsis", no_wrap=True)
    if len(here.stale_blocks) > _SHOWN:
        console.print(Text(f"  … and {len(here.stale_blocks) - _SHOWN} more", style="dim"))


def excerpt(diff: str, width: int) -> str:
    """Give the changes of a word diff in a line of `width` characters.

    What did not change is cut, and stands around the changes as far as there is room. Only where
    the first change alone is too long are its sides shortened, both of them, in the middle.
    """
    flat = " ".join(diff.split())
    found = list(_CHANGES.finditer(flat))
    if len(flat) <= width or not found:
        return flat if len(flat) <= width else flat[: max(width - 1, 0)] + "…"
    first, end = found[0].start(), found[0].end()
    room = width - (first > 0) - (end < len(flat))
    if end - first > room:
        return "…" * (first > 0) + _shortened(found[0][0], room) + "…" * (end < len(flat))
    for one in found[1:]:
        if one.end() - first > room:
            break
        end = one.end()
    spare = max(width - 2 - (end - first), 0)  # for an ellipsis on either side
    before = min(first, max(spare // 2, spare - (len(flat) - end)))
    start = first - before
    stop = min(end + spare - before, len(flat))
    later = next((one for one in found if one.start() < stop < one.end()), None)
    if later is not None:  # a mark is shown whole or not at all
        stop = later.start()
    return "…" * (start > 0) + flat[start:stop] + "…" * (stop < len(flat))


def _shortened(change: str, room: int) -> str:
    """Shorten the sides of a change so that each keeps its beginning and its end."""
    sides = [one[2] for one in _SIDE.finditer(change)]
    marks = len(change) - sum(map(len, sides))
    share = max((room - marks) // len(sides), _LEAST)
    # What a short side leaves over goes to the long ones.
    left = room - marks - sum(len(one) for one in sides if len(one) <= share)
    long = sum(len(one) > share for one in sides)
    share = max(left // long, _LEAST) if long else share

    def cut(found: re.Match[str]) -> str:
        text = found[2]
        if len(text) > share:
            tail = (share - 1) // 2
            text = text[: share - 1 - tail] + "…" + text[len(text) - tail :]
        return found[1] + text + found[3]

    return _SIDE.sub(cut, change)

"""The status as a table that fits a terminal: letters, colours beside them, and the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hexapla.model import State

if TYPE_CHECKING:
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


def print_status(status: Status) -> None:
    """Print the table, then of each version that is not current what makes it so."""
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
        line.append(excerpt(block.diff), style="")
        console.print(line, overflow="ellipsis", no_wrap=True)
    if len(here.stale_blocks) > _SHOWN:
        console.print(Text(f"  … and {len(here.stale_blocks) - _SHOWN} more", style="dim"))


def excerpt(diff: str, room: int = 24) -> str:
    """Give the changes of a word diff with a little of what stands around them."""
    flat = " ".join(diff.split())
    first = min((k for k in (flat.find("[-"), flat.find("{+")) if k >= 0), default=0)
    start = max(first - room, 0)
    return ("…" if start else "") + flat[start:]

"""What people see beside a run in Prefect's pages: what it made, where everything stands, how far.

A page of a browser opens no file of the machine, so what was made is a link only where the review
desk is known (`HEXAPLA_DESK`, which `hexapla serve --desk` sets); else its path stands there.
"""

from __future__ import annotations

import os
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from prefect.artifacts import (
    create_image_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.api import DESK
from hexapla.model import Language, Published
from hexapla.revisions import DocumentStatus, Status
from hexapla.workspace import Workspace

ROWS = 1000
"""Rows of a table beside a run; `hexapla status` shows them all."""
DRAWN = 200
"""Rows of the picture: what a page still shows at once."""
BETWEEN = 2.0
"""Seconds between two words on how far a run is: each costs the server some milliseconds."""

COLOURS: Mapping[str, tuple[str, str]] = {
    "source": ("#d7dce2", "S"),
    "current": ("#b6dfc1", "✓"),
    "stale": ("#f6d58a", "!"),
    "missing": ("#f2a7a0", "×"),
    "unknown": ("#d5cbe8", "?"),
    "": ("#f4f5f7", ""),
}
"""How a state is drawn: its colour, and a sign for those who do not see colours."""


class Progress:
    """How far a fan-out is, as an artifact of the flow run that it belongs to."""

    def __init__(self, name: str, size: int) -> None:
        self._name, self._size = name, size
        made: Any = create_progress_artifact(  # a coroutine only inside an event loop
            progress=0.0, key=f"progress-{name}", description=f"{name}: 0 of {size}"
        )
        self._id = made
        self._said = time.monotonic()

    def __call__(self, done: int) -> None:
        """Say that `done` of it are done, unless that was said a moment ago."""
        if done < self._size and time.monotonic() - self._said < BETWEEN:
            return
        self._said = time.monotonic()
        update_progress_artifact(
            artifact_id=self._id,
            progress=100.0 * done / self._size,
            description=f"{self._name}: {done} of {self._size}",
        )


def show(workspace: Workspace, status: Status, published: Published) -> None:
    """Leave what a person wants to see beside the run: what was made, found, and is behind."""
    used = {tag for one in status.documents for tag in (one.source_language, *one.languages)}
    languages = [tag for tag in workspace.config.every_language if tag in used]
    create_markdown_artifact(
        told(workspace, status, published), key="publish", description="What this run made"
    )
    create_table_artifact(
        [
            {"document": one.document, **{tag: _mark(one, tag) for tag in languages}}
            for one in status.documents
        ][:ROWS],
        key="status",
        description="Where every document stands, by language",
    )
    if status.documents:
        svg = b64encode(picture(status, languages).encode()).decode()
        create_image_artifact(
            image_url=f"data:image/svg+xml;base64,{svg}",
            key="matrix",
            description="Where every document stands, by language",
        )
    counts = Counter((one.rule, one.language, one.severity.label) for one in published.findings)
    create_table_artifact(
        [
            {"rule": rule, "language": language, "severity": severity, "findings": number}
            for (rule, language, severity), number in sorted(counts.items())
        ],
        key="findings",
        description="Findings by rule and language",
    )


def told(workspace: Workspace, status: Status, published: Published) -> str:
    """Say in Markdown what a run made and did not do, with links to the desk where it is known."""
    desk = os.environ.get(DESK, "").rstrip("/")
    lines = [f"# {published.summary()}", ""]
    if desk:
        lines += [f"**[Review desk]({desk}/)** · [Packs and releases]({desk}/packs)", ""]
    if published.troubles:
        lines += ["## Not done", "", *(f"- {trouble}" for trouble in published.troubles), ""]
    behind = [one.document for one in status.documents if _is_behind(one)]
    if behind:
        lines += ["## Behind their source", ""]
        lines += [
            f"- [{name}]({desk}/documents/{quote(name)})" if desk else f"- {name}"
            for name in behind[:ROWS]
        ]
        lines += [""]
    files = [path for path in published.made if not path.endswith(".txt")]
    if files:
        lines += ["## Made", "", f"In `{workspace.root}`:", ""]
        lines += [f"- `{path}`" for path in files]
    return "\n".join(lines)


def picture(status: Status, languages: Sequence[Language]) -> str:
    """Draw documents × languages as SVG: a cell's colour and sign say where a version stands."""
    rows = status.documents[:DRAWN]
    left, top, width, height = 260, 34, 46, 22
    over = len(status.documents) - len(rows)
    legend = [name for name in COLOURS if name]
    tall = top + height * (len(rows) + (1 if over else 0)) + 34
    wide = max(left + width * len(languages) + 12, 12 + 110 * len(legend))
    made = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}"',
        f' viewBox="0 0 {wide} {tall}" font-family="sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{tall}" fill="#ffffff"/>',
    ]
    for column, tag in enumerate(languages):
        x = left + width * column + width / 2
        made.append(f'<text x="{x:g}" y="22" text-anchor="middle">{escape(tag)}</text>')
    for row, one in enumerate(rows):
        y = top + height * row
        name = one.document if len(one.document) <= 38 else one.document[:37] + "…"  # noqa: PLR2004  fits
        made.append(f'<text x="8" y="{y + 15}">{escape(name)}</text>')
        for column, tag in enumerate(languages):
            colour, sign = COLOURS.get(_state(one, tag), COLOURS[""])
            x = left + width * column
            made.append(
                f'<rect x="{x + 1}" y="{y + 1}" width="{width - 2}" height="{height - 2}" '
                f'rx="3" fill="{colour}"><title>{escape(name)} {tag}: {escape(_mark(one, tag))}'
                f"</title></rect>"
                f'<text x="{x + width / 2:g}" y="{y + 15}" text-anchor="middle">{sign}</text>'
            )
    if over:
        made.append(f'<text x="8" y="{tall - 38}">and {over} more: hexapla status</text>')
    for number, name in enumerate(legend):
        colour, sign = COLOURS[name]
        x = 8 + 110 * number
        made.append(
            f'<rect x="{x}" y="{tall - 24}" width="20" height="16" rx="3" fill="{colour}"/>'
            f'<text x="{x + 10}" y="{tall - 12}" text-anchor="middle">{sign}</text>'
            f'<text x="{x + 26}" y="{tall - 12}">{name}</text>'
        )
    return "".join([*made, "</svg>"])


def _state(one: DocumentStatus, tag: Language) -> str:
    if tag == one.source_language:
        return "source" if one.source_revision else "missing"
    where = one.languages.get(tag)
    return where.state.value if where else ""


def _is_behind(one: DocumentStatus) -> bool:
    return any(where.state.value in {"stale", "missing"} for where in one.languages.values())


def _mark(one: DocumentStatus, tag: Language) -> str:
    if tag == one.source_language:
        return f"source r{one.source_revision}" if one.source_revision else "no source"
    where = one.languages.get(tag)
    if where is None:
        return "–"
    if where.revision is None:
        return where.state.value
    since = f" since r{where.since}" if where.since and where.state.value == "stale" else ""
    return f"{where.state.value} r{where.revision}{since}"

"""The rule `stale`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.missing_block import shortened
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, State, Unit

_MARKS = re.compile(r"(\[-|-\]\{\+|-\]|\{\+|\+\})")
_TURNS = {
    ("same", "[-"): "gone",
    ("gone", "-]{+"): "come",
    ("gone", "-]"): "same",
    ("same", "{+"): "come",
    ("come", "+}"): "same",
}
"""What follows where a mark stands in a stretch; any other mark is the text's own."""
_NEAR = 8
"""Words and gaps that are shown of the unchanged text on either side of a change."""


@check("stale", category="Accuracy", severity=Severity.MAJOR, over=Unit, every=True)
def stale(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a block whose source has changed since the translation was made.

    The finding names the source revision that made the block stale, the kind of the change, and
    the change itself. A cosmetic change makes nothing stale.

    Wrong:
        en: Contact: Rue de la Loi 200  (revision 4; before: Rue du Luxembourg 3)
        de: Kontakt: Rue du Luxembourg 3

    Right:
        en: Contact: Rue de la Loi 200
        de: Kontakt: Rue de la Loi 200
    """
    if unit.state is not State.STALE:
        return
    span = Span(start=0, end=len(unit.target[0].text)) if unit.target else None
    known = [context.states[block.id] for block in unit.source if block.id in context.states]
    known = [state for state in known if state.state is State.STALE]
    if not known:
        yield stale.finding(unit, "the source has changed since this was translated", span=span)
        return
    for state in known:
        types = [str(kind.value) for kind in state.types]
        was, now = _sides(state.diff)
        yield stale.finding(
            unit,
            "the source changed in revision {since}: it was “{was}”, it is “{now}”"
            if state.since is not None
            else "the source has changed since this was translated: it was “{was}”, it is “{now}”",
            span=span,
            since=state.since,
            behind=state.behind,
            types=types,
            diff=state.diff,
            was=was,
            now=now,
        )


def _sides(diff: str) -> tuple[str, str]:
    """Give what a word diff's passage was and what it is, around its changes, shortened."""
    stretches = _stretches(diff)
    was, now = [], []
    for index, (kind, text) in enumerate(stretches):
        shown = text
        if kind == "same":
            shown = _near(text, first=index == 0, last=index == len(stretches) - 1)
        if kind != "come":
            was.append(shown)
        if kind != "gone":
            now.append(shown)
    return shortened("".join(was)), shortened("".join(now))


def _stretches(diff: str) -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []
    kind, text = "same", ""
    for piece in _MARKS.split(diff):
        turn = _TURNS.get((kind, piece))
        if turn is None:
            text += piece
            continue
        if text:
            made.append((kind, text))
        kind, text = turn, ""
    return [*made, (kind, text)] if text else made


def _near(text: str, *, first: bool, last: bool) -> str:
    pieces = re.findall(r"\s+|\S+", text)
    head, tail = (0 if first else _NEAR), (0 if last else _NEAR)
    if head + tail >= len(pieces) - 1:
        return text
    return "".join([*pieces[:head], " … ", *pieces[len(pieces) - tail :]])

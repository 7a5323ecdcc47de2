"""Findings as text for eyes: source and translation under each other, the spot marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from hexapla.model import Severity
from hexapla.reports.render import summary
from hexapla.reports.said import Piece, Report, Said

_WIDTH = 96
_CONTEXT = 40
_FINGERPRINT = 8
_COLOURS = {
    Severity.CRITICAL: "1;37;41", Severity.MAJOR: "1;31", Severity.MINOR: "33",
    Severity.NEUTRAL: "2",
}  # fmt: skip


def made(report: Report) -> bytes:
    """Give the findings document by document, and a line that counts them."""
    lines: list[str] = []
    for document, language, said in report.by_document():
        lines.append(_paint(f"{document} · {language}", "1", report))
        for one in said:
            lines.extend(_finding(one, report))
        lines.append("")
    lines.append(_counted(report))
    return ("\n".join(lines) + "\n").encode()


def _finding(said: Said, report: Report) -> Iterator[str]:
    finding = said.finding
    severity = report.say(finding.severity.label)
    where = finding.location.path or finding.location.block
    # The fingerprint's beginning is what `hexapla terms waive` takes.
    place = " · ".join(part for part in (where, finding.fingerprint[:_FINGERPRINT]) if part)
    head = _paint(severity, _COLOURS[finding.severity], report)
    yield f"  {head}  {finding.rule}  {said.message}  [{place}]"
    if said.source:
        yield from _text(said.source, said.source_language, report)
    if said.target:
        yield from _text(said.target, finding.language, report)
    if finding.suggestion:
        shown = _visible(finding.suggestion)
        yield f"      {report.say('suggestion')}: {shown}"


def _text(pieces: Sequence[Piece], language: str, report: Report) -> Iterator[str]:
    """Give a text in a line around its marked spot, and the mark under it."""
    before, spot, after = _around(pieces)
    label = f"      {language:<3}"
    if not spot:
        yield f"{label} {before}"
        return
    if report.colour:
        yield f"{label} {before}{_paint(spot, '7', report)}{after}"
        return
    yield f"{label} {before}{spot}{after}"
    yield " " * (len(label) + 1 + _columns(before)) + "^" * max(1, _columns(spot))


def _around(pieces: Sequence[Piece]) -> tuple[str, str, str]:
    """Cut a long text to what stands around its spot."""
    at = next((index for index, piece in enumerate(pieces) if piece.marked), None)
    if at is None:
        whole = _flat("".join(piece.text for piece in pieces))
        return (whole if len(whole) <= _WIDTH else whole[: _WIDTH - 1] + "…"), "", ""
    before = _flat("".join(piece.text for piece in pieces[:at]))
    spot = _flat(pieces[at].text)
    after = _flat("".join(piece.text for piece in pieces[at + 1 :]))
    if len(spot) > _WIDTH:
        spot = spot[: _WIDTH - 1] + "…"
    room = max(_WIDTH - len(spot), 2 * _CONTEXT)
    if len(before) + len(after) > room:
        left = max(room // 2, room - len(after))
        right = max(room // 2, room - len(before))
        before = "…" + before[len(before) - left + 1 :] if len(before) > left else before
        after = after[: right - 1] + "…" if len(after) > right else after
    return before, spot, after


def _flat(text: str) -> str:
    """Give a text that stands in one line and cannot steer a terminal."""
    return "".join(
        sign if not unicodedata.category(sign).startswith("C") else _SEEN.get(sign, "")
        for sign in text
    )


_SEEN = {"\n": " ", "\t": " ", "\r": ""}


def _visible(text: str) -> str:
    """Show a suggestion that is nothing but space."""
    flat = " / ".join(_flat(line) for line in text.splitlines()) if text.strip() else text
    return flat if text.strip() else flat.replace("\xa0", "⍽").replace(" ", "␣")


def _columns(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def _paint(text: str, colour: str, report: Report) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if report.colour else text


def _counted(report: Report) -> str:
    counts = summary(report.plain)
    if not counts["total"]:
        return report.say("No findings.")
    by_severity = ", ".join(
        f"{count} {report.say(name)}" for name, count in counts["by_severity"].items() if count
    )
    return f"{report.say('findings')}: {counts['total']} ({by_severity})"

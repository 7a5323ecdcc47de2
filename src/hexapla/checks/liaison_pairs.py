"""The rule `liaison-pairs`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.places import countries
from hexapla.checks.rule import check
from hexapla.model import Block, Document, Finding, Severity, Span

_WRITTEN = re.compile(r"(?<!\w)([A-Z]{2})\s?[-–—→]\s?([A-Z]{2})(?!\w)")
_CODES = {"UK": "GB", "EL": "GR"}


@check("liaison-pairs", category="Accuracy", severity=Severity.CRITICAL, over=Document)
def liaison_pairs(document: Document, context: Context) -> Iterator[Finding]:
    """Find a country that is paired with another one than agreed.

    Option `pairs = ["LT–DE", "LV–UK", "EE–SE"]` says which country sends its officer where. In a
    sentence or table row that names senders and hosts by turns, each belongs with its neighbour; a
    pair of codes (LT–DE) is read as it is. A family asks for the rule in its `checks`.

    Wrong:
        lv: Lietuva izvēlējās Zviedriju, Latvija – Apvienoto Karalisti un Igaunija – Vāciju.

    Right:
        lv: Lietuva izvēlējās Vāciju, Latvija – Apvienoto Karalisti un Igaunija – Zviedriju.
    """
    agreed = dict(_pairs(context.options("liaison-pairs").get("pairs")))
    if not agreed:
        return
    hosts = set(agreed.values())
    for block in document.blocks:
        for hit in _WRITTEN.finditer(block.text):
            sender, host = (_CODES.get(code, code) for code in hit.groups())
            if agreed.get(sender, host) != host:
                yield liaison_pairs.finding(
                    document,
                    "{sender} is paired with {found}; agreed is {expected}",
                    block=block,
                    span=Span(start=hit.start(), end=hit.end()),
                    sender=sender,
                    found=host,
                    expected=agreed[sender],
                )
    for places in _rows(document, context):
        named = [one for one in places if one[0] in agreed or one[0] in hosts]
        for (sender, _, _, _), (host, block, start, end) in _neighbours(named, agreed):
            if agreed[sender] != host:
                yield liaison_pairs.finding(
                    document,
                    "{sender} is paired with {found}; agreed is {expected}",
                    block=block,
                    span=Span(start=start, end=end),
                    sender=sender,
                    found=host,
                    expected=agreed[sender],
                )


_Place = tuple[str, Block, int, int]


def _pairs(said: object) -> Iterator[tuple[str, str]]:
    for one in said if isinstance(said, list) else ():
        parts = str(one).replace("–", "-").replace("→", "-").split("-")
        if len(parts) == 2:  # noqa: PLR2004  a pair
            sender, host = (part.strip().upper() for part in parts)
            yield _CODES.get(sender, sender), _CODES.get(host, host)


def _neighbours(named: list[_Place], agreed: dict[str, str]) -> Iterator[tuple[_Place, _Place]]:
    """Pair senders and hosts one by one as they alternate; senders alone make no pairs."""
    roles = ["s" if one[0] in agreed else "h" for one in named]
    if len(named) % 2 or not named:
        return
    for at in range(0, len(named), 2):
        if sorted(roles[at : at + 2]) != ["h", "s"]:
            return
    for at in range(0, len(named), 2):
        first, second = named[at : at + 2]
        yield (first, second) if roles[at] == "s" else (second, first)


def _rows(document: Document, context: Context) -> Iterator[list[_Place]]:
    """Give the countries named in each block, and in each row of a table together."""
    rows: dict[tuple[int, int], list[_Place]] = {}
    for block in document.blocks:
        found = [
            (code, block, start, end)
            for code, start, end in countries(block.text, document.language, context)
        ]
        if block.cell is None:
            yield found
        else:
            rows.setdefault((block.cell.table, block.cell.row), []).extend(found)
    yield from rows.values()

"""The rule `quotes`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.prose import masked
from hexapla.checks.rule import Passage, check
from hexapla.languages import profile
from hexapla.model import Finding, Severity, Span

_DOUBLE = '"“”„‟«»'
_QUOTE = re.compile(f"[{_DOUBLE}]")
_STRAIGHT = re.compile(r"\"|(?<!\w)'[^']+'(?!\w)")
_INCHES = re.compile(r"\d\"")


@check("quotes", category="Locale conventions", severity=Severity.MINOR, over=Passage)
def quotes(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find quotation marks that are not the language's.

    „Latvian”, „Lithuanian“, „Estonian”, ”Finnish”, ”Swedish”, “English”, „German“. Other pairs that
    a language admits are left alone. A mark without its partner is reported too.

    Wrong:
        lt: “Mobilusis ryšių pareigūnas”

    Right:
        lt: „Mobilusis ryšių pareigūnas“
    """
    text = masked(passage.block.text)
    if not _QUOTE.search(text):
        return
    pairs = [pair for pair in profile(passage.language).conventions.quotes if pair[0] in _DOUBLE]
    if not pairs:
        return
    inches = {hit.end() - 1 for hit in _INCHES.finditer(text)}
    marks = [(hit[0], hit.start()) for hit in _QUOTE.finditer(text) if hit.start() not in inches]
    best = pairs[0]
    source = masked(passage.unit.source_text) if passage.unit is not None else ""
    del context
    for (first, start), (second, end) in zip(marks[::2], marks[1::2], strict=False):
        if (first, second) in pairs or (first, second) == best:
            continue
        if first == second == '"' and _STRAIGHT.search(source) is not None:
            continue  # a text of a program keeps its own marks
        yield quotes.finding(
            passage,
            "{found} should be {expected} in this language",
            span=Span(start=start, end=end + 1),
            suggestion=f"{best[0]}{text[start + 1 : end]}{best[1]}",
            found=f"{first} {second}",
            expected=f"{best[0]} {best[1]}",
        )
    if len(marks) % 2 and not len(_QUOTE.findall(source)) % 2:
        sign, at = marks[-1]
        if not text[:at].strip() or not text[at + 1 :].strip(" .,;:)"):
            return  # a quotation may go over several paragraphs
        yield quotes.finding(
            passage, "{found} has no partner", span=Span(start=at, end=at + 1), found=sign
        )

"""The rule `repeated-word`."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator

from hexapla.checks.compared import beside
from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, Span

_TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,})[ \xa0\n]+\1(?![\w-])", re.IGNORECASE)
_DOTTED = ("İ", "ı")
"""Letters that the expression takes for an i and case folding does not."""
_RIGHT = {
    "en": {"had", "that"},
    "lv": {"tas", "tā"},
    "lt": {"vis", "tai"},
    "et": {"see", "üha", "aina", "ära"},
    "fi": {"on", "he", "ne"},
    "sv": {"det", "den", "de", "är", "för", "att"},
    "de": {"die", "der", "das", "sie", "den"},
}
"""Words that may stand twice: “had had”, “die die” (a relative clause), “det det”."""


@check("repeated-word", category="Linguistic conventions", severity=Severity.MINOR, over=Passage)
def repeated_word(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find a word that stands twice in a row.

    Wrong:
        fi: Kokouksessa sovittiin sovittiin jatkotoimista.

    Right:
        fi: Kokouksessa sovittiin jatkotoimista.
    """
    if not _may_repeat(passage, context):
        return
    right = _RIGHT.get(passage.language.split("-")[0], set())
    for hit in _TWICE.finditer(passage.block.text):
        word = hit[1]
        second = hit[0][len(word) :].strip()
        if word.casefold() in right or (word != second and second[:1].isupper()):
            continue
        yield repeated_word.finding(
            passage,
            "“{found}” stands twice",
            span=Span(start=hit.start(), end=hit.end()),
            suggestion=word,
            found=word,
        )


def _may_repeat(passage: Passage, context: Context) -> bool:
    """Say whether two words in a row are alike, where the words were read for other rules."""
    unit, text = passage.unit, passage.block.text
    if unit is None or len(unit.target) != 1 or any(letter in text for letter in _DOTTED):
        return True
    read = beside(unit, context).target
    if read.text != text:  # mark-up was blotted out
        return True
    return any(map(operator.eq, read.said, read.said[1:]))

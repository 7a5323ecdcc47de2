"""The rule `punctuation`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, Span

_DOUBLED = re.compile(r"(?<![,;:.])(?:,,+|;;+|::(?!\w)|,\.|\.,(?=\s)|;\.|(?<!\.)\.\.(?!\.))(?![.])")
_DASH = re.compile(r"(?<=[^\W\d_]) - {1,2}(?=[^\W\d_])")
_CLOSING = "”“\"’')]»* \xa0"
_ENDS = {":": "colon", "?": "question mark", "!": "exclamation mark"}
_QUESTION = ";\u037e\u055e?"


@check("punctuation", category="Linguistic conventions", severity=Severity.MINOR, over=Passage)
def punctuation(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find punctuation that is doubled, or ends a text in another way than the source.

    A hyphen between spaces is reported where a dash belongs. A question that became a statement, a
    colon or a full stop that got lost are found by comparing the ends of the two texts.

    Wrong:
        en: The Parties agreed on the following:
        fi: Osapuolet sopivat seuraavasta.

    Right:
        en: The Parties agreed on the following:
        fi: Osapuolet sopivat seuraavasta:
    """
    text = passage.block.text
    del context
    for hit in _DOUBLED.finditer(text):
        if hit[0] == ".," and text[: hit.start()][-2:].strip(".").isalpha():
            continue  # an abbreviation before a comma
        yield punctuation.finding(
            passage,
            "“{found}” is doubled",
            span=Span(start=hit.start(), end=hit.end()),
            suggestion=hit[0][-1],
            found=hit[0],
        )
    for hit in _DASH.finditer(text):
        yield punctuation.finding(
            passage,
            "a hyphen stands where a dash belongs",
            span=Span(start=hit.start(), end=hit.end()),
            suggestion=" – ",
        )
    yield from _ends(passage)


def _ends(passage: Passage) -> Iterator[Finding]:
    unit = passage.unit
    if unit is None or not unit.source or passage.block is not unit.target[-1]:
        return
    said, asked = _last(passage.block.text), _last(unit.source_text)
    if not said or not asked or said == asked:
        return
    if asked in _ENDS and not (asked == "?" and said in _QUESTION):
        lost = "the source ends with “{expected}”, the translation does not"
    elif asked == "." and said.isalnum():
        lost = "the full stop at the end is missing"
    elif said == "?" and asked in ".,":
        lost = "the source is no question"
    else:
        return
    end = len(passage.block.text)
    yield punctuation.finding(
        passage, lost, span=Span(start=max(0, end - 1), end=end), expected=asked, found=said
    )


def _last(text: str) -> str:
    bare = text.rstrip().rstrip(_CLOSING)
    return bare[-1:]

"""The rule `punctuation`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.prose import masked
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Language, Severity, Span, Unit

_DOUBLED = re.compile(r"(?<![,;:.])(?:,,+|;;+|::(?!\w)|,\.|;\.|(?<!\.)\.\.(?!\.))(?![.\w])")
_PAIRS = (",,", ";;", "::", ",.", ";.", "..")
_DASH = re.compile(r"(?<=[^\W\d_]) - {1,2}(?=[^\W\d_])")
_PLACE_AND_DATE = re.compile(r"(?=.*\d{4})(?:[^\W\d_]+\W+|\d+\W*){2,8}[^\W\d_]*")
"""“Briselē, 2019. gada 11. aprīlī”: what closes an act is no sentence in most languages."""
_CLOSING = "”“\"’')]»* \xa0"
_ENDS = (".", ":", "?")
_LEAST_SPACES, _LONG_LEAD = 2, 9
_WAVERS = 0.03
"""The share of a text's units without the mark from which its translation sets it at will."""
_RUNS_ON = frozenset({"et", "fi", "sv", "de"})
"""Languages whose acts let a sentence run on into its list, without a colon."""


@check("punctuation", category="Linguistic conventions", severity=Severity.MINOR, over=Passage)
def punctuation(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find punctuation that is doubled, or lost at the end of a text.

    A hyphen between spaces is reported where a dash belongs. A full stop, colon or question mark
    that got lost is found by comparing the ends of the two texts. Forms and programs set them at
    will: where a text's translation leaves the same mark out in three units or more, in 3 % of
    those whose source has it, but not in half of them, none is reported.

    Wrong:
        en: The Parties agreed on the following:
        fi: Osapuolet sopivat seuraavasta

    Right:
        en: The Parties agreed on the following:
        fi: Osapuolet sopivat seuraavasta:
    """
    text = masked(passage.block.text)
    source = passage.unit.source_text if passage.unit is not None else ""
    doubled = any(map(text.__contains__, _PAIRS))
    for hit in _DOUBLED.finditer(text) if doubled else ():
        if hit[0] in source:
            continue
        yield punctuation.finding(
            passage,
            "“{found}” is doubled",
            span=Span(start=hit.start(), end=hit.end()),
            suggestion=hit[0][-1],
            found=hit[0],
        )
    dashed = " -" in text and " - " not in source
    for hit in _DASH.finditer(text) if dashed else ():
        yield punctuation.finding(
            passage,
            "a hyphen stands where a dash belongs",
            span=Span(start=hit.start(), end=hit.end()),
            suggestion=" – ",
        )
    yield from _ends(passage, context)


def _ends(passage: Passage, context: Context) -> Iterator[Finding]:
    unit = passage.unit
    if unit is None or not unit.source or passage.block is not unit.target[-1]:
        return
    said = _last(passage.block.text)
    if not said.isalnum():
        return
    asked = _last(unit.source_text)
    if not _lost(asked, unit):
        return
    if context.company.wavers(asked, unit, lambda one: _lost(asked, one), _WAVERS):
        return
    lost = "the source ends with “{expected}”, the translation does not"
    end = len(passage.block.text)
    yield punctuation.finding(
        passage, lost, span=Span(start=max(0, end - 1), end=end), expected=asked, found=said
    )


def _lost(mark: str, unit: Unit) -> bool | None:
    """Say whether a unit lost the mark at its end; None where its source does not end so."""
    source = unit.source_text
    if mark not in _ENDS or _last(source) != mark or source.count(" ") < _LEAST_SPACES:
        return None
    text = unit.target[-1].text
    if not _last(text).isalnum():
        return False
    if mark == ":":
        return source.count(" ") <= _LONG_LEAD or not _runs_on(unit.target_language)
    return mark != "." or _PLACE_AND_DATE.fullmatch(text.strip()) is None


def _runs_on(language: Language) -> bool:
    return language.split("-")[0] in _RUNS_ON


def _last(text: str) -> str:
    last = text[-1:]
    if last in _ENDS or last.isalnum():  # neither space nor mark-up ends so
        return last
    bare = masked(text).replace("\ufffc", " ").rstrip().rstrip(_CLOSING)
    return bare[-1:]

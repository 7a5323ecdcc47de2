"""The rule `brackets`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.prose import masked
from hexapla.checks.rule import Passage, check
from hexapla.model import Finding, Severity, Span

_PAIRS = {")": "(", "]": "[", "}": "{"}
_MARK = re.compile(r"[()\[\]{}]")
_LABEL = re.compile(r"(?:^|(?<=[\s;,“„\"(]))(?:\d{1,3}[a-z]?|[^\W\d_]|[ivxlIVXL]{2,5})\)")
_FACE = re.compile(r"[:;]-?[()]")


@check("brackets", category="Linguistic conventions", severity=Severity.MINOR, over=Passage)
def brackets(passage: Passage, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a bracket without its partner.

    A label like “a)” or “12)” needs none. Where the source's brackets do not pair either, nothing
    is said.

    Wrong:
        et: Pooled (edaspidi „osapooled” leppisid kokku järgmises.

    Right:
        et: Pooled (edaspidi „osapooled”) leppisid kokku järgmises.
    """
    text = masked(passage.block.text)
    alone = _alone(text)
    if not alone or (passage.unit is not None and _alone(masked(passage.unit.source_text))):
        return
    for at in alone:
        yield brackets.finding(
            passage,
            "“{found}” has no partner",
            span=Span(start=at, end=at + 1),
            found=text[at],
        )


def _alone(text: str) -> list[int]:
    if "".join(_MARK.findall(text)).replace("()", "") == "":
        return []  # each opened and closed at once, as most are
    marks = [(hit[0], hit.start()) for hit in _MARK.finditer(text)]
    open_: list[int] = []
    alone: list[int] = []
    for sign, at in marks:
        if sign in "([{":
            open_.append(at)
        elif open_ and text[open_[-1]] == _PAIRS[sign]:
            open_.pop()
        else:
            alone.append(at)
    if alone:  # labels and faces are looked for only where a closing bracket is alone
        skipped = {hit.end() - 1 for hit in (*_LABEL.finditer(text), *_FACE.finditer(text))}
        alone = [at for at in alone if at not in skipped]
    return sorted([*alone, *open_])

"""The rule `eu-statement`."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Block, Document, Finding, Severity, Span, normal
from hexapla.workspace import Statement

_ALIKE = 88.0
"""How alike (0 to 100) a line must be to a statement to be taken for an attempt at it."""
_LONGEST = 1.6


@check("eu-statement", category="Design", severity=Severity.CRITICAL, over=Document)
def eu_statement(document: Document, context: Context) -> Iterator[Finding]:
    """Find a statement about the European Union's money that is not in its official form.

    The wording depends on the programme and its period, and is fixed in each language: a
    translation of one's own is no official form. Option `required = true` (for a family, say) also
    finds a document that lacks the statement altogether.

    Wrong:
        lv: Līdzfinansēts no Eiropas Savienības

    Right:
        lv: Līdzfinansē Eiropas Savienība
    """
    official = context.statement(document.language)
    said = False
    for block in document.blocks:
        flat = normal(block.text)
        if any(form in flat for form in official.forms):
            said = True
            continue
        spot = _wrong_form(block, official) or _near(block, official)
        if spot is None:
            continue
        span, right = spot
        said = True
        yield eu_statement.finding(
            document,
            "“{found}” is no official form of the statement about the Union's funding",
            block=block,
            span=span,
            suggestion=right,
            found=block.text[span.start : span.end],
            expected=right,
        )
    if not said and official.lines and context.options("eu-statement").get("required"):
        yield eu_statement.finding(
            document,
            "the statement about the Union's funding is missing",
            suggestion=official.text,
            expected=official.text,
        )


def _wrong_form(block: Block, official: Statement) -> tuple[Span, str] | None:
    """Find a form that is known to be wrong; case counts where it is all that is wrong."""
    folded = block.text.casefold()
    right_folded = {form.casefold() for form in official.forms}
    for wrong in official.wrong:
        exact = wrong.text.casefold() in right_folded
        text, sought = (block.text, wrong.text) if exact else (folded, wrong.text.casefold())
        at = text.find(sought)
        if at >= 0 and len(folded) == len(block.text):
            return Span(start=at, end=at + len(sought)), wrong.right
    return None


def _near(block: Block, official: Statement) -> tuple[Span, str] | None:
    """Find a line that is nearly the statement: one with a slip in it."""
    offset = 0
    for line in block.text.split("\n"):
        said = line.strip(" .,;:–-\xa0")
        for form in official.forms:
            if len(said) > len(form) * _LONGEST:
                continue
            if fuzz.ratio(said.casefold(), form.casefold()) >= _ALIKE:
                start = offset + line.find(said)
                return Span(start=start, end=start + len(said)), form
        offset += len(line) + 1
    return None

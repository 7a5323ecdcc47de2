"""The rule `signatories`."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Block, Document, Finding, Severity, Span, normal

_ALIKE = 88.0
_LEAST = 8


@check("signatories", category="Accuracy", severity=Severity.CRITICAL, over=Document)
def signatories(document: Document, context: Context) -> Iterator[Finding]:
    """Find a signatory who is missing or wrongly named.

    Each partner of the workspace with a `head` in the document's language signs: title and name
    must stand in the document as hexapla.toml has them. Option `who = ["names"]` asks for the
    partners' names instead; `partners = ["lv-police"]` narrows to some. A family asks for the rule
    in its `checks`.

    Wrong:
        sv: Chef för Lettlands statspoli

    Right:
        sv: Chef för Lettlands statspolis
    """
    options = context.options("signatories")
    only = options.get("partners")
    by_name = "names" in (options.get("who") or ())
    flat = [(block, normal(block.text)) for block in document.blocks]
    for partner in context.config.partners:
        if only and partner.id not in only:
            continue
        texts = partner.names if by_name else partner.head
        right = texts.get(document.language)
        if not right or any(normal(right).casefold() in text.casefold() for _, text in flat):
            continue
        near = _near(right, [block for block, _ in flat])
        if near is not None:
            block, span = near
            yield signatories.finding(
                document,
                "the signatory is “{expected}”, not “{found}”",
                block=block,
                span=span,
                suggestion=right,
                expected=right,
                found=block.text[span.start : span.end],
                partner=partner.id,
            )
        else:
            yield signatories.finding(
                document,
                "the signatory “{expected}” is missing",
                suggestion=right,
                expected=right,
                partner=partner.id,
            )


def _near(right: str, blocks: list[Block]) -> tuple[Block, Span] | None:
    if len(right) < _LEAST:
        return None
    best: tuple[float, Block, Span] | None = None
    for block in blocks:
        if len(block.text) < len(right) * 0.7:
            continue
        found = fuzz.partial_ratio_alignment(right, block.text, score_cutoff=_ALIKE)
        if found is not None and (best is None or found.score > best[0]):
            best = (found.score, block, Span(start=found.dest_start, end=found.dest_end))
    return None if best is None else (best[1], best[2])

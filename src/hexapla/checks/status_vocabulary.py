"""The rule `status-vocabulary`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hexapla.checks.context import Context
from hexapla.checks.rule import Pair, check
from hexapla.model import Block, Document, Finding, Severity, Span, normal


@check("status-vocabulary", category="Terminology", severity=Severity.MINOR, over=Pair)
def status_vocabulary(pair: Pair, context: Context) -> Iterator[Finding]:
    """Find a status that is none of the agreed words, or not the source's.

    The family's options give the words: ``[families.PLAN.options.status-vocabulary]`` with a line a
    status, ``done = { en = "done", lv = "īstenots" }``. Where a column of the source's table holds
    such words, the same cell of the translation must hold the same status. A family asks for the
    rule in its `checks`.

    Wrong:
        en: done
        lv: pabeigts

    Right:
        en: done
        lv: īstenots
    """
    words = {
        name: said
        for name, said in context.options("status-vocabulary").items()
        if isinstance(said, Mapping)
    }
    ours = _by_word(words, pair.source.language)
    theirs = _by_word(words, pair.target.language)
    if not ours or not theirs:
        return
    said = {_place(block): block for block in _cells(pair.target)}
    right = {status: text for text, status in theirs.items()}
    for block in _cells(pair.source):
        status = ours.get(normal(block.text).casefold())
        found = said.get(_place(block))
        if status is None or found is None or not found.text.strip() or status not in right:
            continue
        if theirs.get(normal(found.text).casefold()) == status:
            continue
        expected = words[status][pair.target.language]
        yield status_vocabulary.finding(
            pair,
            "the status is “{expected}”, not “{found}”",
            block=found,
            span=Span(start=0, end=len(found.text)),
            suggestion=expected,
            expected=expected,
            found=found.text,
            status=status,
        )


def _by_word(words: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """Give the statuses by their words in a language, casefolded."""
    return {
        normal(said[language]).casefold(): status
        for status, said in words.items()
        if said.get(language)
    }


def _cells(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.cell is not None)


def _place(block: Block) -> tuple[int, int, int]:
    cell = block.cell
    return (cell.table, cell.row, cell.column) if cell is not None else (-1, -1, -1)

"""Aligns the sentences inside blocks that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hexapla.alignment.evidence import Lexicon, Reader
from hexapla.alignment.lexicon import common_words, merged
from hexapla.alignment.pairing import pair
from hexapla.alignment.sentences import sentences
from hexapla.model import Block, BlockKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceBead:
    """Sentences that say the same, as spans of the two texts; `score` as a Bead's."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    score: float


def align_sentences(
    source: str,
    target: str,
    *,
    source_language: str,
    target_language: str,
    lexicon: Lexicon | None = None,
) -> tuple[SentenceBead, ...]:
    """Pair the sentences of a text with those of its translation, in the order of the source.

    A text of one sentence on either side is one bead with all of the other side.
    """
    ours, theirs = sentences(source, source_language), sentences(target, target_language)
    if not ours and not theirs:
        return ()
    if min(len(ours), len(theirs)) <= 1:
        return (SentenceBead(source=ours, target=theirs, score=1.0 if ours and theirs else 0.0),)
    features = [
        Reader(tag).read(_blocks(text, spans))
        for tag, text, spans in (
            (source_language, source, ours),
            (target_language, target, theirs),
        )
    ]
    known = merged(common_words(source_language, target_language), lexicon or {})
    paired = pair(features[0], features[1], known)
    return tuple(
        SentenceBead(
            source=ours[i : i + m] if m else (),
            target=theirs[j : j + n] if n else (),
            score=score,
        )
        for (i, j, m, n), score in sorted(
            paired.steps.items(), key=lambda item: (item[0][0] if item[0][2] else 1 << 30, item)
        )
    )


def _blocks(text: str, spans: Sequence[Span]) -> list[Block]:
    return [
        Block(id="", kind=BlockKind.PARAGRAPH, text=text[span.start : span.end], path="")
        for span in spans
    ]

"""The rule `language-mismatch`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.documents import detect_language
from hexapla.languages import profile
from hexapla.model import Block, Document, Finding, Language, Severity, Span

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 8
_LEAST_FOREIGN = 2
_PLENTY = 3
_SURE = 0.95
_JUDGED = 20_000
"""Characters of a document that are enough to tell its language."""
KNOWN = ("lv", "lt", "et", "fi", "sv", "en", "de", "uk", "ro", "ka", "hy", "az")


@check("language-mismatch", category="Accuracy", severity=Severity.MAJOR, over=Document)
def language_mismatch(document: Document, context: Context) -> Iterator[Finding]:
    """Find a document or paragraph that is in another language than the file's name says.

    Languages are told apart among those of the workspace. Short texts, names and headings are not
    judged, and where the language cannot be told with confidence nothing is said.

    Wrong:
        lt: Konferensen hölls i Birštonas och samlade polischefer från fem länder i regionen.

    Right:
        lt: Konferencija vyko Birštone ir subūrė penkių regiono šalių policijos vadovus.
    """
    among = _among(document.language, context)
    text = "\n".join(block.text for block in document.blocks)[:_JUDGED]
    found = detect_language(text, among, claimed=document.language)
    if found is not None and not _same(found.language, document.language):
        first = next((block for block in document.blocks if block.text.strip()), None)
        yield language_mismatch.finding(
            document,
            "the file says {claimed}, the text is in {detected}",
            block=first,
            claimed=document.language,
            detected=found.language,
            languages=["claimed", "detected"],
        )
        return
    for block in document.blocks:
        other = _other_language(block, document.language, among)
        if other is not None:
            yield language_mismatch.finding(
                document,
                "this is in {detected}, the document is in {claimed}",
                block=block,
                span=Span(start=0, end=len(block.text)),
                claimed=document.language,
                detected=other,
                languages=["claimed", "detected"],
            )


def _among(claimed: Language, context: Context) -> tuple[Language, ...]:
    among = dict.fromkeys((*context.languages, claimed))
    if len(among) <= 2:  # noqa: PLR2004  one pair tells too little
        among.update(dict.fromkeys(Language(tag) for tag in KNOWN))
    return tuple(among)


def _other_language(
    block: Block, claimed: Language, among: tuple[Language, ...]
) -> Language | None:
    """Give the language of a block that is not the document's; the detector is asked last."""
    if block.language is not None and not _same(block.language, claimed):
        return None  # marked as foreign in the file: on purpose
    words = {word for word in _WORD.findall(block.text) if word.islower()}
    if len(words) < _LEAST_WORDS or words & profile(claimed).conventions.common_words:
        return None
    if not any(
        len(words & profile(tag).conventions.common_words) >= _LEAST_FOREIGN
        for tag in among
        if not _same(tag, claimed)
    ):
        return None
    found = detect_language(block.text, among, claimed=claimed)
    if found is None:
        return _by_common_words(words, among)
    if found.confidence < _SURE or _same(found.language, claimed):
        return None
    return found.language


def _by_common_words(words: set[str], among: tuple[Language, ...]) -> Language | None:
    """Give the one language whose function words a text holds: names mislead the detector."""
    counted = {tag: len(words & profile(tag).conventions.common_words) for tag in among}
    best = max(sorted(counted), key=lambda tag: counted[tag])
    others = (counted[tag] for tag in counted if not _same(tag, best))
    if counted[best] < _PLENTY or max(others, default=0) * _PLENTY > counted[best]:
        return None
    return best


def _same(one: Language, other: Language) -> bool:
    return one.split("-")[0] == other.split("-")[0]

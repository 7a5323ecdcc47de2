"""The rule `alt-text`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import Passage, check
from hexapla.documents import detect_language
from hexapla.languages import profile
from hexapla.model import BlockKind, Finding, Language, Severity

_FILE = re.compile(r"[\w -]+\.(?:png|jpe?g|gif|svg|emf|wmf|bmp|tiff?)", re.IGNORECASE)
_EMPTY = re.compile(
    r"(?:image|picture|photo|figure|graphic|logo|attēls|bilde|foto|paveikslėlis|paveikslas|"
    r"nuotrauka|pilt|foto|kuva|bild|grafik|зображення|imagine)\s*\d*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_FOREIGN = 2


@check("alt-text", category="Design", severity=Severity.MINOR, over=Passage)
def alt_text(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find an image whose text is missing, says nothing, or is in another language.

    Wrong:
        lv: (image) “image1.png”

    Right:
        lv: (image) “Eiropas Savienības karogs”
    """
    block = passage.block
    if block.kind is not BlockKind.ALT_TEXT:
        return
    text = block.text.strip()
    if not text:
        yield alt_text.finding(passage, "the image has no text for those who cannot see it")
    elif _FILE.fullmatch(text) or _EMPTY.fullmatch(text):
        yield alt_text.finding(passage, "the image's text “{found}” says nothing", found=text)
    elif other := _foreign(text, passage.language, context):
        yield alt_text.finding(
            passage,
            "the image's text is in {detected}",
            detected=other,
            languages=["detected"],
            found=text,
        )


def _foreign(text: str, language: Language, context: Context) -> Language | None:
    """Give the language of the image's text where it is plainly another one."""
    found = detect_language(text, context.languages, claimed=language)
    if found is not None and found.language.split("-")[0] != language.split("-")[0]:
        return found.language
    words = {word for word in _WORD.findall(text) if word.islower()}
    if words & profile(language).conventions.common_words:
        return None
    for tag in context.languages:
        if tag.split("-")[0] != language.split("-")[0]:
            common = profile(tag).conventions.common_words
            if len(words & common) >= _LEAST_FOREIGN:
                return tag
    return None

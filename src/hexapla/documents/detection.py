"""Which language a text is in, among the few that it can be."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hexapla.model import Language

LEAST_LETTERS = 40
"""Shorter texts are not judged: names, headings and abbreviations look like any language."""
LEAST_CONFIDENCE = 0.85
"""Below this share of the likelihood nothing is said."""

_LETTERS = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_WRITTEN_AS = {"no": ("nb", "nn")}  # a macrolanguage that the detector knows by its two norms
_OWN_LETTERS = {"mt": re.compile("[ħġ]", re.IGNORECASE)}
"""Letters that tell a language unknown to the detector from all others that it knows."""
_OWN_SHARE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """The language that a text is most probably in; `confidence` is between 0 and 1."""

    language: Language
    confidence: float


def can_tell(tag: Language) -> bool:
    """Say whether a text in this language can be told at all.

    Where it cannot, `detect_language` gives the known language that looks most like it: a text that
    claims to be in such a language must never be called a mismatch.
    """
    code = _code(tag)
    return code in _OWN_LETTERS or _detectable(code)


def _detectable(code: str) -> bool:
    return any(one in _known() for one in _WRITTEN_AS.get(code, (code,)))


def detect_language(
    text: str, among: Collection[Language], *, claimed: Language | None = None
) -> Detection | None:
    """Tell which of the languages `among` the text is in, or None where that cannot be told.

    Nothing is said of texts with few letters, of doubtful ones, and where there is nothing to
    choose from. With `claimed`, nothing is said either where that language cannot be told at all
    (see `can_tell`), so that what comes back may be held against the claim.
    """
    words = " ".join(_LETTERS.findall(_ADDRESS.sub(" ", text)))
    letters = len(words) - words.count(" ")
    if letters < LEAST_LETTERS or (claimed is not None and not can_tell(claimed)):
        return None
    tags = {_code(tag): tag for tag in sorted(among, reverse=True)}
    for code, own in _OWN_LETTERS.items():
        share = len(own.findall(words)) / letters
        if code in tags and share >= _OWN_SHARE:
            return Detection(language=tags[code], confidence=1.0)
    if claimed is not None and not _detectable(_code(claimed)):
        return None  # its own letters may be missing by chance
    known = {one: tag for code, tag in tags.items() for one in _WRITTEN_AS.get(code, (code,))}
    detector = _detector(frozenset(known))
    if detector is None:
        return None
    best = detector.compute_language_confidence_values(words)[0]
    if best.value < LEAST_CONFIDENCE:
        return None
    found = known[best.language.iso_code_639_1.name.lower()]
    return Detection(language=found, confidence=float(best.value))


def _code(tag: Language) -> str:
    return tag.split("-")[0]


@functools.cache
def _known() -> dict[str, Any]:
    # Importing the detector takes a while: only where a text is judged.
    import lingua  # noqa: PLC0415  see above

    return {one.iso_code_639_1.name.lower(): one for one in lingua.Language.all()}


@functools.cache
def _detector(codes: frozenset[str]) -> Any:
    import lingua  # noqa: PLC0415  see above

    known = [_known()[code] for code in sorted(codes) if code in _known()]
    if len(known) < 2:  # noqa: PLR2004  there is nothing to choose from
        return None
    return lingua.LanguageDetectorBuilder.from_languages(*known).build()

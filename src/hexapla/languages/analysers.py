"""Which analysers are installed, and what is lost without each."""

from __future__ import annotations

from dataclasses import dataclass

from hexapla.languages.profile import profile
from hexapla.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyserState:
    """An optional analyser: whether it answers; why not; what its absence costs; how to get it.

    `name` carries the version where it answers. `reason` is empty then.
    """

    language: Language
    name: str
    available: bool
    reason: str
    cost: str
    remedy: str


# The costs are measured: docs/reference/languages.md.
_KNOWN = (
    (
        "et",
        "Vabamorf",
        "of the Estonian finds one in fourteen is another word (with Vabamorf, one in forty)",
        "pip install --no-deps estnltk==1.7.5",
    ),
    (
        "fi",
        "Voikko",
        "Finnish forms that belong to two words are not told apart (one finding in five hundred)",
        "pip install 'hexapla[fi]' and the system's packages libvoikko1 and voikko-fi",
    ),
    (
        "uk",
        "pymorphy3",
        "Ukrainian forms are built by rule alone: rare alternations of the stem are missed",
        "pip install 'hexapla[uk]'",
    ),
)


def analysers() -> tuple[AnalyserState, ...]:
    """Give the state of each analyser that a language can use, by language.

    Loads them, which takes some tenths of a second. Nothing is raised for one that is absent.
    """
    found = []
    for tag, name, cost, remedy in _KNOWN:
        analyser = profile(tag).analyser
        if analyser is None:
            continue
        found.append(
            AnalyserState(
                language=Language(tag),
                name=analyser.version if analyser.available else name,
                available=analyser.available,
                reason=analyser.reason,
                cost=cost,
                remedy=remedy,
            )
        )
    return tuple(found)

"""Languages, one package each: paradigms (how words inflect) and conventions (how texts are set).

`profile("lv")` gives a language's profile by the entry-point group hexapla.languages; a language
that nobody registered gets a neutral one, which inflects nothing and knows CLDR alone.
"""

from hexapla.languages.analysers import AnalyserState, analysers
from hexapla.languages.lexemes import words
from hexapla.languages.profile import (
    Analyser,
    Conventions,
    Hyphens,
    Paradigms,
    Profile,
    Role,
    UninflectedParadigms,
    head_before,
    last_is_head,
    profile,
    with_genitives,
)

__all__ = [
    "Analyser",
    "AnalyserState",
    "Conventions",
    "Hyphens",
    "Paradigms",
    "Profile",
    "Role",
    "UninflectedParadigms",
    "analysers",
    "head_before",
    "last_is_head",
    "profile",
    "with_genitives",
    "words",
]

"""What every language offers to the layers above."""

from __future__ import annotations

import enum
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from hexapla.errors import UsageError
from hexapla.model import Language, language
from hexapla.plugins import load, registered

GROUP = "hexapla.languages"


class Role(enum.Enum):
    """What a word does in a multiword term."""

    HEAD = "head"
    MODIFIER = "modifier"


class Paradigms(Protocol):
    """How the words of a language inflect. Forms are NFC and casefolded."""

    @property
    def veto(self) -> frozenset[str]:
        """Forms that are mainly adverb, verb or function word: no hit for a single-word term."""

    @property
    def joins_compounds(self) -> bool:
        """Whether the language writes compounds as one word (et, fi, sv, de)."""

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give every form of a citation-form word in the given role, the word itself included."""

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the inflected spellings of an acronym, case kept: EL, EL-is, ELis."""


class Analyser(Protocol):
    """An optional analyser (Voikko, Vabamorf, pymorphy3) that stands beside the generator."""

    def keys(self, word: str) -> frozenset[str]:
        """Give keys of a text's word: lexeme, part of speech and derivation in one string each."""


@dataclass(frozen=True, slots=True)
class UninflectedParadigms:
    """For a language that nobody described: a word is its own only form."""

    veto: frozenset[str] = frozenset()
    joins_compounds: bool = False

    def forms(self, word: str, role: Role) -> frozenset[str]:  # noqa: ARG002  the protocol's
        """Give the word alone."""
        return frozenset({word.casefold()})

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the acronym alone."""
        return frozenset({acronym})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How a language sets its texts, beyond what Babel's CLDR knows.

    `quotes` are the right pairs, the first for the outer level. `number_words` give spelled-out
    numbers in every form a text uses, `scale_words` the large ones (powers of ten), `months` every
    form of a month's name to 1..12, `negations` the words and prefixes that negate.
    """

    quotes: tuple[tuple[str, str], ...] = (("“", "”"),)
    number_words: Mapping[str, int] = field(default_factory=dict)
    scale_words: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    negation_prefixes: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A language: its tag, its paradigms, its conventions."""

    tag: Language
    paradigms: Paradigms = field(default_factory=UninflectedParadigms)
    conventions: Conventions = field(default_factory=Conventions)


@functools.cache
def profile(tag: str) -> Profile:
    """Give the profile of a language, by its whole tag or its first subtag.

    Raises:
        UsageError: `tag` is no language code, or two packages register it.

    """
    wanted = language(tag)
    for name in (wanted, wanted.split("-")[0]):
        if name in registered(GROUP):
            found = load(GROUP, name)
            if not isinstance(found, Profile):
                raise UsageError(
                    f"what is registered for “{name}” is no language profile",
                    place=GROUP,
                    remedy="register an instance of hexapla.languages.Profile",
                )
            return found
    return Profile(tag=wanted)

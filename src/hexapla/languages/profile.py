"""What every language offers to the layers above."""

from __future__ import annotations

import enum
import functools
import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
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
    """An optional analyser (Voikko, Vabamorf, pymorphy3) that stands beside the generator.

    It loads when it is first asked. Where it is not installed, `version` says so, `keys` is empty
    and `confirms` knows nothing; nothing else changes.
    """

    @property
    def version(self) -> str:
        """Name and version of what answers, as “voikko 4.3.1”; “no voikko” where it is absent."""

    def keys(self, word: str) -> frozenset[str]:
        """Give keys of a text's word: lexeme, part of speech and derivation in one string each."""

    def confirms(self, form: str, word: str) -> bool | None:
        """Say whether a text's `form` belongs to the citation-form `word` as a nominal.

        Both are given as they are written. None: the analyser does not know the form; the
        generator's word stands.
        """


def nothing_comes_off(word: str) -> tuple[str, ...]:  # noqa: ARG001  the face of `Profile.bases`
    """Give no bases: the language hangs nothing on its word forms."""
    return ()


def no_analyser() -> None:
    """Give no analyser: the generator serves alone."""


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
    """A language: its tag, its paradigms, its conventions.

    `bases` takes clitics, possessive suffixes and postpositions off a casefolded word of a text and
    gives what may be left, to be looked up among the forms beside the word itself (Finnish
    *hankkeemme* → *hankkeen*). `analyser` confirms or refuses what the paradigms found.
    `conjunctions` coordinate words ("un", "vai"): over them a term may share its head.
    """

    tag: Language
    paradigms: Paradigms = field(default_factory=UninflectedParadigms)
    conventions: Conventions = field(default_factory=Conventions)
    bases: Callable[[str], tuple[str, ...]] = nothing_comes_off
    analyser: Analyser | None = None
    conjunctions: frozenset[str] = frozenset()

    @property
    def version(self) -> str:
        """What the forms depend on: a digest of the language's rules, and the analyser.

        A cache of forms or hits that carries it is never read after the rules changed, nor on a
        machine with another analyser.
        """
        rules = hashlib.sha256()
        source = inspect.getsourcefile(type(self.paradigms))
        if source is not None:
            for path in sorted(Path(source).parent.glob("*.py")):
                rules.update(path.read_bytes())
        analyser = self.analyser.version if self.analyser is not None else "no analyser"
        return f"{self.tag} {rules.hexdigest()[:16]}, {analyser}"


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

"""What every language offers to the layers above."""

from __future__ import annotations

import enum
import functools
import hashlib
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from hexapla.errors import UsageError
from hexapla.model import Language, language
from hexapla.plugins import load, registered

GROUP = "hexapla.languages"


def listed(words: str) -> tuple[str, ...]:
    """Give the words of a list that is written as running text."""
    return tuple(words.split())


class Role(enum.Enum):
    """What a word does in a multiword term.

    The HEAD takes every form, a MODIFIER agrees with it. What is FROZEN keeps its case whatever the
    head's is (a genitive, what a preposition governs); at most a text puts it in the other number.
    """

    HEAD = "head"
    MODIFIER = "modifier"
    FROZEN = "frozen"


class Hyphens(enum.Enum):
    """Which parts of a hyphenated word are words of their own.

    WHOLE: none (Finnish *EU-maa* holds no *EU*). HEAD: the last (German *Öko-Institut* is an
    *Institut*). EACH: every one (Ukrainian *прес-служба*, English *EU-funded*).
    """

    WHOLE = "whole"
    HEAD = "head"
    EACH = "each"


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

    It loads when it is first asked. Where it is not installed, `version` says so and `confirms`
    knows nothing; nothing else changes.
    """

    @property
    def version(self) -> str:
        """Name and version of what answers, as “voikko 4.3.1”; “no voikko” where it is absent."""

    @property
    def available(self) -> bool:
        """Whether it answers."""

    @property
    def reason(self) -> str:
        """Why it does not answer, in words for a person; empty where it does."""

    def confirms(self, form: str, word: str) -> bool | None:
        """Say whether a text's `form` belongs to the citation-form `word` as a nominal.

        Both are given as they are written. None: the analyser does not know the form; the
        generator's word stands.
        """

    def vetoes(self, form: str) -> bool:
        """Say whether a text's form is mainly an adverb, verb or function word.

        As `Paradigms.veto`, for a single-word term; a capital at its start says nothing.
        """


def nothing_comes_off(word: str) -> tuple[str, ...]:  # noqa: ARG001  the face of `Profile.bases`
    """Give no bases: the language hangs nothing on its word forms."""
    return ()


def last_is_head(words: Sequence[str]) -> tuple[Role, ...]:
    """Give the roles of a term's words where the last one is the head."""
    return (Role.MODIFIER,) * (len(words) - 1) + (Role.HEAD,) * bool(words)


def head_before(prepositions: frozenset[str]) -> Callable[[Sequence[str]], tuple[Role, ...]]:
    """Give `roles` for a language whose terms may go on with a preposition after their head."""

    def roles(words: Sequence[str]) -> tuple[Role, ...]:
        cut = next((at for at, word in enumerate(words) if at and word in prepositions), None)
        if cut is None:
            return last_is_head(words)
        return last_is_head(words[:cut]) + (Role.FROZEN,) * (len(words) - cut)

    return roles


def with_genitives(
    roles: Callable[[Sequence[str]], tuple[Role, ...]], agrees: Callable[[str, str], bool]
) -> Callable[[Sequence[str]], tuple[Role, ...]]:
    """Give `roles` that tell a genitive before the head from an adjective.

    `agrees` says whether a modifier can be a nominative that agrees with the head; both are
    casefolded words of a citation form.
    """

    def told_apart(words: Sequence[str]) -> tuple[Role, ...]:
        found = roles(words)
        head = next((words[at] for at, role in enumerate(found) if role is Role.HEAD), "")
        return tuple(
            Role.FROZEN if role is Role.MODIFIER and not agrees(word, head) else role
            for word, role in zip(words, found, strict=True)
        )

    return told_apart


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
    form of a month's name to 1..12, `negations` the words and prefixes that negate. `number_parts`
    are numbers as first parts of compounds (*kaksi*päiväinen, *div*dienu). `unit_words` and
    `currency_words` give the words of a unit or currency as regular expressions for the whole word,
    `year_words` what stands between a year and the day ("gada", "m."), `hour_marks` what stands
    before the hours of a time ("plkst.", "klo"), `afternoon` what moves them by twelve.
    `articles` are the words for one that are also the indefinite article.
    `quotes`, `marks_spaced` and `percent_spaced` say how texts are set: marks that want a space
    before them, and whether the percent sign does (None: both are met).
    `common_words` are the language's most
    frequent function words, lower case. `plain_negations` negate and do nothing else;
    `negation_signs` matches words that may carry a negation by prefix, ending or meaning;
    `everyday_words` are nouns of many senses, in every form, lower case;
    `negation_lookalikes` those that begin like a negative prefix and deny nothing (*och*, *und*),
    `negation_opposites` those that say by themselves what another language denies (*falsch*).
    `negation_phrases` finds set phrases whose negation denies nothing, or is said without one
    elsewhere (*no later than*, *vai nav*).
    """

    quotes: tuple[tuple[str, str], ...] = (("“", "”"),)
    number_words: Mapping[str, int] = field(default_factory=dict)
    scale_words: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    negation_prefixes: tuple[str, ...] = ()
    negation_lookalikes: re.Pattern[str] | None = None
    negation_opposites: re.Pattern[str] | None = None
    abbreviations: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    number_parts: Mapping[str, int] = field(default_factory=dict)
    unit_words: Mapping[str, str] = field(default_factory=dict)
    currency_words: Mapping[str, str] = field(default_factory=dict)
    year_words: tuple[str, ...] = ()
    hour_marks: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()
    marks_spaced: str = ""
    percent_spaced: bool | None = None
    common_words: frozenset[str] = frozenset()
    everyday_words: frozenset[str] = frozenset()
    plain_negations: frozenset[str] = frozenset()
    negation_signs: re.Pattern[str] | None = None
    negation_phrases: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A language: its tag, its paradigms, its conventions.

    `bases` takes clitics, possessive suffixes and postpositions off a casefolded word of a text and
    gives what may be left, to be looked up among the forms beside the word itself (Finnish
    *hankkeemme* → *hankkeen*). `analyser` confirms or refuses what the paradigms found.
    `conjunctions` coordinate words ("un", "vai"): over them a term may share its head. `roles`
    tells the head of a multiword term from its modifiers. `capitalises_nouns`: a capital in a
    term says “noun”, so that only its head is held to it (German). `hyphens` says which parts of
    a hyphenated word are words of their own.
    """

    tag: Language
    paradigms: Paradigms = field(default_factory=UninflectedParadigms)
    conventions: Conventions = field(default_factory=Conventions)
    bases: Callable[[str], tuple[str, ...]] = nothing_comes_off
    analyser: Analyser | None = None
    conjunctions: frozenset[str] = frozenset()
    roles: Callable[[Sequence[str]], tuple[Role, ...]] = last_is_head
    capitalises_nouns: bool = False
    hyphens: Hyphens = Hyphens.WHOLE

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

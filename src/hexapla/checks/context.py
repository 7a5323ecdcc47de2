"""What a rule may know beside the text: the workspace's facts, the glossary, the settings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hexapla.checks.company import Company
from hexapla.checks.rule import GROUP, Check, Observation, checks
from hexapla.errors import ConfigurationError
from hexapla.languages import Conventions, profile
from hexapla.model import BlockState, Concept, Language, Severity, Unit
from hexapla.plugins import registered
from hexapla.workspace import (
    Config,
    DocumentConfig,
    Family,
    ProgrammeName,
    Rule,
    Statement,
    programme_name,
    statement,
)

T = TypeVar("T")
_FAMILY_RULES = frozenset(
    {
        "plan-measures",
        "liaison-pairs",
        "signatories",
        "delegations",
        "status-vocabulary",
        "agenda-numbering",
    }
)
"""Rules that look at nothing unless a family asks for them."""
_MOST_REMEMBERED = 4096
_PLAIN = Rule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the document that is being looked at."""

    document: str = ""
    family: str = ""
    partner: str = ""
    source_language: Language | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, config: DocumentConfig, source_language: Language) -> Facts:
        """Give the facts that document.toml states."""
        return cls(
            document=name,
            family=config.family,
            partner=config.partner,
            source_language=source_language,
            options=config.options,
        )


@dataclass(kw_only=True)
class Context:
    """The workspace as a rule sees it. It travels to worker processes without what it remembers.

    `languages` are those that a text may be in; `concepts` the whole glossary; `states` how the
    blocks of the translation that is being looked at stand to their source, by `BlockState.block`;
    `cache` a folder for compiled terms; `company` the units that are looked at together.
    """

    config: Config = field(default_factory=Config)
    concepts: tuple[Concept, ...] = ()
    languages: tuple[Language, ...] = ()
    facts: Facts = field(default_factory=Facts)
    states: Mapping[str, BlockState] = field(default_factory=dict)
    cache: Path | None = None
    company: Company = field(default_factory=Company, repr=False, compare=False)
    _memory: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    _shared: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    _options: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    _active: dict[Hashable, tuple[Check[Any], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _last: tuple[object, Any] = field(default=(None, None), repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.languages:
            self.languages = self.config.every_language

    def __getstate__(self) -> dict[str, Any]:
        return {
            "config": self.config,
            "concepts": self.concepts,
            "languages": self.languages,
            "facts": self.facts,
            "states": self.states,
            "cache": self.cache,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(
            state,
            company=Company(),
            _memory={},
            _shared={},
            _options={},
            _active={},
            _last=(None, None),
        )

    def about(self, facts: Facts, states: Iterable[BlockState] = ()) -> Context:
        """Give the same context for another document; what was compiled is shared."""
        return Context(
            config=self.config,
            concepts=self.concepts,
            languages=self.languages,
            facts=facts,
            states={state.block: state for state in states},
            cache=self.cache,
            _memory=self._memory,
            _shared=self._shared,
        )

    @property
    def family(self) -> Family | None:
        """The family of the document, where it has one."""
        return self.config.families.get(self.facts.family)

    @functools.cached_property
    def scope(self) -> str:
        """What narrows the glossary for the document that is being looked at, as one key."""
        return f"{self.facts.family}\0{self.facts.partner}\0{self.facts.document}"

    def conventions(self, language: Language) -> Conventions:
        """Give how a language sets its texts."""
        return profile(language).conventions

    def statement(self, language: Language) -> Statement:
        """Give the official statement about the Union's money in a language."""
        return self.once(("statement", language), lambda: statement(self.config, language))

    def programme_name(self, language: Language) -> ProgrammeName | None:
        """Give the programme's name in a language, where it has one."""
        return self.once(("programme", language), lambda: programme_name(self.config, language))

    def options(self, rule: str) -> Mapping[str, Any]:
        """Give the options of a rule: the workspace's, the family's and the document's over it.

        ``[checks.rules.X] options``, ``[families.F.options.X]``, document.toml ``[options.X]``.
        """
        known = self._options.get(rule)
        if known is not None:
            return known
        made: dict[str, Any] = dict(self.config.checks.rules.get(rule, _PLAIN).options)
        family = self.family
        for above in (family.options if family else {}, self.facts.options):
            here = above.get(rule)
            if isinstance(here, Mapping):
                made.update(here)
        self._options[rule] = made
        return made

    def active(self, over: type[Any], language: Language) -> tuple[Check[Any], ...]:
        """Give the rules that look at such a subject in this document and language, by id."""
        key = (over, language)
        known = self._active.get(key)
        if known is None:
            known = self._active[key] = tuple(
                rule
                for rule in checks().values()
                if rule.over is over
                and self.applies(rule.rule, language, self.facts.family, self.facts.partner)
            )
        return known

    def applies(self, rule: str, language: Language, family: str, partner: str) -> bool:
        """Say whether a rule holds for a language, a family and a partner."""
        if rule in self.config.checks.disable:
            return False
        said = self.config.checks.rules.get(rule)
        if said is not None and not (
            said.enabled
            and (not said.languages or language in said.languages)
            and (not said.families or family in said.families)
            and (not said.partners or partner in said.partners)
        ):
            return False
        if rule in _FAMILY_RULES or self._is_asked_for(rule):
            of_family = self.config.families.get(family)
            return of_family is not None and rule in of_family.checks
        return True

    def _is_asked_for(self, rule: str) -> bool:
        """Say whether it is another package's rule that families ask for by its name."""
        point = registered(GROUP).get(rule)
        if point is None or point.value.startswith("hexapla."):
            return False
        return any(rule in family.checks for family in self.config.families.values())

    def severity(self, rule: Check[Any], found: Severity) -> Severity:
        """Give the severity that the workspace sets; what the rule lowered stays lowered."""
        said = self.config.checks.rules.get(rule.rule)
        if said is None or said.severity is None:
            return found
        wanted = Severity[said.severity.upper()] + (found - rule.severity)
        return Severity(min(max(wanted, Severity.MINOR), Severity.CRITICAL))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what `make` makes, made once for the life of the workspace's context."""
        try:
            found: T = self._shared[key]
        except KeyError:
            found = self._shared[key] = make()
        return found

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what `make` makes of a text, remembered while the text is being looked at.

        Several rules ask the same of one text, and one source text stands beside five translations.
        """
        try:
            found: T = self._memory[key]
        except KeyError:
            if len(self._memory) >= _MOST_REMEMBERED:
                self._memory.clear()
            found = self._memory[key] = make()
        return found

    def of_unit(self, unit: Unit, make: Callable[[Unit, Context], T]) -> T:
        """Give what `make` makes of a unit, kept until another unit is looked at.

        One thing is kept: what all rules over units share. Asking whether the unit is the very one
        that was asked about last costs far less than looking its texts up.
        """
        last, found = self._last
        if last is not unit:
            found = make(unit, self)
            self._last = (unit, found)
        kept: T = found
        return kept

    def verified(self) -> Context:
        """Give the context itself, after a look at what the workspace says of rules.

        Raises:
            ConfigurationError: it names a rule that is not installed.

        """
        named = {*self.config.checks.disable, *self.config.checks.rules}
        for family in self.config.families.values():
            named.update(family.checks)
        unknown = sorted(named - set(checks()))
        if unknown:
            raise ConfigurationError(
                f"there is no rule “{unknown[0]}”",
                place="hexapla.toml",
                remedy=f"use one of: {', '.join(checks())}",
            )
        return self


def observations_of(
    observations: Iterable[Observation],
) -> dict[tuple[str, Language], list[Observation]]:
    """Sort observations by rule and language, keeping their order."""
    sorted_out: dict[tuple[str, Language], list[Observation]] = {}
    for one in observations:
        sorted_out.setdefault((one.rule, one.language), []).append(one)
    return sorted_out

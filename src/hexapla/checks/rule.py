"""What a rule is: a generator with metadata, and what it may look at."""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from hexapla.checks.worded import worded
from hexapla.errors import UsageError
from hexapla.model import (
    Block,
    Document,
    Finding,
    Language,
    Location,
    Severity,
    Span,
    Unit,
    digest,
    normal,
)
from hexapla.plugins import load, registered

if TYPE_CHECKING:
    from hexapla.checks.context import Context

GROUP = "hexapla.checks"
CATEGORIES = (
    "Terminology",
    "Accuracy",
    "Linguistic conventions",
    "Style",
    "Locale conventions",
    "Audience",
    "Design",
)
"""MQM's error categories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block as a reader meets it; `unit` is what it translates, None in a lone document."""

    block: Block
    language: Language
    document: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A translation beside its source, with the units that the two make."""

    document: str
    source: Document
    target: Document
    units: tuple[Unit, ...]


class Observation(NamedTuple):
    """What a rule over the whole corpus has seen in one unit: a thing, and how it was said.

    `key` names the thing (a concept, a source sentence), `value` what was made of it. Nearly every
    unit gives some, so that it is a tuple, which is made in a third of the time.
    """

    rule: str
    document: str
    language: Language
    family: str
    partner: str
    key: str
    value: str
    location: Location
    evidence: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All that one rule observed in one language, in the order of documents and units."""

    language: Language
    observations: tuple[Observation, ...]


Subject = Unit | Passage | Document | Pair | Corpus
S = TypeVar("S", Unit, Passage, Document, Pair, Corpus)
Look = Callable[[S, "Context"], Iterable[Finding]]
Observe = Callable[[Unit, "Context"], Iterable[Observation]]

_TEXTS = frozenset({"source", "target", "source_span", "worded", "languages"})


@dataclass(frozen=True, slots=True)
class Check(Generic[S]):
    """A rule: what it is called, how much it weighs, what it looks at, and the looking.

    `help` is the function's docstring: what the rule is for, with a Wrong/Right pair. A rule over
    units is shown whole and current ones alone, unless it looks at `every` unit: one that lacks a
    side, or whose source has changed since, differs for a reason that is told already.
    """

    rule: str
    category: str
    severity: Severity
    over: type[S]
    look: Look[S]
    help: str
    observe: Observe | None = None
    every: bool = False

    @property
    def summary(self) -> str:
        """The first line of the manual page."""
        return self.help.partition("\n")[0]

    def finding(
        self,
        subject: S,
        template: str,
        *,
        span: Span | None = None,
        source_span: Span | None = None,
        block: Block | None = None,
        suggestion: str = "",
        concept: str = "",
        severity: Severity | None = None,
        sure: bool = True,
        **evidence: Any,
    ) -> Finding:
        """Give a finding about `subject`.

        `span` lies in the unit's target text or in the passage's block, `source_span` in the unit's
        source text; `block` names the block of a document or pair. `sure` false lowers the severity
        by one. `evidence` fills the ``{names}`` of the English `template`; those that its
        ``worded`` lists are texts of the catalogue, said in the reader's language, and those that
        its ``languages`` lists are codes of languages, whose names the reader is told.
        """
        at = _place(subject, span, block)
        weight = self.severity if severity is None else severity
        facts = {name: value for name, value in evidence.items() if value is not None}
        if source_span is not None:
            facts["source_span"] = [source_span.start, source_span.end]
        return Finding(
            rule=self.rule,
            category=self.category,
            severity=weight if sure else weight.lowered(),
            document=at.document,
            language=at.language,
            location=at.location,
            message=fill(template, worded(facts, str, "en")),
            template=template,
            suggestion=suggestion,
            concept=concept,
            evidence={**facts, **at.texts},
            fingerprint=self._fingerprint(at, facts, concept, template),
        )

    def observation(
        self, unit: Unit, context: Context, key: str, value: str, span: Span | None = None
    ) -> Observation:
        """Give an observation for the end of the run: `key` was said as `value` in `unit`."""
        at = _in_unit(unit, span)
        facts = context.facts
        return Observation(
            self.rule,
            at.document,
            at.language,
            facts.family,
            facts.partner,
            key,
            value,
            at.location,
            at.texts,
        )

    def concluded(
        self,
        observation: Observation,
        template: str,
        *,
        suggestion: str = "",
        concept: str = "",
        sure: bool = True,
        **evidence: Any,
    ) -> Finding:
        """Give a finding about what was observed, at the place where it was observed."""
        at = _Place(
            document=observation.document,
            language=observation.language,
            location=observation.location,
            texts=observation.evidence,
        )
        return Finding(
            rule=self.rule,
            category=self.category,
            severity=self.severity if sure else self.severity.lowered(),
            document=at.document,
            language=at.language,
            location=at.location,
            message=fill(template, evidence),
            template=template,
            suggestion=suggestion,
            concept=concept,
            evidence={**evidence, **at.texts},
            fingerprint=self._fingerprint(at, evidence, concept, template),
        )

    def _fingerprint(
        self, at: _Place, facts: Mapping[str, Any], concept: str, template: str
    ) -> str:
        found = {name: value for name, value in facts.items() if name not in _TEXTS}
        return digest(
            "finding",
            self.rule,
            at.document,
            at.language,
            normal(str(at.texts.get("source", ""))),
            normal(str(at.texts.get("target", ""))),
            concept,
            template,
            json.dumps(found, sort_keys=True, ensure_ascii=False, default=str),
        )


def check(
    rule: str,
    *,
    category: str,
    severity: Severity,
    over: type[S],
    observe: Observe | None = None,
    every: bool = False,
) -> Callable[[Look[S]], Check[S]]:
    """Make a rule of a generator; its docstring becomes the rule's manual page.

    `over` says what the generator is given: a Unit (source and target), a Passage (one block, with
    or without its source), a Document, a Pair of documents, or the Corpus of observations that
    `observe` made of all units. `every`: see `Check`.

    Raises:
        UsageError: the category is none of MQM's, or there is no docstring.

    """

    def decorate(look: Look[S]) -> Check[S]:
        if category not in CATEGORIES:
            raise UsageError(
                f"rule “{rule}”: there is no category “{category}”",
                remedy=f"use one of: {', '.join(CATEGORIES)}",
            )
        written = inspect.getdoc(look)
        if not written:
            raise UsageError(f"rule “{rule}” has no docstring", remedy="write its manual page")
        return Check(rule, category, severity, over, look, written, observe, every)

    return decorate


@functools.cache
def checks() -> Mapping[str, Check[Any]]:
    """Give every rule that is installed, by id, sorted.

    Raises:
        UsageError: an entry point gives something else than a rule of its own name.

    """
    found: dict[str, Check[Any]] = {}
    for name in registered(GROUP):
        rule = load(GROUP, name)
        if not isinstance(rule, Check) or rule.rule != name:
            raise UsageError(
                f"what is registered for the rule “{name}” is no rule of that name",
                place=GROUP,
                remedy="register a generator decorated with hexapla.checks.check",
            )
        found[name] = rule
    return found


class _Known(dict[str, Any]):
    """Names that a template asks for and nobody gave stay as they are."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def fill(template: str, evidence: Mapping[str, Any]) -> str:
    """Fill the ``{names}`` of a template; a list is joined with commas."""
    shown = {
        name: ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        for name, value in evidence.items()
    }
    return template.format_map(_Known(shown))


class _Place(NamedTuple):
    document: str
    language: Language
    location: Location
    texts: Mapping[str, Any]


def _place(subject: Subject, span: Span | None, block: Block | None) -> _Place:
    if isinstance(subject, Unit):
        return _in_unit(subject, span)
    if isinstance(subject, Passage):
        texts = {"target": subject.block.text}
        if subject.unit is not None and subject.unit.source:
            texts["source"] = subject.unit.source_text
        location = _location(subject.block, span)
        return _Place(subject.document, subject.language, location, texts)
    if isinstance(subject, Document):
        return _in_document(subject.name, subject.language, span, block)
    if isinstance(subject, Pair):
        return _in_document(subject.document, subject.target.language, span, block)
    raise UsageError("a finding about the corpus is made of an observation: use `concluded`")


def _in_document(name: str, language: Language, span: Span | None, block: Block | None) -> _Place:
    if block is None:
        return _Place(name, language, Location(), {})
    return _Place(name, language, _location(block, span), {"target": block.text})


def _in_unit(unit: Unit, span: Span | None) -> _Place:
    texts: dict[str, Any] = {}
    if unit.source:
        texts["source"] = unit.source_text
    if not unit.target:
        location = _location(unit.source[0], None) if unit.source else Location()
        return _Place(unit.document, unit.target_language, location, texts)
    found, within = unit.target[0], span
    if span is not None:
        offset = 0
        for block in unit.target:
            if span.start <= offset + len(block.text):
                start = span.start - offset
                end = min(span.end - offset, len(block.text))
                found, within = block, Span(start=start, end=max(start, end))
                break
            offset += len(block.text) + 1
    texts["target"] = found.text
    return _Place(unit.document, unit.target_language, _location(found, within), texts)


def _location(block: Block, span: Span | None) -> Location:
    if span is None:
        return Location(block=block.id, path=block.path)
    return Location(block=block.id, path=block.path, start=span.start, end=span.end)

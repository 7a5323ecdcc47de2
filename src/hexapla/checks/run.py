"""Runs the rules over units, documents and pairs, and puts what they find in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from hexapla.checks.company import Company
from hexapla.checks.context import Context, observations_of
from hexapla.checks.rule import (
    Check,
    Corpus,
    Observation,
    Pair,
    Passage,
    Subject,
    checks,
)
from hexapla.model import Document, Finding, Language, State, Unit, digest


def check_units(
    units: Iterable[Unit], context: Context, *, company: Company | None = None
) -> tuple[Finding, ...]:
    """Look at units alone, as a bilingual file gives them, and conclude over all of them.

    `company`: the whole text, where `units` are only some of it.
    """
    found: list[Finding] = []
    seen: list[Observation] = []
    listed = tuple(units)
    context.company = Company(listed) if company is None else company
    for unit in listed:
        found.extend(_of_unit(unit, context))
        for block in unit.target:
            passage = Passage(
                block=block, language=unit.target_language, document=unit.document, unit=unit
            )
            found.extend(_looked(passage, unit.target_language, context))
        seen.extend(_observed(unit, context))
    return ordered([*found, *conclude(seen, context)])


def check_document(document: Document, context: Context) -> tuple[Finding, ...]:
    """Look at a document by itself: a source, or a text that no source is known of."""
    return ordered([*document.troubles, *_alone(document, (), context)], _places((document,)))


def check_pair(
    source: Document, target: Document, units: Sequence[Unit], context: Context
) -> tuple[Finding, ...]:
    """Look at a translation beside its source: each unit, the text by itself, the two as wholes."""
    context.company = Company(units)
    found = [finding for unit in units for finding in _of_unit(unit, context)]
    found.extend(target.troubles)
    found.extend(_alone(target, units, context))
    pair = Pair(document=target.name, source=source, target=target, units=tuple(units))
    found.extend(_looked(pair, target.language, context))
    return ordered(found, _places((target, source)))


def observe(units: Iterable[Unit], context: Context) -> tuple[Observation, ...]:
    """Give what the rules over the whole corpus see in these units."""
    return tuple(seen for unit in units for seen in _observed(unit, context))


def conclude(observations: Iterable[Observation], context: Context) -> tuple[Finding, ...]:
    """Let the rules over the whole corpus conclude from all that was observed."""
    found: list[Finding] = []
    for (rule, language), seen in sorted(observations_of(observations).items()):
        one = checks().get(rule)
        if one is not None and one.over is Corpus:
            corpus = Corpus(language=language, observations=tuple(seen))
            found.extend(_weighed(one, finding, context) for finding in one.look(corpus, context))
    return ordered(found)


def ordered(
    findings: Iterable[Finding], places: dict[tuple[Language, str], int] | None = None
) -> tuple[Finding, ...]:
    """Put findings in order: document, language, reading order, place, rule; one of a kind each.

    Of several findings with the same fingerprint (the same block twice in a document) the later
    ones are numbered, so that each can be waived.
    """
    known = places or {}
    position: dict[tuple[str, Language, str], int] = {}
    listed = list(findings)
    for finding in listed:
        key = (finding.document, finding.language, finding.location.block)
        place = known.get((finding.language, finding.location.block))
        position.setdefault(key, len(position) if place is None else place)
    listed.sort(
        key=lambda one: (
            one.document,
            one.language,
            position[one.document, one.language, one.location.block],
            one.location.start,
            one.location.end,
            one.rule,
            one.message,
        )
    )
    return tuple(_numbered(listed))


def _numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    last: Finding | None = None
    for finding in findings:
        if finding == last:
            continue
        last = finding
        count = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        if count > 1:
            yield replace(finding, fingerprint=digest(finding.fingerprint, str(count)))
        else:
            yield finding


def _places(documents: Iterable[Document]) -> dict[tuple[Language, str], int]:
    """Give the reading order of blocks; a missing block stands where its source block stands."""
    first, *others = documents
    places = {(first.language, block.id): at for at, block in enumerate(first.blocks)}
    for other in others:
        for at, block in enumerate(other.blocks):
            places.setdefault((first.language, block.id), at)
    return places


def _alone(document: Document, units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    of_block = {block.id: unit for unit in units for block in unit.target}
    language = document.language
    for block in document.blocks:
        passage = Passage(
            block=block,
            language=language,
            document=document.name,
            unit=of_block.get(block.id),
        )
        yield from _looked(passage, language, context)
    yield from _looked(document, language, context)


def _of_unit(unit: Unit, context: Context) -> Iterator[Finding]:
    whole = bool(unit.source and unit.target) and unit.state is not State.STALE
    for rule in context.active(Unit, unit.target_language):
        if whole or rule.every:
            for finding in rule.look(unit, context):
                yield _weighed(rule, finding, context)


def _looked(subject: Subject, language: Language, context: Context) -> Iterator[Finding]:
    for rule in context.active(type(subject), language):
        for finding in rule.look(subject, context):
            yield _weighed(rule, finding, context)


def _weighed(rule: Check[Any], finding: Finding, context: Context) -> Finding:
    severity = context.severity(rule, finding.severity)
    return finding if severity is finding.severity else replace(finding, severity=severity)


def _observed(unit: Unit, context: Context) -> Iterator[Observation]:
    for rule in context.active(Corpus, unit.target_language):
        if rule.observe is not None:
            yield from rule.observe(unit, context)

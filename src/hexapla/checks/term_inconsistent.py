"""The rule `term-inconsistent`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hexapla.checks.compared import named
from hexapla.checks.context import Context
from hexapla.checks.rule import Corpus, Observation, check
from hexapla.model import Finding, Severity, TermStatus, Unit


def _seen(unit: Unit, context: Context) -> Iterator[Observation]:
    if not unit.source or not unit.target:
        return
    asked = named(unit.source_text, unit.source_language, context)
    if not asked:
        return
    said = named(unit.target_text, unit.target_language, context)
    for concept_id in sorted(set(asked) & set(said)):
        used = {one.term.text for one in said[concept_id] if one.term.status.approved}
        preferred = [
            term
            for term in said[concept_id][0].concept.of(unit.target_language)
            if term.status is TermStatus.PREFERRED
        ]
        if len(preferred) > 1 and len(used) == 1:
            first = said[concept_id][0]
            yield term_inconsistent.observation(unit, context, concept_id, used.pop(), first.span)


@check(
    "term-inconsistent",
    category="Terminology",
    severity=Severity.MINOR,
    over=Corpus,
    observe=_seen,
)
def term_inconsistent(corpus: Corpus, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a concept that the documents render by several terms of the glossary.

    Where the glossary gives a concept several equal terms, the documents should keep to one. The
    rarer rendering is reported.

    Wrong:
        en: liaison officer … liaison officer
        sv: sambandsman … sambandsofficer

    Right:
        en: liaison officer … liaison officer
        sv: sambandsman … sambandsman
    """
    by_concept: dict[str, list[Observation]] = {}
    for one in corpus.observations:
        by_concept.setdefault(one.key, []).append(one)
    for concept, seen in sorted(by_concept.items()):
        counted = Counter(one.value for one in seen)
        if len(counted) == 1:
            continue
        usual = min(counted, key=lambda value: (-counted[value], value))
        for one in seen:
            if one.value != usual:
                yield term_inconsistent.concluded(
                    one,
                    "“{found}” here, “{expected}” in most places",
                    suggestion=usual,
                    concept=concept,
                    found=one.value,
                    expected=usual,
                )

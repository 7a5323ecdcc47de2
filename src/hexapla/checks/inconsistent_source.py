"""The rule `inconsistent-source`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hexapla.checks.compared import beside
from hexapla.checks.context import Context
from hexapla.checks.rule import Corpus, Observation, check
from hexapla.model import Finding, Severity, State, Unit

_LEAST_WORDS = 4
_LONGEST = 400
_WORD = re.compile(r"\w+")


def _seen(unit: Unit, context: Context) -> Iterator[Observation]:
    if not unit.source or not unit.target or unit.state is State.STALE:
        return
    if len(unit.target_text) > 2 * _LONGEST:
        return
    source, target = beside(unit, context).plain
    if source and len(target) <= _LONGEST and target.count(" ") >= _LEAST_WORDS - 1:
        yield inconsistent_source.observation(unit, context, target, source)


@check(
    "inconsistent-source",
    category="Style",
    severity=Severity.MINOR,
    over=Corpus,
    observe=_seen,
)
def inconsistent_source(corpus: Corpus, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find one translation that stands for several different source sentences.

    It is often a sentence copied from elsewhere and not adapted. Sources that differ in case,
    punctuation or a single word only are left alone.

    Wrong:
        en: The seminar took place in Riga. … The conference took place in Tallinn.
        et: Seminar toimus Riias. … Seminar toimus Riias.

    Right:
        en: The seminar took place in Riga. … The conference took place in Tallinn.
        et: Seminar toimus Riias. … Konverents toimus Tallinnas.
    """
    by_target: dict[str, list[Observation]] = {}
    for one in corpus.observations:
        by_target.setdefault(one.key, []).append(one)
    for seen in by_target.values():
        words = {one.value: frozenset(_WORD.findall(one.value.casefold())) for one in seen}
        if len(set(words.values())) == 1:
            continue
        counted = Counter(one.value for one in seen)
        order = list(counted)
        usual = min(counted, key=lambda value: (-counted[value], order.index(value)))
        for one in seen:
            differing = words[one.value] ^ words[usual]
            if len(differing) > 2:  # noqa: PLR2004  one word for another is two
                yield inconsistent_source.concluded(
                    one,
                    "the same translation stands for another source: “{other}”",
                    other=usual,
                )

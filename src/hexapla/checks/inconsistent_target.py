"""The rule `inconsistent-target`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hexapla.checks.compared import beside
from hexapla.checks.context import Context
from hexapla.checks.rule import Corpus, Observation, check
from hexapla.model import Finding, Severity, State, Unit

_LEAST_WORDS = 3
_LONGEST = 400
_PLAIN = re.compile(r"[\W_]+")


def _seen(unit: Unit, context: Context) -> Iterator[Observation]:
    if not unit.source or not unit.target or unit.state is State.STALE:
        return
    if len(unit.source_text) > 2 * _LONGEST:
        return
    source, target = beside(unit, context).plain
    if target and len(source) <= _LONGEST and source.count(" ") >= _LEAST_WORDS - 1:
        yield inconsistent_target.observation(unit, context, source, target)


@check(
    "inconsistent-target",
    category="Style",
    severity=Severity.MINOR,
    over=Corpus,
    observe=_seen,
)
def inconsistent_target(corpus: Corpus, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find one source sentence that is translated in several ways.

    Short labels are left alone, as are translations that differ in case and punctuation only. The
    rarer translation is reported, of two equally common ones the later.

    Wrong:
        en: Status of the measure … Status of the measure
        lv: Pasākuma statuss … Pasākuma stāvoklis

    Right:
        en: Status of the measure … Status of the measure
        lv: Pasākuma statuss … Pasākuma statuss
    """
    by_source: dict[str, list[Observation]] = {}
    for one in corpus.observations:
        by_source.setdefault(one.key, []).append(one)
    for seen in by_source.values():
        if len(seen) == 1:
            continue
        counted = Counter(_PLAIN.sub(" ", one.value).casefold().strip() for one in seen)
        if len(counted) == 1:
            continue
        first = {_PLAIN.sub(" ", one.value).casefold().strip(): one for one in reversed(seen)}
        order = list(counted)
        usual = min(counted, key=lambda value: (-counted[value], order.index(value)))
        for one in seen:
            if _PLAIN.sub(" ", one.value).casefold().strip() != usual:
                yield inconsistent_target.concluded(
                    one,
                    "the same source is translated elsewhere as “{expected}”",
                    suggestion=first[usual].value,
                    expected=first[usual].value,
                    elsewhere=first[usual].document,
                )

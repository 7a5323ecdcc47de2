"""The rule `acronym`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from hexapla.checks.context import Context
from hexapla.checks.prose import CAPITALS
from hexapla.checks.rule import check
from hexapla.model import Finding, Language, Severity, Span, Unit

# What stands before is asked after the first letter: a search for a class alone is a quick one.
_ACRONYM = re.compile(
    rf"([{CAPITALS}](?<![\w/.-].)[{CAPITALS}]{{1,7}})(?:(?:-|:)[^\W\d_]{{1,8}})?(?![\w/])"
)
_CAPITALS = re.compile(rf"[{CAPITALS}]{{2}}")
# Acronyms that each language has its own for (Interinstitutional Style Guide, annex A4).
_OWN = {
    "European Union": {"en": "EU", "lv": "ES", "lt": "ES", "et": "EL", "fi": "EU", "sv": "EU",
                       "de": "EU", "ro": "UE", "uk": "ЄС"},
    "United Nations": {"en": "UN", "lv": "ANO", "lt": "JT", "et": "ÜRO", "fi": "YK", "sv": "FN",
                       "de": "UN", "ro": "ONU", "uk": "ООН"},
    "European Economic Area": {"en": "EEA", "lv": "EEZ", "lt": "EEE", "et": "EMP", "fi": "ETA",
                               "sv": "EES", "de": "EWR", "ro": "SEE", "uk": "ЄЕП"},
}  # fmt: skip
_LONG = 4


@check("acronym", category="Accuracy", severity=Severity.MINOR, over=Unit)
def acronym(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find an acronym that was left as the source has it, or whose letters changed places.

    Some acronyms have a form in each language: EU is ES in Latvian and Lithuanian and EL in
    Estonian; UN is ANO, JT, ÜRO, YK and FN.

    Wrong:
        en: The EU finances the project.
        et: EU rahastab projekti.

    Right:
        en: The EU finances the project.
        et: EL rahastab projekti.
    """
    source, target = unit.source_text, unit.target_text
    if _CAPITALS.search(source) is None or _CAPITALS.search(target) is None:
        return
    ours = [(hit[1], hit.start(1), hit.end(1)) for hit in _ACRONYM.finditer(source)]
    if not ours or source.isupper() or target.isupper():
        return
    theirs = [(hit[1], hit.start(1), hit.end(1)) for hit in _ACRONYM.finditer(target)]
    if not theirs:
        return
    said, asked = {word for word, _, _ in theirs}, {word for word, _, _ in ours}
    for left, right in _own(unit.source_language, unit.target_language):
        if left not in said or left not in asked:
            continue
        at = next(one for one in ours if one[0] == left)
        found = next(one for one in theirs if one[0] == left)
        if not _in_a_name(target, found[2], source):
            yield acronym.finding(
                unit,
                "“{found}” is “{expected}” in this language",
                span=Span(start=found[1], end=found[2]),
                source_span=Span(start=at[1], end=at[2]),
                suggestion=right,
                found=left,
                expected=right,
            )
    if any(len(word) >= _LONG for word in asked - said):
        yield from _jumbled(unit, ours, theirs)


@functools.cache
def _own(source: Language, target: Language) -> tuple[tuple[str, str], ...]:
    """Give the acronyms that the two languages write in two ways."""
    from_, to = source.split("-")[0], target.split("-")[0]
    pairs = ((forms.get(from_), forms.get(to)) for forms in _OWN.values())
    return tuple((left, right) for left, right in pairs if left and right and left != right)


def _in_a_name(target: str, end: int, source: str) -> bool:
    """Say whether the acronym begins a name that the source has too: EU Login."""
    after = re.match(r"[ \xa0-]([^\W\d_]\w{2,})", target[end:])
    if after is None or not after[1][0].isupper():
        return False
    return any(after[1].startswith(word) for word in re.findall(r"[^\W\d_]\w{2,}", source))


def _jumbled(
    unit: Unit, ours: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]
) -> Iterator[Finding]:
    """Find a long acronym with one letter changed or two changed over."""
    said, asked = {word for word, _, _ in theirs}, {word for word, _, _ in ours}
    for word, start, end in ours:
        if len(word) < _LONG or word in said:
            continue
        for other, begin, stop in theirs:
            turned = sorted(word) == sorted(other)
            if other not in asked and turned and DamerauLevenshtein.distance(word, other) == 1:
                yield acronym.finding(
                    unit,
                    "the source says {expected}, the translation {found}",
                    span=Span(start=begin, end=stop),
                    source_span=Span(start=start, end=end),
                    suggestion=word,
                    expected=word,
                    found=other,
                )
                break

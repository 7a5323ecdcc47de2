"""The rule `legal-ref`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, Unit

# The endings of the numbers of legal acts: Interinstitutional Style Guide, 2.1 and annex A3.
_ENDINGS = {
    "JHA": {"en": "JHA", "lv": "TI", "lt": "TVR", "et": "JSK", "fi": "YOS", "sv": "RIF",
            "de": "JI", "ro": "JAI", "pl": "WSiSW"},
    "EC": {"en": "EC", "lv": "EK", "lt": "EB", "et": "EÜ", "fi": "EY", "sv": "EG", "de": "EG",
           "ro": "CE", "pl": "WE"},
    "EU": {"en": "EU", "lv": "ES", "lt": "ES", "et": "EL", "fi": "EU", "sv": "EU", "de": "EU",
           "ro": "UE", "pl": "UE"},
    "EEC": {"en": "EEC", "lv": "EEK", "lt": "EEB", "et": "EMÜ", "fi": "ETY", "sv": "EEG",
            "de": "EWG", "ro": "CEE", "pl": "EWG"},
    "CFSP": {"en": "CFSP", "lv": "KĀDP", "lt": "BUSP", "et": "ÜVJP", "fi": "YUTP", "sv": "Gusp",
             "de": "GASP", "ro": "PESC", "pl": "WPZiB"},
}  # fmt: skip
_BY_LANGUAGE = {
    language: {name: ending for ending, names in _ENDINGS.items() for tag, name in names.items()
               if tag == language}
    for language in _ENDINGS["JHA"]
}  # fmt: skip
_ALL = {name.upper() for names in _ENDINGS.values() for name in names.values()}
# What stands before is asked after the first digit: a search for a class alone is a quick one.
_REFERENCE = re.compile(r"(\d(?<![\w/].)\d{1,3})/(\d{1,4})/([^\W\d_]{2,6})(?![\w/])")
_PREFIXED = re.compile(
    r"\(([^\W\d_]{2,6})(?:,\s*Euratom\w*)?\)\s*(?:[^\W\d_]{1,3}\.?:?o?\s)?(\d+/\d+)"
)


@check("legal-ref", category="Accuracy", severity=Severity.MINOR, over=Unit)
def legal_ref(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a reference to an act of the Union that lost its number's order or its letters.

    The letters are the language's: Decision 2007/125/JHA is 2007/125/TI in Latvian, 2007/125/TVR in
    Lithuanian, 2007/125/JSK in Estonian, 2007/125/YOS in Finnish and 2007/125/RIF in Swedish.

    Wrong:
        en: Council Decision 2007/125/JHA
        lv: Padomes Lēmums 2007/125/JHA

    Right:
        en: Council Decision 2007/125/JHA
        lv: Padomes Lēmums 2007/125/TI
    """
    ours = unit.source_language.split("-")[0]
    theirs = unit.target_language.split("-")[0]
    known, wanted = _BY_LANGUAGE.get(ours), _BY_LANGUAGE.get(theirs)
    source, target = unit.source_text, unit.target_text
    if "/" not in source or known is None or wanted is None:
        return
    yield from _suffixed(unit, source, target, known, theirs)
    yield from _in_brackets(unit, source, target, known, theirs)


def _suffixed(
    unit: Unit, source: str, target: str, known: dict[str, str], language: str
) -> Iterator[Finding]:
    references = list(_REFERENCE.finditer(source))
    if not references:
        return
    said = {(hit[1], hit[2]): hit for hit in _REFERENCE.finditer(target)}
    for hit in references:
        ending = known.get(hit[3])
        if ending is None:
            continue
        right = f"{hit[1]}/{hit[2]}/{_ENDINGS[ending][language]}"
        found = said.get((hit[1], hit[2])) or said.get((hit[2], hit[1]))
        if found is None or found[0] == right:
            continue
        if found[3].upper() not in _ALL and found[3].upper() != hit[3].upper():
            continue  # an ending of the language's grammar, say
        yield legal_ref.finding(
            unit,
            "{source_reference} of the source is {expected} in this language, not {found}",
            span=Span(start=found.start(), end=found.end()),
            source_span=Span(start=hit.start(), end=hit.end()),
            suggestion=right,
            source_reference=hit[0],
            expected=right,
            found=found[0],
        )


def _in_brackets(
    unit: Unit, source: str, target: str, known: dict[str, str], language: str
) -> Iterator[Finding]:
    references = list(_PREFIXED.finditer(source))
    if not references:
        return
    said = {hit[2]: hit for hit in _PREFIXED.finditer(target)}
    for hit in references:
        ending = known.get(hit[1])
        found = said.get(hit[2])
        if ending is None or found is None or found[1].upper() not in _ALL:
            continue
        right = _ENDINGS[ending][language]
        if found[1] != right:
            yield legal_ref.finding(
                unit,
                "{source_reference} of the source is {expected} in this language, not {found}",
                span=Span(start=found.start(1), end=found.end(1)),
                source_span=Span(start=hit.start(1), end=hit.end(1)),
                suggestion=right,
                source_reference=hit[1],
                expected=right,
                found=found[1],
            )

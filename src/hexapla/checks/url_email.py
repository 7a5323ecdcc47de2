"""The rule `url-email`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import Finding, Severity, Span, Unit

_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”„«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_AFTER = ".,;:!?)]}’'\"*_"


@check("url-email", category="Accuracy", severity=Severity.MINOR, over=Unit)
def url_email(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001  the face of a rule
    """Find a web or mail address that is not the source's, or is missing.

    An address may name the language: …/en/… in the source and …/lv/… in the translation.

    Wrong:
        en: Write to office@policija.lt or see https://www.policija.lt/en/project.
        lt: Rašykite office@policia.lt arba žr. https://www.policija.lt/lt/project.

    Right:
        en: Write to office@policija.lt or see https://www.policija.lt/en/project.
        lt: Rašykite office@policija.lt arba žr. https://www.policija.lt/lt/project.
    """
    source, target = unit.source_text, unit.target_text
    if "@" not in source and "www." not in source and "://" not in source:
        return
    theirs = list(_addresses(target))
    said = Counter(_plain(address, unit) for address, _ in theirs)
    there = frozenset(said)
    asked = {_plain(address, unit) for address, _ in _addresses(source)}
    free = [one for one in theirs if _plain(one[0], unit) not in asked]
    for address, span in _addresses(source):
        plain, mail = _plain(address, unit), "@" in address
        if said[plain]:
            said[plain] -= 1
            continue
        match = next((one for one in free if ("@" in one[0]) == mail), None)
        if match is not None:
            free.remove(match)
            yield url_email.finding(
                unit,
                "the source says {expected}, the translation {found}",
                span=match[1],
                source_span=span,
                suggestion=address,
                expected=address,
                found=match[0],
            )
        elif plain not in there:  # what stands once instead of twice is there
            yield url_email.finding(
                unit,
                "{expected} of the source is missing in the translation",
                source_span=span,
                suggestion=address,
                expected=address,
            )


def _addresses(text: str) -> Iterator[tuple[str, Span]]:
    for hit in _ADDRESS.finditer(text):
        address = hit[0].rstrip(_AFTER)
        yield address, Span(start=hit.start(), end=hit.start() + len(address))


def _plain(address: str, unit: Unit) -> str:
    """Give an address without what names one of the languages, the scheme and a last slash."""
    base = "|".join(tag.split("-")[0] for tag in (unit.source_language, unit.target_language))
    made = re.sub(r"^https?://", "", address.casefold()).rstrip("/")
    return re.sub(rf"(?<=[/_.=:-])(?:{base})(?=$|[/_.&?#-])", "*", made)

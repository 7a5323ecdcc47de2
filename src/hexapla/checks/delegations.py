"""The rule `delegations`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.places import countries, country_names
from hexapla.checks.rule import check
from hexapla.model import Block, Document, Finding, Severity

_ALONE = 3
_CODES = {"UK": "GB", "EL": "GR"}


@check("delegations", category="Accuracy", severity=Severity.MINOR, over=Document)
def delegations(document: Document, context: Context) -> Iterator[Finding]:
    """Find a delegation that a document leaves out.

    Option `countries = ["EE", "FI", "LT", "LV", "SE"]` says whose parts the document must hold;
    without it, all partners' countries. A country counts in any of its forms, a partner also by
    its name. A family asks for the rule in its `checks`.

    Wrong:
        fi: Viron, Latvian, Liettuan ja Ruotsin valtuuskunnat esittelivät uudistuksiaan.

    Right:
        fi: Viron, Latvian, Liettuan, Suomen ja Ruotsin valtuuskunnat esittelivät uudistuksiaan.
    """
    wanted = context.options("delegations").get("countries")
    partners = context.config.partners
    codes = wanted if isinstance(wanted, list) else [one.country for one in partners if one.country]
    known = country_names(document.language)
    named: dict[str, list[Block]] = {}
    for block in document.blocks:
        for code in {one[0] for one in countries(block.text, document.language, context)}:
            named.setdefault(code, []).append(block)
    text = "\n".join(block.text for block in document.blocks)
    for said in codes:
        code = _CODES.get(str(said), str(said))
        name = known.get(f"{code}/0")
        if name is None or code in named:
            continue
        names = [one.names.get(document.language) for one in partners if one.country == code]
        if any(one and one in text for one in names):
            continue
        yield delegations.finding(
            document,
            "nothing is said of the delegation of {country}",
            block=_nearest(named, {str(one) for one in codes}),
            country=name,
            code=code,
        )


def _nearest(named: dict[str, list[Block]], codes: set[str]) -> Block | None:
    """Give the block where the delegation would be looked for.

    Where each has a heading or cell of its own, the second one of a country that has two; else the
    block that names most of the others.
    """
    counted: dict[str, int] = {}
    blocks: dict[str, Block] = {}
    for code, places in sorted(named.items()):
        own = [block for block in places if len(block.text.split()) <= _ALONE]
        if code in codes and len(own) > 1:
            return own[1]
        for block in places if code in codes else ():
            counted[block.id] = counted.get(block.id, 0) + 1
            blocks[block.id] = block
    return blocks[max(sorted(counted), key=lambda one: counted[one])] if counted else None

"""The rule `delegations`."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.places import countries, country_names
from hexapla.checks.rule import check
from hexapla.model import Document, Finding, Severity

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
    named: set[str] = set()
    for block in document.blocks:
        named.update(code for code, _, _ in countries(block.text, document.language, context))
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
            document, "nothing is said of the delegation of {country}", country=name, code=code
        )

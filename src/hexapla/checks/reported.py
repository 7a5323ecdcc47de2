"""Which evaluations report on a document that has changed since: findings of the rule `stale`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hexapla.checks.context import Context
from hexapla.checks.rule import Check
from hexapla.checks.stale import stale
from hexapla.model import Document, Finding, Revision, Unit
from hexapla.revisions import Ledger
from hexapla.workspace import DocumentConfig


def outrun(
    document: Document, config: DocumentConfig, ledger: Ledger, context: Context
) -> Iterator[Finding]:
    """Give a finding for each document that `document` reports on and that changed afterwards.

    document.toml names the revision reported on: ``[reports_on] plan-2015 = 2``. A later revision
    that says the same, block by block, changes nothing.
    """
    rule: Check[Any] = stale
    if rule not in context.active(Unit, document.language):
        return
    for plan, number in sorted(config.reports_on.items()):
        revisions = _of_source(ledger, plan)
        seen = next((one for one in revisions if one.number == number), None)
        later = [one for one in revisions if one.number > number]
        if seen is None or not later:
            continue
        known = _said(ledger, seen)
        since = next((one for one in later if _said(ledger, one) != known), None)
        if since is None or _said(ledger, later[-1]) == known:
            continue
        yield rule.finding(
            document,
            "this reports on revision {reported} of “{plan}”, which changed in revision {since}",
            plan=plan,
            reported=number,
            since=since.number,
        )


def _of_source(ledger: Ledger, name: str) -> list[Revision]:
    if name not in ledger.marks():
        return []
    source = ledger.source_language(name)
    return sorted(
        (one for one in ledger.revisions(name) if one.language == source),
        key=lambda one: one.number,
    )


def _said(ledger: Ledger, revision: Revision) -> tuple[str, ...]:
    return tuple(block.hash for block in ledger.document(revision).blocks)

"""Findings that somebody settled: waived with a reason, or in the baseline of old findings."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hexapla.errors import ConfigurationError
from hexapla.model import Finding
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace

_WAIVED, _UNDONE = "finding-waived", "decision-undone"


def unsettled(
    findings: Iterable[Finding], workspace: Workspace, ledger: Ledger | None = None
) -> tuple[Finding, ...]:
    """Give the findings that count: neither waived in the ledger nor in the baseline.

    A waiver and a baseline name fingerprints: they hold wherever a block moves, and end when its
    source, its translation or what was found in it changes.

    Raises:
        ConfigurationError: `[checks] baseline` names a file that is no report.

    """
    known = settled(workspace, ledger)
    return tuple(one for one in findings if one.fingerprint not in known)


def settled(workspace: Workspace, ledger: Ledger | None = None) -> frozenset[str]:
    """Give the fingerprints of what does not count: in the baseline, or waived in the ledger.

    Raises:
        ConfigurationError: as `unsettled`.

    """
    return baseline(workspace) | (waived(ledger) if ledger is not None else frozenset())


def baseline(workspace: Workspace) -> frozenset[str]:
    """Give the fingerprints of the baseline: a report, `hexapla check --format json -o FILE`.

    Raises:
        ConfigurationError: the file is not there or is no such report.

    """
    said = workspace.config.checks.baseline
    if not said:
        return frozenset()
    path = workspace.root / said
    try:
        report = json.loads(path.read_bytes())
        return frozenset(str(one["fingerprint"]) for one in report["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            "“checks.baseline” is no report of findings",
            place=str(path),
            cause=type(error).__name__,
            remedy="write one with `hexapla check --format json -o FILE`, or remove the key",
        ) from error


def waived(ledger: Ledger) -> frozenset[str]:
    """Give the fingerprints that somebody waived and nobody took back."""
    undone = {one.body["undoes"] for one in ledger.log(what=_UNDONE)}
    return frozenset(
        str(finding["fingerprint"])
        for one in ledger.log(what=_WAIVED)
        if one.seq not in undone
        for finding in one.body["findings"]
    )

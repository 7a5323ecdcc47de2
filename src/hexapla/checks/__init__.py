"""The rules, one module each, and the context that they look at a unit in.

A rule is a generator decorated with `check` and registered as an entry point of `hexapla.checks`;
the built-in ones take the same road. Its docstring is its manual page.
"""

from hexapla.checks.company import Company
from hexapla.checks.context import Context, Facts
from hexapla.checks.kept import KeptFindings, Looked
from hexapla.checks.rule import (
    Check,
    Corpus,
    Observation,
    Pair,
    Passage,
    check,
    checks,
    fill,
)
from hexapla.checks.run import (
    check_document,
    check_pair,
    check_units,
    conclude,
    observe,
    ordered,
)
from hexapla.checks.settled import settled, unsettled
from hexapla.checks.worded import language_name, worded
from hexapla.checks.workspace import (
    Checked,
    basis,
    check_workspace,
    conclude_looked,
    context_of,
    keys,
    look,
)

__all__ = [
    "Check",
    "Checked",
    "Company",
    "Context",
    "Corpus",
    "Facts",
    "KeptFindings",
    "Looked",
    "Observation",
    "Pair",
    "Passage",
    "basis",
    "check",
    "check_document",
    "check_pair",
    "check_units",
    "check_workspace",
    "checks",
    "conclude",
    "conclude_looked",
    "context_of",
    "fill",
    "keys",
    "language_name",
    "look",
    "observe",
    "ordered",
    "settled",
    "unsettled",
    "worded",
]

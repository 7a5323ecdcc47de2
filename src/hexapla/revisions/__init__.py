"""The ledger: revisions, lineage, which translation follows which source, and the log of it all."""

from hexapla.revisions.changes import Terms, change_types, word_diff
from hexapla.revisions.events import Event
from hexapla.revisions.ledger import Ledger, Recorded
from hexapla.revisions.lineage import Fate, Lineage, Link, lineage
from hexapla.revisions.preparing import Job, Prepared, Task, prepare
from hexapla.revisions.recording import Plan, plan, record
from hexapla.revisions.status import DocumentStatus, LanguageStatus, StaleBlock, Status

__all__ = [
    "DocumentStatus",
    "Event",
    "Fate",
    "Job",
    "LanguageStatus",
    "Ledger",
    "Lineage",
    "Link",
    "Plan",
    "Prepared",
    "Recorded",
    "StaleBlock",
    "Status",
    "Task",
    "Terms",
    "change_types",
    "lineage",
    "plan",
    "prepare",
    "record",
    "word_diff",
]

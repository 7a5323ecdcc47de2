"""The ledger: revisions, lineage, which translation follows which source, and the log of it all."""

from hexapla.revisions.amending import Group
from hexapla.revisions.changes import Terms, change_types, word_diff
from hexapla.revisions.differences import Difference, differences
from hexapla.revisions.events import Event
from hexapla.revisions.history import Moment, history
from hexapla.revisions.ledger import Ledger
from hexapla.revisions.lineage import Fate, Lineage, Link, lineage
from hexapla.revisions.ocfl import export_ocfl, import_ocfl
from hexapla.revisions.preparing import prepare
from hexapla.revisions.recording import Plan, plan, record
from hexapla.revisions.status import DocumentStatus, LanguageStatus, StaleBlock, Status
from hexapla.revisions.tasks import Job, Prepared, Task
from hexapla.revisions.upkeep import Collected, Health, back_up, collect_garbage, examine
from hexapla.revisions.verification import Damage, verify_ledger
from hexapla.revisions.vocabulary import glossary_terms
from hexapla.revisions.writing import Recorded

__all__ = [
    "Collected",
    "Damage",
    "Difference",
    "DocumentStatus",
    "Event",
    "Fate",
    "Group",
    "Health",
    "Job",
    "LanguageStatus",
    "Ledger",
    "Lineage",
    "Link",
    "Moment",
    "Plan",
    "Prepared",
    "Recorded",
    "StaleBlock",
    "Status",
    "Task",
    "Terms",
    "back_up",
    "change_types",
    "collect_garbage",
    "differences",
    "examine",
    "export_ocfl",
    "glossary_terms",
    "history",
    "import_ocfl",
    "lineage",
    "plan",
    "prepare",
    "record",
    "verify_ledger",
    "word_diff",
]

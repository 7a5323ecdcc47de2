"""The order of the steps. It stands here and nowhere else, and knows no Prefect.

    pull → record (read, lineage, align) → check → assemble

`publish` runs it over a runner; `pending` says beforehand whether there is anything to do. Work
goes out in batches of documents; a worker gets the workspace's folder and the documents' names, opens
what it needs, and gives back what the ledger keeps.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from flows.runner import Runner, Say
from hexapla import __version__
from hexapla.checks import Context, KeptFindings, Looked, check_batch, conclude_all
from hexapla.errors import HexaplaError, UsageError
from hexapla.model import Finding, PackSpec, Revision, digest
from hexapla.packs import Assembled, assemble
from hexapla.reports import render
from hexapla.revisions import Ledger, Plan, Prepared, plan, prepare
from hexapla.sources import pull
from hexapla.terminology import load_glossary
from hexapla.workspace import Workspace, clock, write_atomically

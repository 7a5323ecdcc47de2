"""Packs keep to the schemas of ECMA-376, Transitional, in every layout."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hexapla.packs import assemble
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("HEXAPLA_OOXML_SCHEMAS", "") or ROOT.parent / "shared" / "ooxml")
PACKS = ("strategy", "action-plan-monitoring", "liaison-pilot", "reviewers-copy", "changes",
         "strategy-parallel")  # fmt: skip
DOCUMENTS = ("strategy", "action-plan-2015", "plan-evaluation", "mobile-liaison-officer-pilot",
             "expert-meeting-minutes", "project-page")  # fmt: skip

pytestmark = pytest.mark.skipif(
    not (FOLDER / "wml.xsd").is_file(),
    reason="no schemas of ISO/IEC 29500-4 here; HEXAPLA_OOXML_SCHEMAS names their folder",
)


def _bench():
    spec = importlib.util.spec_from_file_location("docx_schema", ROOT / "bench" / "docx_schema.py")
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def test_every_part_of_every_layout_is_valid(tmp_path):
    shutil.copy(ROOT / "hexapla.toml", tmp_path)
    shutil.copytree(ROOT / "glossary", tmp_path / "glossary")
    for name in DOCUMENTS:
        shutil.copytree(ROOT / "source_docs" / name, tmp_path / "source_docs" / name)
    bench = _bench()
    schemas = bench.Schemas(FOLDER)
    workspace = Workspace.open(tmp_path)
    found = []
    with Ledger.open(workspace, FixedClock(datetime(2020, 1, 1, tzinfo=UTC))) as ledger:
        record(workspace, ledger)
        for spec in workspace.config.pack_specs():
            if spec.name in PACKS:
                made = assemble(workspace, ledger, spec, (), output=tmp_path / "out")
                found += [
                    (path.name, *said)
                    for path in made.files
                    if path.suffix == ".docx"
                    for said in bench.deviations(path, schemas)
                ]
    assert found == []

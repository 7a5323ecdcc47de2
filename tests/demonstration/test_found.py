"""A check of the demonstration finds every planted fault, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from hexapla.checks import checks

ROOT = Path(__file__).parents[2]
HEXAPLA = Path(sys.executable).with_name("hexapla")
LISTED = tomllib.loads((ROOT / "tests" / "demonstration.toml").read_text(encoding="utf-8"))["fault"]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    copy = tmp_path_factory.mktemp("demonstration")
    shutil.copy(ROOT / "hexapla.toml", copy)
    for folder in ("source_docs", "glossary"):
        shutil.copytree(ROOT / folder, copy / folder)
    command = [str(HEXAPLA), "-C", str(copy)]
    subprocess.run([*command, "record"], check=True, capture_output=True)
    checked = subprocess.run(
        [*command, "check", "--format", "json", "--fail-on", "never"],
        check=True,
        capture_output=True,
    )
    return list(json.loads(checked.stdout)["findings"])


def names(fault: dict[str, Any], finding: dict[str, Any]) -> bool:
    def folded(text: object) -> str:
        return " ".join(str(text).split())

    evidence = finding["evidence"]
    texts = [folded(evidence.get(side, "")) for side in ("target", "source")]
    same = all(fault[key] == finding[key] for key in ("document", "language", "rule"))
    return same and any(folded(fault["place"]) in text for text in texts)


@pytest.mark.parametrize(
    "fault", LISTED, ids=lambda fault: f"{fault['document']}.{fault['language']}-{fault['rule']}"
)
def test_a_planted_fault_is_found(fault: dict[str, Any], findings: list[dict[str, Any]]):
    if fault["rule"] not in checks():
        pytest.skip(f"the rule {fault['rule']} is not installed")
    assert any(names(fault, finding) for finding in findings)


def test_nothing_else_is_found(findings: list[dict[str, Any]]):
    others = [
        (one["document"], one["language"], one["rule"], one["message"])
        for one in findings
        if not any(names(fault, one) for fault in LISTED)
    ]
    assert others == []

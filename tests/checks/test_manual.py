"""The manual pages say what the rules are; a rule's own example holds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hexapla.checks import checks
from hexapla.model import Severity

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import rules as manual  # noqa: E402  the tool lies beside the package

CRITICAL = {"eu-statement", "project-number", "signatories", "liaison-pairs"}
MAJOR = {
    "term-missing", "term-forbidden", "term-deprecated", "term-count", "number", "date", "scale",
    "unit", "currency", "negation", "untranslated", "missing-block", "stale", "language-mismatch",
}  # fmt: skip


def test_the_pages_are_what_the_code_says():
    there = {path.name: path.read_text(encoding="utf-8") for path in manual.FOLDER.glob("*.md")}
    assert there == manual.pages(), "run `python tools/rules.py`"


@pytest.mark.parametrize("rule", sorted(checks()))
def test_every_rule_shows_a_wrong_and_a_right_text(rule: str):
    _, wrong, right = manual.split(checks()[rule].help)
    assert wrong
    assert right
    assert [language for language, _ in wrong] == [language for language, _ in right]
    assert wrong != right


@pytest.mark.parametrize("rule", sorted(checks()))
def test_every_rule_weighs_what_the_design_says(rule: str):
    wanted = (
        Severity.CRITICAL
        if rule in CRITICAL
        else Severity.MAJOR
        if rule in MAJOR
        else Severity.MINOR
    )
    assert checks()[rule].severity is wanted


def test_every_rule_of_the_design_is_there():
    assert len(checks()) == 46

"""The reference pages say what the code does."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402


@pytest.mark.parametrize("name", ["configuration.md", "hexapla.schema.json", "commands.md"])
def test_a_reference_page_is_what_the_code_says(name):
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == reference.pages()[name], "run: python tools/reference.py"

"""Every word of a pack in every partner language, read from the catalogues as they lie."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import hexapla
from hexapla.catalogue import messages, translator
from hexapla.model import Finding, Language, Location, Severity
from hexapla.packs.annexes import finding_text

ROOT = Path(hexapla.__file__).parent
LANGUAGES = ("az", "de", "et", "fi", "hy", "ka", "lt", "lv", "ro", "sv", "uk")


def said_in_packs() -> set[str]:
    """Give every text that a pack's code asks to be said."""
    found: set[str] = set()
    for path in sorted((ROOT / "packs").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "say":
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


INDIRECT = {
    "Document", "Language", "Revision", "Follows", "Date", "State", "SHA-256", "Passage", "Role",
    "Name", "Signature", "Severity", "Finding", "Suggestion", "Critical", "Major", "Minor",
    "Neutral", "Current", "Stale", "Incomplete", "Extra", "Not confirmed", "Note", "Header",
    "Footer", "Text box", "Caption", "Text for an image", "Comment", "restricted",
    "{document}: not available in this language: {language}",
}  # fmt: skip


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_pack_has_all_its_words(tag):
    lacking = (said_in_packs() | INDIRECT) - set(messages(tag))
    assert not lacking


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_translation_fills_the_same_blanks(tag):
    for english, translated in messages(tag).items():
        blanks = [sorted(re.findall(r"\{\w+\}", text)) for text in (english, translated)]
        assert blanks[0] == blanks[1], english


def test_a_text_that_no_catalogue_has_stays_english():
    assert translator("lv")("A text that nobody wrote") == "A text that nobody wrote"


def test_a_regional_tag_speaks_its_language():
    assert translator("sv-FI")("Contents") == "Innehåll"


def test_english_is_its_own_catalogue():
    assert translator("en")("Contents") == "Contents"


def test_a_finding_in_a_pack_says_its_facts_as_words_and_lists_without_brackets():
    found = Finding(
        rule="term-missing",
        severity=Severity.MAJOR,
        category="Terminology",
        document="plan",
        language=Language("lv"),
        location=Location(block="b", path="body/0", start=0, end=1),
        message="",
        template="A {kind} in {told}: {forms}",
        evidence={
            "kind": "missing",
            "told": "lv",
            "forms": ["sakaru virsnieks", "virsnieks"],
            "worded": ["kind"],
            "languages": ["told"],
        },
    )
    draft = SimpleNamespace(language=Language("lv"))
    said = finding_text(draft, found)
    assert said == "A trūkst in latviešu: sakaru virsnieks, virsnieks"

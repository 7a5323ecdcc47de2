"""A real privacy statement in 24 languages and four revisions reads alike in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexapla.documents import detect_language, read
from hexapla.model import Language, normal

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
PAGES = DATA / "parallel" / "eusurvey_privacy"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not PAGES.is_dir(), reason="the shared data is not beside the repository"),
]


def pages():
    """Language → its revisions, in order."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PAGES.glob("*/privacy_*.html")):
        found.setdefault(path.stem.removeprefix("privacy_"), []).append(path)
    return found


def blocks_of(path, tag):
    return read(path, language=Language(tag), name="privacy").blocks


def test_every_revision_of_a_language_has_the_same_number_of_blocks():
    for tag, paths in pages().items():
        assert len({len(blocks_of(path, tag)) for path in paths}) == 1, tag


def test_typed_bullets_are_labels_whatever_their_glyph():
    for tag, paths in pages().items():
        first, second = (blocks_of(path, tag) for path in paths[:2])
        glyphs = [{block.label for block in blocks} & {"§", "•"} for blocks in (first, second)]
        assert glyphs == [{"§"}, {"•"}], tag
        items = [
            [normal(block.text) for block in blocks if block.label in {"§", "•"}]
            for blocks in (first, second)
        ]
        assert items[0] == items[1], tag
        assert len(items[0]) == 4, tag


def test_every_page_is_in_the_language_that_its_name_says():
    tags = [Language(tag) for tag in pages()]
    for tag, paths in pages().items():
        text = " ".join(block.text for block in blocks_of(paths[-1], tag))
        found = detect_language(text, tags, claimed=Language(tag))
        assert found is not None
        assert found.language == tag


def test_the_latvian_page_of_the_project_keeps_its_faulty_spaces():
    blocks = blocks_of(DATA / "seed" / "project-closing-page.lv.txt", "lv")
    assert "Līdzfinansēts no Eiropas Savienības" in [block.text for block in blocks]
    assert any("mērķi -\u00a0 stiprināt" in block.text for block in blocks)

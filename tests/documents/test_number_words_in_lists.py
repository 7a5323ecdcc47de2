"""In which language a Word list writes its numbers in words."""

from __future__ import annotations

import pytest
from word_files import paragraph, reading, relationships, root, run, word

_ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def label(*, of_level="", of_text="", of_defaults="", of_document="lv"):
    def lang(tag):
        return f'<w:rPr><w:lang w:val="{tag}"/></w:rPr>' if tag else ""

    numbering = root(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2"/>'
        f'<w:numFmt w:val="ordinalText"/><w:lvlText w:val="%1"/>{lang(of_level)}</w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    styles = root(
        "styles",
        f"<w:docDefaults><w:rPrDefault>{lang(of_defaults)}</w:rPrDefault></w:docDefaults>",
    )
    content = word(
        paragraph(run("x", lang(of_text)), _ITEM),
        {
            "word/numbering.xml": numbering,
            "word/styles.xml": styles,
            "word/_rels/document.xml.rels": relationships(
                ("rId1", "numbering", "numbering.xml"), ("rId2", "styles", "styles.xml")
            ),
        },
    )
    return reading(content, language=of_document).blocks[0].label


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, "Otrais"),
        ({"of_defaults": "et-EE"}, "Teine"),
        ({"of_defaults": "et-EE", "of_text": "fi-FI"}, "Toinen"),
        ({"of_defaults": "et-EE", "of_text": "fi-FI", "of_level": "lt-LT"}, "Antras"),
        ({"of_text": "en-GB"}, "Second"),
    ],
)
def test_the_number_speaks_its_levels_language_then_the_texts_then_the_documents(said, shown):
    assert label(**said) == shown

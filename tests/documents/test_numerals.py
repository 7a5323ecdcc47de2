"""Numbers of lists as Word shows them."""

from __future__ import annotations

import pytest

from hexapla.documents.numerals import numeral


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (4, "upperRoman", "IV"), (1999, "lowerRoman", "mcmxcix"), (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"), (7, "decimalZero", "07"), (12, "001", "012"), (3, "none", ""),
        (0, "upperRoman", "0"), (5, "chicago", "**"), (9, "decimalEnclosedCircle", "⑨"),
        (4, "ordinal", "4."), (4, "an unknown style", "4"), (29, "russianLower", "аа"),
    ],
)  # fmt: skip
def test_a_number_is_shown_in_its_style(number, style, shown):
    assert numeral(number, style) == shown


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (111, "ordinal", "111th"), (22, "ordinal", "22nd"), (1234, "cardinalText",
        "One thousand two hundred thirty-four"), (21, "ordinalText", "Twenty-first"),
        (100, "ordinalText", "One hundredth"), (30, "ordinalText", "Thirtieth"),
    ],
)  # fmt: skip
def test_english_writes_numbers_in_words(number, style, shown):
    assert numeral(number, style, "en-GB") == shown

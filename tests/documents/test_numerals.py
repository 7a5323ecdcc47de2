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


# As LibreOffice 7.4 shows the labels of Word's lists, but for the Swedish ordinals: it writes the
# masculine förste and andre, and “tjugote” for tjugonde.
@pytest.mark.parametrize(
    ("language", "cardinals", "ordinals", "digits"),
    [
        ("lv", "Viens Divi Vienpadsmit Divdesmit Divdesmit_viens Deviņdesmit_deviņi",
         "Pirmais Otrais Vienpadsmitais Divdesmitais Divdesmit_pirmais Deviņdesmit_devītais",
         "1. 2. 11. 20. 21. 99."),
        ("lt", "Vienas Du Vienuolika Dvidešimt Dvidešimt_vienas Devyniasdešimt_devyni",
         "Pirmas Antras Vienuoliktas Dvidešimtas Dvidešimt_pirmas Devyniasdešimt_devintas",
         "1-as 2-as 11-as 20-as 21-as 99-as"),
        ("et", "Üks Kaks Üksteist Kakskümmend Kakskümmend_üks Üheksakümmend_üheksa",
         "Esimene Teine Üheteistkümnes Kahekümnes Kahekümne_esimene Üheksakümne_üheksas",
         "1. 2. 11. 20. 21. 99."),
        ("fi", "Yksi Kaksi Yksitoista Kaksikymmentä Kaksikymmentäyksi Yhdeksänkymmentäyhdeksän",
         ("Ensimmäinen Toinen Yhdestoista Kahdeskymmenes Kahdeskymmenesensimmäinen "
         "Yhdeksäskymmenesyhdeksäs"),
         "1. 2. 11. 20. 21. 99."),
        ("sv", "Ett Två Elva Tjugo Tjugoett Nittionio",
         "Första Andra Elfte Tjugonde Tjugoförsta Nittionionde",
         "1:a 2:a 11:e 20:e 21:a 99:e"),
        ("de", "Eins Zwei Elf Zwanzig Einundzwanzig Neunundneunzig",
         "Erste Zweite Elfte Zwanzigste Einundzwanzigste Neunundneunzigste",
         "1. 2. 11. 20. 21. 99."),
    ],
)  # fmt: skip
def test_the_languages_of_the_partners_write_numbers_in_words(
    language, cardinals, ordinals, digits
):
    numbers = (1, 2, 11, 20, 21, 99)
    for style, shown in (
        ("cardinalText", cardinals),
        ("ordinalText", ordinals),
        ("ordinal", digits),
    ):
        written = [numeral(number, style, language) for number in numbers]
        assert written == [word.replace("_", " ") for word in shown.split()]


def test_lithuanian_and_swedish_endings_follow_the_word_that_is_meant():
    assert [numeral(number, "ordinal", "lt-LT") for number in (3, 13, 23)] == [
        "3-ias", "13-as", "23-ias",
    ]  # fmt: skip
    assert [numeral(number, "ordinal", "sv-SE") for number in (3, 12, 22)] == [
        "3:e", "12:e", "22:a",
    ]  # fmt: skip


def test_beyond_the_words_that_are_known_digits_stand():
    assert numeral(100, "cardinalText", "lv") == "100"
    assert numeral(0, "ordinalText", "fi") == "0"
    assert numeral(7, "cardinalText", "pl") == "7"

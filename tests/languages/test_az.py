"""Azerbaijani forms: suffix after suffix, in harmony."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.languages import Role
from hexapla.languages.az.paradigms import AzerbaijaniParadigms, bases, folded, harmony

AZERBAIJANI = AzerbaijaniParadigms()

PARADIGMS = {
    "kitab": "kitabın kitaba kitabı kitabda kitabdan kitablar kitabların kitablarda kitabım",
    "ölkə": "ölkənin ölkəyə ölkəni ölkədə ölkədən ölkələr ölkəmiz ölkəsi ölkəsinin",
    "göz": "gözün gözə gözü gözdə gözlər",
    "qonşu": "qonşunun qonşuya qonşunu qonşudan qonşular",
    "əməkdaşlıq": "əməkdaşlığın əməkdaşlığa əməkdaşlığı əməkdaşlıqda əməkdaşlıqdan",
    "kömək": "köməyin köməyə köməyi köməkdən",
    "müqaviləsi": "müqaviləsinin müqaviləsinə müqaviləsində müqavilələri müqavilələrinin",
    "sazişi": "sazişinin sazişinə sazişləri sazişlərində",
}


@pytest.mark.parametrize("word", PARADIGMS)
def test_suffixes_follow_each_other_in_harmony(word: str) -> None:
    assert set(PARADIGMS[word].split()) - AZERBAIJANI.forms(word, Role.HEAD) == set()


def test_the_last_vowel_decides_the_harmony() -> None:
    assert harmony("kitab") == ("a", "ı")
    assert harmony("qonşu") == ("a", "u")
    assert harmony("ölkə") == ("ə", "i")
    assert harmony("göz") == ("ə", "ü")


def test_capital_i_with_and_without_a_dot_are_two_letters() -> None:
    assert folded("İttifaqı") == "ittifaqı"
    assert folded("Irqçılıq") == "ırqçılıq"
    assert "ittifaqının" in AZERBAIJANI.forms("İttifaqı", Role.HEAD)
    assert "ittifaqının" in bases("İttifaqının".casefold())
    assert "ırqçılıq" in bases("Irqçılıq".casefold())


def test_a_modifier_does_not_inflect() -> None:
    assert AZERBAIJANI.forms("əməkdaşlıq", Role.MODIFIER) == {"əməkdaşlıq"}


def test_an_acronym_takes_its_endings_after_a_hyphen_or_an_apostrophe() -> None:
    assert {"AB", "AB-nin", "AB'nin", "AB-yə"} <= AZERBAIJANI.acronym_forms("AB")


@given(st.text(max_size=80))
def test_any_text_for_a_word_gives_forms(word: str) -> None:
    for role in Role:
        assert AZERBAIJANI.forms(word, role)
    bases(word.casefold())

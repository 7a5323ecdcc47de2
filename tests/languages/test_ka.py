"""Georgian forms, by the paradigms of Aronson's reading grammar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.languages import Role
from hexapla.languages.ka.paradigms import GeorgianParadigms, bases, syncopated

GEORGIAN = GeorgianParadigms()

PARADIGMS = {
    "სახლი": "სახლმა სახლს სახლის სახლით სახლად სახლო სახლები სახლებმა სახლების",
    "წყალი": "წყალმა წყალს წყლის წყლით წყლები",
    "ქვეყანა": "ქვეყანამ ქვეყანას ქვეყნის ქვეყნით ქვეყნები ქვეყნების",
    "ორგანიზაცია": "ორგანიზაციამ ორგანიზაციას ორგანიზაციის ორგანიზაციით ორგანიზაციები",
    "სახელმწიფო": "სახელმწიფომ სახელმწიფოს სახელმწიფოთი სახელმწიფოები სახელმწიფოთა",
    "ხე": "ხემ ხეს ხის ხით ხეები",
    "წრე": "წრემ წრეს წრის წრეები",
}


@pytest.mark.parametrize("word", PARADIGMS)
def test_the_printed_paradigm_is_generated(word: str) -> None:
    assert set(PARADIGMS[word].split()) - GEORGIAN.forms(word, Role.HEAD) == set()


def test_postpositions_are_written_on() -> None:
    found = GEORGIAN.forms("სახლი", Role.HEAD)
    assert {"სახლში", "სახლზე", "სახლთან", "სახლიდან", "სახლისთვის", "სახლამდე"} <= found
    assert "ორგანიზაციაში" in GEORGIAN.forms("ორგანიზაცია", Role.HEAD)


def test_an_adjective_agrees_and_a_genitive_has_two_numbers() -> None:
    assert {"კარგ", "კარგმა", "კარგი"} <= GEORGIAN.forms("კარგი", Role.MODIFIER)
    assert "დანაშაულების" in GEORGIAN.forms("დანაშაულის", Role.MODIFIER)
    assert "დანაშაულის" in GEORGIAN.forms("დანაშაულების", Role.MODIFIER)


def test_an_abbreviation_takes_its_endings_after_a_hyphen() -> None:
    assert {"აშშ-ის", "აშშ-ში"} <= GEORGIAN.forms("აშშ", Role.HEAD)
    assert "NATO-ს" in GEORGIAN.acronym_forms("NATO")


def test_the_last_vowel_of_a_stem_may_drop_and_particles_come_off() -> None:
    assert syncopated("წყალ") == ("წყლ",)
    assert bases("სახლშიც") == ("სახლში",)
    assert bases("და") == ()


@given(st.text(max_size=80))
def test_any_text_for_a_word_gives_forms(word: str) -> None:
    for role in Role:
        assert GEORGIAN.forms(word, role)
    bases(word.casefold())

"""Ukrainian forms, by the paradigms of Український правопис (2019)."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.languages import Role
from hexapla.languages.uk.paradigms import UkrainianParadigms, bare, opened, softened
from hexapla.languages.uk.pymorphy import PYMORPHY, Pymorphy

UKRAINIAN = UkrainianParadigms()

PARADIGMS = {
    "перемога": "перемоги перемозі перемогу перемогою перемоги перемог перемогам перемогами",
    "сторінка": "сторінки сторінці сторінку сторінкою сторінок сторінкам",
    "особа": "особи особі особу особою осіб особам",
    "земля": "землі землю землею земель землям",
    "організація": "організації організацію організацією організацій організаціям",
    "межа": "межі межу межею меж межам",
    "захід": "заходу заходові заходом заході заходи заходів заходами",
    "ринок": "ринку ринком ринки ринків",
    "рівень": "рівня рівню рівнем рівні рівнів",
    "кінець": "кінця кінцю кінцем кінці кінців",
    "договір": "договору договором договори договорів",
    "випадок": "випадку випадки випадків",
    "обов'язок": "обов'язку обов'язки обов'язків",
    "місто": "міста місту містом місті міст містам",
    "завдання": "завданню завданням завданні завдань завданнями",
    "місце": "місця місцю місцем місць місцями",
    "відповідальність": "відповідальності відповідальністю відповідальностей",
    "ніч": "ночі ніччю ночей ночами",
    "ім'я": "імені іменем імена імен іменами",
    "людина": "людини людиною люди людей людям",
    "тиждень": "тижня тижні тижнів",
    "кошти": "коштів коштам коштами",
    "дані": "даних даним даними",
    "державний": "державного державна державної державні державних державними",
    "середній": "середнього середня середньої середні середніх",
}


@pytest.mark.parametrize("word", PARADIGMS)
def test_the_printed_paradigm_is_generated(word: str) -> None:
    assert set(PARADIGMS[word].split()) - UKRAINIAN.forms(word, Role.HEAD) == set()


def test_a_feminine_adjective_agrees_as_a_modifier() -> None:
    found = UKRAINIAN.forms("територіальна", Role.MODIFIER)
    assert {"територіальної", "територіальних", "територіальними"} <= found


def test_the_stem_opens_softens_and_stands_bare() -> None:
    assert "заход" in opened("захід")
    assert "ринк" in opened("ринок")
    assert softened("рук") == "руц"
    assert softened("ног") == "ноз"
    assert "сторінок" in bare("сторінк")


def test_the_curly_apostrophe_is_the_straight_one() -> None:
    assert "зв'язку" in UKRAINIAN.forms("зв’язок", Role.HEAD)


@given(st.text(max_size=80))
def test_any_text_for_a_word_gives_forms(word: str) -> None:
    for role in Role:
        assert UKRAINIAN.forms(word, role)


@pytest.mark.skipif(not PYMORPHY.available, reason="pymorphy3 is not installed")
def test_pymorphy_knows_paradigms_that_the_tables_miss() -> None:
    known = UkrainianParadigms(PYMORPHY.lexeme)
    assert "статей" in known.forms("стаття", Role.HEAD)
    assert "бійця" in known.forms("боєць", Role.HEAD)
    assert "коштом" not in known.forms("кошти", Role.HEAD)


@pytest.mark.skipif(not PYMORPHY.available, reason="pymorphy3 is not installed")
@given(st.text(max_size=70))
def test_pymorphy_is_shown_words_alone_and_never_fails(word: str) -> None:
    for role in Role:
        tuple(PYMORPHY.lexeme(word, role))


def test_without_pymorphy_the_tables_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymorphy3", None)
    absent = Pymorphy()
    assert not absent.available
    assert "pymorphy3" in absent.reason
    assert absent.version == "no pymorphy3"
    assert "заходу" in UkrainianParadigms(absent.lexeme).forms("захід", Role.HEAD)


@pytest.mark.skipif(not PYMORPHY.available, reason="pymorphy3 is not installed")
def test_the_version_is_told_without_loading_the_dictionary() -> None:
    unasked = Pymorphy()
    assert unasked.version == PYMORPHY.version
    assert "_library" not in vars(unasked)

"""Armenian forms, by the paradigms of Dum-Tragut's grammar of Modern Eastern Armenian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.languages import Role
from hexapla.languages.hy.paradigms import ArmenianParadigms, bases, reduced

ARMENIAN = ArmenianParadigms()

PARADIGMS = {
    "քաղաք": "քաղաքի քաղաքին քաղաքից քաղաքով քաղաքում քաղաքը քաղաքներ քաղաքների",
    "համագործակցություն": "համագործակցության համագործակցությունը համագործակցությամբ",
    "խումբ": "խմբի խմբից խմբում խմբեր խմբերի",
    "ծրագիր": "ծրագրի ծրագրից ծրագրով ծրագրում ծրագրեր",
    "ուսուցում": "ուսուցման ուսուցումը",
    "գույն": "գունի գույնը",
    "լեզու": "լեզվի լեզվով լեզուներ",
    "օր": "օրվա օրեր օրերի",
    "մարդ": "մարդու մարդիկ մարդկանց",
    "վերնագիր": "վերնագրեր վերնագրի",
    "երեխա": "երեխայի երեխաներ",
}


@pytest.mark.parametrize("word", PARADIGMS)
def test_the_printed_paradigm_is_generated(word: str) -> None:
    printed = {form.casefold() for form in PARADIGMS[word].split()}
    assert printed - ARMENIAN.forms(word, Role.HEAD) == set()


def test_a_modifier_does_not_inflect_but_a_genitive_has_two_numbers() -> None:
    assert ARMENIAN.forms("ազգային", Role.MODIFIER) == {"ազգային"}
    assert "հանցագործությունների" in ARMENIAN.forms("հանցագործության", Role.MODIFIER)
    assert "հանցագործության" in ARMENIAN.forms("հանցագործությունների", Role.MODIFIER)


def test_an_acronym_takes_its_endings_after_a_hyphen() -> None:
    assert {"ԵՄ", "ԵՄ-ի", "ԵՄ-ին", "ԵՄ-ում"} <= ARMENIAN.acronym_forms("ԵՄ")


def test_vowels_weaken_and_the_marks_within_a_word_come_off() -> None:
    assert reduced("խումբ") == ("խմբ",)
    assert reduced("գույն") == ("գուն",)
    assert bases("ինչպե՞ս") == ("ինչպես",)


@given(st.text(max_size=80))
def test_any_text_for_a_word_gives_forms(word: str) -> None:
    for role in Role:
        assert ARMENIAN.forms(word, role)
    bases(word.casefold())

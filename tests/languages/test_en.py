"""Plurals as A Comprehensive Grammar of the English Language (1985) lists them."""

import pytest

from hexapla.languages import Role, profile

ENGLISH = profile("en").paradigms


@pytest.mark.parametrize(
    ("word", "plural"),
    [("unit", "units"), ("box", "boxes"), ("branch", "branches"), ("agency", "agencies"),
     ("day", "days"), ("knife", "knives"), ("shelf", "shelves"), ("hero", "heroes"),
     ("policeman", "policemen"), ("child", "children"), ("analysis", "analyses"),
     ("criterion", "criteria"), ("memorandum", "memoranda"), ("index", "indices"),
     ("stimulus", "stimuli"), ("person", "persons")],
)  # fmt: skip
def test_a_noun_has_its_plural_and_genitives(word, plural):
    forms = ENGLISH.forms(word, Role.HEAD)
    assert {word, plural, f"{word}'s"} <= forms


def test_people_are_not_the_plural_of_a_legal_person():
    assert "people" not in ENGLISH.forms("person", Role.HEAD)


def test_a_modifier_stays_as_it_is():
    assert ENGLISH.forms("border", Role.MODIFIER) == {"border", "border's"}


def test_the_head_stands_before_the_preposition():
    roles = profile("en").roles(("exchange", "of", "information"))
    assert roles == (Role.HEAD, Role.FROZEN, Role.FROZEN)


def test_what_is_as_often_a_noun_is_no_function_word():
    assert {"lots", "needs"}.isdisjoint(profile("en").paradigms.veto)


def test_greek_plurals_are_those_of_greek_words_alone():
    forms = profile("en").paradigms.forms
    assert "criteria" in forms("criterion", Role.HEAD)
    assert "phenomena" in forms("phenomenon", Role.HEAD)
    assert "portia" not in forms("portion", Role.HEAD)

"""What an edit changed, and how it is shown."""

from __future__ import annotations

import pytest
from edits import MEANINGS, Dice, typo

from hexapla.model import ChangeType
from hexapla.revisions import change_types, word_diff
from hexapla.revisions.changes import answers
from hexapla.revisions.tokens import same

TEXTS = [
    "The police of the three countries exchange information within 24 hours of the event.",
    "Decision of 7 March 2014 on the joint patrols, which cost 12.5 million EUR a year.",
    "Officers shall not cross the border without consent of the competent authority.",
    "The vehicle may weigh 3 500 kg; its speed is limited to 90 km per hour.",
]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A text, with words.", "A text with words"),
        ("A  text\u00a0with words", "A text with words"),
        ("“Quoted” text", '"Quoted" text'),
        ("• An item", "§ An item"),
        ("- An item", "An item"),
        ("(DATA@ec.europa.eu )", "( DATA@ec.europa.eu)"),
        ("co-operation of e-mail users", "cooperation of email users"),
        ("2014-2020", "2014 – 2020"),
        ("Action Plan", "Action plan"),
        ("ACTION PLAN", "Action plan"),
        ("1,000 officers", "1000 officers"),
        ("12 500 officers", "12\u00a0500 officers"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_cosmetic(old, new):
    assert change_types(old, new, "en") <= {ChangeType.COSMETIC}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("24 hours", "48 hours", ChangeType.NUMBER),
        ("two patrols", "three patrols", ChangeType.NUMBER),
        ("it is 5 °C", "it is -5 °C", ChangeType.NUMBER),
        ("x ≤ 5", "x ≥ 5", ChangeType.NUMBER),
        ("1.5 tonnes", "15 tonnes", ChangeType.NUMBER),
        ("on 7 March 2014", "on 7 May 2014", ChangeType.DATE),
        ("Version 2020/06/10", "Version 2021/06/10", ChangeType.DATE),
        ("at 10:30", "at 10:45", ChangeType.DATE),
        ("since 2020-06-10", "since 2020-07-10", ChangeType.DATE),
        ("a sum of 10 EUR", "a sum of 10 USD", ChangeType.UNIT),
        ("within 90 km", "within 90 m", ChangeType.UNIT),
        ("5 % of it", "5 ‰ of it", ChangeType.UNIT),
        ("10 MW", "10 mW", ChangeType.UNIT),
        ("they may leave", "they may not leave", ChangeType.NEGATION),
        ("it can", "it can't", ChangeType.NEGATION),
        ("see http://a.eu/x", "see https://a.eu/x", ChangeType.NAME),
        ("write to a@b.eu now", "write to c@b.eu now", ChangeType.NAME),
        ("the office of Europol helps us", "the office of Eurojust helps us", ChangeType.NAME),
        ("they may leave", "they shall leave", ChangeType.WORDING),
        ("sent to us", "sent to US", ChangeType.NAME),
    ],
)
def test_a_change_of_meaning_has_its_type(old, new, kind):
    found = change_types(old, new, "en")
    assert kind in found
    assert ChangeType.COSMETIC not in found


def test_the_same_text_has_no_type():
    assert change_types("A text", "A  text ", "en") == frozenset()


def test_one_edit_may_be_several():
    found = change_types("They meet on 5 days.", "They do not meet on 6 days.", "en")
    assert {ChangeType.NUMBER, ChangeType.NEGATION} <= found


def test_a_latvian_negating_prefix_is_a_negation():
    assert ChangeType.NEGATION in change_types("Tas notiek rīt.", "Tas nenotiek rīt.", "lv")


def test_number_1370_is_no_negation():
    assert ChangeType.NEGATION not in change_types("see No 1008/2008", "see it", "en")


def test_a_changed_term_is_told_where_a_glossary_is_at_hand():
    def terms(text: str, _language: str) -> frozenset[str]:
        return frozenset(word for word in ("patrol", "raid") if word in text)

    assert ChangeType.TERM in change_types("a joint patrol", "a joint raid", "en", terms)


@pytest.mark.parametrize("kind", sorted(MEANINGS))
def test_no_seeded_change_of_meaning_passes_for_the_same(kind):
    for seed in range(200):
        dice = Dice("test", kind, seed)
        old = dice.pick(TEXTS)
        new = MEANINGS[kind](old, dice)
        assert new == old or not same(old, new, "en"), (old, new)


def test_no_seeded_typo_in_the_translation_answers_a_changed_number():
    latvian = "Trīs valstu policija apmainās ar informāciju 24 stundu laikā pēc notikuma."
    for seed in range(100):
        dice = Dice("typo", seed)
        assert not answers(
            TEXTS[0],
            TEXTS[0].replace("24", "48"),
            latvian,
            typo(latvian, dice),
            source_language="en",
            target_language="lv",
        )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("within 24 hours", "within 48 hours", "within [-24-]{+48+} hours"),
        ("a b c", "a c", "a [-b -]c"),
        ("after 15km", "after 16km", "after [-15km-]{+16km+}"),
        ("see http://a.eu.", "see https://a.eu.", "see [-http://a.eu-]{+https://a.eu+}."),
        ("one two three", "four five three", "[-one two-]{+four five+} three"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
    ],
)
def test_a_word_diff_shows_what_went_and_what_came(old, new, shown):
    assert word_diff(old, new) == shown

"""Which source revision a translation follows, block by block."""

from __future__ import annotations

import os

import pytest

from hexapla.errors import UsageError
from hexapla.model import ChangeType, Language, State

EN = (
    "# Action plan",
    "The police of the three countries exchange information within 24 hours.",
    "Joint patrols take place on the border twice a year.",
    "The report is sent to http://example.org/register every month.",
)
LV = (
    "# Rīcības plāns",
    "Trīs valstu policija apmainās ar informāciju 24 stundu laikā.",
    "Kopīgas patruļas uz robežas notiek divas reizes gadā.",
    "Ziņojumu katru mēnesi nosūta uz http://example.org/register.",
)
LATE = EN[1].replace("24", "48")
LATE_LV = LV[1].replace("24", "48")


@pytest.fixture
def recorded(desk):
    desk.put("en", *EN)
    desk.put("lv", *LV)
    desk.record()
    return desk


def test_a_translation_that_arrives_with_its_source_is_current(recorded):
    assert set(recorded.states()) == {State.CURRENT}
    assert recorded.version().follows == 1


def test_the_same_bytes_are_no_new_revision(recorded):
    again = recorded.record()
    assert again.revisions == ()
    assert again.unchanged == 2


def test_a_number_changed_in_the_source_makes_one_block_stale(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    version = recorded.version()
    assert version.state is State.STALE
    assert version.follows == 1
    assert version.since == 2
    (block,) = version.stale_blocks
    assert block.since == 2
    assert "number" in block.types
    assert "[-24-]{+48+}" in block.diff


def test_touching_the_translation_does_not_make_it_current(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    path = recorded.put("lv", LV[0] + " ", *LV[1:], "")
    os.utime(path)
    made = recorded.record()
    assert [one.language for one in made.revisions] == ["lv"]
    assert recorded.version().state is State.STALE


def test_a_typo_corrected_elsewhere_does_not_make_it_current(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    recorded.put("lv", LV[0], LV[1].replace("policija", "policijas"), *LV[2:])
    recorded.record()
    assert recorded.version().state is State.STALE


def test_the_number_followed_in_the_translation_makes_it_current(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    recorded.put("lv", LV[0], LATE_LV, *LV[2:])
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}
    assert recorded.version().follows == 2


def test_source_and_translation_changed_together_stay_current(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.put("lv", LV[0], LATE_LV, *LV[2:])
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_a_typo_corrected_first_and_the_number_later_make_it_current(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    typo = LV[1].replace("policija", "policijas")
    recorded.put("lv", LV[0], typo, *LV[2:])
    recorded.record()
    recorded.put("lv", LV[0], typo.replace("24", "48"), *LV[2:])
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_a_changed_address_must_be_followed(recorded):
    recorded.put("en", *EN[:3], EN[3].replace("http:", "https:"))
    recorded.put("lv", *LV[:3], LV[3].replace("katru mēnesi", "ik mēnesi"))
    recorded.record()
    version = recorded.version()
    assert version.state is State.STALE
    assert "http://example.org/register" in version.stale_blocks[0].diff


def test_a_cosmetic_change_of_the_source_is_listed_and_makes_nothing_stale(recorded):
    recorded.put("en", EN[0], EN[1].replace("24 hours.", "24  hours !"), *EN[2:])
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}
    with recorded.ledger() as ledger:
        listed = [one for one in ledger.states("plan", Language("lv")) if one.types]
    assert [one.types for one in listed] == [(ChangeType.COSMETIC,)]


def test_an_edit_that_is_taken_back_leaves_it_current_again(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    recorded.put("en", *EN)
    made = recorded.record()
    assert [one.number for one in made.revisions] == [3]
    assert set(recorded.states()) == {State.CURRENT}


def test_a_block_added_to_the_source_is_missing_until_it_is_translated(recorded):
    recorded.put("en", *EN, "Costs are shared equally between the partners.")
    recorded.record()
    assert recorded.version().state is State.MISSING
    assert len(recorded.version().missing_blocks) == 1
    recorded.put("lv", *LV, "Izmaksas partneri sedz vienādās daļās.")
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_a_block_taken_out_of_the_source_is_extra_and_makes_nothing_worse(recorded):
    recorded.put("en", *EN[:2], EN[3])
    recorded.record()
    version = recorded.version()
    assert version.state is State.CURRENT
    assert len(version.extra_blocks) == 1


def test_a_block_split_without_another_word_stays_current(recorded):
    joined = EN[1] + " " + EN[2]
    recorded.put("en", EN[0], joined, EN[3])
    recorded.record()
    assert State.STALE not in recorded.states()
    recorded.put("en", *EN)
    recorded.record()
    assert State.STALE not in recorded.states()


def test_a_moved_block_stays_current(recorded):
    recorded.put("en", EN[0], EN[2], EN[1], EN[3])
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_a_wanted_language_without_a_file_is_missing(desk):
    desk.put("en", *EN)
    desk.record()
    version = desk.version()
    assert version.state is State.MISSING
    assert version.revision is None


def test_a_file_taken_away_makes_its_language_missing(recorded):
    (recorded.root / "source_docs/plan/plan.lv.md").unlink()
    recorded.record()
    assert recorded.version().state is State.MISSING
    recorded.put("lv", *LV)
    recorded.record()
    assert recorded.version().state is State.CURRENT


def test_of_a_first_translation_what_never_changed_in_the_source_is_current(desk):
    desk.put("en", *EN)
    desk.record()
    desk.put("en", EN[0], LATE, *EN[2:])
    desk.record()
    desk.put("lv", *LV)
    desk.record()
    assert desk.states() == [State.CURRENT, State.STALE, State.CURRENT, State.CURRENT]
    desk.put("lv", LV[0], LATE_LV, *LV[2:])
    desk.record()
    assert set(desk.states()) == {State.CURRENT}


def test_what_cannot_be_told_is_unknown_and_never_current(desk):
    desk.put("en", *EN)
    desk.record()
    desk.put("en", *EN[:2], EN[2].replace("on the border", "in the border area"), EN[3])
    desk.record()
    desk.put("lv", *LV)
    desk.record()
    assert desk.states()[2] is State.UNKNOWN
    assert desk.version().state is State.UNKNOWN
    assert desk.version().follows is None


def test_what_document_toml_declares_is_taken(desk):
    desk.put("en", *EN)
    desk.record()
    desk.put("en", *EN[:2], EN[2].replace("on the border", "in the border area"), EN[3])
    desk.record()
    desk.configure("[follows]\nlv = 1\n")
    desk.put("lv", *LV)
    made = desk.record()
    assert made.revisions[0].follows == 1
    assert made.revisions[0].basis == "declared"
    assert desk.states()[2] is State.STALE
    desk.configure("[follows]\nlv = 2\n")
    desk.record()
    assert set(desk.states()) == {State.CURRENT}


def test_a_declaration_of_a_revision_that_is_not_there_is_told(recorded):
    recorded.configure("[follows]\nlv = 7\n")
    (trouble,) = recorded.record().troubles
    assert "7" in trouble.problem


def test_a_translation_that_was_right_first_is_offered_for_a_decision(recorded):
    recorded.put("lv", LV[0], LATE_LV, *LV[2:])
    recorded.record()
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    with recorded.ledger() as ledger:
        (offer,) = ledger.offers("plan", Language("lv"))
        assert offer.state is State.STALE
        ledger.waive(
            "plan", Language("lv"), offer.block, who="Ilze", reason="lv had it right already"
        )
    assert set(recorded.states()) == {State.CURRENT}


def test_a_waiver_ends_with_the_next_change(recorded):
    recorded.put("en", EN[0], EN[1].replace("information", "data"), *EN[2:])
    recorded.record()
    with recorded.ledger() as ledger:
        block = recorded.version().stale_blocks[0].block
        ledger.waive("plan", Language("lv"), block, who="Ilze", reason="the same word in Latvian")
        (event,) = ledger.log(what="waived")
    assert event.who == "Ilze"
    assert event.body["reason"] == "the same word in Latvian"
    assert recorded.version().state is State.CURRENT
    recorded.put("en", EN[0], EN[1].replace("information", "files"), *EN[2:])
    recorded.record()
    assert recorded.version().state is State.STALE


def test_a_waiver_wants_a_name_and_a_reason(recorded):
    with recorded.ledger() as ledger, pytest.raises(UsageError, match="a name and a reason"):
        ledger.waive("plan", Language("lv"), "x", who="", reason="")


def test_a_corrigendum_of_one_language_makes_no_other_stale(tmp_path):
    from ledger_desk import Desk

    desk = Desk(tmp_path / "w", targets=("lv", "et"))
    desk.put("en", *EN)
    desk.put("lv", *LV)
    desk.put("et", "# Tegevuskava", *EN[1:])
    desk.record()
    desk.put("lv", LV[0], LATE_LV, *LV[2:])
    desk.record()
    assert desk.version("et").state is State.CURRENT
    assert desk.version("lv").revision == 2


def test_a_negation_added_to_the_source_must_be_followed(recorded):
    recorded.put("en", *EN[:2], EN[2].replace("take place", "do not take place"), EN[3])
    recorded.record()
    assert recorded.states()[2] is State.STALE
    recorded.put("lv", *LV[:2], LV[2].replace("notiek", "nenotiek"), LV[3])
    recorded.record()
    assert recorded.states()[2] is State.CURRENT


def test_the_file_s_name_may_declare_what_it_follows(desk):
    desk.put("en", *EN)
    desk.record()
    desk.put("en", *EN[:2], EN[2].replace("on the border", "in the border area"), EN[3])
    desk.record()
    desk.put("lv@2", *LV)
    (made,) = desk.record().revisions
    assert (made.language, made.follows, made.basis) == ("lv", 2, "declared")
    assert set(desk.states()) == {State.CURRENT}


def test_follows_given_for_a_language_counts_though_its_file_is_as_before(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    recorded.record(follows={Language("lv"): 2})
    assert set(recorded.states()) == {State.CURRENT}


def test_an_address_of_the_same_site_in_the_translation_s_language_answers(recorded):
    recorded.put("en", *EN[:3], EN[3].replace("http://example.org/register", "https://e.eu/a_en"))
    recorded.record()
    recorded.put("lv", *LV[:3], LV[3].replace("http://example.org/register", "https://e.eu/a_lv"))
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_another_source_language_starts_from_the_present_heads(recorded):
    recorded.configure('source_language = "lv"\nlanguages = ["lv", "en"]\n')
    recorded.record()
    assert recorded.version("en").state is State.CURRENT
    recorded.put("lv", LV[0], LATE_LV, *LV[2:])
    recorded.record()
    assert recorded.version("en").state is State.STALE


def test_translations_that_come_later_follow_the_source_of_their_own_folder(desk):
    area = EN[2].replace("on the border", "in the border area")
    desk.put("en", *EN, number=1)
    desk.put("en", EN[0], LATE, *EN[2:], number=2)
    desk.put("en", EN[0], LATE, area, EN[3])
    desk.record()
    desk.put("lv", *LV, number=1)
    desk.put("lv", LV[0], LATE_LV, *LV[2:])
    made = desk.record().revisions
    assert [one.follows for one in made] == [1, 2]
    assert desk.states() == [State.CURRENT, State.CURRENT, State.STALE, State.CURRENT]


def test_a_property_of_the_file_may_declare_what_it_follows(desk):
    desk.put("en", *EN)
    desk.record()
    desk.put("en", *EN[:2], EN[2].replace("on the border", "in the border area"), EN[3])
    desk.record()
    desk.put("lv", "---\nfollows: 1\n---", *LV)
    (made,) = desk.record().revisions
    assert (made.follows, made.basis) == (1, "declared")
    assert desk.states()[2] is State.STALE


def test_a_revision_has_the_document_s_own_date_and_never_the_clock_s(desk):
    desk.put("en", *EN)
    desk.configure('[dates]\n"1" = 2015-03-01\n"lv.1" = 2015-04-01\n')
    desk.put("lv", *LV)
    dates = {str(one.language): one.dated.isoformat() for one in desk.record().revisions}
    assert dates == {"en": "2015-03-01", "lv": "2015-04-01"}


def _waive(desk):
    with desk.ledger() as ledger:
        for block in desk.version().stale_blocks:
            ledger.waive("plan", Language("lv"), block.block, who="Ilze", reason="agreed")


def test_a_waived_change_that_is_taken_back_leaves_the_translation_current(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    _waive(recorded)
    recorded.put("en", *EN)
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}
    assert recorded.version().follows == 3
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_two_waived_changes_taken_back_together_leave_the_translation_current(recorded):
    recorded.put("en", EN[0], LATE, EN[2].replace("twice", "three times"), EN[3])
    recorded.record()
    _waive(recorded)
    recorded.put("en", *EN)
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_after_a_waiver_and_one_more_change_the_first_text_is_still_followed(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    _waive(recorded)
    recorded.put("en", EN[0], EN[1].replace("24", "72"), *EN[2:])
    recorded.record()
    assert recorded.version().state is State.STALE
    recorded.put("en", *EN)
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_a_translation_that_followed_a_waived_change_does_not_follow_its_return(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    _waive(recorded)
    recorded.put("lv", LV[0], LATE_LV, *LV[2:])
    recorded.record()
    recorded.put("en", *EN)
    recorded.record()
    assert recorded.version().state is State.STALE


def test_a_waived_translation_with_a_typo_corrected_follows_what_it_followed(recorded):
    recorded.put("en", EN[0], LATE, *EN[2:])
    recorded.record()
    _waive(recorded)
    recorded.put("lv", LV[0], LV[1].replace("policija", "policijas"), *LV[2:])
    recorded.record()
    recorded.put("en", *EN)
    recorded.record()
    assert set(recorded.states()) == {State.CURRENT}


def test_a_link_that_leads_elsewhere_under_the_same_words_is_a_change(desk):
    desk.put("en", "See [the form](https://example.eu/form-2015).", number=1)
    desk.put("lv", "Sk. [veidlapu](https://example.eu/form-2015).", number=1)
    desk.put("en", "See [the form](https://example.eu/form-2016).", number=2)
    desk.record()
    assert desk.states() == [State.STALE]
    block = desk.version().stale_blocks[0]
    assert block.types == ("name",)
    assert "[-https://example.eu/form-2015-]{+https://example.eu/form-2016+}" in block.diff
    desk.put("lv", "Sk. [veidlapu](https://example.eu/form-2016).")
    desk.record()
    assert desk.states() == [State.CURRENT]


def test_a_link_that_only_became_a_safe_one_is_none(desk):
    desk.put("en", "See [the form](http://example.eu/form).", number=1)
    desk.put("lv", "Sk. [veidlapu](http://example.eu/form).", number=1)
    desk.put("en", "See [the form](https://example.eu/form/).", number=2)
    desk.record()
    assert desk.states() == [State.CURRENT]

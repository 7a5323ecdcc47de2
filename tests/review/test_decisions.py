from __future__ import annotations

import pytest
from review_room import ENGLISH, LATVIAN, LV, finding

from hexapla.errors import UsageError
from hexapla.model import Severity, State
from hexapla.review import WHOLE, Cause, ChangedError, Review, Verdict
from hexapla.revisions import Group, verify_ledger


def standing(room, *findings):
    return room.review(*findings).standing("plan", LV)


def test_a_translation_is_complete_when_every_role_of_the_quorum_approved_every_block(room):
    assert not standing(room).complete
    room.review().approve("plan", LV, role="translator", person="Anna")
    assert [one.verdict for one in standing(room).passages] == [Verdict.PARTLY] * 4
    room.review().approve("plan", LV, role="reviewer", person="Rita")
    assert standing(room).complete


def test_the_status_names_the_roles_that_approved(room):
    room.approve_all()
    told = room.ledger.status().documents[0].languages[LV]
    assert told.approved_by == ("reviewer", "translator")


def test_a_decision_leaves_the_ledger_intact(room):
    room.approve_all()
    assert verify_ledger(room.ledger) == ()


def test_a_changed_translation_voids_the_decisions_about_that_block_alone(room):
    room.approve_all()
    changed = list(LATVIAN)
    changed[2] = "Nirēji pārbauda piestātni rudenī."
    room.put("lv", *changed)
    room.record()
    here = standing(room)
    assert [one.verdict for one in here.passages] == [
        Verdict.APPROVED,
        Verdict.APPROVED,
        Verdict.OPEN,
        Verdict.APPROVED,
    ]
    assert {one.causes for one in here.voided} == {(Cause.TARGET,)}
    assert {one.decision.signoff.person for one in here.voided} == {"Anna", "Rita"}
    assert not here.complete


def test_a_changed_source_voids_the_decisions_about_its_translation(room):
    room.approve_all()
    changed = list(ENGLISH)
    changed[1] = "The steering group meets twice a year."
    room.put("en", *changed)
    room.record()
    here = standing(room)
    assert [one.verdict for one in here.passages].count(Verdict.APPROVED) == 3
    assert {one.causes for one in here.voided} == {(Cause.SOURCE,)}


def test_a_new_finding_voids_the_decisions_about_its_block_and_is_named(room):
    room.approve_all()
    here = standing(room, finding(room.target(1), "f9"))
    assert [one.verdict for one in here.passages].count(Verdict.APPROVED) == 3
    assert {(one.causes, one.added) for one in here.voided} == {((Cause.FINDINGS,), ("f9",))}


def test_a_block_that_is_gone_leaves_its_decisions_voided_as_gone(room):
    room.approve_all()
    room.put("en", *ENGLISH[:3])
    room.put("lv", *LATVIAN[:3])
    room.record()
    here = standing(room)
    assert here.complete
    assert {one.causes for one in here.gone} == {(Cause.GONE,)}


def test_a_new_decision_takes_the_place_of_the_voided_one(room):
    room.approve_all()
    found = finding(room.target(1))
    room.approve_all(found)
    assert standing(room, found).complete
    assert standing(room, found).voided == ()


def test_a_finding_in_no_block_concerns_the_document_as_a_whole(room):
    room.approve_all(finding())
    here = standing(room, finding())
    assert here.passages[-1].key == WHOLE
    assert here.complete
    later = standing(room, finding(), finding(fingerprint="f2"))
    assert [one.verdict for one in later.passages] == [Verdict.APPROVED] * 4 + [Verdict.OPEN]


def test_a_block_sent_back_stands_against_the_quorum_until_the_same_person_approves(room):
    room.approve_all()
    key = room.keys()[1]
    room.review().send_back(
        "plan", LV, role="reviewer", person="Ragnar", reason="wrong group", blocks=[key]
    )
    assert standing(room).passages[1].verdict is Verdict.SENT_BACK
    room.review().approve("plan", LV, role="reviewer", person="Ragnar", blocks=[key])
    assert standing(room).complete


def test_undo_takes_back_ones_own_newest_decision(room):
    room.approve_all()
    done = room.review().undo("plan", LV, person="Rita")
    assert len(done.blocks) == 4
    assert standing(room).approved_by() == ("translator",)
    with pytest.raises(UsageError, match="nothing of Rita"):
        room.review().undo("plan", LV, person="Rita")


def test_nobody_takes_back_the_decision_of_another(room):
    done = room.review().approve("plan", LV, role="translator", person="Anna")
    with pytest.raises(UsageError, match="Anna’s"):
        room.review().undo("plan", LV, person="Rita", seq=done.seq)


def test_an_approval_in_bulk_is_logged_as_such_and_passes_over_what_is_wrong(room):
    critical = finding(room.target(2), severity=Severity.CRITICAL)
    done = room.review(critical).approve("plan", LV, role="translator", person="Anna")
    assert len(done.blocks) == 3
    assert list(done.passed_over.values()) == ["has an open critical finding"]
    (event,) = room.ledger.log(what="approved")
    assert event.body["bulk"] is True


def test_a_stale_block_is_not_approved(room):
    changed = list(ENGLISH)
    changed[1] = "The steering group meets twice a year."
    room.put("en", *changed)
    room.record()
    key = room.keys()[1]
    with pytest.raises(UsageError, match="is stale"):
        room.review().approve("plan", LV, role="translator", person="Anna", blocks=[key])
    room.ledger.waive("plan", LV, key, who="Anna", reason="says the same")
    room.review().approve("plan", LV, role="translator", person="Anna", blocks=[key])


@pytest.mark.parametrize(
    ("role", "person", "problem"),
    [
        ("emperor", "Anna", "no role"),
        ("reviewer", "Anna", "does not stand among"),
        ("translator", " ", "needs a name"),
    ],
)
def test_only_who_may_decides(room, role, person, problem):
    with pytest.raises(UsageError, match=problem):
        room.review().approve("plan", LV, role=role, person=person)
    assert room.ledger.log(what="approved") == ()


def test_a_critical_finding_is_waived_only_by_a_role_that_may(room):
    critical = finding(room.target(2), severity=Severity.CRITICAL)
    review = room.review(critical)
    with pytest.raises(UsageError, match="does not waive critical"):
        review.waive("plan", LV, ["f1"], role="translator", person="Anna", reason="fine")
    review.waive("plan", LV, ["f1"], role="head", person="Helga", reason="as agreed")
    here = standing(room, critical)
    assert here.open_critical == ()
    (waiver,) = here.passages[2].waivers.values()
    assert (waiver.person, waiver.reason) == ("Helga", "as agreed")


def test_a_second_reviewer_is_told_what_the_first_one_did(room):
    before = standing(room).passages[1]
    room.review().send_back(
        "plan", LV, role="reviewer", person="Rita", reason="wrong group", blocks=[before.key]
    )
    with pytest.raises(ChangedError) as caught:
        room.review().approve(
            "plan",
            LV,
            role="translator",
            person="Anna",
            blocks=[before.key],
            seen={before.key: before.seen},
        )
    assert "Rita, reviewer, sent it back: wrong group" in str(caught.value)


def test_a_double_click_decides_once(room):
    one = standing(room).passages[1]
    for _ in range(2):
        room.review().approve(
            "plan",
            LV,
            role="translator",
            person="Anna",
            blocks=[one.key],
            seen={one.key: one.seen},
        )
    assert len(room.ledger.log(what="approved")) == 1


def test_the_blocks_that_want_a_decision_are_those_of_the_role(room):
    key = room.keys()[0]
    room.review().approve("plan", LV, role="translator", person="Anna", blocks=[key])
    assert len(room.review().open_decisions("plan", LV, "translator")) == 3
    assert len(room.review().open_decisions("plan", LV, "reviewer")) == 4


def test_a_waiver_that_an_approval_saw_does_not_void_it_in_another_process(room):
    room.put("lv", LATVIAN[0], "Vadības grupa tiekas 7 reizi gadā.", *LATVIAN[2:])
    room.record()
    first = Review(room.workspace, room.ledger)
    (found,) = first.findings()
    first.waive(
        "plan", LV, [found.fingerprint], role="head", person="Anna", reason="said elsewhere"
    )
    key = first.standing("plan", LV).passages[1].key
    first.approve("plan", LV, role="translator", person="Anna", blocks=[key])
    later = Review(room.workspace, room.ledger).standing("plan", LV).passages[1]
    assert (later.verdict, later.voided) == (Verdict.PARTLY, ())
    assert later.open_findings == ()


def test_a_waived_finding_counts_no_more_and_counts_again_when_it_is_taken_back(room):
    room.put("lv", LATVIAN[0], "Vadības grupa tiekas 7 reizi gadā.", *LATVIAN[2:])
    room.record()
    review = Review(room.workspace, room.ledger)
    (found,) = review.findings()
    review.waive("plan", LV, [found.fingerprint], role="head", person="Anna", reason="so")
    assert review.findings() == ()
    review.undo("plan", LV, person="Anna")
    assert review.findings() == (found,)


def test_a_waived_block_and_a_link_are_taken_back_like_any_decision(room):
    room.put("en", ENGLISH[0], "The steering group meets twice a year.", *ENGLISH[2:])
    room.record()
    review = Review(room.workspace, room.ledger)
    before = review.standing("plan", LV).passages
    review.waive_block(
        "plan", LV, before[1].key, role="translator", person="Anna", reason="says the same"
    )
    blocks = [one.unit for one in before]
    group = Group(
        source=tuple(one.source[0].id for one in blocks[2:]),
        target=tuple(one.target[0].id for one in blocks[2:]),
    )
    review.link("plan", LV, [group], role="translator", person="Anna")
    assert len(review.standing("plan", LV).passages) == 3
    assert review.standing("plan", LV).passages[1].unit.state is State.CURRENT
    review.undo("plan", LV, person="Anna")
    review.undo("plan", LV, person="Anna")
    assert review.standing("plan", LV).passages == before

"""How translations stood over time, told by the log alone."""

from datetime import UTC, date, datetime

from hexapla.model import Language, State
from hexapla.revisions import Ledger, history, record
from hexapla.workspace import FixedClock

EN = ("# Plan", "The measure has 3 steps.")
LV = ("# Plāns", "Pasākumam ir 3 soļi.")


def told(desk):
    with desk.ledger() as ledger:
        return [
            (one.day, {str(tag): state.value for tag, state in one.states.items()})
            for one in history(ledger)["plan"]
        ]


def test_revisions_recorded_at_once_stand_on_the_days_that_they_bear(desk):
    desk.configure('[dates]\n"1" = 2015-01-30\n"2" = 2015-09-15\n"lv.2" = 2015-10-01\n')
    desk.put("en", *EN, number=1)
    desk.put("lv", *LV, number=1)
    desk.put("en", EN[0], "The measure has 4 steps.", number=2)
    desk.put("lv", LV[0], "Pasākumam ir 4 soļi.", number=2)
    desk.record()
    assert told(desk) == [
        (date(2015, 1, 30), {"lv": "current"}),
        (date(2015, 9, 15), {"lv": "stale"}),
        (date(2015, 10, 1), {"lv": "current"}),
    ]


def test_a_language_without_a_file_is_missing_until_it_comes(desk):
    desk.configure('[dates]\n"en.1" = 2015-01-30\n')
    desk.put("en", *EN)
    desk.record()
    desk.put("lv", *LV)
    later = FixedClock(datetime(2026, 3, 4, tzinfo=UTC))
    with Ledger.open(desk.workspace, later) as ledger:
        record(desk.workspace, ledger)
    assert told(desk) == [
        (date(2015, 1, 30), {"lv": "missing"}),
        (date(2026, 3, 4), {"lv": "current"}),
    ]


def test_a_waiver_is_a_moment_of_the_day_on_which_it_was_given(desk):
    desk.configure('[dates]\n"1" = 2015-01-30\n"2" = 2015-09-15\n')
    desk.put("en", *EN, number=1)
    desk.put("lv", *LV, number=1)
    desk.put("en", EN[0], "The measure has 4 steps.", number=2)
    desk.record()
    clock = FixedClock(datetime(2026, 3, 4, tzinfo=UTC))
    with Ledger.open(desk.workspace, clock) as ledger:
        stale = next(
            one for one in ledger.states("plan", Language("lv")) if one.state is State.STALE
        )
        ledger.waive("plan", Language("lv"), stale.block, who="Anna", reason="the same in Latvian")
    assert told(desk)[-2:] == [
        (date(2015, 9, 15), {"lv": "stale"}),
        (date(2026, 3, 4), {"lv": "current"}),
    ]


def test_only_the_documents_asked_for_are_told(desk):
    desk.put("en", *EN)
    desk.record()
    with desk.ledger() as ledger:
        assert not history(ledger, ["other"])
        assert list(history(ledger, ["plan"])) == ["plan"]

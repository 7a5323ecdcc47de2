"""The schedules keep to the zone's time across both changes of the clock."""

import asyncio
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from prefect.server.schemas.schedules import CronSchedule

from flows.deployments import deployments
from hexapla.workspace import Workspace

pytestmark = pytest.mark.flow

RIGA = ZoneInfo("Europe/Riga")


@pytest.mark.parametrize(
    ("eve", "hours"),
    [
        (dt.datetime(2027, 3, 26, 12, tzinfo=RIGA), [24, 24, 24]),  # the clock goes on at 03:00
        (dt.datetime(2027, 10, 29, 12, tzinfo=RIGA), [24, 24, 25]),  # and back at 04:00
    ],
)
def test_the_nightly_run_stays_at_two_in_riga_in_summer_and_winter(space, eve, hours):
    (nightly,) = (one for one in deployments(space) if one.name == "nightly")
    (said,) = nightly.schedules
    schedule = CronSchedule(cron=said.schedule.cron, timezone=said.schedule.timezone)
    dates = asyncio.run(schedule.get_dates(4, start=eve))
    local = [one.astimezone(RIGA) for one in dates]
    assert [(one.hour, one.minute) for one in local] == [(2, 0)] * 4
    first, *later = [one.astimezone(dt.UTC) for one in dates]
    gaps = []
    for one in later:
        gaps.append((one - first).total_seconds() / 3600)
        first = one
    assert sum(gaps) == sum(hours) - (1 if eve.month == 3 else 0)


def test_a_second_run_is_refused_where_the_workspace_says_so(space):
    path = space.root / "hexapla.toml"
    text = path.read_text(encoding="utf-8") + '\n[run]\nconcurrency = "refuse"\n'
    path.write_text(text, encoding="utf-8")
    said = {one.name: one.concurrency_options for one in deployments(Workspace.open(space.root))}
    assert str(said["manual"].collision_strategy.value) == "CANCEL_NEW"

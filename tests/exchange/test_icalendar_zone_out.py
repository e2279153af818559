"""The rules we write for a zone are what its clocks do, as another program understands them."""

import random
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from app.exchange.calendars.icalendar_zone_out import zone_component

ZONES = [
    "Europe/London", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Sao_Paulo",
    "America/St_Johns", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Tokyo",
    "Pacific/Auckland", "Africa/Cairo", "Asia/Jerusalem", "America/Santiago", "Pacific/Apia",
]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [1995, 2006, 2026])
def test_another_program_reads_the_same_clock_from_our_rules(zone, year):
    calendar = Calendar()
    calendar.add_component(zone_component(zone, year))
    text = calendar.to_ical().decode()
    read = tzical(StringIO(text)).get(zone)
    chance = random.Random(year)
    for _ in range(150):
        at = datetime(year, 1, 1) + timedelta(minutes=chance.randrange(60 * 24 * 365 * 12))
        info = ZoneInfo(zone)
        aware = at.replace(tzinfo=info)
        # Another program may tell the two hours that are told twice, or not at all, its own way
        steady = aware.astimezone(UTC).astimezone(info).replace(tzinfo=None) == at
        if steady and aware.utcoffset() == aware.replace(fold=1).utcoffset():
            assert at.replace(tzinfo=read).utcoffset() == aware.utcoffset(), at


def test_a_zone_of_today_is_two_rules_without_an_end():
    lines = zone_component("Europe/Berlin", 2026).to_ical().decode().splitlines()
    rules = [line for line in lines if line.startswith("RRULE")]
    assert sorted(rules) == [
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    ]  # fmt: skip

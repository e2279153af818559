"""What becomes of the seldom parts of a calendar: kept, or left out with a reason."""

import pytest

from app.exchange.calendars.icalendar_in import parsed
from tests.exchange.test_icalendar_in import START, event, one


@pytest.mark.parametrize("word", ["CONFIDENTIAL", "X-BOARD-ONLY", "SECRET"])
def test_a_secrecy_that_nobody_knows_is_private_and_kept(word):
    entry = one(START, f"CLASS:{word}")
    assert entry.private
    assert ("CLASS", word) in entry.extra


def test_a_word_for_free_or_busy_that_nobody_knows_is_kept():
    entry = one(START, "TRANSP:X-HALF")
    assert not entry.free
    assert ("TRANSP", "X-HALF") in entry.extra


@pytest.mark.parametrize(
    "line",
    ["SEQUENCE:two", "CREATED:yesterday", "LAST-MODIFIED:?", "COMPLETED:soon", "DALARM:soon",
     "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "QUJD" * 1500],
)  # fmt: skip
def test_what_is_left_out_of_an_entry_has_its_reason(line):
    (fate,) = parsed(event(START, line), "UTC").fates
    assert fate.state == "left_out"
    assert fate.reason.endswith(".")


@pytest.mark.parametrize("name", ["VPOLL", "X-THING", "VFREEBUSY"])
def test_parts_of_a_calendar_that_are_no_entries_are_counted_and_told(name):
    part = f"BEGIN:{name}\r\nSUMMARY:Which day\r\nEND:{name}\r\n".encode()
    data = event(START).replace(b"BEGIN:VEVENT", part + b"BEGIN:VEVENT")
    file = parsed(data, "UTC")
    assert (file.read, len(file.entries), file.counts["left_out"]) == (2, 1, 1)
    assert list(file.skipped) == [1]

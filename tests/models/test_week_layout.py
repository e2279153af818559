"""Where events stand: laws of the layout."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.ui.panes.calendar.week_layout import (
    DAY_MINUTES,
    Event,
    blocks,
    lane_count,
    moved,
    snapped,
    spanned,
    stretched,
    strips,
    week_start,
)

MONDAY = date(2026, 11, 16)
ZERO = datetime(2026, 11, 16)


def event(number, day, start, length, **more):
    begin = ZERO + timedelta(days=day, minutes=start)
    return Event(number, f"e{number}", begin, begin + timedelta(minutes=length), **more)


spans = st.lists(
    st.tuples(st.integers(-2, 8), st.integers(0, 1439), st.integers(1, 1439)), max_size=25
).map(lambda found: [event(n, *one) for n, one in enumerate(found)])


@given(spans)
def test_blocks_that_meet_in_time_never_share_a_lane(events):
    found = blocks(events, MONDAY, 7)
    for one in found:
        for other in found:
            if one is other or one.day != other.day:
                continue
            in_time = one.first < other.last and other.first < one.last
            lanes = (
                one.lane < other.lane + other.span
                and other.lane < one.lane + one.span
                and one.lanes == other.lanes
            )
            assert not (in_time and lanes)
            if in_time:
                assert one.lanes == other.lanes


@given(spans)
def test_every_event_of_the_days_is_shown_and_no_other(events):
    shown = {block.event.id for block in blocks(events, MONDAY, 7)}
    end = ZERO + timedelta(days=7)
    assert shown == {one.id for one in events if one.start < end and one.end > ZERO}


@given(spans)
def test_blocks_stay_inside_their_day(events):
    for block in blocks(events, MONDAY, 7):
        assert 0 <= block.first < block.last <= DAY_MINUTES
        assert 0 <= block.lane < block.lane + block.span <= block.lanes


def test_one_that_ends_when_the_next_begins_keeps_the_whole_width():
    found = blocks([event(1, 0, 540, 60), event(2, 0, 600, 60)], MONDAY, 5)
    assert [block.lanes for block in found] == [1, 1]


def test_overlaps_stand_side_by_side():
    found = blocks([event(1, 2, 510, 90), event(2, 2, 540, 60)], MONDAY, 5)
    assert [(block.lane, block.lanes) for block in found] == [(0, 2), (1, 2)]


def test_an_event_over_midnight_is_shown_on_both_days():
    found = blocks([event(1, 0, 1380, 120)], MONDAY, 5)
    assert [(block.day, block.first, block.last) for block in found] == [
        (0, 1380, 1440),
        (1, 0, 60),
    ]
    assert [block.ends_here for block in found] == [False, True]


def test_whole_days_stand_in_the_strip_with_their_last_day_included():
    show = Event(1, "Show", ZERO + timedelta(days=1), ZERO + timedelta(days=3), all_day=True)
    leave = Event(2, "Leave", ZERO + timedelta(days=2), ZERO + timedelta(days=9), all_day=True)
    found = strips([show, leave], MONDAY, 5)
    assert [(one.first_day, one.last_day, one.lane) for one in found] == [(1, 2, 0), (2, 4, 1)]
    assert found[1].goes_on
    assert lane_count(found) == 2


def test_moving_keeps_the_length_and_stretching_keeps_the_start():
    one = event(1, 0, 600, 45)
    start, end = moved(one, 2, -30)
    assert (start, end - start) == (ZERO + timedelta(days=2, minutes=570), timedelta(minutes=45))
    assert stretched(one, -600) == (one.start, one.start + timedelta(minutes=15))


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_a_drawn_span_lies_on_quarters_within_its_day(one, other):
    start, end = spanned(MONDAY, one, other)
    assert start.minute % 15 == 0
    assert end.minute % 15 == 0
    assert start < end <= ZERO + timedelta(days=1)


def test_minutes_snap_to_the_nearest_quarter():
    assert [snapped(value) for value in (7, 8, 22, 23, -8)] == [0, 15, 15, 30, -15]


def test_a_week_begins_on_the_day_the_person_is_used_to():
    assert week_start(date(2026, 11, 22)) == MONDAY
    assert week_start(date(2026, 11, 22), 6) == date(2026, 11, 22)

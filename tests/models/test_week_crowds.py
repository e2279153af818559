"""More events at once than can be read: who is shown, who stands behind a tile. Pure."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.ui.panes.calendar.week_crowds import crowded, fit, most_lanes, place
from app.ui.panes.calendar.week_layout import Event, blocks, day_columns

DAY = datetime(2026, 11, 18)


def event(number, start, minutes, *, all_day=False):
    begin = DAY + timedelta(minutes=start)
    return Event(number, f"E{number}", begin, begin + timedelta(minutes=minutes), all_day=all_day)


def test_thirty_at_once_are_the_first_ones_and_a_tile():
    events = [event(number, 600, 60) for number in range(1, 31)]
    placed = fit(place(events, day_columns(DAY.date(), 5)), 170)
    assert [one.event.id for one in placed.blocks] == [1, 2, 3]
    (crowd,) = placed.crowds
    assert len(crowd.events) == 27
    assert (crowd.first, crowd.last, crowd.lane, crowd.lanes) == (600, 660, 3, 4)
    assert placed.stops[-1].title == "27 more"
    assert len(placed.events_of(crowd.key)) == 30
    assert placed.crowd_of((17, "")) == crowd


def test_one_that_is_over_the_number_alone_is_shown_itself():
    events = [event(number, 600, 60) for number in range(1, 5)] + [event(9, 615, 30)]
    placed = fit(place(events[:4], day_columns(DAY.date(), 1)), 170)
    assert (len(placed.blocks), placed.crowds) == (4, ())
    placed = fit(place(events, day_columns(DAY.date(), 1)), 170)
    assert [len(one.events) for one in placed.crowds] == [2]


def test_a_quiet_hour_of_the_same_day_is_not_narrowed():
    events = [event(number, 600, 60) for number in range(1, 20)] + [event(50, 900, 60)]
    placed = fit(place(events, day_columns(DAY.date(), 1)), 170)
    (quiet,) = [one for one in placed.blocks if one.event.id == 50]
    assert (quiet.lanes, quiet.span) == (1, 1)


def test_whole_days_beyond_the_sixth_line_stand_behind_a_tile_of_their_day():
    events = [event(number, 0, 1440, all_day=True) for number in range(1, 10)]
    placed = fit(place(events, day_columns(DAY.date(), 5)), 170)
    assert len(placed.strips) == 5
    (crowd,) = placed.crowds
    assert (crowd.strip, crowd.lane, len(crowd.events)) == (True, 5, 4)
    assert len(placed.events_of(crowd.key)) == 9


@given(
    st.lists(
        st.tuples(st.integers(0, 1380), st.integers(5, 300)), min_size=1, max_size=40
    ),
    st.integers(80, 900),
)  # fmt: skip
def test_everybody_is_shown_once_and_nothing_overlaps(spans, width):
    events = [event(number, start, length) for number, (start, length) in enumerate(spans, 1)]
    most = most_lanes(width)
    shown, crowds = crowded(blocks(events, date(2026, 11, 18), 1), most)
    seen = [one.event.id for one in shown] + [one.id for crowd in crowds for one in crowd.events]
    assert sorted(seen) == [one.id for one in events]
    boxes = [(one.first, one.last, one.lane, one.lane + one.span) for one in (*shown, *crowds)]
    assert all(box[3] <= max(most, 1) for box in boxes)
    for place_, one in enumerate(boxes):
        for other in boxes[place_ + 1 :]:
            apart_in_time = one[1] <= other[0] or other[1] <= one[0]
            assert apart_in_time or one[3] <= other[2] or other[3] <= one[2]

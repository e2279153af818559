"""To-dos that repeat, and series of steps started in one click."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.activity_series import SUGGESTED, ActivitySeries, SeriesStep, working_day
from app.models.errors import Refusal
from app.models.operations import activity_series, tasks
from app.models.operations.activity_series import For
from app.models.task import Task, next_due
from app.storage import undo
from tests.storage.builders import add_contact, dump

MONDAY = date(2026, 11, 23)


def test_finishing_something_that_repeats_makes_the_next_one(store):
    first = tasks.save_task(
        store, Task(title="Water", due_on="2026-11-23", due_time="09:00", repeat="FREQ=WEEKLY")
    )
    again = tasks.tick_task(store, first, today=MONDAY)
    found = tasks.load_task(store, again)
    assert (found.due_on, found.due_time, found.done_at) == ("2026-11-30", "09:00", "")
    undo.undo_last(store)
    assert store.select("SELECT id, done_at FROM task") == [(first, "")]


def test_times_that_passed_while_it_was_late_are_not_made_up_for():
    assert next_due("2026-11-02", "FREQ=DAILY", MONDAY) == ("2026-11-23", "FREQ=DAILY")
    assert next_due("2026-11-23", "FREQ=DAILY", MONDAY) == ("2026-11-24", "FREQ=DAILY")


def test_a_count_runs_out():
    assert next_due("2026-11-23", "FREQ=DAILY;COUNT=3", MONDAY)[1] == "FREQ=DAILY;COUNT=2"
    assert next_due("2026-11-25", "FREQ=DAILY;COUNT=1", MONDAY) is None


@given(st.integers(1, 20), st.integers(0, 40))
def test_done_day_by_day_a_count_gives_just_so_many(count, late):
    day, rule, times = MONDAY, f"FREQ=DAILY;COUNT={count}", 1
    today = MONDAY
    while found := next_due(day.isoformat(), rule, today):
        day, rule, times = date.fromisoformat(found[0]), found[1], times + 1
        today = day
    assert times == count
    after = next_due(MONDAY.isoformat(), f"FREQ=DAILY;COUNT={count}", MONDAY + timedelta(late))
    assert (after is not None) == (max(late, 1) < count)


def test_a_rule_that_means_nothing_is_refused(store):
    with pytest.raises(Refusal):
        tasks.save_task(store, Task(title="x", due_on="2026-11-23", repeat="FREQ=SECONDLY"))
    with pytest.raises(Refusal):
        tasks.save_task(store, Task(title="x", repeat="FREQ=DAILY"))


def test_a_call_that_is_done_stands_on_the_timeline(store):
    ann = add_contact(store, "Ann Lee")
    call = tasks.save_task(store, Task(title="Ask about the quote", channel="call", contact_id=ann))
    tasks.tick_task(store, call)
    assert store.select("SELECT kind, subject, contact_id FROM activity") == [
        ("call", "Ask about the quote", ann)
    ]
    assert store.value("SELECT last_contact_at <> '' FROM contact_line")


def test_a_series_makes_its_to_dos_on_working_days_in_one_step(store):
    ann = add_contact(store, "Ann Lee")
    before = dump(store)
    friday = date(2026, 11, 27)
    activity_series.start_series(store, SUGGESTED[1], For(contact_id=ann), friday)
    rows = store.select("SELECT title, due_on, channel FROM task ORDER BY due_on")
    assert rows == [
        ("Welcome call", "2026-11-27", "call"),
        ("Welcome letter", "2026-11-30", "letter"),
        ("First visit", "2026-12-07", "visit"),
    ]
    undo.undo_last(store)
    assert dump(store) == before


def names_and_days(store):
    found = activity_series.all_series(store)
    return {one.name: [step.days for step in one.steps] for one in found}


def test_own_series_stand_beside_the_suggestions_which_become_own_as_well(store):
    assert activity_series.all_series(store) == [*SUGGESTED]
    mine = ActivitySeries("After care", (SeriesStep(7, "Call", "call"), SeriesStep(1, "Write")))
    number = activity_series.save_series(store, mine)
    assert list(names_and_days(store)) == [*(one.name for one in SUGGESTED), "After care"]
    assert names_and_days(store)["After care"] == [1, 7]
    activity_series.delete_series(store, activity_series.load_series(store, number))
    assert list(names_and_days(store)) == [one.name for one in SUGGESTED]


def test_a_suggestion_is_changed_renamed_and_deleted_like_an_own_series(store):
    before = dump(store)
    first, second, third = SUGGESTED
    changed = replace(second, name="New customer", steps=second.steps[:1])
    activity_series.save_series(store, changed, was=second.name)
    assert list(names_and_days(store)) == [first.name, "New customer", third.name]
    assert names_and_days(store)["New customer"] == [0]
    undo.undo_last(store)
    assert dump(store) == before
    activity_series.delete_series(store, second)
    assert list(names_and_days(store)) == [first.name, third.name]
    undo.undo_last(store)
    assert dump(store) == before


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.booleans())
def test_a_working_day_is_never_on_a_weekend(day, back):
    found = working_day(day, back=back)
    assert found.weekday() < 5
    assert abs((found - day).days) <= 2

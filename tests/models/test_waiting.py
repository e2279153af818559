"""Who waits for a slot, and to whom one that became free is offered."""

from datetime import datetime

import pytest

from app.models.errors import Refusal
from app.models.operations import staff
from app.models.operations.waiting import (
    FreedSlot,
    Wish,
    fitting,
    fulfil_wish,
    load_wish,
    offers_for,
    save_wish,
)
from app.storage.queries import waiting
from tests.storage.builders import add_contact

NOW = datetime(2026, 11, 23, 8, 0)
SLOT = FreedSlot("2026-11-24T10:30", "2026-11-24T12:00", staff_ids=(7,))


def test_a_slot_is_offered_to_those_whom_it_suits_longest_waiting_first(store):
    ann, bob, cy = (add_contact(store, name) for name in ("Ann Lee", "Bob Hill", "Cy Moor"))
    colleague = staff.add_staff(store, "Tom")
    save_wish(store, Wish(contact_id=ann, minutes=45))
    save_wish(store, Wish(contact_id=bob, minutes=120))
    save_wish(store, Wish(contact_id=cy, minutes=30, staff_id=colleague, from_time="11:00"))
    slot = FreedSlot(SLOT.start, SLOT.end, (colleague,))
    assert [(one.name, one.start[11:], one.end[11:]) for one in offers_for(store, slot, NOW)] == [
        ("Ann Lee", "10:30", "11:15"),
        ("Cy Moor", "11:00", "11:30"),
    ]
    assert [one.name for one in offers_for(store, SLOT, NOW)] == ["Ann Lee"]


def test_days_and_times_that_do_not_suit_are_left_out():
    assert fitting(Wish(title="x", weekdays="0,2"), SLOT, NOW) is None
    assert fitting(Wish(title="x", weekdays="1"), SLOT, NOW) == (
        "2026-11-24T10:30", "2026-11-24T11:30"
    )  # fmt: skip
    assert fitting(Wish(title="x", to_date="2026-11-23"), SLOT, NOW) is None
    assert fitting(Wish(title="x", to_time="11:00"), SLOT, NOW) is None
    assert fitting(Wish(title="x", staff_id=8), SLOT, NOW) is None
    late = datetime(2026, 11, 24, 11, 30)
    assert fitting(Wish(title="x", minutes=30), SLOT, late) == (
        "2026-11-24T11:30", "2026-11-24T12:00"
    )  # fmt: skip


def test_what_is_left_of_a_slot_is_offered_from_the_next_five_minutes():
    wish = Wish(title="Cut", minutes=30)
    slot = FreedSlot("2027-06-01T10:00", "2027-06-01T11:00", (), ())
    found = [
        fitting(wish, slot, datetime(2027, 6, 1, 10, minute, second))
        for minute, second in ((0, 0), (0, 1), (23, 0), (31, 0))
    ]
    assert [one and one[0][11:] for one in found] == ["10:00", "10:05", "10:25", None]


def test_who_has_an_appointment_waits_no_longer(store):
    ann = add_contact(store, "Ann Lee")
    wish = save_wish(store, Wish(contact_id=ann))
    with store.step("Book"):
        made = store.put(
            "appointment",
            {"uuid": "u", "title": "x", "start_at": SLOT.start, "end_at": SLOT.end,
             "created_at": "2026"},
        )  # fmt: skip
    fulfil_wish(store, wish, made)
    assert waiting.waiting(store) == []
    assert load_wish(store, wish).appointment_id == made


def test_nobody_can_wait_for_nothing(store):
    with pytest.raises(Refusal):
        save_wish(store, Wish())

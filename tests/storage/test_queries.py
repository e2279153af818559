"""What pages ask the book: days, boards, timelines, today. Half-open spans, sums by currency."""

from datetime import date

import pytest

from app.desk.sample import make_sample
from app.models.activity import Activity
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.deal import Deal
from app.models.operations import accounts, activities, appointments, contacts, deals, staff, tasks
from app.models.operations.views import save_view
from app.models.rhythm import worth_a_call
from app.models.task import Task
from app.storage.queries import board, calendar, records, saved_views, timeline, today


@pytest.fixture
def tom(store):
    return staff.add_staff(store, "Tom Hartley")


def book_at(store, title, start, end, people=(), **more):
    visit = Appointment(title=title, start_at=start, end_at=end, **more)
    return appointments.save_appointment(store, visit, staff=list(people))


def test_neighbours_of_a_time_are_those_of_the_same_people_and_day(store, tom):
    book_at(store, "Before", "2026-11-19T08:00", "2026-11-19T09:00", [tom])
    book_at(store, "After", "2026-11-19T13:00", "2026-11-19T14:00", [tom])
    book_at(store, "Tomorrow", "2026-11-20T08:00", "2026-11-20T09:00", [tom])
    before, after = calendar.neighbours(store, "2026-11-19T10:00", "2026-11-19T11:00", [tom], 0)
    assert (before["title"], after["title"]) == ("Before", "After")


def test_a_span_of_days_holds_what_meets_it(store, tom):
    book_at(store, "Late", "2026-11-18T23:30", "2026-11-19T00:30", [tom])
    fair = Appointment(title="Fair", start_at="2026-11-17", end_at="2026-11-20", all_day=1)
    appointments.save_appointment(store, fair)
    day = calendar.between(store, "2026-11-19T00:00", "2026-11-20T00:00")
    assert [row["title"] for row in day] == ["Fair", "Late"]
    assert calendar.days_with_events(store, "2026-11-01", "2026-12-01") == {
        "2026-11-17",
        "2026-11-18",
    }
    row = calendar.appointment(store, day[1]["id"])
    assert (row["staff"], row["contacts"]) == ("Tom Hartley", "")


def test_the_board_shows_the_next_step_and_sums_by_currency(store):
    ann = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    pounds = deals.save_deal(store, Deal(title="Terrace", amount=480_000, contact_id=ann))
    euros = deals.save_deal(store, Deal(title="Hedge", amount=100_00, currency="EUR"))
    tasks.save_task(store, Task(title="Later", due_on="2026-12-01", deal_id=pounds))
    tasks.save_task(store, Task(title="Call", due_on="2026-11-20", deal_id=pounds))
    rows = board.open_deals(store, "2026-11-18")
    assert [(r["title"], r["next_step"], r["next_on"]) for r in rows] == [
        ("Terrace", "Call", "2026-11-20"),
        ("Hedge", None, None),
    ]
    advice = worth_a_call(store, date(2026, 11, 18))
    assert [one.deal_id for one in advice if "without a next step" in one.reason] == [euros]
    deals.close_deal(store, pounds, "won", on="2026-11-18")
    deals.close_deal(store, euros, "lost", on="2026-11-18", reason="Too dear")
    found = {(r["state"], r["currency"]): r["amount"] for r in board.outcomes(store, "2026")}
    assert found == {("won", "GBP"): 480_000, ("lost", "EUR"): 100_00}
    assert [r["title"] for r in board.closed_deals(store, "lost", "2026-11-18")] == ["Hedge"]
    numbers = today.numbers(store, "2026-11", "2026-10")
    assert numbers["won"][0]["amount"] == 480_000
    assert numbers["open"] == []


def test_what_is_late_comes_first_and_what_is_done_not_at_all(store):
    for title, due in (("No day", ""), ("Soon", "2026-11-20"), ("Late", "2026-11-01")):
        last = tasks.save_task(store, Task(title=title, due_on=due))
    tasks.save_task(store, Task(title="Today", due_on="2026-11-18"))
    assert [r["title"] for r in today.tasks_due(store)] == ["Late", "Today", "Soon", "No day"]
    assert today.open_task_count(store, "2026-11-18") == 2
    tasks.tick_task(store, last)
    assert today.open_task_count(store, "2026-11-18") == 1
    tasks.tick_task(store, last, done=False)
    tasks.delete_tasks(store, [last])
    assert today.open_task_count(store, "2026-11-18") == 1


def test_birthdays_are_found_with_and_without_a_year(store):
    for name, birthday in (("Ann Lee", "1979-03-12"), ("Bob Hill", "--03-12"), ("Cy", "--03-13")):
        contact = contacts.named(Contact(birthday=birthday), name)
        contacts.save_contact(store, contact)
    assert {r["name"] for r in today.birthdays(store, ["03-12"])} == {"Ann Lee", "Bob Hill"}


def test_somebody_quiet_with_an_open_deal_is_worth_a_call(store):
    ann = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    deals.save_deal(store, Deal(title="Terrace", contact_id=ann))
    activities.log_activity(
        store, Activity(kind="call", at="2026-08-01T09:00:00.000Z", body="x", contact_id=ann)
    )
    assert [one.contact_id for one in worth_a_call(store, date(2026, 10, 1))] == [ann]


def test_a_person_has_a_next_appointment_an_open_deal_and_things_to_do(store):
    ann = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    firm = accounts.account_named(store, "Berg Ltd")
    visit = Appointment(title="Visit", start_at="2026-11-19T10:30", end_at="2026-11-19T11:15",
                        account_id=firm)  # fmt: skip
    appointments.save_appointment(store, visit, contacts=[ann])
    deals.save_deal(store, Deal(title="Terrace", contact_id=ann, account_id=firm))
    tasks.save_task(store, Task(title="Call", contact_id=ann))
    now = "2026-11-19T11:00"
    assert timeline.next_appointment(store, "contact", ann, now)["title"] == "Visit"
    assert timeline.next_appointment(store, "account", firm, "2026-11-20T00:00") is None
    assert timeline.open_deal(store, "account", firm)["stage"] == "New"
    assert [r["title"] for r in timeline.open_tasks(store, "contact", ann)] == ["Call"]
    appointments.move_appointment(
        store, timeline.next_appointment(store, "contact", ann, now)["id"],
        "2026-11-20T10:30", "2026-11-20T11:15",
    )  # fmt: skip
    assert timeline.next_appointment(store, "contact", ann, "2026-11-20T00:00") is not None


def test_saved_lists_are_read_in_their_order(store):
    save_view(store, {"name": "Second", "entity": "contact", "rule": "", "position": 2})
    first = save_view(store, {"name": "First", "entity": "contact", "rule": "", "position": 1})
    assert [row["name"] for row in saved_views.saved_views(store)] == ["First", "Second"]
    assert saved_views.saved_view(store, first)["name"] == "First"


def test_every_kind_of_record_has_a_title_for_search_results(store):
    make_sample(store, today=date(2026, 11, 18))
    for kind in ("contact", "account", "appointment", "deal", "document", "activity", "task"):
        row_id = store.value(f"SELECT id FROM {kind} ORDER BY id LIMIT 1")
        title, _ = records.title(store, kind, row_id)
        assert title
        assert records.whole(store, kind, row_id)["kind"] == kind
        assert records.title(store, kind, 1) == ("", "")
    assert len(records.staff(store)) == 3
    assert all(tag["contacts"] + tag["accounts"] > 0 for tag in records.all_tags(store))

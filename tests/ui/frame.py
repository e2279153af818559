"""A window on a test's book, and a firm small enough to read."""

from datetime import datetime

from app.models.account import Account
from app.models.activity import Activity
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.deal import Deal
from app.models.operations import accounts, activities, appointments, contacts, deals, tasks, views
from app.models.operations.people import save_addresses
from app.models.reach import PostalAddress
from app.models.task import Task

NOW = datetime(2026, 11, 18, 10, 40)


def clock():
    """Wednesday, 18 November 2026, 10:40."""
    return NOW


def add_person(store, name, company="", town="", **more):
    """A contact, with a firm and a town where given."""
    made = contacts.save_contact(store, contacts.named(Contact(**more), name))
    if company:
        contacts.set_company(store, made, company)
    if town:
        save_addresses(store, "contact", made, [PostalAddress(town=town)])
    return made


def fill_firm(store):
    """Three people, a to-do of each sort, two appointments, a deal and two lists."""
    webb = add_person(store, "Charlotte Webb", "Marlow Bakery", "Marlow", birthday="1976-11-18")
    mehta = add_person(store, "Arjun Mehta", "Mehta & Sons")
    add_person(store, "Zoë Müller")
    for title, due, at in (
        ("Send quote", "2026-11-17", ""), ("Call Arjun", "2026-11-18", "11:00"),
        ("Order turf", "2026-12-01", ""),
    ):  # fmt: skip
        tasks.save_task(store, Task(title=title, due_on=due, due_time=at, contact_id=mehta))
    for title, start, end in (("Survey", "08:30", "10:00"), ("Samples", "11:00", "11:45")):
        appointments.save_appointment(
            store,
            Appointment(
                title=title, start_at=f"2026-11-18T{start}", end_at=f"2026-11-18T{end}"
            ),
            contacts=[webb],
        )  # fmt: skip
    deals.save_deal(store, Deal(title="Terrace", contact_id=webb, amount=480000))
    activities.log_activity(
        store,
        Activity(kind="note", at="2026-11-16T09:00:00.000Z", contact_id=webb, body="Before Easter"),
    )
    accounts.save_account(store, Account(name="Riverside Bowls Club"))
    views.save_view(store, {"name": "In Marlow", "entity": "contact", "rule": 'town = "Marlow"'})
    return {"webb": webb, "mehta": mehta}

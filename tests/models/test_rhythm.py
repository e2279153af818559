"""Who is worth a call, each with the reason, and nobody who was just spoken to."""

from datetime import date, timedelta

from app.models.account import Account
from app.models.activity import Activity
from app.models.contact import Contact
from app.models.deal import Deal
from app.models.operations import accounts, activities, contacts, deals, people, rhythms, tasks
from app.models.rhythm import usual_gap, worth_a_call
from app.models.task import Task

TODAY = date(2026, 11, 23)


def person(store, name, kind="customer", added="2026-01-05T09:00:00Z"):
    made = contacts.save_contact(store, contacts.named(Contact(kind=kind), name))
    with store.step("Age"):
        store.put("contact", {"id": made, "created_at": added})
    return made


def called(store, who, *days_ago):
    for days in days_ago:
        at = f"{TODAY - timedelta(days=days)}T10:00:00Z"
        activities.log_activity(store, Activity(kind="call", at=at, body="x", contact_id=who))


def advice(store):
    return {one.name: (one.kind, one.reason) for one in worth_a_call(store, TODAY)}


def test_a_rhythm_that_passed_is_named_and_any_contact_resets_it(store):
    ann = person(store, "Ann Lee")
    rhythms.set_rhythm(store, "contact", [ann], 30)
    called(store, ann, 45)
    assert advice(store) == {
        "Ann Lee": ("rhythm", "You keep in touch every 4 weeks, last contact 6 weeks ago")
    }
    called(store, ann, 1)
    assert advice(store) == {}


def test_a_tag_can_carry_the_rhythm_and_a_plan_silences_it(store):
    ann = person(store, "Ann Lee")
    people.add_tag(store, "contact", [ann], "Key")
    tag = store.value("SELECT id FROM tag")
    rhythms.set_tag_rhythm(store, tag, 90)
    assert "(Key)" in advice(store)["Ann Lee"][1]
    tasks.save_task(store, Task(title="Call", due_on="2026-12-01", contact_id=ann))
    assert advice(store) == {}


def test_a_firm_takes_the_rhythm_of_its_tag_as_well(store):
    firm = accounts.save_account(store, Account(name="Bowls Club"))
    people.add_tag(store, "account", [firm], "Key")
    rhythms.set_tag_rhythm(store, store.value("SELECT id FROM tag"), 30)
    late = TODAY + timedelta(days=400)
    reasons = [(one.name, one.reason) for one in worth_a_call(store, late)]
    assert reasons == [("Bowls Club", "You keep in touch every 4 weeks (Key), no contact yet")]


def test_a_customer_is_measured_by_their_own_usual_gap(store):
    weekly, yearly = person(store, "Wendy Weekly"), person(store, "Yann Yearly")
    called(store, weekly, 40, 47, 54, 61, 68)
    called(store, yearly, 40, 240, 440, 640, 700)
    assert advice(store) == {
        "Wendy Weekly": ("quiet", "Usually in touch every 7 days, quiet for 6 weeks")
    }


def test_too_few_contacts_have_no_usual_gap():
    assert usual_gap(["2026-11-01", "2026-11-08", "2026-11-15"]) is None
    assert usual_gap(["2026-11-01", "2026-11-08", "2026-11-15", "2026-11-15", "2026-11-22"]) == 7


def test_an_open_deal_without_a_next_step_is_worth_a_call_and_nobody_comes_twice(store):
    ann = person(store, "Ann Lee")
    rhythms.set_rhythm(store, "contact", [ann], 30)
    called(store, ann, 31)
    deals.save_deal(store, Deal(title="Terrace", contact_id=ann))
    found = worth_a_call(store, TODAY)
    assert [(one.kind, one.reason) for one in found] == [
        ("deal", "Deal without a next step: Terrace")
    ]


def test_the_dead_are_never_worth_a_call(store):
    ann = person(store, "Ann Lee")
    rhythms.set_rhythm(store, "contact", [ann], 30)
    with store.step("Died"):
        store.put("contact", {"id": ann, "deceased": 1})
    assert advice(store) == {}

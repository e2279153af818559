"""The verbs: each is one step, tells what is wrong, and loses nothing that belongs to others."""

from dataclasses import replace

import pytest

from app.models.account import Account
from app.models.activity import Activity
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact, is_birthday
from app.models.deal import Deal
from app.models.errors import Refusal
from app.models.operations import (
    accounts,
    activities,
    appointments,
    contacts,
    deals,
    documents,
    people,
    staff,
    tasks,
    views,
)
from app.models.operations.letter_runs import LetterMade, RunFacts, log_run
from app.models.reach import EmailAddress, PhoneNumber, PostalAddress
from app.models.task import Task
from app.storage import blobs, checks, history, undo
from app.storage.queries import records, timeline
from tests.storage.builders import dump


@pytest.fixture
def ann(store):
    return contacts.save_contact(store, contacts.named(Contact(), "Ann van den Berg"))


@pytest.fixture
def everything(store, ann):
    """A person with something in every table, and a colleague who shares part of it."""
    people.save_phones(store, "contact", ann, [PhoneNumber("0161 496 0000")])
    people.save_emails(store, "contact", ann, [EmailAddress("ann@berg.example")])
    people.save_addresses(store, "contact", ann, [PostalAddress(town="Leeds")])
    firm = contacts.set_company(store, ann, "Berg Ltd")
    people.add_tag(store, "contact", [ann], "Best")
    people.save_own_field(store, "contact", ann, "Shoe size", "39")
    deal = deals.save_deal(store, Deal(title="Terrace", contact_id=ann, account_id=firm))
    alone = deals.save_deal(store, Deal(title="Hedge", contact_id=ann))
    activities.log_activity(store, Activity(kind="call", body="hello", contact_id=ann))
    shared = activities.log_activity(
        store, Activity(kind="note", body="both", contact_id=ann, account_id=firm, deal_id=alone)
    )
    tasks.save_task(store, Task(title="Call back", contact_id=ann, deal_id=deal))
    appointments.save_appointment(
        store,
        Appointment(title="Visit", start_at="2026-11-19T10:30", end_at="2026-11-19T11:15",
                    account_id=firm, deal_id=deal),
        contacts=[ann],
    )  # fmt: skip
    documents.add_content(store, "plan.txt", b"plan", contact_id=ann)
    letters = [LetterMade(ann, None, {"first_name": "Ann"}), LetterMade(ann, firm)]
    log_run(store, RunFacts("Hello.docx", b"docx", "out.docx"), letters)
    return {"ann": ann, "firm": firm, "deal": deal, "shared": shared}


def test_a_typed_name_is_split_and_sorted_by_its_family_name(store, ann):
    row = store.get("contact", ann)
    assert (row["first_name"], row["particle"], row["last_name"]) == ("Ann", "van den", "Berg")
    assert row["name"] == "Ann van den Berg"
    assert row["last_name_key"].startswith("berg")


def test_a_person_without_any_name_is_refused(store):
    with pytest.raises(Refusal) as caught:
        contacts.save_contact(store, Contact())
    assert caught.value.problems[0].field == "name"
    assert store.value("SELECT count(*) FROM step") == 0


@pytest.mark.parametrize(
    ("text", "valid"),
    [("1979-03-12", True), ("--02-29", True), ("2023-02-29", False), ("2024-02-29", True),
     ("1979-13-01", False), ("12.03.1979", False)],
)  # fmt: skip
def test_birthdays_are_days_that_exist(store, ann, text, valid):
    assert is_birthday(text) is valid
    contact = replace(contacts.load_contact(store, ann), birthday=text)
    assert (contact.problems() == []) is valid


def test_an_unchanged_save_leaves_no_step(store, ann):
    before = store.value("SELECT count(*) FROM step")
    contacts.save_contact(store, contacts.load_contact(store, ann))
    assert store.value("SELECT count(*) FROM step") == before


def test_phones_keep_what_was_typed_and_can_be_reordered(store, ann):
    people.save_phones(
        store, "contact", ann, [PhoneNumber("0161 496 0000", "work"), PhoneNumber("07700 900123")]
    )
    rows = records.phones(store, "contact", ann)
    assert [row["value"] for row in rows] == ["0161 496 0000", "07700 900123"]
    assert rows[0]["e164"] == "+441614960000"
    people.save_phones(
        store, "contact", ann,
        [PhoneNumber(r["value"], r["kind"], r["label"], r["id"]) for r in reversed(rows)],
    )  # fmt: skip
    assert [r["id"] for r in records.phones(store, "contact", ann)] == [
        rows[1]["id"],
        rows[0]["id"],
    ]


def test_what_is_no_email_is_refused_and_nothing_changes(store, ann):
    people.save_emails(store, "contact", ann, [EmailAddress("ann@berg.example")])
    with pytest.raises(Refusal, match="no email address"):
        people.save_emails(store, "contact", ann, [EmailAddress("not an email, x@y.example")])
    assert [r["value"] for r in records.emails(store, "contact", ann)] == ["ann@berg.example"]


def test_deleting_a_person_keeps_what_others_share_and_undo_brings_all_back(store, everything):
    before = dump(store)
    contacts.delete_contacts(store, [everything["ann"]])
    assert store.value("SELECT count(*) FROM contact") == 0
    for table in ("phone", "email_address", "address", "tagging", "field_value", "contact_account"):
        assert store.value(f"SELECT count(*) FROM {table}") == 0, table
    assert store.get("activity", everything["shared"])["contact_id"] is None
    assert store.select("SELECT title FROM deal") == [("Terrace",)]
    assert store.value("SELECT count(*) FROM account") == 1
    assert checks.whole(store.connection, deep=True) == []
    undo.undo_last(store)
    assert dump(store) == before
    assert checks.whole(store.connection, deep=True) == []
    undo.redo_last(store)
    assert store.value("SELECT count(*) FROM contact") == 0
    assert store.get("activity", everything["shared"])["contact_id"] is None
    undo.undo_last(store)
    assert dump(store) == before


def test_deleting_a_firm_keeps_its_people_and_undo_brings_it_back(store, everything):
    before = dump(store)
    accounts.delete_accounts(store, [everything["firm"]])
    assert store.value("SELECT count(*) FROM account") == 0
    assert store.value("SELECT company FROM contact_line") == ""
    assert store.value("SELECT count(*) FROM deal") == 2
    undo.undo_last(store)
    assert dump(store) == before


def test_moving_to_another_firm_keeps_where_somebody_worked_before(store, everything):
    contacts.set_company(store, everything["ann"], "New Place")
    places = records.accounts_of(store, everything["ann"])
    assert [(p["name"], bool(p["to_date"])) for p in places] == [
        ("New Place", False),
        ("Berg Ltd", True),
    ]


def test_firms_cannot_belong_to_each_other_in_a_circle(store):
    parent = accounts.save_account(store, Account(name="Parent"))
    child = accounts.save_account(store, Account(name="Child", parent_id=parent))
    with pytest.raises(Refusal, match="belong to itself"):
        accounts.save_account(store, Account(id=parent, name="Parent", parent_id=child))


def test_a_firm_is_found_by_its_name_whatever_its_case(store):
    first = accounts.account_named(store, "Café Müller")
    assert accounts.account_named(store, "CAFE MULLER") == first


def test_tagging_many_is_one_step_and_leaves_those_that_have_it(store, ann):
    others = [contacts.save_contact(store, contacts.named(Contact(), f"P {n}")) for n in range(5)]
    assert people.add_tag(store, "contact", others, "Best") == 5
    assert people.add_tag(store, "contact", [ann, *others], "best") == 1
    assert history.next_undo(store)["label"] == "Tag 6 contacts “best”"
    undo.undo_last(store)
    undo.undo_last(store)
    assert store.value("SELECT count(*) FROM tagging") == 0
    assert people.remove_tag(store, "contact", others, "Best") == 0


def test_last_contact_follows_every_kind_but_notes(store, ann):
    when = "SELECT last_contact_at FROM contact_line WHERE id = ?"
    activities.log_activity(
        store, Activity(kind="note", at="2026-05-01T09:00:00.000Z", body="x", contact_id=ann)
    )
    assert store.value(when, (ann,)) == ""
    call = activities.log_activity(
        store, Activity(kind="call", at="2026-04-01T09:00:00.000Z", body="x", contact_id=ann)
    )
    assert store.value(when, (ann,)) == "2026-04-01T09:00:00.000Z"
    activities.delete_activities(store, [call])
    assert store.value(when, (ann,)) == ""


def test_a_firms_timeline_holds_its_peoples(store, everything):
    bodies = {row["body"] for row in timeline.of_account(store, everything["firm"])}
    assert {"hello", "both"} <= bodies


def test_an_appointment_that_ends_before_it_begins_is_refused(store):
    wrong = Appointment(title="Visit", start_at="2026-11-19T10:30", end_at="2026-11-19T10:00")
    with pytest.raises(Refusal, match="ends before it begins"):
        appointments.save_appointment(store, wrong)


def test_wall_time_stays_and_utc_follows_the_zone(store):
    summer = Appointment(title="S", start_at="2026-07-01T10:30", end_at="2026-07-01T11:00")
    row = store.get("appointment", appointments.save_appointment(store, summer))
    assert (row["start_at"], row["start_utc"]) == ("2026-07-01T10:30", "2026-07-01T09:30")
    gap = Appointment(title="G", start_at="2026-03-29T01:30", end_at="2026-03-29T03:00")
    row = store.get("appointment", appointments.save_appointment(store, gap))
    assert row["start_at"] == "2026-03-29T02:30"


def test_moving_a_deal_keeps_order_and_writes_the_timeline(store, ann):
    cards = [
        deals.save_deal(store, Deal(title=f"D{n}", contact_id=ann, amount=100 * n))
        for n in range(3)
    ]
    stages = [row[0] for row in store.select("SELECT id FROM stage ORDER BY position")]
    deals.move_deal(store, cards[2], stages[0], 0)
    order = "SELECT id FROM deal WHERE stage_id = ? ORDER BY position"
    assert [r[0] for r in store.select(order, (stages[0],))] == [cards[2], cards[0], cards[1]]
    deals.move_deal(store, cards[2], stages[1])
    assert timeline.of_deal(store, cards[2])[0]["subject"] == "Deal moved to Visited"
    deals.close_deal(store, cards[2], "won", on="2026-11-20")
    assert store.get("deal", cards[2])["closed_on"] == "2026-11-20"
    undo.undo_last(store)
    assert store.get("deal", cards[2])["state"] == "open"


def test_the_same_content_is_kept_once(store, ann):
    documents.add_content(store, "a.txt", b"same", contact_id=ann)
    second = documents.add_content(store, "b.txt", b"same", contact_id=ann)
    assert store.value("SELECT count(*) FROM blob") == 1
    assert blobs.read(store, store.get("document", second)["sha256"]) == b"same"


def test_a_large_file_comes_back_byte_for_byte(store, tmp_path):
    big = tmp_path / "big.bin"
    big.write_bytes(bytes(range(256)) * 12_000)
    document = documents.add_file(store, big)
    assert blobs.read(store, store.get("document", document)["sha256"]) == big.read_bytes()
    assert store.value("SELECT count(*) FROM blob_chunk") == 3


def test_a_letter_run_is_logged_once_a_person_and_undo_takes_it_away(store, everything):
    sent = "SELECT count(*) FROM activity WHERE kind = 'letter'"
    assert store.value(sent) == 2
    again = [LetterMade(everything["ann"], None)]
    log_run(store, RunFacts("Hello.docx", b"docx", "o.docx"), again)
    assert store.value("SELECT count(*) FROM document WHERE kind = 'template'") == 1
    undo.undo_last(store)
    assert store.value(sent) == 2
    assert store.value("SELECT count(*) FROM letter_run") == 1


def test_a_list_with_a_rule_that_cannot_be_read_is_refused(store):
    with pytest.raises(Refusal):
        views.save_view(store, {"name": "Odd", "entity": "contact", "rule": "tag = ("})
    made = views.save_view(store, {"name": "Best", "entity": "contact", "rule": 'tag = "Best"'})
    views.delete_view(store, made)
    assert store.value("SELECT count(*) FROM saved_view") == 0


def test_colleagues_are_named_on_what_they_look_after(store, ann):
    tom = staff.staff_named(store, "Tom Hartley")
    assert staff.staff_named(store, "Tom Hartley") == tom
    assert people.set_column(store, "contact", [ann], "staff_id", tom) == 1
    assert records.whole(store, "contact", ann)["fields"]["owner"] == "Tom Hartley"

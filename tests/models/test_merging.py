"""Two records become one, and two again when the merge is taken back."""

import pytest

from app.models.activity import Activity
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import accounts, activities, contacts, people
from app.models.operations.merging import merge_accounts, merge_contacts
from app.models.reach import EmailAddress, PhoneNumber
from app.storage import undo
from app.storage.queries import records
from tests.storage.builders import dump


def person(store, name, company="", phone="", email="", **more):
    made = contacts.save_contact(store, contacts.named(Contact(**more), name))
    if company:
        contacts.set_company(store, made, company)
    if phone:
        people.save_phones(store, "contact", made, [PhoneNumber(phone)])
    if email:
        people.save_emails(store, "contact", made, [EmailAddress(email)])
    return made


def two(store):
    keep = person(store, "Ann Lee", "Acme", "0161 496 0000", "ann@a.example", job_title="Buyer")
    other = person(
        store, "Ann Leigh", "Berg", "+44 161 496 0000", "al@b.example",
        job_title="Head", birthday="1980-01-02", no_email=1, note="Likes tea",
    )  # fmt: skip
    contacts.set_company(store, keep, "Acme")
    people.add_tag(store, "contact", [keep, other], "Best")
    field = people.own_field_id
    with store.step("Own fields"):
        for who, value in ((keep, "38"), (other, "39")):
            number = field(store, "contact", "Shoe size")
            store.put("field_value", {"field_id": number, "contact_id": who, "value": value})
    activities.log_activity(store, Activity(kind="call", subject="Hello", contact_id=other))
    return keep, other


def test_all_that_hangs_on_one_moves_to_the_other(store):
    keep, other = two(store)
    assert merge_contacts(store, keep, other) == keep
    whole = records.whole(store, "contact", keep)
    assert [p["value"] for p in whole["phones"]] == ["0161 496 0000"]
    assert [e["value"] for e in whole["emails"]] == ["ann@a.example", "al@b.example"]
    assert [a["name"] for a in whole["accounts"]] == ["Acme", "Berg"]
    assert whole["tags"] == ["Best"]
    assert whole["fields"]["birthday"] == "1980-01-02"
    assert store.value("SELECT no_email FROM contact WHERE id = ?", (keep,)) == 1
    assert store.value("SELECT contact_id FROM activity") == keep
    assert store.get("contact", other) is None


def test_a_value_that_loses_stays_in_the_note(store):
    keep, other = two(store)
    merge_contacts(store, keep, other)
    note = store.value("SELECT note FROM contact WHERE id = ?", (keep,))
    assert note.startswith("Likes tea")
    for said in ("Name: Ann Leigh", "Job title: Head", "Shoe size: 39"):
        assert said in note


def test_taking_a_merge_back_gives_both_back_as_they_were(store):
    keep, other = two(store)
    before = dump(store)
    merge_contacts(store, keep, other)
    undo.undo_last(store)
    assert dump(store) == before


def test_nobody_is_merged_with_themselves(store):
    keep = person(store, "Ann Lee")
    with pytest.raises(Refusal, match="one and the same"):
        merge_contacts(store, keep, keep)


def test_merged_firms_keep_their_people_once_and_no_circle(store):
    ann = person(store, "Ann Lee", "Acme Ltd")
    person(store, "Ben Ray", "Acme Limited")
    keep = accounts.account_named(store, "Acme Ltd")
    other = accounts.account_named(store, "Acme Limited")
    contacts.link_account(store, ann, other)
    with store.step("Branch"):
        store.put("account", {"id": keep, "parent_id": other})
    merge_accounts(store, keep, other)
    assert [row["name"] for row in records.people_of(store, keep)] == ["Ann Lee", "Ben Ray"]
    assert store.get("account", keep)["parent_id"] is None

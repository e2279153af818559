"""A person is found by any part of what is known of them, however it is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.activity import Activity
from app.models.contact import Contact
from app.models.operations import accounts, activities, contacts, people
from app.models.reach import EmailAddress, PhoneNumber, PostalAddress
from app.storage import checks, derive, search
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery


@pytest.fixture
def charlotte(store):
    person = contacts.save_contact(
        store,
        contacts.named(Contact(note="dog at the gate", job_title="Owner"), "Charlotte Müller"),
    )
    people.save_phones(store, "contact", person, [PhoneNumber("0161 496 0184", "mobile")])
    people.save_emails(store, "contact", person, [EmailAddress("charlotte@marlowbakery.example")])
    people.save_addresses(
        store, "contact", person,
        [PostalAddress(street="14 High Street", town="Łódź", postcode="SL7 1AU")],
    )  # fmt: skip
    contacts.set_company(store, person, "Marlow Bakery")
    people.add_tag(store, "contact", [person], "Spring mailing")
    for number in range(30):
        contacts.save_contact(store, contacts.named(Contact(), f"Someone Else{number}"))
    return person


@pytest.mark.parametrize(
    "typed",
    [
        "charlotte", "Charl", "muller", "Müller", "mueller", "MÜLL", "ch", "marlow", "bakery mar",
        "arlow", "marlowbak", "charlotte@marlow", "Lodz", "łód", "SL7", "high str", "dog", "gate",
        "owner", "spring mail", "0161 496 0184", "01614960184", "+44 161 496 0184",
        "0044 161 4960184", "+44 (0)161 496", "+44 0161 496 0184", "161-496", "4960184", "0184",
        "Charlote", "Muler",
    ],
)  # fmt: skip
def test_a_person_is_found_by(store, charlotte, typed):
    hits = search.find(store, typed, ("contact",), 20)
    assert charlotte in [hit.id for hit in hits], typed


@pytest.mark.parametrize("typed", ["charl", "müll", "mueller", "marlow", "lodz", "dog", "4960184",
                                   "+44 161 496", "ch"])  # fmt: skip
def test_the_list_filter_shows_exactly_who_is_meant(store, charlotte, typed):
    assert list(lists.list_ids(store, ListQuery("contact", text=typed))) == [charlotte]


def test_hits_come_in_name_order(store):
    for name in ("Smith Zoe", "Smith Adam", "Smithers Bob", "Smith Émile"):
        contacts.save_contact(store, contacts.named(Contact(), name))
    ids = search.find_ids(store, "contact", "smith", 10)
    names = [store.value("SELECT name_key FROM contact WHERE id = ?", (i,)) for i in ids]
    assert names == sorted(names)


def test_other_records_are_found_too(store, charlotte):
    note = activities.log_activity(
        store, Activity(kind="call", body="wants the cedar terrace", contact_id=charlotte)
    )
    firm = accounts.account_named(store, "Marlow Bakery")
    hits = search.find(store, "cedar", ("contact", "account", "activity"), 5)
    assert [(hit.kind, hit.id) for hit in hits] == [("activity", note)]
    hits = search.find(store, "marlow", ("account",), 5)
    assert [(hit.kind, hit.id) for hit in hits] == [("account", firm)]


def test_a_renamed_firm_is_found_by_its_new_name_only(store, charlotte):
    firm = accounts.load_account(store, accounts.account_named(store, "Marlow Bakery"))
    from dataclasses import replace

    accounts.save_account(store, replace(firm, name="Henley Patisserie"))
    assert search.find_ids(store, "contact", "patisserie", 5) == [charlotte]
    people_found = search.find_ids(store, "contact", "bakery", 5)
    assert people_found == []


NASTY = ['"', "*", "a* OR b", "NEAR(", "-", "name:x", "(", ")", "AND", "\x00", "'; DROP", "^a"]
FREELY = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FREELY
@given(typed=st.text(max_size=30) | st.sampled_from(NASTY))
def test_whatever_is_typed_is_no_error(store, typed):
    search.find(store, typed, ("contact", "account", "activity"), 5)
    lists.count(store, ListQuery("contact", text=typed))


def test_the_index_can_always_be_made_anew(store, charlotte):
    before = {kind: search.find_ids(store, kind, "marlow", 50) for kind in ("contact", "account")}
    with store.step("Rebuild"):
        derive.rebuild_all(store.connection)
        store.set_business("rebuilt", "1")
    after = {kind: search.find_ids(store, kind, "marlow", 50) for kind in ("contact", "account")}
    assert after == before
    assert checks.index(store.connection) == []

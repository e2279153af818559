"""Zones are found by the places that people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.account import Account
from app.models.calendar.zones import zone_named, zone_names, zone_words
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import accounts, contacts, fields
from app.storage.queries import records


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("New York", "America/New_York"),
        ("new york", "America/New_York"),
        ("America/New_York", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("Sao Paulo (America)", "America/Sao_Paulo"),
        ("berl", "Europe/Berlin"),
        ("Atlantis", ""),
        ("san", ""),
        ("", ""),
    ],
)
def test_a_place_names_its_zone(typed, zone):
    assert zone_named(typed) == zone


@given(st.sampled_from(zone_names()))
def test_what_is_shown_can_be_typed_again(zone):
    assert zone_words(zone_named(zone_words(zone))) == zone_words(zone)


def test_a_person_has_their_own_zone_or_that_of_their_firm(store):
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    contacts.set_company(store, ann, "Liberty Inc")
    firm = records.accounts_of(store, ann)[0]["id"]
    assert records.zones_of(store, [ann]) == {}
    fields.set_zone(store, "account", firm, "New York")
    assert records.zones_of(store, [ann]) == {ann: "America/New_York"}
    fields.set_zone(store, "contact", ann, "Tokyo")
    assert records.zones_of(store, [ann]) == {ann: "Asia/Tokyo"}
    fields.set_zone(store, "contact", ann, "")
    assert records.zones_of(store, [ann]) == {ann: "America/New_York"}


def test_a_place_nobody_knows_is_refused_and_keeps_what_was(store):
    firm = accounts.save_account(store, Account(name="Liberty Inc"))
    fields.set_zone(store, "account", firm, "Tokyo")
    with pytest.raises(Refusal):
        fields.set_zone(store, "account", firm, "Atlantis")
    assert records.record(store, "account", firm)["zone"] == "Asia/Tokyo"

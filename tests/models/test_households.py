"""People who live together: made, ordered, moved and left, and always to be undone."""

from datetime import date

import pytest

from app.desk import recipients
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.letters.letter_address import destination, holds_on
from app.models.operations import addresses, consents, contacts, households, people
from app.models.reach import PostalAddress
from app.storage import undo
from app.storage.queries import households as queries
from app.storage.queries import records

DAY = date(2026, 11, 18)


def person(store, first, street="12 High Street", last="Lee", kind="home", **more):
    made = contacts.save_contact(
        store, Contact(name=f"{first} {last}", first_name=first, last_name=last, **more)
    )
    if street:
        place = PostalAddress(street=street, postcode="LS1 4AP", town="Leeds", kind=kind)
        people.save_addresses(store, "contact", made, [place])
    return made


def street_of(store, one, day=DAY):
    return recipients.gathered(store, [one], day)[one]["address"].get("street", "")


def test_people_at_one_address_in_other_spellings_are_proposed(store):
    ann, ben = person(store, "Ann"), person(store, "Ben", "High St., 12")
    person(store, "Cy", "14 High Street")
    person(store, "Dee", "12 High Street", last="Stranger")
    (found,) = households.proposals(store)
    assert (found.contact_ids, found.name) == ((ann, ben), "Ann and Ben Lee")
    households.make_household(store, found.contact_ids)
    assert households.proposals(store) == []


def test_a_household_has_one_address_and_moving_moves_everybody(store):
    ann, ben = person(store, "Ann"), person(store, "Ben", "High St., 12")
    home = households.make_household(store, [ann, ben])
    assert records.addresses(store, "contact", ann) == []
    assert {street_of(store, one) for one in (ann, ben)} == {"12 High Street"}
    households.move_household(store, home, PostalAddress("3 Mill Lane", town="York"))
    moved = store.last_changes.step_id
    assert {street_of(store, one) for one in (ann, ben)} == {"3 Mill Lane"}
    undo.undo(store, moved)
    assert {street_of(store, one) for one in (ann, ben)} == {"12 High Street"}
    with pytest.raises(Refusal):
        households.move_household(store, home, PostalAddress())


def test_making_a_household_is_one_step_back(store):
    ann, ben = person(store, "Ann"), person(store, "Ben")
    before = store.select("SELECT id, contact_id, household_id, street FROM address ORDER BY id")
    households.make_household(store, [ann, ben])
    undo.undo(store, store.last_changes.step_id)
    assert store.value("SELECT count(*) FROM household") == 0
    after = store.select("SELECT id, contact_id, household_id, street FROM address ORDER BY id")
    assert after == before


def test_whoever_leaves_keeps_the_address_and_the_order_is_chosen(store):
    ann, ben = person(store, "Ann"), person(store, "Ben")
    home = households.make_household(store, [ann, ben])
    households.order_members(store, home, [ben, ann])
    assert [row["id"] for row in queries.members_of(store, [home])[home]] == [ben, ann]
    households.remove_member(store, ann)
    assert street_of(store, ann) == "12 High Street"
    households.delete_household(store, home)
    assert street_of(store, ben) == "12 High Street"
    assert store.value("SELECT count(*) FROM household") == 0


def test_the_address_of_the_season_is_taken_while_it_lasts(store):
    ann = person(store, "Ann")
    summer = PostalAddress("1 Beach Road", town="Whitby", postcode="YO21 3AA", kind="other")
    home = people_rows(store, ann)
    people.save_addresses(store, "contact", ann, [*home, summer])
    beach = records.addresses(store, "contact", ann)[1]["id"]
    addresses.set_address(store, beach, season_from="06-01", season_to="08-31")
    assert street_of(store, ann) == "12 High Street"
    assert street_of(store, ann, date(2026, 7, 1)) == "1 Beach Road"
    addresses.mark_undeliverable(store, beach, DAY)
    assert street_of(store, ann, date(2026, 7, 1)) == "12 High Street"
    for wrong in ({"season_from": "13-01"}, {"to_date": "soon"}, {"kind": "castle"}, {"uuid": ""}):
        with pytest.raises(Refusal):
            addresses.set_address(store, beach, **wrong)


def people_rows(store, one):
    from app.models.records import from_row

    return [from_row(PostalAddress, row) for row in records.addresses(store, "contact", one)]


def test_an_address_holds_from_a_day_to_a_day_and_over_the_new_year():
    assert not holds_on({"from_date": "2026-12-01"}, DAY)
    assert not holds_on({"to_date": "2026-11-17"}, DAY)
    winter = {"season_from": "11-01", "season_to": "02-28"}
    assert holds_on(winter, DAY)
    assert holds_on(winter, date(2027, 1, 5))
    assert not holds_on(winter, date(2026, 6, 5))


def test_own_comes_before_the_household_and_that_before_the_firm():
    own, home, firm = {"street": "own"}, {"street": "home"}, {"street": "firm"}
    back = {"undeliverable_on": "2026-01-01"}
    places = [("own", None, [own]), ("household", None, [home]), ("firm", 7, [firm])]
    assert destination(places, DAY).source == "own"
    places[0] = ("own", None, [own | back])
    assert destination(places, DAY).source == "household"
    lost = [("own", None, [own | back]), ("firm", 7, [firm | back])]
    assert destination(lost, DAY).returned
    assert destination(lost, DAY).address["street"] == "own"


def test_returned_mail_is_marked_by_code_or_number_in_one_step(store):
    ann, ben, cy = person(store, "Ann"), person(store, "Ben"), person(store, "Cy", street="")
    consents.set_marks(store, "contact", [ann], customer_code="K-17")
    done = addresses.returned_mail(store, ["k-17", str(ben), "none", str(cy), " "], DAY)
    assert (done.marked, done.unknown, done.without_address) == (2, ("none",), (str(cy),))
    assert store.value("SELECT count(*) FROM address WHERE undeliverable_on = '2026-11-18'") == 2
    undo.undo(store, store.last_changes.step_id)
    assert store.value("SELECT count(*) FROM address WHERE undeliverable_on <> ''") == 0

"""What schema step 2 promises: old rows keep their hashes true, households lend their address."""

import shutil
from pathlib import Path

import pytest

from app.models.operations.contacts import delete_contacts
from app.storage import book, checks, errors, undo
from app.storage.ids import new_uuid
from tests.storage.builders import add_contact, dump

GOLDEN = Path(__file__).parent.parent / "data" / "books" / "version_1.deskbook"


def household(store, name="Lee"):
    return store.put(
        "household",
        {"name": name, "name_key": name.lower(), "uuid": new_uuid(), "created_at": "2026-11-22"},
    )


def test_a_step_of_the_old_book_can_still_be_taken_back(tmp_path):
    copy = tmp_path / "old.deskbook"
    shutil.copyfile(GOLDEN, copy)
    opened = book.open_book(copy)
    undo.undo_last(opened)
    assert opened.value("SELECT count(*) FROM contact") == 0
    undo.redo_last(opened)
    assert opened.value("SELECT count(*) FROM contact") == 3
    assert checks.whole(opened.connection, deep=True) == []
    opened.close()


def test_the_address_of_a_household_shows_with_everyone_who_lives_there(store):
    ann, ben = add_contact(store, "Ann Lee"), add_contact(store, "Ben Lee")
    with store.step("Make household"):
        home = household(store)
        for person in (ann, ben):
            store.put("contact", {"id": person, "household_id": home})
        place = store.put("address", {"household_id": home, "street": "1 Elm Row", "town": "Leeds"})
    towns = "SELECT town FROM contact_line ORDER BY id"
    assert store.select(towns) == [("Leeds",), ("Leeds",)]
    with store.step("Move"):
        store.put("address", {"id": place, "town": "York"})
    assert store.select(towns) == [("York",), ("York",)]
    hits = "SELECT count(*) FROM search WHERE search MATCH 'york'"
    assert store.value(hits) == 2


def test_returned_mail_makes_way_for_the_next_address(store):
    ann = add_contact(store, "Ann Lee")
    with store.step("Add two addresses"):
        first = store.put("address", {"contact_id": ann, "town": "Leeds", "position": 0})
        store.put("address", {"contact_id": ann, "town": "York", "position": 1})
    assert store.value("SELECT town FROM contact_line") == "Leeds"
    with store.step("Mail came back"):
        store.put("address", {"id": first, "undeliverable_on": "2026-11-22"})
    assert store.value("SELECT town FROM contact_line") == "York"


def test_deleting_a_person_takes_consent_and_open_questions_along_and_undo_brings_them_back(store):
    ann, other = add_contact(store, "Ann Lee"), add_contact(store, "Ann Leigh")
    with store.step("Ask"):
        store.put("consent", {"contact_id": ann, "purpose": "advert", "state": "given",
                              "at": "2026-11-22"})  # fmt: skip
        store.put("near_match", {"contact_id": other, "other_contact_id": ann})
        store.put("waiting", {"contact_id": ann, "title": "Check-up", "created_at": "2026-11-22"})
    before = dump(store)
    delete_contacts(store, [ann])
    assert store.value("SELECT count(*) FROM near_match") == 0
    undo.undo_last(store)
    assert dump(store) == before


def test_an_older_book_that_is_only_looked_at_stays_as_it_is(tmp_path):
    copy = tmp_path / "old.deskbook"
    shutil.copyfile(GOLDEN, copy)
    before = copy.read_bytes()
    opened = book.open_book(copy, read_only=True)
    assert opened.value("SELECT count(*) FROM household") == 0
    assert opened.value("SELECT name FROM contact_line ORDER BY id LIMIT 1") == "Ann Lee"
    with pytest.raises(errors.BookReadOnly), opened.step("Write"):
        opened.put("tag", {"name": "x", "name_key": "x"})
    opened.close()
    assert copy.read_bytes() == before


def test_a_check_of_an_older_book_sees_the_file_itself(tmp_path):
    copy = tmp_path / "old.deskbook"
    shutil.copyfile(GOLDEN, copy)
    opened = book.open_book(copy, read_only=True, as_is=True)
    assert opened.value("PRAGMA user_version") == 1
    assert checks.whole(opened.connection, deep=True) == []
    opened.close()

"""Files kept with somebody: content and timeline together."""

from pathlib import Path

import pytest

from app.models.contact import Contact
from app.models.operations.contacts import save_contact
from app.models.operations.filing import add_file_entry
from app.storage import undo
from app.storage.errors import BookError
from app.storage.store import Store


def test_files_and_their_entries_come_in_one_step_and_go_in_one(
    store: Store, tmp_path: Path
) -> None:
    person = save_contact(store, Contact(name="Ada Quill"))
    paths = [tmp_path / "plan.txt", tmp_path / "bill.txt"]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    found = add_file_entry(store, paths, text="From the site", contact_id=person)
    assert len(found) == 2
    assert store.value("SELECT count(*) FROM activity WHERE contact_id = ?", (person,)) >= 1
    undo.undo_last(store)
    assert store.value("SELECT count(*) FROM document") == 0
    assert store.value("SELECT count(*) FROM activity") == 0


def test_one_file_that_is_gone_keeps_none(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "plan.txt"
    there.write_text("plan", encoding="utf-8")
    with pytest.raises(BookError):
        add_file_entry(store, [there, tmp_path / "gone.txt"])
    assert store.value("SELECT count(*) FROM document") == 0


def test_a_file_of_a_person_and_an_appointment_stays_with_the_appointment(store):
    from app.models.operations import documents
    from app.models.operations.contacts import delete_contacts

    ann = save_contact(store, Contact(name="Ann Lee"))
    with store.step("Book"):
        visit = store.put(
            "appointment",
            {"uuid": "u", "title": "Visit", "start_at": "2026-11-24T10:00",
             "end_at": "2026-11-24T11:00", "created_at": "2026"},
        )  # fmt: skip
    plan = documents.add_content(store, "plan.txt", b"plan", contact_id=ann, appointment_id=visit)
    delete_contacts(store, [ann])
    assert store.select("SELECT id, contact_id, appointment_id FROM document") == [
        (plan, None, visit)
    ]

"""The file was moved, replaced or written over while it was open: never write into a ghost."""

import os
import shutil

import pytest

from app.storage import book, errors
from tests.storage.builders import add_contact, contact_row


@pytest.fixture
def older_copy(store, book_path, tmp_path):
    add_contact(store, "First Person")
    copy = tmp_path / "older.deskbook"
    shutil.copyfile(book_path, copy)
    add_contact(store, "Second Person")
    return copy


def names(path):
    opened = book.open_book(path, read_only=True)
    found = [row[0] for row in opened.select("SELECT name FROM contact ORDER BY id")]
    opened.close()
    return found


def test_a_moved_file_is_not_written_to(store, book_path, tmp_path):
    add_contact(store, "First Person")
    elsewhere = tmp_path / "elsewhere.deskbook"
    book_path.rename(elsewhere)
    with pytest.raises(errors.BookMoved), store.step("Add"):
        store.put("contact", contact_row("Ghost"))
    assert names(elsewhere) == ["First Person"]
    elsewhere.rename(book_path)
    add_contact(store, "Second Person")
    assert store.value("SELECT count(*) FROM contact") == 2


def test_a_deleted_file_can_still_be_saved_as_a_copy(store, book_path, tmp_path):
    from app.storage import backups

    add_contact(store, "First Person")
    book_path.unlink()
    with pytest.raises(errors.BookMoved), store.step("Add"):
        store.put("contact", contact_row("Ghost"))
    rescued = backups.make(store.connection, book_path, "rescue", to=tmp_path / "rescued.deskbook")
    assert names(rescued) == ["First Person"]


def test_a_replaced_file_is_not_written_to(store, book_path, older_copy):
    os.replace(older_copy, book_path)
    with pytest.raises(errors.BookMoved), store.step("Add"):
        store.put("contact", contact_row("Ghost"))
    assert names(book_path) == ["First Person"]


def test_a_file_written_over_in_place_is_noticed(store, book_path, older_copy):
    with older_copy.open("rb") as source, book_path.open("r+b") as target:
        target.write(source.read())
        target.truncate()
    with pytest.raises(errors.BookOverwritten), store.step("Add"):
        store.put("contact", contact_row("Ghost"))
    with pytest.raises(errors.BookMoved), store.step("Again"):
        store.put("contact", contact_row("Ghost"))
    store.reload(accept_other=True)
    add_contact(store, "Third Person")
    assert [r[0] for r in store.select("SELECT name FROM contact ORDER BY id")] == [
        "First Person",
        "Third Person",
    ]


def test_changes_by_a_script_are_read_and_nobody_loses(store, book_path):
    add_contact(store, "First Person")
    script = book.open_book(book_path)
    add_contact(script, "By the script")
    book.close_book(script)
    assert store.check_file()
    assert store.last_changes.everything
    add_contact(store, "By the window")
    assert store.value("SELECT count(*) FROM contact") == 3


def test_rubbish_written_over_the_file_is_refused_and_the_book_can_come_back(store, book_path):
    add_contact(store, "First Person")
    sound = book_path.read_bytes()
    with book_path.open("r+b") as target:
        target.write(b"rubbish" * 4_000)
    for _ in range(2):
        with pytest.raises(errors.BookError), store.step("Add"):
            store.put("contact", contact_row("Ghost"))
    with book_path.open("r+b") as target:
        target.write(sound)
        target.truncate()
    add_contact(store, "Second Person")
    assert store.value("SELECT count(*) FROM contact") == 2

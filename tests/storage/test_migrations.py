"""An older book comes up to date in one transaction after a verified copy, or stays as it was."""

import shutil
from pathlib import Path

import pytest

from app.storage import backups, book, checks, errors, migrations, places, probe
from tests.storage.builders import add_contact

GOLDEN = Path(__file__).parent.parent / "data" / "books"


def m9998_note_on_tags(database):
    database.execute("ALTER TABLE tag ADD COLUMN note TEXT NOT NULL DEFAULT ''")


def m9999_breaks(database):
    database.execute("CREATE TABLE half_done (x INTEGER) STRICT")
    raise RuntimeError("the step failed midway")


def newer_program(monkeypatch, *steps):
    """A later version of this program, with more steps."""
    all_steps = (*migrations.STEPS, *steps)
    for module in (migrations, book.migrations):
        monkeypatch.setattr(module, "STEPS", all_steps)
        monkeypatch.setattr(module, "LATEST", len(all_steps))
    monkeypatch.setattr(probe, "LATEST", len(all_steps))
    apply = migrations.apply
    monkeypatch.setattr(migrations, "apply", lambda connection, s=all_steps: apply(connection, s))


def test_an_older_book_is_brought_up_to_date_after_a_verified_copy(store, book_path, monkeypatch):
    add_contact(store, "Ann Lee")
    uuid = backups.book_uuid(store.connection)
    book.close_book(store)
    newer_program(monkeypatch, m9998_note_on_tags)
    opened = book.open_book(book_path)
    assert opened.value("PRAGMA user_version") == migrations.LATEST
    assert opened.value("SELECT count(*) FROM pragma_table_info('tag') WHERE name = 'note'") == 1
    assert opened.value("SELECT name FROM contact") == "Ann Lee"
    assert checks.structure(opened.connection, deep=True) == []
    opened.close()
    kept = backups.list_backups(places.backup_folder(uuid))
    assert [b.reason for b in kept] == ["before-update"]
    store.connection = book.open_connection(book_path, read_only=False)


def test_a_step_that_fails_leaves_the_old_book_whole(store, book_path, monkeypatch):
    add_contact(store, "Ann Lee")
    book.close_book(store)
    before = book_path.read_bytes()
    with monkeypatch.context() as later:
        newer_program(later, m9998_note_on_tags, m9999_breaks)
        with pytest.raises(RuntimeError, match="midway"):
            book.open_book(book_path)
    assert book_path.read_bytes() == before
    opened = book.open_book(book_path)
    assert opened.value("SELECT name FROM contact") == "Ann Lee"
    opened.close()
    store.connection = book.open_connection(book_path, read_only=False)


@pytest.mark.parametrize("version", range(1, migrations.LATEST + 1))
def test_every_released_book_opens_and_keeps_its_people(tmp_path, version):
    golden = GOLDEN / f"version_{version}.deskbook"
    copy = tmp_path / golden.name
    shutil.copyfile(golden, copy)
    opened = book.open_book(copy)
    assert opened.value("PRAGMA user_version") == migrations.LATEST
    names = [row[0] for row in opened.select("SELECT name FROM contact ORDER BY name_key")]
    assert names == ["Ann Lee", "Søren Ærø", "王 小明"]
    assert opened.value("SELECT count(*) FROM phone") == 3
    assert checks.whole(opened.connection, deep=True) == []
    opened.close()


def test_every_version_has_its_golden_book():
    assert [p.name for p in sorted(GOLDEN.glob("*.deskbook"))] == [
        f"version_{number}.deskbook" for number in range(1, migrations.LATEST + 1)
    ]


def test_a_book_between_versions_is_refused_as_unfinished(store, book_path):
    book.close_book(store)
    import sqlite3

    connection = sqlite3.connect(book_path)
    connection.execute("PRAGMA user_version=0")
    connection.close()
    with pytest.raises(errors.BookDamaged, match="never finished"):
        book.open_book(book_path)
    connection = sqlite3.connect(book_path)
    connection.execute(f"PRAGMA user_version={migrations.LATEST}")
    connection.close()
    store.connection = book.open_connection(book_path, read_only=False)

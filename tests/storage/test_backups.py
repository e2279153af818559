"""Backups are checked before they count; rotation never gives up the newest; restore is whole."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage import backups, book, checks, errors, places, restoring
from app.storage.backups import Backup
from tests.storage.builders import add_contact, dump, import_people

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def folder_of(store):
    return places.backup_folder(backups.book_uuid(store.connection))


def test_a_backup_holds_every_row_and_passes_every_check(store, book_path):
    import_people(store, 50)
    made = backups.make(store.connection, book_path, "closed")
    copy = book.open_book(made)
    assert dump(copy) == dump(store)
    assert checks.whole(copy.connection, deep=True) == []
    copy.close()
    assert [b.reason for b in backups.list_backups(folder_of(store))] == ["closed"]
    assert made.parent != book_path.parent
    assert not list(made.parent.glob("*.tmp*"))


def test_a_damaged_book_is_never_backed_up_over_a_good_copy(store, book_path):
    person = add_contact(store)
    good = backups.make(store.connection, book_path, "closed")
    store.connection.execute("PRAGMA query_only=OFF")
    store.connection.execute("UPDATE contact SET note = 'odd' WHERE id = ?", (person,))
    store.connection.execute("PRAGMA query_only=ON")
    with pytest.raises(errors.BookDamaged, match="not sound"):
        backups.make(store.connection, book_path, "closed")
    assert [b.path for b in backups.list_backups(good.parent)] == [good]


def test_restore_keeps_the_present_file_and_its_journal_aside(store, book_path):
    add_contact(store, "Ann Lee")
    backup = backups.make(store.connection, book_path, "closed")
    add_contact(store, "Bob Hill")
    book.close_book(store)
    book_path.with_name(book_path.name + "-journal").write_bytes(b"stale journal" * 100)
    kept = restoring.restore(backup, book_path, moment=NOW)
    restored = book.open_book(book_path)
    assert [r[0] for r in restored.select("SELECT name FROM contact")] == ["Ann Lee"]
    restored.close()
    assert kept is not None
    before = book.open_book(kept)
    assert before.value("SELECT count(*) FROM contact") == 2
    before.close()
    store.connection = book.open_connection(book_path, read_only=False)


def test_a_backup_that_is_not_sound_is_not_restored(store, book_path, tmp_path):
    add_contact(store, "Ann Lee")
    backup = backups.make(store.connection, book_path, "closed")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = os.urandom(4096)
    backup.write_bytes(content)
    target = tmp_path / "target.deskbook"
    with pytest.raises(errors.BookError):
        restoring.restore(backup, target)
    assert not target.exists()
    assert not list(tmp_path.glob("*restoring*"))


def made_at(moments):
    return [Backup(Path(f"/b/{n}"), at, "closed", 1000) for n, at in enumerate(moments)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 60 * 24 * 900), min_size=1, max_size=120))
def test_rotation_keeps_the_newest_and_everything_of_two_days(minutes):
    made = made_at([NOW - timedelta(minutes=m) for m in minutes])
    newest = max(b.at for b in made)
    dropped = backups.to_drop(made, book_size=1000)
    kept = [b for b in made if b not in dropped]
    assert newest in [b.at for b in kept]
    assert not [b for b in dropped if newest - b.at <= timedelta(days=2)]
    days = {b.at.date() for b in made}
    kept_days = {b.at.date() for b in kept}
    assert set(sorted(days, reverse=True)[:12]) <= kept_days


def test_a_clock_that_jumps_ahead_thins_nothing_wrongly():
    usual = [NOW - timedelta(hours=h) for h in range(40)]
    ahead = [NOW + timedelta(days=3650)]
    dropped = backups.to_drop(made_at(usual + ahead), book_size=1000)
    kept = [b for b in made_at(usual + ahead) if b not in dropped]
    assert max(b.at for b in kept) == ahead[0]
    assert any(b.at == usual[0] for b in kept)


def test_rotation_deletes_files_it_gives_up(store, book_path):
    add_contact(store)
    first = backups.make(store.connection, book_path, "closed", moment=NOW)
    for days in range(1, 60):
        name = f"{NOW - timedelta(days=days):%Y%m%dT%H%M%S%f}Z-closed.deskbook-backup"
        (first.parent / name).write_bytes(b"older")
    assert backups.rotate(first.parent, book_path.stat().st_size) > 20
    left = backups.list_backups(first.parent)
    assert left[0].path == first
    assert len(left) >= 12


def test_a_backup_to_a_place_of_ones_own_choice(store, book_path, tmp_path):
    add_contact(store)
    target = tmp_path / "stick" / "copy.deskbook"
    assert backups.make(store.connection, book_path, "copy", to=target) == target
    opened = book.open_book(target)
    assert opened.value("SELECT count(*) FROM contact") == 1
    opened.close()


def test_a_folder_that_cannot_be_written_is_told(store, book_path, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(errors.DiskFailed, match="could not be written"):
        backups.make(store.connection, book_path, "copy", to=blocked / "copy.deskbook")

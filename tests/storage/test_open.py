"""Any file may be handed to us: each is opened safely or refused in one clear sentence."""

import hashlib
import os
import sqlite3
import subprocess
import sys

import pytest

from app.storage import book, database, errors, migrations, trust
from tests.storage.builders import add_contact


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def altered(path, sql):
    """Change a closed book with another program's SQLite."""
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


@pytest.fixture
def closed_book(store, book_path, tmp_path):
    add_contact(store, "Ann Lee")
    copy = tmp_path / "copy.deskbook"
    copy.write_bytes(book_path.read_bytes())
    return copy


REFUSED = {
    "missing": (None, errors.BookMissing),
    "empty": (b"", errors.NotABook),
    "text": (b"Dear Sir or Madam, " * 40, errors.NotABook),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, errors.NotABook),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_a_book_is_refused_and_left_alone(tmp_path, name):
    content, kind = REFUSED[name]
    path = tmp_path / "odd.deskbook"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(kind) as caught:
        book.open_book(path)
    assert "odd.deskbook" in caught.value.message
    assert caught.value.hint
    assert (path.read_bytes() if path.exists() else None) == content
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "home") == (
        ["odd.deskbook"] if content is not None else []
    )


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(errors.NotABook, match="folder"):
        book.open_book(tmp_path)


def test_another_programs_database_is_refused_untouched(tmp_path):
    path = tmp_path / "theirs.sqlite"
    altered(path, "CREATE TABLE people (name); INSERT INTO people VALUES ('x')")
    before = digest(path)
    with pytest.raises(errors.NotABook, match="another program"):
        book.open_book(path)
    assert digest(path) == before


def test_a_newer_book_is_refused_and_says_so(closed_book):
    altered(closed_book, f"PRAGMA user_version={migrations.LATEST + 1}")
    before = digest(closed_book)
    with pytest.raises(errors.BookTooNew, match="newer"):
        book.open_book(closed_book)
    assert digest(closed_book) == before


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER nice AFTER INSERT ON contact BEGIN DELETE FROM contact; END",
        'DROP VIEW "People"; CREATE VIEW "People" AS WITH RECURSIVE c(x) AS (SELECT 1'
        " UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
        "CREATE TABLE extra (x)",
        "CREATE INDEX odd ON contact(note)",
    ],
    ids=["trigger", "endless view", "table", "index"],
)
def test_a_book_with_something_strange_in_it_is_refused(closed_book, sql):
    altered(closed_book, sql)
    before = digest(closed_book)
    with pytest.raises(errors.UnsafeBook):
        book.open_book(closed_book)
    assert digest(closed_book) == before


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.95])
def test_a_book_cut_short_is_refused(closed_book, share):
    content = closed_book.read_bytes()
    closed_book.write_bytes(content[: max(60, int(len(content) * share))])
    with pytest.raises((errors.BookDamaged, errors.NotABook)):
        book.open_book(closed_book)


def test_overwritten_pages_are_noticed_or_harmless(closed_book):
    content = bytearray(closed_book.read_bytes())
    for page in range(1, len(content) // 4096, 3):
        broken = bytearray(content)
        broken[page * 4096 : (page + 1) * 4096] = os.urandom(4096)
        closed_book.write_bytes(broken)
        try:
            opened = book.open_book(closed_book)
        except errors.BookError:
            continue
        assert opened.value("SELECT count(*) FROM contact") == 1
        opened.close()


def test_a_write_protected_book_can_be_looked_at_but_not_changed(closed_book):
    opened = book.open_book(closed_book, read_only=True)
    assert opened.value("SELECT name FROM contact") == "Ann Lee"
    with pytest.raises(errors.BookReadOnly), opened.step("Change"):
        pass
    opened.close()


def test_an_older_engine_setting_is_put_right(closed_book):
    altered(closed_book, "PRAGMA journal_mode=WAL")
    opened = book.open_book(closed_book)
    assert opened.value("PRAGMA journal_mode") == "delete"
    opened.close()


def test_a_new_book_never_replaces_a_file(tmp_path):
    path = tmp_path / "there.deskbook"
    path.write_text("precious")
    with pytest.raises(errors.BookExists):
        book.create_book(path)
    assert path.read_text() == "precious"


def test_a_book_left_well_is_known_again(store, book_path):
    add_contact(store)
    assert not trust.left_well(book_path)
    book.close_book(store)
    assert trust.left_well(book_path)
    altered(book_path, "UPDATE business SET value = 'x' WHERE key = 'business_name'")
    assert not trust.left_well(book_path)
    store.connection = book.open_connection(book_path, read_only=False)


def test_a_journal_left_by_a_sudden_end_is_taken_back(tmp_path):
    path = tmp_path / "crash.deskbook"
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom app.storage import book\n"
        "from tests.storage.builders import add_contact, contact_row\n"
        f"s = book.create_book(Path({str(path)!r}))\nadd_contact(s, 'Kept Person')\n"
        "step = s.step('cut')\nstep.__enter__()\n"
        "s.connection.execute('PRAGMA cache_size=5')\n"
        "[s.put('contact', contact_row(f'Lost {i}', note='n' * 900)) for i in range(400)]\n"
        "os._exit(9)\n"
    )
    root = str(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.returncode == 9
    opened = book.open_book(path)
    assert opened.select("SELECT name FROM contact") == [("Kept Person",)]
    assert not path.with_name(path.name + "-journal").exists()
    opened.close()


def test_the_header_says_what_the_file_is(book_path, store):
    assert store.value("PRAGMA application_id") == database.APPLICATION_ID
    assert store.value("PRAGMA user_version") == migrations.LATEST
    assert (
        migrations.schema_hash(migrations.known_schema(migrations.LATEST))
        == migrations.FINGERPRINTS[migrations.LATEST]
    )


def test_a_damaged_word_of_the_schema_is_damage_whatever_bytes_it_holds(book_path, store):
    book.close_book(store)
    content = bytearray(book_path.read_bytes())
    place = content.index(b'"label" TEXT' if b'"label" TEXT' in content else b"label TEXT")
    content[place - 1] = 0xA0
    book_path.write_bytes(content)
    with pytest.raises(errors.BookError):
        book.open_book(book_path)

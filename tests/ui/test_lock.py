"""One window a book: the second start calls the first, and a lock left behind is taken."""

import subprocess
import sys

import pytest

from app.storage.lock import lock_path, server_name
from app.ui.one_window import Claim, OneWindow

HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.one_window import OneWindow
app = QCoreApplication([])
one = OneWindow(Path(sys.argv[1]))
one.raise_requested.connect(lambda: print("raised", flush=True))
print(one.claim().value, flush=True)
app.exec()
"""


@pytest.fixture
def other(book_path, store):
    """Another process that has the book."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(book_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "ours"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_first_window_gets_the_book_and_gives_it_back(qapp, book_path):
    one = OneWindow(book_path)
    assert one.claim() is Claim.OURS
    assert lock_path(book_path).exists()
    one.release()
    assert not lock_path(book_path).exists()


def test_a_second_start_calls_the_first_window(qapp, other, book_path):
    assert OneWindow(book_path).claim() is Claim.RAISED
    assert other.stdout.readline().strip() == "raised"


def test_only_the_holder_removes_the_lock(qapp, other, book_path):
    one = OneWindow(book_path)
    one.claim()
    one.release()
    assert lock_path(book_path).exists()


def test_a_lock_left_by_a_killed_process_is_taken(qapp, other, book_path):
    other.kill()
    other.wait()
    one = OneWindow(book_path)
    assert one.claim() is Claim.OURS
    one.release()


def test_a_lock_of_another_computer_is_left_alone(qapp, book_path):
    lock_path(book_path).write_text("4242\nelsewhere\nother-computer\nid\nboot\n")
    one = OneWindow(book_path)
    assert one.claim() is Claim.ELSEWHERE
    assert "computer" in one.holder or one.holder == ""
    one.release()
    assert lock_path(book_path).exists()


def test_two_names_of_one_file_are_one_book(tmp_path):
    book = tmp_path / "a.deskbook"
    book.touch()
    link = tmp_path / "b.deskbook"
    link.symlink_to(book)
    assert lock_path(link) == lock_path(book)
    assert server_name(link) == server_name(book)

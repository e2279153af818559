"""Fixtures of all tests: a home of their own, a new book, a session on it."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("DESKBOOK_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep state, settings and backups of a test in its own folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("DESKBOOK_HOME", str(folder))
    return folder


@pytest.fixture
def shared() -> Path:
    """The folder of files written by other programs; tests that need it skip without it."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the folder of other programs' files is not here")
    return SHARED / "data"


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """Where the book of a test lies."""
    return tmp_path / "Test.deskbook"


@pytest.fixture
def store(book_path: Path) -> Iterator["Store"]:  # noqa: F821
    """A new, empty book."""
    from app.storage import book

    made = book.create_book(book_path, business={"business_name": "Hartley"})
    yield made
    book.close_book(made)


@pytest.fixture
def session(qapp: object, store: "Store") -> Iterator["Session"]:  # noqa: F821
    """A session on a new book; its lane is empty again at the end."""
    from app.models.qt.session import Session

    made = Session(store)
    yield made
    made.wait_for_jobs()

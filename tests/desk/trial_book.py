"""A book for one example of a property test, and a file beside it that rows are said to be of."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.storage import book


@contextmanager
def trial_book():
    """A new book and the path of a file; both are gone afterwards."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_text("any", encoding="utf-8")
        store = book.create_book(Path(folder) / "b.deskbook")
        try:
            yield store, file
        finally:
            book.close_book(store)

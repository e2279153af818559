"""What one example of a property test needs: a book, a file beside it, and a table of rows."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.desk import importing
from app.exchange.tables.table import Table, TableInfo
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


def table_of(targets, rows):
    """A table without headings that say anything, and its columns as they are to be taken."""
    headers = tuple(f"Column {number}" for number in range(len(targets)))
    table = Table(TableInfo("t.csv", "csv", headers, range(2, len(rows) + 2)), rows)
    columns = tuple(
        importing.with_target(guess, target)
        for guess, target in zip(importing.recognised(table, "GB"), targets, strict=True)
    )
    return table, columns

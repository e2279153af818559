"""A book of many people for the benches, made once and kept in a folder."""

from __future__ import annotations

from pathlib import Path

from app.desk import importing
from app.storage import book
from tests.bench.measure import people_csv


def big_book(folder: Path, count: int) -> Path:
    """A book with ``count`` contacts brought in from CSV."""
    path = folder / f"big_{count}.deskbook"
    if not path.exists():
        file = people_csv(folder / f"people_{count}.csv", count)
        store = book.create_book(path)
        table = importing.read(file)
        choices = importing.Choices(importing.recognised(table, "US"))
        importing.bring_in(store, file, table, choices)
        book.close_book(store)
    return path

"""Tables of dBase, as old programs wrote them."""

from datetime import date
from struct import pack

import pytest

from app.exchange.reading import read_table
from app.exchange.tables.table import UnreadableFile

FIELDS = [("NAME", "C", 12), ("PLZ", "C", 5), ("GEB", "D", 8), ("SALDO", "N", 8), ("MEMO", "M", 10)]


def table(folder, *records, mark=0, count=None):
    """A .dbf of `FIELDS` with records of texts."""
    head = 32 + 32 * len(FIELDS) + 1
    length = 1 + sum(size for _, _, size in FIELDS)
    number = len(records) if count is None else count
    data = pack("<BBBBIHH17xB2x", 3, 124, 5, 6, number, head, length, mark)
    for name, kind, size in FIELDS:
        data += pack("<11sc4xBB14x", name.encode(), kind.encode(), size, 0)
    data += b"\r"
    for record in records:
        data += b"".join(record)
    path = folder / "list.dbf"
    path.write_bytes(data + b"\x1a")
    return path


def record(name, plz, birthday, balance, *, deleted=False):
    cells = name.ljust(12), plz.ljust(5), birthday.ljust(8), balance.rjust(8), b" " * 10
    return (b"*" if deleted else b" ", *cells)


def test_texts_dates_and_numbers_are_read_and_deleted_rows_are_not(tmp_path):
    rows = (
        record("Jürgen Groß".encode("cp850"), b"01067", b"19700304", b"12.50"),
        record(b"Gone", b"", b"", b"", deleted=True),
        record(b"Ann Lee", b"80331", b"", b"7"),
    )
    read = read_table(table(tmp_path, *rows))
    assert read.headers == ("NAME", "PLZ", "GEB", "SALDO")
    assert read.rows == [
        ("Jürgen Groß", "01067", date(1970, 3, 4), 12.5),
        ("Ann Lee", "80331", None, 7),
    ]
    assert read.info.encoding == "cp850"
    assert len(read.info.notes) == 2


def test_the_code_page_that_a_table_names_is_used(tmp_path):
    row = record("Dvořák".encode("cp1250"), b"11000", b"", b"")
    assert read_table(table(tmp_path, row, mark=0xC8)).rows[0][0] == "Dvořák"


def test_a_table_that_ends_too_early_gives_what_is_there(tmp_path):
    row = record(b"Ann Lee", b"", b"", b"")
    assert len(read_table(table(tmp_path, row, count=900)).rows) == 1


def test_a_damaged_table_is_refused_in_a_sentence(tmp_path):
    path = table(tmp_path)
    path.write_bytes(path.read_bytes()[:32] + bytes(200))
    with pytest.raises(UnreadableFile, match="dBase is damaged"):
        read_table(path)

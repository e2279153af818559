"""Errors, hidden rows and zeros in front, which the values of a sheet do not tell."""

import io
import zipfile
from pathlib import Path
from struct import pack

import pytest

from app.exchange import reading
from app.exchange.tables.workbook_hints import with_zeros
from app.exchange.tables.workbook_parts import hints_of

DATA = Path(__file__).parents[1] / "data"
ERRORS = ("#N/A", "#DIV/0!", "#NAME?")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_errors_hidden_rows_and_zeros_in_front_are_seen(kind):
    table = reading.read_table(DATA / "tables" / f"errors.{kind}")
    assert [row[0] for row in table.rows] == ["Ann Lee", "Ben Ray", "Cy Fox", "Di Low"]
    assert [str(row[1]) for row in table.rows] == ["02139", "00501", "12345", "00007"]
    assert tuple(row[2] for row in table.rows[:3]) == ERRORS
    assert str(table.rows[3][2]) in ("#VALUE!", "Err:502")
    assert table.info.hidden_rows == (4,)


def test_a_number_keeps_what_its_pattern_parts():
    assert with_zeros(2139, "00000") == "02139"
    assert with_zeros(12345, "000-00") == "123-45"
    assert with_zeros(1234567, "00000") == "1234567"


def record(kind, body=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return head + bytes([len(body)]) + body


def wide(text):
    return pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook():
    """An .xlsb with one sheet: row 2 is hidden, B2 shows zeros in front, C2 is an error."""
    row = pack("<IIHBB", 1, 0, 300, 0, 0x10)
    sheet = record(0, row) + record(2, pack("<III", 1, 1, 2139 << 2 | 2))
    sheet += record(3, pack("<IIB", 2, 0, 0x2A))
    styles = record(44, pack("<H", 164) + wide("00000")) + record(617)
    styles += record(47, pack("<HH", 0, 0)) + record(47, pack("<HH", 0, 164)) + record(618)
    book = record(156, pack("<II", 0, 1) + wide("rId1") + wide("People"))
    links = (
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/_rels/workbook.bin.rels", links)
        package.writestr("xl/styles.bin", styles)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    file.seek(0)
    return file


def test_a_binary_workbook_tells_the_same():
    hints = hints_of(binary_workbook(), "People")
    assert hints.hidden_rows == (2,)
    assert hints.errors == {(2, 2): "#N/A"}
    assert hints.zeros == {(2, 1): "00000"}
    assert not any(hints_of(binary_workbook(), "Another"))


@pytest.mark.parametrize("cut", [3, 5, 9, 20])
def test_a_broken_record_says_nothing_rather_than_failing(cut):
    whole = binary_workbook()
    file = io.BytesIO()
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(file, "w") as out:
        for name in package.namelist():
            data = package.read(name)
            out.writestr(name, data[:cut] if name.endswith("sheet1.bin") else data)
    file.seek(0)
    hints_of(file, "People")


def test_bytes_of_nothing_say_nothing():
    assert not any(hints_of(io.BytesIO(b"\xd0\xcf\x11\xe0 and no more"), "People"))
    assert not any(hints_of(io.BytesIO(b"PK\x03\x04 and no more"), "People"))

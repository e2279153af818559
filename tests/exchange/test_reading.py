import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app.exchange import sandbox
from app.exchange.formats import FORMATS, can_be_read, file_filter
from app.exchange.reading import read_table, sheet_names
from app.exchange.tables.encodings import decode
from app.exchange.tables.table import UnreadableFile

SHARED = Path(os.environ.get("DESKBOOK_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def written(tmp_path, text, encoding="utf-8", name="people.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def test_all_text_stays_text(tmp_path):
    path = written(tmp_path, "Name,Zip,Phone\nAnn,02139,+49 30 1\nBen,00501,1/2\n")
    assert read_table(path).rows == [("Ann", "02139", "+49 30 1"), ("Ben", "00501", "1/2")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    text = "\n".join(delimiter.join(row) for row in (("Name", "Town"), ("Ann", "York")))
    table = read_table(written(tmp_path, text))
    assert table.info.delimiter == delimiter
    assert table.rows == [("Ann", "York")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Grüße aus Köln Straße", "cp1252"),
        ("Łódź, Wójcik, Żółć", "cp1250"),
        ("Dvořák Růžička", "cp1250"),
        ("Müller, Café", "mac_roman"),
        ("Иванов, Москва", "cp1251"),
        ("山田太郎,東京都港区", "shift-jis"),
        ("Zoë; naïve", "utf-16"),
        ("Zoë; naïve", "utf-16-le"),
        ("Zoë", "utf-8-sig"),
    ],
)
def test_letters_of_any_encoding_are_read(text, encoding):
    assert decode(text.encode(encoding)).text == text


def test_lines_above_the_header_are_left_out_and_said_so(tmp_path):
    text = "Members 2025\n\nFirst name,Last name,Email\nAnn,Lee,ann@example.org\n"
    table = read_table(written(tmp_path, text))
    assert table.info.header_row == 3
    assert list(table.info.row_numbers) == [4]
    assert table.info.notes == ("1 line above the header left out.",)


def test_row_numbers_are_those_of_the_file(tmp_path):
    table = read_table(written(tmp_path, 'Name,Note\nAnn,"two\nlines"\n\nBen,x\n'))
    assert [number for number, _ in table.numbered()] == [2, 4]


def test_ragged_rows_lose_nothing(tmp_path):
    table = read_table(written(tmp_path, "Name,Town\nAnn\nBen,York,extra\n"))
    assert table.headers == ("Name", "Town", "Column 3")
    assert table.rows == [("Ann", "", ""), ("Ben", "York", "extra")]


def test_our_own_guard_against_formulas_is_taken_off_again(tmp_path):
    table = read_table(written(tmp_path, "Name,Phone\n'=1+1,'+49 30\n'quoted,it's\n"))
    assert table.rows == [("=1+1", "+49 30"), ("'quoted", "it's")]


def test_one_column_and_a_table_without_rows_are_tables(tmp_path):
    assert read_table(written(tmp_path, "Email\na@example.org\n")).rows == [("a@example.org",)]
    assert read_table(written(tmp_path, "Name,Email\n")).rows == []


def test_data_without_a_header_is_no_header(tmp_path):
    table = read_table(written(tmp_path, "Ann,ann@example.org\nBen,ben@example.org\n"))
    assert table.info.header_row == 0
    assert len(table.rows) == 2


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", bytes(range(32)) * 50])
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, content):
    with pytest.raises(UnreadableFile, match=r"\.$"):
        read_table(written(tmp_path, content))


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(UnreadableFile, match=r"no file called gone\.csv"):
        read_table(tmp_path / "gone.csv")


def workbook(tmp_path, name="people.xlsx"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Empty"
    people = book.create_sheet("People")
    people.append(["Members 2025"])
    people.append([])
    people.append(["First name", "Last name", "No", "Birthday", "Seen", "Zip"])
    people.append(["Ann", "Lee", 4711, date(1979, 3, 12), datetime(2025, 1, 2, 3, 4), "02139"])
    people.append(["Ben", "Ray", 1.5, None, None, "00501"])
    path = tmp_path / name
    book.save(path)
    return path


def test_a_workbook_keeps_real_dates_whole_numbers_and_text(tmp_path):
    table = read_table(workbook(tmp_path))
    assert (table.info.kind, table.info.sheet, table.info.header_row) == ("xlsx", "People", 3)
    assert table.rows[0] == (
        "Ann",
        "Lee",
        4711,
        date(1979, 3, 12),
        datetime(2025, 1, 2, 3, 4),
        "02139",
    )
    assert table.rows[1][2] == 1.5
    assert list(table.info.row_numbers) == [4, 5]


def test_sheets_are_listed_and_chosen(tmp_path):
    path = workbook(tmp_path)
    assert sheet_names(path) == ["Empty", "People"]
    assert read_table(path, sheet="Empty").rows == []
    with pytest.raises(UnreadableFile, match="The sheets are: Empty, People"):
        read_table(path, sheet="Nobody")


def test_a_workbook_with_the_wrong_ending_is_still_a_workbook(tmp_path):
    assert read_table(workbook(tmp_path, "people.csv").rename(tmp_path / "p.csv")).info.sheet


def test_a_zip_bomb_is_not_opened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"\0" * 50_000_000)
    with pytest.raises(UnreadableFile, match="was not opened"):
        read_table(path)


def test_reading_can_be_cancelled(tmp_path):
    with pytest.raises(sandbox.Cancelled):
        read_table(written(tmp_path, "Name\nAnn\n"), cancelled=lambda: True)


def test_progress_counts_rows(tmp_path):
    heard = []
    text = "Name,Town\n" + "Ann,York\n" * 9000
    read_table(written(tmp_path, text), progress=heard.append)
    assert heard[-1] == 9000
    assert heard == sorted(heard)


def test_a_child_that_takes_too_long_is_ended(tmp_path):
    path = written(tmp_path, "Name,Town\n" + "Ann,York\n" * 50_000)
    with pytest.raises(UnreadableFile, match="Nothing was changed"):
        list(sandbox.frames("csv", path, {}, time_limit=0.0))


def test_what_may_be_chosen_and_dropped_is_every_ending_of_the_formats():
    assert can_be_read("people.XLSX")
    assert can_be_read("/tmp/Old mail.mbox")
    assert not can_be_read("x.pdf")
    for one in FORMATS:
        assert f"*{one.endings[0]}" in file_filter().split(";;")[0]


def readable(path):
    try:
        return read_table(path), ""
    except UnreadableFile as refusal:
        return None, str(refusal)


def test_every_foreign_table_is_read_or_refused_in_a_sentence():
    folder = SHARED / "data" / "csv"
    if not folder.exists():
        pytest.skip("the shared test data is not here")
    for path in sorted(folder.glob("*/*.csv")):
        table, refusal = readable(path)
        if table is None:
            assert refusal.endswith(".")
        else:
            assert all(len(row) == len(table.headers) for row in table.rows)

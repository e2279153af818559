import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.tables import list_workbook
from app.exchange.tables.list_workbook import Column, UnwritableList

COLUMNS = [
    Column("Name"),
    Column("Phone", "phone"),
    Column("Born", "date"),
    Column("Seen", "datetime"),
    Column("Orders", "number"),
    Column("Sold", "money", currency="EUR"),
    Column("Mailings", "yesno"),
]
ROW = ["Ann", "+49 30 1", date(1980, 2, 29), datetime(2026, 1, 2, 10, 30), 3, Decimal("9.95"), True]
TRIGGERS = ["=1+1", "+49", "-5", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")', "{=1}", "'=1"]


def written(path, columns, rows):
    list_workbook.write(path, "Contacts", columns, rows)
    return openpyxl.load_workbook(path).active


def test_dates_and_numbers_are_real_and_phones_are_text(tmp_path):
    sheet = written(tmp_path / "o.xlsx", COLUMNS, [ROW])
    cells = list(sheet[2])
    assert [cell.value for cell in cells] == [
        "Ann", "+49 30 1", datetime(1980, 2, 29), datetime(2026, 1, 2, 10, 30), 3, 9.95, "Yes",
    ]  # fmt: skip
    assert cells[5].number_format == '#,##0.00\\ "EUR"'
    assert cells[1].number_format == "@"


def test_the_header_is_bold_frozen_filtered_and_repeated_in_print(tmp_path):
    sheet = written(tmp_path / "o.xlsx", COLUMNS, [ROW] * 3)
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.tables["List"].ref == "A1:G4"
    assert sheet.tables["List"].autoFilter.ref == "A1:G4"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_nothing_in_a_list_can_run(tmp_path):
    columns = [Column(text, kind) for kind in list_workbook._FORMATS for text in TRIGGERS]
    rows = [[text] * len(columns) for text in TRIGGERS]
    sheet = written(tmp_path / "o.xlsx", columns, rows)
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    with zipfile.ZipFile(tmp_path / "o.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_every_cell_says_where_it_is(tmp_path):
    written(tmp_path / "o.xlsx", COLUMNS, [ROW] * 2)
    with zipfile.ZipFile(tmp_path / "o.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert len(re.findall(rb"<c r=\"[A-G][123]\"", sheet)) == 21


def test_a_long_text_is_refused_and_the_old_file_stays(tmp_path):
    path = tmp_path / "lists" / "o.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"before")
    with pytest.raises(UnwritableList, match="row 1, column Name"):
        list_workbook.write(path, "x", [Column("Name")], [["a" * 32_768]])
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_list_and_repeated_labels_open(tmp_path):
    sheet = written(tmp_path / "o.xlsx", [Column("A"), Column("a"), Column("")], [])
    assert [c.value for c in sheet[1]] == ["A", "a 2", "Column 3"]


def test_numbers_longer_than_excel_keeps_are_text(tmp_path):
    sheet = written(tmp_path / "o.xlsx", [Column("N", "number")], [[12345678901234567890]])
    assert sheet["A2"].value == "12345678901234567890"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=5))
def test_text_reads_back_as_it_was(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("list") / "o.xlsx"
    list_workbook.write(path, "x", [Column("T")], [[text] for text in texts])
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)[1:]
    keep = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "",
                   t.replace("\r\n", "\n").replace("\r", "\n")) for t in texts]  # fmt: skip
    assert [row[0] for row in rows] == keep[: len(rows)]
    assert not any(keep[len(rows) :])


VALUES = st.one_of(
    st.none(), st.integers(0, 9), st.text(st.sampled_from("ab |\t&<_x000D_ é"), max_size=6)
)


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_many_rows_at_once_read_back_as_one_by_one(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("list") / "o.xlsx"
    list_workbook.write(path, "x", [Column("T"), Column("U")], [[value, "u"] for value in values])
    sheet = openpyxl.load_workbook(path).active
    read = [cell.value or "" for (cell,) in sheet.iter_rows(min_row=2, max_col=1)]
    # openpyxl alone does not read the escapes of text that looks like one
    assert [str(text).replace("_x005F_", "_") for text in read] == [
        "" if value is None else str(value) for value in values
    ]


def test_a_long_text_goes_on_in_the_next_line_and_its_row_is_as_high(tmp_path):
    rows = [["short"], ["word " * 40], ["one\ntwo"], ["long " * 2_000]]
    list_workbook.write(tmp_path / "a.xlsx", "List", [Column("Note")], rows)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4, 5)]
    assert heights[0] is None
    assert heights[1] > heights[2] == 30
    assert heights[3] < 409
    assert sheet["A3"].alignment.wrap_text


def test_signs_as_wide_as_two_have_the_room_of_two(tmp_path):
    rows = [["東京都渋谷区神宮前一丁目" * 2], ["Leeds"]]
    list_workbook.write(tmp_path / "a.xlsx", "List", [Column("Address")], rows)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet.column_dimensions["A"].width >= 46
    assert sheet.row_dimensions[2].height is None
    list_workbook.write(tmp_path / "b.xlsx", "List", [Column("Address", width=24)], rows)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert sheet.row_dimensions[2].height == 30


def test_a_moment_is_the_same_to_the_second_in_a_workbook(tmp_path):
    moment = datetime(2026, 11, 16, 8, 0, 1)
    list_workbook.write(tmp_path / "a.xlsx", "List", [Column("At", "datetime")], [[moment]])
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"].value == moment


def test_a_day_among_moments_has_no_hour(tmp_path):
    rows = [[datetime(2026, 11, 16, 8, 0)], [date(2026, 11, 20)]]
    list_workbook.write(tmp_path / "a.xlsx", "List", [Column("From", "datetime")], rows)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [sheet[f"A{n}"].number_format for n in (2, 3)] == ["yyyy-mm-dd hh:mm", "yyyy-mm-dd"]
    assert sheet["A3"].value == datetime(2026, 11, 20)
    assert sheet.max_row == 3


def test_a_list_wider_than_a_page_upright_lies_across(tmp_path):
    columns = [Column(f"Column {n}", width=20) for n in range(6)]
    list_workbook.write(tmp_path / "a.xlsx", "List", columns, [["x"] * 6])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet.page_setup.orientation == "landscape"

"""Sheets as SYLK, and tables that only begin like other kinds of files."""

from datetime import date

import pytest

from app.exchange.reading import read_table
from app.exchange.tables.table import UnreadableFile

SHEET = "\r\n".join(
    (
        "ID;PWXL;N;E",
        "P;PGeneral",
        "P;Pdd/mm/yyyy",
        "P;FArial;M200",
        "F;P1;C3",
        'C;Y1;X1;K"Name"',
        'C;X2;K"Code"',
        'C;X3;K"Birthday"',
        'C;Y2;X1;K"J\x1bNHurgen Gro\x1bN{"',
        'C;X2;K"a;;b"',
        "C;X3;K25631",
        'C;Y3;X1;K"Ann\x1b :Lee"',
        "F;P1;Y3;X2",
        "C;K0.5",
        "E",
    )
)


def saved(folder, text, name="list.slk"):
    path = folder / name
    path.write_bytes(text.encode("cp1252"))
    return path


def test_cells_dates_and_letters_are_read(tmp_path):
    table = read_table(saved(tmp_path, SHEET))
    assert table.headers == ("Name", "Code", "Birthday")
    assert table.rows == [("Jürgen Groß", "a;b", date(1970, 3, 4)), ("Ann\nLee", 0.5, None)]


def test_a_sheet_of_one_far_cell_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="far too large"):
        read_table(saved(tmp_path, "ID;PX\nC;Y900000;X400;K1\nE\n"))


@pytest.mark.parametrize("first", ["ID;PLZ", "ID;Partner", "MZ-Nr;PLZ", "RIFF;PLZ", "GIF8;PLZ"])
def test_a_text_table_whose_first_name_looks_like_another_kind_is_read(tmp_path, first):
    text = f"{first};Name;Ort\n1;01067;Anna Lee;Dresden\n2;80331;Uwe Ray;München\n"
    assert len(read_table(saved(tmp_path, text, "list.csv")).rows) == 2

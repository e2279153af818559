"""Lists for the eye: columns lined up, labels one below the other, a label a cell."""

from openpyxl import Workbook

from app.exchange.reading import read_table
from app.exchange.tables.text_layouts import read_by_eye

LABELS = """Mrs Ann Lee
1 High Street
Leeds
LS1 1AA
Tel: 0161 496 0000

Acme Ltd
2 Low Street
York
YO1 1AA
office@acme.example
"""


def read(folder, text):
    path = folder / "list.txt"
    path.write_text(text, encoding="utf-8")
    return read_table(path)


def test_columns_lined_up_with_blanks_are_parted(tmp_path):
    table = read(
        tmp_path,
        "Name          Phone          Town\n"
        "Ann Lee       0161 496 0000  Leeds\n"
        "Bob van Dyke                 York\n",
    )
    assert table.headers == ("Name", "Phone", "Town")
    assert table.rows == [("Ann Lee", "0161 496 0000", "Leeds"), ("Bob van Dyke", "", "York")]


def test_labels_one_below_the_other_are_people_with_addresses(tmp_path):
    table = read(tmp_path, LABELS)
    assert table.headers == ("Name", "Address", "Phone", "Email")
    assert table.rows == [
        ("Mrs Ann Lee", "1 High Street\nLeeds\nLS1 1AA", "0161 496 0000", ""),
        ("Acme Ltd", "2 Low Street\nYork\nYO1 1AA", "", "office@acme.example"),
    ]


def test_a_label_in_each_cell_of_a_workbook_is_parted_too(tmp_path):
    book = Workbook()
    for cell in ("Address", *(block.strip() for block in LABELS.split("\n\n"))):
        book.active.append([cell])
    book.save(tmp_path / "labels.xlsx")
    table = read_table(tmp_path / "labels.xlsx")
    assert [row[0] for row in table.rows] == ["Mrs Ann Lee", "Acme Ltd"]
    assert table.info.notes == (
        "Whole labels stood in one column: the first line is taken as the name.",
    )


def test_groups_of_rows_parted_by_commas_are_no_labels(tmp_path):
    rows = "Ann Lee,1 High Street,Leeds,LS1 1AA\nBob Ray,2 Low Street,York,YO1 1AA\n"
    table = read(tmp_path, f"Name,Street,Town,Postcode\n{rows}\n{rows}")
    assert (len(table.headers), len(table.rows)) == (4, 4)


def test_a_text_in_sentences_is_not_taken_apart(tmp_path):
    table = read(tmp_path, "Dear Ann,\nwe met  in Leeds.\n\nYours\nBob\n")
    assert all(len(row) <= 2 for row in table.rows)


def test_facts_behind_their_names_are_records():
    seen = read_by_eye("Name: Ann Lee\nPhone: 0161 496 0000\n\nName: Bob Ray\nEmail: b@b.example\n")
    assert seen.splitlines() == [
        "Name\tPhone\tEmail", "Ann Lee\t0161 496 0000\t", "Bob Ray\t\tb@b.example",
    ]  # fmt: skip
    assert read_by_eye("Note: see below\nName: Ann Lee\nPhone: 0161 496 0000\n") == ""

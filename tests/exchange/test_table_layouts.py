"""Tables that stand on their side, and addresses below the names, come in one record a row."""

import pytest

from app.exchange.reading import read_table

ON_ITS_SIDE = """Name,Ann Lee,Bob Ray
Email,ann@a.example,bob@b.example
Phone,0113 496 0001,
Town,York,Hull
"""
BELOW = """Name,Phone
Ann Lee,0113 496 0001
1 High Street
York YO1 7AB
Bob Ray,0113 496 0002
"5 Low Road, Hull HU1 1AA"
Cy Poe,0113 496 0003
"""


def read(folder, text):
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path)


def test_headings_one_below_the_other_make_each_column_a_record(tmp_path):
    table = read(tmp_path, ON_ITS_SIDE)
    assert table.headers == ("Name", "Email", "Phone", "Town")
    assert table.rows == [
        ("Ann Lee", "ann@a.example", "0113 496 0001", "York"),
        ("Bob Ray", "bob@b.example", "", "Hull"),
    ]  # fmt: skip
    assert list(table.info.row_numbers) == [2, 3]
    assert "each column was taken as one record" in table.info.notes[-1]


def test_one_card_of_labels_and_values_is_one_record(tmp_path):
    table = read(tmp_path, "First name;Ann\nLast name;Lee\nPhone;0113 496 0001\nShoe size;38\n")
    assert table.rows == [("Ann", "Lee", "0113 496 0001", "38")]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Phone\nEmail,mail@a.example,1\nPhone,p@b.example,2\nTown,t@c.example,3\n",
        "Field,Meaning,Used\nNumber,a,b\nColour,c,d\nPhone,e,f\n",
        "Name,Ann,Bob\nName,Cy,Dee\nName,Eve,Flo\n",
    ],
)
def test_other_words_in_the_first_column_turn_no_table(tmp_path, text):
    assert len(read(tmp_path, text).rows) == text.count("\n") - 1


def test_the_lines_of_an_address_below_a_name_are_its_own(tmp_path):
    table = read(tmp_path, BELOW)
    assert table.headers == ("Name", "Phone", "Address")
    assert [row[2] for row in table.rows] == [
        "1 High Street\nYork YO1 7AB", "5 Low Road, Hull HU1 1AA", "",
    ]  # fmt: skip
    assert list(table.info.row_numbers) == [2, 5, 7]


def test_people_below_people_stay_people(tmp_path):
    table = read(tmp_path, "Name,Phone\nAnn Lee,0113 496 0001\nBob Ray,\nCy Poe,0113 496 0003\n")
    assert [row[0] for row in table.rows] == ["Ann Lee", "Bob Ray", "Cy Poe"]


def test_a_form_with_a_title_above_each_column_stands_on_its_side_too(tmp_path):
    text = "Sheet,Contact 1,Contact 2\nFirst name,Ann,Bob\nLast name,Lee,Ray\nTown,York,Hull\n"
    table = read(tmp_path, text)
    assert table.headers == ("Sheet", "First name", "Last name", "Town")
    assert table.rows[1] == ("Contact 2", "Bob", "Ray", "Hull")


def test_an_address_that_goes_on_in_the_next_row_is_one(tmp_path):
    text = (
        "Name,Address,Phone\nAnn Lee,1 High Street,0113 496 0001\n,Leeds LS1 1AA,\n"
        "Bob Ray,2 Low Road,\n,York YO1 1AA,\nCy Poe,,0113 496 0003\n"
    )
    table = read(tmp_path, text)
    assert [row[1] for row in table.rows] == [
        "1 High Street\nLeeds LS1 1AA", "2 Low Road\nYork YO1 1AA", "",
    ]  # fmt: skip
    assert list(table.info.row_numbers) == [2, 4, 6]


def test_a_row_without_a_name_that_continues_no_address_stays_a_row(tmp_path):
    text = "Name,Address\nAnn Lee,1 High Street\n,see overleaf\nBob Ray,2 Low Road\n,same\n"
    assert len(read(tmp_path, text).rows) == 4

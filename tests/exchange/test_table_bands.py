"""Tables side by side are offered one by one; a cell merged downward counts for all its rows."""

import zipfile

import openpyxl
import pytest

from app.exchange.reading import read_table

LEFT = [["Name", "Phone"], ["Ann Lee", "0161 496 0000"], ["Ben Ray", "0161 496 0001"]]
RIGHT = [["Name", "Email"], ["Acme Ltd", "a@a.example"], ["Beta Ltd", "b@b.example"]]


def csv_of(folder, rows):
    path = folder / "lists.csv"
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def beside(left, right, gap=1):
    return [[*one, *[""] * gap, *two] for one, two in zip(left, right, strict=True)]


def workbook(folder, rows, merged=()):
    path = folder / "lists.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(path)
    return path


@pytest.mark.parametrize("gap", [1, 2])
def test_two_tables_of_names_are_two_tables(tmp_path, gap):
    path = csv_of(tmp_path, beside(LEFT, RIGHT, gap))
    first = read_table(path)
    assert first.headers == ("Name", "Phone")
    assert [row[0] for row in first.rows] == ["Ann Lee", "Ben Ray"]
    assert any("side by side" in note for note in first.info.notes)
    second = read_table(path, sheet=first.info.sheets[1])
    assert (second.headers, len(second.rows)) == (("Name", "Email"), 2)
    assert second.info.sheet == first.info.sheets[1]
    assert list(second.info.row_numbers) == [2, 3]


def test_a_table_that_ends_before_the_one_beside_it_is_its_own(tmp_path):
    right = [["Company", "Email"], ["Acme Ltd", "a@a.example"], ["", ""]]
    path = csv_of(tmp_path, beside(LEFT, right))
    found = read_table(path, sheet="Columns D–E")
    assert (found.headers, found.rows) == (("Company", "Email"), [("Acme Ltd", "a@a.example")])


def test_an_empty_column_inside_one_table_parts_nothing(tmp_path):
    right = [["Town", "Email"], ["Leeds", "a@a.example"], ["York", "b@b.example"]]
    found = read_table(csv_of(tmp_path, beside(LEFT, right)))
    assert len(found.headers) == 5
    assert found.info.sheets == ()


def test_a_table_below_one_of_two_is_found_too(tmp_path):
    below = [[None, None], ["Company", "Town"], ["Zeta Ltd", "Hull"], ["Eta Ltd", "York"]]
    rows = [*beside(LEFT, RIGHT), *([*each, None, None, None] for each in below)]
    path = workbook(tmp_path, [[cell or None for cell in row] for row in rows])
    sheets = read_table(path).info.sheets
    assert sheets == (
        "Sheet (columns A–B)", "Sheet (columns A–B, rows 5–7)", "Sheet (columns D–E)",
    )  # fmt: skip
    assert read_table(path, sheet=sheets[1]).headers == ("Company", "Town")
    assert read_table(path, sheet=sheets[2]).headers == ("Name", "Email")


def test_a_firm_merged_beside_its_people_is_the_firm_of_each(tmp_path):
    rows = [["Company", "Name"], ["Acme Ltd", "Ann Lee"], [None, "Ben Ray"], [None, "Cid Fox"],
            ["Beta Ltd", "Dan Poe"]]  # fmt: skip
    found = read_table(workbook(tmp_path, rows, ["A2:A4"]))
    assert [row[0] for row in found.rows] == ["Acme Ltd"] * 3 + ["Beta Ltd"]
    assert any("merged downward" in note for note in found.info.notes)


def test_a_table_can_be_asked_for_with_a_hyphen(tmp_path):
    path = csv_of(tmp_path, beside(LEFT, RIGHT))
    assert read_table(path, sheet="columns d-e").headers == ("Name", "Email")
    book = workbook(tmp_path, [[cell or None for cell in row] for row in beside(LEFT, RIGHT)])
    assert read_table(book, sheet="Sheet (columns D-E)").headers == ("Name", "Email")


def test_a_cell_over_several_rows_of_a_web_page_counts_for_each(tmp_path):
    path = tmp_path / "list.xls"
    path.write_text(
        "<table><tr><th rowspan=2>Company</th><th colspan=2>Person</th></tr>"
        "<tr><th>Name</th><th>Phone</th></tr>"
        "<tr><td rowspan=2>Acme Ltd</td><td>Ann Lee</td><td>0161 496 0000</td></tr>"
        "<tr><td>Ben Ray</td><td>0161 496 0001</td></tr>"
        "<tr><td>Beta Ltd</td><td>Cid Fox</td><td>0161 496 0002</td></tr></table>",
        encoding="utf-8",
    )
    assert read_table(path).rows == [
        ("Acme Ltd", "Ann Lee", "0161 496 0000"),
        ("Acme Ltd", "Ben Ray", "0161 496 0001"),
        ("Beta Ltd", "Cid Fox", "0161 496 0002"),
    ]


def test_a_firm_merged_beside_its_people_is_seen_in_an_open_document(tmp_path):
    def row(*cells):
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text, down=1):
        span = f' table:number-rows-spanned="{down}"' if down > 1 else ""
        return (
            f'<table:table-cell office:value-type="string"{span}><text:p>{text}</text:p>'
            "</table:table-cell>"
        )

    rows = (
        row(cell("Company"), cell("Name")) + row(cell("Acme Ltd", 2), cell("Ann Lee"))
        + row("<table:covered-table-cell/>", cell("Ben Ray"))
    )  # fmt: skip
    names = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("settings.xml", "<settings/>")
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content{names}><office:body>'
            f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    assert [each[0] for each in read_table(path).rows] == ["Acme Ltd", "Acme Ltd"]


def test_numbered_columns_beyond_a_gap_belong_to_the_same_rows(tmp_path):
    right = [["Name 2", "Phone 2"], ["Eva Lee", "0161 496 0005"], ["", ""]]
    found = read_table(csv_of(tmp_path, beside(LEFT, right)))
    assert len(found.headers) == 5


def test_titles_above_two_tables_are_no_part_of_their_names(tmp_path):
    rows = [
        ["Members", None, None, None, "Patrons", None],
        ["Name", "Phone", "Town", None, "Name", "Amount"],
        ["Ann Lee", "0161 496 0000", "Leeds", None, "Cy Poe", 50],
        ["Ben Ray", "0161 496 0001", "York", None, "Di Fox", 20],
    ]
    table = read_table(workbook(tmp_path, rows))
    assert table.headers == ("Name", "Phone", "Town")
    assert read_table(workbook(tmp_path, rows), sheet=table.info.sheets[1]).headers[0] == "Name"

"""Tables as people and programs leave them: totals, second tables, two header rows, locks."""

import zipfile

import openpyxl
import pytest

from app.exchange.reading import read_table
from app.exchange.tables.table import PasswordNeeded, UnreadableFile


def written(folder, text, name="people.csv", encoding="utf-8"):
    file = folder / name
    file.write_text(text, encoding=encoding)
    return file


def saved(folder, rows, name="people.xlsx", change=None):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(book, sheet)
    book.save(folder / name)
    return folder / name


PEOPLE = "Name,Email,Amount\nAnn Lee,ann@a.example,100\nBob Hill,bob@a.example,20.50\n"


@pytest.mark.parametrize(
    "total",
    ["Total,,120.50\n", "\nSumme:,,120.50\n", "Grand total,2,\n", "\nTotal: 2 customers,,\n"],
)
def test_a_row_of_totals_is_left_out_and_said_so(tmp_path, total):
    table = read_table(written(tmp_path, PEOPLE + total))
    assert [row[0] for row in table.rows] == ["Ann Lee", "Bob Hill"]
    assert [row.reason for row in table.beside] == ["A total of the rows above."]
    assert any("total" in note for note in table.info.notes)


@pytest.mark.parametrize("row", ["Total,total@total.example,\n", "Suma Ray,,120.50\n", "Sum,,17\n"])
def test_somebody_called_total_is_no_total(tmp_path, row):
    assert len(read_table(written(tmp_path, PEOPLE + row)).rows) == 3


TWO = (
    "Customers\nName,Email\nAnn Lee,ann@a.example\nBob Hill,\n\n"
    "Suppliers\nCompany,Phone,Town,Contact\nAcme Ltd,0161 496 0000,Leeds,Cy Fox\n"
)


def test_a_second_table_is_not_mixed_in_and_can_be_chosen(tmp_path):
    file = written(tmp_path, TWO)
    first = read_table(file)
    assert (first.headers, len(first.rows)) == (("Name", "Email"), 2)
    assert first.info.sheets == ("Rows 3–4", "Rows 6–8")
    assert any("second table" in note for note in first.info.notes)
    second = read_table(file, sheet="Rows 6–8")
    assert second.headers == ("Company", "Phone", "Town", "Contact")
    assert second.rows == [("Acme Ltd", "0161 496 0000", "Leeds", "Cy Fox")]
    assert list(second.info.row_numbers) == [8]


def test_a_second_table_of_a_sheet_is_a_sheet_of_its_own(tmp_path):
    rows = [line.split(",") if line else [] for line in TWO.splitlines()]
    file = saved(tmp_path, rows)
    names = read_table(file).info.sheets
    assert names == ("Sheet", "Sheet (rows 6–8)")
    assert read_table(file, sheet=names[1]).rows[0][0] == "Acme Ltd"


def test_gaps_between_rows_make_no_second_table(tmp_path):
    table = read_table(written(tmp_path, PEOPLE + "\n\nCy Fox,cy@a.example,3\n"))
    assert (len(table.rows), table.info.sheets) == (3, ())


def test_column_names_repeated_on_every_page_are_no_people(tmp_path):
    text = "Name,Email\nAnn,a@a.example\n\nName,Email\nBob,b@a.example\n"
    table = read_table(written(tmp_path, text))
    assert [row[0] for row in table.rows] == ["Ann", "Bob"]
    assert table.beside[0].reason == "The column names, once more."


def test_two_rows_of_column_names_are_put_together(tmp_path):
    def merge(_book, sheet):
        for area in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(area)

    rows = [
        ["Name", "Home", None, "Work", None],
        [None, "Phone", "Email", "Phone", "Email"],
        ["Ann Lee", "0161 496 0000", "a@a.example", "0161 496 0001", "ann@w.example"],
    ]
    table = read_table(saved(tmp_path, rows, change=merge))
    wanted = ("Name", "Home Phone", "Home Email", "Work Phone", "Work Email")
    assert table.headers == wanted
    text = "Name,Home,,Work,\n,Phone,Email,Phone,Email\nAnn Lee,1,a@a.example,2,b@a.example\n"
    assert read_table(written(tmp_path, text)).headers == wanted


def test_a_title_above_column_names_is_no_first_half_of_them(tmp_path):
    text = "Customer list,,\nName,Email,Phone\nAnn Lee,a@a.example,0161 496 0000\n"
    assert read_table(written(tmp_path, text)).headers == ("Name", "Email", "Phone")


@pytest.mark.parametrize("text", ["Ann Lee\nBob Hill\nCy Fox\n", "Acme Ltd\nBerg GmbH\nOld Inc.\n"])
def test_names_alone_are_data_and_no_column_name(tmp_path, text):
    assert len(read_table(written(tmp_path, text)).rows) == 3


def test_hidden_sheets_and_rows_are_named_and_can_be_had(tmp_path):
    def hide(book, sheet):
        sheet.row_dimensions[3].hidden = True
        other = book.create_sheet("Old", 0)
        other.append(["Name"])
        other.append(["Zoe Old"])
        other.sheet_state = "hidden"
        book.active = 1

    rows = [["Name", "Email"], ["Ann", "a@a.example"], ["Bob", "b@a.example"]]
    file = saved(tmp_path, rows, change=hide)
    table = read_table(file)
    assert table.info.sheets == ("Sheet",)
    assert table.info.hidden_sheets == ("Old",)
    assert table.info.hidden_rows == (3,)
    assert len(table.rows) == 2
    assert read_table(file, sheet="Old").rows == [("Zoe Old",)]


def test_errors_of_a_workbook_are_seen_and_zeros_in_front_are_kept(tmp_path):
    def change(_book, sheet):
        sheet["B2"].number_format = "00000"
        sheet["C2"].data_type = "e"

    file = saved(tmp_path, [["Name", "Zip", "Town"], ["Ann", 2139, "#REF!"]], change=change)
    assert read_table(file).rows == [("Ann", "02139", "#REF!")]


def test_a_locked_workbook_asks_for_its_password(tmp_path):
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = saved(tmp_path, [["Name", "Email"], ["Ann", "a@a.example"]])
    locked = tmp_path / "locked.xlsx"
    with plain.open("rb") as source, locked.open("wb") as goal:
        OOXMLFile(source).encrypt("s3cret", goal)
    with pytest.raises(PasswordNeeded, match="Give the password"):
        read_table(locked)
    with pytest.raises(PasswordNeeded, match="not the password"):
        read_table(locked, password="wrong")
    assert read_table(locked, password="s3cret").rows == [("Ann", "a@a.example")]


def test_a_web_page_or_xml_called_xls_is_read(tmp_path):
    page = (
        "<html><body><table><tr><th>Name</th><th>Email</th></tr>"
        "<tr><td>Ann<br>Lee</td><td>a@a.example</td></tr></table></body></html>"
    )
    assert read_table(written(tmp_path, page, "a.xls")).rows == [("Ann\nLee", "a@a.example")]
    xml = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="People">'
        '<Table><Row><Cell><Data ss:Type="String">Name</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="String">Email</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">Ann</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="String">a@a.example</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    table = read_table(written(tmp_path, xml, "b.xls"))
    assert table.info.sheet == "People"
    assert table.rows == [("Ann", None, "a@a.example")]


@pytest.mark.parametrize("start", ["%PDF-1.7", "{\\rtf1 hello}"])
def test_other_kinds_of_files_are_refused_in_a_sentence(tmp_path, start):
    with pytest.raises(UnreadableFile, match=r"^This is .*\.$"):
        read_table(written(tmp_path, start + "\n" + "x" * 100, "people.csv"))


def test_a_package_that_is_no_workbook_is_refused(tmp_path):
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("hello.txt", "hi")
    with pytest.raises(UnreadableFile):
        read_table(file)


@pytest.mark.parametrize(
    ("name", "member", "words"),
    [
        ("list.numbers", "Index/Document.iwa", "Numbers"),
        ("list.pages", "Index/Document.iwa", "Pages"),
        ("list.docx", "word/document.xml", "document"),
        ("list.zip", "contacts.html", "archive"),
    ],
)
def test_packages_of_other_programs_are_named_with_what_to_do(tmp_path, name, member, words):
    with zipfile.ZipFile(tmp_path / name, "w") as package:
        package.writestr(member, "x")
    with pytest.raises(UnreadableFile, match=words):
        read_table(tmp_path / name)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"!BDN" + bytes(100), "Outlook"),
        (b"\0\1\0\0Standard Jet DB\0" + bytes(100), "Access"),
        (b"\x03\x7c\1\1\2\0\0\0\x61\0\x24\0" + bytes(100), "dBase"),
        (b"SQLite format 3\0" + bytes(100), "database"),
        (b"<?xml version='1.0'?><contacts/>", "XML"),
        (b"MZ\x90" + bytes(100), "program"),
        (b"abc" + bytes(100), "no.* text table|not a text table"),
    ],
)
def test_files_of_other_programs_are_named_with_what_to_do(tmp_path, start, words):
    path = tmp_path / "contacts.bin"
    path.write_bytes(start)
    with pytest.raises(UnreadableFile, match=words):
        read_table(path)


def test_a_first_row_that_begins_with_a_title_is_somebody(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Mme;DUPONT;Marie;75002\nM.;MARTIN;Paul;69006\nMme;PETIT;Zoé;13001\n")
    assert len(read_table(path).rows) == 3

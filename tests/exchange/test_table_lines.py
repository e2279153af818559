"""Lines of a list that are nobody are left out with a reason; who is somebody stays."""

from openpyxl import Workbook

from app.exchange.reading import read_table
from app.exchange.tables.table_parts import cut


def read(folder, text):
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    table = read_table(path)
    return [row[0] for row in table.rows], {row.number: row.reason for row in table.beside}


TITLE = "A title of the rows below it."
AGAIN = "The column names, once more."


def test_titles_and_names_of_further_groups_are_no_people(tmp_path):
    people, beside = read(
        tmp_path,
        "Contacts,,\nLeads,,\nName,Phone,Email\nAnn Lee,0161 496 0000,\n\n"
        "Old Clients,,\nName,Phone,Email\nBob Ray,,b@b.example\n",
    )
    assert people == ["Ann Lee", "Bob Ray"]
    assert beside == {6: TITLE, 7: AGAIN}


def test_a_person_at_the_end_of_a_printed_page_stays(tmp_path):
    people, beside = read(
        tmp_path, "Name,Phone\nAnn Lee,0161 496 0000\nCy Poe,\nName,Phone\nBob Ray,0161 496 0001\n"
    )
    assert people == ["Ann Lee", "Cy Poe", "Bob Ray"]
    assert set(beside.values()) == {AGAIN}


def test_names_once_more_in_capitals_are_known(tmp_path):
    people, _ = read(tmp_path, "Name,Phone\nAnn,0161 496 0000\nNAME,PHONE\nBob,0161 496 0001\n")
    assert people == ["Ann", "Bob"]


def test_titles_above_each_group_without_names_of_columns_are_no_people(tmp_path):
    rows = "Ann Lee,0161 496 0000,Leeds\nBob Ray,0161 496 0001,York\n"
    people, beside = read(tmp_path, f"Name,Phone,Town\nStaff,,\n{rows}Volunteers,,\n{rows}")
    assert people == ["Ann Lee", "Bob Ray"] * 2
    assert beside == {2: TITLE, 5: TITLE}


def test_people_of_whom_only_the_name_is_known_stay(tmp_path):
    people, beside = read(
        tmp_path,
        "Name,Phone,Town\nAnn Lee,,\nBob Ray,0161 496 0001,York\nAcme Ltd,,\nCy Poe,,Hull\n",
    )
    assert len(people) == 4
    assert not beside


def test_letters_of_an_index_are_no_people(tmp_path):
    people, beside = read(tmp_path, "Name,Phone\nA\nAnn,0161 496 0000\nB\nBob,0161 496 0001\n")
    assert people == ["Ann", "Bob"]
    assert list(beside) == [2, 4]


def test_page_numbers_and_sums_between_groups_are_no_people(tmp_path):
    people, beside = read(
        tmp_path,
        "Name,Town,Sales\nAnn,Leeds,10.50\nBob,York,20.00\nSubtotal,,30.50\nPage 1 of 2,,\n"
        "Cy,Hull,1.00\nDi,Hull,2.00\nTotal,,3.00\nSeite 2 von 2,,\n",
    )
    assert people == ["Ann", "Bob", "Cy", "Di"]
    assert sorted(beside) == [4, 5, 8, 9]


def test_a_firm_called_total_stays(tmp_path):
    people, beside = read(tmp_path, "Company,Sales\nAcme,10\nTotal,25\nBerg,20\nRay,7\n")
    assert people == ["Acme", "Total", "Berg", "Ray"]
    assert not beside


def test_ruled_lines_and_second_names_of_surveys_are_nobody(tmp_path):
    people, beside = read(tmp_path, "Name,Phone\n------,-----\nAnn,0161 496 0000\n--,\n")
    assert people == ["Ann"]
    assert set(beside.values()) == {"A ruled line."}
    survey = "First Name,Last Name,Heard of us\n,Open-Ended Response,Response\nAnn,Lee,Fair\n"
    people, beside = read(tmp_path, survey)
    assert people == ["Ann"]
    assert set(beside.values()) == {"A second line of column names."}


def test_ditto_signs_count_as_what_stands_above(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("Company\tName\nAcme Ltd\tAnn\n″\tBob\n″\tCy\nRay plc\tDi\n", "utf-8")
    table = read_table(path)
    assert [row[0] for row in table.rows] == ["Acme Ltd"] * 3 + ["Ray plc"]
    assert "2 ditto signs count as what stands above." in table.info.notes


def test_bullets_and_what_a_list_is_called_are_no_names(tmp_path):
    people, beside = read(
        tmp_path,
        "Volunteers,\n• Ann Lee,0161 496 0000\n• Bob Ray,0161 496 0001\n• Cy,0161 496 0002\n",
    )
    assert people == ["Ann Lee", "Bob Ray", "Cy"]
    assert beside == {1: TITLE}


def test_a_sheet_that_only_explains_the_workbook_is_passed_over(tmp_path):
    book = Workbook()
    book.active.append(["This workbook holds our contacts."])
    book.active.append(["Ask Tom before changing anything."])
    sheet = book.create_sheet("Contacts")
    sheet.append(["Name", "Phone"])
    sheet.append(["Ann Lee", "0161 496 0000"])
    book.save(tmp_path / "list.xlsx")
    table = read_table(tmp_path / "list.xlsx")
    assert (table.info.sheet, len(table.rows)) == ("Contacts", 1)


def test_a_hash_alone_is_the_name_of_a_column(tmp_path):
    assert read(tmp_path, "#,Who,Where\n1,Ann Lee,Leeds\n2,Bob Ray,York\n")[0] == ["1", "2"]


def test_a_second_table_without_a_gap_takes_nobody_away(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Phone,\nAnn Lee,0161 496 0000,\nBob Ray,0161 496 0001,\n"
        "Company,Phone,Website\nAcme Ltd,0161 496 0002,www.acme.example\n",
        "utf-8",
    )
    table = read_table(path)
    assert [row[0] for row in table.rows] == ["Ann Lee", "Bob Ray"]
    assert len(table.info.sheets) == 2
    second = read_table(path, sheet=table.info.sheets[1])
    assert (second.headers, len(second.rows)) == (("Company", "Phone", "Website"), 1)


def test_sums_below_each_group_are_nobody(tmp_path):
    people, beside = read(
        tmp_path,
        "Name,Town,Sales\nAnn,Leeds,10.5\nBob,Leeds,4.5\nLeeds Total,,15\nCy,York,7\nDi,York,3\n"
        "York Total,,10\nGrand Total,,25\n",
    )
    assert people == ["Ann", "Bob", "Cy", "Di"]
    assert sorted(beside) == [4, 7, 8]


def test_a_row_of_nothing_but_sums_is_a_total_without_a_word():
    rows = [("Name", "Rent", "Paid"), ("Ann Lee", "£650", 10), ("Bob Ray", "£720.50", 5)]
    found = cut([1, 2, 3], [*rows[1:], ("", "£1,370.50", 15)], rows[0])
    assert found.rows == rows[1:]
    assert [each.reason for each in found.beside] == ["A total of the rows above."]


def test_an_amount_that_is_no_sum_stays_a_row():
    rows = [("Ann Lee", "£650"), ("Bob Ray", "£720"), ("", "£900")]
    assert cut([1, 2, 3], rows, ("Name", "Rent")).rows == rows


def test_what_stands_right_below_a_total_is_a_line_below_the_table(tmp_path):
    people, beside = read(
        tmp_path,
        "No.,Customer,Visits\n1,Ann Lee,12\n2,Bob Ray,24\n,Total,36\nAll prices with VAT,,\n",
    )
    assert people == ["1", "2"]
    assert beside == {4: "A total of the rows above.", 5: "A line below the table."}


def test_titles_of_groups_in_a_list_without_names_are_nobody(tmp_path):
    people, beside = read(
        tmp_path,
        "DOCTORS,,\nDr Khan,1 High Street,01904 496001\nDr Fox,2 Low Road,01904 496002\n"
        "TRADES,,\nRay Plumbing Ltd,3 Mill Lane,01904 496003\nAnn Lee,4 Elm Close,01904 496004\n",
    )
    assert people == ["Dr Khan", "Dr Fox", "Ray Plumbing Ltd", "Ann Lee"]
    assert beside == {1: TITLE, 4: TITLE}


def test_a_lone_word_behind_a_gap_is_a_title_and_a_lone_person_is_none(tmp_path):
    people, beside = read(
        tmp_path,
        "Name,Phone,Email\nAnn Lee,0161 496 0000,a@a.example\n\nAlto\nBob Ray,,b@b.example\n"
        "\nCy Poe\nDi Fox,0161 496 0001,d@d.example\n",
    )
    assert people == ["Ann Lee", "Bob Ray", "Cy Poe", "Di Fox"]
    assert beside == {4: TITLE}

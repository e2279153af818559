"""Text tables with lone quotation marks, and lists of names with commas in them."""

from app.exchange.tables.csv_file import read_csv


def read(folder, text):
    file = folder / "list.csv"
    file.write_bytes(text.encode())
    facts, rows = read_csv(file)
    return facts, [row for _, row in rows]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_below(tmp_path):
    facts, rows = read(tmp_path, 'Name,Note\nAl Bo,"so\nCy Do,x\nEd Fi,y\n')
    assert rows == [("Al Bo", '"so'), ("Cy Do", "x"), ("Ed Fi", "y")]
    assert facts["notes"] == ["A quotation mark in line 2 is never closed: it is taken as a sign."]


def test_a_lone_quote_that_a_later_cell_seems_to_close_is_a_sign_too(tmp_path):
    _, rows = read(tmp_path, 'Name,Note\nAl Bo,"so\nCy Do,"5"" pipe"\nEd Fi,"y\nGi Ho,z\n')
    assert rows == [("Al Bo", '"so'), ("Cy Do", '5" pipe'), ("Ed Fi", '"y'), ("Gi Ho", "z")]


def test_quoted_line_breaks_and_inches_stay_as_they_are(tmp_path):
    facts, rows = read(tmp_path, 'Name,Note\r\nAl Bo,"one\r\ntwo"\r\nCy Do,5" pipe\r\n')
    assert rows == [("Al Bo", "one\r\ntwo"), ("Cy Do", '5" pipe')]
    assert facts["notes"] == []


def test_one_column_of_last_names_and_first_names_is_one_column(tmp_path):
    facts, rows = read(tmp_path, "Members\nQuill, Ada\nvan den Berg, Piet\nAnna Roe\n")
    assert facts["header"] == ("Members",)
    assert rows == [("Quill, Ada",), ("van den Berg, Piet",), ("Anna Roe",)]


def test_two_columns_under_a_title_stay_two(tmp_path):
    _, rows = read(tmp_path, "Members of 2024\nLast,First\nQuill,Ada\nRoe,Anna\n")
    assert rows == [("Quill", "Ada"), ("Roe", "Anna")]

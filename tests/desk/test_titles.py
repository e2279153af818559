"""Titles in the first row, where the person knows better than we do."""

from app.desk import importing, titles

LINES = "Name,Email\nAnn Lee,ann@lee.example\nBob May,bob@may.example\n"


def test_titles_go_back_among_the_rows_and_out_again(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(LINES)
    table = importing.read(path)
    plain = titles.without_titles(table)
    assert plain.headers == ("Column 1", "Column 2")
    assert next(plain.numbered()) == (1, ("Name", "Email"))
    again = titles.with_titles(plain)
    assert again.headers == table.headers
    assert list(again.numbered()) == list(table.numbered())

"""What people remark on cells of a workbook comes in with the row."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from app.exchange.reading import read_table
from app.exchange.tables import recognise
from app.exchange.tables.workbook_comments import comments_of

DATA = Path(__file__).parents[1] / "data" / "tables"


def saved(folder, rows, **comments):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, words in comments.items():
        book.active[place].comment = Comment(words, "Boss")
    path = folder / "list.xlsx"
    book.save(path)
    return read_table(path)


PEOPLE = [("Name", "Phone"), ("Ann Lee", "0161 496 0000"), ("Bob Ray", None)]


def test_a_comment_is_kept_with_its_row_and_told(tmp_path):
    table = saved(tmp_path, PEOPLE, B2="only after six", A3="Boss:\nmoved away", B1="or mobile")
    assert table.headers == ("Name", "Phone", "Comment on Name", "Comment on Phone")
    assert [row[2:] for row in table.rows] == [(None, "only after six"), ("moved away", None)]
    assert table.info.notes == (
        "2 comments on cells are kept with the row, in a column of its own.",
        "1 comment outside the rows of the table left out.",
    )
    goals = [guess.target for guess in recognise.columns(table.headers, table.rows)]
    assert goals[2:] == ["own:Comment on Name", "own:Comment on Phone"]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_comments_of_older_and_free_programs_are_kept_too(kind):
    table = read_table(DATA / f"comments.{kind}")
    assert [row[3:] for row in table.rows] == [(None, "only after six"), ("moved away", None)]


def test_a_comment_beside_a_column_without_a_name_says_which(tmp_path):
    table = saved(tmp_path, PEOPLE, C3="see letter")
    assert (table.headers[-1], table.rows[1][-1]) == ("Comment on column 3", "see letter")


def test_tables_side_by_side_keep_their_own_columns(tmp_path):
    rows = [("Name", "Phone", None, "Name", "Phone"), ("Ann Lee", "1", None, "Bob Ray", "2")]
    table = saved(tmp_path, rows, A2="left")
    assert "Comment on Name" not in table.headers
    assert any(note.startswith("1 comment outside") for note in table.info.notes)


def test_the_words_of_a_thread_stand_below_each_other(tmp_path):
    kind = "http://schemas.example/relationships"
    links = (
        f'<Relationships><Relationship Id="a" Type="{kind}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="b" Type="{kind}/threadedComment" Target="/xl/threads/t1.xml"/>'
        "</Relationships>"
    )
    thread = (
        '<ThreadedComments><threadedComment ref="B2" id="1"><text>Call &amp; ask</text>'
        '</threadedComment><threadedComment ref="B2" id="2"><text>Done</text></threadedComment>'
        "</ThreadedComments>"
    )
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/worksheets/_rels/sheet1.xml.rels", links)
        package.writestr(
            "xl/comments1.xml", '<c:comments><c:comment ref="B2"><c:t>[Thread]</c:t></c:comment>'
            "</c:comments>",
        )  # fmt: skip
        package.writestr("xl/threads/t1.xml", thread)
        assert comments_of(package, "xl/worksheets/sheet1.xml") == {(2, 1): "Call & ask\nDone"}

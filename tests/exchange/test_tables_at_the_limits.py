"""Text tables at the edge of what a table is: read as they were meant, or refused in a sentence."""

import time

import pytest

from app.exchange import reading
from app.exchange.tables.table import UnreadableFile


def read(folder, data, name="t.csv"):
    file = folder / name
    file.write_bytes(data)
    return reading.read_table(file)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'sep=;\nName;Note\n"Lee; Ann";one\n', "t.csv"),
        ("sep=\t\r\nName\tNote\r\nLee; Ann\tone\r\n".encode("utf-16"), "t.csv"),
        (b'Name\tNote\n"Lee; Ann"\tone\n', "t.tsv"),
        (b"Na\0me,Note\nLee; A\0nn,one\n", "t.csv"),
    ],
)
def test_the_table_is_read_as_it_was_meant(tmp_path, data, name):
    table = read(tmp_path, data, name)
    assert table.headers == ("Name", "Note")
    assert table.rows == [("Lee; Ann", "one")]


def test_quotes_and_line_breaks_in_a_table_with_tabs_are_kept(tmp_path):
    table = read(tmp_path, b'Name\tNote\n"Ben ""the"" Ray"\t"two\nlines\there"\n', "t.tsv")
    assert table.rows == [('Ben "the" Ray', "two\nlines\there")]


HEAD = b"Name,Note\n" + b"Ann Lee,one\n" * 300


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Name,Note\nAnn," + b"x" * 1_100_000 + b"\n", "a million letters"),
        (HEAD + b"Ann," + b"x" * 1_100_000 + b"\n", "a million letters"),
        (b",".join([b"c"] * 600) + b"\n" + b",".join([b"x"] * 600) + b"\n", "500 columns"),
        (HEAD + b"Ann" + b",y" * 700 + b"\n", "500 columns"),
    ],
)
def test_what_is_too_much_is_refused_in_a_sentence(tmp_path, data, said):
    with pytest.raises(UnreadableFile, match=said) as caught:
        read(tmp_path, data)
    assert str(caught.value).endswith("try again.")


@pytest.mark.parametrize("start", ["ID;PWXL;N;E\nC;Y1;X1", "<html><table>", "BEGIN:VCARD\n"])
def test_a_file_larger_than_its_kind_may_be_is_refused_before_it_is_read(tmp_path, start):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(start.encode())
        file.truncate(150_000_000)
    with pytest.raises(UnreadableFile, match=r"^This file is larger than (50|100) MB\. .+\.$"):
        reading.read_table(path)


@pytest.mark.parametrize("start", ["\n" * 4096, "<!---->" * 600, "#\n \n" * 1000])
def test_what_a_file_is_takes_no_time_to_see(tmp_path, start):
    path = tmp_path / "list.csv"
    path.write_text(f"{start}Name,Email\nAnn Lee,a@a.example\n", encoding="utf-8")
    started = time.perf_counter()
    reading.read_table(path)
    assert time.perf_counter() - started < 5

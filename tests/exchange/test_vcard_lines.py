from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.reading import read_table
from tests.exchange.cards import card, drafts, person, read

heads = st.sampled_from([
    "FN", "N", "TEL;TYPE=work,pref", 'TEL;TYPE="a:b"', 'TEL;X="a', "item1.EMAIL", "item1.X-ABLabel",
    "NOTE;ENCODING=QUOTED-PRINTABLE", "ADR;TYPE=home", "BDAY", "X-A-B", "NOTE", "", " ", "x y",
])  # fmt: skip
values = st.text(alphabet='ab ;,:"\\=\n\tüЖ', max_size=12)
properties = st.lists(st.tuples(heads, st.sampled_from([":", ":", ":", ""]), values), max_size=8)


@settings(max_examples=200, deadline=None)
@given(lines=properties)
def test_a_card_reads_the_same_whether_its_heads_were_met_before(lines):
    text = card("FN:Ann", *("".join(line) for line in lines))
    with TemporaryDirectory() as folder:
        once, *more = read(Path(folder), text * 3).rows
        assert read(Path(folder), text).rows == [once]
    assert more == [once, once]


def test_a_line_of_a_note_that_is_called_like_a_field_stays_in_the_note(tmp_path):
    lines = ("EMAIL:ann@example.org", "NOTE:please write by", "EMAIL", "to all of us")
    found = person(tmp_path, *lines)
    assert found.contact["note"] == "please write by\nEMAIL\nto all of us"


@pytest.mark.parametrize("between", ["", "\ufeff", "\r\n\ufeff"])
def test_files_put_one_behind_the_other_are_read_on(tmp_path, between):
    text = card("FN:Ann").rstrip() + between + card("FN:Ben")
    assert [each.contact["name"] for each in drafts(read(tmp_path, text))] == ["Ann", "Ben"]


@pytest.mark.parametrize("text", [
    "\n  BEGIN:VCARD\n  FN:Ann Lee\n  NOTE:one\n   two\n  END:VCARD\n",
    "BEGIN:VCARD\n FN:Ann Lee\n NOTE:one\n  two\nEND:VCARD\n",
])  # fmt: skip
def test_indented_cards_are_no_folded_lines(tmp_path, text):
    (found,) = drafts(read(tmp_path, text))
    assert (found.contact["name"], found.contact["note"]) == ("Ann Lee", "onetwo")


def test_a_fold_of_the_old_version_may_stand_inside_a_letter(tmp_path):
    note = "NOTE:" + "ä" * 50
    data = card("FN:Ann", note, version="2.1").encode()
    place = data.index(b"NOTE") + 74
    folded = data[:place] + b"\r\n " + data[place:]
    assert drafts(read(tmp_path, folded))[0].contact["note"] == "ä" * 50


def test_a_link_in_a_note_that_was_not_folded_stays_in_the_note(tmp_path):
    found = person(tmp_path, "FN:Ann", "NOTE:see", "https://example.org/x?y=1")
    assert found.contact["note"] == "see\nhttps://example.org/x?y=1"


def test_what_a_group_says_besides_its_name_is_accounted_for(tmp_path):
    path = tmp_path / "people.vcf"
    path.write_text(
        card("FN:Ann", "UID:1", version="4.0")
        + card("KIND:group", "FN:Choir", "MEMBER:1", "MEMBER:9", "NOTE:sings", version="4.0")
    )
    table = read_table(path)
    (found,) = drafts(table)
    assert (found.contact["name"], found.tags) == ("Ann", ["Choir"])
    (group,) = table.beside
    assert (group.number, group.reason) == (2, "This is a group: its name became a tag.")
    assert {"Choir", "sings", "1\n9"} <= set(group.cells)
    assert "1 member of the group Choir is not in this file." in table.info.notes


def test_an_encoding_whose_name_is_damaged_is_seen_through(tmp_path):
    data = card("FN;CHARSET=\udcc3UTF-8:J\udcf6rg").encode("utf-8", "surrogateescape")
    assert drafts(read(tmp_path, data))[0].contact["name"] == "Jörg"


def test_a_thousand_notes_are_one_note_of_few_columns(tmp_path):
    table = read(tmp_path, card("FN:Ann", *[f"NOTE:line {n}" for n in range(1000)]))
    assert len(table.headers) < 25
    assert drafts(table)[0].contact["note"].split("\n") == [f"line {n}" for n in range(1000)]

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.cards import card, person, read

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

"""Running text is not looked at for addresses and numbers, however long it is."""

import pytest

from app.exchange.tables.recognise import columns
from app.exchange.tables.values import are_people, shape_of


@pytest.mark.parametrize("text", ["a" * 300_000, "a@" * 150_000, "1" * 300_000, "www." * 80_000])
def test_a_very_long_cell_has_no_shape(text):
    assert shape_of([text]) == ""


def test_names_are_known_by_themselves_where_no_heading_speaks_of_them():
    rows = [
        ("Charlotte Webb", "07700 900184", "charlotte@marlow.example"),
        ("Jan van den Berg", "07700 900301", "jb@x.example"),
        ("Zoë O'Neill-Ærø", "07700 900302", "zo@x.example"),
    ]
    found = columns(("Column 1", "Column 2", "Column 3"), rows)
    assert [guess.target for guess in found] == ["full_name", "phone.other", "email.other"]
    assert found[0].state == "check"


@pytest.mark.parametrize(
    "cells",
    [["Berg Ltd", "Webb & Sons", "Hotel Lindenhof GmbH"], ["New York", "New York", "New York"],
     ["red", "green", "blue"], ["Order 12", "Order 13", "Order 14"], []],
)  # fmt: skip
def test_what_names_nobody_is_not_taken_for_people(cells):
    assert not are_people(cells)

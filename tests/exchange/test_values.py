"""Running text is not looked at for addresses and numbers, however long it is."""

import pytest

from app.exchange.values import shape_of


@pytest.mark.parametrize("text", ["a" * 300_000, "a@" * 150_000, "1" * 300_000, "www." * 80_000])
def test_a_very_long_cell_has_no_shape(text):
    assert shape_of([text]) == ""

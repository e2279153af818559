"""Label sheets of one's own, kept in the book."""

import pytest

from app.models.errors import Refusal
from app.models.operations import label_sheets
from app.storage import undo


def names(store):
    return [row["name"] for row in label_sheets.label_sheets(store)]


def test_a_sheet_of_the_same_name_is_replaced(store):
    first = label_sheets.save_label_sheet(store, "Our tags", "{}")
    again = label_sheets.save_label_sheet(store, " Our tags ", '{"width": 60}')
    assert again == first
    (row,) = label_sheets.label_sheets(store)
    assert row["measures"] == '{"width": 60}'


def test_a_sheet_needs_a_name(store):
    with pytest.raises(Refusal):
        label_sheets.save_label_sheet(store, "  ", "{}")
    assert names(store) == []


def test_a_deleted_sheet_comes_back_with_undo(store):
    label_sheets.save_label_sheet(store, "Our tags", "{}")
    label_sheets.delete_label_sheet(store, "Our tags")
    assert names(store) == []
    undo.undo_last(store)
    assert names(store) == ["Our tags"]

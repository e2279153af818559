"""Kept files opened: private copies, read-only, and nothing that can run."""

import os
import stat

import pytest

from app.desk import opening
from app.models.errors import Refusal
from app.models.operations import documents


def test_a_copy_is_private_and_read_only(store):
    made = documents.add_content(store, "Plan.txt", b"the plan")
    path = opening.copy_to_open(store, made)
    assert path.read_bytes() == b"the plan"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o400
        assert stat.S_IMODE(opening.open_folder().stat().st_mode) == 0o700
    opening.clear_copies()
    assert not path.exists()


@pytest.mark.parametrize("name", ["a.exe", "Invoice.pdf.js", "x.LNK", "y.scr. ", "z.desktop"])
def test_what_can_run_is_saved_but_never_opened(store, tmp_path, name):
    made = documents.add_content(store, name, b"MZ")
    with pytest.raises(Refusal, match="not opened"):
        opening.copy_to_open(store, made)
    assert opening.save_as(store, made, tmp_path / "out").read_bytes() == b"MZ"


def test_macro_documents_are_told_apart():
    assert opening.has_macros("Prices.XLSM")
    assert not opening.has_macros("Prices.xlsx")

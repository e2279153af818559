"""Where a list is saved: the kind that is chosen gives the name its ending."""

import pytest
from PySide6.QtWidgets import QFileDialog

from app.ui.dialogs import files
from app.ui.dialogs.hand_out import _kinds


@pytest.fixture
def saved(qtbot, tmp_path, monkeypatch):
    """Saves under a name and a kind as a person would, and says what came of it."""

    def save(name, chosen):
        kinds = _kinds("contact")

        def press(dialog):
            qtbot.addWidget(dialog)
            kind = next(text for text, key in kinds.items() if key == chosen)
            dialog.selectNameFilter(kind)
            dialog.filterSelected.emit(kind)
            if name:
                dialog.selectFile(name)
            return QFileDialog.DialogCode.Accepted

        monkeypatch.setattr(QFileDialog, "exec", press)
        start = tmp_path / "Contacts.xlsx"
        path, kind = files.choose_save_as(None, "Export list", start, ";;".join(kinds))
        return path.name, kinds[kind]

    return save


@pytest.mark.parametrize(
    ("name", "chosen", "expected"),
    [
        ("", "csv", "Contacts.csv"),
        ("", "vcard4", "Contacts.vcf"),
        ("My list", "json", "My list.json"),
        ("People.xlsx", "xlsx", "People.xlsx"),
    ],
)
def test_a_name_gets_the_ending_of_the_kind_that_was_chosen(saved, name, chosen, expected):
    assert saved(name, chosen) == (expected, chosen)

"""The sheets of a letter in the window."""

import pytest

from app.ui.panes.letters.letter_preview import LetterPreview


@pytest.fixture
def preview(qtbot, memory):
    made = LetterPreview()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_height_of_the_sheets_never_follows_their_own_width(preview):
    preview.resize(640, 700)
    before = preview.sheets.minimumHeight()
    for wide in (470, 480, 560, 640):
        preview.sheets.resize(wide, 700)
        assert preview.sheets.minimumHeight() == before


def test_a_window_of_any_height_comes_to_rest(preview):
    # A scroll bar that came and went with the height once ended the program
    for wide in (520, 560, 700, 900):
        for high in range(560, 760, 3):
            preview.resize(wide, high)
            assert preview.sheets.width() >= preview.sheets.room.width()

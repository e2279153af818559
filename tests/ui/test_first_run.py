"""The first minutes: nothing is asked, and every way leads on."""

import pytest
from PySide6.QtCore import Qt

from app.ui.panes.first_run import FirstRunPane


def test_an_empty_book_opens_on_how_to_bring_people_in(window):
    assert window.stack.key == "first_run"
    assert window.windowTitle() == "Hartley"


@pytest.mark.parametrize(
    ("tile", "signal"),
    [("spreadsheet", "import_requested"), ("phone", "import_requested"),
     ("typed", "contact_requested"), ("example", "example_requested")],
)  # fmt: skip
def test_each_tile_leads_on(qtbot, session, tile, signal):
    pane = FirstRunPane(session)
    qtbot.addWidget(pane)
    pane.resize(1200, 800)
    pane.show()
    with qtbot.waitSignal(getattr(pane, signal)):
        qtbot.mouseClick(getattr(pane, tile), Qt.MouseButton.LeftButton)


def test_the_first_run_makes_a_book_without_asking(qapp, home, qtbot):
    from app.ui.program import Program

    program = Program(qapp)
    assert program.begin(None)
    qtbot.addWidget(program.window)
    path = program.window.session.store.path
    assert path.name == "My business.deskbook"
    assert path.is_file()
    program.window.closed.disconnect(program._closed)
    program.window.close()
    program._let_go(program.window, program._one)
    assert (home / "last-book.txt").read_text() == str(path)
    assert not path.with_name(f"{path.name}.lock").exists()

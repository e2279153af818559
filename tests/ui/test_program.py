"""The program around the window: opening, faults, restoring, settings, the command line's door."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from app.models.errors import Refusal
from app.models.operations import staff
from app.storage import backups, book, errors, places, settings
from app.ui.dialogs import messages
from app.ui.program import Program
from app.ui.settings.window import PAGES, SettingsWindow
from tests.ui.frame import add_person, clock


@pytest.fixture
def program(qapp, qtbot, memory):
    made = Program(qapp, clock)
    yield made
    if made.window is not None:
        window, one = made.window, made._one
        window.closed.disconnect(made._closed)
        window.close()
        made._let_go(window, one)
    made.deleteLater()


@pytest.fixture
def closed_book(tmp_path):
    path = tmp_path / "firm.deskbook"
    made = book.create_book(path, business={"business_name": "Firm"})
    add_person(made, "Ann Lee")
    book.close_book(made)
    return path


def test_another_file_takes_the_place_of_the_first(program, closed_book, tmp_path):
    assert program.open_path(closed_book)
    first = program.window
    program.make_new(tmp_path / "second.deskbook")
    assert program.window is not first
    assert program.window.session.store.path.name == "second.deskbook"
    assert places.last_book_file().read_text() == str(tmp_path / "second.deskbook")
    assert not (tmp_path / "firm.deskbook.lock").exists()


def test_a_file_that_is_no_book_leaves_the_present_one_open(program, closed_book, tmp_path):
    program.open_path(closed_book)
    odd = tmp_path / "odd.deskbook"
    odd.write_text("not a book")
    assert program.open_path(odd)
    assert program.window.session.store.path == closed_book
    assert program.window.bars.has_bar("danger")


def test_a_book_that_cannot_be_opened_offers_ways_out(program, tmp_path, monkeypatch):
    seen = []

    def press_nothing(dialog):
        seen.append(dialog.windowTitle())
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QDialog, "exec", press_nothing)
    assert not program.open_path(tmp_path / "gone.deskbook")
    assert seen == ["This file could not be opened"]


def test_the_example_says_so_and_leads_back_to_ones_own_book(program, home):
    program.begin(None)
    own = program.window.session.store.path
    program.window.files.example_requested.emit()
    assert program.window.bars.has_bar("example")
    assert program.window.stack.key == "today"
    program.window.files.own_requested.emit()
    assert program.window.session.store.path == own
    assert not program.window.bars.has_bar("example")


def test_hints_of_the_window_name_no_command():
    hint = messages.window_hint(errors.BookDamaged("The book is damaged."))
    assert "deskbook " not in hint


def test_a_backup_takes_the_place_of_the_book_which_is_kept(program, closed_book):
    program.open_path(closed_book)
    store = program.window.session.store
    copy = backups.make(store.connection, closed_book, "by-hand")
    add_person(store, "Too Many")
    program.restore(copy)
    store = program.window.session.store
    assert store.select("SELECT name FROM contact") == [("Ann Lee",)]
    assert list(closed_book.parent.glob("firm.deskbook.before-restore-*"))


def test_a_refusal_that_nobody_caught_is_said_in_a_sentence(program, closed_book):
    program.open_path(closed_book)
    program.fault(Refusal, Refusal("A list needs a name."), None)
    assert program.window.toast.text() == "A list needs a name."


def test_a_bug_is_reported_once_and_the_program_goes_on(
    program, closed_book, qtbot, monkeypatch, capsys
):
    shown = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: shown.append(dialog.windowTitle()))
    program.open_path(closed_book)
    for _ in range(3):
        program.fault(ValueError, ValueError("odd"), None)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["Something went wrong in Deskbook"]
    assert program.window.isVisible()
    assert "odd" in capsys.readouterr().err


def test_what_was_still_typed_when_another_book_opens_asks_nobody(
    program, closed_book, tmp_path, qtbot
):
    other = tmp_path / "other.deskbook"
    book.close_book(book.create_book(other))
    program.open_path(closed_book)
    before = program.window
    before.palette_view.open_palette()
    before.palette_view.input.setText("An")
    program.open_path(other)
    # The window is still there until the event loop has it deleted, and its book is closed
    assert not [timer for timer in before.findChildren(QTimer) if timer.isActive()]
    with qtbot.waitSignal(before.destroyed):
        pass


def test_a_report_holds_the_fault_and_nothing_of_the_book():
    report = messages.report_text(ValueError, ValueError("odd"), None)
    assert report.startswith("Deskbook, ")
    assert "ValueError: odd" in report


def test_every_page_of_the_settings_shows(program, closed_book, qtbot):
    program.open_path(closed_book)
    window = program.window
    made = SettingsWindow(
        window.session, program.memory, window.files, window.safety, window.commands.commands
    )
    qtbot.addWidget(made)
    made.show()
    for key, _, _ in PAGES:
        made.show_page(key)
        assert made._stack.currentWidget() is made._made[key]


def test_a_change_after_the_settings_were_closed_reaches_nobody_who_is_gone(
    program, closed_book, qtbot
):
    program.open_path(closed_book)
    window = program.window
    made = SettingsWindow(
        window.session, program.memory, window.files, window.safety, window.commands.commands
    )
    made.show()
    for key, _, _ in PAGES:
        made.show_page(key)
    with qtbot.waitSignal(made.destroyed):
        made.close()
    # A fault in a slot fails the test
    window.session.do(staff.add_staff, "Tom")
    program.memory.set_look(compact=True)


def test_a_setting_applies_at_once(program, closed_book, qtbot):
    from app.ui.settings.business_page import BusinessPage

    program.open_path(closed_book)
    session = program.window.session
    page = BusinessPage(session)
    qtbot.addWidget(page)
    page.fields["business_name"].committed.emit("Hartley Gardens")
    assert settings.setting(session.store, "business_name") == "Hartley Gardens"
    assert program.window.nav.business.text() == "Hartley Gardens"


def test_the_team_is_added_renamed_and_let_go(program, closed_book, qtbot):
    from app.storage.queries import records
    from app.ui.settings.team_page import TeamPage

    program.open_path(closed_book)
    session = program.window.session
    page = TeamPage(session, program.memory)
    qtbot.addWidget(page)
    page.name.set_text("Lucy")
    page.add_name()
    page.rows.choose_row(0)
    page.name.set_text("Lucy Hartley")
    page.rename_chosen()
    assert [row["name"] for row in session.read(records.staff)] == ["Lucy Hartley"]
    page.rows.choose_row(0)
    page.email.committed.emit("lucy@hartley.example")
    assert page.email.text() == "lucy@hartley.example"
    page.region.chosen.emit("SCT")
    row = session.read(records.staff)[0]
    assert (row["email"], row["holiday_region"]) == ("lucy@hartley.example", "SCT")
    page.rows.choose_row(0)
    page.retire_chosen()
    assert session.read(records.staff) == []


def test_a_look_chosen_in_settings_is_remembered(memory, qtbot):
    from app.ui.frame.memory import Memory
    from app.ui.settings.look_page import LookPage

    page = LookPage(memory)
    qtbot.addWidget(page)
    page.theme.chosen.emit("dark")
    page.size.chosen.emit("1.3")
    page.boxes["menu_always"].toggled.emit(True)
    memory.save()
    look = Memory().look
    assert (look.mode, look.scale, look.menu_always) == ("dark", 1.3, True)


def run_program(*arguments, home, **more):
    environment = {**os.environ, "DESKBOOK_HOME": str(home), **more}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        if name not in more:
            environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
def test_without_a_display_the_command_line_is_named(home):
    done = run_program(home=home)
    assert done.returncode == 1
    assert "no" not in done.stdout
    assert "Everything also works from the command line" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_loads_no_widgets(home):
    code = (
        "import sys\nfrom app.__main__ import main\nmain(['backups', '--help'])\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "DESKBOOK_HOME": str(home)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "AssertionError" not in done.stderr


def test_a_second_start_ends_at_once_and_leaves_the_first_alone(closed_book, home):
    environment = {**os.environ, "DESKBOOK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    first = subprocess.Popen(
        [sys.executable, "-c", FIRST, str(closed_book)], env=environment,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert first.stdout.readline().strip() == "open"
        done = run_program("open", str(closed_book), home=home, QT_QPA_PLATFORM="offscreen")
        assert done.returncode == 0
        assert first.stdout.readline().strip() == "raised"
    finally:
        first.kill()
        first.wait()
        first.stdout.close()


FIRST = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.ui.program import Program
app = QApplication([])
program = Program(app)
program.begin(Path(sys.argv[1]))
program._one.raise_requested.connect(lambda: print("raised", flush=True))
print("open", flush=True)
app.exec()
"""

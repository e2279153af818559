"""The window: pages, notices, undo, a lost file, closing."""

import shutil
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.contact import Contact
from app.models.operations import contacts, tasks
from app.models.qt.jobs import Job
from app.models.task import Task
from app.storage import backups, book, places
from app.storage.queries import today
from app.ui.dialogs import hand_out
from app.ui.frame.ways import Place
from app.ui.widgets.reading_order import reading_order
from tests.ui.frame import add_person


def person_count(session):
    return session.store.value("SELECT count(*) FROM contact")


def test_a_book_with_people_opens_on_today(firm, window):
    assert window.stack.key == "today"
    assert window.windowTitle() == "Hartley"


def test_the_first_contact_leads_from_the_first_page_to_the_list(window, session):
    assert window.stack.key == "first_run"
    session.do(add_person, "Ann Lee")
    assert window.stack.key == "contacts"


def test_the_navigation_counts_what_is_due_and_who_is_on_a_list(firm, window, qtbot):
    qtbot.waitUntil(lambda: bool(window.nav._lists))
    assert window.nav._items["today"].accessibleName() == "Today, 2"
    assert next(iter(window.nav._lists.values())).accessibleName() == "In Marlow, 1"


def test_back_and_forward_return_to_places(firm, window):
    window.ways.go("today")
    window.ways.open_record("contact", firm["webb"])
    assert window.windowTitle() == "Charlotte Webb, Hartley"
    assert window.ways.here() == Place("contacts", "contact", firm["webb"])
    window.commands.actions["back"].trigger()
    assert window.stack.key == "today"
    window.commands.actions["forward"].trigger()
    assert window.ways.here() == Place("contacts", "contact", firm["webb"])


def test_going_back_to_a_deleted_record_shows_its_page(firm, window, session):
    window.ways.go("today")
    window.ways.open_record("contact", firm["webb"])
    window.ways.go("today")
    session.do(contacts.delete_contacts, [firm["webb"]])
    window.ways.go_back()
    assert window.stack.key == "contacts"


def test_a_todo_opens_whom_it_is_about(firm, window, session):
    task = session.read(today.tasks_due)[0]["id"]
    assert window.ways.owner("task", task) == ("contact", firm["mehta"])


def test_page_keys_work_while_the_menu_bar_is_hidden(firm, window, qtbot):
    assert not window.menuBar().isVisible()
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.key == "contacts"


def test_alt_and_f10_show_the_menu_bar(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert window.menuBar().isVisible()
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_alt_held_for_something_shows_no_menu_bar(window, qtbot):
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down, alt)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, alt, QPoint(700, 5))
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_the_menu_bar_stays_when_it_is_wanted(window):
    window.memory.set_look(menu_always=True)
    assert window.menuBar().isVisible()


def test_a_toast_names_what_happened_and_takes_it_back(firm, window, session, qtbot):
    session.do(tasks.save_task, Task(title="Post the plan"))
    session.say("To-do added.")
    assert window.toast.text() == "To-do added."
    window.toast.undo_requested.emit()
    assert session.store.value("SELECT count(*) FROM task WHERE title = 'Post the plan'") == 0


def test_while_a_writing_job_runs_writing_commands_wait(firm, window, session, qtbot):
    job = Job("Bringing in contacts", lambda store, progress: None)
    session.busy_changed.emit(job)
    assert window.strip.isVisible()
    job.progressed.emit(1200, 5000, "rows")
    assert window.strip.accessibleName() == "1,200 of 5,000 rows"
    assert not window.commands.actions["new_contact"].isEnabled()
    assert "still running" in window.commands.actions["new_contact"].toolTip()
    assert window.commands.actions["search"].isEnabled()
    assert window.commands.actions["import"].isEnabled()
    session.busy_changed.emit(None)
    assert window.commands.actions["new_contact"].isEnabled()
    assert not window.strip.isVisible()


def test_backing_up_now_is_told_and_shown(firm, window, session, qtbot):
    with qtbot.waitSignal(session.noticed, timeout=20_000):
        window.commands.actions["backup"].trigger()
    assert window.toast.text() == "Backed up and checked."
    assert window.safety.sentence()[0].startswith("Backed up")
    found = backups.list_backups(window.safety.folder())
    assert len(found) == 1


def test_closing_makes_a_verified_backup_when_something_changed(firm, window, session):
    session.do(tasks.save_task, Task(title="One more"))
    window.close()
    found = backups.list_backups(places.backup_folder(window.book))
    assert [one.reason for one in found] == ["closed"]
    copy = book.open_book(found[0].path, read_only=True)
    assert copy.value("SELECT count(*) FROM task WHERE title = 'One more'") == 1
    copy.close()


def test_closing_unchanged_makes_no_backup(firm, window, session):
    session.dirty = False
    window.close()
    assert backups.list_backups(places.backup_folder(window.book)) == []


def test_a_backup_that_fails_does_not_keep_the_window_open(firm, window, session, home):
    shutil.rmtree(home / "backups", ignore_errors=True)
    (home / "backups").write_text("in the way")
    session.do(tasks.save_task, Task(title="One more"))
    window.close()
    assert not window.isVisible()
    assert "backup" in window.memory.flag(f"backup_failed_{window.book}")


def test_a_lost_file_is_told_and_can_be_saved_elsewhere(
    firm,
    window,
    session,
    book_path,
    tmp_path,
):
    away = tmp_path / "away.deskbook"
    book_path.rename(away)
    window.safety.look_at_file()
    assert window.bars.has_bar("lost")
    assert not window.commands.actions["new_contact"].isEnabled()
    target = tmp_path / "kept.deskbook"
    kept = []
    window.history.copy_saved.disconnect()
    window.history.copy_saved.connect(kept.append)
    window.history.save_copy_to(target)
    assert kept == [target]
    copy = book.open_book(target, read_only=True)
    assert copy.value("SELECT count(*) FROM contact") == 3
    copy.close()
    away.rename(book_path)
    window.history.open_again()
    assert not window.bars.has_bar("lost")
    assert window.commands.actions["new_contact"].isEnabled()


def test_a_copy_never_replaces_another_file(firm, window, tmp_path):
    target = tmp_path / "there.deskbook"
    target.write_text("precious")
    window.history.save_copy_to(target)
    assert target.read_text() == "precious"
    assert window.bars.has_bar("danger")


def test_a_change_of_theme_or_size_reaches_everything(firm, window, qapp):
    from app.ui.frame.look_deeds import dress

    window.memory.look_changed.connect(lambda: dress(qapp, window.memory))
    for handler in ("look_dark", "text_larger", "text_larger", "text_normal", "look_light"):
        window.run_command(handler)
    assert window.commands.actions["light"].isChecked()


def test_f6_walks_through_the_parts_of_the_page(firm, window, qtbot):
    window.ways.go("today")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    seen = []
    for _ in range(3):
        window.commands.actions["next_area"].trigger()
        seen.append(window.focusWidget())
    assert len(set(seen)) == 3


def test_help_is_found_by_mouse_alone(window):
    menu = window.files.business_menu(window.commands)
    assert {"Help", "Keyboard shortcuts"} <= {action.text() for action in menu.actions()}


def test_the_keyboard_goes_with_one_to_every_page(firm, window, session):
    person = session.store.value("SELECT min(id) FROM contact")
    window.ways.open_record("contact", person)
    window.stack.current().page.press_verb("letter")
    assert window.stack.key == "documents"
    assert window.stack.current().isAncestorOf(window.focusWidget())
    for page in ("today", "calendar", "deals", "documents", "accounts", "import"):
        window.nav.page_chosen.emit(page)
        assert window.stack.current().isAncestorOf(window.focusWidget()), page


def test_the_window_comes_back_as_it_was(firm, window, session, memory):
    window.resize(1111, 777)
    window.ways.go("contacts")
    window._remember()
    from app.ui.frame.memory import Memory

    again = Memory()
    assert again.flag("page") == "contacts"
    assert again.geometry() is not None
    assert again.recent_files() == [session.store.path]


def test_a_record_opens_in_a_window_of_its_own(firm, window):
    from app.ui.frame.beside import Beside

    window.feed.record_chosen.emit("contact", firm["webb"], True)
    beside = window.findChild(Beside)
    assert beside.isVisible()
    assert beside.windowTitle() == "Charlotte Webb"
    assert window.stack.key == "today"
    window.close()
    assert window.findChild(Beside) is None or not beside.isVisible()


def test_what_floats_over_a_page_goes_with_it_and_keeps_what_was_typed(
    firm, window, session, qtbot
):
    from app.models.operations import deals
    from app.storage.queries import board

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    deal = session.read(board.open_deals, "2026-11-18")[0]["id"]
    window.ways.open_record("deal", deal)
    editor = window.stack.current()._popover
    qtbot.waitUntil(editor.title.hasFocus)
    qtbot.keyClicks(editor.title, "New ")
    window.commands.actions["page_contacts"].trigger()
    assert not editor.isVisible()
    assert session.read(deals.load_deal, deal).title == "New Terrace"
    assert window.stack.current().list.views.view.hasFocus()


def test_tab_goes_through_a_page_in_reading_order(firm, window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.ways.open_record("contact", firm["webb"])
    page = window.stack.current().page
    qtbot.waitUntil(page.details.field("birthday").isVisible)
    order = reading_order(window.centralWidget())
    chips = window.stack.current().list.chips
    assert order.index(window.nav._items["deals"]) < order.index(chips._pills[0])
    tabs = order.index(page.composer.editor), order.index(page.details.field("birthday"))
    assert tabs[0] < tabs[1] < order.index(page.details._add)
    page.details.field("birthday").setFocus()
    qtbot.keyClick(page.details.field("birthday"), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is order[tabs[1] + 1]


def test_undo_in_a_field_takes_back_the_text_first_and_then_the_step(firm, window, session, qtbot):
    session.do(contacts.save_contact, contacts.named(Contact(), "New Person"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.ways.go("contacts")
    editor = window.stack.current().page.composer.editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == ""
    assert person_count(session) == 4
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person_count(session) == 3


def test_alt_arrows_move_the_chosen_card_before_they_go_back(firm, window, session, qtbot):
    from app.models.operations import deals
    from app.storage.queries import board

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.ways.go("deals")
    card = window.stack.current().board.columns[0].cards
    card.setFocus()
    card.choose_row(0)
    qtbot.waitUntil(card.hasFocus)
    stages = [row["id"] for row in session.read(board.stages)]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        card = QApplication.focusWidget()
        deal = card.current_id()
        QTest.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.AltModifier)
        assert not window.menuBar().isVisible()
        assert window.stack.key == "deals"
        place = 1 if key == Qt.Key.Key_Right else 0
        assert session.read(deals.load_deal, deal).stage_id == stages[place]


def test_a_list_that_was_written_can_be_opened_from_the_notice(
    firm, window, session, qtbot, tmp_path, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    pane = window.ways.go("contacts")
    target = tmp_path / "People.xlsx"
    hand_out.write_list(session, pane.list_on_view(), target)
    qtbot.waitUntil(lambda: session.job is None)
    assert window.toast.text() == f"{pane.list.views.model.count()} rows exported to People.xlsx."
    window.toast.undo_requested.emit()
    assert [Path(url.toLocalFile()) for url in opened] == [target]

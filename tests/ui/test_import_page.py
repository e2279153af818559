"""The import page: four steps, nothing changed until the last, all of it undoable."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.models.activity import Activity
from app.models.operations import activities
from app.models.view import parse_rule
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.ui.panes.imports.import_page import CHECK, CHOOSE, FINISH, MATCH, ImportPage
from app.ui.panes.imports.import_past import LedgerDialog

LINES = """Firma;Name;Tel.;E-Mail;Geb.;Shoe size
Marlow Bakery;Charlotte Webb;07700 900184;charlotte@marlow.example;03/04/1979;38
Lindenhof;Anneliese Brandt;+49 30 5550 1183;no at sign;04/11/1968;40
;;;;01/02/1970;
"""


@pytest.fixture
def page(qtbot, session):
    made = ImportPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.enter()
    return made


@pytest.fixture
def matched(qtbot, page, tmp_path):
    path = tmp_path / "Kunden.csv"
    path.write_text(LINES, encoding="utf-8")
    page.begin(path)
    qtbot.waitUntil(lambda: page.job is None and page.session.job is None)
    return page


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def people(session, rule=None):
    return len(session.read(lists.list_ids, ListQuery("contact", rule)))


def idle(qtbot, page):
    qtbot.waitUntil(lambda: page.job is None and page.session.job is None)


def finished(qtbot, page):
    for _ in range(2):
        press(qtbot, page.next)
        idle(qtbot, page)
    return page


def test_a_dropped_file_shows_where_its_columns_go(qtbot, page, tmp_path):
    path = tmp_path / "Kunden.csv"
    path.write_text(LINES, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.choose_step.zone.dropEvent(drop)
    qtbot.waitUntil(lambda: page.job is None and page.session.job is None)
    assert page.stack.currentIndex() == MATCH
    assert [row.state.text() for row in page.match_step.rows][-2:] == ["Please check", "New field"]
    assert "03/04/1979, 04/11/1968, 01/02/1970 can be read both" in page.match_step.questions()


def test_a_file_that_cannot_be_read_is_said_where_it_was_chosen(qtbot, page, tmp_path):
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    page.begin(path)
    qtbot.waitUntil(lambda: page.job is None and page.session.job is None)
    assert page.stack.currentIndex() == CHOOSE
    assert page.choose_step.fault.isVisible()


def test_nothing_is_in_the_book_before_the_last_step(qtbot, matched, session):
    press(qtbot, matched.next)
    qtbot.waitUntil(lambda: matched.job is None and session.job is None)
    assert matched.stack.currentIndex() == CHECK
    assert matched.next.text() == "Bring in 2 rows"
    assert [cause.reason for cause in matched.check_step.causes]
    assert people(session) == 0


def test_an_import_is_shown_and_undone(qtbot, matched, session):
    finished(qtbot, matched)
    assert matched.stack.currentIndex() == FINISH
    assert people(session) == 2
    with qtbot.waitSignal(matched.rows_requested) as asked:
        press(qtbot, matched.finish_step.show_people)
    page, rule, name = asked.args
    assert (page, name) == ("contacts", f"From {matched.path.name}")
    assert people(session, parse_rule(rule)) == 2
    press(qtbot, matched.finish_step.undo)
    assert people(session) == 0


def test_of_an_import_of_firms_alone_the_firms_are_shown(qtbot, page, session, tmp_path):
    path = tmp_path / "Firms.csv"
    path.write_text("Company,Town\nAcme,Leeds\nBell,York\n", encoding="utf-8")
    page.begin(path)
    idle(qtbot, page)
    finished(qtbot, page)
    with qtbot.waitSignal(page.rows_requested) as asked:
        press(qtbot, page.finish_step.show_people)
    shown, rule, _name = asked.args
    assert (shown, page.finish_step.show_people.text()) == ("accounts", "Show these accounts")
    assert session.read(lists.count, ListQuery("account", parse_rule(rule))) == 2


def test_dates_are_read_as_the_person_says(qtbot, matched, session):
    matched.match_step.order.chosen.emit("mdy")
    finished(qtbot, matched)
    birthday = session.store.value("SELECT birthday FROM contact WHERE last_name = 'Webb'")
    assert birthday == "1979-03-04"


def test_a_column_is_sent_elsewhere_by_typing(qtbot, matched, session):
    step = matched.match_step
    press(qtbot, step.rows[5].box)
    qtbot.keyClicks(step._picker.field.editor, "nickn")
    qtbot.keyClick(step._picker.field.editor, Qt.Key.Key_Return)
    assert step.columns[5].target == "nickname"
    finished(qtbot, matched)
    assert session.store.value("SELECT nickname FROM contact WHERE last_name = 'Webb'") == "38"


def test_titles_can_be_taken_for_people(qtbot, matched):
    press(qtbot, matched.match_step.switches.titles)
    assert matched.match_step.columns[0].header == "Column 1"
    press(qtbot, matched.match_step.switches.titles)
    assert matched.match_step.columns[0].header == "Firma"


def test_pasted_cells_are_brought_in(qtbot, page, session):
    QGuiApplication.clipboard().setText("Name\tEmail\nAnn Lee\tann@lee.example\n")
    press(qtbot, page.choose_step.zone.paste)
    qtbot.waitUntil(lambda: page.job is None and session.job is None)
    finished(qtbot, page)
    assert people(session) == 1


def test_another_delimiter_reads_the_file_again(qtbot, matched):
    matched.match_step.delimiter.chosen.emit(",")
    qtbot.waitUntil(lambda: matched.job is None and matched.session.job is None)
    assert len(matched.match_step.columns) == 1


def test_a_cancelled_import_leaves_nothing(qtbot, matched, session):
    press(qtbot, matched.next)
    qtbot.waitUntil(lambda: matched.job is None and session.job is None)
    session.busy_changed.connect(lambda job: job and matched.finish_step.cancel_requested.emit())
    matched.bring_in()
    qtbot.waitUntil(lambda: matched.job is None and session.job is None)
    assert matched.stack.currentIndex() == CHECK
    assert matched.check_step.fault.isVisible()
    assert people(session) == 0


def test_a_page_left_in_the_middle_of_an_import_waits_for_another_file(qtbot, matched, session):
    matched.go_on()
    qtbot.waitUntil(lambda: matched.job is None and matched.next.isEnabled())
    session.busy_changed.connect(lambda job: job and matched.leave())
    matched.go_on()
    qtbot.waitUntil(lambda: matched.job is None)
    assert (matched.stack.currentIndex(), matched.table) == (CHOOSE, None)


def test_an_import_undone_from_elsewhere_is_shown_as_taken_back(qtbot, matched, session):
    page = finished(qtbot, matched)
    session.undo(page.done.step_id)
    qtbot.waitUntil(lambda: session.job is None)
    assert page.finish_step.headline.text() == "Taken back"
    session.redo()
    qtbot.waitUntil(lambda: session.job is None)
    assert "brought in" in page.finish_step.headline.text()


def test_the_keyboard_stays_on_the_page_from_step_to_step(qtbot, matched):
    matched.next.setFocus()
    page = finished(qtbot, matched)
    assert page.focusWidget() is page.finish_step.show_people


def test_of_several_files_dropped_one_is_brought_in_after_the_other(qtbot, page, tmp_path):
    paths = [tmp_path / f"{name}.csv" for name in "abc"]
    for number, path in enumerate(paths):
        path.write_text(LINES.replace("Jon", f"Jon{number}"), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.choose_step.zone.dropEvent(drop)
    idle(qtbot, page)
    bar = page.waiting.bar
    assert page.path == paths[0]
    assert (bar.text(), bar.button_text()) == ("2 more files wait: b.csv, c.csv.", "Skip this file")
    finished(qtbot, page)
    assert bar.button_text() == "Next file"
    bar.pressed.emit()
    idle(qtbot, page)
    assert (page.path, bar.text()) == (paths[1], "1 more file waits: c.csv.")


def test_files_that_wait_are_let_go_with_a_word_when_one_stops(qtbot, page, tmp_path, session):
    said = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    page.begin_many([tmp_path / "a.csv", tmp_path / "b.csv"])
    idle(qtbot, page)
    page.leave()
    assert page.waiting.isHidden()
    assert said == ["1 file was not brought in."]


def test_who_went_elsewhere_is_told_that_an_import_is_done_and_finds_what_came_of_it(
    qtbot, matched, session
):
    said = []
    session.noticed.connect(said.append)
    press(qtbot, matched.next)
    idle(qtbot, matched)
    press(qtbot, matched.next)
    matched.hide()
    idle(qtbot, matched)
    (notice,) = said
    assert (notice.text, bool(notice.step_id)) == ("2 contacts brought in.", True)
    matched.show()
    matched.enter()
    assert matched.stack.currentIndex() == FINISH
    matched.enter()
    assert matched.stack.currentIndex() == CHOOSE


def test_while_a_file_is_checked_for_the_first_time_nothing_is_claimed_of_it(qtbot, matched):
    step = matched.check_step
    matched.go(CHECK)
    step.show_checking(10, 100)
    assert step.summary.isHidden()
    assert step.lists.isHidden()
    matched.check()
    idle(qtbot, matched)
    assert not step.summary.isHidden()


def test_a_past_import_says_where_each_of_its_columns_went(qtbot, matched, session):
    finished(qtbot, matched)
    matched.past.load()
    dialog = LedgerDialog(session, matched.past.runs[0])
    qtbot.addWidget(dialog)
    said = {one.title: one.line for one in map(dialog.model.value, range(dialog.model.rowCount()))}
    assert said["Firma"] == "Went into: Company"


def test_a_step_too_far_back_keeps_the_file_and_the_keyboard(qtbot, matched):
    page = matched
    page.match_step.send(5, "leave_out")
    press(qtbot, page.back)
    assert page.stack.currentIndex() == CHOOSE
    assert page.isAncestorOf(page.window().focusWidget())
    assert not page.choose_step.offer.isHidden()
    page.choose_step.go_requested.emit()
    assert page.stack.currentIndex() == MATCH
    assert page.match_step.columns[5].state == "left_out"
    assert page.next.hasFocus()


def test_enter_chooses_a_file_also_where_imports_are_listed(qtbot, matched):
    page = finished(qtbot, matched)
    page.start_over()
    assert page.past.isVisible()
    page.take_focus()
    assert page.window().focusWidget() is page.choose_step.zone.choose


def test_a_long_check_is_told_in_one_place(matched):
    page = matched
    page.go(CHECK)
    page.check_step.show_checking(14_500, 100_000)
    QApplication.processEvents()
    assert page.check_step.strip.height() <= page.check_step.strip.sizeHint().height()
    assert page.check_step.strip.y() < 100


def test_the_next_file_is_sought_where_the_last_one_lay(qtbot, page, tmp_path, monkeypatch):
    asked = []

    def chosen(_parent, _title, folder, _kinds):
        asked.append(folder)
        return [str(path)], ""

    path = tmp_path / "Downloads" / "Kunden.csv"
    path.parent.mkdir()
    path.write_text(LINES, encoding="utf-8")
    monkeypatch.setattr("app.ui.dialogs.files.QFileDialog.getOpenFileNames", chosen)
    for _ in range(2):
        press(qtbot, page.choose_step.zone.choose)
        idle(qtbot, page)
        press(qtbot, page.back)
    assert asked == [str(page.session.store.path.parent), str(path.parent)]


def test_esc_stops_a_check_and_goes_back_to_the_columns(qtbot, matched, session):
    session.busy_changed.connect(
        lambda job: job and qtbot.keyClick(matched.stack, Qt.Key.Key_Escape)
    )
    matched.go_on()
    idle(qtbot, matched)
    assert matched.stack.currentIndex() == MATCH


def test_an_import_of_which_somebody_is_kept_says_that_it_was_taken_back(qtbot, matched, session):
    finished(qtbot, matched)
    kept = session.store.value("SELECT id FROM contact WHERE name LIKE 'Charlotte%'")
    call = Activity(kind="call", at="2026-11-17T09:00:00.000Z", subject="Rang", contact_id=kept)
    session.do(activities.log_activity, call)
    session.undo(matched.done.step_id, {("contact", kept): "keep"})
    idle(qtbot, matched)
    matched.past.load()
    assert matched.past.model.value(0).line == "Taken back, but for what you kept"

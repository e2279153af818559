"""The board of deals as a person uses it: dragging, keys, adding, editing."""

from datetime import datetime

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.models.account import Account
from app.models.deal import Deal
from app.models.operations import accounts, deals, staff, tasks
from app.models.operations import documents as document_verbs
from app.models.task import Task
from app.storage.queries import board, documents, timeline
from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.deals.deal_menu import fill_menu
from app.ui.panes.deals.deal_values import card_of, sum_words, sums
from app.ui.panes.deals.deals import DealsPane
from app.ui.theme.theme import current
from tests.storage.builders import add_contact

NOW = datetime(2026, 11, 18, 10, 40)
KEY, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture(autouse=True)
def look(qapp):
    QLocale.setDefault(QLocale("en_GB"))
    current().apply(qapp, "light", reduce_motion=True)


@pytest.fixture
def pane(qtbot, session):
    made = DealsPane(session, clock=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def add(store, title, place=0, **more):
    return deals.add_deal_at(store, Deal(title=title, **more), place)


def centre(column, deal_id):
    return column.card_box(deal_id).center()


def drag(pane, deal_id, where):
    """Drag a card to a point of the screen."""
    QApplication.processEvents()
    column = next(one for one in pane.board.columns if deal_id in one.ids())
    port = column.cards.viewport()
    start = centre(column, deal_id)
    end = port.mapFromGlobal(where)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, HELD.NoModifier, start)
    QTest.mouseMove(port, start + QPoint(12, 6))
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, HELD.NoModifier, end)


def titles(pane):
    return [[value.title for value in column._values] for column in pane.board.columns]


def test_without_deals_the_page_says_when_to_add_one(pane):
    pane.enter()
    assert pane._stack.currentWidget() is pane.empty


def test_the_first_deal_makes_the_stages(pane, session):
    pane.enter()
    pane.new_record()
    editor = pane._popover
    QTest.keyClicks(editor.title, "Roof terrace")
    QTest.keyClick(editor.title, KEY.Key_Return)
    assert [row["name"] for row in session.read(board.stages)] == list(deals.FIRST_STAGES)
    assert titles(pane)[0] == ["Roof terrace"]


def test_dragging_to_another_stage_moves_the_deal_and_undo_takes_it_back(pane, session, store):
    one = add(store, "Roof terrace", 0)
    add(store, "Green repair", 3)
    pane.enter()
    said = []
    session.noticed.connect(said.append)
    QApplication.processEvents()
    target = pane.board.columns[3].cards.viewport()
    drag(pane, one, target.mapToGlobal(QPoint(60, 400)))
    assert titles(pane)[3] == ["Green repair", "Roof terrace"]
    assert said[-1].text == "“Roof terrace” moved to Agreed"
    session.undo(said[-1].step_id)
    assert titles(pane)[0] == ["Roof terrace"]


def test_dragging_within_a_stage_orders_its_cards(pane, store):
    names = ["One", "Two", "Three"]
    ids = [add(store, name) for name in names]
    pane.enter()
    QApplication.processEvents()
    port = pane.board.columns[0].cards.viewport()
    drag(pane, ids[2], port.mapToGlobal(QPoint(60, 20)))
    assert titles(pane)[0] == ["Three", "One", "Two"]


def test_dropping_on_won_closes_the_deal_today(pane, session, store):
    one = add(store, "Roof terrace", 1, amount=620000)
    pane.enter()
    QApplication.processEvents()
    zone = pane.board.zones["won"]
    drag(pane, one, zone.mapToGlobal(zone.rect().center()))
    found = session.read(deals.load_deal, one)
    assert (found.state, found.closed_on) == ("won", "2026-11-18")
    assert pane.board.zones["won"]._words == "1 deal, £6,200"
    assert "Deal won" in session.read(timeline.of_deal, one)[0]["subject"]


def test_a_lost_deal_may_be_given_a_reason(pane, session, store):
    one = add(store, "Roof terrace")
    pane.enter()
    pane.close_deal(one, "lost")
    QTest.keyClicks(pane._reason.field.editor, "Too dear")
    QTest.keyClick(pane._reason.field.editor, KEY.Key_Return)
    found = session.read(deals.load_deal, one)
    assert (found.state, found.lost_reason) == ("lost", "Too dear")
    session.undo()
    found = session.read(deals.load_deal, one)
    assert (found.state, found.lost_reason) == ("open", "")


def test_a_deal_is_lost_also_when_nobody_says_why(pane, session, store):
    one = add(store, "Roof terrace")
    pane.enter()
    pane.close_deal(one, "lost")
    QTest.keyClicks(pane._reason.field.editor, "Too d")
    pane.hide()
    found = session.read(deals.load_deal, one)
    assert (found.state, found.lost_reason) == ("lost", "Too d")


def test_steps_are_started_from_the_editor_for_the_deal_and_its_person(pane, session, store):
    ann = add_contact(store, "Ann Lee")
    one = deals.save_deal(store, Deal(title="Roof terrace", contact_id=ann))
    pane.enter()
    pane.show()
    pane.open_deal(one)
    pane._popover.series.click()
    question = pane.window().findChildren(AskBeside)[-1]
    assert question.title.whole_text() == "Start steps for Roof terrace"
    question.button("start").click()
    assert pane._popover.todo_model.rowCount() == 3
    found = [session.read(tasks.load_task, row) for (row,) in store.select("SELECT id FROM task")]
    assert {(task.deal_id, task.contact_id) for task in found} == {(one, ann)}
    session.undo()
    assert pane._popover.todo_model.rowCount() == 0


def test_the_menu_of_a_card_moves_and_closes_deals(pane, session, store):
    one, two = add(store, "One"), add(store, "Two")
    stage = session.read(board.stages)[2]
    pane.enter()
    menu = QMenu()
    fill_menu(menu, pane, [one])
    menu.findChild(QMenu).actions()[2].trigger()
    assert session.read(deals.load_deal, one).stage_id == stage["id"]
    menu = QMenu()
    fill_menu(menu, pane, [one, two])
    next(entry for entry in menu.actions() if entry.text() == "&Won").trigger()
    assert [session.read(deals.load_deal, each).state for each in (one, two)] == ["won", "won"]
    session.undo()
    assert [session.read(deals.load_deal, each).state for each in (one, two)] == ["open", "open"]


def test_alt_arrows_move_a_card(pane, session, store):
    one, two = add(store, "One"), add(store, "Two")
    pane.enter()
    pane.board.choose(one)
    cards = pane.board.columns[0].cards
    QTest.keyClick(cards, KEY.Key_Down, HELD.AltModifier)
    assert titles(pane)[0] == ["Two", "One"]
    pane.board.choose(two)
    QTest.keyClick(cards, KEY.Key_Right, HELD.AltModifier)
    assert titles(pane)[:2] == [["One"], ["Two"]]


def test_a_drag_that_ends_outside_changes_nothing(pane, session, store):
    one = add(store, "One")
    pane.enter()
    before = session.next_undo()["id"]
    drag(pane, one, pane.mapToGlobal(QPoint(600, 10)))
    assert session.next_undo()["id"] == before
    assert titles(pane)[0] == ["One"]


def test_a_deal_is_added_at_the_foot_of_a_stage(pane, session, store):
    add(store, "One")
    pane.enter()
    form = pane.board.columns[2].add
    form.button.click()
    QTest.keyClicks(form.title.editor, "Herb beds")
    QTest.keyClicks(form.amount.editor, "3,200")
    QTest.keyClick(form.amount.editor, KEY.Key_Return)
    value = pane.board.columns[2]._values[0]
    assert (value.title, value.amount) == ("Herb beds", "£3,200")


def test_an_amount_that_is_none_is_said_at_its_field(pane, session, store):
    add(store, "One")
    pane.enter()
    form = pane.board.columns[0].add
    form.button.click()
    QTest.keyClicks(form.title.editor, "Herb beds")
    QTest.keyClicks(form.amount.editor, "much")
    QTest.keyClick(form.amount.editor, KEY.Key_Return)
    assert form.amount.error.text() == "That is no amount."
    assert session.store.value("SELECT count(*) FROM deal") == 1


def test_a_next_step_typed_in_the_editor_stands_on_the_card(pane, session, store):
    one = add(store, "One")
    pane.enter()
    assert pane.board.columns[0]._values[0].state == "none"
    pane.open_record("deal", one)
    editor = pane._popover
    QTest.keyClicks(editor.step.editor, "Send quote")
    QTest.keyClick(editor.step.editor, KEY.Key_Return)
    assert pane.board.columns[0]._values[0].step == "Send quote"
    assert session.store.value("SELECT deal_id FROM task") == one


def test_fields_of_the_editor_save_by_themselves(pane, session, store):
    one = add(store, "One")
    bakery = accounts.save_account(store, Account(name="Marlow Bakery"))
    pane.enter()
    pane.open_record("deal", one)
    editor = pane._popover
    QTest.keyClicks(editor.amount.editor, "4800.50")
    QTest.keyClick(editor.amount.editor, KEY.Key_Return)
    editor.account.field.editor.setFocus()
    QTest.keyClicks(editor.account.field.editor, "marlow bakery")
    QTest.keyClick(editor.account.field.editor, KEY.Key_Return)
    found = session.read(deals.load_deal, one)
    assert (found.amount, found.account_id) == (480050, bakery)


def test_a_title_cannot_be_emptied(pane, session, store):
    one = add(store, "One")
    pane.enter()
    pane.open_record("deal", one)
    editor = pane._popover
    editor.title.selectAll()
    QTest.keyClick(editor.title, KEY.Key_Backspace)
    QTest.keyClick(editor.title, KEY.Key_Return)
    assert editor.title_error.text() == "Say what the deal is about."
    assert session.read(deals.load_deal, one).title == "One"


def test_sums_stand_side_by_side_for_each_currency():
    rows = [
        {"currency": "GBP", "amount": 100000},
        {"currency": "EUR", "amount": 240000},
        {"currency": "GBP", "amount": 50000},
    ]
    assert sum_words(sums(rows)) == "€2,400 + £1,500"


def test_a_card_says_late_and_today_in_words(store, session):
    one, two = add(store, "One"), add(store, "Two")
    tasks.save_task(store, Task(title="Send quote", due_on="2026-11-17", deal_id=one))
    tasks.save_task(store, Task(title="Call", due_on="2026-11-18", deal_id=two))
    rows = session.read(board.open_deals, "2026-11-18")
    cards = [card_of(row, NOW.date()) for row in rows]
    assert [(card.state, card.when) for card in cards] == [
        ("late", "Late, Tue 17 Nov"),
        ("today", "Today"),
    ]


def test_a_filter_by_colleague_keeps_the_order_of_hidden_cards(pane, session, store):
    tom, priya = staff.add_staff(store, "Tom"), staff.add_staff(store, "Priya")
    first = add(store, "A", staff_id=tom)
    add(store, "B", staff_id=priya)
    third = add(store, "C", staff_id=tom)
    pane.enter()
    pane.show_staff(tom)
    assert titles(pane)[0] == ["A", "C"]
    pane.move_deal(third, pane.board.columns[0].stage_id, first)
    pane.show_staff(0)
    assert titles(pane)[0] == ["C", "A", "B"]


def test_the_list_shows_won_deals_after_a_press_on_won(pane, store):
    one = add(store, "One")
    add(store, "Two")
    deals.close_deal(store, one, "won", on="2026-05-01")
    pane.enter()
    pane.board.zones["won"].click()
    assert pane.list._model.ids() == [one]


def test_delete_on_a_card_can_be_undone(pane, session, store):
    one = add(store, "One")
    pane.enter()
    pane.board.choose(one)
    QTest.keyClick(pane.board.columns[0].cards, KEY.Key_Delete)
    assert session.store.get("deal", one) is None
    session.undo()
    assert titles(pane)[0] == ["One"]


def test_a_to_do_is_ticked_at_its_circle_only(pane, session, store):
    one = add(store, "One")
    task = tasks.save_task(store, Task(title="Send quote", deal_id=one))
    pane.enter()
    pane.open_record("deal", one)
    QApplication.processEvents()
    todos = pane._popover.todos
    box = todos.visualRect(todos.model().index(0, 0))
    port, left = todos.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(port, left, HELD.NoModifier, box.center())
    assert session.store.get("task", task)["done_at"] == ""
    QTest.mouseClick(port, left, HELD.NoModifier, QPoint(27, box.center().y()))
    assert session.store.get("task", task)["done_at"] != ""


def test_a_file_of_a_deal_is_opened_and_removed(qtbot, pane, session, store, tmp_path):
    paper = tmp_path / "plan.txt"
    paper.write_text("Terrace")
    one = add(store, "Roof terrace")
    pane.enter()
    pane.open_deal(one)
    editor = pane._popover
    editor.keep_files([paper])
    qtbot.waitUntil(lambda: editor.keeper.job is None and session.job is None)
    opened = []
    editor._open_url = opened.append
    QTest.mouseClick(editor.files.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert opened[0].endswith("plan.txt")
    pane.activateWindow()
    editor.files.setFocus()
    qtbot.waitUntil(editor.files.hasFocus)
    QTest.keyClick(editor.files, KEY.Key_Delete)
    assert session.read(documents.files_of, "deal", one) == []
    session.undo()
    assert len(session.read(documents.files_of, "deal", one)) == 1


def test_a_file_with_versions_stands_once_on_its_deal(qtbot, pane, session, store, tmp_path):
    paper = tmp_path / "plan.txt"
    paper.write_text("Terrace")
    one = add(store, "Roof terrace")
    pane.enter()
    pane.open_deal(one)
    editor = pane._popover
    editor.keep_files([paper])
    qtbot.waitUntil(lambda: editor.keeper.job is None and session.job is None)
    kept = session.read(documents.files_of, "deal", one)[0]["id"]
    document_verbs.add_version(store, kept, b"Terrace and pond")
    pane.open_deal(one)
    editor = pane._popover
    rows = [editor.file_model.value(row) for row in range(editor.file_model.rowCount())]
    assert [(row.title, row.line) for row in rows] == [("plan.txt", "2 versions")]


def test_a_press_elsewhere_does_not_throw_away_what_was_refused(qtbot, pane, session, store):
    one = add(store, "Roof terrace", amount=5000)
    pane.enter()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.open_deal(one)
    editor = pane._popover
    editor.amount.setFocus()
    qtbot.waitUntil(editor.amount.editor.hasFocus)
    editor.amount.editor.setText("much")
    QTest.mouseClick(editor._ground, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert editor.isVisible()
    assert editor.amount.text() == "much"
    QTest.mouseClick(editor._ground, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not editor.isVisible()
    assert session.read(deals.load_deal, one).amount == 5000

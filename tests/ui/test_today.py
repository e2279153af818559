"""Today: what it says, and that everything on it leads somewhere."""

import pytest
from PySide6.QtCore import QPoint, Qt

from app.storage.queries import today as queries
from app.ui.panes.today.today import TodayPane
from app.ui.panes.today.today_facts import gather
from app.ui.panes.today.today_print import day_html, day_paper, day_printer, phones_of
from tests.ui.frame import NOW, add_person, clock

# The platform of the tests has no windows that a menu could stand in front of.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def pane(qtbot, session, memory, firm):
    made = TodayPane(session, clock=clock)
    qtbot.addWidget(made)
    made.resize(1223, 900)
    made.enter()
    made.show()
    return made


def test_the_day_is_summed_up_in_one_sentence(session, firm):
    facts = gather(session, NOW)
    assert facts.headline == "Wednesday, 18 November"
    assert facts.sentence == "Two appointments, two things to do, one birthday."


def test_an_empty_day_is_a_quiet_one(session):
    assert gather(session, NOW).sentence.startswith("Nothing planned. Enjoy the quiet")


def test_late_things_come_first_and_say_so(session, firm):
    tasks = gather(session, NOW).tasks
    assert [(one.title, one.when, one.tone) for one in tasks] == [
        ("Send quote", "Yesterday", "danger"),
        ("Call Arjun", "Today, 11:00", "accent_text"),
        ("Order turf", "Tue 1 Dec", "text2"),
    ]


def test_only_the_next_appointment_says_how_soon(session, firm):
    survey, samples = gather(session, NOW).appointments
    assert (survey.past, survey.badge) == (True, "")
    assert (samples.past, samples.badge) == (False, "in 20 min")


def test_a_deal_without_a_next_step_is_worth_a_call(session, firm):
    calls = gather(session, NOW).calls
    assert [(one.title, one.when) for one in calls] == [("Charlotte Webb", "No next step")]


def test_birthdays_name_the_age(session, firm):
    assert [one.title for one in gather(session, NOW).birthdays] == ["Charlotte Webb turns 50"]


def test_leap_day_children_are_not_forgotten(session, store):
    add_person(store, "Leap Child", birthday="--02-29")
    found = gather(session, NOW.replace(year=2027, month=2, day=27)).birthdays
    assert [one.title for one in found] == ["Leap Child’s birthday"]


def test_sums_of_different_currencies_are_not_added(session, store, firm):
    from app.models.deal import Deal
    from app.models.operations import deals

    deals.save_deal(store, Deal(title="Zaun", amount=100000, currency="EUR"))
    assert gather(session, NOW).figures[0].number == "£4,800 + €1,000"


def test_the_circle_ticks_and_the_row_opens_its_editor(pane, qtbot, session, firm):
    rows = pane.tasks.rows
    place = rows.visualRect(rows.model().index(0, 0))
    circle = QPoint(27, place.center().y())
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=circle)
    assert session.read(queries.open_task_count, "2026-11-18") == 1
    assert pane.deeds.editor is None
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, circle.y()))
    assert pane.deeds.editor.task_id() == rows.id_at(0)
    with qtbot.waitSignal(
        pane.record_requested, check_params_cb=lambda *what: what == ("contact", firm["mehta"])
    ):
        qtbot.mouseClick(pane.deeds.editor.link, Qt.MouseButton.LeftButton)


def test_a_to_do_about_nobody_is_changed_field_by_field(pane, qtbot, session):
    from app.models.operations import tasks
    from app.models.task import Task

    made = session.do(tasks.save_task, Task(title="Sharpen shears"))
    pane.open_record("task", made)
    editor = pane.deeds.editor
    editor.title.selectAll()
    qtbot.keyClicks(editor.title, "Sharpen all shears")
    qtbot.keyClick(editor.title, Qt.Key.Key_Tab)
    qtbot.keyClicks(editor.time.editor, "0915")
    qtbot.keyClick(editor.time.editor, Qt.Key.Key_Return)
    task = session.read(tasks.load_task, made)
    assert (task.title, task.due_time) == ("Sharpen all shears", "09:15")
    session.undo()
    assert editor.time.text() == ""
    qtbot.mouseClick(editor.delete, Qt.MouseButton.LeftButton)
    assert not editor.isVisible()
    assert session.store.get("task", made) is None


def test_a_to_do_is_put_to_a_deal_of_its_person(pane, qtbot, session, firm):
    from app.models.operations import tasks
    from app.models.task import Task

    made = session.do(tasks.save_task, Task(title="Measure", contact_id=firm["webb"]))
    pane.open_record("task", made)
    deal = pane.deeds.editor.deal
    assert deal.isVisible()
    assert [deal.combo.itemText(place) for place in range(deal.combo.count())] == [
        "None", "Terrace",
    ]  # fmt: skip
    deal.chosen.emit(session.store.value("SELECT id FROM deal"))
    assert session.read(tasks.load_task, made).deal_id
    assert deal.combo.currentText() == "Terrace"
    session.undo()
    assert session.read(tasks.load_task, made).deal_id is None
    assert deal.combo.currentText() == "None"


def test_the_page_follows_the_book(pane, session):
    from app.models.operations import tasks

    first = pane.tasks.rows.id_at(0)
    session.do(tasks.tick_task, first)
    assert pane.tasks.rows.id_at(0) != first
    session.undo()
    assert pane.tasks.rows.id_at(0) == first


def task_at(session, pane, row=0):
    from app.models.operations import tasks

    return session.read(tasks.load_task, pane.tasks.rows.id_at(row))


def key(qtbot, widget, name, held=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, getattr(Qt.Key, f"Key_{name}"), held)


def test_a_to_do_is_put_off_by_keys_and_comes_back_with_undo(pane, qtbot, session):
    rows = pane.tasks.rows
    rows.setFocus()
    rows.choose_row(0)
    assert task_at(session, pane).title == "Send quote"
    key(qtbot, rows, "Right", Qt.KeyboardModifier.AltModifier)
    moved = pane.tasks.rows.current_id()
    from app.models.operations import tasks

    assert session.read(tasks.load_task, moved).due_on == "2026-11-19"
    key(qtbot, rows, "Down", Qt.KeyboardModifier.AltModifier)
    assert session.read(tasks.load_task, moved).due_on == "2026-11-26"
    session.undo()
    session.undo()
    assert session.read(tasks.load_task, moved).due_on == "2026-11-17"


def test_put_off_offers_days_in_words(pane, qtbot, session):
    from app.models.operations import tasks

    rows = pane.tasks.rows
    rows.setFocus()
    rows.choose_row(1)
    chosen = rows.current_id()
    pane.put_off()
    card = pane.deeds.put_off_card
    assert [one.text() for one in card.buttons] == [
        "Tomorrow, Thu 19 Nov", "Next week, Mon 23 Nov", "In four weeks, Wed 16 Dec", "No day",
    ]  # fmt: skip
    key(qtbot, card.buttons[0], "Down")
    qtbot.mouseClick(card.buttons[1], Qt.MouseButton.LeftButton)
    task = session.read(tasks.load_task, chosen)
    assert (task.due_on, task.due_time) == ("2026-11-23", "11:00")
    pane.put_off()
    qtbot.keyClicks(card.day.editor, "1 dec")
    key(qtbot, card.day.editor, "Return")
    assert session.read(tasks.load_task, chosen).due_on == "2026-12-01"
    assert not card.isVisible()


def test_a_call_is_logged_with_its_next_step_without_leaving_the_page(pane, qtbot, session, firm):
    rows = pane.calls.rows
    rows.setFocus()
    rows.choose_row(0)
    key(qtbot, rows, "Space")
    card = pane.deeds.call_card
    qtbot.keyClicks(card.note.editor, "She thinks it over")
    qtbot.keyClicks(card.step.editor, "Call again")
    qtbot.mouseClick(card.log, Qt.MouseButton.LeftButton)
    assert not card.isVisible()
    assert pane.calls.model.rowCount() == 0
    titles = [pane.tasks.model.value(row).title for row in range(pane.tasks.model.rowCount())]
    assert "Call again" in titles
    session.undo()
    assert pane.calls.model.rowCount() == 1
    assert session.store.value("SELECT count(*) FROM activity WHERE kind = 'call'") == 0


def test_an_appointment_is_opened_and_changed_where_one_is(pane, qtbot, session):
    left = []
    pane.record_requested.connect(lambda *what: left.append(what))
    rows = pane.appointments.rows
    rows.setFocus()
    rows.choose_row(1)
    key(qtbot, rows, "Return")
    editor = pane.calendar().deeds.editor
    assert (editor.isVisible(), editor.title.text()) == (True, "Samples")
    editor.title.selectAll()
    qtbot.keyClicks(editor.title, "Samples and prices")
    key(qtbot, editor.title, "Return")
    editor.close_popover()
    assert rows.model().value(1).title == "Samples and prices"
    pane.delete_selected()
    assert (left, rows.model().rowCount()) == ([], 1)


def test_commands_of_the_window_mean_whom_the_chosen_row_is_about(pane, qtbot, firm):
    webb = [("contact", firm["webb"])]
    assert pane.selected() == []
    for card, whom in (
        (pane.tasks, [("contact", firm["mehta"])]), (pane.calls, webb),
        (pane.appointments, webb), (pane.birthdays, webb),
    ):  # fmt: skip
        card.rows.setFocus(Qt.FocusReason.TabFocusReason)
        assert pane.selected() == whom
    pane.log_call()
    assert pane.deeds.call_card.title.whole_text() == "Call with Charlotte Webb"


def test_every_row_has_a_menu_of_what_can_be_done(pane, qtbot, session):
    from PySide6.QtWidgets import QApplication

    said = {}
    for card in (pane.tasks, pane.calls, pane.appointments, pane.birthdays):
        pane.deeds.show_menu(card.rows.id_at(0), QPoint(0, 0))
        menu = QApplication.activePopupWidget()
        said[card] = [one.text().split("\t")[0] for one in menu.actions() if one.text()]
        menu.close()
    assert said[pane.tasks][:3] == ["Open", "Tick off", "Put off…"]
    assert said[pane.tasks][-2:] == ["Go to Arjun Mehta", "Delete"]
    assert said[pane.calls][:4] == [
        "Log a call…", "New appointment…", "New to-do…", "Start a series of steps…",
    ]  # fmt: skip
    assert "Find another time…" in said[pane.appointments]
    assert "Write a letter" in said[pane.birthdays]


def test_one_row_of_the_page_is_chosen_not_one_of_each_card(pane, qtbot):
    pane.tasks.rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert pane.tasks.rows.selected_rows() == [0]
    pane.calls.rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert (pane.tasks.rows.selected_rows(), pane.calls.rows.selected_rows()) == ([], [0])
    pane.tasks.rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert (pane.tasks.rows.selected_rows(), pane.calls.rows.selected_rows()) == ([0], [])


def test_a_to_do_that_is_not_chosen_is_not_put_off(pane, qtbot, session):
    pane.tasks.rows.setFocus(Qt.FocusReason.TabFocusReason)
    pane.appointments.rows.setFocus(Qt.FocusReason.TabFocusReason)
    pane.refresh()
    assert pane.tasks.rows.selected_rows() == []
    with qtbot.waitSignal(session.noticed, check_params_cb=lambda n: "Choose a to-do" in n.text):
        pane.put_off()
    assert pane.deeds.put_off_card is None


def test_the_row_that_was_ticked_hands_the_keyboard_to_the_next(pane, qtbot):
    rows = pane.tasks.rows
    rows.setFocus()
    rows.choose_row(0)
    second = rows.id_at(1)
    key(qtbot, rows, "Space")
    assert rows.current_id() == second


def test_number_cards_lead_to_their_pages(pane, qtbot):
    with qtbot.waitSignal(pane.page_requested, check_params_cb=lambda key: key == "deals"):
        qtbot.mouseClick(pane.figures[0], Qt.MouseButton.LeftButton)


def test_the_day_is_one_page_with_numbers_to_call_however_much_there_is(session, store, firm):
    from app.models.calendar.appointment import Appointment
    from app.models.operations import appointments, people
    from app.models.reach import PhoneNumber

    people.save_phones(store, "contact", firm["mehta"], [PhoneNumber("0118 496 0101")])
    for hour in range(8, 20):
        for minute in ("00", "30"):
            start, end = f"2026-11-18T{hour:02}:{minute}", f"2026-11-18T{hour:02}:45"
            appointments.save_appointment(
                store, Appointment(title="Fitting", start_at=start, end_at=max(start, end))
            )
    facts = gather(session, NOW)
    html = day_html(facts, phones_of(session, facts))
    assert "0118 496 0101" in html
    assert day_paper(html, day_printer()).pageCount() == 1


def test_the_day_prints_with_what_was_typed_as_text(session, store):
    from app.models.operations import tasks
    from app.models.task import Task

    tasks.save_task(store, Task(title="<b>Call</b> & ask", due_on="2026-11-18"))
    facts = gather(session, NOW)
    assert "&lt;b&gt;Call&lt;/b&gt; &amp; ask" in day_html(facts)


def test_what_is_known_stands_there_at_once_and_is_read_again_after(pane, qtbot):
    before = pane.facts
    pane.hide()
    pane.enter()
    pane.show()
    assert pane.facts is before
    qtbot.waitUntil(lambda: pane.facts is not before)

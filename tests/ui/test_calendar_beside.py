"""What runs beside the calendar: who is at work, steps on booking, files for phones."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.models.activity_series import SUGGESTED
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.operations import (
    activity_series,
    appointment_kinds,
    appointments,
    contacts,
    staff,
)
from app.storage import backups
from app.storage.queries import today as todays
from app.ui.at_work import AtWork, staff_at_work
from app.ui.frame.feed_keeper import FeedKeeper, folder_key
from app.ui.panes.calendar.calendar import CalendarPane
from app.ui.panes.calendar.start_steps import ask_steps

NOW = datetime(2026, 11, 18, 10, 40)


def test_who_sits_here_is_named_on_what_is_done_and_remembered(session, store, memory):
    book = backups.book_uuid(store.connection)
    tom, priya = staff.add_staff(store, "Tom"), staff.add_staff(store, "Priya")
    AtWork(session, memory, book).choose(priya)
    session.do(contacts.save_contact, contacts.named(Contact(), "Ann Lee"))
    assert store.value("SELECT actor FROM step ORDER BY id DESC LIMIT 1") == "Priya"
    store.actor = "somebody"
    AtWork(session, memory, book).open()
    assert staff_at_work(session) == priya
    assert tom != priya


def test_somebody_else_sits_down_by_the_menu_of_the_window(session, store, memory, qapp):
    staff.add_staff(store, "Tom")
    priya = staff.add_staff(store, "Priya")
    at_work = AtWork(session, memory, "book")
    told = []
    session.changed.connect(lambda changes: told.append(changes.everything))
    menu = QMenu()
    at_work.fill_menu(menu)
    others = menu.actions()[-1]
    assert others.text() == "At work: nobody of the team"
    [entry] = [one for one in others.menu().actions() if one.text() == "Priya"]
    entry.trigger()
    assert staff_at_work(session) == priya
    assert told == [True]


def test_a_team_of_one_is_at_work_unasked(session, store, memory):
    tom = staff.add_staff(store, "Tom")
    AtWork(session, memory, "book").open()
    assert staff_at_work(session) == tom


def test_a_kind_with_steps_starts_them_when_it_is_booked(qtbot, session, store):
    series = session.do(activity_series.save_series, SUGGESTED[2])
    kind = appointment_kinds.AppointmentKind(name="Fitting", activity_series_id=series)
    session.do(appointment_kinds.save_kind, kind)
    pane = CalendarPane(session, clock=lambda: NOW)
    qtbot.addWidget(pane)
    pane.resize(1200, 800)
    pane.show()
    pane.enter()
    pane.make_appointment({"kind": "fitting", "start_at": "2026-11-26T10:00"})
    QTest.keyClicks(pane.deeds.editor.title, "Fitting")
    QTest.keyClick(pane.deeds.editor.title, Qt.Key.Key_Return)
    due = [row["due_on"] for row in session.read(todays.tasks_due)]
    assert due == ["2026-11-25", "2026-12-03"]


def test_steps_are_started_for_a_person_in_one_press(qtbot, window, firm):
    from app.ui.panes.ask_beside import AskBeside

    ask_steps(window.session, window, "contact", firm["webb"], date(2026, 11, 18))
    [question] = [one for one in window.findChildren(AskBeside) if one.isVisible()]
    QTest.mouseClick(question.button("start"), Qt.MouseButton.LeftButton)
    made = [
        row for row in window.session.read(todays.tasks_due) if row["contact_id"] == firm["webb"]
    ]
    assert [row["channel"] for row in made] == ["email", "call", "call"]


def test_calendar_files_follow_the_book(qtbot, session, store, memory, tmp_path):
    book = backups.book_uuid(store.connection)
    memory.set_flag(folder_key(book), str(tmp_path))
    appointments.save_appointment(
        store,
        Appointment(title="Visit", start_at="2026-11-18T11:00", end_at="2026-11-18T12:00"),
    )
    keeper = FeedKeeper(session, memory, book, session)
    keeper.write()
    session.wait_for_jobs()
    assert "SUMMARY:Visit" in next(tmp_path.glob("*.ics")).read_text()
    qtbot.waitUntil(lambda: session.job is None)


def test_an_appointment_says_its_account_and_deal_and_takes_others(qtbot, session, store):
    from app.models.account import Account
    from app.models.calendar.appointment import Appointment
    from app.models.deal import Deal
    from app.models.operations import accounts, appointments, deals

    firm, other = (accounts.save_account(store, Account(name=one)) for one in ("Lotus", "Bakery"))
    deal = deals.save_deal(store, Deal(title="Roof terrace", account_id=firm))
    made = appointments.save_appointment(
        store,
        Appointment(title="Survey", start_at="2026-11-19T10:00", end_at="2026-11-19T11:00",
                    account_id=firm),
    )  # fmt: skip
    pane = CalendarPane(session, clock=lambda: NOW)
    qtbot.addWidget(pane)
    pane.enter()
    pane.show()
    pane.deeds.open_event((made, ""))
    about = pane.deeds.editor.about
    assert about.account.field.text() == "Lotus"
    assert about.deal.isVisible()
    about.deal.chosen.emit(deal)
    assert appointments.load_appointment(store, made).deal_id == deal
    about.account.field.editor.selectAll()
    QTest.keyClicks(about.account.field.editor, "Bakery")
    QTest.keyClick(about.account.field.editor, Qt.Key.Key_Return)
    kept = appointments.load_appointment(store, made)
    assert (kept.account_id, kept.deal_id) == (other, deal)
    session.undo()
    session.undo()
    kept = appointments.load_appointment(store, made)
    assert (kept.account_id, kept.deal_id) == (firm, None)
    assert about.deal.current_key() == 0


def test_a_series_is_started_from_the_editor_of_an_appointment(qtbot, session, store):
    from app.models.calendar.appointment import Appointment
    from app.models.operations import appointments, tasks

    ann = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    made = appointments.save_appointment(
        store, Appointment(title="Survey", start_at="2026-11-19T10:00", end_at="2026-11-19T11:00"),
        contacts=[ann],
    )  # fmt: skip
    pane = CalendarPane(session, clock=lambda: NOW)
    qtbot.addWidget(pane)
    pane.enter()
    pane.show()
    pane.deeds.open_event((made, ""))
    QTest.mouseClick(pane.deeds.editor.steps, Qt.MouseButton.LeftButton)
    question = pane.deeds.question
    question.choice.set_current(2)
    QTest.mouseClick(question.button("start"), Qt.MouseButton.LeftButton)
    found = [tasks.load_task(store, one) for (one,) in store.select("SELECT id FROM task")]
    assert sorted(task.due_on for task in found) == ["2026-11-18", "2026-11-26"]
    assert {(task.contact_id, task.appointment_id) for task in found} == {(ann, made)}


def test_a_series_that_meets_a_holiday_offers_the_next_working_day(qtbot, session, store):
    from app.models.calendar.appointment import Appointment
    from app.models.operations import appointments
    from app.storage.queries import calendar

    tom = staff.add_staff(store, "Tom")
    made = appointments.save_appointment(
        store,
        Appointment(title="Round", start_at="2026-12-18T10:00", end_at="2026-12-18T11:00",
                    rrule="FREQ=WEEKLY;COUNT=3"),
        staff=[tom],
    )  # fmt: skip
    pane = CalendarPane(session, clock=lambda: NOW)
    qtbot.addWidget(pane)
    pane.resize(1200, 800)
    pane.enter()
    pane.show()
    pane.deeds.open_event((made, "2026-12-18T10:00"))
    free = pane.deeds.editor.free
    assert "Closed: Christmas Day" in free.words.whole_text()
    assert free.move_link.isVisible()
    QTest.mouseClick(free.move_link, Qt.MouseButton.LeftButton)
    question = pane.deeds.question
    assert "Christmas Day" in question.line.whole_text()
    QTest.mouseClick(question.button("move"), Qt.MouseButton.LeftButton)
    rows = calendar.between(store, "2026-12-19T00:00", "2027-01-05T00:00")
    assert "2026-12-25" not in {row["start"][:10] for row in rows}
    session.undo()
    rows = calendar.between(store, "2026-12-19T00:00", "2027-01-05T00:00")
    assert "2026-12-25T10:00" in {row["start"] for row in rows}

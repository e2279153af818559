"""People and rooms side by side, a month that moves, papers, offers: the wider calendar."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, QMarginsF, QPoint, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtTest import QTest

from app.models.activity_series import ActivitySeries, SeriesStep
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.operations import (
    activity_series,
    appointment_kinds,
    appointment_states,
    appointments,
    contacts,
    people,
    resources,
    staff,
    waiting,
)
from app.models.operations.resources import Resource
from app.models.reach import PhoneNumber, PostalAddress
from app.storage import settings
from app.storage.queries import calendar
from app.ui.panes.calendar import appointment_papers as papers
from app.ui.panes.calendar.calendar import CalendarPane
from app.ui.panes.calendar.calendar_print import Sheet, paper, printer_for, sheet_html
from app.ui.panes.calendar.calendar_side import TickList
from app.ui.panes.calendar.month_layout import month_layout
from app.ui.panes.calendar.slot_finder import Found
from app.ui.panes.calendar.week_layout import Event
from app.ui.printing.flowing import pages_of
from app.ui.theme.theme import current
from app.ui.widgets.mini_month import month_weeks
from tests.storage.builders import dump_all

NOW = datetime(2026, 11, 18, 10, 40)
LEFT, PLAIN, ALT = (
    Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
)  # fmt: skip


@pytest.fixture(autouse=True)
def look(qapp):
    QLocale.setDefault(QLocale("en_GB"))
    current().apply(qapp, "light", reduce_motion=True)


@pytest.fixture
def team(store):
    return staff.add_staff(store, "Tom Hartley"), staff.add_staff(store, "Priya Nair")


@pytest.fixture
def pane(qtbot, session, team):
    made = CalendarPane(session, clock=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1300, 850)
    made.show()
    made.enter()
    return made


def book(store, title, start, end, **more):
    who = {name: more.pop(name) for name in ("staff", "contacts", "resources") if name in more}
    one = Appointment(title=title, start_at=f"2026-11-{start}", end_at=f"2026-11-{end}", **more)
    return appointments.save_appointment(store, one, anyway="as agreed", **who)


def drag(widget, start, end, modifier=PLAIN):
    QTest.mousePress(widget, LEFT, modifier, start)
    QTest.mouseMove(widget, (start + end) / 2)
    QTest.mouseMove(widget, end)
    QTest.mouseRelease(widget, LEFT, modifier, end)


def place(pane, column, minute):
    geometry = pane.week.geometry_now()
    x = geometry.day_x(column) + geometry.column / 2
    return QPoint(round(x), round(geometry.minute_y(minute)))


def test_a_day_shows_a_column_for_each_person_and_one_for_what_nobody_takes(pane, store, team):
    book(store, "Toms", "18T09:00", "18T10:00", staff=[team[0]])
    pane.show_mode("day")
    assert [one.name for one in pane.week.columns] == ["Tom Hartley", "Priya Nair"]
    book(store, "Whose", "18T09:00", "18T10:00")
    pane.refresh()
    assert [one.name for one in pane.week.columns][-1] == "Nobody yet"


def test_dropped_in_another_column_an_appointment_changes_hands(pane, session, store, team):
    one = book(store, "Visit", "18T13:00", "18T14:00", staff=[team[0]])
    pane.show_mode("day")
    drag(pane.week.viewport(), place(pane, 0, 800), place(pane, 1, 860))
    row = session.read(calendar.appointment, one)
    assert (row["staff"], row["start_at"]) == ("Priya Nair", "2026-11-18T14:00")
    session.undo()
    assert session.read(calendar.appointment, one)["staff"] == "Tom Hartley"


def test_drawn_in_somebodys_column_it_is_theirs(pane, team):
    pane.show_mode("day")
    drag(pane.week.viewport(), place(pane, 1, 600), place(pane, 1, 659))
    assert pane.deeds.editor.who.ids() == [team[1]]


def test_a_room_has_a_column_once_it_is_ticked(pane, session, store):
    room = session.do(resources.save_resource, Resource(name="Studio"))
    pane.show_mode("day")
    pane.side.rooms.boxes[room].click()
    assert [one.name for one in pane.week.columns] == ["Tom Hartley", "Priya Nair", "Studio"]


def test_a_bar_over_several_days_stays_on_one_line_of_the_month():
    weeks = month_weeks(date(2026, 11, 1), 0)
    show = Event(1, "Show", datetime(2026, 11, 17), datetime(2026, 11, 20), all_day=True)
    many = [
        Event(n, f"e{n}", datetime(2026, 11, 18, n), datetime(2026, 11, 18, n, 30))
        for n in range(2, 9)
    ]
    layout = month_layout([*many, show], weeks, 4)
    bars = [(one.first, one.last, one.lane) for one in layout.items if one.bar]
    assert bars == [(1, 3, 0)]
    shown = [one for one in layout.items if not one.bar]
    assert len(shown) + layout.hidden[3, 2] == len(many)


def test_in_the_month_an_appointment_is_dragged_to_another_day(pane, session, store):
    one = book(store, "Visit", "17T09:00", "17T10:00", staff=[])
    pane.show_mode("month")
    start = pane.month.event_box((one, "")).center()
    drag(pane.month, start, start + QPoint(round(pane.month.width() / 7) * 2, 0))
    assert session.read(calendar.appointment, one)["start_at"] == "2026-11-19T09:00"
    start = pane.month.event_box((one, "")).center()
    drag(pane.month, start, start + QPoint(0, pane.month.height() // 6), ALT)
    assert len(session.read(calendar.between, "2026-11-01T00:00", "2026-12-01T00:00")) == 2


def test_keys_reach_and_move_what_is_on_a_day_of_the_month(pane, session, store):
    one = book(store, "Visit", "18T09:00", "18T10:00")
    pane.show_mode("month")
    pane.month.setFocus()
    QTest.keyClick(pane.month, Qt.Key.Key_Tab)
    assert pane.month.chosen_key == (one, "")
    QTest.keyClick(pane.month, Qt.Key.Key_Down, ALT)
    assert session.read(calendar.appointment, one)["start_at"] == "2026-11-25T09:00"


def test_the_day_sheet_says_how_to_reach_people(pane, store):
    webb = contacts.save_contact(store, contacts.named(Contact(), "Charlotte Webb"))
    people.save_phones(store, "contact", webb, [PhoneNumber(value="01628 100200")])
    address = PostalAddress(street="14 High Street", town="Marlow", postcode="SL7 1AU")
    people.save_addresses(store, "contact", webb, [address])
    book(store, "Visit <b>", "18T11:00", "18T12:00", contacts=[webb], staff=[])
    pane.show_mode("day")
    html = sheet_html(pane.sheet())
    assert "01628 100200" in html
    assert "14 High Street" in html
    assert "Visit &lt;b&gt;" in html


def test_a_card_says_when_where_and_what_to_bring(session, store):
    webb = contacts.save_contact(store, contacts.named(Contact(), "Charlotte Webb"))
    settings.save_settings(store, {"business_name": "Hartley & Co", "business_phone": "0118 1"})
    booked = papers.Booked(
        "Survey", datetime(2026, 11, 19, 10, 30), datetime(2026, 11, 19, 11, 15),
        place="14 High Street", bring="Plans", contacts=[webb],
    )  # fmt: skip
    card = papers.card_of(session, booked)
    for words in (
        "Thursday 19 November 2026, 10:30 to 11:15",
        "Plans",
        "Hartley &amp; Co",
        "Survey",
    ):
        assert words in card


def test_a_card_fits_one_page_however_much_there_is_to_say(session, qapp):
    booked = papers.Booked(
        "A long name " * 20, datetime(2026, 11, 19, 10, 30), datetime(2026, 11, 19, 11, 15),
        place="14 High Street " * 20, bring="Plans " * 60, with_us="Tom " * 60,
        repeats="Every Thursday until 3 December 2026",
    )  # fmt: skip
    paper = papers.card_document(papers.card_of(session, booked), papers.card_printer())
    assert paper.pageCount() == 1


def test_who_does_not_come_is_listed_by_person_day_and_kind(pane, session, store):
    lee = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    for day, status in (("16", "held"), ("17", "no-show"), ("18", "no-show")):
        made = appointments.save_appointment(
            store,
            Appointment(title="Cut", kind="visit", start_at=f"2026-11-{day}T09:00",
                        end_at=f"2026-11-{day}T09:30"),
            contacts=[lee],
        )  # fmt: skip
        appointment_states.set_status(store, made, status)
    pane.show_missed()
    listed = pane.panels.missed
    (row,) = [listed.model.value(place) for place in range(listed.model.rowCount())]
    assert (row.title, row.line, row.when) == ("Ann Lee", "2 of 3 appointments", "67 %")
    listed.by.chosen.emit("weekday")
    days = [listed.model.value(place).title for place in range(listed.model.rowCount())]
    assert days == ["Tuesday", "Wednesday"]
    listed.by.chosen.emit("kind")
    assert listed.model.value(0).title == "Site visit"


def test_margins_wider_than_the_paper_still_give_pages():
    sheet = Sheet("day", "Wednesday", NOW.date(), 1, ())
    printer = printer_for(sheet)
    printer.setPageMargins(QMarginsF(*[200] * 4), QPageLayout.Unit.Millimeter)
    made = paper(sheet, printer)
    assert pages_of(made, printer) == 1
    assert made.pageSize().width() > 0


@pytest.mark.parametrize("mode", ["day", "week", "month", "list"])
def test_paper_is_dark_on_light_in_the_dark_look_as_well(qapp, mode):
    current().apply(qapp, "dark", reduce_motion=True)
    begin = datetime(2026, 11, 16, 8)
    events = [Event(1, "Fitting", begin, begin + timedelta(hours=1), "Ann Lee")]
    sheet = Sheet(mode, "November 2026", begin.date(), 7, events, {}, 11)
    made = paper(sheet, printer_for(sheet))
    block, seen = made.firstBlock(), []
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            brush = parts.fragment().charFormat().foreground()
            seen.append((parts.fragment().text(), brush.color().lightness(), brush.style()))
            parts += 1
        block = block.next()
    assert [one for one in seen if one[2] == Qt.BrushStyle.NoBrush or one[1] > 110] == []


def test_a_full_week_is_one_page(qapp):
    start = datetime(2026, 11, 16, 8)
    events = [
        Event(number, f"Fitting {number}", begin, begin + timedelta(minutes=30), "Ann Lee")
        for number in range(150)
        for begin in [start + timedelta(days=number % 5, minutes=20 * (number // 5))]
    ]
    sheet = Sheet("week", "16 – 20 November 2026", start.date(), 5, events)
    assert paper(sheet, printer_for(sheet)).pageCount() == 1


def test_who_waits_is_offered_a_time_that_became_free(pane, session, store, team):
    lee = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    one = book(store, "Cut", "19T10:30", "19T11:30", staff=[team[0]])
    wish = waiting.save_wish(store, waiting.Wish(contact_id=lee, minutes=45))
    pane.refresh()
    pane.deeds.delete((one, ""))
    assert pane.panels.offer.isVisible()
    assert "Ann Lee" in pane.panels.offer._label.whole_text()
    pane.panels.offer.pressed.emit()
    QTest.keyClicks(pane.deeds.editor.title, "Cut")
    QTest.keyClick(pane.deeds.editor.title, Qt.Key.Key_Return)
    made = pane.deeds.editor.appointment_id()
    assert session.read(waiting.load_wish, wish).appointment_id == made


def test_a_found_time_begins_an_appointment_and_moves_one_with_its_story(pane, session, team):
    pane.panels.find(minutes=60, staff=[team[0]])
    finder = pane.panels.finder
    first = finder.rows.id_at(0)
    finder._choose(first)
    QTest.keyClicks(pane.deeds.editor.title, "Survey")
    QTest.keyClick(pane.deeds.editor.title, Qt.Key.Key_Return)
    key = pane.deeds.editor.key()
    assert session.read(calendar.appointment, *key)["start_at"] == first
    pane.deeds.time_wished.emit(key)
    finder._choose(finder.rows.id_at(2))
    rows = session.read(calendar.between, "2026-11-01T00:00", "2027-12-01T00:00")
    states = {row["status"]: row for row in rows}
    assert states["confirmed"]["rescheduled_from_id"] == key[0]
    assert states["cancelled"]["id"] == key[0]


def test_a_cancellation_keeps_who_and_why(pane, session, store, team):
    one = book(store, "Cut", "19T10:30", "19T11:30", staff=[team[0]])
    pane.refresh()
    pane.deeds.set_status((one, ""), "cancelled")
    question = pane.deeds.question
    QTest.keyClicks(question.field.editor, "Ill")
    QTest.keyClick(question.field.editor, Qt.Key.Key_Return)
    found = session.read(appointments.load_appointment, one)
    assert (found.status, found.cancel_reason) == ("cancelled", "Ill")
    assert found.cancelled_by


def test_what_is_private_is_busy_to_others_and_stays_closed(pane, session, store, team, qtbot):
    one = book(store, "Doctor", "18T12:00", "18T13:00", staff=[team[0]], private=1)
    pane.refresh()
    assert [event.title for event in pane.week.events] == ["Busy"]
    with qtbot.waitSignal(session.noticed):
        pane.deeds.open_event((one, ""))
    store.actor = "Tom Hartley"
    session.changed.emit(store.last_changes)
    assert [event.title for event in pane.week.events] == ["Doctor"]


def test_the_week_begins_and_the_clock_strikes_as_the_book_says(pane, store):
    QLocale.setDefault(QLocale("en_US"))
    book(store, "Visit", "18T15:00", "18T16:00")
    pane.side.choose_weekends(True)
    assert pane.days()[0] == date(2026, 11, 15)
    pane.show_mode("list")
    assert "3:00" in pane.list.model.value(0).start
    assert "PM" in pane.list.model.value(0).start


def test_booking_rules_of_the_settings_are_kept_as_differences(qtbot, session, memory):
    from app.ui.settings.calendar_page import CalendarPage

    page = CalendarPage(session, memory)
    qtbot.addWidget(page)
    page._rule_chosen("contact", "hard")
    page._rule_chosen("staff", "hard")
    assert json.loads(session.read(settings.setting, "booking_rules")) == {"contact": "hard"}


def test_hours_typed_in_words_are_kept_by_day(qtbot, session, team):
    from app.models.operations import hours
    from app.ui.settings.hours_page import HoursPage

    page = HoursPage(session)
    qtbot.addWidget(page)
    page._typed(0, "9-12:30, 13-17:30")
    page._typed(1, "late")
    kept = session.read(hours.blocks_of, "business")
    assert [(one.weekday, one.from_time, one.to_time) for one in kept] == [
        (0, "09:00", "12:30"), (0, "13:00", "17:30"),
    ]  # fmt: skip
    assert page.days[1].error.text()


def test_done_does_not_lose_what_a_clash_kept_from_being_booked(pane, session, store, team):
    book(store, "First", "19T10:00", "19T11:00", staff=[team[0]])
    pane.make_appointment(
        {"start_at": "2026-11-19T10:15", "end_at": "2026-11-19T11:00", "staff": [team[0]]}
    )
    editor = pane.deeds.editor
    QTest.keyClicks(editor.title, "Second")
    QTest.keyClick(editor.title, Qt.Key.Key_Return)
    QTest.mouseClick(editor.done, LEFT)
    assert editor.isVisible()
    assert editor.free.reason.error.text()
    QTest.keyClicks(editor.free.reason.editor, "Both know")
    QTest.mouseClick(editor.done, LEFT)
    found = session.read(appointments.load_appointment, editor.appointment_id())
    assert (found.title, found.anyway_reason) == ("Second", "Both know")


def weekly(session, store, pane):
    one = book(store, "Round", "17T09:00", "17T10:00", rrule="FREQ=WEEKLY;BYDAY=TU")
    pane.go_to(date(2026, 11, 24))
    [event] = pane.week.events
    pane.deeds.open_event(event.key)
    return one


def starts(session, first="2026-11-16", last="2026-12-05"):
    rows = session.read(calendar.between, f"{first}T00:00", f"{last}T00:00")
    return [(row["title"], row["start"][5:16]) for row in rows]


def type_into(field, text):
    field.editor.setFocus()
    field.editor.selectAll()
    QTest.keyClicks(field.editor, text)
    QTest.keyClick(field.editor, Qt.Key.Key_Return)


def test_a_change_of_the_whole_series_from_one_of_it_moves_them_all(pane, session, store):
    weekly(session, store, pane)
    editor = pane.deeds.editor
    type_into(editor.times.start, "11")
    QTest.mouseClick(editor._question.button("all"), LEFT)
    type_into(editor.place, "Marlow")
    assert not editor._question.isVisible()
    assert [start for _, start in starts(session)] == [
        "11-17T11:00", "11-24T11:00", "12-01T11:00",
    ]  # fmt: skip
    rows = session.read(calendar.between, "2026-11-16T00:00", "2026-12-05T00:00")
    assert {row["place"] for row in rows} == {"Marlow"}


def test_a_change_of_the_following_leaves_what_was_before(pane, session, store):
    weekly(session, store, pane)
    editor = pane.deeds.editor
    type_into(editor.times.start, "8:30")
    QTest.mouseClick(editor._question.button("following"), LEFT)
    type_into(editor.place, "Reading")
    assert [start for _, start in starts(session)] == [
        "11-17T09:00", "11-24T08:30", "12-01T08:30",
    ]  # fmt: skip
    session.undo()
    session.undo()
    assert {start[6:] for _, start in starts(session)} == {"09:00"}


def test_a_question_left_unanswered_changes_nothing(pane, session, store):
    weekly(session, store, pane)
    editor = pane.deeds.editor
    type_into(editor.times.start, "8:30")
    QTest.keyClick(editor._question, Qt.Key.Key_Escape)
    assert editor.times.start.value().hour == 9
    assert {start[6:] for _, start in starts(session)} == {"09:00"}


def test_a_series_that_no_longer_repeats_is_one_appointment(pane, session, store):
    weekly(session, store, pane)
    editor = pane.deeds.editor
    editor.repeat._rule_chosen("")
    QTest.mouseClick(editor._question.button("all"), LEFT)
    assert len(starts(session, last="2027-12-01")) == 1


def test_dropped_in_another_rooms_column_it_takes_that_room(pane, session, store, team):
    studio = session.do(resources.save_resource, Resource(name="Studio"))
    van = session.do(resources.save_resource, Resource(name="Van"))
    one = book(store, "Visit", "18T13:00", "18T14:00", staff=[], resources=[studio])
    pane.show_mode("day")
    for box in pane.side.people.boxes.values():
        box.click()
    for room in (studio, van):
        pane.side.rooms.boxes[room].click()
    assert [column.name for column in pane.week.columns][:2] == ["Studio", "Van"]
    drag(pane.week.viewport(), place(pane, 0, 800), place(pane, 1, 800))
    row = session.read(calendar.appointment, one)
    assert (row["resources"], row["start_at"]) == ("Van", "2026-11-18T13:00")


def test_a_persons_appointment_dropped_on_a_room_takes_it_too(pane, session, store, team):
    studio = session.do(resources.save_resource, Resource(name="Studio"))
    one = book(store, "Visit", "18T13:00", "18T14:00", staff=[team[0]])
    pane.show_mode("day")
    pane.side.rooms.boxes[studio].click()
    drag(pane.week.viewport(), place(pane, 0, 800), place(pane, 2, 800))
    row = session.read(calendar.appointment, one)
    assert (row["staff"], row["resources"]) == ("Tom Hartley", "Studio")


def test_copied_into_another_column_it_is_theirs(pane, session, store, team):
    book(store, "Visit", "18T13:00", "18T14:00", staff=[team[0]])
    pane.show_mode("day")
    drag(pane.week.viewport(), place(pane, 0, 800), place(pane, 1, 800), ALT)
    rows = session.read(calendar.between, "2026-11-18T00:00", "2026-11-19T00:00")
    assert sorted(row["staff"] for row in rows) == ["Priya Nair", "Tom Hartley"]


def test_another_time_over_a_clash_asks_why_and_is_booked(pane, session, store, team):
    one = book(store, "Visit", "18T13:00", "18T14:00", staff=[team[0]])
    book(store, "Lunch", "19T13:00", "19T14:00", staff=[team[0]])
    found = Found("2026-11-19T13:00", "2026-11-19T14:00", "meeting", [], [team[0]], [])
    pane.panels._reschedule((one, ""), found)
    question = pane.deeds.question
    assert question.isVisible()
    question.field.set_text("Both agreed")
    question.button("book").click()
    rows = session.read(calendar.between, "2026-11-19T00:00", "2026-11-20T00:00")
    assert [row["anyway_reason"] for row in rows if row["title"] == "Visit"] == ["Both agreed"]
    session.undo()
    assert session.read(calendar.appointment, one)["status"] == "confirmed"


def test_steps_of_a_kind_are_undone_with_the_booking(pane, session, store, team):
    series = activity_series.save_series(
        store, ActivitySeries(name="After a visit", steps=(SeriesStep(7, "Ask how it went"),))
    )
    kind = replace(appointment_kinds.kind_named(store, "visit"), activity_series_id=series)
    appointment_kinds.save_kind(store, kind)
    before = dump_all(store)
    pane.refresh()
    pane.make_appointment({"kind": "visit", "start_at": "2026-11-19T10:00"})
    QTest.keyClicks(pane.deeds.editor.title, "Site")
    QTest.keyClick(pane.deeds.editor.title, Qt.Key.Key_Return)
    assert store.value("SELECT count(*) FROM task") == 1
    session.undo()
    assert dump_all(store) == before


def test_a_long_name_does_not_push_the_month_out_of_its_column(qtbot):
    ticks = TickList("People")
    qtbot.addWidget(ticks)
    ticks.show_choices([(1, "Ann", "")])
    narrow = ticks.minimumSizeHint().width()
    ticks.show_choices([(1, "Maximiliane-Theodora " * 9, "")])
    assert ticks.minimumSizeHint().width() == narrow

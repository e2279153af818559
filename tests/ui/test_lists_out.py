"""Every list one sees goes out as it stands: what is on view, in its order, in its columns."""

import csv
import json

import openpyxl
import pytest

from app.desk import exporting
from app.models.activity import Activity
from app.models.calendar.appointment import Appointment
from app.models.columns import chosen_columns
from app.models.deal import Deal
from app.models.operations import activities, appointments, deals, documents, staff, tasks
from app.models.task import Task
from app.ui.panes.calendar.calendar import CalendarPane
from app.ui.panes.deals.deals import DealsPane
from app.ui.panes.letters.documents import FILES, DocumentsPane
from app.ui.panes.people.contacts import ContactsPane
from app.ui.panes.today.today import TodayPane
from tests.storage.builders import add_contact
from tests.ui.frame import clock


@pytest.fixture
def shown(qtbot, session, memory):
    """Make a page and show it."""

    def show(kind):
        made = kind(session, clock=clock)
        qtbot.addWidget(made)
        made.resize(1200, 800)
        made.enter()
        made.show()
        return made

    return show


def wished(pane):
    found = []
    pane.export_requested.connect(found.append)
    pane.export_page()
    return found[0] if found else None


def written(store, wish, path):
    columns = chosen_columns(wish.query.entity, wish.keys)
    exporting.export_list(store, wish.query, columns, path, wish.title, rows=wish.rows)
    return path


def cells(store, wish, path):
    sheet = openpyxl.load_workbook(written(store, wish, path / "a.xlsx")).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def add_deal(store, title, place=0, **more):
    return deals.add_deal_at(store, Deal(title=title, **more), place)


def test_the_board_goes_out_stage_by_stage(shown, store, tmp_path):
    add_deal(store, "Terrace", 1, amount=120_000)
    add_deal(store, "Roof", 0)
    add_deal(store, "Gate", 0)
    pane = shown(DealsPane)
    head, *rows = cells(store, wished(pane), tmp_path)
    assert head[0] == "Deal"
    assert [row[0] for row in rows] == ["Roof", "Gate", "Terrace"]
    assert rows[2][head.index("Amount")] == 1200


def test_the_list_of_deals_goes_out_as_sorted_filtered_and_moved(shown, store, tmp_path):
    for title in ("Roof", "Gate", "Shed"):
        add_deal(store, title)
    deals.close_deals(store, [add_deal(store, "Won one")], "won", on="2026-11-18", reason="")
    pane = shown(DealsPane)
    pane.show_mode("list")
    pane.list.table.sort_requested.emit(0, True)
    pane.list.table.horizontalHeader().moveSection(3, 0)
    wish = wished(pane)
    head, *rows = cells(store, wish, tmp_path)
    assert head[:2] == ["Stage", "Deal"]
    assert [row[1] for row in rows] == ["Shed", "Roof", "Gate"]
    assert (rows[0][head.index("State")], wish.title) == ("Open", "Open deals")


def test_a_series_is_a_row_for_each_day_on_view_and_whole_in_a_calendar_file(
    shown, store, tmp_path
):
    ann = add_contact(store, "Ann Lee")
    daily = Appointment(
        title="Watering", start_at="2026-11-16T08:00", end_at="2026-11-16T08:30",
        rrule="FREQ=DAILY;COUNT=9", kind="visit", place="Marlow",
    )  # fmt: skip
    appointments.save_appointment(store, daily, contacts=[ann])
    pane = shown(CalendarPane)
    pane.side.weekends.setChecked(False)
    pane.show_mode("week")
    wish = wished(pane)
    head, *rows = cells(store, wish, tmp_path)
    assert len(rows) == 5
    assert [row[head.index("Title")] for row in rows] == ["Watering"] * 5
    assert {str(row[head.index("From")]) for row in rows} == {
        f"2026-11-{day} 08:00:00" for day in range(16, 21)
    }
    assert (rows[0][head.index("With")], rows[0][head.index("State")]) == ("Ann Lee", "Planned")
    text = written(store, wish, tmp_path / "a.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    assert "COUNT=9" in text


def test_what_is_private_to_others_goes_out_as_busy_and_into_no_calendar_file(
    shown, store, tmp_path
):
    lucy = staff.add_staff(store, "Lucy Shaw")
    hidden = Appointment(
        title="Doctor", start_at="2026-11-18T08:00", end_at="2026-11-18T08:30", private=True
    )
    appointments.save_appointment(store, hidden, staff=[lucy])
    pane = shown(CalendarPane)
    wish = wished(pane)
    head, row = cells(store, wish, tmp_path)
    assert row[head.index("Title")] == "Busy"
    assert "Doctor" not in written(store, wish, tmp_path / "a.ics").read_text(encoding="utf-8")


def test_every_open_to_do_goes_out_in_the_order_of_the_page(shown, store, tmp_path):
    ann = add_contact(store, "Ann Lee")
    for title, due in (("Later", "2026-12-01"), ("Soon", "2026-11-18"), ("Some day", "")):
        tasks.save_task(store, Task(title=title, due_on=due, contact_id=ann))
    tasks.save_task(store, Task(title="Done", done_at="2026-11-17T10:00:00.000Z"))
    wish = wished(shown(TodayPane))
    path = written(store, wish, tmp_path / "a.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[:4] == ["What", "Due", "At", "Contact"]
    assert [row[0] for row in rows] == ["Soon", "Later", "Some day"]
    assert rows[0][3] == "Ann Lee"
    assert written(store, wish, tmp_path / "a.ics").read_text().count("BEGIN:VTODO") == 3


def test_the_files_that_the_filter_leaves_go_out(shown, store, tmp_path):
    for name in ("Plan.pdf", "Offer.docx", "Plan two.pdf"):
        path = tmp_path / name
        path.write_text(name)
        documents.add_file(store, path)
    pane = shown(DocumentsPane)
    pane.show_tab(FILES)
    pane.files.filter.set_text("Plan")
    pane.files.filter.edited.emit("Plan")
    found = json.loads(written(store, wished(pane), tmp_path / "a.json").read_text())
    assert [one["name"] for one in found] == ["Plan two.pdf", "Plan.pdf"]


@pytest.mark.parametrize("kind", [DealsPane, CalendarPane, TodayPane, DocumentsPane])
def test_an_empty_list_is_not_taken_for_everything(shown, store, kind):
    assert wished(shown(kind)) is None


def test_a_timeline_goes_out_with_the_appointments_that_are_over(shown, store, tmp_path):
    ann = add_contact(store, "Ann Lee")
    call = Activity(kind="call", at="2026-11-17T09:00:00.000Z", subject="Rang", contact_id=ann)
    activities.log_activity(store, call)
    visit = Appointment(title="Survey", start_at="2026-11-16T08:00", end_at="2026-11-16T09:00")
    appointments.save_appointment(store, visit, contacts=[ann])
    pane = shown(ContactsPane)
    pane.open_record("contact", ann)
    found = []
    pane.export_requested.connect(found.append)
    pane.page.export_timeline()
    head, *rows = cells(store, found[0], tmp_path)
    assert head[:4] == ["When", "Kind", "Contact", "Subject"]
    assert [(row[1], row[3]) for row in rows] == [("Call", "Rang"), ("Appointment", "Survey")]

"""Lists handed out: the rows and columns on view, with real types, and the whole book."""

import csv
import json
from datetime import date, datetime

import openpyxl
import pytest

from app.desk import exporting, importing
from app.desk.sample import make_sample
from app.exchange.new_file import CannotWrite
from app.exchange.tables.list_workbook import UnwritableList
from app.models.calendar.appointment import Appointment
from app.models.columns import COLUMNS, chosen_columns
from app.models.contact import Contact
from app.models.deal import Deal
from app.models.errors import Refusal
from app.models.operations import appointments, contacts, deals, documents, households, people
from app.models.reach import EmailAddress, PhoneNumber, PostalAddress
from app.storage import book
from app.storage.queries.lists import ListQuery
from tests.desk.test_sample import DAY


@pytest.fixture
def ann(store):
    made = contacts.save_contact(
        store, Contact(name="Ann Lee", first_name="Ann", last_name="Lee", birthday="1980-02-29")
    )
    numbers = [PhoneNumber(value="0113 496 0000"), PhoneNumber(kind="mobile", value="07700 900123")]
    people.save_phones(store, "contact", made, numbers)
    people.save_emails(store, "contact", made, [EmailAddress(value="ann@lee.example")])
    address = PostalAddress(street="1 High St", postcode="01067", town="Dresden", country="DE")
    people.save_addresses(store, "contact", made, [address])
    people.add_tag(store, "contact", [made], "Spring")
    people.save_own_field(store, "contact", made, "Shoe size", "38")
    return made


def sheet(path):
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


def test_a_workbook_holds_exactly_the_columns_on_view(store, ann, tmp_path):
    columns = chosen_columns("contact", ("name", "phone", "postcode", "created"))
    done = exporting.export_list(store, ListQuery("contact"), columns, tmp_path / "a.xlsx")
    head, row = sheet(done.file)
    assert done.rows == 1
    assert head == ["Name", "Phone", "Postcode", "Added"]
    assert row[:3] == ["Ann Lee", "0113 496 0000", "01067"]
    assert isinstance(row[3], datetime)


def test_amounts_are_exact_and_in_their_currency(store, tmp_path):
    deals.ensure_pipeline(store)
    stage = store.value("SELECT id FROM stage")
    deals.save_deal(store, Deal(title="Roof", stage_id=stage, amount=123_456, currency="EUR"))
    columns = chosen_columns("deal", ("title", "amount"))
    query = ListQuery("deal")
    book = exporting.export_list(store, query, columns, tmp_path / "d.xlsx").file
    cell = openpyxl.load_workbook(book).active["B2"]
    assert cell.value == 1234.56
    assert "EUR" in cell.number_format
    exporting.export_list(store, query, columns, tmp_path / "d.csv")
    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == ["Roof", "1234.56"]


def test_cards_have_every_phone_and_address(store, ann, tmp_path):
    exporting.export_list(store, ListQuery("contact"), (), tmp_path / "a.vcf")
    text = (tmp_path / "a.vcf").read_text(encoding="utf-8")
    for part in ("0113 496 0000", "07700 900123", "ann@lee.example", "01067", "Germany", "Spring"):
        assert part in text


def test_cards_are_of_the_version_asked_for(store, ann, tmp_path):
    for form, version in (("", "3.0"), ("vcard3", "3.0"), ("vcard4", "4.0")):
        exporting.export_list(store, ListQuery("contact"), (), tmp_path / "a.vcf", form=form)
        assert f"VERSION:{version}" in (tmp_path / "a.vcf").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.vcf"])
def test_the_address_of_a_household_goes_out_with_everybody_in_it(store, tmp_path, name):
    couple = [
        contacts.save_contact(store, Contact(name=f"{name} Lee", first_name=name, last_name="Lee"))
        for name in ("Ann", "Ben")
    ]
    for each in couple:
        address = PostalAddress(kind="home", street="1 High St", town="Leeds", postcode="LS1 4AP")
        people.save_addresses(store, "contact", each, [address])
    households.make_household(store, couple)
    exporting.export_list(store, ListQuery("contact"), None, tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8").count("LS1 4AP") == 2
    table = importing.read(tmp_path / name)
    again = importing.rehearse(store, table, importing.Choices(importing.recognised(table, "GB")))
    assert (again.ledger.created, again.ledger.updated) == (0, 0)


def test_kinds_go_out_as_they_are_read_on_view(store, tmp_path):
    contacts.save_contact(store, Contact(name="Ann Lee", kind="customer"))
    columns = chosen_columns("contact", ("name", "kind"))
    exporting.export_list(store, ListQuery("contact"), columns, tmp_path / "a.xlsx")
    assert sheet(tmp_path / "a.xlsx")[1] == ["Ann Lee", "Customer"]


def test_appointments_become_a_calendar_in_their_wall_time(store, tmp_path):
    meant = Appointment(title="Visit", start_at="2026-11-19T10:30", end_at="2026-11-19T11:15")
    appointments.save_appointment(store, meant)
    day = Appointment(title="Fair", all_day=1, start_at="2026-11-20", end_at="2026-11-22", zone="")
    appointments.save_appointment(store, day)
    exporting.export_list(store, ListQuery("appointment"), (), tmp_path / "a.ics")
    text = (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert "DTSTART;TZID=Europe/London:20261119T103000" in text
    assert "DTSTART;VALUE=DATE:20261120" in text
    columns = chosen_columns("appointment", ("title", "start", "end"))
    exporting.export_list(store, ListQuery("appointment"), columns, tmp_path / "a.xlsx")
    rows = sheet(tmp_path / "a.xlsx")
    assert rows[1][1] == datetime(2026, 11, 19, 10, 30)
    assert rows[2][2] == datetime(2026, 11, 21)


def test_json_gives_each_record_by_column_key(store, ann, tmp_path):
    columns = chosen_columns("contact", ("name", "tags", "last_contact"))
    exporting.export_list(store, ListQuery("contact"), columns, tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert found == [{"id": ann, "name": "Ann Lee", "tags": "Spring", "last_contact": ""}]


@pytest.mark.parametrize(
    ("entity", "name"), [("deal", "d.vcf"), ("contact", "c.ics"), ("contact", "c.pdf")]
)
def test_an_ending_that_does_not_fit_is_refused(store, tmp_path, entity, name):
    with pytest.raises(Refusal, match=r"cannot be saved as"):
        exporting.export_list(store, ListQuery(entity), COLUMNS[entity], tmp_path / name)
    assert not list(tmp_path.glob("?.*"))


def test_a_cancelled_export_leaves_the_old_file(store, ann, tmp_path):
    old = tmp_path / "a.csv"
    old.write_text("old")

    def stop(done, total, text):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exporting.export_list(store, ListQuery("contact"), COLUMNS["contact"], old, progress=stop)
    assert old.read_text() == "old"


def test_the_whole_book_goes_out_with_its_files(store, ann, tmp_path):
    for content in (b"one", b"two"):
        documents.add_content(store, "Plan.txt", content, contact_id=ann)
    done = exporting.export_everything(store, tmp_path / "out")
    assert done.counts["contacts"] == 1
    assert {path.name for path in (done.folder / "files").iterdir()} == {
        "Plan.txt", "Plan (2).txt",
    }  # fmt: skip
    tables = {path.stem for path in (done.folder / "tables").iterdir()}
    assert {"contact", "phone", "contact_account", "field_value"} <= tables
    phones = json.loads((done.folder / "tables" / "phone.json").read_text(encoding="utf-8"))
    assert {row["contact_id"] for row in phones} == {ann}
    assert "wall times" in (done.folder / "DESCRIPTION.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["x" * 40_000, "\U0001f600" * 20_000])
def test_a_text_longer_than_a_cell_of_a_workbook_does_not_hold_up_the_whole_book(
    store, tmp_path, text
):
    contacts.save_contact(store, Contact(name="Ann Lee", note=text))
    with pytest.raises(UnwritableList, match="Save the list as CSV"):
        exporting.export_list(store, ListQuery("contact"), None, tmp_path / "a.xlsx")
    folder = exporting.export_everything(store, tmp_path / "out").folder
    head, row = sheet(folder / "contacts.xlsx")
    shown = row[head.index("Note")]
    assert shown.startswith(text[:10_000])
    assert shown.endswith("the whole text stands in the folder tables]")
    assert json.loads((folder / "tables" / "contact.json").read_text("utf-8"))[0]["note"] == text


def test_the_whole_book_never_goes_into_a_folder_with_something_in_it(store, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(CannotWrite, match="not an empty folder"):
        exporting.export_everything(store, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_days_are_days_in_a_workbook(store, ann, tmp_path):
    columns = chosen_columns("contact", ("name", "created"))
    exporting.export_list(store, ListQuery("contact"), columns, tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["B2"]
    assert cell.value.date() <= date.today()
    assert cell.number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("entity", ["appointment", "task", "document", "activity"])
def test_nobody_is_made_of_a_list_of_anything_but_people(store, tmp_path, entity, form):
    make_sample(store, today=DAY)
    path = tmp_path / f"list.{form}"
    for columns in (None, chosen_columns(entity)):
        exporting.export_list(store, ListQuery(entity), columns, path)
        with pytest.raises(importing.UnreadableFile, match=r"^This is a list of "):
            importing.read(path)


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_a_list_of_deals_brings_deals(store, tmp_path, form):
    ann = contacts.save_contact(store, Contact(name="Ann Lee", first_name="Ann", last_name="Lee"))
    for title, amount, currency in (("Roof", 123_450, "GBP"), ("Pond", 900, "JPY")):
        deal = Deal(title=title, amount=amount, currency=currency, contact_id=ann)
        deals.save_deal(store, deal)
    path = tmp_path / f"deals.{form}"
    exporting.export_list(store, ListQuery("deal"), None, path)
    other = book.create_book(tmp_path / "other.deskbook")
    try:
        table = importing.read(path)
        importing.bring_in(other, path, table, importing.Choices(importing.recognised(table, "GB")))
        wanted = "SELECT title, amount, currency FROM deal ORDER BY title"
        assert other.select(wanted) == store.select(wanted)
    finally:
        book.close_book(other)

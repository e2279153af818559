"""The import page beyond the four steps: look-alikes, the ledger, past imports, whole exports."""

import json

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.desk import exporting, importing
from app.models.contact import Contact
from app.models.operations import contacts
from app.storage import book
from app.storage.queries import lists, near_pile
from app.storage.queries.lists import ListQuery
from app.ui.dialogs.ask_password import AskPassword
from app.ui.dialogs.look_alikes import LookAlikes
from app.ui.panes.imports.import_column_menu import column_menu
from app.ui.panes.imports.import_page import CHECK, CHOOSE, MATCH, ImportPage
from app.ui.panes.imports.import_words_dialog import ExplainWords

LINES = """Name;Firma;Ort;E-Mail;Kundennummer;Remark
Jon Smith;Acme;Leeds;jon@acme.example;K1;x
Anneliese Brandt;Lindenhof;Berlin;no at sign;K2;y
"""


@pytest.fixture
def page(qtbot, session):
    made = ImportPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.enter()
    return made


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def idle(qtbot, page):
    qtbot.waitUntil(lambda: page.job is None and page.session.job is None)


def count(session):
    return len(session.read(lists.list_ids, ListQuery("contact")))


def checked(qtbot, page, tmp_path, lines=LINES):
    path = tmp_path / "Kunden.csv"
    path.write_text(lines, encoding="utf-8")
    page.begin(path)
    idle(qtbot, page)
    press(qtbot, page.next)
    idle(qtbot, page)
    return page


def test_causes_use_all_the_room_of_their_card(qtbot, page, tmp_path):
    checked(
        qtbot, page, tmp_path,
        "Name,Email,Birthday,Phone\nAnn,bad,31.02.1980,call me\n-,,,12\n,not,a,row\n",
    )  # fmt: skip
    rows = page.check_step.problem_list
    assert len(page.check_step.causes) > 2
    assert rows.height() >= page.check_step.example_list.height() - 4


@pytest.fixture
def john(session):
    made = session.do(contacts.save_contact, Contact(name="John Smith", first_name="John",
                                                     last_name="Smith"))  # fmt: skip
    session.do(contacts.set_company, made, "Acme")
    return made


def test_every_cell_is_in_one_of_five_numbers_and_shown_on_a_press(qtbot, page, tmp_path):
    checked(qtbot, page, tmp_path)
    ledger = page.check_step.found.ledger
    assert ledger.adds_up()
    counts = importing.cell_counts(ledger)
    assert counts["total"] == 12
    for fate, button in page.check_step.ledger.numbers.items():
        if counts[fate]:
            button.click()
            idle(qtbot, page)
            assert page.check_step.examples.rowCount() == counts[fate], fate


def test_the_same_person_in_other_words_is_put_together(qtbot, page, tmp_path, session, john):
    step = checked(qtbot, page, tmp_path).check_step
    assert step.near_bar.isVisible()
    step.near_bar.pressed.emit()
    assert step.near_view.isVisible()
    assert step.near_view.pairs()[0].ours["Name"] == "John Smith"
    press(qtbot, step.near_view.same)
    step.near_bar.pressed.emit()
    idle(qtbot, page)
    press(qtbot, page.next)
    idle(qtbot, page)
    assert count(session) == 2
    assert session.read(near_pile.open_pairs) == []


def test_what_is_left_open_waits_in_the_pile(qtbot, page, tmp_path, session, john):
    checked(qtbot, page, tmp_path)
    press(qtbot, page.next)
    idle(qtbot, page)
    assert (count(session), len(session.read(near_pile.open_pairs))) == (3, 1)
    dialog = LookAlikes(session)
    qtbot.addWidget(dialog)
    press(qtbot, dialog.view.same)
    assert (count(session), len(session.read(near_pile.open_pairs))) == (2, 0)
    session.undo()
    assert (count(session), len(session.read(near_pile.open_pairs))) == (3, 1)


def test_a_column_has_a_rule_of_its_own(qtbot, page, tmp_path, session):
    checked(qtbot, page, tmp_path)
    press(qtbot, page.back)
    row = page.match_step.rows[0]
    assert row.more.isVisible()
    kept = importing.with_policy(page.match_step.columns[0], "skip")
    page.match_step.put_columns([kept, *page.match_step.columns[1:]])
    assert "keep what the book says" in row.box.text()
    menu = column_menu(kept, row.more, lambda _guess: None)
    assert [one.text() for one in menu.actions() if one.isChecked()] == ["Keep what the book says"]


def test_choices_are_remembered_for_files_of_the_same_shape(qtbot, page, tmp_path):
    path = tmp_path / "Kunden.csv"
    path.write_text(LINES, encoding="utf-8")
    page.begin(path)
    idle(qtbot, page)
    page.match_step.send(5, "nickname")
    for _ in range(2):
        press(qtbot, page.next)
        idle(qtbot, page)
    page.start_over()
    page.begin(path)
    idle(qtbot, page)
    assert page.match_step.columns[5].target == "nickname"
    assert page.match_step.rows[5].state.text() == "As last time"


def test_choices_go_to_a_file_and_come_back(qtbot, page, tmp_path, monkeypatch):
    from app.ui.panes.imports import import_saving

    path = tmp_path / "Kunden.csv"
    path.write_text(LINES, encoding="utf-8")
    page.begin(path)
    idle(qtbot, page)
    page.match_step.send(5, "nickname")
    kept = tmp_path / "choices.json"
    monkeypatch.setattr(import_saving, "choose_save", lambda *_: kept)
    monkeypatch.setattr(import_saving, "choose_file", lambda *_: kept)
    page.match_step.save_requested.emit()
    assert len(json.loads(kept.read_text(encoding="utf-8"))) == 6
    page.match_step.send(5, "leave_out")
    page.match_step.load_requested.emit()
    assert page.match_step.columns[5].target == "nickname"
    kept.write_text("no choices")
    page.match_step.load_requested.emit()
    assert page.match_step.columns[5].target == "nickname"


def test_past_imports_are_listed_and_undone(qtbot, page, tmp_path, session):
    checked(qtbot, page, tmp_path)
    press(qtbot, page.next)
    idle(qtbot, page)
    page.start_over()
    assert page.stack.currentIndex() == CHOOSE
    assert page.past.isVisible()
    assert page.past.runs[0]["file_name"] == "Kunden.csv"
    press(qtbot, page.past.undo)
    assert count(session) == 0
    assert not page.past.isVisible()


def test_keys_paste_cells_on_the_first_step(qtbot, page):
    QGuiApplication.clipboard().setText("Name\tEmail\nAnn Lee\tann@lee.example\n")
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, page)
    assert page.stack.currentIndex() == MATCH


def test_a_whole_export_fills_a_new_file(qtbot, page, tmp_path, session):
    other = book.create_book(tmp_path / "Other.deskbook")
    contacts.save_contact(other, Contact(name="Ann Lee"))
    folder = exporting.export_everything(other, tmp_path / "all").folder
    book.close_book(other)
    page.begin(folder)
    assert page.choose_step.offer.isVisible()
    page.choose_step.go_requested.emit()
    idle(qtbot, page)
    assert count(session) == 1
    session.do(contacts.save_contact, Contact(name="Somebody else"))
    session.check_file()
    page.begin(folder)
    assert page.choose_step.fault.isVisible()


def test_a_calendar_says_what_it_would_do_first(qtbot, page, tmp_path, session):
    path = tmp_path / "a.ics"
    path.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTAMP:20260101T000000Z\r\nDTSTART:20261119T103000Z\r\nDTEND:20261119T113000Z\r\n"
        "SUMMARY:Visit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    page.begin(path)
    idle(qtbot, page)
    assert page.choose_step.offer.isVisible()
    assert session.store.value("SELECT count(*) FROM appointment") == 0
    page.choose_step.go_requested.emit()
    idle(qtbot, page)
    assert session.store.value("SELECT count(*) FROM appointment") == 1


def test_a_locked_workbook_asks_for_its_password(qtbot, page, shared, monkeypatch):
    locked = sorted((shared / "spreadsheet").rglob("*assword*.xls*"))
    if not locked:
        pytest.skip("there is no locked workbook")
    asked = []
    monkeypatch.setattr(AskPassword, "exec", lambda self: asked.append(self.windowTitle()) or 0)
    page.begin(locked[0])
    idle(qtbot, page)
    assert asked == ["This file is locked"]
    assert page.stack.currentIndex() == CHOOSE


def test_a_check_stays_where_it_is_when_somebody_looks_at_cells(qtbot, page, tmp_path):
    checked(qtbot, page, tmp_path)
    page.check_step.ledger.numbers["stored"].click()
    idle(qtbot, page)
    assert page.stack.currentIndex() == CHECK
    assert page.next.isEnabled()


def test_mails_say_whose_timeline_they_go_to_first(qtbot, page, tmp_path, session):
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: Ann Lee <ann@lee.example>\r\nTo: me@hartley.example\r\nSubject: Fence\r\n"
        b"Date: Mon, 16 Nov 2026 09:00:00 +0000\r\nMessage-ID: <1@lee.example>\r\n\r\nHello\r\n"
    )
    page.begin(path)
    idle(qtbot, page)
    assert page.choose_step.offer.isVisible()
    assert session.store.value("SELECT count(*) FROM activity") == 0
    page.choose_step.go_requested.emit()
    idle(qtbot, page)
    assert session.store.value("SELECT count(*) FROM activity") >= 1


def test_words_that_the_book_does_not_know_are_asked_about_and_remembered(qtbot, page, tmp_path):
    path = tmp_path / "Kunden.csv"
    path.write_text("Name;Land\nAnn Lee;Germny\nBen Ray;Atlantis\n", encoding="utf-8")
    page.begin(path)
    idle(qtbot, page)
    step = page.match_step
    assert step.words_bar.isVisible()
    dialog = ExplainWords(step.unknown(), step.stages, page)
    qtbot.addWidget(dialog)
    assert [field.current_key() for field in dialog.fields] == ["DE", "keep"]
    step.explain(dialog.said())
    assert not step.words_bar.isVisible()
    press(qtbot, page.next)
    idle(qtbot, page)
    drafts = page.check_step.found.examples["create"]
    assert [draft.addresses[0]["country"] for draft in drafts] == ["DE", "Atlantis"]


def test_hidden_rows_come_in_until_they_are_switched_off(qtbot, page, tmp_path):
    made = openpyxl.Workbook()
    for row in (["Name", "Town"], ["Ann Lee", "Leeds"], ["Ben Ray", "York"]):
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    made.save(tmp_path / "people.xlsx")
    page.begin(tmp_path / "people.xlsx")
    idle(qtbot, page)
    switch = page.match_step.switches.hidden
    assert switch.isVisible()
    assert len(page.table.rows) == 2
    page.match_step.send(1, "own:Place")
    press(qtbot, switch)
    assert [row[0] for row in page.table.rows] == ["Ann Lee"]
    assert page.match_step.columns[1].target == "own:Place"
    press(qtbot, page.next)
    idle(qtbot, page)
    assert importing.cell_counts(page.check_step.found.ledger)["left_out"] == 2
    press(qtbot, page.back)
    press(qtbot, switch)
    assert len(page.table.rows) == 2


def test_a_no_to_newsletters_can_be_only_kept(qtbot, page, tmp_path):
    path = tmp_path / "shop.csv"
    path.write_text("Name,Email,Newsletter\nAnn Lee,a@x.example,no\n", encoding="utf-8")
    page.begin(path)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == MATCH)
    guess, row = page.match_step.columns[2], page.match_step.rows[2]
    assert "no emails to this person" in page.match_step.questions()
    said = []
    menu = column_menu(guess, row.more, said.append)
    ticked = {each.text(): each for each in menu.actions()}
    assert ticked["No emails to this person"].isChecked()
    ticked["Only keep what it says"].trigger()
    assert said[0].options["tightens"] == "keep"
    kept = column_menu(said[0], row.more, said.append)
    assert next(each for each in kept.actions() if each.text().startswith("Only keep")).isChecked()

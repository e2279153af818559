"""The form of all fields, and addresses as blocks of text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.operations import contacts, fields
from app.storage.queries import records
from app.ui.forms.address_block import PARTS, address_parts, address_text
from app.ui.forms.contact_fields import birthday_words
from app.ui.forms.facts import read_facts
from app.ui.panes.people.contact_page import ContactPage
from tests.ui.people_book import clock, fill


@pytest.fixture
def ids(store):
    return fill(store)


@pytest.fixture
def page(qtbot, session, ids):
    made = ContactPage(session, clock=clock, open_url=lambda _url: None)
    qtbot.addWidget(made)
    made.resize(900, 800)
    made.show()
    made.show_record(ids["Charlotte Webb"])
    made.set_editing(True)
    return made


def _commit(field, text):
    field._editor.editor.setText(text)
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)


def _row(**parts):
    return dict.fromkeys(PARTS, "") | parts


def test_a_part_of_the_name_changes_the_shown_name(page, store, ids):
    _commit(page.form.field("last_name"), "Webb-Jones")
    assert contacts.load_contact(store, ids["Charlotte Webb"]).name == "Charlotte Webb-Jones"
    assert page.facts.name == "Charlotte Webb-Jones"


def test_the_greeting_is_seen_while_the_title_is_typed(page):
    _commit(page.form.field("prefix"), "Mrs")
    assert "Dear Mrs Webb" in page.form._greeting.whole_text()


def test_a_refused_birthday_waits_for_one_to_come_back(page, store, ids):
    _commit(page.form.field("birthday"), "someday")
    page.form.field("department")._editor.editor.setText("Garden")
    here = page.facts.id
    page.show_record(ids["Amara Okafor"])
    assert page.form.field("birthday").text() != "someday"
    assert contacts.load_contact(store, here).department == "Garden"
    page.show_record(here)
    assert page.form.field("birthday").text() == "someday"


def test_a_refused_birthday_stays_in_its_field(page, store, ids):
    field = page.form.field("birthday")
    _commit(field, "someday")
    assert field.text() == "someday"
    assert not field._editor.error.isHidden()
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field._editor.error.isHidden()


def test_a_phone_is_added_preferred_and_removed(page, session, store, ids):
    form = page.form._reach["phone"]
    form.add_row()
    box = form.rows[-1]._fields["value"]
    box.editor.setText("01628 555 0142")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    person = ids["Charlotte Webb"]
    assert [row["value"] for row in records.phones(store, "contact", person)] == [
        "07700 900101", "01628 555 0142",
    ]  # fmt: skip
    assert len(form.rows) == 2
    form.prefer(form.rows[-1].item)
    assert records.phones(store, "contact", person)[0]["value"] == "01628 555 0142"
    form.remove(next(row for row in form.rows if row._fields["value"].text() == "07700 900101"))
    assert len(records.phones(store, "contact", person)) == 1
    session.undo()
    assert len(form.rows) == 2


def test_an_email_that_came_back_is_marked_until_it_is_corrected(page, session, store, ids):
    person = ids["Charlotte Webb"]
    (row,) = page.form._reach["email"].rows
    row._below.mark.click()
    assert records.emails(store, "contact", person)[0]["undeliverable_on"]
    assert "Emails came back" in row._below.words.whole_text()
    session.undo()
    assert records.emails(store, "contact", person)[0]["undeliverable_on"] == ""
    row._below.mark.click()
    box = row._fields["value"]
    box.editor.setText("c.webb@marlowbakery.example")
    QTest.keyClick(box.editor, Qt.Key.Key_Return)
    assert records.emails(store, "contact", person)[0]["undeliverable_on"] == ""
    assert row._below.words.whole_text() == ""


def test_the_menu_of_an_email_marks_that_it_came_back(page, session, store, ids):
    person = ids["Charlotte Webb"]
    [key] = [one for one in page.details._shown if one.startswith("email:")]
    menu = page.details.email_menu(key)
    assert [entry.text() for entry in menu.actions()] == ["Edit", "Copy", "Email came back"]
    menu.actions()[2].trigger()
    assert records.emails(store, "contact", person)[0]["undeliverable_on"]
    assert "emails came back" in page.details.field(key)._caption.whole_text()
    assert page.details.email_menu(key).actions()[2].text() == "Emails arrive here"
    session.undo()
    assert records.emails(store, "contact", person)[0]["undeliverable_on"] == ""


def test_an_empty_new_row_makes_nothing(page, store):
    before = store.value("SELECT count(*) FROM step")
    page.form._reach["address"].add_row()
    page.set_editing(False)
    assert store.value("SELECT count(*) FROM step") == before


def test_a_second_company_and_the_end_of_the_first(page, store, ids):
    jobs = page.form._jobs
    jobs.new_firm.set_text("Golden Lotus")
    jobs.add()
    person = ids["Charlotte Webb"]
    assert [row["name"] for row in records.accounts_of(store, person)] == [
        "Marlow Bakery", "Golden Lotus",
    ]  # fmt: skip
    first = records.accounts_of(store, person)[0]["link_id"]
    jobs.keep(first, "to_date", "2026-01-31", jobs.rows[first]._days["to_date"])
    assert page.facts.company["name"] == "Golden Lotus"


def test_an_own_field_is_made_and_filled(page, store, ids):
    page.form.new_label.set_text("Size of garden")
    page.form._add_own_field()
    _commit(page.form.field("own:Size of garden"), "58 m²")
    (row,) = records.own_fields(store, "contact", ids["Charlotte Webb"])
    assert (row["label"], row["value"]) == ("Size of garden", "58 m²")


def test_mailings_are_one_question(page, store, ids):
    field = page.form.field("mailings")
    field._editor.chosen.emit("post")
    contact = contacts.load_contact(store, ids["Charlotte Webb"])
    assert (contact.no_post, contact.no_email) == (0, 1)


def test_an_address_typed_as_a_block_is_taken_apart(session, store, ids):
    page_facts = read_facts(session, "contact", ids["Chen Wei"])
    assert page_facts.addresses == ()
    parts = address_parts(None, "14 High Street\nMarlow SL7 1AU", "GB")
    fields.change_reach(store, "contact", ids["Chen Wei"], "address", 0, **parts)
    (row,) = records.addresses(store, "contact", ids["Chen Wei"])
    assert (row["street"], row["town"], row["postcode"]) == ("14 High Street", "Marlow", "SL7 1AU")


def test_a_new_street_leaves_town_region_and_country_as_they_were():
    row = _row(street="1 Quay", town="Dublin", postcode="D02 X285", region="Leinster", country="IE")
    text = address_text(row, "GB")
    assert text == "1 Quay\nDublin D02 X285\nLeinster\nIreland"
    assert address_parts(row, text.replace("1 Quay", "2 Quay"), "GB") == row | {"street": "2 Quay"}


_word = st.text("abcdefgäöü ", min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None)
@given(street=_word, second=st.just("") | _word, town=_word, country=st.sampled_from(["", "DE"]))
def test_an_address_that_is_only_looked_at_stays_what_it_is(street, second, town, country):
    row = _row(street=street, street2=second, town=town, postcode="12345", country=country)
    if len({street, second, town}) == 3:
        assert address_parts(row, address_text(row, "GB"), "GB") == row


def test_birthdays_are_read_out_with_and_without_a_year():
    assert birthday_words("1979-03-12") == "12 March 1979"
    assert birthday_words("--03-12") == "12 March"
    assert birthday_words("") == ""


def test_how_often_one_keeps_in_touch_is_chosen_and_can_end(page, store, ids):
    person = ids["Charlotte Webb"]
    rhythm = "SELECT rhythm_days FROM contact WHERE id = ?"
    page.form.field("rhythm_days").committed.emit("90")
    assert store.value(rhythm, (person,)) == 90
    assert page.form.field("rhythm_days").value() == "90"
    page.form.field("rhythm_days").committed.emit("")
    assert store.value(rhythm, (person,)) == 0

"""Households, permissions, greetings and addresses on a person's page."""

import pytest
from PySide6.QtCore import Qt

from app.models.consent import Consent
from app.models.operations import consents, households
from app.models.reach import PostalAddress
from app.storage.queries import consents as said
from app.storage.queries import households as homes
from app.ui.forms.address_times import TimesPopover
from app.ui.panes.people.household_popover import HouseholdEditor, NewHousehold
from app.ui.panes.people.permission_popover import PermissionPopover
from tests.ui.frame import add_person


@pytest.fixture
def couple(window, session):
    store = session.store
    ann = add_person(store, "Ann Lee", gender="f")
    ben = add_person(store, "Ben Lee", gender="m")
    return ann, ben


def page_of(window, contact):
    window.ways.open_record("contact", contact)
    return window.stack.pane("contacts").page


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def household_of(session, contact):
    return session.store.value("SELECT household_id FROM contact WHERE id = ?", (contact,))


def test_two_people_become_a_household_with_one_greeting_and_undo(qtbot, window, session, couple):
    page = page_of(window, couple[0])
    page.edit_household()
    card = window.findChild(NewHousehold)
    card.people.show_chosen(
        [*card.people._chosen, type(card.people._chosen[0])(couple[1], "Ben Lee")]
    )
    press(qtbot, card.make)
    assert page.household.isVisible()
    assert "Dear Mr and Mrs Lee," in page.household.words.text() or (
        "Dear Mrs and Mr Lee," in page.household.words.text()
    )
    session.undo()
    assert household_of(session, couple[0]) is None
    assert not page.household.isVisible()


def test_one_person_alone_is_no_household(qtbot, window, session, couple):
    page = page_of(window, couple[0])
    page.edit_household()
    card = window.findChild(NewHousehold)
    press(qtbot, card.make)
    assert card.error.isVisible()
    assert household_of(session, couple[0]) is None


def test_changing_the_address_of_a_household_moves_everybody(window, session, couple):
    made = session.do(households.make_household, list(couple))
    page = page_of(window, couple[0])
    page.edit_household()
    card = window.findChild(HouseholdEditor)
    card.address.committed.emit("3 Mill Lane\nMarlow SL7 2AB")
    (place,) = session.read(homes.addresses_of, "household", [made])[made]
    assert (place["street"], place["town"], place["postcode"]) == (
        "3 Mill Lane", "Marlow", "SL7 2AB",
    )  # fmt: skip
    ben = page_of(window, couple[1])
    assert ben.details.field("address:0").value() == "3 Mill Lane\nMarlow SL7 2AB"


def test_what_somebody_said_is_kept_as_proof_and_shown(qtbot, window, session, couple):
    session.do(
        consents.record_consent,
        Consent(contact_id=couple[0], purpose="advert", channel="post", at="2025-03-12T12:00:00Z"),
    )
    page = page_of(window, couple[0])
    page.ask_permission()
    card = window.findChild(PermissionPopover)
    card.state.set_current("refused")
    card.channel.set_current("post")
    card.source.set_text("by phone")
    press(qtbot, card.keep)
    rows = session.read(said.consents, "contact", couple[0])
    assert [row["state"] for row in rows] == ["refused", "given"]
    assert page.permissions.isVisible()


def test_the_greeting_follows_what_is_typed_into_the_name(window, session, couple):
    page = page_of(window, couple[0])
    assert "Dear Ms Lee," in page.greeting.text()
    page.set_editing(True)
    field = page.form.field("last_name")
    field._editor.set_text("van der Berg")
    field.edited.emit("van der Berg")
    assert "van der Berg" in page.form._greeting.text()


def test_a_new_contact_shows_its_greeting_while_the_name_is_typed(window, session, couple):
    page_of(window, couple[0])
    window.pages.new_contact()
    card = window.stack.pane("contacts").card
    card.fields["name"].set_text("Dr Anna Berg")
    card._edited()
    assert "Dear Dr Berg," in card.greeting.text()


def test_a_letter_that_came_back_marks_the_address_and_can_be_taken_back(
    qtbot, window, session, couple
):
    from app.models.operations import people

    session.do(people.save_addresses, "contact", couple[0], [PostalAddress(town="Leeds")])
    page = page_of(window, couple[0])
    page.set_editing(True)
    (row,) = page.form._reach["address"].rows
    press(qtbot, row._below.back)
    (place,) = session.read(homes.addresses_of, "contact", [couple[0]])[couple[0]]
    assert place["undeliverable_on"]
    assert "Letters came back" in row._below.words.text()
    press(qtbot, row._below.back)
    (place,) = session.read(homes.addresses_of, "contact", [couple[0]])[couple[0]]
    assert not place["undeliverable_on"]


def test_a_holiday_home_has_its_season(qtbot, window, session, couple):
    from app.models.operations import people

    session.do(people.save_addresses, "contact", couple[0], [PostalAddress(town="Leeds")])
    page = page_of(window, couple[0])
    page.set_editing(True)
    (row,) = page.form._reach["address"].rows
    row._below.ask()
    card = window.findChild(TimesPopover)
    card.begins.set_text("1 June")
    press(qtbot, card.done)
    assert card.error.isVisible()
    card.ends.set_text("31 August")
    press(qtbot, card.done)
    assert "Every year from 1 June to 31 August" in row._below.words.text()


def test_proposed_households_are_made_in_one_step(qtbot, session):
    from app.models.operations import people
    from app.ui.dialogs.household_proposals import HouseholdProposals

    pair = [add_person(session.store, name) for name in ("Ann Lee", "Ben Lee")]
    for one, street in zip(pair, ("12 High Street", "High St. 12"), strict=True):
        place = PostalAddress(street=street, postcode="LS1 4AP", town="Leeds", kind="home")
        session.do(people.save_addresses, "contact", one, [place])
    dialog = HouseholdProposals(session)
    qtbot.addWidget(dialog)
    assert [one.name for one in dialog.proposals] == ["Ann and Ben Lee"]
    dialog.make_chosen()
    assert household_of(session, pair[0]) == household_of(session, pair[1]) is not None
    assert not dialog.proposals
    session.undo()
    assert household_of(session, pair[0]) is None


def test_two_chosen_people_become_a_household_from_the_list(window, session, couple):
    window.ways.go_to_page("contacts")
    window.stack.pane("contacts").list.verbs.make_household(list(couple))
    assert household_of(session, couple[0]) == household_of(session, couple[1])


def test_a_chosen_person_is_taken_off_with_a_press_on_the_name(qtbot, window, session, couple):
    from app.ui.widgets.chips import Chip

    page = page_of(window, couple[0])
    page.edit_household()
    card = window.findChild(NewHousehold)
    (chip,) = card.people.findChildren(Chip)
    chip.click()
    assert card.people.ids() == []


def test_a_firm_says_what_we_may_send_too(qtbot, window, session):
    add_person(session.store, "Ann Lee", "Lee & Sons")
    firm = session.store.value("SELECT id FROM account")
    window.ways.open_record("account", firm)
    page = window.stack.pane("accounts").page
    page.ask_permission()
    card = window.findChild(PermissionPopover)
    card.state.set_current("refused")
    press(qtbot, card.keep)
    (row,) = session.read(said.consents, "account", firm)
    assert row["state"] == "refused"
    assert page.permissions.isVisible()

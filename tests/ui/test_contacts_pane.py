"""Contacts by mouse and keys: list, filter, page, many at once, new ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from app.models.operations import contacts, fields, near_matches, people
from app.storage import history
from app.storage.queries import records
from app.ui.panes.list_chips import LOOK_ALIKES, chip_options
from app.ui.panes.people.contacts import ContactsPane
from tests.ui.people_book import clock, fill


@pytest.fixture
def ids(store):
    return fill(store)


@pytest.fixture
def opened():
    return []


@pytest.fixture
def pane(qtbot, session, ids, opened):
    made = ContactsPane(session, clock=clock, open_url=opened.append)
    qtbot.addWidget(made)
    made.resize(1223, 800)
    made.show()
    made.enter()
    return made


def _names(pane):
    return [pane.list.views.model.record_at(row)["name"] for row in range(_count(pane))]


def _count(pane):
    return pane.list.views.model.rowCount()


def _type(widget, text):
    for letter in text:
        QTest.keyClick(widget, letter)


def test_the_first_person_is_on_view_and_arrow_keys_walk_on(pane):
    assert pane.page.facts.name == "Amara Okafor"
    QTest.keyClick(pane.list.views.list, Qt.Key.Key_Down)
    assert pane.page.facts.name == "Charlotte Webb"


def test_the_list_filters_while_typing_and_esc_shows_all_again(pane):
    pane.focus_filter()
    _type(pane.list.field.editor, "marlow")
    assert _names(pane) == ["Charlotte Webb", "Lucy Shaw"]
    QTest.keyClick(pane.list.field.editor, Qt.Key.Key_Escape)
    assert _count(pane) == 5


def test_a_filter_without_hits_says_so_and_offers_to_clear_it(pane, qtbot):
    pane.focus_filter()
    _type(pane.list.field.editor, "qqqq")
    assert pane.list.stack.currentWidget() is pane.list.empty
    pane.list.clear_filter()
    assert _count(pane) == 5


def test_chips_show_one_kind_only(pane):
    pane.list.chips.set_current("kind:lead")
    pane.list.refresh()
    assert _names(pane) == ["Chen Wei"]


def test_a_filter_reads_as_a_sentence_and_is_kept_as_a_list(pane, session, store):
    pane.list.open_filter()
    asked = pane.list._filter
    asked.quiet.set_text("90")
    asked.kind.set_current("customer")
    asked._changed()
    assert asked.sentence.whole_text() == "Customers, without contact for 90 days"
    assert len(_names(pane)) == 3
    QTest.mouseClick(asked.save, Qt.MouseButton.LeftButton)
    asked.name.set_text("Quiet customers")
    QTest.keyClick(asked.name.editor, Qt.Key.Key_Return)
    (rule,) = store.one("SELECT rule FROM saved_view WHERE name = 'Quiet customers'")
    pane.show_list(rule, "Quiet customers")
    assert pane.list.title.whole_text() == "Quiet customers"
    assert len(_names(pane)) == 3


def test_typing_a_name_in_the_list_finds_it(pane):
    _type(pane.list.views.list, "zo")
    assert pane.page.facts.name == "Zoë Adeyemi"


def test_a_change_elsewhere_keeps_who_is_chosen(pane, session, ids):
    pane.open_record("contact", ids["Chen Wei"])
    session.do(fields.add_person, {"name": "Aaron First"})
    assert pane.list.views.current_id() == ids["Chen Wei"]
    assert pane.list.views.chosen() == [ids["Chen Wei"]]


def test_several_chosen_people_are_tagged_in_one_step(pane, session, store, ids):
    views = pane.list.views
    views.choose(ids["Amara Okafor"])
    QTest.keyClick(views.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(views.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not pane.list.bar.isHidden()
    before = len(history.steps(store))
    pane.list.verbs.press("tag")
    pane.list.verbs.tag_field.set_text("Spring")
    QTest.keyClick(pane.list.verbs.tag_field.editor, Qt.Key.Key_Return)
    assert len(history.steps(store)) == before + 1
    assert records.tags(store, "contact", ids["Chen Wei"])[0]["name"] == "Spring"
    session.undo()
    assert records.tags(store, "contact", ids["Chen Wei"]) == []


def test_delete_acts_at_once_and_undo_brings_the_person_back(pane, session, store, ids):
    pane.open_record("contact", ids["Charlotte Webb"])
    said = []
    session.noticed.connect(said.append)
    QTest.keyClick(pane.list.views.list, Qt.Key.Key_Delete)
    assert said[-1].text == "Charlotte Webb deleted."
    assert said[-1].step_id
    assert pane.page.facts.name == "Chen Wei"
    session.undo(said[-1].step_id)
    assert "Charlotte Webb" in _names(pane)


def test_copied_rows_paste_into_a_table(pane):
    pane.list.views.copy()
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[:2] == ["Name", "Company"]
    assert row.split("\t")[:2] == ["Amara Okafor", "Okafor Catering"]


def test_a_formula_in_a_name_is_not_copied_as_one(pane, session, ids):
    session.do(fields.rename_contact, ids["Amara Okafor"], '=cmd|"x"')
    pane.list.views.choose(ids["Amara Okafor"])
    pane.list.views.copy()
    assert QGuiApplication.clipboard().text().split("\n")[1].startswith("'=cmd")


def test_dragged_rows_are_cards_and_text_for_other_programs(pane, ids):
    pane.open_record("contact", ids["Charlotte Webb"])
    data = pane.list.views.mime_data()
    card = bytes(data.data("text/vcard").data()).decode()
    assert "FN:Charlotte Webb" in card
    assert data.text().startswith("Charlotte Webb\tMarlow Bakery")


def test_the_table_keeps_who_is_chosen_and_enter_opens_the_page(pane, ids):
    pane.open_record("contact", ids["Chen Wei"])
    pane.list.toggle_mode()
    assert pane.list.views.chosen() == [ids["Chen Wei"]]
    QTest.keyClick(pane.list.views.table, Qt.Key.Key_Return)
    assert pane.page.isVisible()
    assert pane.page.facts.name == "Chen Wei"
    QTest.mouseClick(pane.page.head.back, Qt.MouseButton.LeftButton)
    assert pane.list.views.table.isVisible()


def test_the_layout_comes_back(pane, qtbot, session):
    pane.list.set_mode("table")
    pane.list.views.set_columns(["name", "town"])
    pane.list.sort_by("town")
    kept = pane.save_layout()
    other = ContactsPane(session, clock=clock)
    qtbot.addWidget(other)
    other.restore_layout(kept)
    other.enter()
    assert [column.key for column in other.list.views.columns()] == ["name", "town"]
    assert other.list.views.mode == "table"
    assert other.list.views.model.query.sort == "town"


def test_phone_and_email_act_on_a_press(pane, opened):
    pane.page.details.field("phone:0").activated.emit("07700 900100")
    pane.page.press_verb("email")
    assert opened == ["tel:07700900100", "mailto:0@example.com"]


def test_a_detail_saves_by_itself_and_only_when_it_changed(pane, store, ids):
    field = pane.page.details.field("phone:0")
    field.edit()
    field._editor.editor.setText("0161 496 0000")
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert records.phones(store, "contact", ids["Amara Okafor"])[0]["value"] == "0161 496 0000"
    before = store.value("SELECT count(*) FROM step")
    field.finish()
    field.edit()
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert store.value("SELECT count(*) FROM step") == before


def test_a_refused_detail_keeps_what_was_typed_and_says_why(pane, store, ids):
    field = pane.page.details.field("email:0")
    field.edit()
    field._editor.editor.setText("not an email")
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert field.is_editing()
    assert field._editor.text() == "not an email"
    assert field._error.whole_text() == "not an email is no email address."
    assert records.emails(store, "contact", ids["Amara Okafor"])[0]["value"] == "0@example.com"
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Escape)
    assert field.value() == "0@example.com"


def test_what_was_refused_waits_for_one_to_come_back(pane, store, ids):
    page, here = pane.page, ids["Amara Okafor"]
    page.details.add_field("email:new")
    for key, typed in (("email:0", "not an email"), ("email:new", "none")):
        field = page.details.field(key)
        field.edit()
        field._editor.editor.setText(typed)
        QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)
    page.show_record(ids["Charlotte Webb"])
    assert not page.details.field("email:0").is_editing()
    page.show_record(here)
    field = page.details.field("email:0")
    assert field._editor.text() == "not an email"
    assert field._error.isVisibleTo(page)
    assert page.details.field("email:new")._editor.text() == "none"
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Escape)
    page.show_record(ids["Charlotte Webb"])
    page.show_record(here)
    assert page.details.field("email:0").value() == "0@example.com"
    assert not page.details.field("email:0").is_editing()


def test_what_is_being_typed_is_kept_with_the_person_it_was_typed_for(pane, store, ids):
    field = pane.page.details.field("email:0")
    field.edit()
    field._editor.editor.setText("amara@example.com")
    pane.page.show_record(ids["Charlotte Webb"])
    assert records.emails(store, "contact", ids["Amara Okafor"])[0]["value"] == "amara@example.com"


def test_an_empty_field_is_added_from_the_menu(pane, store, ids):
    assert pane.page.details.field("birthday") is None
    pane.page.details.add_field("birthday")
    field = pane.page.details.field("birthday")
    field._editor.editor.setText("12 March 1979")
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert contacts.load_contact(store, ids["Amara Okafor"]).birthday == "1979-03-12"
    assert pane.page.details.field("birthday").value() == "12 March 1979"


def test_what_is_typed_elsewhere_survives_a_change_by_undo(pane, session, store, ids):
    field = pane.page.details.field("email:0")
    field.edit()
    field._editor.editor.setText("half typed")
    session.do(people.add_tag, "contact", [ids["Amara Okafor"]], "VIP")
    assert field._editor.text() == "half typed"


def test_the_company_is_a_link(pane, qtbot, ids):
    with qtbot.waitSignal(pane.record_requested) as wish:
        QTest.mouseClick(pane.page.head.company, Qt.MouseButton.LeftButton)
    assert wish.args == ["account", ids["Okafor Catering"]]


def test_a_tag_is_added_with_the_keyboard_and_removed_with_undo(pane, session, store, ids):
    pane.page.head.tags.ask()
    pane.page.head.tags.field.set_text("VIP")
    QTest.keyClick(pane.page.head.tags.field.editor, Qt.Key.Key_Return)
    assert records.tags(store, "contact", ids["Amara Okafor"])[0]["name"] == "VIP"
    pane.page.head.tags._remove("VIP")
    assert records.tags(store, "contact", ids["Amara Okafor"]) == []


def test_a_new_contact_takes_a_name_and_enter_and_the_card_waits_for_the_next(pane, store, ids):
    pane.new_record()
    card = pane.card
    _type(card.fields["name"].editor, "Grace Hopper")
    QTest.keyClick(card.fields["name"].editor, Qt.Key.Key_Return)
    assert pane.page.facts.name == "Grace Hopper"
    assert card.isVisible()
    assert card.fields["name"].text() == ""
    pane.new_record()
    _type(card.fields["name"].editor, "Alan Turing")
    card.close_popover()
    assert pane.page.facts.name == "Alan Turing"


def test_a_known_person_is_noticed_while_typing(pane, ids):
    pane.new_record()
    _type(pane.card.fields["name"].editor, "Charlotte We")
    assert pane.card.hint.words.whole_text() == "Looks like Charlotte Webb, Marlow Bakery."
    _type(pane.card.fields["phone"].editor, "07700 900100")
    assert pane.card.hint.found == ids["Amara Okafor"]
    pane.card.hint.open.click()
    assert pane.page.facts.name == "Amara Okafor"


def test_esc_gives_a_new_contact_up(pane, store):
    pane.new_record()
    _type(pane.card.fields["name"].editor, "Nobody")
    QTest.keyClick(pane.card.fields["name"].editor, Qt.Key.Key_Escape)
    QTest.keyClick(pane.card.fields["name"].editor, Qt.Key.Key_Escape)
    pane.card.close_popover()
    assert store.value("SELECT count(*) FROM contact") == 5


def test_an_empty_book_invites(qtbot, session):
    pane = ContactsPane(session, clock=clock)
    qtbot.addWidget(pane)
    pane.show()
    pane.enter()
    assert pane.list.stack.currentWidget() is pane.list.nobody


def test_look_alikes_have_a_chip_as_long_as_there_are_some(pane, session, ids):
    def pile(store):
        with store.step("Look-alikes"):
            return store.put("near_match", {"contact_id": ids["Lucy Shaw"],
                                            "other_contact_id": ids["Charlotte Webb"],
                                            "state": "open", "reasons": "[]"})  # fmt: skip

    chips = pane.list.chips
    assert LOOK_ALIKES not in [option[0] for option in chip_options(session, "contact")]
    made = session.do(pile)
    assert [option[1] for option in chip_options(session, "contact")][1] == "Look-alikes, 2"
    chips.set_current(LOOK_ALIKES)
    pane.list.refresh()
    assert sorted(_names(pane)) == ["Charlotte Webb", "Lucy Shaw"]
    assert pane.list.settle.isVisible()
    session.do(near_matches.settle, made, "different")
    assert chips.current_key() == ""
    assert _count(pane) > 2
    assert not pane.list.settle.isVisible()


def test_all_files_dropped_on_the_list_are_asked_to_be_brought_in(pane, tmp_path):
    wished = []
    pane.import_requested.connect(wished.append)
    paths = [str(tmp_path / name) for name in ("a.csv", "b.vcf")]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    pane.list.dropEvent(drop)
    assert wished == [paths]

"""Accounts: the table, the page of a firm, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.activity import Activity
from app.models.operations import accounts, activities
from app.storage.queries import lists, records
from app.storage.queries.lists import ListQuery
from app.ui.panes.people.accounts import AccountsPane
from tests.ui.people_book import clock, fill


@pytest.fixture
def ids(store):
    return fill(store)


@pytest.fixture
def pane(qtbot, session, ids):
    made = AccountsPane(session, clock=clock, open_url=lambda _url: None)
    qtbot.addWidget(made)
    made.resize(1223, 800)
    made.show()
    made.enter()
    return made


def _names(pane):
    model = pane.views.model
    return [model.record_at(row)["name"] for row in range(model.rowCount())]


def test_every_firm_is_a_row_with_its_people_counted(pane):
    assert _names(pane) == ["Golden Lotus", "Marlow Bakery", "Okafor Catering"]
    from app.ui.delegates.rows import RowRole

    cells = pane.views.model.index(1, 0).data(RowRole).cells
    assert (cells[2].text, cells[2].note) == ("Charlotte Webb", "+1")


def test_a_heading_sorts_and_again_turns_it_round(pane):
    pane.views.table.sort_requested.emit(1, True)
    assert _names(pane) == ["Okafor Catering", "Marlow Bakery", "Golden Lotus"]


def test_what_goes_out_is_in_the_order_on_view(pane, store):
    wishes = []
    pane.export_requested.connect(wishes.append)
    pane.views.table.sort_requested.emit(1, True)
    pane.export_page()
    (wish,) = wishes
    assert list(lists.list_ids(store, wish.query)) == pane.views.model.ids()
    assert wish.keys == tuple(column.key for column in pane.views.columns())


def test_a_dragged_heading_stays_where_it_was_put(pane):
    head = pane.views.table.horizontalHeader()
    names = [column.key for column in pane.views.columns()]
    head.moveSection(3, 1)
    moved = [names[2], *names[:2], *names[3:]]
    assert [column.key for column in pane.views.columns()] == moved
    assert pane.views.layout_values()["columns"] == moved
    pane.views._toggle_column(names[1], False)
    assert [head.visualIndex(section) for section in range(head.count())] == [*range(head.count())]
    assert [column.key for column in pane.views.model.columns[1:3]] == [names[2], names[0]]
    pane.views._toggle_column(names[1], True)
    assert [column.key for column in pane.views.columns()] == moved


def test_a_list_of_nobody_does_not_export_everybody(pane, session):
    wishes = []
    pane.export_requested.connect(wishes.append)
    pane.views.show_query(ListQuery("account", text="nobody at all"))
    pane.export_page()
    assert wishes == []


def test_ticked_rows_show_the_bar_and_clear_takes_it_away(pane):
    pane.views.table.selectAll()
    assert not pane.list.bar.isHidden()
    pane.list.bar.clear_requested.emit()
    assert pane.list.bar.isHidden()


def test_enter_opens_a_firm_and_back_returns_to_the_same_row(pane, ids):
    pane.views.choose(ids["Marlow Bakery"])
    QTest.keyClick(pane.views.table, Qt.Key.Key_Return)
    assert pane.page.facts.name == "Marlow Bakery"
    assert pane.is_open()
    QTest.mouseClick(pane.page.head.back, Qt.MouseButton.LeftButton)
    assert not pane.is_open()
    assert pane.views.chosen() == [ids["Marlow Bakery"]]


def test_the_timeline_of_a_firm_holds_its_peoples_unless_switched_off(pane, session, ids):
    session.do(
        activities.log_activity,
        Activity(kind="call", direction="out", body="Spoke", contact_id=ids["Lucy Shaw"]),
    )
    pane.open_record("account", ids["Marlow Bakery"])
    titles = [entry.value.title for entry in pane.page.timeline.entries()]
    assert "Called Lucy Shaw" in titles
    pane.page.rolled_up.setChecked(False)
    titles = [entry.value.title for entry in pane.page.timeline.entries()]
    assert "Called Lucy Shaw" not in titles


def test_a_person_is_added_to_the_firm_on_view(pane, store, ids):
    pane.open_record("account", ids["Golden Lotus"])
    pane.page.ask_person()
    pane.page._who.set_text("Mei Lin")
    QTest.keyClick(pane.page._who.editor, Qt.Key.Key_Return)
    assert [row["name"] for row in records.people_of(store, ids["Golden Lotus"])] == [
        "Chen Wei",
        "Mei Lin",
    ]


def test_a_person_of_the_firm_opens_in_contacts(pane, qtbot, ids):
    pane.open_record("account", ids["Golden Lotus"])
    row = pane.page.people._rows.itemAt(0).widget()
    with qtbot.waitSignal(pane.record_requested) as wish:
        row.click()
    assert wish.args == ["contact", ids["Chen Wei"]]


def test_a_new_account_takes_its_name_and_shows_its_page(pane, store):
    pane.new_record()
    pane.name.set_text("Jensen Architects")
    QTest.keyClick(pane.name.editor, Qt.Key.Key_Return)
    assert pane.page.facts.name == "Jensen Architects"
    assert store.value("SELECT count(*) FROM account") == 4


def test_an_account_that_exists_is_shown_and_not_made_twice(pane, store, ids):
    pane.new_record()
    pane.name.set_text("marlow BAKERY")
    QTest.keyClick(pane.name.editor, Qt.Key.Key_Return)
    assert pane.page.facts.id == ids["Marlow Bakery"]
    assert store.value("SELECT count(*) FROM account") == 3


def test_a_firm_that_is_undone_away_leaves_its_page(pane, session):
    made = session.do(accounts.account_named, "Short Lived")
    pane.open_record("account", made)
    session.undo()
    assert not pane.is_open()


def test_a_firm_belongs_to_another_but_never_to_itself(pane, store, ids):
    pane.open_record("account", ids["Golden Lotus"])
    pane.page.details.add_field("parent")
    field = pane.page.details.field("parent")
    field._editor.editor.setText("Golden Lotus")
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert field._error.whole_text() == "An account cannot belong to itself."
    field._editor.editor.setText("Lotus Group")
    QTest.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert pane.page.head.company.text() == "Lotus Group"


def test_a_letter_to_firms_goes_to_their_main_people(pane, qtbot, ids):
    pane.views.table.selectAll()
    with qtbot.waitSignal(pane.letter_requested) as wish:
        pane.list.verbs.press("letter")
    assert wish.args[0] == [ids["Chen Wei"], ids["Charlotte Webb"], ids["Amara Okafor"]]


def test_kinds_of_many_change_in_one_step(pane, session, store, ids):
    pane.views.table.selectAll()
    pane.list.verbs.set_column(pane.views.chosen(), "kind", "supplier", "Supplier")
    assert store.value("SELECT count(*) FROM account WHERE kind = 'supplier'") == 3
    session.undo()
    assert store.value("SELECT count(*) FROM account WHERE kind = 'supplier'") == 0

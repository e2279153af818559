"""The one table model: ids in the book's order, rows when asked, following every change."""

import pytest

from app.models.columns import CONTACT_COLUMNS
from app.models.contact import Contact
from app.models.operations import contacts, people
from app.models.qt.record_table import IdRole, RecordTable, RowRole, ValueRole
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from tests.storage.builders import import_people


@pytest.fixture
def table(session):
    made = RecordTable(
        session, ListQuery("contact"), CONTACT_COLUMNS[:3], with_letters=True,
        present=lambda row, section: (row["name"], section), speak=lambda row: f"{row['name']}.",
    )  # fmt: skip
    made.show(made.query)
    return made


def names(table):
    return [table.index(row, 0).data() for row in range(table.rowCount())]


def add(session, *wanted):
    return [session.do(contacts.save_contact, contacts.named(Contact(), n)) for n in wanted]


def test_it_is_a_sound_model(table, session, qtmodeltester):
    add(session, "Ann Lee", "Bob Hill", "Zoë Ærø")
    qtmodeltester.check(table)


def test_it_follows_what_is_added_renamed_deleted_and_undone(table, session):
    ann, _, zoe = add(session, "Ann Lee", "Bob Hill", "Zoë Ærø")
    assert names(table) == ["Ann Lee", "Bob Hill", "Zoë Ærø"]
    renamed = contacts.named(session.read(contacts.load_contact, ann), "Yan Lee")
    session.do(contacts.save_contact, renamed)
    assert names(table) == ["Bob Hill", "Yan Lee", "Zoë Ærø"]
    session.do(contacts.delete_contacts, [zoe])
    assert names(table) == ["Bob Hill", "Yan Lee"]
    session.undo()
    session.undo()
    assert names(table) == ["Ann Lee", "Bob Hill", "Zoë Ærø"]


def test_letters_begin_where_the_first_name_of_a_letter_stands(table, session):
    add(session, "Ann Lee", "Anna Lee", "Bob Hill", "4 Seasons")
    assert table.section_rows() == [0, 1, 3]
    assert [table.index(row, 0).data(RowRole)[1] for row in range(4)] == ["#", "A", "", "B"]


def test_a_row_is_found_by_its_record_and_the_other_way(table, session):
    ids = add(session, "Ann Lee", "Bob Hill")
    assert [table.row_of(record) for record in ids] == [0, 1]
    assert table.row_of(5) == -1
    assert table.id_at(1) == ids[1]
    assert table.id_at(99) is None
    assert table.index(0, 0).data(IdRole) == ids[0]
    assert table.record_at(0)["name"] == "Ann Lee"


def test_an_edit_that_moves_nothing_refetches_and_does_not_reset(table, session, qtbot):
    (ann,) = add(session, "Ann Lee")
    with qtbot.assertNotEmitted(table.modelReset), qtbot.waitSignal(table.dataChanged):
        session.do(people.set_column, "contact", [ann], "kind", "customer")
    assert table.record_at(0)["kind"] == "customer"


def test_sorting_and_filtering_are_done_by_the_book(table, session):
    add(session, "Ann Zimmer", "Bob Abel", "Cy Abel")
    table.show(ListQuery("contact", sort="last_name"))
    assert names(table) == ["Bob Abel", "Cy Abel", "Ann Zimmer"]
    table.sort(0)
    assert names(table) == ["Ann Zimmer", "Bob Abel", "Cy Abel"]
    table.show(ListQuery("contact", text="abel", descending=True))
    assert names(table) == ["Cy Abel", "Bob Abel"]


def test_only_the_pages_that_are_looked_at_are_fetched(table, session, monkeypatch):
    import_people(session.store, 1_500)
    table.show(table.query)
    fetched = []
    page = lists.page
    monkeypatch.setattr(
        lists,
        "page",
        lambda store, entity, ids: fetched.append(len(ids)) or page(store, entity, ids),
    )
    assert table.index(1_400, 0).data() is not None
    assert table.index(1_410, 0).data() is not None
    assert fetched == [100]
    assert table.count() == 1_500


def test_a_resting_list_reads_nothing_and_catches_up(table, session, qtbot):
    table.rest()
    add(session, "Ann Lee")
    assert table.rowCount() == 0
    table.wake()
    assert names(table) == ["Ann Lee"]


def test_readers_hear_a_sentence_and_values_keep_their_type(table, session):
    add(session, "Ann Lee")
    index = table.index(0, 0)
    from PySide6.QtCore import Qt

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Ann Lee."
    assert index.data(ValueRole) == "Ann Lee"
    assert table.headerData(1, Qt.Orientation.Horizontal) == "Company"
    table.show_columns(CONTACT_COLUMNS[:1])
    assert table.columnCount() == 1

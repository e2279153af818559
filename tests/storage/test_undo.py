"""Any step can be taken back, also an older one; rows edited since are found, and one chooses."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage import book, checks, errors, history, undo
from tests.storage.builders import add_contact, contact_row, dump, import_people


def test_undo_and_redo_bring_back_every_row_exactly(store):
    person = add_contact(store, "Ann Lee")
    with store.step("Change"):
        store.put("contact", {"id": person, "job_title": "Owner", "note": "two\nlines"})
    changed = dump(store)
    undo.undo_last(store)
    assert store.get("contact", person)["job_title"] == ""
    undo.undo_last(store)
    assert store.value("SELECT count(*) FROM contact") == 0
    undo.redo_last(store)
    undo.redo_last(store)
    assert dump(store) == changed
    with pytest.raises(errors.NothingToUndo):
        undo.redo_last(store)


def test_undo_works_after_the_book_was_closed_and_opened(store, book_path):
    add_contact(store, "Ann Lee")
    other = book.open_book(book_path)
    assert history.next_undo(other)["label"] == "Add Ann Lee"
    undo.undo_last(other)
    assert other.value("SELECT count(*) FROM contact") == 0
    other.close()


def test_something_new_ends_redo(store):
    add_contact(store, "Ann Lee")
    undo.undo_last(store)
    add_contact(store, "Bob Hill")
    assert history.next_redo(store) is None


def test_an_older_step_is_taken_back_and_newer_ones_stay(store):
    ann = add_contact(store, "Ann Lee")
    first = store.last_changes.step_id
    add_contact(store, "Bob Hill")
    undo.undo(store, first)
    assert [r[0] for r in store.select("SELECT name FROM contact")] == ["Bob Hill"]
    assert store.get("contact", ann) is None


def test_another_field_edited_since_is_no_conflict(store):
    person = add_contact(store, "Ann Lee")
    with store.step("Set title"):
        store.put("contact", {"id": person, "job_title": "Owner"})
    step = store.last_changes.step_id
    with store.step("Set note"):
        store.put("contact", {"id": person, "note": "pays late"})
    undo.undo(store, step)
    row = store.get("contact", person)
    assert (row["job_title"], row["note"]) == ("", "pays late")


def test_undo_is_refused_when_the_row_changed_since(store):
    person = add_contact(store, "Ann Lee")
    with store.step("Set title"):
        store.put("contact", {"id": person, "job_title": "Owner"})
    step = store.last_changes.step_id
    with store.step("Set it again"):
        store.put("contact", {"id": person, "job_title": "Director"})
    before = dump(store)
    with pytest.raises(undo.UndoConflict) as caught:
        undo.undo(store, step)
    assert [(c.table, c.title) for c in caught.value.conflicts] == [("contact", "Ann Lee")]
    assert dump(store) == before
    undo.undo(store, step, "revert")
    assert store.get("contact", person)["job_title"] == ""


def test_undo_of_an_import_lists_exactly_the_people_edited_since(store):
    step, first = import_people(store, 300)
    untouched = dump(store)
    edited = [first + 7 * number for number in range(40)]
    with store.step("Promote forty"):
        for person in edited:
            store.put("contact", {"id": person, "job_title": "Director"})
    found = undo.conflicts_of(store, step)
    assert sorted(c.row_id for c in found) == edited
    undo.undo(store, step, "keep")
    assert [r[0] for r in store.select("SELECT id FROM contact ORDER BY id")] == edited
    assert store.value("SELECT count(*) FROM phone") == 40
    assert store.value("SELECT count(*) FROM contact_account") == 40
    assert checks.whole(store.connection, deep=True) == []
    undo.redo_last(store)
    undo.undo_last(store)
    assert dump(store) == untouched


def test_a_person_used_since_is_kept_whole_or_goes_with_what_used_them(store):
    step, first = import_people(store, 30)
    with store.step("Write a note"):
        store.put("activity", {"kind": "note", "at": "2026-02-01", "body": "hello",
                               "contact_id": first + 3, "created_at": "2026"})  # fmt: skip
    with pytest.raises(undo.UndoConflict):
        undo.undo(store, step)
    undo.undo(store, step, "revert")
    assert store.value("SELECT count(*) FROM contact") == 0
    assert store.value("SELECT count(*) FROM activity") == 0
    undo.redo_last(store)
    assert store.value("SELECT count(*) FROM contact") == 30
    assert store.value("SELECT body FROM activity") == "hello"


def test_undo_of_a_big_import_and_redo_restore_everything(store):
    import_people(store, 2_500)
    full = dump(store)
    undo.undo_last(store)
    assert store.value("SELECT count(*) FROM contact") == 0
    assert store.value("SELECT count(*) FROM search_doc") == 0
    undo.redo_last(store)
    assert dump(store) == full
    assert checks.whole(store.connection, deep=True) == []


def test_history_names_what_changed_on_a_record(store):
    person = add_contact(store, "Ann Lee")
    with store.step("Set title"):
        store.put("contact", {"id": person, "job_title": "Owner"})
    with store.step("Add phone"):
        store.put("phone", {"contact_id": person, "value": "0161 496 0000"})
    rows = history.record_history(store, "contact", person)
    assert [row["label"] for row in rows] == ["Add phone", "Set title", "Add Ann Lee"]
    assert rows[1]["changes"] == ["job_title: '' to 'Owner'"]


def actions_of(*names):
    return st.lists(st.tuples(st.sampled_from(names), st.integers(0, 40)), max_size=25)


WORK = ("add", "edit", "phone", "tag", "drop", "import", "undo", "redo")
FREELY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def run_actions(tmp_path_factory, actions):
    store = book.create_book(tmp_path_factory.mktemp("undo") / "b.deskbook")
    start = dump(store)
    for name, number in actions:
        act(store, name, number)
        assert checks.rows(store.connection) == []
    return store, start


@FREELY
@given(actions=actions_of(*WORK))
def test_undoing_step_by_step_leads_back_to_the_start(tmp_path_factory, actions):
    store, start = run_actions(tmp_path_factory, actions)
    while history.next_undo(store):
        undo.undo_last(store)
    assert dump(store) == start
    assert checks.whole(store.connection, deep=True) == []
    store.close()


@FREELY
@given(actions=actions_of(*WORK, "any", "any"))
def test_taking_back_any_steps_in_any_order_keeps_the_book_sound(tmp_path_factory, actions):
    store, _ = run_actions(tmp_path_factory, actions)
    assert checks.whole(store.connection, deep=True) == []
    while history.next_undo(store):
        undo.undo_last(store, "revert")
        assert checks.structure(store.connection, deep=True) == []
    assert checks.whole(store.connection, deep=True) == []
    store.close()


def act(store, name, number):
    ids = [row[0] for row in store.select("SELECT id FROM contact ORDER BY id")]
    person = ids[number % len(ids)] if ids else None
    if name == "undo" and history.next_undo(store):
        undo.undo_last(store, "keep" if number % 2 else "revert")
    elif name == "redo" and history.next_redo(store):
        undo.redo_last(store, "revert")
    elif name == "any":
        steps = store.select("SELECT id FROM step WHERE kind = 'do' AND undone_by IS NULL")
        if steps:
            undo.undo(store, steps[number % len(steps)][0], "revert")
    elif name == "add":
        add_contact(store, f"Person {number}")
    elif name == "import":
        import_people(store, 25 + number, tag=str(store.value("SELECT count(*) FROM step")))
    elif person is not None:
        with store.step(f"{name} {number}"):
            one_change(store, name, number, person)


def one_change(store, name, number, person):
    if name == "edit":
        store.put("contact", {"id": person, "note": f"note {number}"})
    elif name == "phone":
        store.put("phone", {"contact_id": person, "value": f"0161 496 {number:04}"})
    elif name == "tag":
        known = store.value("SELECT id FROM tag WHERE name_key = 'best'")
        tag = known or store.put("tag", {"name": "Best", "name_key": "best"})
        if not store.value(
            "SELECT 1 FROM tagging WHERE tag_id = ? AND contact_id = ?", (tag, person)
        ):
            store.put("tagging", {"tag_id": tag, "contact_id": person})
    elif name == "drop":
        for table in ("phone", "tagging", "contact_account"):
            store.remove_many(table, "contact_id = ?", (person,))
        store.remove("contact", person)


def test_contact_row_builder_makes_distinct_people():
    assert contact_row()["uuid"] != contact_row()["uuid"]


def test_what_happens_to_each_record_edited_since_is_chosen_one_by_one(store):
    step, first = import_people(store, 3)
    ids = {"Ann Lee": first, "Bob Hill": first + 1}
    for name in ("Ann Lee", "Bob Hill"):
        with store.step("Edit"):
            store.put("contact", {"id": ids[name], "note": "edited"})
            store.put("phone", {"contact_id": ids[name], "value": "0161 496 0001"})
    with pytest.raises(undo.UndoConflict) as found:
        undo.undo(store, step, choices={("contact", ids["Ann Lee"]): "keep"})
    assert {conflict.owner for conflict in found.value.conflicts} == {
        ("contact", ids["Ann Lee"]), ("contact", ids["Bob Hill"])
    }  # fmt: skip
    undo.undo(
        store,
        step,
        choices={("contact", ids["Ann Lee"]): "keep", ("contact", ids["Bob Hill"]): "revert"},
    )
    assert store.select("SELECT id FROM contact") == [(ids["Ann Lee"],)]
    assert store.select("SELECT contact_id FROM phone") == [(ids["Ann Lee"],)] * 2
    assert checks.whole(store.connection, deep=True) == []


def test_rows_that_point_at_rows_of_their_own_table_come_and_go_in_order(store):
    def firm(name, parent=None):
        return store.put("account", {"name": name, "name_key": name, "uuid": name,
                                     "parent_id": parent, "created_at": "2026-11-22"})  # fmt: skip

    with store.step("Add a tree of firms"):
        top = firm("top")
        firm("leaf", firm("middle", top))
    step = store.last_changes.step_id
    before = dump(store)
    undo.undo(store, step)
    assert store.value("SELECT count(*) FROM account") == 0
    undo.redo_last(store)
    assert dump(store) == before


def test_what_happened_in_the_world_is_passed_over_and_cannot_be_taken_back(store):
    person = add_contact(store, "Ann Lee")
    with store.step("Email sent to ann@x.example") as changes:
        changes.lasting = True
        store.put("activity", {"kind": "email", "at": "2026-11-22", "created_at": "2026-11-22",
                               "contact_id": person})  # fmt: skip
    sent = store.last_changes.step_id
    assert history.next_undo(store)["label"] == "Add Ann Lee"
    with pytest.raises(errors.NothingToUndo, match="outside the book"):
        undo.undo(store, sent)
    assert checks.whole(store.connection, deep=True) == []

"""One step is one transaction: everything in it happens, or nothing does."""

import pytest

from app.storage import book, checks, database, errors
from app.storage.engine import OperationalError
from tests.storage.builders import add_contact, contact_row, dump


def test_every_pragma_is_what_the_rules_ask_for(store):
    for name, _, expected in database.PRAGMAS:
        assert store.value(f"PRAGMA {name}") == expected, name


def test_all_tables_are_strict_and_links_refuse_to_break(store):
    rows = store.dicts("SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'")
    ours = [r for r in rows if r["type"] == "table" and not r["name"].startswith(("sqlite_", "_"))]
    assert len(ours) > 25
    assert all(row["strict"] for row in ours)
    for row in ours:
        for link in store.dicts(f"PRAGMA foreign_key_list({row['name']})"):
            assert link["on_delete"] == "RESTRICT"


def test_a_step_that_fails_leaves_nothing_behind(store):
    add_contact(store, "Ann Lee")
    before = dump(store)
    with pytest.raises(ZeroDivisionError), store.step("Add two, then break"):
        store.put("contact", contact_row("Bob Hill"))
        ann = store.value("SELECT id FROM contact WHERE name = 'Ann Lee'")
        store.put("phone", {"contact_id": ann, "value": "0161 496 0000"})
        raise ZeroDivisionError
    assert dump(store) == before
    assert store.value("SELECT count(*) FROM step") == 1
    assert not store.connection.in_transaction


def test_nothing_is_written_outside_a_step(store):
    with pytest.raises(errors.WriteOutsideStep):
        store.put("contact", contact_row())
    with pytest.raises(OperationalError, match="readonly"):
        store.connection.execute("DELETE FROM contact")


def test_a_step_without_a_change_leaves_no_trace(store):
    person = add_contact(store, "Ann Lee")
    with store.step("Change nothing"):
        store.put("contact", {"id": person, "name": "Ann Lee"})
    assert store.value("SELECT count(*) FROM step") == 1


def test_an_inner_step_that_fails_takes_only_itself_back(store):
    with store.step("Outer"):
        ann = store.put("contact", contact_row("Ann Lee"))
        with pytest.raises(ValueError, match="inner"), store.step("Inner"):
            store.put("contact", {"id": ann, "name": "Wrong"})
            store.put("contact", contact_row("Bob Hill"))
            raise ValueError("inner")
        store.put("contact", {"id": ann, "job_title": "Owner"})
    assert store.select("SELECT name, job_title FROM contact") == [("Ann Lee", "Owner")]
    assert checks.whole(store.connection, deep=True) == []


def test_a_row_still_used_elsewhere_is_not_deleted(store):
    person = add_contact(store, "Ann Lee")
    with store.step("Add a phone"):
        store.put("phone", {"contact_id": person, "value": "0161 496 0000"})
    with pytest.raises(errors.RuleBroken), store.step("Delete the person alone"):
        store.remove("contact", person)
    assert store.get("contact", person) is not None


def test_two_windows_writing_in_turn_lose_nothing(store, book_path):
    other = book.open_book(book_path)
    for number in range(30):
        with store.step("A"):
            store.put("contact", contact_row(f"Left {number}"))
        with other.step("B"):
            other.put("contact", contact_row(f"Right {number}"))
    assert other.value("SELECT count(*) FROM contact") == 60
    other.close()


def test_damage_in_a_row_is_noticed_by_its_hash(store):
    person = add_contact(store, "Ann Lee")
    store.connection.execute("PRAGMA query_only=OFF")
    store.connection.execute("UPDATE contact SET note = 'altered' WHERE id = ?", (person,))
    store.connection.execute("PRAGMA query_only=ON")
    problems = checks.rows(store.connection)
    assert [problem.where for problem in problems] == [f"contact {person}"]


def test_an_altered_history_is_noticed(store):
    add_contact(store, "Ann Lee")
    add_contact(store, "Bob Hill")
    store.connection.execute("PRAGMA query_only=OFF")
    store.connection.execute("UPDATE step SET actor = 'somebody else' WHERE id = 1")
    store.connection.execute("PRAGMA query_only=ON")
    assert [p.where for p in checks.history(store.connection)] == ["step 1"]


def test_a_full_disk_is_told_and_the_book_goes_on(store):
    add_contact(store, "Ann Lee")
    pages = store.value("PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(errors.DiskFull), store.step("Too much"):
        for number in range(2_000):
            store.put("contact", contact_row(f"Person {number}", note="n" * 400))
    store.connection.execute("PRAGMA max_page_count=1073741823")
    add_contact(store, "Bob Hill")
    assert store.value("SELECT count(*) FROM contact") == 2
    assert checks.whole(store.connection, deep=True) == []


def test_an_inner_step_that_fails_leaves_no_trace_in_the_history_of_the_outer_one(store):
    from app.storage import history

    with store.step("Outer"):
        kept = store.put("tag", {"name": "kept", "name_key": "kept"})
        store.put_many("tag", ("name", "name_key"), [("a", "a"), ("b", "b")])
        with pytest.raises(ValueError, match="inner"), store.step("Inner"):
            store.put("tag", {"id": kept, "name": "changed"})
            store.put("tag", {"name": "gone", "name_key": "gone"})
            with store.step("Innermost"):
                store.put_many("tag", ("name", "name_key"), [("c", "c"), ("d", "d")])
                store.remove("tag", kept)
            raise ValueError("inner")
        store.put("tag", {"id": kept, "colour": "rose"})
    names = [row[0] for row in store.select("SELECT name FROM tag ORDER BY name")]
    assert names == ["a", "b", "kept"]
    assert history.step(store, store.last_changes.step_id)["rows"] == 3
    before = store.select("SELECT name FROM tag")
    from app.storage import undo

    undo.undo_last(store)
    assert store.select("SELECT name FROM tag") == []
    undo.redo_last(store)
    assert len(store.select("SELECT name FROM tag")) == len(before)

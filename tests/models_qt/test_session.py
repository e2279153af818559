"""The session: do, undo, notices, jobs in the lane, and a file that changes underneath."""

import os
import shutil
import threading

import pytest

from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import contacts, people
from app.models.qt.jobs import Job
from app.models.qt.session import NotDone
from app.storage import book
from app.storage.queries import records
from tests.storage.builders import add_contact, contact_row


def named(name):
    return contacts.named(Contact(), name)


def test_a_change_is_told_with_the_ids_it_touched(session, qtbot):
    with qtbot.waitSignal(session.changed) as heard:
        person = session.do(contacts.save_contact, named("Ann Lee"))
    changes = heard.args[0]
    assert person in changes.table("contact")
    assert person in changes.contacts
    assert session.read(records.title, "contact", person)[0] == "Ann Lee"
    assert session.dirty


def test_a_refusal_changes_and_tells_nothing(session, qtbot):
    with qtbot.assertNotEmitted(session.changed), pytest.raises(Refusal):
        session.do(contacts.save_contact, Contact())


def test_undo_and_redo_say_what_they_did(session, qtbot):
    session.do(contacts.save_contact, named("Ann Lee"))
    with qtbot.waitSignal(session.noticed) as heard:
        assert session.undo()
    assert heard.args[0].text == "Undo: Add Ann Lee."
    assert session.next_undo() is None
    assert session.next_redo()["label"] == "Add Ann Lee"
    assert session.redo()
    assert session.store.value("SELECT count(*) FROM contact") == 1


def test_nothing_to_undo_is_said_quietly(session, qtbot):
    with qtbot.waitSignal(session.noticed) as heard:
        assert not session.undo()
    assert heard.args[0].kind == "info"
    assert not session.redo()


def test_a_conflict_is_put_to_the_person_and_their_choice_is_done(session, qtbot):
    person = session.do(contacts.save_contact, named("Ann Lee"))
    step = session.store.last_changes.step_id
    session.do(people.set_column, "contact", [person], "starred", 1)
    with qtbot.waitSignal(session.undo_conflicted) as heard:
        assert not session.undo(step)
    assert [c.title for c in heard.args[0].conflicts] == ["Ann Lee"]
    found = heard.args[0].conflicts
    assert session.undo(step, {one.owner: "revert" for one in found})
    assert session.store.value("SELECT count(*) FROM contact") == 0


def test_a_step_of_many_rows_is_taken_back_beside_the_window(session, qtbot, monkeypatch):
    monkeypatch.setattr("app.models.qt.session.MANY_ROWS", 1)
    session.do(contacts.save_contact, named("Ann Lee"))
    done = []
    with qtbot.waitSignals([session.changed, session.noticed]):
        assert session.undo(then=lambda: done.append("told"))
        assert session.job.label == "Undoing “Add Ann Lee”"
    assert done == ["told"]
    assert session.store.value("SELECT count(*) FROM contact") == 0
    with qtbot.waitSignal(session.changed):
        assert session.redo()
    assert session.store.value("SELECT count(*) FROM contact") == 1


def test_a_conflict_met_beside_the_window_is_put_to_the_person_too(session, qtbot, monkeypatch):
    person = session.do(contacts.save_contact, named("Ann Lee"))
    step = session.store.last_changes.step_id
    session.do(people.set_column, "contact", [person], "starred", 1)
    monkeypatch.setattr("app.models.qt.session.MANY_ROWS", 1)
    with qtbot.waitSignal(session.undo_conflicted) as heard:
        assert session.undo(step)
    assert heard.args[1] == step
    qtbot.waitUntil(lambda: session.job is None)
    assert session.store.value("SELECT count(*) FROM contact") == 1


def test_a_toast_can_undo_the_step_it_names(session, qtbot):
    session.do(contacts.save_contact, named("Ann Lee"))
    with qtbot.waitSignal(session.noticed) as heard:
        session.say("Ann Lee added.")
    assert session.undo(heard.args[0].step_id)


def test_a_job_works_beside_and_its_changes_are_told_on_the_main_thread(session, qtbot):
    told = []
    session.changed.connect(lambda changes: told.append((changes, threading.current_thread())))

    def work(store, progress):
        with store.step("Add many"):
            for number in range(50):
                store.put("contact", contact_row(f"Person {number}"))
                progress(number + 1, 50, "people")
        return store.last_changes.step_id

    job = Job("Add many", work)
    with qtbot.waitSignal(job.finished) as heard, qtbot.waitSignal(session.changed):
        session.start(job)
    assert heard.args[0] == 1
    assert told[0][1] is threading.main_thread()
    assert session.store.value("SELECT count(*) FROM contact") == 50


def test_while_a_job_writes_nobody_else_does_and_is_told_why(session, qtbot):
    go_on = threading.Event()

    def work(store, progress):
        with store.step("Wait"):
            store.put("contact", contact_row("Slow"))
            go_on.wait(10)

    job = Job("The import", work)
    with qtbot.waitSignal(session.busy_changed):
        session.start(job)
    with pytest.raises(Refusal, match="The import is still running"):
        session.do(contacts.save_contact, named("Ann Lee"))
    assert session.store.value("SELECT count(*) FROM contact") == 0
    with qtbot.waitSignal(job.ended):
        go_on.set()
    session.do(contacts.save_contact, named("Ann Lee"))
    assert session.store.value("SELECT count(*) FROM contact") == 2


def test_a_cancelled_job_leaves_nothing(session, qtbot):
    started = threading.Event()

    def work(store, progress):
        with store.step("Never done"):
            store.put("contact", contact_row("Ghost"))
            started.set()
            while True:
                progress(1, 2)

    job = Job("Never done", work)
    session.start(job)
    assert started.wait(10)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert session.store.value("SELECT count(*) FROM contact") == 0


def test_a_failing_job_is_told_and_the_next_one_runs(session, qtbot):
    def broken(store, progress):
        raise ValueError("it broke")

    first, second = (
        Job("First", broken),
        Job("Second", lambda store, progress: "done", writes=False),
    )
    with qtbot.waitSignals([first.failed, second.finished]):
        session.start(first)
        session.start(second)
    qtbot.waitUntil(lambda: session.job is None)


def test_progress_is_told_in_counts(session, qtbot):
    job = Job("Count", lambda store, progress: progress(7, 7, "rows"), writes=False)
    with qtbot.waitSignal(job.progressed) as heard:
        session.start(job)
    assert heard.args == [7, 7, "rows"]


def test_a_script_that_writes_beside_us_is_noticed(session, qtbot, book_path):
    script = book.open_book(book_path)
    add_contact(script, "By the script")
    book.close_book(script)
    with qtbot.waitSignal(session.changed) as heard:
        session.check_file()
    assert heard.args[0].everything


def test_a_file_that_is_gone_is_told_and_the_form_keeps_its_text(session, qtbot, book_path):
    kept = book_path.with_name("elsewhere")
    os.rename(book_path, kept)
    with qtbot.waitSignal(session.book_lost), pytest.raises(NotDone, match="moved"):
        session.do(contacts.save_contact, named("Ann Lee"))
    with qtbot.waitSignal(session.book_lost):
        session.check_file()
    shutil.move(kept, book_path)
    session.do(contacts.save_contact, named("Ann Lee"))

"""The composer keeps what happened, and never loses what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.qt.jobs import Job
from app.storage.queries import timeline
from app.ui.forms.facts import read_facts
from app.ui.panes.people.composer import Composer
from app.ui.panes.people.timeline_view import TimelineView
from app.ui.panes.people.timeline_words import month_words
from tests.ui.people_book import clock, fill


@pytest.fixture
def ids(store):
    return fill(store)


@pytest.fixture
def composer(qtbot, session, ids):
    made = Composer(session, clock=clock)
    qtbot.addWidget(made)
    made.show_facts(read_facts(session, "contact", ids["Chen Wei"]))
    made.show()
    return made


def _entries(store, ids):
    return timeline.of_contact(store, ids["Chen Wei"])


def test_ctrl_enter_saves_a_note_and_empties_the_composer(composer, store, ids):
    composer.editor.setPlainText("Likes bamboo.")
    QTest.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(row["kind"], row["body"]) for row in _entries(store, ids)] == [
        ("note", "Likes bamboo.")
    ]
    assert composer.text() == ""


def test_an_empty_note_is_refused_and_says_why(composer, store, ids):
    composer.save()
    assert composer.error.whole_text() == "Write a word about it first."
    assert _entries(store, ids) == []


def test_a_call_knows_who_called(composer, store, ids):
    composer.choose("call")
    composer.direction.set_current("in")
    composer.save()
    (row,) = _entries(store, ids)
    assert (row["kind"], row["direction"], row["subject"]) == ("call", "in", "Chen called")


def test_a_todo_has_a_day(composer, store, ids):
    composer.choose("task")
    composer.editor.setPlainText("Send quote\nwith drawings")
    composer.due.set_value(date(2026, 11, 20))
    composer.save()
    (task,) = timeline.open_tasks(store, "contact", ids["Chen Wei"])
    assert (task["title"], task["note"], task["due_on"]) == (
        "Send quote", "with drawings", "2026-11-20",
    )  # fmt: skip


def test_an_appointment_is_wished_for_with_what_is_known(composer, qtbot, ids):
    composer.choose("appointment")
    composer.editor.setPlainText("Site visit")
    with qtbot.waitSignal(composer.appointment_requested) as wish:
        composer.save()
    assert wish.args[0] == {
        "title": "Site visit", "contacts": [ids["Chen Wei"]], "account_id": ids["Golden Lotus"],
    }  # fmt: skip


def test_files_are_kept_and_stand_in_the_timeline(composer, qtbot, session, store, ids, tmp_path):
    path = tmp_path / "Plan.txt"
    path.write_text("6.2 x 9.4 m")
    composer.add_files([path])
    qtbot.waitUntil(lambda: composer.keeper.job is None and session.job is None, timeout=20_000)
    (row,) = _entries(store, ids)
    assert row["document"] == "Plan.txt"
    shown = TimelineView(session, clock=clock)
    qtbot.addWidget(shown)
    shown.show_facts(read_facts(session, "contact", ids["Chen Wei"]))
    with qtbot.waitSignal(shown.record_requested) as wish:
        shown._open(0)
    assert wish.args == ["document", row["document_id"]]


def test_a_file_that_is_not_there_changes_nothing_and_is_said(composer, store, ids, tmp_path):
    composer.add_files([tmp_path / "gone.txt"])
    assert "could not be read" in composer.error.whole_text()
    assert _entries(store, ids) == []


def test_text_waits_for_its_own_person(composer, session, ids):
    composer.editor.setPlainText("For Chen")
    composer.show_facts(read_facts(session, "contact", ids["Lucy Shaw"]))
    assert composer.text() == ""
    composer.show_facts(read_facts(session, "contact", ids["Chen Wei"]))
    assert composer.text() == "For Chen"


def test_text_stays_while_a_long_job_writes(composer, session, store, ids):
    composer.editor.setPlainText("Important")
    session.job = Job("Import", lambda _store, _progress: None)
    composer.save()
    assert composer.text() == "Important"
    assert composer.error.whole_text().startswith("Import is still running.")
    session.job = None
    composer.save()
    assert len(_entries(store, ids)) == 1


def test_an_entry_is_deleted_and_undone(qtbot, composer, session, store, ids):
    composer.editor.setPlainText("Oops")
    composer.save()
    view = TimelineView(session, clock=clock)
    qtbot.addWidget(view)
    view.show_facts(read_facts(session, "contact", ids["Chen Wei"]))
    view._delete(0)
    assert _entries(store, ids) == []
    session.undo()
    assert len(_entries(store, ids)) == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 18), "This week"),
        (date(2026, 11, 16), "This week"),
        (date(2026, 11, 15), "Earlier this month"),
        (date(2026, 10, 28), "October"),
        (date(2025, 10, 28), "October 2025"),
        (date(2026, 11, 19), "Ahead"),
    ],
)
def test_days_fall_into_weeks_and_months(day, words):
    assert month_words(day, date(2026, 11, 18)) == words

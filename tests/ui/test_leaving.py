"""Closing the window, or going to another book, while something is written."""

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.models.operations import contacts
from app.models.qt.jobs import Job
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.buttons import Button
from tests.ui.frame import add_person


@pytest.fixture
def let_it_end():
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def job(firm, window, session, let_it_end):
    def work(store, progress):
        with store.step("Import"):
            add_person(store, "Late Comer")
            while not let_it_end.wait(0.01):
                progress(1, 2)
            progress(2, 2)

    return session.start(Job("Bringing in list.csv", work))


def answer(text, asked):
    """Press a button of the next dialog, by its words, and note that it was asked."""

    def press():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PlainDialog)
        asked.append(dialog.windowTitle())
        next(one for one in dialog.findChildren(Button) if one.text() == text).click()

    QTimer.singleShot(0, press)


def late_comers(session):
    return session.store.value("SELECT count(*) FROM contact_line WHERE name = 'Late Comer'")


def test_one_is_asked_before_an_import_is_left_and_may_stay(
    window, session, job, let_it_end, qtbot
):
    asked = []
    answer("Keep open", asked)
    assert not window.close()
    assert asked == ["Bringing in list.csv is still running"]
    assert window.isVisible()
    assert session.job is job
    with qtbot.waitSignal(job.finished):
        let_it_end.set()
    qtbot.waitUntil(lambda: session.job is None)
    assert window.isVisible()


def test_an_import_that_is_stopped_on_closing_leaves_nothing(window, session, job):
    answer("Stop and close", [])
    assert window.close()
    assert late_comers(session) == 0


def test_a_window_closes_by_itself_when_the_import_is_done(window, session, job, let_it_end, qtbot):
    answer("Close when done", [])
    assert not window.close()
    with qtbot.waitSignal(window.closed):
        let_it_end.set()
    assert late_comers(session) == 1


def test_a_window_that_waits_stays_when_the_import_fails(window, session, job, qtbot):
    answer("Close when done", [])
    window.close()
    with qtbot.waitSignal(job.ended):
        job.cancel()
    QApplication.processEvents()
    assert window.isVisible()


def test_what_only_reads_is_let_end_without_a_question(window, session):
    session.start(Job("Checking", lambda store, progress: None, writes=False))
    assert window.close()
    assert session.job is None


def test_nobody_is_asked_when_nothing_runs(firm, window, session):
    session.do(contacts.delete_contacts, [firm["webb"]])
    assert window.close()

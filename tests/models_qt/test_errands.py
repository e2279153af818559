"""Slow things that need no book are done in the lane."""

import threading

from PySide6.QtCore import QObject


class Waiter(QObject):
    def __init__(self):
        super().__init__()
        self.heard_on = []

    def hear(self):
        self.heard_on.append(threading.current_thread())


def test_what_waits_for_an_errand_hears_of_it_on_its_own_thread(qtbot, session):
    waiter, worked_on = Waiter(), []
    session.beside(lambda: worked_on.append(threading.current_thread()), waiter.hear)
    qtbot.waitUntil(lambda: bool(waiter.heard_on))
    assert waiter.heard_on == [threading.main_thread()]
    assert worked_on != waiter.heard_on


def test_an_errand_that_fails_is_still_heard_of(qtbot, session):
    waiter = Waiter()
    session.beside(lambda: 1 // 0, waiter.hear)
    qtbot.waitUntil(lambda: bool(waiter.heard_on))

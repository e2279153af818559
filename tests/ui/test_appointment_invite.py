"""Inviting by email from the menu of an appointment."""

import email
import email.policy
import socket
from datetime import datetime

import pytest
from aiosmtpd.controller import Controller
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QMenu

from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.operations import appointments, contacts, people, staff
from app.models.reach import EmailAddress
from app.storage.settings import save_settings
from app.ui.panes.calendar.calendar import CalendarPane
from app.ui.theme.theme import current

NOW = datetime(2026, 11, 18, 10, 40)
# The platform of the tests has no windows that a menu could stand in front of.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def opened(monkeypatch):
    paths = []
    monkeypatch.setattr("app.ui.panes.calendar.appointment_invite.show_outside", paths.append)
    return paths


@pytest.fixture
def pane(qtbot, qapp, session, opened):
    QLocale.setDefault(QLocale("en_GB"))
    current().apply(qapp, "light", reduce_motion=True)
    made = CalendarPane(session, clock=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1300, 850)
    made.show()
    made.enter()
    return made


def booked(store, staff=(), **more):
    save_settings(store, {"business_email": "office@hartley.example"})
    ann = contacts.save_contact(store, contacts.named(Contact(), "Ann Webb"))
    people.save_emails(store, "contact", ann, [EmailAddress(value="ann@webb.example")])
    sam = contacts.save_contact(store, contacts.named(Contact(), "Sam Silent"))
    one = Appointment(
        title="Survey", start_at="2026-11-19T10:30", end_at="2026-11-19T11:15", **more
    )
    return appointments.save_appointment(store, one, contacts=[ann, sam], staff=staff)


def entry(pane, key):
    pane.refresh()
    pane.deeds.show_menu(key)
    listed = [each for menu in pane.window().findChildren(QMenu) for each in menu.actions()]
    return next(each for each in listed if each.text() == "Invite by email")


def test_invite_by_email_makes_a_draft_and_says_who_was_left_out(
    pane, session, store, opened, qtbot
):
    one = booked(store)
    with qtbot.waitSignal(session.noticed) as told:
        entry(pane, (one, "")).trigger()
    assert told.args[0].text == (
        "1 invitation drafted for your mail program. Left out: Sam Silent (No email address)."
    )
    (path,) = opened
    assert b'method="REQUEST"' in path.read_bytes()
    assert path.parent.parent.parent.parent == store.path.parent


def test_of_a_series_it_is_asked_whether_all_of_it_is_meant(pane, store, opened):
    one = booked(store, rrule="FREQ=WEEKLY;COUNT=3")
    entry(pane, (one, "2026-11-19T10:30")).trigger()
    assert not opened
    words = [button.text() for _, button in pane.deeds.question.shown]
    assert words == ["To this one only", "To the whole series"]
    pane.deeds.question.shown[1][1].click()
    assert b"Again: " in opened[0].read_bytes()


def test_a_private_appointment_of_somebody_else_is_not_told_to_anybody(
    pane, session, store, opened, qtbot
):
    tom = staff.add_staff(store, "Tom Hartley")
    one = booked(store, staff=[tom], private=1)
    with qtbot.waitSignal(session.noticed) as told:
        entry(pane, (one, "")).trigger()
    assert told.args[0].text == "This appointment is private."
    assert not opened


@pytest.fixture
def post():
    box = []

    class Box:
        async def handle_DATA(self, server, session, envelope):
            box.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            return "250 Taken"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = Controller(Box(), hostname="127.0.0.1", port=port)
    running.start()
    yield port, box
    running.stop()


def test_with_a_mail_server_invitations_can_be_sent_at_once(
    pane, session, store, opened, post, qtbot
):
    one = booked(store)
    port, box = post
    server = {"mail_host": "127.0.0.1", "mail_port": str(port), "mail_security": "none"}
    save_settings(store, server)
    entry(pane, (one, "")).trigger()
    words = [button.text() for _, button in pane.deeds.question.shown]
    assert words == ["Send now", "Make drafts for my mail program"]
    told = []
    session.noticed.connect(lambda notice: told.append(notice.text))
    pane.deeds.question.shown[0][1].click()
    qtbot.waitUntil(lambda: bool(told) and session.job is None)
    assert told == ["Invitations: 1 sent. Left out: Sam Silent (No email address)."]
    assert [mail["To"].addresses[0].addr_spec for mail in box] == ["ann@webb.example"]
    assert not opened


def test_a_server_that_does_not_answer_leaves_the_invitations_waiting(pane, session, store, qtbot):
    one = booked(store)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = {"mail_host": "127.0.0.1", "mail_port": str(port), "mail_security": "none"}
    save_settings(store, server)
    entry(pane, (one, "")).trigger()
    told = []
    session.noticed.connect(lambda notice: told.append(notice.hint))
    pane.deeds.question.shown[0][1].click()
    qtbot.waitUntil(lambda: bool(told) and session.job is None)
    assert told == ["The invitations wait in Documents, Sent."]
    assert store.value("SELECT state FROM letter") == "queued"

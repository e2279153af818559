"""Letters as email: a real server on loopback, drafts, the outcome for each person, settings."""

import socket

import keyring
import pytest
from aiosmtpd.controller import Controller
from keyring.backend import KeyringBackend

from app.models.contact import Contact
from app.models.operations import consents, contacts, people
from app.models.reach import EmailAddress
from app.storage.queries import letter_runs
from app.storage.settings import save_settings, setting
from app.ui.panes.letters.documents import SENT, DocumentsPane
from app.ui.settings.letters_page import LettersPage
from tests.ui.frame import clock
from tests.ui.test_documents_pane import press, reasons, shown


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Box:
    """Keeps what arrives; refuses one address."""

    def __init__(self):
        self.mails = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address.startswith("refused"):
            return "550 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.mails.append((envelope.rcpt_tos[0], envelope.content.decode()))
        return "250 OK"


class MemoryKeyring(KeyringBackend):
    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def server(session):
    box = Box()
    port = free_port()
    line = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=5)
    line.start()
    session.do(
        save_settings,
        {"mail_host": "127.0.0.1", "mail_port": str(port), "mail_security": "none",
         "business_email": "office@example.com", "business_name": "Hartley Gardens",
         "mail_per_minute": "6000"},
    )  # fmt: skip
    yield box
    line.stop()


@pytest.fixture
def three(session):
    ids = []
    for name, address in (("Ann Lee", "ann@example.com"), ("Bob May", "refused@example.com"),
                          ("Cleo Nye", "")):  # fmt: skip
        first, _, last = name.partition(" ")
        made = session.do(
            contacts.save_contact, Contact(name=name, first_name=first, last_name=last)
        )
        if address:
            session.do(people.save_emails, "contact", made, [EmailAddress(address)])
        ids.append(made)
    return ids


@pytest.fixture
def pane(qtbot, session, three):
    made = DocumentsPane(session, clock=clock)
    qtbot.addWidget(made)
    made.resize(1223, 800)
    made.show()
    made.enter()
    made.write_letter(three)
    side = made.letter.recipients
    side.way.set_current("email")
    side._way_chosen()
    side.mail.subject.set_text("Hello {{first_name}}")
    side.mail.changed.emit()
    return made


def test_email_asks_for_an_address_and_shows_what_will_be_read(pane, three):
    assert reasons(pane) == {"Cleo Nye": "No email address"}
    assert shown(pane).startswith("Hello Ann")
    assert pane.letter.recipients.make.text() == "Send 2 emails"


def test_emails_are_sent_and_the_outcome_stands_with_each_person(qtbot, pane, session, server):
    press(qtbot, pane.letter.recipients.make)
    sender = pane.letter.doing.sender
    qtbot.waitUntil(
        lambda: bool(server.mails) and sender.job is None and session.job is None, timeout=20_000
    )
    ((to, content),) = server.mails
    assert to == "ann@example.com"
    assert "Subject: Hello Ann" in content
    pane.show_tab(SENT)
    outcome = {"Ann Lee": "sent", "Bob May": "failed"}
    qtbot.waitUntil(
        lambda: {one["name"]: one["state"] for one in pane.sent_page.letters} == outcome
    )
    assert session.store.value("SELECT count(*) FROM activity WHERE kind = 'email'") == 1


def test_without_a_server_the_page_says_so_and_nothing_is_kept(qtbot, pane, session):
    press(qtbot, pane.letter.recipients.make)
    assert "There is no mail server yet." in pane.letter.preview.notice._label.text()
    assert not session.read(letter_runs.runs)


def test_drafts_are_written_for_the_own_mail_program(qtbot, pane, session):
    session.do(save_settings, {"business_email": "office@example.com"})
    pane.letter.recipients.mail.how.set_current("drafts")
    pane.letter.recipients.mail.changed.emit()
    assert pane.letter.recipients.make.text() == "Make 2 drafts"
    press(qtbot, pane.letter.recipients.make)
    qtbot.waitUntil(
        lambda: pane.letter.doing.maker.job is None and session.job is None, timeout=20_000
    )
    files = pane.letter.doing.last.files
    assert [path.suffix for path in files] == [".eml", ".eml"]
    assert "X-Unsent" in files[0].read_text(errors="replace")


def test_a_mail_without_a_subject_is_refused_at_its_field(qtbot, pane):
    pane.letter.recipients.mail.subject.set_text("")
    press(qtbot, pane.letter.recipients.make)
    assert pane.letter.recipients.mail.subject.error.isVisible()


def test_advertising_by_email_goes_only_to_those_who_agreed(pane, session, three):
    pane.letter.ask_options()
    from app.ui.panes.letters.letter_options import OptionsPopover

    pane.window().findChild(OptionsPopover)._purpose_chosen("advert")
    assert reasons(pane)["Ann Lee"] == "Has not agreed to advertising by email"
    from app.models.consent import Consent

    session.do(consents.record_consent, Consent(contact_id=three[0], channel="email"))
    pane.letter.read_people()
    assert "Ann Lee" not in reasons(pane)


def test_the_settings_keep_the_server_and_the_password_goes_to_the_keyring(qtbot, session, ring):
    page = LettersPage(session)
    qtbot.addWidget(page)
    page.host.committed.emit("smtp.example.com")
    page.user.committed.emit("office@example.com")
    page.password.committed.emit("secret")
    assert setting(session.store, "mail_host") == "smtp.example.com"
    assert list(ring.kept.values()) == ["secret"]
    page.forget.click()
    assert not ring.kept
    assert page.password.editor.placeholderText() == "Not kept yet"
    assert not page.forget.isVisibleTo(page)
    page.port.committed.emit("a lot")
    assert page.port.error.isVisibleTo(page)
    assert setting(session.store, "mail_port") == "587"


def test_the_connection_is_tried_without_sending_anything(qtbot, session, server):
    page = LettersPage(session)
    qtbot.addWidget(page)
    press(qtbot, page.test)
    qtbot.waitUntil(lambda: page.job is None and session.job is None, timeout=20_000)
    assert page.result.text() == "The server let us in."
    assert not server.mails


def test_a_second_press_sends_nothing_twice(qtbot, pane, session, server):
    press(qtbot, pane.letter.recipients.make)
    sender = pane.letter.doing.sender
    qtbot.waitUntil(
        lambda: bool(server.mails) and sender.job is None and session.job is None, timeout=20_000
    )
    pane.letter.read_people()
    assert "Ann Lee" in reasons(pane)
    assert reasons(pane)["Ann Lee"].startswith("Got this letter on")


def test_a_name_in_the_subject_that_means_nothing_is_said(qtbot, pane, session):
    session.do(save_settings, {"mail_host": "127.0.0.1"})
    pane.letter.recipients.mail.subject.set_text("Hello {{frist_name}}")
    press(qtbot, pane.letter.recipients.make)
    error = pane.letter.recipients.mail.subject.error
    assert "frist_name" in error.text()
    assert not session.read(letter_runs.runs)


def type_mail(qtbot, pane, text):
    form = pane.letter.recipients.mail
    form.words.set_current("typed")
    form.show_words()
    form.text.editor.setPlainText(text)
    form.how.set_current("drafts")
    form.changed.emit()
    return form


def test_a_text_typed_in_the_window_is_previewed_and_written_as_drafts(qtbot, pane, session):
    session.do(save_settings, {"business_email": "office@example.com"})
    type_mail(qtbot, pane, "{{greeting}}\n\nYour roses are here, {{first_name}}.")
    assert "Your roses are here, Ann." in shown(pane)
    press(qtbot, pane.letter.recipients.make)
    qtbot.waitUntil(
        lambda: pane.letter.doing.maker.job is None and session.job is None, timeout=20_000
    )
    said = [path.read_text(errors="replace") for path in pane.letter.doing.last.files]
    assert ["Subject: Hello Ann" in said[0], "Subject: Hello Bob" in said[1]] == [True, True]
    assert "Your roses are here, Bob." in said[1]
    (run,) = session.read(letter_runs.runs)
    assert run["template_name"] == "Hello.txt"
    pane.letter.doing.confirm()
    pane.letter.read_people()
    assert reasons(pane)["Ann Lee"].startswith("Got this letter on")


def test_what_is_wrong_with_a_typed_text_is_said_at_its_field(qtbot, pane, session):
    form = type_mail(qtbot, pane, "")
    press(qtbot, pane.letter.recipients.make)
    assert form.text.error.text() == "The mail says nothing yet."
    form.text.editor.setPlainText("Dear {{frist_name}}")
    press(qtbot, pane.letter.recipients.make)
    assert "frist_name" in form.text.error.text()
    assert not session.read(letter_runs.runs)


def test_the_template_speaks_again_when_it_is_chosen(qtbot, pane):
    before = shown(pane)
    form = type_mail(qtbot, pane, "Only this.")
    assert "Only this." in shown(pane)
    assert not form.text.isHidden()
    form.words.set_current("word")
    form.show_words()
    assert shown(pane) == before
    assert form.text.isHidden()

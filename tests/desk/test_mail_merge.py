"""Mail to many: who, what, and a real server on loopback that gets each mail exactly once."""

import contextlib
import email
import email.policy
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import icalendar
import pytest
from aiosmtpd.controller import Controller

from app.desk import invitations, mail_merge
from app.desk.letter_values import RunOptions
from app.desk.mail_journal import MailJournal
from app.desk.mail_server import MailServerFailed, ServerSettings
from app.desk.mail_text import Mail
from app.models.account import Account
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.letters.email_text import is_one_address
from app.models.operations import (
    accounts,
    appointments,
    contacts,
    letter_runs,
    mail_runs,
    people,
)
from app.models.reach import EmailAddress
from app.storage import book, places, undo
from app.storage.settings import save_settings

ROOT = Path(__file__).resolve().parents[2]
MAIL = Mail("Spring for {{first_name}}", b"{{formal_greeting}}\n\nBe well.\n.\n.. {{town}} !\n")


class Post:
    """A mail server's box; refuses whoever is called so."""

    def __init__(self, delay=0.0):
        self.mails, self.delay = [], delay

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((list(envelope.rcpt_tos), envelope.content))
        return "250 Taken"

    def read(self):
        return [email.message_from_bytes(content, policy=email.policy.default)
                for _, content in self.mails]  # fmt: skip


@pytest.fixture
def post():
    box = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = Controller(box, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    running.start()
    box.at = ServerSettings("127.0.0.1", port, "none")
    yield box
    running.stop()


@pytest.fixture
def firm(store):
    save_settings(store, {"business_email": "office@hartley.example"})
    return store


def said(part):
    return part.get_content().replace("\r\n", "\n")


def person(store, name, address, **more):
    first, _, last = name.partition(" ")
    made = contacts.save_contact(
        store, Contact(name=name, first_name=first, last_name=last, **more)
    )
    if address:
        people.save_emails(store, "contact", made, [EmailAddress(address)])
    return made


def queued(store, ids, mail=MAIL, **options):
    found = mail_merge.prepare(store, mail, ids, options=RunOptions(**options))
    return mail_merge.queue(store, mail, found)


def send(store, run, post, **more):
    return mail_merge.send(store, run, server=post.at, per_minute=0, **more)


def test_everybody_gets_one_mail_of_their_own_and_the_timeline_says_so(firm, post):
    ann, bob = person(firm, "Ann Lee", "ann@lee.example"), person(firm, "Bob May", "b@may.example")
    done = send(firm, queued(firm, [ann, bob, ann]), post)
    assert (done.sent, done.failed, done.unsure, done.waiting) == (2, 0, 0, 0)
    first, second = post.read()
    assert [to for to, _ in post.mails] == [["ann@lee.example"], ["b@may.example"]]
    assert first["To"].addresses[0].display_name == "Ann Lee"
    assert first["Subject"] == "Spring for Ann"
    assert said(second) == "Dear Bob May,\n\nBe well.\n.\n..!\n"
    told = firm.select("SELECT kind, subject, direction, contact_id, uid FROM activity ORDER BY id")
    assert told == [("email", "Spring for Ann", "out", ann, first["Message-ID"]),
                    ("email", "Spring for Bob", "out", bob, second["Message-ID"])]  # fmt: skip
    again = mail_merge.mail_again(firm, firm.value("SELECT min(id) FROM letter"))
    assert (again["Message-ID"], said(again)) == (first["Message-ID"], said(first))


def test_whom_the_server_does_not_know_is_told_and_the_others_get_theirs(firm, post):
    ids = [person(firm, "Ann Lee", "nobody@lee.example"), person(firm, "Bob May", "b@may.example")]
    done = send(firm, queued(firm, ids), post)
    assert (done.sent, done.failed) == (1, 1)
    assert firm.select("SELECT state, outcome FROM letter ORDER BY id") == [
        ("failed", "550 No such person"), ("sent", "Taken")]  # fmt: skip


def test_a_stopped_run_goes_on_where_it_stopped(firm, post):
    run = queued(firm, [person(firm, f"Ann Lee{n}", f"a{n}@lee.example") for n in range(6)])

    def stop(done, total, text):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(firm, run, post, progress=stop)
    assert mail_merge.outcome(firm, run).waiting == 4
    assert send(firm, run, post).sent == 6
    assert len({to[0] for to, _ in post.mails}) == len(post.mails) == 6
    assert firm.value("SELECT state FROM letter_run") == "confirmed"


def test_a_mail_left_in_the_middle_is_in_doubt_and_not_sent_again_unless_told(firm, post):
    run = queued(firm, [person(firm, "Ann Lee", "a@lee.example")])
    letter = firm.value("SELECT id FROM letter")
    mail_runs.begin_mail(firm, letter, "a@lee.example")
    journal = MailJournal(run)
    journal.open()
    journal.ended(letter)
    journal.close()
    assert send(firm, run, post).unsure == 1
    assert post.mails == []
    mail_runs.settle(firm, letter, sent=False)
    assert send(firm, run, post).sent == 1
    with pytest.raises(Refusal):
        mail_runs.settle(firm, letter, sent=False)


def interrupted(firm, word):
    run = queued(firm, [person(firm, "Ann Lee", "a@lee.example")])
    letter = firm.value("SELECT id FROM letter")
    mail_runs.begin_mail(firm, letter, "a@lee.example")
    journal = MailJournal(run)
    journal.open()
    if word:
        getattr(journal, word)(letter)
    journal.close()
    return run


def test_a_mail_whose_end_did_not_go_out_is_sent_and_one_that_was_taken_is_not(firm, post):
    assert send(firm, interrupted(firm, ""), post).sent == 1
    assert len(post.mails) == 1
    letter_runs.cancel_run(firm, firm.value("SELECT id FROM letter_run"))
    assert send(firm, interrupted(firm, "taken"), post).sent == 1
    assert len(post.mails) == 1
    assert firm.value("SELECT count(*) FROM activity WHERE kind = 'email'") == 1


def test_what_was_written_before_the_computer_started_tells_nothing(firm, post):
    run = interrupted(firm, "")
    (path,) = (places.home() / "mail").iterdir()
    path.write_text("started 1000.0\n", encoding="ascii")
    assert send(firm, run, post).unsure == 1
    assert post.mails == []


def test_without_a_server_nothing_is_lost(firm):
    run = queued(firm, [person(firm, "Ann Lee", "a@lee.example")])
    with pytest.raises(MailServerFailed, match="no mail server"):
        mail_merge.send(firm, run)
    nowhere = ServerSettings("127.0.0.1", 9, "none")
    with pytest.raises(MailServerFailed, match="cannot be reached"):
        mail_merge.send(firm, run, server=nowhere)
    assert mail_merge.outcome(firm, run).waiting == 1


def test_a_word_template_and_html_come_with_plain_text_and_files(firm, post, tmp_path):
    made = docx.Document()
    made.add_paragraph("{{formal_greeting}}").runs[0].bold = True
    made.add_paragraph("Tom & Co <here>")
    out = io.BytesIO()
    made.save(out)
    plan = tmp_path / "Plan ü.txt"
    plan.write_text("the plan")
    ann = person(firm, "Ann Lee", "a@lee.example")
    words = Mail("Hello", out.getvalue(), "word", attachments=(plan,))
    marked = Mail("Hello", b"<p>{{first_name}} &amp; you</p><p>Bye</p>", "html")
    for mail in (words, marked):
        assert send(firm, queued(firm, [ann], mail), post).sent == 1
    first, second = post.read()
    assert "Tom & Co <here>" in first.get_body(("plain",)).get_content()
    assert "Tom &amp; Co &lt;here&gt;" in first.get_body(("html",)).get_content()
    (file,) = first.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Plan ü.txt", "the plan")
    assert said(second.get_body(("plain",))) == "Ann & you\nBye\n"


def test_drafts_wait_until_somebody_says_that_they_were_sent(firm, tmp_path):
    ids = [person(firm, "Ann Lee", "ann@lee.example"), person(firm, "Bob May", "b@may.example")]
    found = mail_merge.prepare(firm, MAIL, ids)
    run, paths = mail_merge.drafts(firm, MAIL, found, tmp_path / "Drafts")
    assert [path.name for path in paths] == ["0001 Ann Lee.eml", "0002 Bob May.eml"]
    draft = email.message_from_bytes(paths[0].read_bytes(), policy=email.policy.default)
    assert (draft["X-Unsent"], draft["To"]) == ("1", "Ann Lee <ann@lee.example>")
    assert firm.value("SELECT count(*) FROM activity") == 0
    assert letter_runs.confirm_run(firm, run) == 2
    assert firm.value("SELECT count(*) FROM activity WHERE kind = 'email'") == 2
    undo.undo_last(firm)
    assert firm.value("SELECT count(*) FROM activity") == 0


def test_a_firms_mail_address_serves_who_has_none_and_nobody_is_asked_for_a_street(firm, post):
    ann = person(firm, "Ann Lee", "")
    works = accounts.save_account(firm, Account(name="Works"))
    people.save_emails(firm, "account", works, [EmailAddress("info@works.example")])
    contacts.link_account(firm, ann, works)
    assert send(firm, queued(firm, [ann]), post).sent == 1


def test_a_couple_with_one_mail_address_may_get_one_mail(firm, post):
    ids = [person(firm, name, "home@lee.example") for name in ("Ann Lee", "Ben Lee")]
    assert send(firm, queued(firm, ids, together="address"), post).sent == 1
    assert "Dear Ann and Ben Lee," in said(post.read()[0])


def test_what_cannot_be_mailed_is_refused_in_a_sentence(firm):
    ann = person(firm, "Ann Lee", "a@lee.example")
    for wrong in (Mail("", b"x"), Mail("Hi\r\nBcc: eve@x.example", b"x"), Mail("Hi", b"  ")):
        with pytest.raises(Refusal):
            mail_merge.prepare(firm, wrong, [ann])
    found = mail_merge.prepare(firm, Mail("Hi {{frist_name}}", b"x {{Shoe}}"), [ann])
    assert found.unknown_fields[0] == ("frist_name", "first_name")
    save_settings(firm, {"business_email": ""})
    with pytest.raises(Refusal, match="send from"):
        queued(firm, [ann])


HOSTILE = [
    "a@b.example, eve@x.example", "a@b.example;eve@x.example", "a@b.example\r\nBcc: eve@x.example",
    "a@b.example\nTo: eve@x.example", "<a@b.example>,<eve@x.example>", "a@b.example eve@x.example",
    "Eve <eve@x.example>", "a@@b.example", "a@b.example\x00", "a\u202e@b.example", "@b.example",
    "a@", "a", "a@b", '"a@b.example, eve"@x.example', "a@b.example>", "(c)a@b.example",
    "group: a@b.example, e@x.example;", "a@[127.0.0.1", "a@b..example", "a@-b.example\t", "",
    "a@b.example\u2028eve@x.example", "x" * 300 + "@b.example",
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_no_address_becomes_two_or_a_header(firm, post, address):
    assert not is_one_address(address)
    ann = person(firm, "Ann Lee", "")
    with firm.step("As a foreign file may bring it"):
        firm.put("email_address", {"contact_id": ann, "value": address})
    found = mail_merge.prepare(firm, MAIL, [ann])
    assert next(each.key for each in found.left_out) in ("bad_email", "no_email_address")


@pytest.mark.parametrize(
    "name",
    ["Lee, Ann", 'Ann "x" Lee', "Ann\r\nBcc: eve@x.example", "Ann <eve@x.example>", "Änn Lée",
     "Ann; eve@x.example", "=?utf-8?q?eve?=", "Ann\u202eLee", "A" * 500],
)  # fmt: skip
def test_whatever_a_person_is_called_one_address_gets_the_mail(firm, post, name):
    ann = contacts.save_contact(firm, Contact(name=name, first_name=name, last_name="Lee"))
    people.save_emails(firm, "contact", ann, [EmailAddress("ann@lee.example")])
    assert send(firm, queued(firm, [ann]), post).sent == 1
    (read,) = post.read()
    assert post.mails[0][0] == ["ann@lee.example"]
    assert [one.addr_spec for one in read["To"].addresses] == ["ann@lee.example"]
    assert set(read.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "Content-Type",
                                "Content-Transfer-Encoding", "MIME-Version"}  # fmt: skip


def test_three_hundred_mails_with_the_program_killed_in_the_middle(firm, post, tmp_path):
    with firm.step("Many"):
        ids = [person(firm, f"Ann Lee{n}", f"a{n}@lee.example") for n in range(300)]
    run = queued(firm, ids)
    path = firm.path
    book.close_book(firm)
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from app.desk import invitations, mail_merge
        from app.desk.mail_server import ServerSettings
        from app.storage import book
        store = book.open_book(Path(sys.argv[1]))
        at = ServerSettings("127.0.0.1", int(sys.argv[2]), "none")
        print(mail_merge.send(store, int(sys.argv[3]), server=at, per_minute=0), flush=True)
        book.close_book(store)
        """
    )
    words = [sys.executable, "-c", script, str(path), str(post.at.port), str(run)]
    for until in (60, 140, 230):
        child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while len(post.mails) < until and child.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    counted = Counter(to[0] for to, _ in post.mails)
    assert set(counted.values()) == {1}
    again = book.open_book(path)
    try:
        done = mail_merge.outcome(again, run)
        told = re.sub(r"\s", "", json.dumps([done.sent, done.unsure, done.failed, done.waiting]))
        assert done.sent + done.unsure == 300, told
        assert len(counted) == 300, told
    finally:
        book.close_book(again)
        os.sync()


def test_invitations_go_out_like_all_mail_with_an_entry_that_asks_for_an_answer(firm, post):
    ann, sam = person(firm, "Ann Lee", "ann@lee.example"), person(firm, "Sam Silent", "")
    survey = Appointment(
        title="Survey {{first_name}}", start_at="2026-11-19T10:30", end_at="2026-11-19T11:15"
    )
    one = appointments.save_appointment(firm, survey, contacts=[ann, sam])
    run, left_out = invitations.queue(firm, one, "", date(2026, 11, 18))
    assert [each.name for each in left_out] == ["Sam Silent"]
    assert send(firm, run, post).sent == 1
    (mail,) = post.read()
    words, entry = mail.iter_parts()
    assert mail["Subject"].startswith("Invitation: Survey {{first_name}}, ")
    assert "Dear Ann" in said(words)
    assert entry.get_content_type() == "text/calendar"
    assert entry.get_param("method") == "REQUEST"
    (event,) = icalendar.Calendar.from_ical(entry.get_payload(decode=True)).walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:ann@lee.example"
    assert send(firm, run, post).sent == 1
    assert len(post.mails) == 1
    again = mail_merge.mail_again(firm, firm.value("SELECT id FROM letter"))
    assert [part.get_content_type() for part in again.iter_parts()][-1] == "text/calendar"

"""Mails are filed with the people they are from, once, with what came along."""

import contextlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.desk import mails
from app.exchange.mail.mail_parts import taken_apart
from app.exchange.mail.mail_text import plain_text
from app.exchange.mail.msg_in import read_msg
from app.exchange.tables.table import UnreadableFile
from app.models.contact import Contact
from app.models.operations import contacts, people, staff
from app.models.reach import EmailAddress
from app.storage import undo
from tests.exchange.outlook_message import message


def mail(subject="Fence", sender="Ann Lee <ann@lee.example>", to="sam@us.example", number=1):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = "Thu, 19 Nov 2026 10:30:00 +0100"
    made["Message-ID"] = f"<m{number}@lee.example>"
    made.set_content("Dear Sam,\n\nthe fence is down.\n")
    made.add_alternative("<p>Dear Sam,</p><p>the fence is <b>down</b>.</p>", subtype="html")
    made.add_attachment(
        b"%PDF-1.7", maintype="application", subtype="pdf", filename="con: plan?.pdf"
    )
    return made


@pytest.fixture
def ann(store):
    staff.add_staff(store, "Sam Hill", email="sam@us.example")
    made = contacts.save_contact(store, Contact(name="Ann Lee"))
    people.save_emails(store, "contact", made, [EmailAddress(value="Ann@Lee.example")])
    return made


def kept(folder: Path, *made: EmailMessage, name="a.eml") -> Path:
    path = folder / name
    if len(made) == 1 and name.endswith(".eml"):
        path.write_bytes(made[0].as_bytes())
    else:
        path.write_bytes(b"".join(b"From - 2026\n" + each.as_bytes() + b"\n" for each in made))
    return path


def entries(store):
    return store.dicts("SELECT * FROM activity ORDER BY id")


def test_a_mail_becomes_an_entry_with_the_mail_and_its_files(store, ann, tmp_path):
    done = mails.file_mail(store, kept(tmp_path, mail()))
    (entry,) = entries(store)
    assert (entry["kind"], entry["direction"], entry["contact_id"]) == ("email", "in", ann)
    assert (entry["at"], entry["subject"]) == ("2026-11-19T09:30:00.000Z", "Fence")
    assert entry["body"] == "Dear Sam,\n\nthe fence is down."
    assert store.value("SELECT name FROM staff WHERE id = ?", (entry["staff_id"],)) == "Sam Hill"
    names = [row[0] for row in store.select("SELECT name FROM document ORDER BY id")]
    assert names == ["Fence.eml", "con- plan-.pdf"]
    undo.undo(store, done.step_id)
    assert entries(store) == []
    assert store.value("SELECT count(*) FROM document") == 0


def test_the_same_mail_again_changes_nothing(store, ann, tmp_path):
    path = kept(tmp_path, mail())
    mails.file_mail(store, path)
    again = mails.file_mail(store, path)
    assert (again.known, again.step_id, len(entries(store))) == (1, 0, 1)
    # It may still be filed with a deal or a firm of its own
    firm = store.value("SELECT count(*) FROM account")
    assert firm == 0


def test_a_mail_of_ours_goes_to_the_people_it_was_sent_to(store, ann, tmp_path):
    ours = mail(sender="Sam <sam@us.example>", to="Ann <ann@lee.example>, Bo <bo@x.example>")
    mails.file_mail(store, kept(tmp_path, ours))
    (entry,) = entries(store)
    assert (entry["direction"], entry["contact_id"]) == ("out", ann)


def test_an_unknown_sender_becomes_a_person(store, tmp_path):
    path = kept(tmp_path, mail(sender="Dr. Bo Ek <bo@ek.example>"))
    assert mails.rehearse(store, path).strangers == ("Dr. Bo Ek",)
    assert store.value("SELECT count(*) FROM contact") == 0
    mails.file_mail(store, path)
    assert store.select("SELECT c.first_name, c.last_name, e.value FROM contact c"
                        " JOIN email_address e ON e.contact_id = c.id") == [
        ("Bo", "Ek", "bo@ek.example")
    ]  # fmt: skip
    assert entries(store)[0]["contact_id"] is not None


def test_each_mail_of_a_mailbox_is_an_entry(store, ann, tmp_path):
    quoted = mail("Two", number=2)
    box = kept(tmp_path, mail(), quoted, mail("Three", number=3), name="all.mbox")
    done = mails.file_mail(store, box)
    assert [entry["subject"] for entry in entries(store)] == ["Fence", "Two", "Three"]
    assert done.mails == 3
    report = mails.report(box, done, 0.1)
    assert report["rows"]["read"] == report["rows"]["created"] == 3


def test_a_mail_inside_a_mail_is_kept_as_a_file(store, ann, tmp_path):
    outer = mail("Fwd")
    outer.add_attachment(mail("Inner", number=9))
    mails.file_mail(store, kept(tmp_path, outer))
    names = [row[0] for row in store.select("SELECT name FROM document ORDER BY id")]
    assert "Inner.eml" in names
    assert len(entries(store)) == 1


def test_headers_and_charsets_are_read_however_they_are_written():
    data = (
        b"From: =?iso-8859-1?Q?J=FCrgen_M=FCller?= <j@m.example>\r\n"
        b'To: "Lee, Ann" <a@l.example>\r\n'
        b"Subject: =?utf-8?B?R3LDvMOfZQ==?= aus\r\n K\xc3\xb6ln\r\nDate: nonsense\r\n"
        b"Received: from x by y; Thu, 19 Nov 2026 09:30:00 +0000\r\n"
        b"Content-Type: text/plain; charset=no-such\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n"
    )
    found = taken_apart(data)
    assert found["sender"] == ("Jürgen Müller", "j@m.example")
    assert found["to"] == [("Lee, Ann", "a@l.example")]
    assert found["subject"] == "Grüße aus Köln"
    assert (found["at"], found["text"]) == ("2026-11-19T09:30:00.000Z", "Grüße")


def test_html_becomes_the_words_one_sees():
    html = (
        "<head><title>x</title><style>p{}</style></head><p>Hello<br>there</p>"
        "<script>alert(1)</script><a href='https://x.example/a'>our page</a><img src='http://t/1'>"
    )
    assert plain_text(html) == "Hello\nthere\nour page (https://x.example/a)"


@pytest.mark.parametrize(
    "data", [b"", b"name,mail\nann,a@b\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000]
)
def test_what_is_no_mail_is_refused_in_a_sentence_and_nothing_is_written(store, tmp_path, data):
    path = tmp_path / "a.msg"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"\w+ \w+.*\."):
        mails.file_mail(store, path)
    assert store.value("SELECT count(*) FROM import_run") == 0


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_mail_ends_in_a_traceback(data):
    raw = bytearray(mail().as_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(raw) - 1))
        length = data.draw(st.integers(0, 40))
        raw[place : place + length] = data.draw(st.binary(max_size=12))
    found = taken_apart(bytes(raw))
    assert isinstance(found["text"], str)
    assert all(isinstance(address, str) for _, address in found["to"])


def test_an_outlook_message_is_filed_like_any_mail(store, ann, tmp_path):
    path = tmp_path / "a.msg"
    files = {"Plan.pdf": b"%PDF-1.7" * 900}
    path.write_bytes(message("Zaun", "Ann Lee <ann@lee.example>", "sam@us.example", "Grüße", files))
    mails.file_mail(store, path)
    (entry,) = entries(store)
    assert (entry["subject"], entry["body"], entry["contact_id"]) == ("Zaun", "Grüße", ann)
    assert (entry["at"], entry["uid"]) == ("2026-11-19T09:30:00.000Z", "o1@x.example")
    names = store.select("SELECT name, size FROM document ORDER BY id")
    assert names == [("Zaun.msg", path.stat().st_size), ("Plan.pdf", 7200)]
    data = bytearray(path.read_bytes())
    for place in range(600, len(data), 97):
        data[place] ^= 0x5A
        if place % 5 == 0:
            path.write_bytes(bytes(data))
            with contextlib.suppress(UnreadableFile):
                read_msg(path)

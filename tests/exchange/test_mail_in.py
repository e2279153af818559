"""Messages out of files of other mail programs."""

import base64

import pytest

from app.exchange.mail.mail_in import read_mails

MAIL = b"From: Ann Lee <ann@a.example>\nTo: sam@us.example\nSubject: Fence\n\nIt is down.\n"


def test_a_message_of_apple_mail_is_read_without_its_count_and_its_list(tmp_path):
    path = tmp_path / "12.emlx"
    path.write_bytes(b"%d       \n" % len(MAIL) + MAIL + b"<plist><dict/></plist>")
    (message,) = read_mails(path)
    assert message.subject == "Fence"
    assert "plist" not in message.text


INNER = (
    b"Received: from a\r\n\tby b; Mon, 1 Jan 2024 10:00:00 +0000\r\nSubject:   odd   spaces and "
    + b"long " * 30 + b"\r\nFrom:ben@b.example\r\nContent-Type: multipart/signed; boundary=s1\r\n"
    b"\r\npreamble\r\n--s1\r\n\r\nHello  \r\nFrom here\r\n--s1\r\nContent-Type: application/"
    b"pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n"
    b"--s1--\r\nepilogue\r\n"
)  # fmt: skip


def with_part(head: bytes, body: bytes, newline: bytes = b"\r\n") -> bytes:
    """A mail of a text and one part more."""
    lines = (
        b"From: Ann Lee <ann@a.example>", b"Subject: Fence", b"Date: 2024-01-05T10:00:00Z",
        b"Content-Type: multipart/mixed; boundary=o1", b"", b"--o1", b"Content-Type: text/plain",
        b"", b"It is down.", b"--o1", head, b"", body, b"--o1--", b"",
    )  # fmt: skip
    return newline.join(lines)


def filed(tmp_path, data):
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    (message,) = read_mails(path)
    return message


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_a_mail_inside_a_mail_is_kept_byte_for_byte(tmp_path, newline):
    inner = INNER.replace(b"\r\n", newline)
    head = b'Content-Type: message/rfc822\nContent-Disposition: attachment; filename="in.eml"'
    message = filed(tmp_path, with_part(head.replace(b"\n", newline), inner, newline))
    assert [(each.name, each.data) for each in message.files] == [("in.eml", inner)]


def test_a_mail_inside_a_mail_may_be_written_in_base64(tmp_path):
    head = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64"
    message = filed(tmp_path, with_part(head, base64.encodebytes(INNER)))
    assert [each.data for each in message.files] == [INNER]


def test_what_a_server_reports_of_a_mail_that_came_back_is_kept(tmp_path):
    said = (
        b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; ben@b.example\r\nStatus: 5.1.1\r\n"
    )
    message = filed(tmp_path, with_part(b"Content-Type: message/delivery-status", said))
    assert [(each.name, each.data) for each in message.files] == [("File.txt", said)]


def test_an_empty_file_of_a_mail_is_told(tmp_path):
    message = filed(tmp_path, with_part(b"Content-Type: application/pdf; name=offer.pdf", b""))
    assert message.files == ()
    assert message.notes == ("offer.pdf is empty.",)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_file_name_whose_letters_stand_there_raw_is_read(tmp_path, encoding):
    head = 'Content-Type: application/pdf; name="Angebot für Müller.pdf"'.encode(encoding)
    message = filed(tmp_path, with_part(head, b"x"))
    assert [each.name for each in message.files] == ["Angebot für Müller.pdf"]


def test_parts_beyond_five_hundred_stay_in_the_mail_and_are_told(tmp_path):
    part = b"x\r\n--o1\r\nContent-Type: application/x; name=a.x\r\n\r\n"
    message = filed(tmp_path, with_part(b"Content-Type: application/x; name=a.x", part * 600))
    assert message.notes == ("It has more than 500 parts; the rest stays inside the mail.",)


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("2024-01-05T10:00:00+01:00", "2024-01-05T09:00:00.000Z"),
        ("5 Jan 2024", "2024-01-05T00:00:00.000Z"),
        ("Fri, 05 Jan 24 10:00 EST", "2024-01-05T15:00:00.000Z"),
        ("Mon, 32 Jan 2024 10:00:00 +0000", ""),
        ("yesterday", ""),
    ],
)
def test_a_date_is_read_as_programs_write_it(tmp_path, date, at):
    message = filed(tmp_path, f"From: ann@a.example\nDate: {date}\nSubject: x\n\nHello\n".encode())
    assert message.at == at


def test_a_mail_of_parts_without_what_parts_them_is_one_text(tmp_path):
    head = b"From: ann@a.example\nSubject: x\nContent-Type: multipart/mixed\n\n"
    message = filed(tmp_path, head + b"--o1\n\nIt is down.\n--o1--\n")
    assert "It is down." in message.text

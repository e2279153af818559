"""Messages out of files of other mail programs."""

from app.exchange.mail.mail_in import read_mails

MAIL = b"From: Ann Lee <ann@a.example>\nTo: sam@us.example\nSubject: Fence\n\nIt is down.\n"


def test_a_message_of_apple_mail_is_read_without_its_count_and_its_list(tmp_path):
    path = tmp_path / "12.emlx"
    path.write_bytes(b"%d       \n" % len(MAIL) + MAIL + b"<plist><dict/></plist>")
    (message,) = read_mails(path)
    assert message.subject == "Fence"
    assert "plist" not in message.text

"""The connection to a mail server: safe or not at all, logged in or told why not."""

import shutil
import socket
import ssl
import subprocess

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from app.desk.mail_server import MailServer, MailServerFailed, ServerSettings, server_settings
from app.storage.settings import save_settings


class Nobody:
    async def handle_DATA(self, server, session, envelope):
        return "250 Taken"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@pytest.fixture
def running():
    started = []

    def start(**more):
        port = free_port()
        made = Controller(Nobody(), hostname="127.0.0.1", port=port, **more)
        made.start()
        started.append(made)
        return port

    yield start
    for each in started:
        each.stop()


def opened(settings, password=""):
    server = MailServer(settings, password)
    server.open()
    server.leave()


def test_name_and_password_are_taken_or_told_wrong(running):
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == b"geheim", handled=False)

    port = running(authenticator=check, auth_require_tls=False)
    here = ServerSettings("127.0.0.1", port, "none", "office")
    opened(here, "geheim")
    with pytest.raises(MailServerFailed, match="name or the password") as told:
        opened(here, "falsch")
    assert "falsch" not in f"{told.value} {told.value.hint}"


def test_a_password_never_goes_over_an_open_line():
    with pytest.raises(MailServerFailed, match="could read the password"):
        opened(ServerSettings("smtp.example.com", 25, "none", "office"), "geheim")


def test_a_server_that_offers_no_safety_is_refused_when_safety_was_asked_for(running):
    with pytest.raises(MailServerFailed):
        opened(ServerSettings("127.0.0.1", running(), "starttls"))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed here")
def test_a_server_that_nobody_vouches_for_is_refused(running, tmp_path):
    key, seal = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=127.0.0.1", "-keyout", key, "-out", seal],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(seal, key)
    port = running(tls_context=context)
    with pytest.raises(MailServerFailed, match="could not be made safe"):
        opened(ServerSettings("127.0.0.1", port, "starttls"))


def test_the_book_says_where_mails_go(store):
    with pytest.raises(MailServerFailed, match="no mail server"):
        server_settings(store)
    save_settings(store, {"mail_host": "smtp.example.com", "mail_port": "465",
                          "mail_security": "tls", "mail_user": "office"})  # fmt: skip
    found = server_settings(store)
    assert (found.port, found.security) == (465, "tls")
    assert found.secret_name == "smtp office@smtp.example.com"
    save_settings(store, {"mail_port": "many"})
    with pytest.raises(MailServerFailed, match="no port"):
        server_settings(store)

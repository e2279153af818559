"""A mail server of the person's choice: one connection, one mail at a time, in two halves.

``offer`` gives the server a whole mail but for its end mark; until that mark comes the server
must forget it (RFC 5321, section 4.1.1.4). ``complete`` sends the mark. So what is written down
between the two halves is all but exactly what the server keeps.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from app.exchange.mail.mail_out import UnsendableMail, wire_address
from app.storage.errors import BookError
from app.storage.settings import all_settings
from app.storage.store import Store

_TIMEOUT = 30.0
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"(?m)^\.")
SECURITY = ("starttls", "tls", "none")


class MailServerFailed(BookError):
    """The server could not be reached or did not let us in; nothing was lost."""

    kind = "mail_server"
    default_hint = "Mails that were not sent wait in the run. Check the settings and send again."


class MailRefused(Exception):
    """The server did not take this mail. ``for_good`` says that trying again will not help."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{code} {text}".strip())
        self.for_good = code >= 500


class ConnectionGone(Exception):
    """The server hung up."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where mails go: host, port, "starttls", "tls" or "none", and a user or ""."""

    host: str
    port: int = 587
    security: str = "starttls"
    user: str = ""

    @property
    def secret_name(self) -> str:
        """The name under which the keyring keeps the password."""
        return f"smtp {self.user}@{self.host}"


def server_settings(store: Store) -> ServerSettings:
    """What the book says about the mail server. Raises ``MailServerFailed`` if nothing."""
    kept = all_settings(store)
    host, port = kept["mail_host"].strip(), kept["mail_port"].strip()
    if not host:
        message = "There is no mail server yet."
        raise MailServerFailed(message, "Enter it in the settings, or make drafts instead.")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        message = f"{port} is no port of a mail server. Usual are 587 and 465."
        raise MailServerFailed(message)
    security = kept["mail_security"] if kept["mail_security"] in SECURITY else "starttls"
    return ServerSettings(host, int(port), security, kept["mail_user"].strip())


def _is_here(host: str) -> bool:
    """Whether a server is on this computer, so that nobody listens in between."""
    return host in ("localhost", "127.0.0.1", "::1")


class MailServer:
    """One open connection; ``open`` it first, ``close`` it at the end."""

    def __init__(self, settings: ServerSettings, password: str = "") -> None:
        self._settings, self._password = settings, password
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect, encrypt, log in. Raises ``MailServerFailed`` with what to do."""
        where = self._settings
        if where.user and where.security == "none" and not _is_here(where.host):
            message = "Without a safe connection others could read the password."
            raise MailServerFailed(message, "Choose starttls or tls in the settings.")
        try:
            self._smtp = self._connected()
            if where.user:
                self._smtp.login(where.user, self._password)
        except smtplib.SMTPAuthenticationError:
            self.close()
            message = f"{where.host} did not take the name or the password."
            raise MailServerFailed(message) from None
        except ssl.SSLError:
            self.close()
            message = f"The connection to {where.host} could not be made safe, so nothing was sent."
            raise MailServerFailed(message) from None
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            message = f"{where.host} cannot be reached ({type(error).__name__})."
            raise MailServerFailed(message) from None

    def _connected(self) -> smtplib.SMTP:
        where = self._settings
        if where.security == "tls":
            safe = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                where.host, where.port, timeout=_TIMEOUT, context=safe
            )
        else:
            smtp = smtplib.SMTP(where.host, where.port, timeout=_TIMEOUT)
            if where.security == "starttls":
                self._smtp = smtp
                smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
        return smtp

    def offer(self, sender: str, recipient: str, mail: EmailMessage) -> None:
        """Give the server a mail without its end. Raises ``MailRefused``, ``ConnectionGone``."""
        smtp = self._opened()
        source, target = wire_address(sender), wire_address(recipient)
        options, content = self._prepared(smtp, source + target, mail)
        try:
            self._expect(smtp.mail(source, options), 250)
            self._expect(smtp.rcpt(target), 250, 251)
            self._expect(smtp.docmd("DATA"), 354)
            smtp.send(content)
        except MailRefused:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.rset()
            raise
        except (OSError, smtplib.SMTPException):
            self.close()
            raise ConnectionGone from None

    def complete(self) -> str:
        """Send the end mark; what the server answers. Raises as ``offer`` does.

        ``ConnectionGone`` means here that nobody knows whether the mail was taken.
        """
        smtp = self._opened()
        try:
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
        except (OSError, smtplib.SMTPException):
            self.close()
            raise ConnectionGone from None
        self._expect((code, text), 250)
        return text.decode("utf-8", "replace")

    def close(self) -> None:
        """Hang up; a mail without its end mark is forgotten by the server."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.close()

    def leave(self) -> None:
        """Say goodbye and hang up, when no mail is under way."""
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self.close()

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise ConnectionGone
        return self._smtp

    def _prepared(
        self, smtp: smtplib.SMTP, addresses: str, mail: EmailMessage
    ) -> tuple[list[str], bytes]:
        options: list[str] = []
        policy = SMTP
        if not addresses.isascii():
            if not smtp.has_extn("smtputf8"):
                raise UnsendableMail("The server does not take addresses with such letters.")
            options, policy = ["SMTPUTF8", "BODY=8BITMIME"], SMTPUTF8
        content = _LINE_END.sub(b"\r\n", mail.as_bytes(policy=policy))
        if not content.endswith(b"\r\n"):
            content += b"\r\n"
        return options, _DOT.sub(b"..", content)

    @staticmethod
    def _expect(answer: tuple[int, bytes], *wanted: int) -> None:
        code, text = answer
        if code not in wanted:
            raise MailRefused(code, text.decode("utf-8", "replace"))

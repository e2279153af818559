"""The mail server that emails to many go through, and how large kept files may be."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk.mail_server import MailServer, MailServerFailed, ServerSettings, server_settings
from app.models.errors import Refusal
from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage import secrets, settings
from app.storage.errors import BookError
from app.storage.secrets import NoKeyring
from app.ui.panes.page_parts import TallColumn
from app.ui.widgets.buttons import Button, LinkLabel
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label

KEYS = (
    "mail_host", "mail_port", "mail_security", "mail_user", "mail_per_minute", "file_limit_mb",
)  # fmt: skip
"""Options of the book that stand on this page and on no other."""
_SECURITY = (
    ("starttls", "Encrypted (STARTTLS)"), ("tls", "Encrypted from the start (TLS)"),
    ("none", "Not encrypted"),
)  # fmt: skip


class LettersPage(TallColumn):
    """Each field keeps itself when it is left; the password goes to the keyring only."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kept = settings.all_settings(session.store)
        self.job: Job | None = None
        kept = self._kept
        self.host = TextField("Mail server", kept["mail_host"], placeholder="smtp.example.com")
        self.port = TextField("Port", kept["mail_port"])
        self.security = ComboField("Connection", _SECURITY, kept["mail_security"])
        self.user = TextField("User", kept["mail_user"], placeholder="office@example.com")
        self.password = TextField("Password")
        self.password.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.forget = LinkLabel("Forget the password", "small_medium")
        self.rate = TextField("Emails a minute", kept["mail_per_minute"])
        self.largest = TextField("Largest file in MB", kept["file_limit_mb"])
        self.test = Button("Try the connection", "send")
        self.result = Label("", "body", "text2", wrap=True)
        self._compose()
        self._wire()
        self._show_password()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        lead = "For emails to many. Without a server, Deskbook makes drafts for your mail program."
        column.addWidget(Label("Email", "lead"))
        column.addWidget(Label(lead, "small", "text2", wrap=True))
        column.addLayout(side_by_side((self.host, 3), (self.port, 1)))
        column.addWidget(self.security)
        column.addLayout(side_by_side((self.user, 1), (self.password, 1)))
        safe = "The password stays in the keyring of this computer, never in your Deskbook file."
        column.addWidget(Label(safe, "small", "text2", wrap=True))
        column.addWidget(self.forget)
        row = QHBoxLayout()
        row.addWidget(self.test)
        row.addWidget(self.result, 1)
        column.addLayout(row)
        column.addWidget(self.rate)
        column.addWidget(Label("Most servers take no more than 60.", "small", "text2", wrap=True))
        column.addSpacing(8)
        column.addWidget(Label("Files", "lead"))
        column.addWidget(self.largest)
        limit = "Larger files are asked about; above 100 MB only the place of a file is kept."
        column.addWidget(Label(limit, "small", "text2", wrap=True))
        self.setMaximumWidth(460)

    def _wire(self) -> None:
        for key, field in (
            ("mail_host", self.host), ("mail_port", self.port), ("mail_user", self.user),
            ("mail_per_minute", self.rate), ("file_limit_mb", self.largest),
        ):  # fmt: skip
            field.committed.connect(lambda text, key=key, field=field: self._keep(key, text, field))
        self.security.chosen.connect(
            lambda key: self._keep("mail_security", str(key), self.security)
        )
        self.password.committed.connect(self._keep_password)
        self.forget.clicked.connect(self._forget_password)
        self.test.clicked.connect(self.try_connection)

    def _keep(self, key: str, value: str, field: Any) -> None:
        text = value.strip()
        if text == self._kept[key]:
            return
        trouble = self._trouble(key, text)
        if not trouble:
            try:
                self._session.do(settings.save_settings, {key: text})
                self._kept[key] = text
            except Refusal as refusal:
                trouble = refusal.message
        field.set_error(trouble)
        self._show_password()

    @staticmethod
    def _trouble(key: str, text: str) -> str:
        number = int(text) if text.isdecimal() and len(text) < 6 else -1
        if key == "mail_port" and not 0 < number < 65_536:
            return "A port is a number such as 587 or 465."
        if key == "mail_per_minute" and not 0 < number <= 6_000:
            return "Enter a number, such as 60."
        if key == "file_limit_mb" and not 0 < number <= 100:
            return "Enter a number from 1 to 100."
        return ""

    # The password ------------------------------------------------------------------------------

    def _server(self) -> ServerSettings | None:
        try:
            return self._session.read(server_settings)
        except MailServerFailed:
            return None

    def _show_password(self) -> None:
        """Say whether the keyring has one for this server and user."""
        server = self._server()
        kept, said = False, ""
        if server is not None and server.user:
            try:
                kept = bool(secrets.password(server.secret_name))
                said = "Kept in the keyring" if kept else "Not kept yet"
            except NoKeyring:
                said = ""
        self.password.editor.setPlaceholderText(said)
        self.forget.setVisible(kept)

    def _forget_password(self) -> None:
        server = self._server()
        if server is None:
            return
        try:
            secrets.forget_password(server.secret_name)
        except NoKeyring as error:
            self.password.set_error(f"{error.message} {error.hint}")
            return
        self.password.set_error("")
        self._show_password()

    def _keep_password(self, text: str) -> None:
        server = self._server()
        if not text:
            return
        if server is None or not server.user:
            self.password.set_error("Enter the mail server and the user first.")
            return
        try:
            secrets.keep_password(server.secret_name, text)
        except NoKeyring as error:
            self.password.set_error(f"{error.message} {error.hint}")
            return
        self.password.set_error("")
        self.password.set_text("")
        self._show_password()

    # Trying ------------------------------------------------------------------------------------

    def try_connection(self) -> None:
        """Log in at the server and hang up; nothing is sent."""
        if self.job is not None:
            return
        try:
            server = self._session.read(server_settings)
            password = secrets.password(server.secret_name) if server.user else ""
        except BookError as error:
            self._say(f"{error.message} {error.hint}", "danger")
            return

        def work(_store: Any, _progress: Any) -> bool:
            line = MailServer(server, password or "")
            line.open()
            line.leave()
            return True

        self._say("Trying…", "text2")
        job = self.job = Job("Trying the mail server", work)
        job.finished.connect(self._let_in)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self._session.start(job)

    def _let_in(self, _ok: object) -> None:
        self._say("The server let us in.", "accent_text")

    def _failed(self, error: object) -> None:
        if not isinstance(error, BookError):
            raise error  # type: ignore[misc]
        self._say(error.message, "danger")

    def _ended(self) -> None:
        self.job = None

    def _say(self, words: str, colour: str) -> None:
        self.result.set_style(colour=colour)
        self.result.set_text(words)

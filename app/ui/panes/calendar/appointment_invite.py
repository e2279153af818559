"""Inviting by email: sent through the mail server or drafted, and who gets none."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QRect

from app.desk.faults import WORLD
from app.desk.mail_merge import Outcome
from app.models.qt.session import Session
from app.storage.settings import setting
from app.ui import words
from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.calendar.calendar_work import ALL, ONE, Opened
from app.ui.panes.calendar.week_layout import EventKey
from app.ui.panes.letters.letter_maker import show_outside, target_for
from app.ui.panes.letters.mail_sender import MailSender, outcome_words

SEND, DRAFT = "send", "draft"


class Inviting:
    """One invitation on its way: which times are meant, how it goes out, what came of it."""

    def __init__(self, session: Session, question: AskBeside, near: QRect, today: date) -> None:
        self._session, self._question, self._near, self._today = session, question, near, today

    def ask(self, key: EventKey, found: Opened) -> None:
        """Invite who comes; of a series, ask first whether to all of it."""
        if not found.in_series:
            self._ask_how(key)
            return
        self._question.ask(
            self._near,
            _tr("Invite by email"),
            [(ONE, _tr("To this one only")), (ALL, _tr("To the whole series"))],
            lambda scope, _text: self._ask_how((found.master, "") if scope == ALL else key),
            line=_tr("It is one of a series."),
        )

    def _ask_how(self, key: EventKey) -> None:
        """Without a mail server there is one way only."""
        if not setting(self._session.store, "mail_host").strip():
            self._draft(key)
            return
        self._question.ask(
            self._near,
            _tr("Invite by email"),
            [(SEND, _tr("Send now")), (DRAFT, _tr("Make drafts for my mail program"))],
            lambda how, _text: self._send(key) if how == SEND else self._draft(key),
            line=_tr("Each who comes gets a mail of their own, with an entry for their calendar."),
        )

    def _draft(self, key: EventKey) -> None:
        """Write the drafts, say who was left out, and open them."""
        from app.desk import invitations

        folder = target_for(
            self._session.store.path, "Invitation.docx", self._today, separate=True, pdf=False
        )
        try:
            made = self._session.do(invitations.drafts, key[0], key[1], folder, self._today)
        except WORLD as error:
            self._session.say(str(error), kind="warn", undo=False)
            return
        drafted = words.counted(len(made.files), "invitation")
        said = _tr("{invitations} drafted for your mail program.").format(invitations=drafted)
        self._session.say(f"{said} {invitations.reasons(made.left_out)}".strip())
        show_outside(made.files[0] if len(made.files) == 1 else folder)

    def _send(self, key: EventKey) -> None:
        """Keep a run of mails and send it in the lane; what could not go waits with all letters."""
        from app.desk import invitations

        try:
            run, left_out = self._session.do(invitations.queue, key[0], key[1], self._today)
        except WORLD as error:
            self._session.say(str(error), kind="warn", undo=False)
            return
        beside = invitations.reasons(left_out)

        def sent(found: Outcome) -> None:
            said = _tr("Invitations: {said}.").format(said=outcome_words(found))
            self._session.say(f"{said} {beside}".strip(), undo=False)

        def waits(why: str) -> None:
            hint = _tr("The invitations wait in Documents, Sent.")
            self._session.say(why, kind="warn", undo=False, hint=hint)

        sender = MailSender(self._session, self._question)
        sender.finished.connect(sent)
        sender.failed.connect(waits)
        sender.stopped.connect(lambda _run: waits(_tr("Stopped.")))
        sender.ended.connect(sender.deleteLater)
        sender.send(run)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AppointmentInvite", text)

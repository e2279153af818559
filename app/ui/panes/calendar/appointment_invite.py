"""Inviting by email: drafts for the person's own mail program, and who gets none."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QRect

from app.models.qt.session import Session
from app.ui import words
from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.calendar.calendar_work import ALL, ONE, Opened
from app.ui.panes.calendar.week_layout import EventKey
from app.ui.panes.letters.letter_maker import WORLD, show_outside, target_for


def ask_invite(
    session: Session,
    question: AskBeside,
    near: QRect,
    key: EventKey,
    found: Opened,
    today: date,
) -> None:
    """Invite who comes to an appointment; of a series, ask first whether to all of it."""
    if not found.in_series:
        invite(session, key, today)
        return
    question.ask(
        near,
        _tr("Invite by email"),
        [(ONE, _tr("To this one only")), (ALL, _tr("To the whole series"))],
        lambda scope, _text: invite(session, (found.master, "") if scope == ALL else key, today),
        line=_tr("It is one of a series."),
    )


def invite(session: Session, key: EventKey, today: date) -> None:
    """Write the drafts, say who was left out, and open them."""
    from app.desk import invitations

    folder = target_for(session.store.path, "Invitation.docx", today, separate=True, pdf=False)
    try:
        made = session.do(invitations.drafts, key[0], key[1], folder, today)
    except WORLD as error:
        session.say(str(error), kind="warn", undo=False)
        return
    drafted = words.counted(len(made.files), "invitation")
    said = _tr("{invitations} drafted for your mail program.").format(invitations=drafted)
    session.say(f"{said} {invitations.reasons(made.left_out)}".strip())
    show_outside(made.files[0] if len(made.files) == 1 else folder)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AppointmentInvite", text)

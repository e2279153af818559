"""Choosing a series of steps for a person, a firm or a deal: "+0 call, +3 letter, +10 visit"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.models.activity_series import in_words
from app.models.errors import Refusal
from app.models.operations import activity_series, deals
from app.models.operations.activity_series import For
from app.models.qt.session import Session
from app.storage.queries import records
from app.ui import words
from app.ui.at_work import staff_at_work
from app.ui.panes.ask_beside import AskBeside

WIDTH = 360


def ask_steps(
    session: Session,
    window: QWidget,
    kind: str,
    record_id: int,
    today: date,
    near: QRect | None = None,
) -> None:
    """Ask which series to start for a record, and start it from today."""
    if kind not in ("contact", "account", "deal") or not record_id:
        session.say("Choose a contact, an account or a deal first.", kind="info", undo=False)
        return
    known = session.read(activity_series.all_series)
    name = session.read(records.title, kind, record_id)[0]
    question = AskBeside(window, WIDTH)
    question.closed.connect(question.deleteLater)

    def start(_key: str, _text: str) -> None:
        series = known[int(str(question.choice.current_key()))]
        whom = replace(_whom(session, kind, record_id), staff_id=staff_at_work(session))
        try:
            made = session.do(activity_series.start_series, series, whom, today)
        except Refusal as refusal:
            session.say(refusal.message, kind="warn", undo=False)
            return
        count = words.counted(len(made), "to-do")
        session.say(f"“{series.name}” started for {name}: {count}.")

    question.ask(
        near or QRect(window.width() // 2 - WIDTH // 2, 80, 1, 1),
        f"Start steps for {name}",
        [("start", "Start")],
        start,
        choice="Steps, counted from today",
        choices=[(n, f"{one.name}: {in_words(one)}") for n, one in enumerate(known)],
    )


def _whom(session: Session, kind: str, record_id: int) -> For:
    """Whom the to-dos are for: those of a deal are for its people as well."""
    if kind == "contact":
        return For(contact_id=record_id)
    if kind == "account":
        return For(account_id=record_id)
    deal = session.read(deals.load_deal, record_id)
    return For(contact_id=deal.contact_id, account_id=deal.account_id, deal_id=record_id)

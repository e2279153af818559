"""What Today asks of the window: something new, and the to-dos handed out."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QMenu

from app.models.qt.session import Session
from app.storage.queries import records, today
from app.storage.queries.lists import ListQuery
from app.ui.pane import ListWish
from app.ui.panes.today.today_facts import in_order
from app.ui.theme.icons import icon

_NEW = (
    ("new_contact", "Contact", "user-plus"),
    ("new_account", "Account", "building-2"),
    ("new_appointment", "Appointment", "calendar-plus"),
    ("new_deal", "Deal", "handshake"),
    ("new_todo", "To-do", "list-todo"),
)
_COLUMNS = ("title", "due", "due_time", "contact", "account", "owner")
_MOST = 100_000


class Wishing(Protocol):
    """What the menu needs of the page."""

    command_requested: SignalInstance


def new_menu(page: Wishing) -> QMenu:
    """What can be begun from here."""
    menu = QMenu(page)  # type: ignore[call-overload]
    for command, text, glyph in _NEW:
        menu.addAction(icon(glyph), text).setData(command)
    menu.triggered.connect(lambda action: page.command_requested.emit(action.data()))
    return menu


def todo_wish(session: Session) -> ListWish:
    """Every open to-do in the order of the page, with whom it is about."""
    rows = in_order(session.read(today.tasks_due, _MOST))
    names = {row["id"]: row["name"] for row in session.read(records.staff_and_gone)}
    said = tuple({**row, "owner": names.get(row["staff_id"], "")} for row in rows)
    return ListWish(ListQuery("task", ids=tuple(row["id"] for row in rows)), _COLUMNS, rows=said)

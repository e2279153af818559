"""What can be done with one appointment, as a menu; the deeds are done elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.models.calendar.appointment import STATUSES
from app.ui.theme.icons import icon

Deed = Callable[[], object]
_ICONS = {
    "tentative": "circle", "confirmed": "circle-dot", "arrived": "map-pin", "held": "circle-check",
    "no-show": "circle-x", "cancelled": "circle-minus",
}  # fmt: skip


def show_menu(
    window: QWidget,
    where: QPoint,
    status: str,
    set_status: Callable[[str], object],
    deeds: dict[str, Deed],
) -> QMenu:
    """Open the menu at a point of the screen; ``deeds`` holds those that make sense."""
    menu = QMenu(window)
    menu.aboutToHide.connect(menu.deleteLater)
    _add(menu, deeds, "open", "pencil", _tr("Open"))
    states = menu.addMenu(icon("circle-dot"), _tr("State"))
    for key, words in STATUSES.items():
        entry = states.addAction(icon(_ICONS.get(key, "circle")), words)
        entry.setCheckable(True)
        entry.setChecked(key == status)
        entry.triggered.connect(lambda _on=False, one=key: set_status(one))
    menu.addSeparator()
    _add(menu, deeds, "outcome", "circle-question-mark", _tr("Did it take place?"))
    _add(menu, deeds, "reschedule", "calendar-clock", _tr("Find another time…"))
    _add(menu, deeds, "copy", "copy", _tr("Copy to next week"))
    _add(menu, deeds, "closed_days", "calendar-check", _tr("Move off closed days…"))
    _add(menu, deeds, "zone", "globe", _tr("Time zone…"))
    _add(menu, deeds, "steps", "list-todo", _tr("Start a series of steps…"))
    menu.addSeparator()
    _add(menu, deeds, "card", "printer", _tr("Print card"))
    _add(menu, deeds, "confirmation", "file-text", _tr("Make letter that confirms it"))
    _add(menu, deeds, "invite", "send", _tr("Invite by email"))
    _add(menu, deeds, "letter", "mail", _tr("Write a letter"))
    _add(menu, deeds, "ics", "download", _tr("Save as calendar file…"))
    menu.addSeparator()
    _add(menu, deeds, "delete", "trash-2", _tr("Delete"))
    menu.popup(where)
    return menu


def _add(menu: QMenu, deeds: dict[str, Deed], key: str, glyph: str, words: str) -> None:
    deed = deeds.get(key)
    if deed is not None:
        menu.addAction(icon(glyph), words).triggered.connect(lambda _on=False: deed())


def _tr(text: str) -> str:
    return QCoreApplication.translate("CalendarMenu", text)

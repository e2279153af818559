"""The settings window of one book."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.models.qt.session import Session
from app.ui.commands import Command
from app.ui.dialogs.keys import key_list
from app.ui.frame.file_deeds import FileDeeds
from app.ui.frame.memory import Memory
from app.ui.frame.safety import Safety
from app.ui.settings.backup_page import BackupPage
from app.ui.settings.business_page import BusinessPage
from app.ui.settings.calendar_page import CalendarPage
from app.ui.settings.hours_page import HoursPage
from app.ui.settings.letters_page import LettersPage
from app.ui.settings.look_page import LookPage
from app.ui.settings.team_page import TeamPage
from app.ui.settings.touch_page import TouchPage
from app.ui.theme.theme import current
from app.ui.widgets.base import Painted
from app.ui.widgets.label import Label
from app.ui.widgets.navigation import NavItem

PAGES = (
    ("business", "Business", "building-2"),
    ("look", "Look", "palette"),
    ("letters", "Letters and email", "mail"),
    ("calendar", "Calendar", "calendar"),
    ("touch", "Keep in touch", "phone"),
    ("hours", "Hours and rooms", "clock"),
    ("backup", "Backup and file", "shield-check"),
    ("team", "Team", "users"),
    ("keys", "Shortcuts", "keyboard"),
)


class _Side(Painted):
    """The left list on the ground of the navigation."""

    def _draw(self, canvas: object) -> None:
        canvas.painter.fillRect(self.rect(), current().color("nav"))
        canvas.upright(canvas.width - 1, 0, canvas.height, "line")


class SettingsWindow(QDialog):
    """Every page of settings, each made when it is first shown."""

    def __init__(
        self,
        session: Session,
        memory: Memory,
        deeds: FileDeeds,
        safety: Safety,
        commands: tuple[Command, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Larger text needs more room, as far as the screen has it.
        grown = max(current().scale, 1.0)
        room = self.screen().availableSize()
        self.resize(min(round(820 * grown), room.width()), min(round(600 * grown), room.height()))
        self._makers: dict[str, Callable[[], QWidget]] = {
            "business": lambda: BusinessPage(session),
            "look": lambda: LookPage(memory),
            "letters": lambda: LettersPage(session),
            "calendar": lambda: CalendarPage(session, memory),
            "touch": lambda: TouchPage(session),
            "hours": lambda: HoursPage(session),
            "backup": lambda: BackupPage(session, deeds, safety),
            "team": lambda: TeamPage(session, memory),
            "keys": lambda: key_list(commands),
        }
        self._made: dict[str, QWidget] = {}
        self._items: dict[str, NavItem] = {}
        self._stack = QStackedWidget()
        side = _Side()
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 14, 10, 10)
        column.setSpacing(2)
        for key, text, glyph in PAGES:
            item = self._items[key] = NavItem(key, text, glyph)
            item.clicked.connect(lambda _=False, one=key: self.show_page(one))
            column.addWidget(item)
        column.addStretch(1)
        side.setFixedWidth(round(190 * grown))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)

    def show_page(self, key: str) -> None:
        """Show one page of the settings."""
        if key not in self._made:
            title = next(text for one, text, _ in PAGES if one == key)
            self._made[key] = _framed(title, self._makers[key]())
            self._stack.addWidget(self._made[key])
        self._stack.setCurrentWidget(self._made[key])
        for name, item in self._items.items():
            item.setChecked(name == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; Enter belongs to the fields."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        event.accept()


def _framed(title: str, page: QWidget) -> QWidget:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(28, 22, 28, 22)
    column.setSpacing(14)
    column.addWidget(Label(title, "title"))
    # Beside a stretch the page is asked for its height at the width it really gets.
    row = QHBoxLayout()
    row.addWidget(page, 1)
    row.addStretch(0)
    column.addLayout(row)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area

"""The card that says what rings: in the end corner of the window, until it is dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.models.calendar.reminder import Reminder, next_working_morning
from app.ui import words
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.floating import KEPT_FREE, MARGIN, PAGE_FOOT, Floating
from app.ui.widgets.focus_back import FocusBack
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.motion import fade

WIDTH = 340
SEEN_MS = 4000
"""So long it lies open before work on the page folds it."""
MOST = 3


class ReminderCard(Floating):
    """Signals: `opened(Reminder)`, `done(list)`, `snoozed(list, minutes)`.

    No minutes mean the next working morning. Folded, it is one line; what rings anew unfolds it,
    what was missed while nobody looked does not. Whoever saw it and goes on with the page folds it.
    """

    opened = Signal(object)
    done = Signal(object)
    snoozed = Signal(object, int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hide()
        self._shown: tuple[Reminder, ...] = ()
        self._back = FocusBack()
        self.rows: list[QWidget] = []
        self.title = Label("", "strong", elide=True)
        self.snooze = Button(self.tr("Later"), "clock", small=True)
        self.all_done = Button(self.tr("Done"), "check", "primary", small=True)
        self.all_done.clicked.connect(lambda: self.done.emit(list(self._shown)))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.rest = Label("", "small", "text2")
        self.fold_button = IconButton("chevron-down", self.tr("Fold"), box=24)
        self.fold_button.clicked.connect(lambda: self.fold(not self.folded))
        self.folded = False
        self._since = QElapsedTimer()
        self._compose()
        QApplication.instance().focusChanged.connect(self._went_on)
        window.installEventFilter(self)
        self.setFixedWidth(WIDTH + 2 * MARGIN)
        self.follow_theme()

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("bell", 16, "accent"))
        head.addWidget(self.title, 1)
        head.addWidget(self.fold_button)
        self._body = QWidget()
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.snooze)
        foot.addWidget(self.all_done)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN + 14, MARGIN + 12, MARGIN + 14, MARGIN + 12)
        column.setSpacing(8)
        column.addLayout(head)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(self._list)
        body.addWidget(self.rest)
        body.addLayout(foot)
        column.addWidget(self._body)

    def fold(self, folded: bool) -> None:
        """Show one line only, or everything."""
        self.folded = folded
        self._since.start()
        self.title.set_text(self._said())
        self._body.setVisible(not folded)
        self.fold_button.set_icon("chevron-up" if folded else "chevron-down")
        self.fold_button.set_name(self.tr("Show reminders") if folded else self.tr("Fold"))
        self.arrange()

    def _said(self) -> str:
        """The headline; folded, also what it is about."""
        if not self._shown:
            return ""
        headline = _headline(self._shown)
        rings = next((one.title for one in self._shown if not one.missed), "")
        return f"{headline}: {rings}" if self.folded and rings else headline

    def _went_on(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or self.folded or not self.isVisible() or now.window() != self.window():
            return
        if not self.isAncestorOf(now) and self._since.elapsed() >= SEEN_MS:
            self.fold(True)

    def shown(self) -> tuple[Reminder, ...]:
        """What the card says now."""
        return self._shown

    def show_reminders(self, found: Sequence[Reminder], now: datetime) -> None:
        """Say what rings; nothing takes the card away."""
        new = [one for one in found if one.key not in {old.key for old in self._shown}]
        self._shown = tuple(found)
        if not found:
            self.hide()
            return
        self.title.set_text(self._said())
        self._fill(now)
        # The menu says the day of the next working morning, which moves on.
        self.snooze.set_menu(self._snooze_menu(now))
        if new:
            self.fold(all(one.missed for one in found))
        self.arrange()
        if not self.isVisible():
            self.show()
            fade(self, appear=True)
        if new:
            self.raise_()
            spoken = f"{_headline(found)}: {', '.join(one.title for one in new)}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def _fill(self, now: datetime) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_Row(one, now, self) for one in self._shown[:MOST]]
        for place, row in enumerate(self.rows):
            if place:
                row.layout().insertWidget(0, Rule())
            self._list.addWidget(row)
            # A widget that joins what is shown already counts for the height once it is shown.
            row.show()
        left = len(self._shown) - MOST
        self.rest.set_text(self.tr("and {} more").format(left) if left > 0 else "")
        self.rest.setVisible(left > 0)

    def _snooze_menu(self, now: datetime) -> QMenu:
        menu = QMenu(self)
        day = words.day_said(next_working_morning(now).date(), now.date())
        for minutes, text in (
            (5, self.tr("In 5 minutes")),
            (60, self.tr("In 1 hour")),
            (0, self.tr("Next working morning, {}").format(day)),
        ):
            entry = menu.addAction(text)
            entry.triggered.connect(
                lambda _on=False, one=minutes: self.snoozed.emit(list(self._shown), one)
            )
        return menu

    def take_focus(self) -> None:
        """Unfold, and let the keyboard answer; Esc folds and goes back to where one was."""
        self._back.note()
        self.fold(False)
        self.raise_()
        first = self.rows[0].findChild(LinkLabel) if self.rows else None
        (first or self.all_done).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds the card."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.fold(True)
        self._back.give()

    def arrange(self) -> None:
        """Stand at the foot of the window, at its end side, above what is to be pressed there."""
        window = self.parentWidget()
        self.layout().activate()
        self.resize(self.width(), self.layout().totalSizeHint().height())
        left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 12 - MARGIN if left else window.width() - self.width() - 12 + MARGIN
        pressed = max((window.height() - top for top in self._tops(window)), default=0)
        self.move(x, window.height() - self.height() - 12 + MARGIN - pressed)

    def _tops(self, window: QWidget) -> Iterator[int]:
        """Where what is to be pressed at the foot of the page begins."""
        for name in (PAGE_FOOT, KEPT_FREE):
            for each in window.findChildren(QWidget, name):
                if each.isVisible():
                    high = each.sizeHint().height()
                    yield each.mapTo(window, QPoint(0, each.height() - high)).y()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and what comes and goes at its foot."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self.arrange()
        return False


class _Row(QWidget):
    def __init__(self, one: Reminder, now: datetime, card: ReminderCard) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(6)
        name = LinkLabel(one.title, "medium")
        name.clicked.connect(lambda: card.opened.emit(one))
        tick = IconButton("check", f"{card.tr('Done with')} {one.title}", box=24)
        tick.clicked.connect(lambda: card.done.emit([one]))
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(tick)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(Label(_when(one, now), "small", "danger" if one.late else "text2"))
        below.addWidget(Label(one.line, "small", "text2", elide=True), 1)
        column.addLayout(below)


def _headline(found: Sequence[Reminder]) -> str:
    missed = sum(one.missed for one in found)
    if missed and missed == len(found):
        return "You missed a reminder" if missed == 1 else f"You missed {missed} reminders"
    return "Reminder" if len(found) == 1 else f"{len(found)} reminders"


def _when(one: Reminder, now: datetime) -> str:
    """When it begins or is due: "10:30, in 15 min"."""
    start = datetime.fromisoformat(one.start)
    day = words.day_words(start.date(), now.date())
    if len(one.start) == 10:
        return day
    soon = words.soon_words(start, start, now)
    ago = words.since_words(start, now) if start <= now else ""
    at = words.clock_words(start) if start.date() == now.date() else words.moment_words(
        start, now.date()
    )  # fmt: skip
    return ", ".join(part for part in (at, soon or ago) if part)

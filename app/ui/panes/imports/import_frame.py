"""What stands round the steps of an import: title, steps and Cancel above, the ways on below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Rule
from app.ui.widgets.floating import PAGE_FOOT
from app.ui.widgets.label import Label
from app.ui.widgets.steps import StepHeader


class Foot(QWidget):
    """The promise, Back, and the way on."""

    def __init__(self, promise: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(PAGE_FOOT)
        self.back = Button(self.tr("Back"))
        self.next = Button(self.tr("Check"), kind="primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(Label(promise, "small", "text2", elide=True), 1)
        row.addWidget(self.back)
        row.addWidget(self.next)

    def wait(self) -> None:
        """Disable the next step; the keyboard stays here and does not leave the page."""
        if self.next.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.next.setEnabled(False)

    def allow(self, can: bool) -> None:
        """Enable the next step, or not; the keyboard goes back to where it was."""
        self.next.setEnabled(can)
        if can and self.hasFocus():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Have what floats at the foot of the window make room."""
        super().showEvent(event)
        QApplication.postEvent(self.window(), QEvent(QEvent.Type.LayoutRequest))

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the room back."""
        super().hideEvent(event)
        QApplication.postEvent(self.window(), QEvent(QEvent.Type.LayoutRequest))


def lay_out(
    page: QWidget,
    title: str,
    steps: StepHeader,
    cancel: Button,
    waiting: QWidget,
    stack: QStackedWidget,
    foot: Foot,
) -> None:
    """Put the parts of the page in their places."""
    head = QHBoxLayout()
    head.setContentsMargins(24, 14, 20, 14)
    head.setSpacing(30)
    head.addWidget(Label(title, "title"))
    head.addWidget(steps)
    head.addStretch(1)
    head.addWidget(cancel)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(Rule("line"))
    column.addWidget(waiting)
    column.addWidget(stack, 1)
    column.addWidget(Rule("line"))
    column.addWidget(foot)

"""Asking why a deal is lost."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


class ReasonPopover(Popover):
    """Why a deal is lost, if one cares to say. Signal: `settled(deal id, reason)`, however it ends.

    The deal is lost once this is closed, so that the loss and its reason are one step.
    """

    settled = Signal(object, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=320)
        self._deal = 0
        self.body.addWidget(Label(self.tr("Why was it lost?"), "strong"))
        self.field = TextField("", placeholder=self.tr("Price, time, another firm"))
        row = QHBoxLayout()
        keep = Button(self.tr("Keep the reason"), kind="primary")
        skip = Button(self.tr("Skip"), kind="ghost")
        row.addWidget(skip)
        row.addStretch(1)
        row.addWidget(keep)
        self.body.addWidget(self.field)
        self.body.addLayout(row)
        keep.clicked.connect(self.close_popover)
        skip.clicked.connect(self._skip)
        self.field.editor.returnPressed.connect(self.close_popover)
        self.field.escaped.connect(self._skip)

    def ask(self, deal_id: int, anchor: QWidget) -> None:
        """Ask beside a widget."""
        self.close_popover()
        self._deal = deal_id
        self.field.set_text("")
        self.open_beside(anchor)

    def _skip(self) -> None:
        self.field.set_text("")
        self.close_popover()

    def hideEvent(self, event: QHideEvent) -> None:
        """Settle it, also when the window is closed."""
        super().hideEvent(event)
        deal_id, self._deal = self._deal, 0
        if deal_id and not event.spontaneous():
            self.settled.emit(deal_id, self.field.text().strip())

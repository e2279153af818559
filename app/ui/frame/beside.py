"""A record in a window of its own, beside the main one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage.queries import records
from app.ui.frame.pages import make_pane
from app.ui.frame.ways import PAGE_OF
from app.ui.pane import Pane


class Beside(QWidget):
    """One page on one record; it closes with the window it belongs to."""

    def __init__(
        self,
        session: Session,
        kind: str,
        record_id: int,
        clock: Callable[[], datetime],
        owner: QWidget,
    ) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._what = (kind, record_id)
        self.pane: Pane = make_pane(PAGE_OF[kind], session, clock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.resize(1120, 720)

    def open(self) -> None:
        """Read the record and show it."""
        kind, record_id = self._what
        self.setWindowTitle(self._session.read(records.title, kind, record_id)[0])
        self.pane.enter()
        self.pane.open_record(kind, record_id)
        self.show()

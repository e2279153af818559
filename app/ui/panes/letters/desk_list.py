"""A list at the side of the desk, as wide as its column: templates, runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList


class DeskList(QWidget):
    """Signal: `chosen`, with what the row stands for. ``_chosen`` hears of the current row."""

    chosen = Signal(object)

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.model = ValueModel()
        self.list = RowList(FileRow())
        self.list.setModel(self.model)
        self.list.setAccessibleName(name)
        self.list.current_changed.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.list)

    def _chosen(self, row_id: object) -> None:
        """Tell what was chosen."""
        raise NotImplementedError

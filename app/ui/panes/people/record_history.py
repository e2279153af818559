"""What changed on a record, newest first, in a popover."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage import history
from app.ui import words
from app.ui.forms.facts import Facts
from app.ui.widgets.ground import Scroll, Sheet
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

_MOST = 50


def show_history(
    page: QWidget, session: Session, facts: Facts, anchor: QWidget, now: datetime
) -> Popover:
    """Open a popover with the changes of a record beside a widget."""
    popover = Popover(page.window(), width=360)
    popover.closed.connect(popover.deleteLater)
    popover.body.addWidget(Label(f"What changed: {facts.name}", "strong", elide=True))
    sheet = Sheet("raised")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(2)
    for row in session.read(history.record_history, facts.kind, facts.id, _MOST):
        column.addWidget(Label(str(row["label"]), "medium", wrap=True))
        when = words.moment_words(words.local_time(row["at"]), now.date())
        said = ", ".join(part for part in (when, str(row["actor"])) if part)
        column.addWidget(Label(said, "small", "text2"))
        column.addSpacing(8)
    column.addStretch(1)
    scroll = Scroll(sheet, "raised")
    scroll.setMinimumHeight(min(sheet.sizeHint().height() + 4, 360))
    popover.body.addWidget(scroll)
    popover.open_beside(anchor)
    return popover

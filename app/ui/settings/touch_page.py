"""Keeping in touch: how often, by tag, and the series of steps that are started in one click."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.ui.settings.rhythm_part import RhythmPart
from app.ui.settings.series_part import SeriesPart
from app.ui.widgets.cards import Rule
from app.ui.widgets.label import Label


class TouchPage(QWidget):
    """Two parts: the rhythm of tags, the series of steps."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rhythms = RhythmPart(session)
        self.series = SeriesPart(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(self.tr("How often, by tag"), "strong"))
        said = self.tr(
            "Today says who has not heard from you for longer. A rhythm of their own, on the page"
            " of a contact or account, comes first. Any contact starts it anew."
        )
        column.addWidget(Label(said, "small", "text2", wrap=True))
        column.addWidget(self.rhythms)
        column.addWidget(Rule())
        column.addWidget(Label(self.tr("Series of steps"), "strong"))
        said = self.tr(
            "To-dos that follow one another. Start one from a contact, an account, a deal, from"
            " Today, or whenever an appointment of a kind is booked."
        )
        column.addWidget(Label(said, "small", "text2", wrap=True))
        column.addWidget(self.series)
        self.setMaximumWidth(560)

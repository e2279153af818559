"""Copies of kept files that were changed outside: each is offered as a new version."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.desk import file_opening
from app.desk.file_opening import EditedCopy
from app.exchange.new_file import CannotWrite
from app.models.errors import Refusal
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.ui.theme.canvas import Canvas
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import Button
from app.ui.widgets.label import IconLabel, Label

LOOK_EVERY_MS = 2_000


class FileChanges(Painted):
    """One bar for the first changed copy. Signal: ``taken(object document id)``."""

    taken = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.copy: EditedCopy | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.words = Label("", "body", "text", wrap=True)
        self.keep = Button(self.tr("Keep as new version"), "check", "primary", small=True)
        self.drop = Button(self.tr("Forget the change"), kind="ghost", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("info", 16, "info"))
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        row.addWidget(self.drop)
        self.keep.clicked.connect(self.take)
        self.drop.clicked.connect(self.forget)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.follow_theme()
        self.hide()

    def watch(self) -> None:
        """Look after opened copies from now on."""
        self._timer.start()

    def look(self) -> bool:
        """See whether a copy was changed; whether there is one."""
        found = self._session.read(file_opening.edited_copies)
        self.copy = found[0] if found else None
        self.setVisible(self.copy is not None)
        if self.copy is not None:
            words = self.tr("{name} was changed outside. The file in the book is as it was.")
            self.words.set_text(words.format(name=self.copy.name))
        return self.copy is not None

    def take(self) -> None:
        """Keep the changed copy as the newest version."""
        if self.copy is None:
            return
        try:
            made = self._session.do(file_opening.take_version, self.copy)
        except (Refusal, BookError, CannotWrite) as error:
            self._session.say(str(error), kind="warn", undo=False)
            return
        self._session.say(self.tr("New version of {name} kept.").format(name=self.copy.name))
        self.look()
        self.taken.emit(made)

    def forget(self) -> None:
        """Do without the change."""
        if self.copy is not None:
            file_opening.drop_copy(self.copy)
            self.look()

    def _draw(self, canvas: Canvas) -> None:
        canvas.box(QRectF(self.rect()), Radius.card, "info_tint")

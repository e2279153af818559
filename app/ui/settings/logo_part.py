"""The logo that letters show: chosen from a file, seen small, removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import logo
from app.models.qt.session import Session
from app.storage import blobs
from app.storage.errors import BookError
from app.storage.store import Store
from app.ui.dialogs.files import choose_file
from app.ui.panes.files.file_preview import Picture
from app.ui.widgets.buttons import Button
from app.ui.widgets.editor_parts import ErrorLine
from app.ui.widgets.label import Label

PICTURE_FILES = "Pictures (*.png *.jpg *.jpeg);;All files (*)"
_BOX = QSize(200, 72)


class LogoPart(QWidget):
    """What the logo is now; each change is a step that Undo takes back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = ""
        self.picture = Picture()
        self.picture.setFixedSize(_BOX)
        self.words = Label("", "small", "text2", wrap=True)
        self.error = ErrorLine()
        self.choose = Button("Choose a picture", "image", small=True)
        self.remove = Button("Remove", "x", "ghost", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label("Logo", "small", "text2"))
        column.addWidget(self.picture)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.error)
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)
        session.changed.connect(self._changed)
        self.load()

    def load(self) -> None:
        """Show the logo of the book as it is now."""
        try:
            digest, name, content = self._session.read(_logo)
        except BookError as error:
            digest, name, content = "damaged", "", b""
            self.error.say(error.message)
        if digest == self._shown and digest:
            return
        self._shown = digest
        image = QImage.fromData(content) if content else QImage()
        self.picture.show_image(image)
        self.picture.setAccessibleName(f"Logo: {name}" if digest else "Logo")
        self.picture.setVisible(not image.isNull())
        self.remove.setVisible(bool(digest))
        self.words.set_text(_words(digest, name, shown=not image.isNull()))

    def take(self, path: Path) -> None:
        """Make this file the logo, or say why not."""
        self._do(partial(self._session.do, logo.set_logo, path))

    def _ask(self) -> None:
        path = choose_file(self, "Choose a logo", Path.home(), PICTURE_FILES)
        if path is not None:
            self.take(path)

    def _remove(self) -> None:
        self._do(partial(self._session.do, logo.remove_logo))

    def _do(self, change: Callable[[], object]) -> None:
        trouble = ""
        try:
            change()
        except Refusal as refusal:
            trouble = refusal.message
        self.error.say(trouble)

    def _changed(self, _changes: object) -> None:
        self.load()


def _logo(store: Store) -> tuple[str, str, bytes]:
    row = logo.logo(store)
    if row is None:
        return "", "", b""
    return row["sha256"], row["name"], blobs.read(store, row["sha256"])


def _words(digest: str, name: str, *, shown: bool) -> str:
    if not digest:
        return "A PNG or JPEG picture of up to 2 MB. Letters show it where they say {{image logo}}."
    return name if shown else "This picture cannot be shown."

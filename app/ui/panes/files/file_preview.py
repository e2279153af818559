"""A look into a file: a picture, its text, or the words that the search knows of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.desk import file_texts, opening
from app.exchange.file_text import READERS
from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage import blobs
from app.storage.errors import BookError
from app.storage.queries import documents
from app.storage.tables import Row
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.label import Label

_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"))
_PLAIN = frozenset((".txt", ".csv", ".md", ".log", ".json", ".ics", ".vcf", ".tsv"))
_MOST_BYTES, _MOST_LETTERS, _MOST_SIDE = 12 << 20, 20_000, 2_400


class Picture(Painted):
    """A picture as large as there is room, never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.follow_theme()

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self.image = image
        self.update()

    def _measure(self) -> QSize:
        return QSize(320, 320)

    def _draw(self, canvas: Canvas) -> None:
        if self.image.isNull():
            return
        size = self.image.size()
        room = QSize(round(canvas.width), round(canvas.height))
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        canvas.painter.setRenderHint(canvas.painter.RenderHint.SmoothPixmapTransform)
        canvas.painter.drawImage(box, self.image)
        canvas.box(box, 0, None, "border")


class FilePreview(QStackedWidget):
    """Picture, text, or a sentence why there is nothing to see."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = ""
        self.picture = Picture()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the file"))
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.caption = Label("", "small", "text2", wrap=True)
        self.nothing = Label("", "body", "text2", wrap=True)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.caption)
        column.addWidget(self.text, 1)
        empty = QWidget()
        lone = QVBoxLayout(empty)
        lone.setContentsMargins(0, 0, 0, 0)
        lone.addWidget(self.nothing)
        lone.addStretch(1)
        for page in (self.picture, words, empty):
            self.addWidget(page)
        current().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.text.setFont(current().font("body"))
        palette = self.text.palette()
        palette.setColor(palette.ColorRole.Base, current().color("surface"))
        self.text.setPalette(palette)
        self.text.document().setDocumentMargin(Radius.board)

    def show_file(self, row: Row) -> None:
        """Show what can be seen of a file without opening it."""
        self._shown = ""
        ending = Path(str(row["name"])).suffix.lower()
        small = row["size"] <= _MOST_BYTES and not row.get("link_path")
        if ending in _PICTURES and small and self._show_picture(row):
            return
        if ending in _PLAIN and small and self._show_plain(row):
            return
        self._show_words(row)

    def _content(self, row: Row) -> bytes:
        try:
            return self._session.read(blobs.read, row["sha256"])
        except BookError as error:
            self._say(error.message)
            return b""

    def _show_picture(self, row: Row) -> bool:
        held = QBuffer()
        held.setData(QByteArray(self._content(row)))
        held.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(held)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid() and max(size.width(), size.height()) > _MOST_SIDE:
            size.scale(QSize(_MOST_SIDE, _MOST_SIDE), Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(size)
        image = reader.read()
        if image.isNull():
            return False
        self.picture.show_image(image)
        self.picture.setAccessibleName(str(row["name"]))
        self.setCurrentIndex(0)
        return True

    def _show_plain(self, row: Row) -> bool:
        content = self._content(row)[: 4 * _MOST_LETTERS]
        text = content.decode("utf-8-sig", "replace").replace("\x00", "")
        if not text.strip():
            return False
        self.caption.hide()
        self.text.setPlainText(text[:_MOST_LETTERS])
        self.setCurrentIndex(1)
        return True

    def _show_words(self, row: Row) -> None:
        words = self._session.read(documents.words_of, row["sha256"]).strip()
        if words:
            self._show_found(words)
            return
        self._say(self.tr("There is no preview of this file. Open shows it."))
        readable = Path(str(row["name"])).suffix.lower() in READERS
        if readable and row["size"] <= _MOST_BYTES and not row.get("link_path"):
            self._read_words(row)

    def _read_words(self, row: Row) -> None:
        """Read the words of a file in the background; another file may be on view by then."""
        self._shown = row["sha256"]
        name, digest = str(row["name"]), str(row["sha256"])

        def work(store: Any, _progress: Any) -> tuple[str, str]:
            copy = opening.private_copy(name, blobs.read(store, digest))
            try:
                return digest, file_texts.words_of(copy, name)
            finally:
                opening.forget_copy(copy)

        job = Job(self.tr("Reading the file"), work, writes=False)
        job.finished.connect(self._words_read)
        # A file that cannot be read has no preview; opening it says why.
        job.failed.connect(lambda _error: None)
        self._session.start(job)

    def _words_read(self, found: tuple[str, str]) -> None:
        digest, words = found
        if digest == self._shown and words.strip():
            self._show_found(words)

    def _show_found(self, words: str) -> None:
        self.caption.set_text(self.tr("The words in the file; the search finds them."))
        self.caption.show()
        self.text.setPlainText(words[:_MOST_LETTERS])
        self.setCurrentIndex(1)

    def _say(self, words: str) -> None:
        self.nothing.set_text(words)
        self.setCurrentIndex(2)

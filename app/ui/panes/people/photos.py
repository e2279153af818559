"""The photos of people and firms as small pictures; the book keeps them as files."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

from app.models.picture_kinds import picture_ending
from app.models.qt.session import Session
from app.storage import blobs
from app.storage.errors import BookError
from app.storage.queries import documents
from app.ui.forms.facts import Owner

_MOST_SIDE = 12_000
"""Pixels: what is wider or higher is no photo that anybody took of a person."""


class Photos:
    """Pictures of one size, the one read last kept: a page is shown anew with each change."""

    def __init__(self, session: Session, side: int) -> None:
        self._session, self._side = session, side
        self._last: tuple[str, QPixmap | None] = ("", None)

    def of(self, kind: Owner, row_id: int) -> QPixmap | None:
        """The newest photo of a person or firm, None without one that can be shown."""
        found = self._session.read(documents.pictures_of, kind, [row_id])
        if not found:
            return None
        digest = str(found[0]["sha256"])
        if digest != self._last[0]:
            try:
                data = self._session.read(blobs.read, digest)
            except BookError:
                data = b""
            self._last = (digest, small_picture(data, self._side * 2))
        return self._last[1]


def small_picture(data: bytes, side: int) -> QPixmap | None:
    """A picture whose shorter side is `side` pixels, read no larger than that; None for none."""
    if not picture_ending(data):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _MOST_SIDE:
        return None
    wanted = QSize(side, side)
    reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)

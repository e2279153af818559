"""Photos in the rows of a list: asked for while painting, read only once the list rests."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.models.qt.session import Session
from app.storage import blobs
from app.storage.changes import Changes
from app.storage.errors import BookError
from app.storage.queries import documents
from app.ui.forms.facts import Owner
from app.ui.panes.people.photos import small_picture

SIDE = 72
"""Pixels of the shorter side: the largest circle of a row, at twice its size for fine screens."""
_KEPT = 600
_ASKED = 200
_REST_MS = 120
"""Nobody scrolls while nothing new was asked for this long."""


class Faces(QObject):
    """What photo a row shows, at once and from memory. Signal: ``arrived`` when there are more.

    Painting never waits: whoever is not known yet shows initials, and is looked up when the list
    has come to rest: a whole screen in one question to the book, then one picture a turn.
    """

    arrived = Signal()

    def __init__(self, session: Session, kind: Owner, view: QWidget) -> None:
        super().__init__(view)
        self._session, self._kind, self._view = session, kind, view
        self._known: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._wanted: dict[int, None] = {}
        self._waiting: list[tuple[int, str]] = []
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._look)
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._read_one)
        session.changed.connect(self._follow)

    def of(self, row_id: int) -> QPixmap | None:
        """The photo of one of them, None without one or while nobody has looked."""
        if row_id in self._known:
            return self._known[row_id]
        if row_id not in self._wanted:
            self._wanted[row_id] = None
            self._turn.stop()
            self._rest.start()
        return None

    def _follow(self, changes: Changes) -> None:
        if changes.touches("document"):
            self._known.clear()
            self._waiting.clear()
            self.arrived.emit()

    def _look(self) -> None:
        """Ask the book who of those on the screen has a photo."""
        # Those asked for last are on the screen; the others were scrolled past.
        wanted, self._wanted = list(self._wanted)[-_ASKED:], {}
        if not self._view.isVisible():
            return
        found: dict[int, str] = {}
        for row in self._session.read(documents.pictures_of, self._kind, wanted):
            found.setdefault(int(row[f"{self._kind}_id"]), str(row["sha256"]))
        self._known.update(dict.fromkeys(wanted))
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self._waiting = [*found.items(), *self._waiting][:_KEPT]
        self._read_one()

    def _read_one(self) -> None:
        if not self._view.isVisible():
            for row_id, _ in self._waiting:
                self._known.pop(row_id, None)
            self._waiting.clear()
        if not self._waiting:
            return
        row_id, digest = self._waiting.pop(0)
        try:
            data = self._session.read(blobs.read, digest)
        except BookError:
            # A photo that cannot be read leaves the initials; the check of the book tells of it.
            data = b""
        picture = small_picture(data, SIDE)
        if picture is not None:
            self._known[row_id] = picture
            self.arrived.emit()
        self._turn.start()

"""Who sits at this computer: named on every step, and as whoever made a note or a to-do."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import records
from app.ui import book_locale, book_time
from app.ui.theme.icons import icon


class Remembers(Protocol):
    """What this computer keeps between two starts."""

    def flag(self, key: str) -> str:
        """A small text, or nothing."""

    def set_flag(self, key: str, value: str) -> None:
        """Keep a small text."""


def staff_at_work(session: Session) -> int | None:
    """The id of whoever works here now; ``None`` when it is nobody of the team."""
    actor = session.store.actor
    found = [row["id"] for row in session.read(records.staff) if row["name"] == actor]
    return found[0] if found else None


class AtWork(QObject):
    """Keeps the choice for one book on this computer; a team of one needs none.

    Signal: `changed` when somebody else sits down.
    """

    changed = Signal()

    def __init__(
        self, session: Session, memory: Remembers, book: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._memory = session, memory
        self._key = f"at_work_{book}"
        self._unknown = session.store.actor
        session.changed.connect(self._follow)

    def open(self) -> None:
        """Take the formats of the book and name whoever works here."""
        book_locale.adopt(self._session)
        book_time.adopt(self._session)
        self.name()

    def staff_id(self) -> int:
        """Who was chosen, or 0."""
        kept = self._memory.flag(self._key)
        return int(kept) if kept.isdecimal() else 0

    def choose(self, staff_id: int) -> None:
        """Somebody sits down; 0 is nobody of the team."""
        self._memory.set_flag(self._key, str(staff_id))
        self.name()
        self.changed.emit()
        # What is private to others, and whose to-dos are shown, is another matter now.
        self._session.changed.emit(Changes(everything=True))

    def fill_menu(self, menu: QMenu) -> None:
        """Add who works here, so that somebody else can sit down; a team of none adds nothing."""
        team = self._session.read(records.staff)
        if not team:
            return
        here = staff_at_work(self._session) or 0
        named = next((row["name"] for row in team if row["id"] == here), "nobody of the team")
        menu.addSeparator()
        others = menu.addMenu(icon("user-round"), f"At work: {named}".replace("&", "&&"))
        for one, name in [*((row["id"], row["name"]) for row in team), (0, "Nobody of the team")]:
            entry = others.addAction(name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(one == here)
            entry.triggered.connect(lambda _on=False, chosen=one: self.choose(chosen))

    def name(self) -> None:
        """Name whoever it is on what is done from now on."""
        team = {row["id"]: row["name"] for row in self._session.read(records.staff)}
        chosen = team.get(self.staff_id(), "")
        if not chosen and len(team) == 1 and not self._memory.flag(self._key):
            chosen = next(iter(team.values()))
        self._session.store.actor = chosen or self._unknown

    def _follow(self, changes: Changes) -> None:
        book_locale.adopt(self._session)
        book_time.adopt(self._session)
        if changes.everything or changes.touches("staff"):
            self.name()

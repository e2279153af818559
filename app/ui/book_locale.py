"""The language and formats of the book, for the whole window: days, times, numbers."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from app.models.qt.session import Session
from app.storage.settings import setting


def adopt(session: Session) -> bool:
    """Say days and times as the book's business does; whether that changed anything."""
    wanted = QLocale(session.read(setting, "locale") or "en_GB")
    if wanted == QLocale():
        return False
    QLocale.setDefault(wanted)
    return True

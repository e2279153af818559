"""Asking which files to bring in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.exchange.formats import file_filter
from app.models.qt.session import Session
from app.ui.dialogs.files import choose_files, choose_folder


def ask_files(page: QWidget, session: Session, last: Path | None = None) -> list[Path]:
    """Files of any kind that can be read, sought where the last ones were; none when given up."""
    folder = last or session.store.path.parent
    return choose_files(page, page.tr("Choose a file"), folder, file_filter())


def ask_folder(page: QWidget, session: Session) -> list[Path]:
    """A folder that “Export everything” made, or none."""
    title = page.tr("Choose a folder of “Export everything”")
    folder = choose_folder(page, title, session.store.path.parent)
    return [] if folder is None else [folder]

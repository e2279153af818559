"""Where the file is, which copies there are, and what one can do with them."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage import backups, places
from app.ui import book_time, words
from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.frame.file_deeds import FileDeeds
from app.ui.frame.safety import Safety
from app.ui.widgets.buttons import Button
from app.ui.widgets.label import Label

REASONS = {
    "closed": "On closing", "timed": "While you worked", "by-hand": "By hand",
    "before-update": "Before an update of Deskbook", "before-import": "Before bringing in",
}  # fmt: skip


class BackupPage(QWidget):
    """The file's place and size, buttons, and the list of checked copies."""

    def __init__(
        self, session: Session, deeds: FileDeeds, safety: Safety, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._deeds = deeds
        self._safety = safety
        path = session.store.path
        size = size_words(path.stat().st_size if path.is_file() else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label("This file", "caption", "text2"))
        column.addWidget(Label(f"{path}, {size}", "body", wrap=True))
        warning = self._warning()
        if warning:
            column.addWidget(Label(warning, "body", "warn", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, glyph, act in (
            ("Back up now", "shield-check", deeds.back_up),
            ("Back up to…", "hard-drive", deeds.back_up_to),
            ("Check the file", "scale", deeds.check_book),
        ):
            button = Button(text, glyph)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(10)
        column.addWidget(Label("Backups", "caption", "text2"))
        self.model = ValueModel()
        self.rows = RowList(FileRow())
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Backups")
        self.rows.setMinimumHeight(230)
        self.nothing = Label("No backup yet. One is made when you close.", "body", "text2")
        column.addWidget(self.nothing)
        column.addWidget(self.rows, 1)
        restore = Button("Restore a backup…", "rotate-ccw", "ghost")
        restore.clicked.connect(deeds.restore)
        line = QHBoxLayout()
        line.addWidget(restore)
        line.addStretch(1)
        column.addLayout(line)
        safety.state_changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """List the copies, newest first."""
        found = backups.list_backups(self._safety.folder())
        if len(found) != self.model.rowCount():
            self.model.set_values([_row(number, one) for number, one in enumerate(found)])
        self.nothing.setVisible(not found)
        self.rows.setVisible(bool(found))

    def _warning(self) -> str:
        path = self._session.store.path
        synced = places.synced_folder(path)
        if synced:
            return (
                f"The file is in a folder of {synced}. Open it on one computer at a time, and let "
                f"{synced} finish before you go to another."
            )
        if path.is_file() and backups.is_same_disk(places.home(), path):
            return (
                "The backups are on the same disk as the file. Now and then, back up to a stick "
                "or a second disk."
            )
        return ""


def _row(number: int, one: backups.Backup) -> FileRowValue:
    moment = book_time.here(one.at)
    return FileRowValue(
        number,
        words.exact_tip(moment),
        REASONS.get(one.reason, one.reason.replace("-", " ").capitalize()),
        icon="shield-check",
        kind="evergreen",
        when=size_words(one.size),
    )


def size_words(size: int) -> str:
    """A file's size as people say it: "460 kB", "2.4 MB"."""
    places = 0 if size < 1024**2 else 1
    return QLocale().formattedDataSize(size, places, QLocale.DataSizeFormat.DataSizeSIFormat)

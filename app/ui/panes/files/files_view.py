"""Files kept in the book as a list; files and mails dropped on it are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import file_texts
from app.exchange.file_text import READERS
from app.models.columns import COLUMNS
from app.models.qt.jobs import Job
from app.models.qt.record_table import RecordTable
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import documents, lists
from app.storage.queries.lists import ListQuery
from app.storage.tables import Row
from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.views import RowList
from app.ui.dialogs.files import choose_file
from app.ui.pane import ListWish
from app.ui.panes.files.file_keeping import FileDrop, FileKeeper
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.fields import TextField
from app.ui.words import counted, day_words, local_time, short_day

_KINDS = {
    ".pdf": ("file-text", "brick"), ".docx": ("file-text", "blue"), ".doc": ("file-text", "blue"),
    ".odt": ("file-text", "blue"), ".xlsx": ("file-spreadsheet", "evergreen"),
    ".xls": ("file-spreadsheet", "evergreen"), ".ods": ("file-spreadsheet", "evergreen"),
    ".csv": ("file-spreadsheet", "evergreen"), ".png": ("image", "violet"),
    ".jpg": ("image", "violet"), ".jpeg": ("image", "violet"), ".msg": ("mail", "sky"),
    ".eml": ("mail", "sky"),
}  # fmt: skip


_SOON = "soon"
SOON_DAYS = 30
"""How long before its end a file warns."""


def size_words(size: int) -> str:
    """A size as people say it: "640 bytes", "12 KB", "3.4 MB"."""
    if size < 1_000:
        return counted(size, "byte")
    if size < 1_000_000:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"


def expiry_words(expires_on: str, today: date) -> str:
    """A word when a file expires within a month or did: "Expires Mon 30 Nov"."""
    try:
        day = date.fromisoformat(expires_on)
    except ValueError:
        return ""
    if day < today:
        return f"Expired {short_day(day, today)}"
    return f"Expires {short_day(day, today)}" if (day - today).days <= SOON_DAYS else ""


def file_looks(name: str) -> tuple[str, str]:
    """The icon and colour of a file by its name."""
    return _KINDS.get(Path(name).suffix.lower(), ("file", "slate"))


class FileList(QWidget):
    """Files, the newest first; takes dropped files. Signal: `chosen(object id)`."""

    chosen = Signal(object)

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.query = self._asked()
        self.keeper = FileKeeper(session, self)
        self.keeper.refused.connect(lambda words: session.say(words, kind="warn", undo=False))
        self.keeper.kept.connect(self._kept)
        self.table = RecordTable(
            session, self.query, COLUMNS["document"][:1], present=self._present
        )
        self.filter = TextField("", icon="search", placeholder=self.tr("Find a file"))
        self.filter.editor.setAccessibleName(self.tr("Find a file"))
        self.list = RowList(FileRow(), many=True)
        self.list.setModel(self.table)
        self.list.setAccessibleName(self.tr("Files"))
        self.list.current_changed.connect(self.chosen)
        self.filter.edited.connect(self._filter)
        self.chips = FilterChips()
        self.chips.setContentsMargins(16, 0, 16, 0)
        self.chips.chosen.connect(lambda _key: self._filter(self.filter.text()))
        session.changed.connect(self._follow)
        self.table.modelReset.connect(self._keep_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self.chips)
        column.addWidget(self.list, 1)
        self._read_inside = False
        FileDrop(self).dropped.connect(self.add_paths)

    def read(self) -> None:
        """Read the list."""
        self._show_chips()
        self.table.show(self.query)

    def selected_ids(self) -> list[int]:
        """The chosen files."""
        found = (self.table.id_at(row) for row in self.list.selected_rows())
        return [one for one in found if one is not None]

    def list_on_view(self) -> ListWish:
        """The files that the filter leaves, the newest first."""
        ids = tuple(self.table.ids())
        return ListWish(ListQuery("document", descending=True, sort="created", ids=ids))

    def choose(self, document_id: int) -> None:
        """Show one file."""
        row = self.table.row_of(document_id)
        if row < 0 and (self.filter.text() or self.chips.current_key()):
            self.filter.set_text("")
            self.chips.set_current("")
            self._filter("")
            row = self.table.row_of(document_id)
        if row >= 0:
            self.list.choose_row(row)

    def _present(self, row: Row, _section: str) -> FileRowValue:
        icon, kind = file_looks(row["name"])
        who = row["contact"] or row["account"] or size_words(row["size"])
        if row["version"] > 1:
            who = self.tr("{who}, version {number}").format(who=who, number=row["version"])
        warning = expiry_words(row["expires_on"], self._clock().date())
        if warning:
            who, kind = warning, "amber"
        when = day_words(local_time(row["created_at"]).date(), self._clock().date())
        return FileRowValue(row["id"], row["name"], who, icon, kind, when)

    def _read_missing(self) -> None:
        """Read the words of files that the search does not know yet, once, for who looks inside."""
        self._read_inside = True
        if self._session.job is not None or not self._session.read(
            documents.without_text, tuple(READERS), 1
        ):
            return
        job = Job(self.tr("Reading files"), file_texts.read_missing)
        job.finished.connect(lambda _count: self._filter(self.filter.text()))
        # Files that cannot be read are found by their names all the same.
        job.failed.connect(lambda _error: None)
        self._session.start(job)

    def _filter(self, text: str) -> None:
        if text and not self._read_inside:
            self._read_missing()
        self.query = self._asked(self.chips.current_key())
        self.table.show(replace(self.query, text=text))

    def _asked(self, key: str = "") -> ListQuery:
        """The files that a chip stands for."""
        rules = [("is", "kind", "=", ["file"]), ("is", "newest", "=", ["1"])]
        if key:
            soon = self._clock().date() + timedelta(days=SOON_DAYS)
            rules += [
                ("is", "expires", "<=", [soon.isoformat()]), ("is", "status", "!=", ["void"])
            ]  # fmt: skip
        return ListQuery("document", ("and", rules), descending=True)

    def _show_chips(self) -> None:
        """Offer those that expire within a month or did, as long as there are some."""
        count, key = self._session.read(lists.count, self._asked(_SOON)), self.chips.current_key()
        self.chips.set_options(
            [("", self.tr("All")), (_SOON, f"{self.tr('Expiring')}, {count:,}")],
            key if count else "",
        )
        self.chips.setVisible(bool(count))

    def _follow(self, changes: Changes) -> None:
        if changes.touches("document"):
            before = self.chips.current_key()
            self._show_chips()
            if before != self.chips.current_key():
                self._filter(self.filter.text())

    def _keep_chosen(self) -> None:
        if self.table.count():
            self.list.choose_row(0)
        else:
            self.chosen.emit(None)

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Keep files in the book; says what could not be kept."""
        self.keeper.keep(paths, {})

    def _kept(self, ids: list[int]) -> None:
        if ids:
            self.choose(ids[-1])

    def ask_to_add(self) -> None:
        """Choose a file to keep."""
        folder = self._session.store.path.parent
        path = choose_file(self, self.tr("Add a file"), folder, "All files (*)")
        if path is not None:
            self.add_paths([path])

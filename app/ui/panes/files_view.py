"""Files kept in the book: a list, and the chosen one with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import opening
from app.exchange.new_file import CannotWrite
from app.models.columns import COLUMNS
from app.models.errors import Refusal
from app.models.operations import documents
from app.models.qt.record_table import RecordTable
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.storage.tables import Row
from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.views import RowList
from app.ui.dialogs.files import choose_file, choose_save
from app.ui.widgets.buttons import Button, LinkLabel
from app.ui.widgets.cards import Card, Rule
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.fields import TextField
from app.ui.widgets.inline_field import InlineField
from app.ui.widgets.label import IconLabel, Label
from app.ui.words import counted, day_words, exact_day, local_time

_KINDS = {
    ".pdf": ("file-text", "brick"), ".docx": ("file-text", "blue"), ".doc": ("file-text", "blue"),
    ".odt": ("file-text", "blue"), ".xlsx": ("file-spreadsheet", "evergreen"),
    ".xls": ("file-spreadsheet", "evergreen"), ".ods": ("file-spreadsheet", "evergreen"),
    ".csv": ("file-spreadsheet", "evergreen"), ".png": ("image", "violet"),
    ".jpg": ("image", "violet"), ".jpeg": ("image", "violet"), ".msg": ("mail", "sky"),
    ".eml": ("mail", "sky"),
}  # fmt: skip


def size_words(size: int) -> str:
    """A size as people say it: "640 bytes", "12 KB", "3.4 MB"."""
    if size < 1_000:
        return counted(size, "byte")
    if size < 1_000_000:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"


def _looks(name: str) -> tuple[str, str]:
    return _KINDS.get(Path(name).suffix.lower(), ("file", "slate"))


class FileList(QWidget):
    """Files, the newest first; takes dropped files. Signal: `chosen(object id)`."""

    chosen = Signal(object)

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.setAcceptDrops(True)
        self.query = ListQuery("document", ("is", "kind", "=", ["file"]), descending=True)
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
        self.table.modelReset.connect(self._keep_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        self._current: object = None

    def read(self) -> None:
        """Read the list."""
        self.table.show(self.query)

    def selected_ids(self) -> list[int]:
        """The chosen files."""
        found = (self.table.id_at(row) for row in self.list.selected_rows())
        return [one for one in found if one is not None]

    def choose(self, document_id: int) -> None:
        """Show one file."""
        row = self.table.row_of(document_id)
        if row < 0 and self.filter.text():
            self.filter.set_text("")
            self._filter("")
            row = self.table.row_of(document_id)
        if row >= 0:
            self.list.choose_row(row)

    def _present(self, row: Row, _section: str) -> FileRowValue:
        icon, kind = _looks(row["name"])
        who = row["contact"] or row["account"] or size_words(row["size"])
        when = day_words(local_time(row["created_at"]).date(), self._clock().date())
        return FileRowValue(row["id"], row["name"], who, icon, kind, when)

    def _filter(self, text: str) -> None:
        self.table.show(ListQuery("document", self.query.rule, text, descending=True))

    def _keep_chosen(self) -> None:
        if self.table.count():
            self.list.choose_row(0)
        else:
            self.chosen.emit(None)

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Keep files in the book; says what could not be kept."""
        added = 0
        for path in paths:
            try:
                self._session.do(documents.add_file, path)
                added += 1
            except Refusal as error:
                self._session.say(str(error), kind="warn", undo=False)
        if added:
            self._session.say(
                self.tr("{name} added.").format(name=paths[0].name)
                if added == 1
                else self.tr("{files} added.").format(files=counted(added, "file"))
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if all(url.isLocalFile() for url in event.mimeData().urls()) and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep dropped files."""
        event.acceptProposedAction()
        self.add_paths([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def ask_to_add(self) -> None:
        """Choose a file to keep."""
        folder = self._session.store.path.parent
        path = choose_file(self, self.tr("Add a file"), folder, "All files (*)")
        if path is not None:
            self.add_paths([path])


class FilePage(QWidget):
    """One file. Signal: `record_requested(str kind, object id)`."""

    record_requested = Signal(str, object)

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.row: Row | None = None
        self.icon = IconLabel("file", 20)
        self.title = Label("", "title", elide=True)
        self.open = Button(self.tr("Open"), "external-link", "primary")
        self.save = Button(self.tr("Save as…"), "download")
        self.delete = Button(self.tr("Delete"), "trash-2", "danger")
        self.name = InlineField(self.tr("Name"), "")
        self.who = LinkLabel("")
        self.size = Label("")
        self.added = Label("")
        self.promise = Label(
            self.tr("The file lies inside your Deskbook file and is backed up with it. Open shows "
                    "a copy."),
            "small", "text2", wrap=True,
        )  # fmt: skip
        self.empty = EmptyState(
            self.tr("No files yet"),
            self.tr("Drop quotes, plans or pictures here, or onto a contact."),
        )
        self._compose()
        self.open.clicked.connect(self.open_file)
        self.save.clicked.connect(self.save_as)
        self.delete.clicked.connect(lambda: self.delete_files())
        self.name.committed.connect(self._rename)
        self.who.clicked.connect(self._show_who)

    def _compose(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(24, 14, 20, 14)
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.title, 1)
        for button in (self.delete, self.save, self.open):
            row.addWidget(button)
        self.head = QWidget()
        self.head.setLayout(row)
        self.card = Card(padding=16)
        self.card.body.addWidget(self.name)
        for caption, widget in (
            (self.tr("Belongs to"), self.who), (self.tr("Size"), self.size),
            (self.tr("Added"), self.added),
        ):  # fmt: skip
            self.card.body.addWidget(Label(caption, "caption", "text2"))
            self.card.body.addWidget(widget)
        self.card.body.addSpacing(4)
        self.card.body.addWidget(self.promise)
        self.card.setMaximumWidth(560)
        self.facts = QWidget()
        facts = QVBoxLayout(self.facts)
        facts.setContentsMargins(24, 24, 24, 24)
        facts.addWidget(self.card)
        facts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule("line"))
        column.addWidget(self.facts, 1)
        column.addWidget(self.empty, 1)

    def show_file(self, document_id: object) -> None:
        """Show another file, or that there is none."""
        ids = [document_id] if isinstance(document_id, int) else []
        rows = self._session.read(lists.page, "document", ids)
        self.row = rows[0] if rows else None
        for widget in (self.head, self.facts):
            widget.setVisible(self.row is not None)
        self.empty.setVisible(self.row is None)
        if self.row is None:
            return
        icon, kind = _looks(self.row["name"])
        self.icon.set_icon(icon, f"{kind}.text")
        self.title.set_text(self.row["name"])
        self.name.set_value(self.row["name"])
        self.who.setText(self.row["contact"] or self.row["account"] or self.tr("Nobody yet"))
        self.who.setEnabled(bool(self.row["contact_id"] or self.row["account_id"]))
        self.size.set_text(size_words(self.row["size"]))
        day: date = local_time(self.row["created_at"]).date()
        self.added.set_text(exact_day(day))

    def _rename(self, name: str) -> None:
        if self.row is None:
            return
        try:
            self._session.do(documents.rename_document, self.row["id"], name)
        except Refusal as error:
            self.name.set_error(error.message)
            return
        self.name.mark_saved()
        self.title.set_text(name.strip())

    def _show_who(self) -> None:
        if self.row is not None:
            for kind in ("contact", "account"):
                if self.row[f"{kind}_id"]:
                    self.record_requested.emit(kind, self.row[f"{kind}_id"])
                    return

    def open_file(self) -> None:
        """Show a copy in the program that opens such files."""
        path = self.copy()
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._session.say(
                self.tr("No program on this computer opens such files. Save it instead."),
                kind="warn", undo=False,
            )  # fmt: skip

    def copy(self) -> Path | None:
        """A private copy to be opened, or ``None`` (said)."""
        if self.row is None:
            return None
        try:
            path = self._session.read(opening.copy_to_open, self.row["id"])
        except (Refusal, CannotWrite, BookError) as error:
            self._session.say(str(error), kind="warn", undo=False)
            return None
        if opening.has_macros(self.row["name"]):
            self._session.say(
                self.tr("This document may hold macros. Leave them off unless you know who made "
                        "it."),
                kind="warn", undo=False,
            )  # fmt: skip
        return path

    def save_as(self) -> None:
        """Write the file to a folder."""
        if self.row is None:
            return
        start = self._session.store.path.parent / self.row["name"]
        path = choose_save(self, self.tr("Save file"), start, "All files (*)")
        if path is None:
            return
        try:
            self._session.read(opening.save_as, self.row["id"], path)
        except (CannotWrite, BookError) as error:
            self._session.say(str(error), kind="danger", undo=False)
            return
        self._session.say(self.tr("{name} saved.").format(name=path.name), undo=False)

    def delete_files(self, ids: Sequence[int] = ()) -> None:
        """Delete the shown file, or these, with Undo."""
        wanted = list(ids) or ([self.row["id"]] if self.row is not None else [])
        if not wanted:
            return
        name = self.row["name"] if len(wanted) == 1 and self.row else counted(len(wanted), "file")
        try:
            self._session.do(documents.delete_documents, wanted)
        except Refusal as error:
            self._session.say(str(error), kind="warn", undo=False)
            return
        self._session.say(self.tr("{name} deleted.").format(name=name))

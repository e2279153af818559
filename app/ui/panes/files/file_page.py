"""One file of the book: a look into it, whose it is, its versions, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.desk import file_texts, opening
from app.exchange.new_file import CannotWrite
from app.models.errors import Refusal
from app.models.operations import documents as verbs
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.storage.queries import documents, lists
from app.storage.tables import Row
from app.ui.dialogs.files import choose_file, choose_save
from app.ui.panes.files.file_changes import FileChanges
from app.ui.panes.files.file_preview import FilePreview
from app.ui.panes.files.files_view import expiry_words, file_looks, size_words
from app.ui.panes.files.open_file import open_document
from app.ui.panes.letters.letter_maker import show_outside
from app.ui.panes.people.record_picker import RecordPicker
from app.ui.panes.people.side_section import Section
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.cards import Rule
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.ground import IconRow, Scroll, Sheet
from app.ui.widgets.inline_field import InlineField
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.notices import InfoBar
from app.ui.widgets.popover import Popover
from app.ui.words import counted, exact_day, local_time, moment_words

SIDE_WIDTH = 264


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
        self.change = Button(self.tr("Change"), "pencil")
        self.menu = QMenu(self)
        self.more = IconButton("ellipsis", self.tr("More"), menu=self.menu)
        self.notice = InfoBar("", "warn")
        self.changes = FileChanges(session, self)
        self.preview = FilePreview(session)
        self.fields = self._make_fields()
        self.who = LinkLabel("")
        self.facts_line = Label("", "small", "text2", wrap=True)
        self.versions = Section(self.tr("Versions"))
        self.empty = EmptyState(
            self.tr("No files yet"),
            self.tr("Drop quotes, plans or pictures here, or onto a contact."),
        )
        self._compose()
        self._wire()

    @property
    def name(self) -> InlineField:
        """The field of the name."""
        return self.fields["name"]

    def _make_fields(self) -> dict[str, InlineField]:
        states = list(verbs.STATUSES.items())
        made = {
            "name": InlineField(self.tr("Name"), "", icon="file"),
            "tags": InlineField(self.tr("Tags"), "", icon="tag"),
            "expires_on": InlineField(self.tr("Holds until"), "", "date", icon="hourglass"),
            "status": InlineField(
                self.tr("State"), "", "choice", icon="circle-dot", options=states
            ),
            "note": InlineField(self.tr("Note"), "", "multiline", icon="notebook-pen"),
        }  # fmt: skip
        for key, field in made.items():
            field.committed.connect(lambda text, key=key: self._keep(key, text))
        return made

    def _wire(self) -> None:
        self.open.clicked.connect(self.open_file)
        self.change.clicked.connect(self.change_file)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.who.clicked.connect(self._show_who)
        self.changes.taken.connect(self.show_file)

    def _compose(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(24, 14, 20, 14)
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.title, 1)
        for button in (self.change, self.open, self.more):
            row.addWidget(button)
        self.head = QWidget()
        self.head.setLayout(row)
        bar = QVBoxLayout()
        bar.setContentsMargins(24, 12, 24, 0)
        bar.setSpacing(8)
        bar.addWidget(self.notice)
        bar.addWidget(self.changes)
        self.facts = QWidget()
        facts = QHBoxLayout(self.facts)
        facts.setContentsMargins(24, 20, 8, 20)
        facts.setSpacing(20)
        facts.addWidget(self.preview, 1)
        facts.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule("line"))
        column.addLayout(bar)
        column.addWidget(self.facts, 1)
        column.addWidget(self.empty, 1)

    def _side(self) -> QWidget:
        sheet = Sheet("canvas")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(6)
        column.addWidget(Label(self.tr("Belongs to"), "caption", "text2"))
        column.addWidget(self.who)
        for field in self.fields.values():
            column.addWidget(field)
        column.addWidget(self.facts_line)
        column.addWidget(self.versions)
        column.addStretch(1)
        scroll = Scroll(sheet)
        scroll.setFixedWidth(SIDE_WIDTH)
        return scroll

    # Showing -----------------------------------------------------------------------------------

    def show_file(self, document_id: object) -> None:
        """Show another file, or that there is none."""
        ids = [document_id] if isinstance(document_id, int) else []
        rows = self._session.read(lists.page, "document", ids)
        self.row = rows[0] if rows else None
        for widget in (self.head, self.facts):
            widget.setVisible(self.row is not None)
        self.empty.setVisible(self.row is None)
        if self.row is None:
            self.notice.hide()
            return
        row = self.row
        icon, kind = file_looks(row["name"])
        self.icon.set_icon(icon, f"{kind}.text")
        self.title.set_text(row["name"])
        for key, field in self.fields.items():
            if not field.is_editing():
                field.set_value(str(row[key]))
        self.who.setText(self._owner_words(row))
        self._show_facts(row)
        self._show_versions(row)
        self.preview.show_file(row)

    def _owner_words(self, row: Row) -> str:
        named = row["contact"] or row["account"]
        if not named and row["deal_id"]:
            named = self.tr("A deal")
        if not named and row["appointment_id"]:
            named = self.tr("An appointment")
        return str(named or self.tr("Nobody yet"))

    def _show_facts(self, row: Row) -> None:
        today = self._clock().date()
        day: date = local_time(row["created_at"]).date()
        said = f"{size_words(row['size'])}, added {exact_day(day)}."
        promise = (
            self.tr("Only its place is kept: {where}").format(where=row["link_path"])
            if row["link_path"]
            else self.tr("It lies inside your Deskbook file and is backed up with it.")
        )
        self.facts_line.set_text(f"{said} {promise}")
        warning = expiry_words(row["expires_on"], today)
        self.notice.set_notice(f"{warning}." if warning else "", "warn")
        self.notice.setVisible(bool(warning))

    def _show_versions(self, row: Row) -> None:
        found = self._session.read(documents.versions, row["id"])
        today = self._clock().date()
        rows: list[QWidget] = []
        for one in found:
            when = moment_words(local_time(one["created_at"]), today)
            here = self.tr(", shown") if one["id"] == row["id"] else ""
            line = IconRow("file-text", f"Version {one['version']}", when + here, "slate")
            line.clicked.connect(lambda _checked=False, i=one["id"]: self.show_file(i))
            rows.append(line)
        self.versions.show_rows(rows, len(found))
        self.versions.setVisible(len(found) > 1)

    # Doing -------------------------------------------------------------------------------------

    def _do(self, verb: Any, *values: object, **named: object) -> bool:
        try:
            self._session.do(verb, *values, **named)
        except (Refusal, BookError, CannotWrite) as error:
            self._session.say(str(error), kind="warn", undo=False)
            return False
        return True

    def _keep(self, key: str, text: str) -> None:
        if self.row is None:
            return
        field = self.fields[key]
        try:
            if key == "name":
                self._session.do(verbs.rename_document, self.row["id"], text)
            else:
                self._session.do(verbs.set_document, self.row["id"], **{key: text.strip()})
        except Refusal as error:
            field.set_error(error.message)
            return
        field.set_error("")
        field.mark_saved()
        self.show_file(self.row["id"])

    def _show_who(self) -> None:
        if self.row is None:
            return
        for kind in ("contact", "account", "deal", "appointment"):
            if self.row[f"{kind}_id"]:
                self.record_requested.emit(kind, self.row[f"{kind}_id"])
                return
        self.ask_owner("contact")

    def ask_owner(self, kind: str) -> None:
        """Ask whose file it is."""
        if self.row is None:
            return
        document_id = self.row["id"]
        popover = Popover(self.window(), width=300)
        words = {"contact": self.tr("Whose file is it?"), "account": self.tr("Of which account?")}
        picker = RecordPicker(self._session, kind, words[kind])
        popover.body.addWidget(picker)
        popover.closed.connect(popover.deleteLater)

        def take() -> None:
            if picker.one():
                self._do(verbs.attach, document_id, **{f"{kind}_id": picker.one()})
                popover.close_popover()
                self.show_file(document_id)

        picker.changed.connect(take)
        picker.escaped.connect(popover.close_popover)
        popover.open_beside(self.who)

    def _fill_menu(self) -> None:
        menu = self.menu
        menu.clear()
        menu.addAction(self.tr("Save as…"), self.save_as)
        menu.addAction(self.tr("New version…"), self.ask_version)
        menu.addSeparator()
        menu.addAction(self.tr("Belongs to a contact…"), lambda: self.ask_owner("contact"))
        menu.addAction(self.tr("Belongs to an account…"), lambda: self.ask_owner("account"))
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), self.delete_files)

    @staticmethod
    def _open_url(url: str) -> bool:
        return show_outside(Path(QUrl(url).toLocalFile()))

    def open_file(self) -> None:
        """Show a copy in the program that opens such files."""
        if self.row is not None:
            open_document(self._session, self.row["id"], self._open_url)

    def change_file(self) -> None:
        """Open a copy to be changed; what is saved there is offered as a new version."""
        if self.row is not None and open_document(
            self._session, self.row["id"], self._open_url, to_change=True
        ):
            self.changes.watch()
            words = self.tr("Change it there and save; then keep it here as a new version.")
            self._session.say(words, kind="info", undo=False)

    def ask_version(self) -> None:
        """Choose the file that is the next version of this one."""
        if self.row is None:
            return
        folder = self._session.store.path.parent
        title = self.tr("New version of {name}").format(name=self.row["name"])
        path = choose_file(self, title, folder, "All files (*)")
        if path is not None and self._do(file_texts.new_version, self.row["id"], path):
            self._session.say(self.tr("New version kept."))
            self.show_file(self._session.read(documents.versions, self.row["id"])[0]["id"])

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
        except (CannotWrite, BookError, Refusal) as error:
            self._session.say(str(error), kind="danger", undo=False)
            return
        self._session.say(self.tr("{name} saved.").format(name=path.name), undo=False)

    def delete_files(self, ids: Sequence[int] = ()) -> None:
        """Delete the shown file, or these, with Undo."""
        wanted = list(ids) or ([self.row["id"]] if self.row is not None else [])
        if not wanted:
            return
        name = self.row["name"] if len(wanted) == 1 and self.row else counted(len(wanted), "file")
        if self._do(verbs.delete_documents, wanted):
            self._session.say(self.tr("{name} deleted.").format(name=name))
